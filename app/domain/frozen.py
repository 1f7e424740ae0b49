"""Frozen dataclasses, made in a tenth of the standard decorator's time.

`dataclasses.dataclass` compiles six functions for a frozen class with slots; a start makes some 250 such classes, and
that alone was a fifth of the time to the first screen. Here the fields, slots and match arguments come from the
standard library; what it would compile is shared by all classes, and ``__init__`` is compiled when a class is first
made use of. The classes are dataclasses to everybody: ``replace``, ``fields`` and ``asdict`` take them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")
_Values = Callable[[Any], tuple[Any, ...]]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_T]) -> type[_T]:
    """Make a class what ``@dataclass(frozen=True, slots=True)`` makes of it.

    What the class defines itself of ``__repr__``, ``__eq__`` and ``__hash__`` stays.
    """
    own = set(vars(cls))
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    known = fields(made)
    compared = _values([one.name for one in known if one.compare])
    given: dict[str, Any] = {
        "__init__": _first(made, known),
        "__repr__": _repr([one.name for one in known if one.repr]),
        "__eq__": _eq(compared),
        "__hash__": _hash(compared),
        "__reduce__": _reduce(_values([one.name for one in known])),
        "__setattr__": _no_set,
        "__delattr__": _no_delete,
    }
    for name, function in given.items():
        if name not in own:
            function.__qualname__ = f"{made.__qualname__}.{name}"
            setattr(made, name, function)
    return made  # type: ignore[no-any-return]


def _values(names: list[str]) -> _Values:
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    (name,) = names
    return lambda one: (getattr(one, name),)


def _first(cls: type[Any], known: tuple[Field[Any], ...]) -> Callable[..., None]:
    """An ``__init__`` that compiles the real one, and is never called again."""

    def __init__(self: object, *args: object, **named: object) -> None:  # noqa: N807 - what it stands for
        function = _init(cls, known)
        setattr(cls, "__init__", function)  # noqa: B010 - mypy forbids it otherwise
        function(self, *args, **named)

    return __init__


def _init(cls: type[Any], known: tuple[Field[Any], ...]) -> Callable[..., None]:
    scope: dict[str, Any] = {"MISSING": MISSING}
    asked, body = ["self"], []
    for one in known:
        name, value = one.name, one.name
        scope[f"_set_{name}"] = vars(_owner(cls, name))[name].__set__
        if one.default is not MISSING:
            scope[f"_default_{name}"] = one.default
            asked.append(f"{name}=_default_{name}")
        elif one.default_factory is not MISSING:
            scope[f"_make_{name}"] = one.default_factory
            asked.append(f"{name}=MISSING")
            value = f"_make_{name}() if {name} is MISSING else {name}"
        else:
            asked.append(name)
        body.append(f" _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(asked)}):\n" + "\n".join(body or [" pass"]), scope)  # noqa: S102 - our own fields
    function: Callable[..., None] = scope["__init__"]
    function.__qualname__ = f"{cls.__qualname__}.__init__"
    return function


def _owner(cls: type[Any], name: str) -> type[Any]:
    """The class whose slot holds a field."""
    return next(one for one in cls.__mro__ if name in vars(one).get("__slots__", ()))


def _repr(names: list[str]) -> Callable[[object], str]:
    def __repr__(self: object) -> str:  # noqa: N807 - what it becomes
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    return __repr__


def _eq(values: _Values) -> Callable[[object, object], bool]:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - what it becomes
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return __eq__


def _hash(values: _Values) -> Callable[[object], int]:
    def __hash__(self: object) -> int:  # noqa: N807 - what it becomes
        return hash(values(self))

    return __hash__


def _reduce(values: _Values) -> Callable[[object], tuple[object, ...]]:
    def __reduce__(self: object) -> tuple[Any, ...]:  # noqa: N807 - what it becomes
        return type(self), values(self)

    return __reduce__


def _no_set(_: object, name: str, __: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delete(_: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
