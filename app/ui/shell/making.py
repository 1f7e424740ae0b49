"""The screens of a shell as they are made: a part at a time, so that no turn of the window takes long."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import delete

from app.ui.shell.screen import Screen

#: Gives the parts of a screen as they are made, and at last the screen that they are in.
Steps = Generator[QWidget, None, Screen]


class Making:
    """Makes a screen in steps.

    Whoever needs it at once makes `whole` of it; what is made and not wanted any more has to be dropped.
    """

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._parts: list[QWidget] = []
        self.screen: Screen | None = None

    def step(self) -> None:
        """Make the next part, or the screen of them."""
        if self.screen is not None:
            return
        try:
            self._parts.append(next(self._steps))
        except StopIteration as end:
            self.screen = end.value
            self._parts.clear()  # they are the screen's

    def whole(self) -> Screen:
        """Make what is left of it."""
        while self.screen is None:
            self.step()
        return self.screen

    def drop(self) -> None:
        """Have all of it go: the screen, or the parts of one that never became whole."""
        for part in (self.screen, *self._parts):
            if part is not None:
                delete(part)
        self._parts.clear()


class Screens:
    """Screens by their names, each made when it is needed first, or ahead.

    Args:
        make: how to begin each.
        stack: where they are put.
    """

    def __init__(self, make: Mapping[str, Callable[[], Making]], stack: QStackedWidget) -> None:
        self._make = make
        self._stack = stack
        self._making: dict[str, Making] = {}
        self._made: dict[str, Screen] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._make

    def made(self, name: str) -> Screen | None:
        """The screen, if it is there already."""
        return self._made.get(name)

    def need(self, name: str) -> Screen:
        """The screen: made unless it is there, put in its place unless it is."""
        if name not in self._made:
            self._made[name] = self._begun(name).whole()
            del self._making[name]
        screen = self._made[name]
        if self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)
        return screen

    def _begun(self, name: str) -> Making:
        if name not in self._making:
            self._making[name] = self._make[name]()
        return self._making[name]

    def ahead(self, names: Iterable[str]) -> Iterator[Callable[[], object]]:
        """What can be done before it is asked for, in pieces: make screens, put them in their place, dress them."""
        for name in names:
            if name not in self._make or name in self._made:
                continue
            while name not in self._made and self._begun(name).screen is None:
                yield self._begun(name).step
            yield partial(self.need, name)
            yield partial(self._made[name].dress, self._stack.size())

    def close(self) -> None:
        """Make no more."""
        self._make = {}

    def dissolve(self) -> Iterator[Callable[[], object]]:
        """Have all that there is go, in pieces."""
        while self._making:
            yield self._making.popitem()[1].drop
        while self._made:
            yield partial(delete, self._made.popitem()[1])
