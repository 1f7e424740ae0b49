"""Carts: kept against a crash, put aside, fetched, cancelled."""

from __future__ import annotations

from concurrent.futures import Future

from app.contract.cart import (
    CartLineRemoved,
    CartParked,
    CartRecalled,
    CartVoided,
    WireCart,
    WireCartLine,
    WireCartOrder,
    WireCartReturn,
    WireDiscount,
    WireHold,
    WireOverride,
)
from app.contract.journal import Tender, TenderRemoved, read_body
from app.contract.wire import WirePrice, WireQuantity, read_wire
from app.domain.approval import Asked, Request, Subject
from app.domain.cart import Cart, CartLine, CartOrder, CartReturn, Discount, DiscountKind, Member, Override
from app.domain.coupon import Basis, CouponHold
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import currency
from app.domain.quantity import Price, Quantity, Unit
from app.domain.staff import Permission
from app.domain.text import check_texts
from app.services.approve import need_approval
from app.services.desk import Desk, need_answers, need_settled, same_act
from app.services.ports import Reads, UnitOfWork


def wire_quantity(quantity: Quantity) -> WireQuantity:
    """A quantity for the wire."""
    return WireQuantity(milli=quantity.milli, unit=quantity.unit.value)


def wire_price(price: Price, code: str) -> WirePrice:
    """A unit price for the wire."""
    return WirePrice(minor=price.minor, currency=code, per_milli=price.per_milli)


def _quantity(wire: WireQuantity) -> Quantity:
    return Quantity(wire.milli, Unit(wire.unit))


def _price(wire: WirePrice) -> Price:
    return Price(wire.minor, wire.per_milli)


def _wire_discount(discount: Discount | None) -> WireDiscount | None:
    if discount is None:
        return None
    return WireDiscount(
        kind=discount.kind.value, value=discount.value, reason=discount.reason, approved_by=discount.approved_by
    )


def _discount(wire: WireDiscount | None) -> Discount | None:
    return None if wire is None else Discount(DiscountKind(wire.kind), wire.value, wire.reason, wire.approved_by)


def _wire_line(line: CartLine, code: str) -> WireCartLine:
    override = line.override
    return WireCartLine(
        line_id=line.line_id,
        sku=line.sku,
        name=line.name,
        quantity=wire_quantity(line.quantity),
        listed=wire_price(line.listed, code),
        category=line.category,
        tax_class=line.tax_class,
        tags=tuple(sorted(line.tags)),
        code=line.code,
        note=line.note,
        discount=_wire_discount(line.discount),
        override=None
        if override is None
        else WireOverride(
            price=wire_price(override.price, code), reason=override.reason, approved_by=override.approved_by
        ),
        unknown=line.unknown,
    )


def _line(wire: WireCartLine) -> CartLine:
    override = wire.override
    return CartLine(
        line_id=wire.line_id,
        sku=wire.sku,
        name=wire.name,
        quantity=_quantity(wire.quantity),
        listed=_price(wire.listed),
        category=wire.category,
        tax_class=wire.tax_class,
        tags=frozenset(wire.tags),
        code=wire.code,
        note=wire.note,
        discount=_discount(wire.discount),
        override=None
        if override is None
        else Override(_price(override.price), override.reason, override.approved_by),
        unknown=wire.unknown,
    )


def _wire_return(line: CartReturn, code: str) -> WireCartReturn:
    return WireCartReturn(
        line_id=line.line_id,
        sku=line.sku,
        name=line.name,
        quantity=wire_quantity(line.quantity),
        sale_id=line.sale_id,
        sale_line=line.sale_line,
        price=None if line.price is None else wire_price(line.price, code),
        tax_class=line.tax_class,
        reason=line.reason,
        restock=line.restock,
    )


def _return(wire: WireCartReturn) -> CartReturn:
    return CartReturn(
        line_id=wire.line_id,
        sku=wire.sku,
        name=wire.name,
        quantity=_quantity(wire.quantity),
        sale_id=wire.sale_id,
        sale_line=wire.sale_line,
        price=None if wire.price is None else _price(wire.price),
        tax_class=wire.tax_class,
        reason=wire.reason,
        restock=wire.restock,
    )


def _wire_order(order: CartOrder) -> WireCartOrder:
    return WireCartOrder(
        order_id=order.order_id,
        code=order.code,
        checked=order.checked,
        ends=order.ends,
        offline=order.offline,
        prepaid_minor=order.prepaid,
    )


def _order(wire: WireCartOrder) -> CartOrder:
    return CartOrder(wire.order_id, wire.code, wire.checked, wire.ends, wire.offline, wire.prepaid_minor)


def cart_text(cart: Cart) -> str:
    """A cart's text form."""
    code = cart.currency.code
    return WireCart(
        cart_id=cart.cart_id,
        currency=code,
        lines=tuple(_wire_line(line, code) for line in cart.lines),
        returns=tuple(_wire_return(line, code) for line in cart.returns),
        member_id=cart.member.member_id if cart.member else None,
        member_tier=cart.member.tier if cart.member else "",
        coupons=cart.coupons,
        discount=_wire_discount(cart.discount),
        note=cart.note,
        next_line_id=cart.next_line_id,
        holds=tuple(WireHold(code=one.code, hold_id=one.hold_id, basis=one.basis.value) for one in cart.holds),
        order=None if cart.order is None else _wire_order(cart.order),
    ).model_dump_json()


