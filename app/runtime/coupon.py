"""Coupons of the open cart: put in, held at the centre or taken in without it, taken out; on whatever screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.codes.identify import CouponCode, Identified, Unknown
from app.domain.coupon import Basis, CouponHold
from app.domain.errors import AppError, UserError
from app.runtime.bridge import Bridge
from app.runtime.cart import Held, OpenCart
from app.runtime.counter import Counter
from app.runtime.coupon_bounds import why_not_offline
from app.runtime.coupon_hold import Holds
from app.runtime.coupon_row import CouponRow, cart_row, refused_row
from app.runtime.routing import Kind, Router
from app.services.coupon import Coupon, Coupons, InWallet
from app.services.coupon_ports import HoldAnswer

#: Refused coupons that are kept in sight.
_SHOWN = 4


class CartCoupons(QObject):
    """What becomes of coupons in the open cart. Lives in the GUI thread.

    Signals:
        changed: a coupon came, went or stands otherwise.
        granted: one takes effect; its name and English name.
        refused: one does not; a `CouponRow`.
    """

    changed = Signal()
    granted = Signal(str, str)
    refused = Signal(object)
    _heard = Signal()

    def __init__(self, counter: Counter, open_cart: OpenCart, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._cart = open_cart
        self._bridge = bridge
        self._late: dict[str, HoldAnswer | None] = {}
        self._signed: set[str] = set()
        self._refused: tuple[CouponRow, ...] = ()
        self._cart_id = open_cart.cart.cart_id
        self._is_settling = False
        self._holds = Holds(lambda: self._desk.centre, self._sold, bridge, self)
        self._holds.answered.connect(self._answered)
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        if counter.coupons is not None:
            open_cart.changed.connect(self._look)
            self._look()

    @property
    def _desk(self) -> Coupons:
        if self._counter.coupons is None:
            raise UserError("coupon.unavailable")
        return self._counter.coupons

    def _sold(self, sale_id: str) -> frozenset[str]:
        return frozenset(one.code for one in self._counter.reads().coupons_of(sale_id))

    @property
    def _member_id(self) -> str | None:
        member = self._cart.cart.member
        return None if member is None else member.member_id

    def hear(self) -> None:
        """The centre told something of coupons; from any thread, returns at once."""
        self._heard.emit()

    def listen(self, router: Router) -> None:
        """Take the codes of coupons, whatever screen is shown: signed ones, the shop's own, and known words."""
        router.on(Kind.COUPON, self._scanned)
        router.on(Kind.UNKNOWN, self._scanned)

    def _scanned(self, what: Identified) -> bool:
        match what:
            case CouponCode(code, signed):
                return self.offer(code, is_signed=signed is not None)
            case Unknown(text, broken=False):
                return self.offer(text)
            case _:
                return False

    # --- what there is --------------------------------------------------------------------------------------------

    @property
    def is_known(self) -> bool:
        """Whether somebody here knows of coupons."""
        return self._counter.coupons is not None

    @property
    def is_asking(self) -> bool:
        """Whether an answer is waited for that may change what the cart costs."""
        return any(one.basis is Basis.ASKING for one in self._cart.cart.holds)

    def rows(self) -> tuple[CouponRow, ...]:
        """The cart's coupons, then those that do not count, the last refused first."""
        cart = self._cart.cart
        bases = dict.fromkeys(cart.coupons, Basis.WORD) | {one.code: one.basis for one in cart.holds}
        found = tuple(cart_row(code, self._find(code), basis, self._cart.priced) for code, basis in bases.items())
        return (*found, *(one for one in self._refused if one.code not in bases))

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

    def offer(self, text: str, *, is_signed: bool = False) -> bool:
        """Take a text if it is a coupon's code; False where it is none. What hinders it goes out by the bridge."""
        if self._find(text) is None and not is_signed:
            return False
        try:
            self.take(text, is_signed=is_signed)
        except AppError as error:
            self._bridge.failed.emit(error)
        return True

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
            self._refuse(refused_row(coupon, reason))
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
        cart = self._cart.cart
        if code in cart.coupons or any(one.code == code for one in cart.holds):
            self._take_out([code])
        self._refused = tuple(one for one in self._refused if one.code != code)
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
        cart = self._cart.cart
        codes = cart.coupons
        if hold.basis is not Basis.ASKING and hold.code not in codes:
            codes = (*codes, hold.code)
        holds = (*(one for one in cart.holds if one.code != hold.code), hold)
        self._cart.become(replace(cart, holds=holds, coupons=codes), is_step=False)

    def _take_out(self, codes: Iterable[str]) -> None:
        gone, cart = set(codes), self._cart.cart
        coupons = tuple(one for one in cart.coupons if one not in gone)
        holds = tuple(one for one in cart.holds if one.code not in gone)
        self._cart.become(replace(cart, coupons=coupons, holds=holds), is_step=False)

    def _refuse(self, row: CouponRow) -> None:
        self._refused = (row, *(one for one in self._refused if one.code != row.code))[:_SHOWN]
        self.refused.emit(row)
        self.changed.emit()

    # --- in step with the centre ----------------------------------------------------------------------------------

    def _look(self) -> None:
        """The cart changed: the centre follows it, and offline coupons keep to their bounds."""
        if self._is_settling:
            return
        self._is_settling = True
        try:
            seen = None
            while seen is not self._cart.cart:  # what follows from it may change it once more
                seen = self._cart.cart
                if seen.cart_id != self._cart_id:
                    self._cart_id, self._refused = seen.cart_id, ()
                self._holds.follow(seen)
                if self._cart.held is Held.NO:
                    self._settle_late()
                    self._check_bounds()
        finally:
            self._is_settling = False
        self.changed.emit()

    def _answered(self, hold_id: str, answer: HoldAnswer | None) -> None:
        """An answer came, or none; while the cart holds still it waits."""
        self._late[hold_id] = answer
        if self._cart.held is Held.NO:
            self._settle_late()

    def _settle_late(self) -> None:
        while self._late:
            self._settle(*self._late.popitem())

    def _settle(self, hold_id: str, answer: HoldAnswer | None) -> None:
        hold = next((one for one in self._cart.cart.holds if one.hold_id == hold_id), None)
        if hold is None:
            return
        coupon = self._find(hold.code)
        if coupon is None:  # its campaign is gone
            self._take_out([hold.code])
        elif answer is None:
            self._without_centre(hold, coupon)
        elif answer.granted:
            self._grant(hold, Basis.HELD, coupon)
        else:
            self._drop(coupon, answer.reason)

    def _drop(self, coupon: Coupon, reason: str) -> None:
        self._take_out([coupon.code])
        self._refuse(refused_row(coupon, reason))

    def _grant(self, hold: CouponHold, basis: Basis, coupon: Coupon) -> None:
        if hold.basis is not basis:
            self._put(replace(hold, basis=basis))
        if hold.basis is Basis.ASKING:
            self.granted.emit(coupon.name, coupon.name_en)

    def _without_centre(self, hold: CouponHold, coupon: Coupon) -> None:
        """No answer came: what is kept for us stays ours for its time, the rest goes by the campaign's policy."""
        is_ours = self._holds.until(hold.hold_id) > self._counter.clock.now()
        if hold.basis is Basis.HELD and is_ours and not coupon.not_theirs:
            return
        reason = self._why_not_offline(coupon)
        if reason:
            self._drop(coupon, reason)
        else:
            self._grant(hold, Basis.OFFLINE, coupon)

    # --- offline --------------------------------------------------------------------------------------------------

    def _why_not_offline(self, coupon: Coupon) -> str:
        return why_not_offline(self._cart, self._desk, coupon, self.offline, self._find)

    def _check_bounds(self) -> None:
        """Goods that came later may have made an offline coupon worth more than is allowed."""
        for code in sorted(self.offline):
            coupon = self._find(code)
            reason = "" if coupon is None else self._why_not_offline(coupon)
            if coupon is not None and reason:
                self._drop(coupon, reason)
