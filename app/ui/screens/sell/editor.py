"""The editor: quantity, discount and price of a line, or what comes off the whole cart, as in `sell_line.png`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.approval import Limits
from app.domain.cart import CartLine, DiscountKind
from app.domain.quantity import Quantity, Unit
from app.domain.staff import Permission, may
from app.runtime.editing import Preview
from app.runtime.workplace import Workplace
from app.services.edit import OTHER, Draft, What
from app.ui.screens.sell.art import art_of
from app.ui.screens.sell.padpanel import PadPanel
from app.ui.screens.sell.preview import PreviewRow
from app.ui.screens.sell.words import (
    REASONS,
    base_text,
    code_text,
    fold_text,
    product_name,
    quantity_text,
    reason_text,
    reduction_name,
    reduction_text,
    stock_text,
    unit_text,
)
from app.ui.shell.frame import Frame, Room
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.field import LineField
from app.ui.widgets.money import digits_text, money_text
from app.ui.widgets.option import OptionButton
from app.ui.widgets.panel import Panel
from app.ui.widgets.segment import Segment
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import WrapRow

#: Usual percentages off, and usual numbers of pieces.
PERCENTS = (10, 20, 30)
PIECES = (2, 3, 6, 12)
_PPM = 10_000


class Editor(PadPanel):
    """Shows the draft of `Editing` and tells it what is typed; the screen applies it.

    Signals:
        removed: take the line out.
    """

    removed = Signal()

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent=parent)
        self.head.button.setText(self.tr("完成"))
        self._place = place
        self._is_flat = frame.room is Room.DRAWER  # no room for a row of its own for what it would cost
        self._editing = place.selling.editing
        self._currency = place.counter.shop.currency
        self._make_choices()
        self._make_reasons()
        self.form.addStretch(1)
        self._make_foot()
        self.pressed.connect(self._editing.press)
        self._editing.changed.connect(self.refresh)
        self.refresh()

    # --- parts --------------------------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        self.tabs = Segment(
            [
                (What.QUANTITY.value, self.tr("數量"), "", "F9"),
                (What.DISCOUNT.value, self.tr("折扣"), "", "F7"),
                (What.PRICE.value, self.tr("改價"), "", "F8"),
            ]
        )
        self.tabs.chosen.connect(self._turn)
        self.form.addWidget(self.tabs)
        self._percents = [OptionButton(fold_text(percent * _PPM, short=True), bold=True) for percent in PERCENTS]
        for percent, button in zip(PERCENTS, self._percents, strict=True):
            button.clicked.connect(partial(self._chosen, partial(self._editing.choose_percent, percent)))
        self._amount = OptionButton(self.tr("− 金額"), bold=True)
        self._amount.clicked.connect(partial(self._chosen, self._editing.choose_amount))
        self._offs = _even_row(*self._percents, self._amount)
        self.form.addWidget(self._offs)
        self._pieces = [OptionButton(str(count), bold=True) for count in PIECES]
        for count, button in zip(PIECES, self._pieces, strict=True):
            button.setAccessibleName(self.tr("{} 件").format(count))
            button.clicked.connect(partial(self._chosen, partial(self._editing.set_pieces, count)))
        self._counts = _even_row(*self._pieces)
        self.form.addWidget(self._counts)

    def _make_reasons(self) -> None:
        px = look().px
        self._why = QWidget()
        column = QVBoxLayout(self._why)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(Text(self.tr("原因"), 14, bold=True))
        self._must = Text(self.tr("必選"), 14, tone="ink_3")
        head.addWidget(self._must)
        head.addStretch(1)
        column.addLayout(head)
        self._reasons = {reason: OptionButton(reason_text(reason)) for reason, _ in REASONS}
        for reason, button in self._reasons.items():
            button.clicked.connect(partial(self._because, reason))
        column.addWidget(WrapRow(*self._reasons.values()))
        self.form.addWidget(self._why)
        self.note = LineField(self.tr("備註（選填）"))
        self.note.setAccessibleName(self.tr("備註（選填）"))
        self.note.setMaxLength(200)
        self.note.textEdited.connect(self._editing.set_note)
        self.note.returnPressed.connect(self.accepted)
        self.form.addWidget(self.note)

    def _make_foot(self) -> None:
        px = look().px
        self._limit = Panel(kind="inset")
        row = self._limit.row((12, 10, 12, 10), 8)
        self._shield = _Icon("shield")
        row.addWidget(self._shield, 0, Qt.AlignmentFlag.AlignTop)
        self._limit_text = Text("", 14, tone="ink_2", wrap=True)
        row.addWidget(self._limit_text, 1)
        self.foot.addWidget(self._limit)
        self.preview = PreviewRow(self._currency)
        if not self._is_flat:
            self.foot.addWidget(self.preview)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        words = "" if self._is_flat else self.tr("移除")
        self.remove_button = Button(words, "danger", "" if self._is_flat else "Del", "trash", "lg")
        self.remove_button.setAccessibleName(self.tr("移除"))
        self.remove_button.setToolTip(self.tr("移除 (Del)"))
        self.remove_button.clicked.connect(self.removed)
        buttons.addWidget(self.remove_button)
        if self._is_flat:
            buttons.addWidget(self.preview, 1)
        self.apply_button = Button(self.tr("套用"), "primary", "Enter", size="lg")
        self.apply_button.clicked.connect(self.accepted)
        buttons.addWidget(self.apply_button, 0 if self._is_flat else 1)
        self.foot.addLayout(buttons)

    def _chosen(self, act: Callable[[], object]) -> None:
        """A value was chosen by hand: the digits go on in the entry."""
        act()
        self.begin()

    def _because(self, reason: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - of a signal
        """A reason was chosen; one that says nothing by itself is told in the note."""
        self._chosen(partial(self._editing.choose_reason, reason))
        if reason == OTHER and not self.note.text().strip():
            self.note.setFocus()

    def _turn(self, what: str) -> None:
        draft = self._editing.draft
        if draft is not None:
            self._editing.open(draft.line_id, What(what))
            self.begin()

    def miss_reason(self) -> None:
        """It was to be applied, and nobody said why."""
        self._must.set_tone("bad")

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The draft changed."""
        draft, line = self._editing.draft, self._editing.line
        if draft is None or (line is None and draft.line_id is not None):
            return
        whole = line is None
        self.tabs.setVisible(not whole)
        self.tabs.set_current(draft.what.value)
        self._offs.setVisible(draft.what is What.DISCOUNT)
        self._counts.setVisible(line is not None and draft.what is What.QUANTITY and _is_pieces(line))
        self._why.setVisible(draft.what is not What.QUANTITY)
        self.remove_button.setVisible(not whole)
        self._mark(draft)
        must = draft.reason == OTHER and draft.what is not What.QUANTITY
        self.note.setPlaceholderText(self.tr("備註（必填）") if must else self.tr("備註（選填）"))
        self.note.setAccessibleName(self.note.placeholderText())
        if self.note.text() != draft.note:
            self.note.setText(draft.note)
        self._tell_head(line)
        self._tell_entry(draft, line)
        self._tell_limit(draft)
        shown = self._editing.preview()
        self.preview.tell(shown, self._badges(shown, line), struck=draft.what is not What.QUANTITY)
        self.entry.set_error(shown is None and bool(draft.typed))
        if draft.reason:
            self._must.set_tone("ink_3")

    def _mark(self, draft: Draft) -> None:
        """Which of the usual values is the one that was typed."""
        percent = draft.typed if draft.by is DiscountKind.PERCENT else ""
        for count, button in zip(PERCENTS, self._percents, strict=True):
            button.setChecked(percent == str(count))
        self._amount.setChecked(draft.by is DiscountKind.AMOUNT)
        for count, button in zip(PIECES, self._pieces, strict=True):
            button.setChecked(draft.typed == str(count))
        for reason, button in self._reasons.items():
            button.setChecked(reason == draft.reason)

    def _tell_head(self, line: CartLine | None) -> None:
        if line is None:
            count = self.tr("{} 件").format(self._place.cart.pieces)
            self.head.tell("", self.tr("整筆交易"), f"{count} · {money_text(self._place.cart.total, self._currency)}")
            return
        counter = self._place.counter
        shown = counter.catalog().shown(line.sku, counter.clock.now())
        listed = self.tr("原價 {}").format(money_text(line.listed.minor, self._currency))
        facts = [
            code_text(shown.code if shown and shown.code else line.code),
            listed + base_text(line.listed, line.quantity.unit),
        ]
        if shown is not None and (stock := stock_text(shown)[0]):
            facts.append(stock)
        name = line.name if shown is None else product_name(shown.found.product)
        self.head.tell(art_of(shown.found.product) if shown else "box", name, " · ".join(facts))

    def _tell_entry(self, draft: Draft, line: CartLine | None) -> None:
        match draft.what:
            case What.QUANTITY if line is not None:
                self.entry.set_label(self.tr("數量"))
                self.entry.set_text(draft.typed, "" if _is_pieces(line) else unit_text(line.quantity.unit))
            case What.DISCOUNT if draft.by is DiscountKind.PERCENT:
                self.entry.set_label(self.tr("折扣"))
                self.entry.set_text(draft.typed or "0", "%")
            case What.DISCOUNT:
                self.entry.set_label(self.tr("折扣"))
                self.entry.set_amount(int(draft.typed or "0"), self._currency)
            case _:
                self.entry.set_label(self.tr("改價"), self._was(line))
                self.entry.set_amount(int(draft.typed or "0"), self._currency)

    def _was(self, line: CartLine | None) -> str:
        if line is None:
            return ""
        return self.tr("原價 {}").format(digits_text(line.listed.minor, self._currency))

    def _tell_limit(self, draft: Draft) -> None:
        """What somebody else must allow, as far as that may be needed here; or that there is less than is typed."""
        short = self._short(draft)
        self._limit_text.set_tone("warn" if short else "ink_2")
        self._shield.turn("warning" if short else "shield", "warn" if short else "ink_2")
        if short:
            self._limit.show()
            self._limit_text.setText(short)
            return
        person = self._place.session.person
        role = person.role if person is not None else None
        asked = self._place.counter.reads().has_staff()
        if draft.what is What.PRICE:
            self._limit.setVisible(asked and not self._is_flat and not may(role, Permission.PRICE_OVERRIDE))
            tight = self.is_tight
            self._limit_text.setText(self.tr("改價需店長核准") if tight else self.tr("改價要請店長刷識別證核准"))
        else:
            may_more = may(role, Permission.DISCOUNT_ABOVE_LIMIT)
            self._limit.setVisible(asked and not may_more and not self._is_flat and draft.what is What.DISCOUNT)
            self._limit_text.setText(self._limit_words(self._place.counter.approvals.limits()))

    def _short(self, draft: Draft) -> str:
        """That more is typed than there is, as far as that is known; it can be sold, counts may be wrong."""
        line, counter = self._editing.line, self._place.counter
        if draft.what is not What.QUANTITY or line is None or self._is_flat:
            return ""
        shown = counter.catalog().shown(line.sku, counter.clock.now())
        wanted = next((one.quantity.milli for one in self._editing.then.lines if one.line_id == line.line_id), 0)
        if shown is None or shown.stock_milli is None or wanted <= max(0, shown.stock_milli):
            return ""
        left = quantity_text(Quantity(shown.stock_milli, line.quantity.unit)) if shown.stock_milli > 0 else "0"
        return self.tr("庫存只有 {}，仍可銷售").format(left)

    def _limit_words(self, limits: Limits) -> str:
        amount = money_text(limits.discount_minor, self._currency)
        words = self.tr("超過 {}或 {} 時，請店長刷識別證核准")
        if self.is_tight:
            words = self.tr("超過 {}或 {} 需店長核准")
        return words.format(fold_text(limits.discount_ppm), amount)

    def _badges(self, shown: Preview | None, line: CartLine | None) -> list[str]:
        if shown is None:
            return []
        then, promotions = self._editing.then, self._place.counter.promotions
        changed = None if line is None else then.line(line.line_id)
        return [
            reduction_text(reduction_name(one, changed, then.discount, promotions), one.amount, self._currency)
            for one in shown.reductions
        ]


def _is_pieces(line: CartLine) -> bool:
    return line.quantity.unit is Unit.PIECE


def _even_row(*buttons: QWidget) -> QWidget:
    """Buttons of the same width in a row."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look().px(8))
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(button, 1)
    return row


class _Icon(QWidget):
    """An icon of 20."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._tone = name, "ink_2"
        self.setFixedSize(look().px(20), look().px(20))

    def turn(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        paint_icon(QPainter(self), 0, 0, self._name, 20, self._tone)