def read_cart(text: str) -> Cart:
    """A cart from its text form.

    Raises:
        WireError: the text is not a cart.
    """
    wire = read_wire(WireCart, text)
    return Cart(
        cart_id=wire.cart_id,
        currency=currency(wire.currency),
        lines=tuple(_line(line) for line in wire.lines),
        returns=tuple(_return(line) for line in wire.returns),
        member=None if wire.member_id is None else Member(wire.member_id, wire.member_tier),
        coupons=wire.coupons,
        discount=_discount(wire.discount),
        note=wire.note,
        next_line_id=wire.next_line_id,
        holds=tuple(CouponHold(one.code, one.hold_id, Basis(one.basis)) for one in wire.holds),
        order=None if wire.order is None else _order(wire.order),
    )


def void_request(cart_id: str, reason: str = "", minor: int = 0) -> Request:
    """What cancelling a cart must ask for, of which money was taken and given back.

    Args:
        minor: what is given back with it now, at most; minor units.
    """
    return Request(Permission.VOID_AFTER_TENDER, Subject.CART, cart_id, asked=Asked(up_to=minor), reason=reason)


@frozen
class Carts:
    """What happens to a cart besides being sold."""

    desk: Desk

    def autosave(self, cart: Cart) -> None:
        """Keep the open cart; of several quick changes the last one.

        Never waits, and never brings a sold cart back.
        """
        at = self.desk.clock.now()

        def job(work: UnitOfWork) -> bool:
            return work.save_cart(cart.cart_id, cart_text(cart), at)

        self.desk.writer.keep_latest(job)

    def park(self, cart: Cart, label: str, entry_id: str, actor: str, at: int | None = None) -> Future[None]:
        """Put a cart aside.

        Raises (in the future):
            UserError: ``cart.empty``, ``cart.already_parked``, ``cart.ended``; as `need_settled`.
        """
        check_texts((), (label,))
        when = self.desk.clock.now() if at is None else at
        body = CartParked(cart_id=cart.cart_id, label=label, cart=cart_text(cart))

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            if cart.is_empty:
                raise UserError("cart.empty")
            if work.knows(cart.cart_id):
                raise UserError("cart.ended")
            if work.parked(cart.cart_id) is not None:
                raise UserError("cart.already_parked")
            need_settled(work, cart.cart_id)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            work.drop_autosave(cart.cart_id)
            return None

        return self.desk.writer.write(job)

    def recall(self, cart_id: str, entry_id: str, actor: str, at: int | None = None) -> Future[Cart]:
        """Fetch a parked cart; it is the open cart from then on, also after a crash.

        Raises (in the future):
            UserError: ``cart.not_parked``; as `need_settled`: the open cart is half paid, and finished first.
        """
        when = self.desk.clock.now() if at is None else at

        def job(work: UnitOfWork) -> Cart:
            body = CartRecalled(cart_id=cart_id)
            if (before := work.entry(entry_id)) is not None:
                same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
                text = work.autosave()
                if text is not None and (cart := read_cart(text)).cart_id == cart_id:
                    return cart
            parked = work.parked(cart_id)
            if parked is None:
                raise UserError("cart.not_parked")
            need_settled(work)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            work.open_cart(cart_id, parked.cart, when)
            return read_cart(parked.cart)

        return self.desk.writer.write(job)

    def void(
        self, cart: Cart, reason: str, actor: str, at: int | None = None, *, give_back: tuple[str, ...] = ()
    ) -> Future[None]:
        """Cancel a cart, open or parked; its id can never be sold.

        Args:
            give_back: tenders that were taken for it and are given back with it, by their ids, in one transaction.

        Raises (in the future):
            UserError: as `need_settled`: something else was taken, or asked for, which must be given back first;
                ``approval.missing``: money was taken and given back, now or before.
        """
        check_texts((), (reason,))
        removals = [(self.desk.ids.mint(), TenderRemoved(cart_id=cart.cart_id, tender_id=one, reason=reason))
                    for one in give_back]  # fmt: skip
        when = self.desk.clock.now() if at is None else at
        body = CartVoided(
            cart_id=cart.cart_id,
            lines=len(cart.lines) + len(cart.returns),
            listed=self.desk.money(sum(line.listed_amount for line in cart.lines)),
            reason=reason,
        )

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(cart.cart_id)) is not None:
                return same_act(cart.cart_id, read_body(before.kind, before.schema, before.body), body)
            need_answers(work, cart.cart_id)
            if removals or work.was_given_back(cart.cart_id):
                need_approval(
                    work, void_request(cart.cart_id, reason, _given_back(work, cart.cart_id, give_back)), actor
                )
            for entry_id, removed in removals:
                work.append(self.desk.fact(entry_id, removed, actor, when, work.open_shift()))
            need_settled(work, cart.cart_id)
            work.append(self.desk.fact(cart.cart_id, body, actor, when, work.open_shift()))
            work.drop_autosave(cart.cart_id)
            return None

        return self.desk.writer.write(job)

    def note_removed(
        self, cart_id: str, line: CartLine, entry_id: str, actor: str, at: int | None = None
    ) -> Future[None]:
        """Keep that goods were taken out of a cart that money had been taken for.

        Raises (in the future):
            ConflictError: ``act.id_means_another``.
        """
        when = self.desk.clock.now() if at is None else at
        body = CartLineRemoved(
            cart_id=cart_id,
            line=line.line_id,
            sku=line.sku,
            name=line.name,
            quantity=wire_quantity(line.quantity),
            listed=self.desk.money(line.listed_amount),
        )

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return None

        return self.desk.writer.write(job)


def _given_back(reads: Reads, cart_id: str, tenders: tuple[str, ...]) -> int:
    """What some of a cart's tenders come to, minor units."""
    found = (read_wire(Tender, one.tender) for one in reads.pending_tenders(cart_id) if one.tender_id in tenders)
    return sum(abs(one.amount.minor) for one in found)


def restore(reads: Reads) -> Cart | None:
    """The cart that was open when the program ended, however it ended."""
    text = reads.autosave()
    return None if text is None else read_cart(text)
