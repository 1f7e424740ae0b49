"""Holds: the coupons of the open cart and what the centre keeps of them, in step. What a cart's text says holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.cart import Cart
from app.domain.coupon import Basis, CouponHold
from app.domain.errors import AppError
from app.domain.frozen import frozen
from app.runtime.bridge import Bridge
from app.services.coupon_ports import CouponCentre, HoldAnswer

#: Milliseconds that an answer is waited for, and after which what is held is asked for anew: well within its time.
ANSWER_MS, RENEW_MS = 3_000, 240_000


@frozen
class _Live:
    """A hold that was asked for: for which cart and whom, until when (microseconds UTC, 0 before the answer)."""

    code: str
    cart_id: str
    member_id: str | None
    until: int = 0


class Holds(QObject):
    """Asks for a hold that came into the cart (typed, fetched, after a crash), gives up one that left it (removed,
    put aside, cancelled); one that was sold is the sale's. Lives in the GUI thread.

    Args:
        centre: where to ask; None where nobody knows of coupons.
        sold: the coupons that a sale of this terminal used. An indexed read.

    Signals:
        answered: about a hold, by its id, a `HoldAnswer`, or None where no answer came.
    """

    answered = Signal(str, object)

    def __init__(
        self,
        centre: Callable[[], CouponCentre],
        sold: Callable[[str], frozenset[str]],
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._centre = centre
        self._sold = sold
        self._bridge = bridge
        self._live: dict[str, _Live] = {}
        self._held: tuple[CouponHold, ...] = ()
        self._renewal = QTimer(self)
        self._renewal.setInterval(RENEW_MS)
        self._renewal.timeout.connect(self.renew)

    def follow(self, cart: Cart) -> None:
        """Bring the centre in step with a cart."""
        there = {one.hold_id: one for one in cart.holds if one.basis is not Basis.WORD}
        for hold_id in [one for one in self._live if one not in there]:
            self._give_up(hold_id, self._live.pop(hold_id))
        member_id = None if cart.member is None else cart.member.member_id
        for hold_id, hold in there.items():
            live = self._live.get(hold_id)
            if live is None or live.member_id != member_id:
                self._ask(hold_id, _Live(hold.code, cart.cart_id, member_id))
        self._held = tuple(one for one in there.values() if one.basis is Basis.HELD)
        if bool(self._held) != self._renewal.isActive():
            self._renewal.start() if self._held else self._renewal.stop()

    def renew(self) -> None:
        """Have the time of what is held begin anew."""
        for hold in self._held:
            self._ask(hold.hold_id, self._live[hold.hold_id], renew=True)

    def until(self, hold_id: str) -> int:
        """Until when a hold is ours for certain, microseconds UTC; 0 for not at all."""
        live = self._live.get(hold_id)
        return 0 if live is None else live.until

    def _give_up(self, hold_id: str, live: _Live) -> None:
        """Let others have a coupon, unless it was sold: then it is the sale's, which is on its way to the centre."""
        if live.code not in self._sold(live.cart_id):
            self._bridge.then(self, self._centre().release(hold_id), _nothing, _nothing, lasts=True)

    def _ask(self, hold_id: str, live: _Live, *, renew: bool = False) -> None:
        self._live[hold_id] = live
        is_answered = False

        def came(answer: HoldAnswer | None) -> None:
            nonlocal is_answered
            is_answered = True
            if (now := self._live.get(hold_id)) is None:
                return  # it was given up meanwhile
            if answer is not None and answer.granted:
                self._live[hold_id] = replace(now, until=answer.until)
            self.answered.emit(hold_id, answer)

        def failed(error: BaseException) -> None:
            if not isinstance(error, AppError):
                self._bridge.failed.emit(error)
            came(None)

        def late() -> None:
            if not is_answered:
                came(None)

        question = self._centre().hold(hold_id, live.code, live.member_id, renew=renew)
        self._bridge.then(self, question, came, failed, lasts=True)
        QTimer.singleShot(ANSWER_MS, self, late)


def _nothing(_: object) -> None:
    """What is lost on the way ends by its time."""
