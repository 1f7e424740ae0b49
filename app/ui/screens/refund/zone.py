"""The work zone of returns: the field that listens, and below it what was found."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.runtime.counter import Counter
from app.runtime.workplace import Workplace
from app.services.lookup import Shown
from app.services.scan import split_times
from app.ui.screens.refund.pages import RefundPages
from app.ui.screens.sell.results import is_searched
from app.ui.screens.sell.words import code_text, product_name
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host

_SIGNS = {"+": 1, "-": -1}
_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def known_name(counter: Counter, code: str) -> str:
    """The name of goods under a code; empty where nobody knows them."""
    found = counter.catalog().find(code.strip(), counter.clock.now())
    return "" if found is None else product_name(found.product)


class RefundZone(RefundPages):
    """Finds receipts and goods: typed, scanned or touched.

    Args:
        host: plays the cues, and tells what cannot be.
    """

    def __init__(self, place: Workplace, host: Host, frame: Frame) -> None:
        super().__init__(place, frame)
        self._host = host
        self._connect()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._entered)
        self.field.installEventFilter(self)
        self.foot.bare.connect(self._begin_bare)
        self.sale.typed.connect(self.type)
        self.sale.left.connect(self.listen)
        self.found.picked.connect(self._open)
        self.bare.closed.connect(self.close_choice)
        self.bare.typed.connect(self._to_field)
        self.bare.left.connect(self.listen)
        self.results.picked.connect(self._pick)

    # --- what is shown ------------------------------------------------------------------------------------------

    # --- the field ----------------------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        if not self._bare.is_open:
            self._note()
            return
        searched = is_searched(text)
        if searched:
            self.results.search(text)
        self.stack.setCurrentWidget(self._page())
        self.field.set_count(self.results.count_text if searched and self.results.count else "")

    def _entered(self) -> None:
        text = self.field.text().strip()
        milli, rest = split_times(text)
        if milli and not rest and self.stack.currentWidget() is self.sale:
            self._measure(milli)
        elif text:
            (self._enter_goods if self._bare.is_open else self.seek)(text)

    def _measure(self, milli: int) -> None:
        """So much of the line that keys are about comes back, as ``0.35*`` says where goods are sold."""
        try:
            self._refund.measure(milli)
        except UserError as error:
            self._host.refused(error)
            return
        self._host.cue("accepted")
        self.show_asked()
        self._down()

    def _enter_goods(self, text: str) -> None:
        if self._holds_still():
            return
        if self._bare.scan(text) is not None:
            self.field.clear()
            self.bare.begin()
        elif (chosen := self.results.chosen()) is not None and is_searched(text):
            self._pick(chosen)
        else:
            self._host.cue("rejected")

    def _pick(self, shown: Shown) -> None:
        if self._holds_still():
            return
        self._bare.add(shown.found)
        self.field.clear()
        self.bare.begin()

    def _holds_still(self) -> bool:
        """Whether money is being given back for what is chosen, which is told."""
        try:
            self._refund.need_free()
        except UserError as error:
            self._host.refused(error)
            return True
        return False

    def seek(self, text: str) -> None:
        """Look for a sale; where it is there, its lines have the keys."""
        if self._holds_still():
            return
        self._sought.find(text)
        self._host.cue("rejected" if self._sought.trouble is not None else "accepted")
        self._found()

    def _open(self, sale_id: str) -> None:
        if self._holds_still():
            return
        self._sought.open(sale_id)
        self._found()

    def _found(self) -> None:
        self.show_asked()
        self.refresh()
        if not self._down():
            self.listen()

    def _down(self) -> bool:
        """From the field to what is below it."""
        shown = self.stack.currentWidget()
        target: QWidget | None = None
        if shown is self.sale:
            target = self.sale.list
        elif shown is self.bare and self._bare.items:
            target = self.bare.list
        elif shown is self.found and self.found.buttons:
            target = self.found.buttons[0]
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        return target is not None

    def _step(self, steps: int) -> bool:
        """More or less of the row that keys are about; False where there is none."""
        refund = self._refund
        if self._bare.is_open:
            self._bare.step(steps)
            return self._bare.item is not None
        if self._sought.view is None or refund.current is None:
            return False
        refund.step(refund.current, steps)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows in the field walk what is below it; plus and minus, which no number begins with, step a row."""
        if watched is not self.field or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        untouched = self.field.text() in {"", self._sought.asked} or self.field.selectedText() == self.field.text()
        if event.text() in _SIGNS and untouched:
            return self._step(_SIGNS[event.text()])
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if self.stack.currentWidget() is self.results:
            self.results.rows.walk(step)
        elif step > 0:
            self._down()
        return True

    # --- scans --------------------------------------------------------------------------------------------------

    def scan(self, code: str) -> None:
        """Take a scan: goods of the receipt that is open, or of those without one."""
        if self._holds_still():
            return
        if self._bare.is_open:
            self._scan_bare(code)
        elif self._sought.view is not None:
            self._scan_line(code)
        elif known_name(self._place.counter, code):
            self._host.cue("rejected")
            words, act = self.tr("先掃描收據；沒有收據就用無收據退貨"), self.tr("無收據退貨")
            self._host.toast(words, "info", act, partial(self._begin_with, code))
        else:
            self.seek(code)

    def _scan_line(self, code: str) -> None:
        try:
            line = self._refund.scan(code)
        except UserError as error:
            self._host.refused(error)
            return
        if line is not None:
            self._host.cue("accepted")
            self.sale.list.scrollTo(self.sale.list.currentIndex())
            return
        self._host.cue("rejected")
        name = known_name(self._place.counter, code)
        said = self.tr("這張收據沒有「{}」") if name else self.tr("查無此條碼 {}")
        self._host.toast(said.format(name or code_text(code[:40])), "warn")

    def _scan_bare(self, code: str) -> None:
        if self._bare.scan(code) is None:
            self._host.cue("rejected")
            self._host.toast(self.tr("查無此條碼 {}").format(code_text(code[:40])), "warn")
            return
        self._host.cue("accepted")
        self.field.clear()
        self.bare.begin()

    # --- typing -------------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Text typed anywhere lands in the field; figures in the price, where there is one to type."""
        if text in _SIGNS and not self.field.hasFocus() and self._step(_SIGNS[text]):
            return
        if not (self._bare.is_open and not self.field.hasFocus() and self.bare.press(text)):
            self._to_field(text)

    def _to_field(self, text: str) -> None:
        if not self.field.hasFocus():
            self.listen()
        self.field.insert(text)

    def listen_anew(self) -> None:
        """F4: the field; a search ends."""
        if self.stack.currentWidget() is self.results:
            self.field.clear()
        self.listen()

    def back(self) -> bool:
        """What is typed goes first, then what was found; False where there is nothing."""
        if self.stack.currentWidget() is self.results:
            self.field.clear()
        elif self._refund.is_begun or self._sought.trouble is not None or self.field.text():
            self.close_choice()
        else:
            return False
        return True

    def close_choice(self) -> None:
        """Forget the choice."""
        if not self._refund.is_busy:
            self._refund.close()
            self.field.clear()
            self.listen()

    def _begin_bare(self) -> None:
        if self._holds_still():
            return
        self._sought.clear()
        self.field.clear()
        self._bare.begin()
        self.listen()

    def _begin_with(self, code: str) -> None:
        self._begin_bare()
        self.scan(code)
