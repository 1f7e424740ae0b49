"""Parking: the open cart is put aside, fetched or cancelled; meanwhile it holds still, and scans wait."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from app.domain.cart import Cart, CartLine
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.runtime.bridge import Bridge
from app.runtime.cart import Held, OpenCart, things
from app.runtime.counter import Counter
from app.runtime.session import Session
from app.services.cart import read_cart
from app.services.pickup_cart import check_cart

T = TypeVar("T")
_Done = Callable[[], object]
MINUTE = 60_000_000


def count_of(cart: Cart) -> int:
    """How many things are in a cart."""
    return sum(map(things, cart.lines)) + len(cart.returns)


_TIME = re.compile(r"\d\d:\d\d")
_DOT = " · "


def label_in(label: str, pieces: int, word: str) -> str:
    """A label as the counter makes it, with its count in another language's word; one that a person gave stays.

    Args:
        pieces: that the count says.
        word: as for `Parking.label`.
    """
    *rest, last = label.split(_DOT)
    made = rest and _TIME.fullmatch(rest[0]) and re.fullmatch(rf"\D*{pieces}\D*", last)
    return _DOT.join((*rest, word.format(pieces))) if made else label


@frozen
class Parked:
    """A cart that was put aside, as the list shows it.

    Attributes:
        total: minor units, at the prices of now; None where they can no longer be computed.
        by: staff id.
        minutes: since it was put aside.
    """

    cart: Cart
    label: str
    total: int | None
    by: str
    minutes: int

    @property
    def pieces(self) -> int:
        """How many things are in it."""
        return count_of(self.cart)


def _renumbered(cart: Cart, into: Cart) -> Cart:
    """A cart's content under another's id, its lines numbered on from there."""
    on = into.next_line_id - 1
    return replace(
        cart,
        cart_id=into.cart_id,
        lines=tuple(replace(one, line_id=one.line_id + on) for one in cart.lines),
        returns=tuple(replace(one, line_id=one.line_id + on) for one in cart.returns),
        next_line_id=cart.next_line_id + on,
    )


class Parking(QObject):
    """What happens to the open cart beside being sold. Lives in the GUI thread; its writes do not."""

    def __init__(
        self,
        counter: Counter,
        session: Session,
        open_cart: OpenCart,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._session = session
        self._cart = open_cart
        self._bridge = bridge
        open_cart.dropped.connect(self._note_removed)

    def _note_removed(self, lines: tuple[CartLine, ...]) -> None:
        """Lines went out of a cart that money had been taken for: the shift's report tells it."""
        counter, cart_id = self._counter, self._cart.cart.cart_id
        for line in lines:
            noted = counter.carts.note_removed(cart_id, line, counter.ids.mint(), self._session.actor)
            self._wait(noted, lambda _: None)

    def count(self) -> int:
        """How many carts are put aside. An indexed read."""
        return len(self._counter.reads().parked_carts())

    def all(self, word: str = "") -> list[Parked]:
        """The carts that are put aside, oldest first.

        Args:
            word: as for `label`, to have their labels in the window's language; empty for as they were kept.
        """
        now = self._counter.clock.now()
        found = []
        for one in self._counter.reads().parked_carts():
            cart = read_cart(one.cart)
            minutes = max(0, now - one.parked_at) // MINUTE
            said = label_in(one.label, count_of(cart), word) if word else one.label
            found.append(Parked(cart, said, self._total(cart), one.parked_by, minutes))
        return found

    def _total(self, cart: Cart) -> int | None:
        if cart.returns:
            return None
        try:
            return self._cart.preview(cart).total
        except UserError:  # such as a tax class that is gone: whoever fetches it is told
            return None

    def label(self, word: str) -> str:
        """What a cart is called: the store's time, whose it is where that is known, and how much is in it.

        Args:
            word: with ``{}`` for the number, in the window's language.
        """
        at = datetime.fromtimestamp(self._counter.clock.now() // 1_000_000, UTC)
        local = at.astimezone(ZoneInfo(self._counter.shop.zone))
        member, desk = self._cart.cart.member, self._counter.members
        known = desk.shown(member) if member is not None and desk is not None else None
        parts = (f"{local:%H:%M}", known.name if known is not None else "", word.format(self._cart.pieces))
        return _DOT.join(part for part in parts if part)

    def aside(self, order_id: str) -> bool:
        """Whether a cart of an order is put aside. An indexed read."""
        found = (read_cart(one.cart).order for one in self._counter.reads().parked_carts())
        return any(one is not None and one.order_id == order_id for one in found)

    def need_standing(self, cart: Cart) -> None:
        """Refuse an order's cart behind which its order does not stand any more, before money is taken for it.

        Raises:
            AppError: as `check_cart`.
        """
        if cart.order is not None:
            check_cart(self._counter.pickups.pickup(cart.order.order_id), cart)

    def park(self, label: str, done: _Done, otherwise: _Done = lambda: None) -> None:
        """Put the open cart aside; the next one opens when that is on the disk.

        An order's is let go instead: its order waits as it did before, and is shown again to be paid.

        Args:
            otherwise: done where it could not be, which is told.

        Raises:
            UserError: ``cart.empty``; as `OpenCart.need_free`.
        """
        self._cart.need_free()
        if self._cart.cart.is_empty:
            raise UserError("cart.empty")
        if self._cart.cart.order is not None:
            self._let_go(done)
            return
        counter = self._counter
        parked = counter.carts.park(self._cart.cart, label, counter.ids.mint(), self._session.actor)
        self._move(parked, lambda _: self._next(done), otherwise)

    def recall(self, cart_id: str, label: str, done: _Done) -> None:
        """Fetch a cart; the open one, if anything is in it, is put aside first under a label. An order's is let go.

        Raises:
            AppError: as `OpenCart.need_free` and `need_standing`.
        """
        self._cart.need_free()
        wanted = self._counter.reads().parked(cart_id)
        if wanted is not None:
            self.need_standing(read_cart(wanted.cart))
        if self._cart.cart.is_empty or self._cart.cart.order is not None:
            self._fetch(cart_id, self._session.actor, done, lambda: None)
            return
        counter, actor = self._counter, self._session.actor
        parked = counter.carts.park(self._cart.cart, label, counter.ids.mint(), actor)
        # the cart between the two is nobody's: a scan must not land in it
        self._move(parked, lambda _: self._fetch(cart_id, actor, done, self._cart.start_next))

    def _fetch(self, cart_id: str, actor: str, done: _Done, otherwise: _Done) -> None:
        """Fetch it for whoever asked for it, also where they are gone by now."""
        counter = self._counter

        def arrived(cart: Cart) -> None:
            self._cart.begin(cart)
            done()

        self._move(counter.carts.recall(cart_id, counter.ids.mint(), actor), arrived, otherwise)

    def drop(self, cart: Cart, reason: str, done: _Done) -> None:
        """Cancel a cart that is put aside."""
        self._wait(self._counter.carts.void(cart, reason, self._session.actor), lambda _: done())

    def void(self, reason: str, done: _Done) -> None:
        """Cancel the open cart; what was in it stays in the journal's entry.

        Raises:
            UserError: as `OpenCart.need_free`.
        """
        self._cart.need_free()
        self._move(self._counter.carts.void(self._cart.cart, reason, self._session.actor), lambda _: self._next(done))

    def bring_back(self, cart: Cart) -> None:
        """Put what a cancelled cart held into the open one, which must be empty: its own id can never be sold.

        Its lines get numbers that the open one never gave: something may have been allowed for those.

        Raises:
            UserError: ``cart.not_empty``; as `OpenCart.become`.
        """
        if not self._cart.cart.is_empty:
            raise UserError("cart.not_empty")
        self._cart.become(_renumbered(cart, self._cart.cart))

    def _let_go(self, done: _Done) -> None:
        self._cart.start_next()
        self._counter.carts.autosave(self._cart.cart)
        done()

    def _next(self, done: _Done) -> None:
        self._cart.start_next()
        done()

    def _move(self, future: Future[T], done: Callable[[T], object], otherwise: _Done = lambda: None) -> None:
        self._cart.hold(Held.MOVING)

        def arrived(result: T) -> None:
            self._cart.release(Held.MOVING)
            done(result)

        def failed() -> None:
            self._cart.release(Held.MOVING)
            otherwise()
            self._cart.changed.emit()

        self._wait(future, arrived, failed)

    def _wait(self, future: Future[T], done: Callable[[T], object], otherwise: _Done = lambda: None) -> None:
        def arrived(result: T) -> None:
            done(result)

        def failed(error: BaseException) -> None:
            otherwise()
            self._bridge.failed.emit(error)

        self._bridge.then(self, future, arrived, failed)
