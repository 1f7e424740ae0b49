"""Coupons of the open cart: asked for at the centre, taken in without it, given up; whatever screen is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.cart import Cart
from app.domain.coupon import Basis, CouponHold, Tally
from app.domain.errors import AppError, UserError
from app.domain.frozen import frozen
from app.runtime.bridge import Bridge
from app.runtime.cart import Held, OpenCart
from app.runtime.counter import Counter
from app.services.coupon import Coupon, Coupons, InWallet
from app.services.coupon_ports import HoldAnswer

#: Milliseconds that an answer is waited for, and after which what is held is asked for anew: well within its time.
ANSWER_MS, RENEW_MS = 3_000, 240_000
#: Refused coupons that are kept in sight.
_SHOWN = 4


@frozen
class CouponRow:
    """A coupon of the cart, or one that does not count.

    Attributes:
        basis: on what it stands; None where it was refused.
        reason: why it was refused, or takes nothing off, in a word; empty where it does.
        amount: minor units that it takes off.
    """

    code: str
    name: str
    name_en: str
    basis: Basis | None
    reason: str = ""
    amount: int = 0


@frozen
class _Live:
    """A hold that was asked for: for which cart and whom, until when (microseconds UTC, 0 before the answer)."""

    hold: CouponHold
    cart_id: str
    member_id: str | None
    until: int = 0


class CartCoupons(QObject):
    """Keeps the cart's coupons and what the centre keeps of them in step. Lives in the GUI thread.

    What stands in the cart's text is what holds: a hold that came into it (typed, fetched, after a crash) is asked
    for, one that left it (removed, put aside, cancelled) is given up; one that was sold is the sale's.

    Signals:
        changed: a coupon came, went or stands otherwise.
        granted: one takes effect; its name and English name.
        refused: one does not; a `CouponRow`.
    """

    changed = Signal()
    granted = Signal(str, str)
    refused = Signal(object)

    def __init__(self, counter: Counter, open_cart: OpenCart, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._cart = open_cart
        self._bridge = bridge
        self._live: dict[str, _Live] = {}
        self._late: dict[str, Callable[[], None]] = {}
        self._signed: set[str] = set()
        self._refused: tuple[CouponRow, ...] = ()
        self._cart_id = open_cart.cart.cart_id
        self._is_settling = False
        self._renewal = QTimer(self)
        self._renewal.setInterval(RENEW_MS)
        self._renewal.timeout.connect(self._renew)
        if counter.coupons is not None:
            open_cart.changed.connect(self._look)
            self._look()

    @property
    def _desk(self) -> Coupons:
        if self._counter.coupons is None:
            raise UserError("coupon.unavailable")
        return self._counter.coupons

    @property
    def _member_id(self) -> str | None:
        member = self._cart.cart.member
        return None if member is None else member.member_id

    # --- what there is --------------------------------------------------------------------------------------------

    @property
    def is_asking(self) -> bool:
        """Whether an answer is waited for that may change what the cart costs."""
        return any(one.basis is Basis.ASKING for one in self._cart.cart.holds)

    def rows(self) -> tuple[CouponRow, ...]:
        """The cart's coupons, then those that do not count, the last refused first."""
        cart = self._cart.cart
        bases = dict.fromkeys(cart.coupons, Basis.WORD) | {one.code: one.basis for one in cart.holds}
        found = tuple(self._row(code, basis) for code, basis in bases.items())
        return (*found, *(one for one in self._refused if one.code not in bases))

    def _row(self, code: str, basis: Basis) -> CouponRow:
        coupon = self._find(code)
        name, english = (code, "") if coupon is None else (coupon.name, coupon.name_en)
        if basis is Basis.ASKING:
            return CouponRow(code, name, english, basis)
        amount = self._amount(code)
        is_used = any(one.coupon == code for one in self._cart.priced.coupons)
        return CouponRow(code, name, english, basis, "" if is_used else "no_effect", amount)

    def _amount(self, code: str) -> int:
        """What a coupon of the cart takes off, in minor units; those of one rule share it."""
        priced, found = self._cart.priced, 0
        for rule_id in [one.rule_id for one in priced.coupons if one.coupon == code]:
            sharing = sum(one.rule_id == rule_id for one in priced.coupons)
            off = sum(one.amount for line in priced.lines for one in line.reductions if one.rule_id == rule_id)
            found += off // sharing
        return found

    @property
    def offline(self) -> frozenset[str]:
        """Codes of the cart's coupons that were taken in without the centre."""
        return frozenset(one.code for one in self._cart.cart.holds if one.basis is Basis.OFFLINE)

    def wallet(self) -> tuple[InWallet, ...]:
        """What the member in the cart can use and has not put in yet."""
        if self._counter.coupons is None or self._member_id is None:
            return ()
        there = {one.code for one in self._cart.cart.holds}
        return tuple(one for one in self._desk.wallet(self._member_id) if one.coupon.code not in there)

    def _find(self, code: str) -> Coupon | None:
        if self._counter.coupons is None:
            return None
        return self._desk.find(code, self._member_id, is_signed=code in self._signed)

    # --- coming and going -----------------------------------------------------------------------------------------

    def means(self, text: str) -> bool:
        """Whether a text is a coupon's code. Short reads."""
        return self._counter.coupons is not None and self._find(text) is not None

    def take(self, text: str, *, is_signed: bool = False) -> None:
        """Have a coupon used; what becomes of it is told when it is known.

        Args:
            is_signed: the centre's signature on it was checked.

        Raises:
            UserError: ``coupon.unavailable``; as `OpenCart.need_free`.
        """
        self._cart.need_free()
        coupon = self._desk.find(text, self._member_id, is_signed=is_signed)
        if coupon is None:
            self._refuse(CouponRow(text.strip()[:40], text.strip()[:40], "", None, "unknown"))
            return
        if is_signed:
            self._signed.add(coupon.code)
        cart = self._cart.cart
        is_there = coupon.code in cart.coupons or any(one.code == coupon.code for one in cart.holds)
        reason = "in_cart" if is_there else self._desk.why_not(coupon)
        if reason:
            self._refuse(_refused(coupon, reason))
            return
        basis = Basis.WORD if coupon.campaign is None else Basis.ASKING
        self._put(CouponHold(coupon.code, self._counter.ids.mint(), basis))
        if basis is Basis.WORD:
            self.granted.emit(coupon.name, coupon.name_en)

    def remove(self, code: str) -> None:
        """Take a coupon out; one that was refused goes out of sight.

        Raises:
            UserError: as `OpenCart.need_free`.
        """
        self._refused = tuple(one for one in self._refused if one.code != code)
        cart = self._cart.cart
        if code in cart.coupons or any(one.code == code for one in cart.holds):
            self._take_out([code])
        self.changed.emit()

    def need_answers(self) -> None:
        """Refuse to go on while an answer is on its way: what the cart costs may change with it.

        Raises:
            UserError: ``coupon.asking``.
        """
        if self.is_asking:
            raise UserError("coupon.asking")

    def _put(self, hold: CouponHold) -> None:
        """Have a hold stand in the cart; what is granted counts from now on."""

        def put(cart: Cart) -> Cart:
            holds = (*(one for one in cart.holds if one.code != hold.code), hold)
            codes = cart.coupons
            if hold.basis is not Basis.ASKING and hold.code not in codes:
                codes = (*codes, hold.code)
            return replace(cart, holds=holds, coupons=codes)

        self._cart.become(put(self._cart.cart), is_step=False)

    def _take_out(self, codes: Iterable[str]) -> None:
        gone, cart = set(codes), self._cart.cart
        self._cart.become(
            replace(
                cart,
                coupons=tuple(one for one in cart.coupons if one not in gone),
                holds=tuple(one for one in cart.holds if one.code not in gone),
            ),
            is_step=False,
        )

    def _refuse(self, row: CouponRow) -> None:
        self._refused = (row, *(one for one in self._refused if one.code != row.code))[:_SHOWN]
        self.refused.emit(row)
        self.changed.emit()

    # --- in step with the centre ----------------------------------------------------------------------------------

    def _look(self) -> None:
        """The cart changed: ask for what came, give up what went, hold what is offline to its bounds."""
        if self._is_settling:
            return
        self._is_settling = True
        try:
            seen = None
            while seen is not self._cart.cart:  # what follows from it may change it once more
                seen = self._cart.cart
                self._follow()
                for answer in tuple(self._late.values()) if self._cart.held is Held.NO else ():
                    answer()
                self._check_bounds()
        finally:
            self._is_settling = False
        self.changed.emit()

    def _follow(self) -> None:
        cart = self._cart.cart
        if cart.cart_id != self._cart_id:
            self._cart_id, self._refused = cart.cart_id, ()
            self._signed &= set(cart.coupons) | {one.code for one in cart.holds}
        there = {one.hold_id: one for one in cart.holds}
        for hold_id in [one for one in self._live if one not in there]:
            self._give_up(self._live.pop(hold_id))
        for hold in there.values():
            if hold.basis is Basis.WORD:
                continue
            live = self._live.get(hold.hold_id)
            if live is None or (live.member_id != self._member_id and live.cart_id == cart.cart_id):
                self._ask(hold)
        held = any(one.basis is Basis.HELD for one in cart.holds)
        if held != self._renewal.isActive():
            self._renewal.start() if held else self._renewal.stop()

    def _give_up(self, live: _Live) -> None:
        """Let others have a coupon, unless it was sold: then it is the sale's, which is on its way to the centre."""
        self._late.pop(live.hold.hold_id, None)
        sold = self._counter.reads().coupons_of(live.cart_id)
        if all(one.code != live.hold.code for one in sold):
            self._bridge.then(self, self._desk.centre.release(live.hold.hold_id), _nothing, _nothing, lasts=True)

    def _ask(self, hold: CouponHold, *, renew: bool = False) -> None:
        before = self._live.get(hold.hold_id)
        until = before.until if renew and before is not None else 0
        self._live[hold.hold_id] = _Live(hold, self._cart.cart.cart_id, self._member_id, until)
        answered: list[HoldAnswer | None] = []

        def came(answer: HoldAnswer | None) -> None:
            answered.append(answer)
            self._answered(hold, answer)

        question = self._desk.centre.hold(hold.hold_id, hold.code, self._member_id, renew=renew)
        self._bridge.then(self, question, came, lambda error: came(_no_answer(error)), lasts=True)

        def late() -> None:
            if not answered:
                came(None)

        QTimer.singleShot(ANSWER_MS, self, late)

    def _renew(self) -> None:
        for hold in self._cart.cart.holds:
            if hold.basis is Basis.HELD:
                self._ask(hold, renew=True)

    def _answered(self, hold: CouponHold, answer: HoldAnswer | None) -> None:
        """An answer came, or none; while the cart holds still it waits."""

        def act() -> None:
            self._late.pop(hold.hold_id, None)
            self._settle(hold.hold_id, answer)

        if hold.hold_id not in self._live:
            return  # it was given up meanwhile
        if self._cart.held is not Held.NO:
            self._late[hold.hold_id] = act
        else:
            act()

    def _settle(self, hold_id: str, answer: HoldAnswer | None) -> None:
        hold = next((one for one in self._cart.cart.holds if one.hold_id == hold_id), None)
        live = self._live.get(hold_id)
        coupon = None if hold is None else self._find(hold.code)
        if hold is None or live is None:
            return
        if coupon is None:  # its campaign is gone
            self._take_out([hold.code])
        elif answer is None:
            self._without_centre(hold, live, coupon)
        elif answer.granted:
            self._live[hold_id] = replace(live, until=answer.until)
            self._grant(replace(hold, basis=Basis.HELD), coupon, was=hold.basis)
        else:
            self._take_out([hold.code])
            self._refuse(_refused(coupon, answer.reason))

    def _grant(self, hold: CouponHold, coupon: Coupon, was: Basis) -> None:
        if hold.basis is was:
            return
        self._put(hold)
        if was is Basis.ASKING:
            self.granted.emit(coupon.name, coupon.name_en)

    def _without_centre(self, hold: CouponHold, live: _Live, coupon: Coupon) -> None:
        """No answer came: what is kept for us stays ours for its time, the rest goes by the campaign's policy."""
        if hold.basis is Basis.HELD and live.until > self._counter.clock.now():
            return
        reason = self._why_not_offline(hold.code, coupon)
        if reason:
            self._take_out([hold.code])
            self._refuse(_refused(coupon, reason))
        else:
            self._grant(replace(hold, basis=Basis.OFFLINE), coupon, was=hold.basis)

    # --- offline --------------------------------------------------------------------------------------------------

    def _why_not_offline(self, code: str, coupon: Coupon) -> str:
        cart = self._cart.cart
        codes = cart.coupons if code in cart.coupons else (*cart.coupons, code)
        with_it = self._cart.preview(replace(cart, coupons=codes)).total
        without = self._cart.preview(replace(cart, coupons=tuple(one for one in codes if one != code))).total
        return self._desk.why_not_offline(coupon, without - with_it, self._beside(code, coupon))

    def _beside(self, code: str, coupon: Coupon) -> Tally:
        """What the cart takes in offline of the same campaign, but for one coupon."""
        count = amount = 0
        for other in self.offline - {code}:
            found = self._find(other)
            if found is not None and found.campaign == coupon.campaign:
                count, amount = count + 1, amount + self._amount(other)
        return Tally(count, amount)

    def _check_bounds(self) -> None:
        """Goods that came later may have made an offline coupon worth more than is allowed."""
        if self._cart.held is not Held.NO:
            return
        for code in sorted(self.offline):
            coupon = self._find(code)
            reason = "" if coupon is None else self._why_not_offline(code, coupon)
            if coupon is not None and reason:
                self._take_out([code])
                self._refuse(_refused(coupon, reason))


def _refused(coupon: Coupon, reason: str) -> CouponRow:
    return CouponRow(coupon.code, coupon.name, coupon.name_en, None, reason)


def _no_answer(error: BaseException) -> HoldAnswer | None:
    """None; what is no fault of the world's is raised, for whoever reports it."""
    if isinstance(error, AppError):
        return None
    raise error


def _nothing(_: object) -> None:
    """What is lost on the way ends by its time."""
