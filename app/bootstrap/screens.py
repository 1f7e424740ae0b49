"""How each screen is made. Imported when it is first shown: a start waits for none but the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

from app.runtime.workplace import Workplace
from app.ui.shell.floating import Floating
from app.ui.shell.frame import Frame
from app.ui.shell.making import Making, Steps
from app.ui.shell.screen import Screen
from app.ui.shell.shell import SYNC, MakeScreen, Shell
from app.ui.widgets.finger import meet_widgets


def _lock(place: Workplace, shell: Shell, frame: Frame, _width: int) -> Screen:
    from app.ui.screens.lock.screen import LockScreen  # noqa: PLC0415 - imported when it is first shown

    whole = shell.window()
    return LockScreen(place, shell, frame, (whole.width(), whole.height()))


def _sell(place: Workplace, shell: Shell, frame: Frame, width: int) -> Steps:
    from app.ui.screens.sell.cartpanel import CartPanel  # noqa: PLC0415 - imported when it is first shown
    from app.ui.screens.sell.screen import SellScreen  # noqa: PLC0415 - imported when it is first shown
    from app.ui.screens.sell.workzone import WorkZone  # noqa: PLC0415 - imported when it is first shown

    panel = CartPanel(place, frame)
    yield panel
    zone = WorkZone(place, frame, width)
    yield zone
    return SellScreen(place, shell, frame, zone, panel)


def _pay(place: Workplace, shell: Shell, frame: Frame, _width: int) -> Screen:
    from app.ui.screens.pay.screen import PayScreen  # noqa: PLC0415 - imported when it is first shown

    return PayScreen(place, shell, frame)


def _complete(place: Workplace, shell: Shell, frame: Frame, _width: int) -> Screen:
    from app.ui.screens.complete.screen import CompleteScreen  # noqa: PLC0415 - imported when it is first shown

    return CompleteScreen(place, shell, frame)


def _correct(place: Workplace, shell: Shell, frame: Frame, _width: int) -> Screen:
    from app.ui.screens.correct.screen import CorrectScreen  # noqa: PLC0415 - imported when it is first shown

    return CorrectScreen(place, shell, frame)


def _refund(place: Workplace, shell: Shell, frame: Frame, width: int) -> Steps:
    from app.ui.screens.refund.screen import RefundScreen  # noqa: PLC0415 - imported when it is first shown
    from app.ui.screens.refund.zone import RefundZone  # noqa: PLC0415 - imported when it is first shown

    zone = RefundZone(place, shell, frame)
    yield zone
    return RefundScreen(place, shell, frame, width, zone)


def _shift(place: Workplace, shell: Shell, frame: Frame, width: int) -> Screen:
    from app.ui.screens.shift.screen import ShiftScreen  # noqa: PLC0415 - imported when it is first shown

    return ShiftScreen(place, shell, frame, width)


def _sales(place: Workplace, shell: Shell, frame: Frame, width: int) -> Screen:
    from app.ui.screens.sales.screen import SalesScreen  # noqa: PLC0415 - imported when it is first shown

    return SalesScreen(place, shell, frame, width)


def _pickup(place: Workplace, shell: Shell, frame: Frame, width: int) -> Screen:
    from app.ui.screens.pickup.screen import PickupScreen  # noqa: PLC0415 - imported when it is first shown

    return PickupScreen(place, shell, frame, width)


def _handover(place: Workplace, shell: Shell, frame: Frame, width: int) -> Screen:
    from app.ui.screens.handover.screen import HandOverScreen  # noqa: PLC0415 - imported when it is first shown

    return HandOverScreen(place, shell, frame, width)


def _settings(place: Workplace, shell: Shell, frame: Frame, width: int) -> Steps:
    from app.ui.screens.settings.screen import SettingsScreen, make_part  # noqa: PLC0415 - as above
    from app.ui.shell.zones import width_of_work  # noqa: PLC0415 - imported when it is first shown

    part = make_part(place, shell, width_of_work(frame, width))
    yield part
    return SettingsScreen(place, shell, frame, width, part)


def _sync(place: Workplace, shell: Shell, frame: Frame, width: int) -> Screen:
    from app.ui.screens.sync.screen import SyncScreen  # noqa: PLC0415 - imported when it is first shown

    return SyncScreen(place, shell, frame, width)


def make_panel(shell: Shell) -> Floating:
    """What hangs under the pill."""
    from app.ui.screens.sync.panel import SyncPanel  # noqa: PLC0415 - imported when it is first shown

    panel = SyncPanel(shell.place, shell)
    panel.opened.connect(partial(shell.go, SYNC))
    return panel


_Make = Callable[[Workplace, Shell, Frame, int], Screen | Steps]
_SCREENS: dict[str, _Make] = {
    "lock": _lock,
    "sell": _sell,
    "pay": _pay,
    "complete": _complete,
    "correct": _correct,
    "refund": _refund,
    "pickup": _pickup,
    "handover": _handover,
    "shift": _shift,
    "settings": _settings,
    "sales": _sales,
    SYNC: _sync,
}


def loads() -> Iterator[Callable[[], object]]:
    """What reads the screens' modules into memory, one at a time."""
    from app.ui import screens, shell, widgets  # noqa: PLC0415 - see above

    # what the screens have in common comes first: a piece is then little more than the module itself
    for package in (widgets, shell):
        yield from _modules(package.__name__, package.__path__)
    for name in _SCREENS:
        yield from _modules(f"{screens.__name__}.{name}", [f"{path}/{name}" for path in screens.__path__])
    yield meet_widgets
    yield _names


def _modules(package: str, paths: Iterable[str]) -> Iterator[Callable[[], object]]:
    for one in iter_modules(paths, f"{package}."):
        yield partial(import_module, one.name)


def _names() -> None:
    """Names of currencies and cities, which the settings show."""
    from app.ui.shell.picker import currency_picks, zone_picks  # noqa: PLC0415 - see above

    for language in ("zh_TW", "en"):
        currency_picks(language, "TWD")
        next(zone_picks(["Asia/Taipei"], language, "Asia/Taipei"))


def _steps(make: _Make, place: Workplace, shell: Shell, frame: Frame, width: int) -> Steps:
    made = make(place, shell, frame, width)
    return made if isinstance(made, Screen) else (yield from made)


def make_screens(place: Workplace, frame: Frame, width: int) -> dict[str, MakeScreen]:
    """What makes each screen, by its name.

    Args:
        width: of the window, in pixels.
    """

    def later(make: _Make) -> MakeScreen:
        return lambda shell: Making(_steps(make, place, shell, frame, width))

    return {name: later(make) for name, make in _SCREENS.items()}
