"""Pickup: an order picked, put on a shelf, handed over, or put back; each act one transaction under its early id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future

from app.contract.journal import read_body
from app.contract.pickup import (
    GivenLine,
    IntakeChanged,
    LinePicked,
    MovedGoods,
    OrderGiven,
    OrderPutBack,
    OrderReadied,
    PickingStarted,
    ProblemReported,
)
from app.contract.wire import Wire
from app.domain.contact import without_contacts
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.intake import Intake, IntakeState, intake_of
from app.domain.order import OrderState
from app.domain.pickup import Pickup
from app.domain.pickup_charge import charge_of, check_given
from app.domain.pickup_done import Back, Check, DoneLine, Problem, Substitute, Why
from app.domain.pickup_pick import check_back, check_ready, need_open, pick, reject, scan, short, substitute
from app.domain.quantity import Quantity
from app.domain.text import MAX_TEXT, check_texts
from app.services.cart import wire_quantity
from app.services.desk import Desk
from app.services.ports import UnitOfWork


@frozen
class Given:
    """What a customer is given of an order.

    Attributes:
        lines: thousandths by the line's number.
        checked: what was looked at to know the person.
        ends: nothing of the order waits any more; what was not given is not kept.
        offline: nobody could be asked whether another terminal had done it.
    """

    order_id: str
    lines: Mapping[int, int]
    checked: tuple[Check, ...] = ()
    ends: bool = True
    offline: bool = False


@frozen
class PickupActs:
    """What a counter does with the orders of its store. Every act gives the order as it is then.

    Each raises (in the future) UserError ``pickup.unknown`` where this terminal does not know the order, and
    ConflictError ``act.id_means_another``; a repeat under the same id changes nothing.
    """

    desk: Desk

    def start(self, order_id: str, actor: str, entry_id: str) -> Future[Pickup]:
        """Somebody picks it from here on.

        Raises (in the future):
            UserError: ``pickup.not_open``.
        """

        def body(one: Pickup, _: int) -> Wire | None:
            need_open(one)
            return PickingStarted(order_id=order_id) if one.state is OrderState.PLACED else None

        return self._act(order_id, actor, entry_id, PickingStarted, body)

    def scan(self, order_id: str, sku: str, milli: int, actor: str, entry_id: str) -> Future[Pickup]:
        """Check goods off that were scanned: so many thousandths more of the first line that wants them.

        Raises (in the future):
            UserError: as `domain.pickup_pick.scan`.
        """
        return self._line(order_id, actor, entry_id, lambda one: scan(one, sku, milli))

    def pick(self, order_id: str, line: int, milli: int, actor: str, entry_id: str) -> Future[Pickup]:
        """Say how much of a line lies there, in thousandths: 0 for none of it.

        Raises (in the future):
            UserError: as `domain.pickup_pick.pick`.
        """
        return self._line(order_id, actor, entry_id, lambda one: pick(one, line, milli))

    def short(
        self, order_id: str, line: int, milli: int, reason: Why, actor: str, entry_id: str, note: str = ""
    ) -> Future[Pickup]:
        """There is no more of a line than this, in thousandths.

        Raises (in the future):
            UserError: as `domain.pickup_pick.short`.
        """
        return self._line(order_id, actor, entry_id, lambda one: short(one, line, milli, reason, note))

    def reject(
        self, order_id: str, line: int, reason: Why, actor: str, entry_id: str, note: str = ""
    ) -> Future[Pickup]:
        """Nothing of a line is given: it is not fit, or the customer does not want it, or what lies in its place.

        Raises (in the future):
            UserError: as `domain.pickup_pick.reject`.
        """
        return self._line(order_id, actor, entry_id, lambda one: reject(one, line, reason, note))

    def substitute(
        self,
        order_id: str,
        line: int,
        goods: Substitute,
        quantity: Quantity,
        reason: Why,
        actor: str,
        entry_id: str,
        note: str = "",
    ) -> Future[Pickup]:
        """Lay other goods in the place of a line's, at no higher price; the customer says whether they take them.

        Raises (in the future):
            UserError: as `domain.pickup_pick.substitute`.
        """
        return self._line(order_id, actor, entry_id, lambda one: substitute(one, line, goods, quantity, reason, note))

    def ready(
        self, order_id: str, shelf: str, actor: str, entry_id: str, keep_until: int | None = None
    ) -> Future[Pickup]:
        """Put it on a shelf; the centre tells its customer.

        Raises (in the future):
            UserError: as `domain.pickup_pick.check_ready`.
        """

        def body(one: Pickup, _: int) -> Wire:
            return OrderReadied(order_id=order_id, shelf=check_ready(one, shelf), keep_until=keep_until)

        return self._act(order_id, actor, entry_id, OrderReadied, body)

    def hand_over(self, given: Given, actor: str, entry_id: str) -> Future[Pickup]:
        """Give goods that were paid online; what is still to be paid goes through a sale, see `pickup_cart`.

        Raises (in the future):
            UserError: ``pickup.used``, ``pickup.not_open``, ``pickup.nothing_given``, ``pickup.more_than_left``,
                ``pickup.no_such_line``; ``pickup.unpaid`` (minor): something is to be paid for it.
        """

        def body(one: Pickup, _: int) -> Wire:
            check_hand_over(one, given)
            charge = charge_of(one, given.lines)
            if charge.due:
                raise UserError("pickup.unpaid", minor=charge.due)
            return given_body(one, given, None)

        return self._act(given.order_id, actor, entry_id, OrderGiven, body)

    def report(self, order_id: str, problem: Problem, note: str, actor: str, entry_id: str) -> Future[Pickup]:
        """Say that something is wrong with it: the centre makes a task of it.

        Raises (in the future):
            UserError: ``pickup.no_note``: another problem, without words.
        """
        if problem is Problem.OTHER and not note.strip():
            raise UserError("pickup.no_note")
        check_texts((), (note,))

        def body(_: Pickup, __: int) -> Wire:
            return ProblemReported(order_id=order_id, problem=problem.value, note=_masked(note.strip()))

        return self._act(order_id, actor, entry_id, ProblemReported, body)

    def put_back(self, order_id: str, why: Back, actor: str, entry_id: str) -> Future[Pickup]:
        """Its goods go back to where they are sold: it is overdue, or was cancelled, or the customer declined it.

        Raises (in the future):
            UserError: as `domain.pickup_pick.check_back`.
        """

        def body(one: Pickup, at: int) -> Wire:
            if why is Back.DECLINED:
                need_open(one)
            else:
                check_back(one, at)
            return OrderPutBack(order_id=order_id, why=why.value)

        return self._act(order_id, actor, entry_id, OrderPutBack, body)

    def set_intake(
        self, state: IntakeState, actor: str, entry_id: str, minutes: int | None = None, slow_minutes: int = 0
    ) -> Future[Intake]:
        """Say how the store takes online orders in: the centre's page and API hold to it.

        Args:
            minutes: how long it lasts; None until somebody says otherwise.
            slow_minutes: how much longer an order takes.

        Raises (the first at once):
            UserError: ``intake.out_of_range``.
            ConflictError (in the future): ``act.id_means_another``.
        """
        at = self.desk.clock.now()
        then = intake_of(state, at, minutes, slow_minutes)
        body = IntakeChanged(state=then.state.value, slow_minutes=then.slow_minutes, until=then.until)

        def job(work: UnitOfWork) -> Intake:
            if not _is_done(work, entry_id, IntakeChanged):
                work.append(self.desk.fact(entry_id, body, actor, at, work.open_shift()))
            return work.intake()

        return self.desk.writer.write(job)

    def _line(self, order_id: str, actor: str, entry_id: str, change: Callable[[Pickup], DoneLine]) -> Future[Pickup]:
        return self._act(order_id, actor, entry_id, LinePicked, lambda one, _: _picked(order_id, change(one)))

    def _act(
        self,
        order_id: str,
        actor: str,
        entry_id: str,
        kind: type[Wire],
        make: Callable[[Pickup, int], Wire | None],
    ) -> Future[Pickup]:
        """Append what an act makes of the order as it is in the transaction; nothing where it says nothing new."""
        at = self.desk.clock.now()

        def job(work: UnitOfWork) -> Pickup:
            one = _need(work, order_id)
            if _is_done(work, entry_id, kind, order_id):
                return one
            body = make(one, at)
            if body is None:
                return one
            work.append(self.desk.fact(entry_id, body, actor, at, work.open_shift()))
            return _need(work, order_id)

        return self.desk.writer.write(job)


def _need(work: UnitOfWork, order_id: str) -> Pickup:
    one = work.pickup(order_id)
    if one is None:
        raise UserError("pickup.unknown", order=order_id[:80])
    return one


def _is_done(work: UnitOfWork, entry_id: str, kind: type[Wire], order_id: str | None = None) -> bool:
    before = work.entry(entry_id)
    if before is None:
        return False
    body = read_body(before.kind, before.schema, before.body)
    if not isinstance(body, kind) or getattr(body, "order_id", None) != order_id:
        raise ConflictError("act.id_means_another", id=entry_id)
    return True


def _masked(note: str) -> str:
    """A note as it is kept: whoever is to be called is in it no more than in anything else that is kept."""
    return without_contacts(note)[:MAX_TEXT]


def _picked(order_id: str, one: DoneLine) -> LinePicked:
    goods = one.substitute
    return LinePicked(
        order_id=order_id,
        line=one.line,
        milli=one.milli,
        state=one.state.value,
        reason="" if one.reason is None else one.reason.value,
        note=_masked(one.note),
        substitute_sku="" if goods is None else goods.sku,
        substitute_name="" if goods is None else goods.name,
    )


def check_hand_over(one: Pickup, given: Given) -> None:
    """Refuse what cannot be given.

    Raises:
        UserError: ``pickup.used``: the customer has it; ``pickup.not_open``; as `check_given`.
    """
    if one.is_spent:
        raise UserError("pickup.used", at=one.done.handed_at)
    need_open(one)
    check_given(one, given.lines)


def given_body(one: Pickup, given: Given, sale_id: str | None) -> OrderGiven:
    """The fact of goods given.

    Args:
        sale_id: the sale that they are paid by, and that moves them; None where no sale does.
    """
    lines = {number: milli for number, milli in sorted(given.lines.items()) if milli}
    return OrderGiven(
        order_id=one.order_id,
        given=tuple(GivenLine(line=number, milli=milli) for number, milli in lines.items()),
        moved=() if sale_id else _moved(one, lines.items()),
        ends=given.ends,
        sale_id=sale_id,
        prepaid_minor=charge_of(one, lines).prepaid,
        checked=tuple(sorted(check.value for check in set(given.checked))),
        offline=given.offline,
    )


def _moved(one: Pickup, lines: Iterable[tuple[int, int]]) -> tuple[MovedGoods, ...]:
    goods = [(one.line(number), milli) for number, milli in lines]
    return tuple(
        MovedGoods(sku=line.goods.sku, quantity=wire_quantity(Quantity(milli, line.ordered.unit)))
        for line, milli in goods
    )
