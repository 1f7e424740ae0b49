"""Providers that answer at once, as a shop that has them would see them: a wallet, gift cards, points, e-invoices."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.domain.errors import FaultError, UserError
from app.domain.sale import FiscalNumber, Ticket
from app.domain.tender import Tender, TenderKind
from app.services.fiscal import FiscalOption
from app.services.ports import UnitOfWork
from app.services.tender_ports import Payer

T = TypeVar("T")


@dataclass
class Provider:
    """Takes whatever it is asked for, once for each tender's id.

    Attributes:
        dark: it cannot be told whether it took anything, nor whether it gave it back.
        starts: what a code of its own begins with; empty for none.
        stopped: why it cannot be used now.
        payers: whose points a code pays with.
        told: below the name of a tender, `{}` for the reference's last four.
    """

    kind: TenderKind
    name: str
    icon: str
    asks: str = ""
    starts: str = ""
    stopped: str = ""
    told: str = "尾碼 {}"
    payers: dict[str, Payer] = field(default_factory=dict)
    taken: list[Tender] = field(default_factory=list)
    dark: bool = False
    is_offered: bool = True

    def obstacle(self) -> str:
        return self.stopped

    def recognises(self, code: str) -> bool:
        return bool(self.starts) and code.startswith(self.starts)

    def payer(self, reference: str) -> Payer | None:
        return self.payers.get(reference)

    def take(self, tender_id: str, amount: int, reference: str) -> Future[Tender]:
        tender = Tender(tender_id, self.kind, amount, amount, reference)
        if tender not in self.taken:
            self.taken.append(tender)
        return self._answer(tender)

    def give_back(self, tender: Tender) -> Future[None]:
        if tender in self.taken:
            self.taken.remove(tender)
        return self._answer(None)

    def _answer(self, answer: T) -> Future[T]:
        future: Future[T] = Future()
        if self.dark:
            future.set_exception(FaultError("tender.no_answer"))
        else:
            future.set_result(answer)
        return future

    def detail(self, tender: Tender) -> str:
        return self.told.format(tender.reference[-4:]) if tender.reference else ""


def wallet() -> Provider:
    return Provider(TenderKind.WALLET, "LINE Pay", "phone", "付款碼", "LP")


def gift_card() -> Provider:
    return Provider(TenderKind.GIFT_CARD, "禮物卡", "gift", "卡號", "GC", told="尾碼 {} · 餘額 820")


def points() -> Provider:
    return Provider(TenderKind.POINTS, "點數", "points")


class EInvoices:
    """Numbers for sales, and the usual choices of a customer in Taiwan."""

    title = "電子發票"

    def __init__(self, first: int = 20841736) -> None:
        self.next = first
        self.chosen: dict[str, tuple[str, str]] = {}
        self._offered: tuple[FiscalOption, ...] = ()

    def next_number(self) -> str:
        return f"RQ-{self.next}"

    def options(self, member_id: str | None) -> tuple[FiscalOption, ...]:
        printed = FiscalOption("printed", "列印證明聯", "無載具")
        rest = (
            FiscalOption("tax_id", "統一編號", "公司報帳，輸入 8 碼", asks="統一編號"),
            FiscalOption("donated", "捐贈", "愛心碼", asks="愛心碼"),
        )
        if member_id is None:
            carrier = FiscalOption("carrier", "手機條碼載具", "掃描手機條碼", asks="手機條碼")
            self._offered = (printed, carrier, *rest)
        else:
            carrier = FiscalOption("carrier", "手機條碼載具", "/K7M+2QX　會員預設", told="格式正確")
            self._offered = (carrier, *rest, printed)
        return self._offered

    def choose(self, sale_id: str, name: str, typed: str) -> FiscalOption:
        option = next(one for one in self._offered if one.name == name)
        if option.asks:
            wanted = {"carrier": 8, "tax_id": 8, "donated": 3}[name]
            if len(typed) < wanted:
                raise UserError("fiscal.incomplete")
            option = replace(option, sub=typed, told="格式正確")
        self.chosen[sale_id] = (name, typed)
        return option

    def recognises(self, code: str) -> str:
        return "carrier" if len(code) == 8 and code.startswith("/") else ""

    def number(self, work: UnitOfWork, ticket: Ticket, at: int) -> FiscalNumber | None:
        name, typed = self.chosen.get(ticket.sale_id, ("printed", ""))
        number = self.next_number()
        self.next += 1
        return FiscalNumber("test", number, f"{name} {typed}".strip())
