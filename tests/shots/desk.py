"""Pictures of everything around selling: the lock, the shift, the sales, the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.runtime.sales import Span
from app.runtime.settings import Section
from app.services.shift import Closing
from app.ui.screens.lock.screen import LockScreen
from app.ui.screens.sales.screen import SalesScreen
from app.ui.screens.shift.cells import Cell
from tests.shots.drawer import morning
from tests.shots.picture import Picture
from tests.shots.selling import sign_in
from tests.shots.shop import PEOPLE, moment
from tests.shots.stage import Scene

Key = Qt.Key


# --- the lock -------------------------------------------------------------------------------------------------------


def locked(scene: Scene) -> None:
    """Nobody is here."""
    scene.go("lock")


def type_pin(scene: Scene) -> None:
    """Somebody was chosen, and types."""
    screen = _lock(scene)
    screen.people.choose(PEOPLE[1])
    scene.settle()
    for sign in "48":
        screen.pin.press(sign)


def refuse_pin(scene: Scene) -> None:
    """The PIN was wrong, and again, so that one has to wait."""
    screen = _lock(scene)
    screen.people.choose(PEOPLE[1])
    screen.pin.complain("", 30)
    screen.people.badge.complain("這張識別證不在名冊上")
    scene.settle()


def ask_manager(scene: Scene) -> None:
    """A PIN is forgotten: a manager is asked."""
    screen = _lock(scene)
    screen.people.choose(PEOPLE[1])
    screen.forgotten()
    scene.settle()


def ask_code(scene: Scene) -> None:
    """The only manager forgot the PIN: the recovery code is asked for."""
    screen = _lock(scene)
    screen.people.choose(PEOPLE[0])
    screen.forgotten()
    scene.settle()


def _lock(scene: Scene) -> LockScreen:
    screen = scene.screen
    assert isinstance(screen, LockScreen)
    return screen


# --- the shift ------------------------------------------------------------------------------------------------------


def closed(scene: Scene) -> None:
    """No shift is open: the float is being counted."""
    counter = scene.place.counter
    there = counter.reads().open_shift()
    assert there is not None
    review = counter.counts.review(there.shift_id).result()
    closing = Closing(float_left=5_000)
    counter.shifts.close(there.shift_id, review.expected, counter.ids.mint(), "S01", closing=closing).result()
    sign_in(scene)


def shift_open(scene: Scene) -> None:
    """The float is typed."""
    closed(scene)
    scene.go("shift")


def sell_closed(scene: Scene) -> None:
    """The sell screen before a shift."""
    closed(scene)
    scene.place.cart.scan("BR001")
    scene.settle()


def shift_idle(scene: Scene) -> None:
    """A shift is open."""
    sign_in(scene)
    scene.go("shift")


def shift_waiting(scene: Scene) -> None:
    """What must be known before counting: carts that are put aside, goods in the open cart."""
    sign_in(scene)
    scene.place.cart.scan("BR001")
    scene.go("shift")


def shift_count(scene: Scene) -> None:
    """`shift_count.png`"""
    sign_in(scene)
    morning(scene.place.counter, scene.clock)
    scene.go("shift")
    scene.press(Key.Key_F12)
    scene.press(*(part for figure in ("1", "9", "6", "2", "34") for part in (figure, Key.Key_Return)))
    scene.press(*(part for figure in ("9", "0", "41", "14", "32") for part in (figure, Key.Key_Return)))
    scene.press("41")


def type_hundreds(scene: Scene) -> None:
    """The notes of a hundred are being counted."""
    cells = (one for one in scene.window.findChildren(Cell) if one.isVisible() and one.key == "face:100")
    next(cells).setFocus(Qt.FocusReason.OtherFocusReason)
    scene.settle()


def shift_result(scene: Scene) -> None:
    """`shift_result.png`"""
    shift_count(scene)
    scene.clock.at = moment(14, 38)
    scene.press(Key.Key_F12)
    scene.clock.at = moment(14, 40)
    scene.place.count.choose(reason="change")
    scene.settle()


def shift_sealed(scene: Scene) -> None:
    """Closed, with the Z on screen."""
    sign_in(scene)
    counter = scene.place.counter
    there = counter.reads().open_shift()
    assert there is not None
    review = counter.counts.review(there.shift_id).result()
    scene.go("shift")
    scene.press(Key.Key_F12)
    count = scene.place.count
    count.type_face(1, review.expected)
    for kind in count.slip_kinds:
        count.type_slips(kind, sum(many for one, many, _ in review.sums.tenders if one == kind))
    scene.press(Key.Key_F12, Key.Key_F12)


# --- sales and settings ---------------------------------------------------------------------------------------------


def sales(scene: Scene) -> None:
    """The day's sales, and the receipt of one."""
    sign_in(scene)
    scene.go("sales")
    scene.place.sales.choose(scene.place.sales.rows[1])
    scene.settle()


def type_amount(scene: Scene) -> None:
    """Something is searched for that is not there."""
    screen = scene.screen
    assert isinstance(screen, SalesScreen)
    screen.field.setText("98765")
    scene.place.sales.narrow(text="98765")
    scene.settle()


def sales_all(scene: Scene) -> None:
    """Sales of every day."""
    sign_in(scene)
    scene.place.sales.narrow(span=Span.ALL)
    scene.go("sales")


def settings(section: Section):
    """A part of the settings."""

    def go(scene: Scene) -> None:
        sign_in(scene)
        scene.place.settings.section = section
        scene.go("settings")

    return go


PICTURES: dict[str, Picture[Scene]] = {
    "lock": Picture(locked, type_pin),
    "lock_empty": Picture(locked),
    "lock_refused": Picture(locked, refuse_pin),
    "lock_forgotten": Picture(locked, ask_manager),
    "lock_recovery": Picture(locked, ask_code),
    "sell_closed": Picture(sell_closed),
    "shift_open": Picture(shift_open),
    "shift_idle": Picture(shift_idle),
    "shift_waiting": Picture(shift_waiting),
    "shift_count": Picture(shift_count, type_hundreds),
    "shift_result": Picture(shift_result),
    "shift_sealed": Picture(shift_sealed),
    "sales": Picture(sales),
    "sales_all": Picture(sales_all),
    "sales_nothing_found": Picture(sales, type_amount),
    **{f"settings_{section.value}": Picture(settings(section)) for section in Section},
}
