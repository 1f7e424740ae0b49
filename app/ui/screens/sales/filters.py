"""What the list of sales is narrowed by: how far back, by whom, what kind, how it was paid."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.sales import ListKind
from app.domain.tender import TenderKind
from app.runtime.sales import SalesList, Span
from app.runtime.workplace import Workplace
from app.ui.screens.pay.words import tender_name
from app.ui.screens.sales.words import kind_name
from app.ui.shell.people import person_name
from app.ui.theme.look import look
from app.ui.widgets.button import IconButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.segment import Segment
from app.ui.widgets.wrap import WrapRow

ANY = ""


class Filters(QWidget):
    """A segment for the days, and a list each for people, kinds and tenders."""

    def __init__(self, place: Workplace, width: int) -> None:
        super().__init__()
        self._sales: SalesList = place.sales
        providers = {one.kind: one for one in place.counter.tender_providers}
        self.span = Segment(
            [
                (Span.TODAY.value, self.tr("今天"), "", ""),
                (Span.WEEK.value, self.tr("7 天"), "", ""),
                (Span.ALL.value, self.tr("全部"), "", ""),
            ]
        )
        self.span.chosen.connect(lambda key: self._sales.narrow(span=Span(key)))
        people = [(one.staff_id, person_name(one)) for one in place.counter.reads().people()]
        self.cashier = Choice(self.tr("人員"), [(ANY, self.tr("全部人員")), *people])
        self.cashier.chosen.connect(lambda key: self._sales.narrow(cashier=key or None))
        kinds = [(kind.value, kind_name(kind)) for kind in ListKind]
        self.kind = Choice(self.tr("類型"), [(ANY, self.tr("全部類型")), *kinds])
        self.kind.chosen.connect(lambda key: self._sales.narrow(kind=ListKind(key) if key else None))
        usual = set(place.payment.kinds)
        tenders = [(kind.value, tender_name(kind, providers)) for kind in TenderKind if kind in usual]
        self.tender = Choice(self.tr("付款方式"), [(ANY, self.tr("全部付款")), *tenders])
        self.tender.chosen.connect(lambda key: self._sales.narrow(tender=key or None))
        parts: list[QWidget] = [self.span, self.tender, self.kind]
        if people:
            parts.insert(1, self.cashier)
        wide = sum(one.sizeHint().width() for one in parts) + look().px(8) * (len(parts) - 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        if wide <= width:
            for one in parts:
                row.addWidget(one, 1 if one is self.span else 0)
        else:
            row.addLayout(self._folded(parts))
        self.refresh()

    def _folded(self, parts: list[QWidget]) -> QVBoxLayout:
        """The days in sight, the lists below them, opened by a button where there is little room."""
        column, first = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(look().px(8))
        first.addWidget(self.span, 1)
        self._more = WrapRow(*(one for one in parts if one is not self.span), gap=8, parent=self)
        self.fold = IconButton("filter", self.tr("篩選"), kind="neutral")
        self.fold.clicked.connect(self._open)
        first.addWidget(self.fold)
        column.addLayout(first)
        column.addWidget(self._more)
        self._more.setVisible(self._sales.is_narrowed)
        return column

    def _open(self) -> None:
        self._more.setVisible(self._more.isHidden())

    def refresh(self) -> None:
        """Show what holds."""
        narrowed = self._sales.narrowed
        self.span.set_current(narrowed.span.value)
        self.cashier.set_current(narrowed.cashier or ANY)
        self.kind.set_current(narrowed.kind.value if narrowed.kind else ANY)
        self.tender.set_current(narrowed.tender or ANY)
