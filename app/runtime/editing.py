"""Editing: a line of the open cart, or the whole of it, while somebody types its change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.approval import Request, requests_of
from app.domain.cart import Cart, CartLine, DiscountKind
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.pricing import Reduction, ReductionKind
from app.runtime.cart import OpenCart
from app.runtime.counter import Counter
from app.services.edit import OTHER, Draft, What, begin, changed, decimals_of, press

#: What is told of a line by itself; the shares of what comes off the whole cart are told with its totals.
ON_LINE = frozenset({ReductionKind.ITEM, ReductionKind.DISCOUNT, ReductionKind.OVERRIDE})

#: Stands for a reason in what something would cost, as long as none is chosen.
NO_REASON = "-"


@frozen
class Preview:
    """What a change would do to what it is about; minor units.

    Attributes:
        before: what it costs now, or is listed at where that is the same as after.
        after: what it would cost.
        reductions: what would come off by itself, and by whom.
    """

    before: int
    after: int
    reductions: tuple[Reduction, ...]


class Editing(QObject):
    """The draft of a change of the open cart. Lives in the GUI thread.

    Signals:
        changed: something was typed or chosen, or the cart below it changed.

    Attributes:
        draft: None while nothing is edited.
    """

    changed = Signal()

    def __init__(
        self,
        counter: Counter,
        open_cart: OpenCart,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._cart = open_cart
        self.draft: Draft | None = None
        self._begun: Draft | None = None
        open_cart.changed.connect(self._cart_changed)

    def _cart_changed(self) -> None:
        draft = self.draft
        if draft is None:
            return
        if draft.line_id is not None and self.line is None:  # taken out meanwhile
            self.draft = None
        self.changed.emit()

    @property
    def line(self) -> CartLine | None:
        """The line that is edited; None for the whole cart, and while nothing is."""
        wanted = self.draft.line_id if self.draft else None
        return next((one for one in self._cart.cart.lines if one.line_id == wanted), None)

    # --- typing -------------------------------------------------------------------------------------------------

    def open(self, line_id: int | None, what: What) -> None:
        """Begin with what the cart has; another tab of the same line keeps the note that was typed.

        Raises:
            UserError: ``cart.no_such_line``.
        """
        before = self.draft
        self._begun = draft = begin(self._cart.cart, line_id, what)
        if before is not None and before.line_id == draft.line_id:
            if before.what is draft.what:
                return
            draft = replace(draft, note=before.note)
        self.draft = draft
        self.changed.emit()

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed or chosen that is not applied."""
        draft, begun = self.draft, self._begun
        return draft is not None and begun is not None and replace(draft, fresh=begun.fresh) != begun

    def close(self) -> None:
        """Give the draft up."""
        if self.draft is not None:
            self.draft = None
            self.changed.emit()

    def press(self, key: str) -> None:
        """A key of the pad or the keyboard, see `services.edit.press`."""
        if (draft := self.draft) is not None:
            typed = press(draft.typed, key, fresh=draft.fresh, decimals=decimals_of(self._cart.cart, draft))
            self._become(replace(draft, typed=typed, fresh=False))

    def step(self, pieces: int) -> None:
        """A piece more or less of what is typed, at least one."""
        draft = self.draft
        if draft is not None and draft.what is What.QUANTITY and not decimals_of(self._cart.cart, draft):
            self._become(replace(draft, typed=str(max(1, int(draft.typed or "0") + pieces)), fresh=True))

    def set_pieces(self, pieces: int) -> None:
        """One of the usual numbers of pieces."""
        if self.draft is not None and self.draft.what is What.QUANTITY:
            self._become(replace(self.draft, typed=str(pieces), fresh=True))

    def choose_percent(self, percent: int) -> None:
        """One of the usual percentages off."""
        if self.draft is not None:
            self._become(replace(self.draft, by=DiscountKind.PERCENT, typed=str(percent), fresh=True))

    def choose_amount(self) -> None:
        """An amount off; it is typed next."""
        if self.draft is not None and self.draft.by is not DiscountKind.AMOUNT:
            self._become(replace(self.draft, by=DiscountKind.AMOUNT, typed="", fresh=True))

    def choose_reason(self, reason: str) -> None:
        """Why."""
        if self.draft is not None:
            self._become(replace(self.draft, reason=reason))

    def set_note(self, note: str) -> None:
        """What the receipt says below it."""
        if self.draft is not None:
            self._become(replace(self.draft, note=note))

    def _become(self, draft: Draft) -> None:
        if draft != self.draft:
            self.draft = draft
            self.changed.emit()

    # --- what it would do ---------------------------------------------------------------------------------------

    @property
    def then(self) -> Cart:
        """The cart with what was typed, or as it is where that cannot be; a missing reason hides nothing."""
        draft = self.draft
        try:
            return self._cart.cart if draft is None else changed(self._cart.cart, _reasoned(draft))
        except UserError:
            return self._cart.cart

    def preview(self) -> Preview | None:
        """What it would cost, by really pricing the changed cart; None where it cannot be so."""
        draft = self.draft
        if draft is None:
            return None
        try:
            priced = self._cart.preview(changed(self._cart.cart, _reasoned(draft)))
        except UserError:
            return None
        if draft.line_id is None:
            given = [
                one for line in priced.lines for one in line.reductions if one.kind is ReductionKind.CART_DISCOUNT
            ]
            after, listed, now = (
                priced.total,
                priced.total + sum(one.amount for one in given),
                self._cart.priced.total,
            )
            return Preview(listed if now == after else now, after, _summed(given))
        line = next(one for one in priced.lines if one.line_id == draft.line_id)
        own = tuple(one for one in line.reductions if one.kind in ON_LINE and one.amount)
        after = line.listed_amount - sum(one.amount for one in own)
        now = self._now(draft.line_id)
        return Preview(line.listed_amount if now == after else now, after, own)

    def _now(self, line_id: int) -> int:
        line = self._cart.priced.line(line_id)
        return line.listed_amount - sum(one.amount for one in line.reductions if one.kind in ON_LINE)

    def problem(self) -> UserError | None:
        """Why it cannot be applied as it is."""
        try:
            if self.draft is not None:
                changed(self._cart.cart, self.draft)
        except UserError as error:
            return error
        return None

    # --- applying -----------------------------------------------------------------------------------------------

    def requests(self) -> list[Request]:
        """What of the change a role must allow; the cart's own as it is now is not asked for again.

        Raises:
            UserError: as `services.edit.changed`.
        """
        if self.draft is None:
            return []
        limits, wanted = self._counter.approvals.limits(), self.draft.line_id
        before = requests_of(self._cart.cart, limits)
        after = requests_of(changed(self._cart.cart, self.draft), limits)
        return [one for one in after if one.line == wanted and one not in before]

    def apply(self, approved_by: str | None = None) -> None:
        """Change the cart, and be done.

        Args:
            approved_by: who allowed it, where somebody else had to.

        Raises:
            UserError: as `services.edit.changed` and `OpenCart.become`.
        """
        draft = self.draft
        if draft is None:
            return
        self._cart.become(changed(self._cart.cart, draft, approved_by))
        self.close()


def _reasoned(draft: Draft) -> Draft:
    """A draft whose missing reason does not stand in the way of what it would cost."""
    missing = not draft.reason or (draft.reason == OTHER and not draft.note.strip())
    return replace(draft, reason=NO_REASON) if missing else draft


def _summed(given: list[Reduction]) -> tuple[Reduction, ...]:
    """The shares of one reduction as one."""
    if not given:
        return ()
    return (given[0]._replace(amount=sum(one.amount for one in given)),)
