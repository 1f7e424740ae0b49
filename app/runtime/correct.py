"""The correction of a tender that was booked wrongly: which one, what it was really, and why."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.approval import Request
from app.domain.errors import UserError
from app.domain.payment import card_reference, reference_after
from app.domain.sales import SaleView
from app.domain.tender import Tender, TenderKind
from app.runtime.bridge import Bridge
from app.runtime.counter import Counter
from app.runtime.payment import OpenPayment
from app.runtime.session import Session
from app.services.approve import Verdict
from app.services.correct import correct_request

#: What one may be booked for the other by mistake: money that no provider moved.
BY_HAND = (TenderKind.CASH, TenderKind.CARD)


class TenderCorrection(QObject):
    """What is to be put right, while it is put together. Lives in the GUI thread.

    Signals:
        changed: another tender, kind, reference or reason, or the act is under way.
        done: it is on the disk.

    Attributes:
        view: the sale as it stands; None before the first.
        back_to: the screen that it began on.
        chosen: the tender that was booked wrongly.
        kind, reference: what it was really.
        reason: in the shop's words.
        is_busy: the act is under way.
    """

    changed = Signal()
    done = Signal()

    def __init__(
        self,
        counter: Counter,
        session: Session,
        payment: OpenPayment,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._session = session
        self._payment = payment
        self._bridge = bridge
        self.view: SaleView | None = None
        self.back_to = "sell"
        self.chosen: Tender | None = None
        self.kind = TenderKind.CASH
        self.reference = self.reason = ""
        self.is_busy = False
        self._entry_id = ""

    def begin(self, sale_id: str, back_to: str) -> None:
        """Look at a sale; the first tender that can be put right is chosen.

        Args:
            back_to: the screen to return to.

        Raises:
            UserError: ``sale.unknown``.
            FaultError: of an archive.
        """
        self.view, self.back_to = self._counter.sales.view(sale_id), back_to
        self.reason = ""
        able = [one for one in self.view.sale.ticket.tenders if one.kind in BY_HAND]
        self.chosen = None
        self.choose(able[0].tender_id if able else "")

    def choose(self, tender_id: str) -> None:
        """Put this tender right; most often it was the other kind."""
        if self.view is None or self.is_busy:
            return
        found = [one for one in self.view.sale.ticket.tenders if one.tender_id == tender_id and one.kind in BY_HAND]
        self.chosen = found[0] if found else None
        if self.chosen is not None:
            self.kind = TenderKind.CARD if self.chosen.kind is TenderKind.CASH else TenderKind.CASH
            self.reference = self.chosen.reference if self.kind is TenderKind.CARD else ""
        self._changed()

    def become(self, kind: TenderKind) -> None:
        """What it was really."""
        if self.is_busy or self.chosen is None or kind not in BY_HAND:
            return
        self.kind = kind
        self.reference = self.chosen.reference if kind is self.chosen.kind is TenderKind.CARD else ""
        self._changed()

    def press(self, key: str) -> None:
        """A key for the card's reference."""
        if self.kind is TenderKind.CARD and not self.is_busy:
            self.reference = reference_after(self.reference, key)
            self._changed()

    def say(self, reason: str) -> None:
        """Why."""
        if not self.is_busy and reason != self.reason:
            self.reason = reason
            self._changed()

    def _changed(self) -> None:
        self._entry_id = self._counter.ids.mint()  # whatever is asked from here on is another act
        self.changed.emit()

    @property
    def obstacle(self) -> UserError | None:
        """Why it cannot be put right, or not yet."""
        if self.view is None or self.chosen is None:
            return UserError("correct.not_this_kind")
        if not self.view.can_correct:
            return UserError("correct.shift_closed")
        if self.kind is TenderKind.CARD:
            try:
                card_reference(self.reference, required=self._payment.reference_required)
            except UserError as error:
                return error
        if (self.chosen.kind, self.chosen.reference) == (self.kind, self.reference):
            return UserError("correct.nothing")
        return None if self.reason.strip() else UserError("correct.no_reason")

    @property
    def drawer(self) -> int:
        """Minor units that the drawer should hold more than it did before, negative for less."""
        if self.chosen is None or self.chosen.kind is self.kind:
            return 0
        return self.chosen.amount if self.kind is TenderKind.CASH else -self.chosen.amount

    @property
    def request(self) -> Request:
        """What somebody who may has to allow.

        Raises:
            UserError: what `obstacle` tells.
        """
        if (obstacle := self.obstacle) is not None:
            raise obstacle
        if self.chosen is None:
            raise UserError("correct.not_this_kind")
        return correct_request(self.chosen.tender_id, self.chosen.amount, self.reason)

    @property
    def needs_approval(self) -> bool:
        """Whether somebody else has to allow it. An indexed read."""
        if self.chosen is None or self._session.person is None:
            return False
        request = correct_request(self.chosen.tender_id, self.chosen.amount, self.reason)
        return self._counter.approvals.ask(request, self._session.actor) is Verdict.ASK

    def apply(self) -> None:
        """Put it right; a second press while that is under way does nothing.

        Raises:
            UserError: what `obstacle` tells.
        """
        if self.is_busy:
            return
        if (obstacle := self.obstacle) is not None:
            raise obstacle
        view, chosen = self.view, self.chosen
        if view is None or chosen is None:
            return
        reference = card_reference(self.reference, required=False) if self.kind is TenderKind.CARD else ""
        act = self._counter.correct.tender(
            view.sale.ticket.sale_id,
            chosen.tender_id,
            self.kind,
            reference,
            self.reason,
            self._session.actor,
            self._entry_id,
        )
        self.is_busy = True
        self.changed.emit()
        self._bridge.then(self, act, self._applied, self._failed)

    def _applied(self, _: None) -> None:
        self.is_busy = False
        if self.view is not None:
            sale_id = self.view.sale.ticket.sale_id
            self.view = self._counter.sales.view(sale_id)
            self._payment.renew(self.view.sale)
        self.done.emit()
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.is_busy = False
        self.changed.emit()
        self._bridge.failed.emit(error)
