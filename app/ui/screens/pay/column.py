"""Where a tender is typed: tiles of what to pay with, the amount, likely notes or the reference, the pad."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.payment import Entry, Field
from app.domain.tender import TenderKind
from app.runtime.payment import OpenPayment
from app.runtime.workplace import Workplace
from app.ui.screens.pay.words import (
    asked_words,
    obstacle_words,
    provider_said,
    reference_name,
    tender_icon,
    tender_name,
)
from app.ui.shell.frame import BUTTON_GAP, GAP
from app.ui.shell.plural import counted
from app.ui.theme.look import look
from app.ui.widgets.entry import EntryDisplay
from app.ui.widgets.money import digits_text
from app.ui.widgets.option import OptionButton
from app.ui.widgets.pad import NumberPad
from app.ui.widgets.paint import text_width

#: Likely amounts that are offered, the exact one among them.
QUICK = 4
#: Tiles in a row.
TILES = 5


class Place(EntryDisplay):
    """A display that typing can be turned to, by touch or by the tab key.

    Signals:
        turned: type here.
    """

    turned = Signal()

    def __init__(self, height: int) -> None:
        super().__init__(height=height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Have typing come here."""
        super().focusInEvent(event)
        self.turned.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Likewise."""
        event.accept()
        self.turned.emit()


class Tiles(QWidget):
    """What can be paid with: one tile each.

    Signals:
        chosen: pay with it.
    """

    chosen = Signal(object)

    def __init__(self, payment: OpenPayment, *, low: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._payment = payment
        gap = look().px(BUTTON_GAP)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        self._group = QButtonGroup(self)
        self.tiles: dict[TenderKind, OptionButton] = {}
        self._kinds = payment.kinds
        across = TILES if not low or len(self._kinds) <= TILES - 2 else TILES - 2
        for place, kind in enumerate(self._kinds):
            name, icon = tender_name(kind, payment.providers), tender_icon(kind, payment.providers)
            tile = OptionButton(name, f"F{place + 1}", icon, bold=True, stacked=not low, size="sm" if low else "md")
            tile.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(tile, place)
            self.tiles[kind] = tile
            grid.addWidget(tile, place // across, place % across)
            grid.setColumnStretch(place % across, 1)
        self._group.idClicked.connect(self._clicked)

    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._kinds[place])

    def refresh(self) -> None:
        """Show what is paid with now, and what cannot be."""
        asked = self._payment.asked
        settled = self._payment.payment.is_settled or asked is not None
        for kind, tile in self.tiles.items():
            provider = self._payment.providers.get(kind)
            obstacle = provider_said(provider.obstacle()) if provider else ""
            tile.setEnabled(not settled and not obstacle)
            tile.setReason(obstacle)
            tile.setToolTip(obstacle)
            shown = kind is self._payment.entry.kind and not settled
            tile.setChecked(shown or (asked is not None and kind.value == asked.kind))


class QuickCash(QWidget):
    """Amounts of cash at one touch.

    Signals:
        chosen: fill it in, in minor units.
    """

    chosen = Signal(int)

    def __init__(self, *, size: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(BUTTON_GAP))
        self.buttons: list[OptionButton] = []
        self._amounts: tuple[int, ...] = ()
        self._words = [("", "")] * QUICK
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for place in range(QUICK):
            button = OptionButton("", bold=True, size=size)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, place)
            self.buttons.append(button)
            row.addWidget(button, 1)
        self._group.idClicked.connect(self._clicked)

    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._amounts[place])

    def amount(self, place: int) -> int | None:
        """What a button fills in."""
        return self._amounts[place] if place < len(self._amounts) else None

    def refresh(self, payment: OpenPayment) -> None:
        """Offer what fits the remainder."""
        paid = payment.payment
        self._amounts = payment.quick
        size = payment.entry.size(paid)
        for place, button in enumerate(self.buttons):
            shown = place < len(self._amounts)
            button.setVisible(shown)
            if not shown:
                continue
            button.setChecked(size == self._amounts[place])
            button.setToolTip(f"Alt+{place + 1}")
            figures = digits_text(self._amounts[place], paid.currency)
            exact = self.tr("全額 {}") if paid.total < 0 else self.tr("剛好 {}")
            self._words[place] = (exact.format(figures) if place == 0 else figures, figures)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Write smaller what is too wide; the exact amount goes without its word before figures are cut."""
        px = look().px
        shown = max(1, len(self._amounts))
        room = (self.width() - (shown - 1) * px(BUTTON_GAP)) / shown - px(16)
        for place, button in enumerate(self.buttons[: len(self._amounts)]):
            words, figures = self._words[place]
            large = 17 if place == 0 else 20
            tries = [(words, large), (words, 15), (figures, large), (figures, 15), (figures, 13)]
            text, size = next(((one, at) for one, at in tries if text_width(one, at, bold=True) <= room), tries[-1])
            button.setText(text)
            button.setAccessibleName(words)
            button.set_style(px=size)


