"""Sell: a cart and its payment become one committed ticket, in one transaction, under the cart's own id."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from dataclasses import asdict, field
from typing import Protocol

from app.contract import journal as facts
from app.contract.journal import read_body
from app.contract.wire import Wire, read_wire
from app.domain.cart import Cart, CartLine
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.pricing import PricedCart, PricedLine, ReductionKind
from app.domain.quantity import Quantity
from app.domain.sale import FiscalNumber, ReceiptNumber, Reduced, ReturnedLine, Sale, SoldLine, Ticket
from app.domain.tender import Payment, TenderKind
from app.services.approve import need_cart_approvals, need_seller
from app.services.desk import Desk, need_shift, same_act
from app.services.ports import Entry, Reads, UnitOfWork
from app.services.receipt_ports import FiscalDocument, NoFiscal
from app.services.refund import need_ways_back, quote
from app.services.tender import wire_tender


def ticket(cart: Cart, priced: PricedCart, returns: tuple[ReturnedLine, ...], payment: Payment) -> Ticket:
    """The ticket of a cart as it stands on screen.

    Raises:
        UserError: ``cart.empty``, ``tender.remaining``.
    """
    if cart.is_empty:
        raise UserError("cart.empty")
    if not payment.is_settled:
        raise UserError("tender.remaining", minor=payment.remaining)
    by_id = {line.line_id: line for line in priced.lines}
    if (priced.cart_id, priced.currency) != (cart.cart_id, cart.currency) or len(by_id) != len(cart.lines):
        raise ValueError("priced for another cart")
    if not all(_is_priced(line, by_id.get(line.line_id)) for line in cart.lines):
        raise ValueError("the cart changed after it was priced")
    return Ticket(
        sale_id=cart.cart_id,
        currency=cart.currency,
        lines=tuple(_sold(cart, line, by_id[line.line_id]) for line in cart.lines),
        returns=returns,
        tenders=payment.tenders,
        rounding=payment.rounding,
        member_id=cart.member.member_id if cart.member else None,
        coupons=tuple(used.coupon for used in priced.coupons),
        note=cart.note,
    )


def _is_priced(line: CartLine, priced: PricedLine | None) -> bool:
    return priced is not None and (priced.sku, priced.quantity, priced.listed_amount) == (
        line.sku,
        line.quantity,
        line.listed.amount(line.quantity.milli),
    )


def _sold(cart: Cart, line: CartLine, priced: PricedLine) -> SoldLine:
    approvals = {
        ReductionKind.OVERRIDE: line.override.approved_by if line.override else None,
        ReductionKind.DISCOUNT: line.discount.approved_by if line.discount else None,
        ReductionKind.CART_DISCOUNT: cart.discount.approved_by if cart.discount else None,
    }
    return SoldLine(
        line=line.line_id,
        sku=line.sku,
        name=line.name,
        code=line.code,
        category=line.category,
        quantity=line.quantity,
        listed=line.listed,
        listed_amount=priced.listed_amount,
        reductions=tuple(Reduced(one, approvals.get(one.kind)) for one in priced.reductions),
        tax_class=priced.tax_class,
        rate_ppm=priced.rate_ppm,
        tax=priced.tax,
        paid=priced.paid,
        note=line.note,
        unknown=line.unknown,
    )


class Rider(Protocol):
    """What a sale brings along: points, an order handed over, a coupon for the next one."""

    def bodies(self, work: UnitOfWork, cart: Cart, sale: Sale) -> Iterable[Wire]:
        """Facts of the sale's own transaction, in their order; the sale itself is in the journal by then.

        Raises:
            UserError: the sale cannot be made with it; nothing is committed.
        """
        ...


@frozen
class Sell:
    """The verb of the counter.

    Args:
        fiscal: who numbers the fiscal document of a sale, in its transaction.
        riders: what else a sale brings along, in their order.
    """

    desk: Desk
    fiscal: FiscalDocument = field(default_factory=NoFiscal)
    riders: tuple[Rider, ...] = ()

    def complete(
        self,
        cart: Cart,
        priced: PricedCart,
        payment: Payment,
        actor: str,
        returns: tuple[ReturnedLine, ...] = (),
        at: int | None = None,
        *,
        print_receipt: bool = True,
        back_with: Collection[TenderKind] = (TenderKind.CASH, TenderKind.CARD),
    ) -> Future[Sale]:
        """Commit the ticket. Done when it is on the disk; only then may anything be printed or handed over.

        The same cart again, a double press, gives the same sale. `returns` are the lines that `quote` gave and the
        customer saw; if meanwhile less remains, nothing is committed. `print_receipt` says whether a paper is wanted:
        its print job is made in the same transaction. `back_with` is what money can be given back with here.

        Raises (the first three at once, the others in the future):
            UserError: ``cart.empty``, ``cart.other_currency``, ``tender.remaining``, ``shift.not_open``,
                ``cart.parked``, ``tender.unresolved``, ``tender.left_out``, ``approval.missing``; as `need_seller`.
            ConflictError: ``return.changed``, ``tender.changed``, ``act.id_means_another``.
        """
        when = self.desk.clock.now() if at is None else at
        self.desk.need_currency(cart.currency)
        asked = ticket(cart, priced, returns, payment)

        def job(work: UnitOfWork) -> Sale:
            before = work.entry(asked.sale_id)
            if before is not None:
                return self._again(before, asked)
            shift = need_shift(work)
            if work.parked(asked.sale_id) is not None:
                raise UserError("cart.parked")
            need_seller(work, cart, actor)
            need_cart_approvals(work, cart, actor, self.desk.shop.currency)
            need_ways_back(work, asked.sale_id, returns, payment, back_with, actor)
            if not self._still_due(work, cart, returns):
                raise ConflictError("return.changed", sale_id=asked.sale_id)
            _check_tenders(work, asked)
            number = self._next_number(work)
            fiscal = self.fiscal.number(work, asked, when)
            body = self._body(asked, number, fiscal, print_receipt=print_receipt)
            work.append(self.desk.fact(asked.sale_id, body, actor, when, shift))
            sale = Sale(asked, str(number), when, shift.business_on, shift.shift_id, actor, fiscal)
            for brought in (one for rider in self.riders for one in rider.bodies(work, cart, sale)):
                work.append(self.desk.fact(self.desk.ids.mint(), brought, actor, when, shift))
            work.drop_autosave(asked.sale_id)
            return sale

        return self.desk.writer.write(job)

    def _still_due(self, work: UnitOfWork, cart: Cart, returns: tuple[ReturnedLine, ...]) -> bool:
        """Whether what the customer was promised for goods coming back is what they are worth now."""
        try:
            return quote(work, cart.returns, self.desk.shop.tax) == returns
        except UserError:  # more of it came back meanwhile than would leave enough
            return False

    def _next_number(self, work: UnitOfWork) -> ReceiptNumber:
        head = work.head()
        epoch = 0 if head is None else head.epoch
        shop = self.desk.shop
        return ReceiptNumber(shop.store, shop.register, epoch, work.last_receipt(epoch) + 1)

    def _again(self, before: Entry, asked: Ticket) -> Sale:
        """The sale that this id already is."""
        body = read_body(before.kind, before.schema, before.body)
        if not isinstance(body, facts.SaleCompleted):
            raise ConflictError("act.id_means_another", id=before.entry_id)
        shop = self.desk.shop
        number = ReceiptNumber(shop.store, shop.register, body.numbered_in, body.receipt_seq)
        kept = {"number": body.number, "fiscal": body.fiscal}  # the store's code may change
        now = self._body(asked, number, None, print_receipt=body.print_receipt).model_copy(update=kept)
        same_act(before.entry_id, body, now)
        fiscal = None if body.fiscal is None else FiscalNumber(**body.fiscal.model_dump())
        at, day, shift_id = before.occurred_at, before.business_on, before.shift_id or ""
        return Sale(asked, body.number, at, day, shift_id, before.actor, fiscal)

    def _body(
        self, asked: Ticket, number: ReceiptNumber, fiscal: FiscalNumber | None, *, print_receipt: bool
    ) -> facts.SaleCompleted:
        """The fact of a ticket. Built as plain values and read once, which costs a third of building each part."""
        code = asked.currency.code

        def money(minor: int) -> dict[str, object]:
            return {"minor": minor, "currency": code}

        return facts.SaleCompleted.model_validate(
            {
                "number": str(number),
                "numbered_in": number.epoch,
                "receipt_seq": number.sequence,
                "lines": tuple(_plain_sold(line, money) for line in asked.lines),
                "returns": tuple(_plain_returned(line, money) for line in asked.returns),
                "tenders": tuple(wire_tender(one, code) for one in asked.tenders),
                "taxes": tuple(
                    {
                        "tax_class": one.tax_class,
                        "rate_ppm": one.rate_ppm,
                        "taxed": money(one.taxed),
                        "tax": money(one.tax),
                    }
                    for one in asked.taxes()
                ),
                "sold": money(asked.sold),
                "returned": money(asked.returned),
                "rounding": money(asked.rounding),
                "total": money(asked.total),
                "member_id": asked.member_id,
                "coupons": asked.coupons,
                "note": asked.note,
                "print_receipt": print_receipt,
                "fiscal": None if fiscal is None else asdict(fiscal),
            }
        )


_Plain = dict[str, object]


def _plain_sold(line: SoldLine, money: Callable[[int], _Plain]) -> _Plain:
    reductions = tuple(
        {
            "rule_id": one.reduction.rule_id,
            "name": one.reduction.name,
            "kind": one.reduction.kind.value,
            "amount": money(one.reduction.amount),
            "approved_by": one.approved_by,
        }
        for one in line.reductions
    )
    return {
        "line": line.line,
        "sku": line.sku,
        "name": line.name,
        "code": line.code,
        "category": line.category,
        "quantity": _plain_quantity(line.quantity),
        "listed": {**money(line.listed.minor), "per_milli": line.listed.per_milli},
        "listed_amount": money(line.listed_amount),
        "reductions": reductions,
        "tax_class": line.tax_class,
        "rate_ppm": line.rate_ppm,
        "tax": money(line.tax),
        "paid": money(line.paid),
        "note": line.note,
        "unknown": line.unknown,
    }


def _plain_returned(line: ReturnedLine, money: Callable[[int], _Plain]) -> _Plain:
    return {
        "line": line.line,
        "sku": line.sku,
        "name": line.name,
        "quantity": _plain_quantity(line.quantity),
        "sale_id": line.sale_id,
        "sale_line": line.sale_line,
        "tax_class": line.tax_class,
        "rate_ppm": line.rate_ppm,
        "tax": money(line.tax),
        "refund": money(line.refund),
        "reason": line.reason,
        "restock": line.restock,
    }


def _plain_quantity(quantity: Quantity) -> _Plain:
    return {"milli": quantity.milli, "unit": quantity.unit.value}


def _check_tenders(reads: Reads, asked: Ticket) -> None:
    """Money taken earlier for this cart is among its tenders, as it was taken; and no other cart's money is.

    Nor is anything of it unknown: a provider that was asked for money has given it, or said no.
    """
    known = {one.tender_id for one in asked.tenders}
    for request in reads.open_requests(asked.sale_id):
        if request.gives_back or request.tender_id not in known:
            raise UserError("tender.unresolved", cart_id=asked.sale_id)
    taken = {one.tender_id: one.tender for one in reads.pending_tenders(asked.sale_id)}
    for one in asked.tenders:
        text = taken.pop(one.tender_id, None)
        if text is not None:
            if read_wire(facts.Tender, text) != wire_tender(one, asked.currency.code):
                raise ConflictError("tender.changed", tender_id=one.tender_id)
        elif reads.tender_holder(one.tender_id) is not None or reads.knows(one.tender_id):
            raise ConflictError("act.id_means_another", id=one.tender_id)
    if taken:
        raise UserError("tender.left_out", tender_id=next(iter(taken)))
