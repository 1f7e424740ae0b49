"""What others give a sale within its own transaction: the number of a fiscal document, money that a provider took."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field

from app.contract.journal import SaleCompleted, read_body
from app.domain.errors import FaultError, UserError
from app.domain.sale import FiscalNumber, Ticket
from app.domain.tender import Tender, TenderKind
from app.services.ports import UnitOfWork
from app.services.sell import Sell
from app.services.tender_ports import TenderProvider
from tests.db.conftest import Till, refused


@dataclass
class Numbers:
    """A provider with a block of numbers; fits the port `FiscalDocument`."""

    last: int = 100
    most: int = 102
    heads: list[int] = field(default_factory=list)

    def number(self, work: UnitOfWork, ticket: Ticket, at: int) -> FiscalNumber | None:
        if ticket.total == 0:
            return None
        if self.last == self.most:
            raise UserError("fiscal.no_numbers")
        self.heads.append(work.head().seq)
        self.last += 1
        return FiscalNumber("test", f"AB-{self.last:08d}", f'{{"at":{at}}}')


def sell(till: Till, fiscal: Numbers, *goods, payment=None, cart=None):
    cart = cart or till.cart(*goods)
    return Sell(till.terminal.desk, fiscal).complete(
        cart, till.priced(cart), payment or till.cash(cart), "anna", till.quote(cart)
    )


def bodies(till: Till) -> list[SaleCompleted]:
    texts = till.query("SELECT body FROM journal WHERE kind='sale.completed' ORDER BY seq")
    return [read_body("sale.completed", 1, text) for (text,) in texts]


def test_a_number_is_given_in_the_sale_s_own_transaction(either):
    till, fiscal = either, Numbers()
    sale = sell(till, fiscal, ("TEA", 1, 100)).result()
    assert sale.fiscal == FiscalNumber("test", "AB-00000101", f'{{"at":{till.clock.at}}}')
    (body,) = bodies(till)
    assert (body.fiscal.number, body.fiscal.provider) == ("AB-00000101", "test")
    assert fiscal.heads == [till.reads.entry(sale.ticket.sale_id).seq - 1], "asked before the entry, within its write"
    assert till.terminal.sales.view(sale.ticket.sale_id).sale == sale
    till.check()


def test_without_a_number_nothing_is_sold(till):
    fiscal = Numbers(most=100)
    error = till.unchanged(
        lambda: refused(UserError, "fiscal.no_numbers", sell(till, fiscal, ("TEA", 1, 100)).result)
    )
    assert error.params == {}


def test_a_sale_that_gets_none_is_as_before(till):
    sale = sell(till, Numbers(), ("GIFT", 1, 0)).result()
    assert sale.fiscal is None
    assert "fiscal" not in till.query("SELECT body FROM journal WHERE id=?", sale.ticket.sale_id)[0][0]


def test_a_double_press_takes_one_number(till):
    fiscal = Numbers()
    cart = till.cart(("TEA", 1, 100))
    payment = till.cash(cart)
    first, second = (sell(till, fiscal, cart=cart, payment=payment).result() for _ in range(2))
    assert first == second
    assert fiscal.last == 101
    plain = till.terminal.sell.complete(cart, till.priced(cart), payment, "anna").result()
    assert plain == first, "also where no provider is configured any more"


class Wallet:
    """A wallet that answers at once, or does not know; fits the port `TenderProvider`."""

    kind, name, icon, asks = TenderKind.WALLET, "好付", "wallet", "付款碼"

    def __init__(self) -> None:
        self.charged: dict[str, int] = {}
        self.answers = True

    def obstacle(self) -> str:
        return ""

    def recognises(self, code: str) -> bool:
        return code.startswith("W-")

    def take(self, tender_id: str, amount: int, reference: str) -> Future[Tender]:
        """Charged once under one id, however often it is asked; an answer that got lost is told by asking again."""
        future: Future[Tender] = Future()
        self.charged.setdefault(tender_id, amount)
        if self.answers:
            future.set_result(
                Tender(tender_id, self.kind, self.charged[tender_id], self.charged[tender_id], reference)
            )
        else:
            future.set_exception(FaultError("wallet.unknown"))
        return future

    def give_back(self, tender: Tender) -> Future[None]:
        future: Future[None] = Future()
        self.charged[tender.tender_id] -= tender.amount
        future.set_result(None)
        return future

    def detail(self, tender: Tender) -> str:
        return tender.reference[-4:]


def test_what_a_provider_took_is_in_the_sale_s_transaction(either):
    till = either
    wallet: TenderProvider = Wallet()
    cart = till.cart(("TEA", 1, 100), ("CUP", 1, 45))
    tender_id = till.ids.mint()
    wallet.answers = False
    refused(FaultError, "wallet.unknown", wallet.take(tender_id, 100, "W-7731").result)
    wallet.answers = True
    taken = wallet.take(tender_id, 100, "W-7731").result()
    assert wallet.charged == {tender_id: 100}, "asked again under the same id, charged once"
    till.terminal.tenders.take(cart, taken, "anna").result()
    till.reopen()
    payment = till.payment(cart).with_exact(tender_id, taken.kind, taken.amount, taken.reference)
    sale = till.complete(cart, payment.with_cash(till.ids.mint(), 45)).result()
    (body,) = bodies(till)
    assert [(one.kind, one.amount.minor, one.reference) for one in body.tenders] == [
        ("wallet", 100, "W-7731"), ("cash", 45, "")
    ]  # fmt: skip
    assert till.query("SELECT kind, sale_id FROM tender WHERE id=?", tender_id) == [("wallet", sale.ticket.sale_id)]
    assert till.query("SELECT count(*) FROM tender WHERE sale_id IS NULL") == [(0,)]
    till.check()


def test_money_that_a_provider_took_is_never_left_out(till):
    wallet, cart = Wallet(), till.cart(("TEA", 1, 100))
    taken = wallet.take(till.ids.mint(), 100, "W-1").result()
    till.terminal.tenders.take(cart, taken, "anna").result()
    till.unchanged(lambda: refused(UserError, "tender.left_out", till.complete(cart).result))