class TenderColumn(QWidget):
    """The middle of the pay screen.

    Args:
        low: less high and without icons above words, where there is little room.
    """

    def __init__(self, place: Workplace, *, low: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._payment = place.payment
        self._missed = ""
        self._doubted: Entry | None = None
        gap = look().px(BUTTON_GAP if low else GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        self.tiles = Tiles(place.payment, low=low)
        column.addWidget(self.tiles)
        crowded = low and len(place.payment.kinds) > TILES - 2  # the tiles take two rows
        self.amount = Place(56 if crowded else 72 if low else 84)
        self.amount.turned.connect(lambda: self._payment.turn_to(Field.AMOUNT))
        column.addWidget(self.amount)
        height = 48 if low else 56
        self.quick = QuickCash(size="sm" if low else "lg")
        self.quick.chosen.connect(self._payment.fill)
        self.reference = Place(height)
        self.reference.turned.connect(lambda: self._payment.turn_to(Field.REFERENCE))
        strip = QWidget()
        strip.setFixedHeight(look().px(height))
        self._strip = QStackedLayout(strip)
        self._strip.addWidget(self.quick)
        self._strip.addWidget(self.reference)
        column.addWidget(strip)
        self._corner = "." if place.counter.shop.currency.exponent else "00"
        self.pad = NumberPad("money", self._corner)
        self.pad.pressed.connect(self._payment.press)
        column.addWidget(self.pad, 1)

    def begin(self) -> None:
        """Another payment: what was asked of the last one is forgotten."""
        self._missed, self._doubted = "", None

    def focus_field(self) -> None:
        """Put the focus where typing goes."""
        entry = self._payment.entry
        (self.reference if entry.field is Field.REFERENCE else self.amount).setFocus()

    def refresh(self) -> None:
        """Show what is typed."""
        payment = self._payment
        paid, entry = payment.payment, payment.entry
        self.tiles.refresh()
        self.quick.refresh(payment)
        self._show_amount()
        asked = payment.asked
        asks = bool(asked.reference) if asked is not None else payment.asks_reference(entry.kind)
        loses = self.reference.hasFocus() and not asks  # it would go to whatever button is next
        self._strip.setCurrentWidget(self.reference if asks else self.quick)
        if loses:
            self.amount.setFocus()
        if asked is not None:
            name = reference_name(TenderKind(asked.kind), payment.providers)
            self.reference.set_label(name, "")
            self._show_reference(asked.reference, name)
            self.reference.set_active(on=False)
            self.reference.set_error(False)
        elif asks:
            name = reference_name(entry.kind, payment.providers)
            self.reference.set_label(name, self._hint())
            self._show_reference(entry.reference, name)
            self.reference.set_active(entry.field is Field.REFERENCE)
            left = entry.field is not Field.REFERENCE or entry.reference == self._missed
            self.reference.set_error(left and payment.is_reference_wrong)
        open_ = not paid.is_settled and payment.asked is None
        self.pad.setEnabled(open_)
        if self._corner == ".":
            self.pad.key(".").setEnabled(entry.field is Field.AMOUNT and open_)

    def miss(self) -> None:
        """Enter did nothing: say so where what is typed beside the amount is why; a code half typed is no mistake."""
        self._missed = self._payment.entry.reference
        self.refresh()

    def _show_reference(self, reference: str, name: str) -> None:
        """Show what was typed or scanned: of a member's code, whose it is and how many points there are."""
        payer = self._payment.payer
        if payer is None:
            self.reference.set_text(reference)
            return
        free = "" if payer.free is None else f"{payer.free:,}"
        said = counted(self.tr("可用 {} 點"), payer.free or 0, free) if free else ""
        self.reference.set_label(name, said)
        self.reference.set_text(payer.name)

    def _hint(self) -> str:
        """Where what is typed beside the amount stands; of money that goes back, where it came from."""
        kind = self._payment.entry.kind
        if self._payment.origin:
            return self.tr("原付款 {}").format(self._payment.origin)
        return self.tr("簽單上的號碼") if kind is TenderKind.CARD else ""

    def _show_amount(self) -> None:
        payment = self._payment
        paid, entry = payment.payment, payment.entry
        if self._doubted != entry:
            self._doubted = None
        self.amount.set_doubt(self.is_in_doubt)
        if (asked := payment.asked) is not None:
            name = tender_name(TenderKind(asked.kind), payment.providers)
            self.amount.set_label(asked_words(asked, is_busy=payment.is_busy), name)
            self.amount.set_amount(abs(asked.amount), paid.currency)
            self.amount.set_active(on=False)
            self.amount.set_error(False)
            return
        if paid.is_settled:
            self.amount.set_label(self.tr("已收足") if paid.tenders else self.tr("不需收款"), self.tr("直接完成"))
            self.amount.set_amount(0, paid.currency)
            self.amount.set_active(on=False)
            return
        name = tender_name(entry.kind, payment.providers)
        cash, back = entry.kind is TenderKind.CASH, paid.total < 0
        due = digits_text(paid.cash_due if cash else paid.remaining, paid.currency)
        label = (self.tr("退{}") if back else self.tr("收現金") if cash else self.tr("收{}")).format(name)
        self.amount.set_label(label, (self.tr("尚待退 {}") if back else self.tr("尚需 {}")).format(due))
        self.amount.set_amount(entry.size(paid), paid.currency)
        self.amount.set_active(entry.field is Field.AMOUNT)
        if self.is_in_doubt:
            self.amount.set_label(label, self.tr("金額偏大，再按 Enter 確認"))
        self.amount.set_error(payment.ahead.obstacle in {"tender.more_than_due", "tender.out_of_range"})

    @property
    def is_in_doubt(self) -> bool:
        """Whether it was asked if so much cash is meant, and nobody typed anything else since."""
        return self._doubted == self._payment.entry and self._payment.is_doubtful

    def doubt(self) -> bool:
        """Ask once whether so much cash is meant; whether it was asked now."""
        if not self._payment.is_doubtful or self.is_in_doubt:
            return False
        self._doubted = self._payment.entry
        self.refresh()
        return True

    def said(self) -> str:
        """What stands in the way of the next tender, in words."""
        payment = self._payment
        asks = reference_name(payment.entry.kind, payment.providers)
        return obstacle_words(payment.ahead, asks, payment.payment.currency)
