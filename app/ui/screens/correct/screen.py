"""The screen of a correction: what was booked, what it was really, what that changes, and who allows it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.approval import Approval
from app.runtime.correct import BY_HAND
from app.runtime.workplace import Workplace
from app.ui.screens.correct.form import Form, Head, PadZone, correction_panel
from app.ui.screens.correct.side import Outcome
from app.ui.screens.pay.words import tender_name
from app.ui.shell.approval import ask_approval
from app.ui.shell.frame import PAD, Frame, Room
from app.ui.shell.host import Host
from app.ui.shell.screen import Screen
from app.ui.theme.look import look

_ERASERS = {Qt.Key.Key_Backspace: "back", Qt.Key.Key_Delete: "clear"}


class CorrectScreen(Screen):
    """Put a tender right. Which sale it is about was said to `place.correction` before."""

    tab = "sell"

    def __init__(self, place: Workplace, host: Host, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self._is_shown = False
        px = look().px
        low = frame.room is Room.DRAWER
        self.head, self.form = Head(place, low=low), Form(place, low=low)
        self.zone = PadZone(place, low=low, narrow=frame.room <= Room.COMPACT)
        self.head.back.connect(self.back)
        self.outcome = Outcome(place, low=low)
        self.outcome.accepted.connect(self._accept)
        if not low:
            self.outcome.setFixedWidth(px(frame.side))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        pad = px(8 if low else PAD)
        left.setContentsMargins(pad, pad, pad, pad)
        left.addWidget(correction_panel(self.head, self.form, self.zone, low=low))
        row.addLayout(left, 6)
        row.addWidget(self.outcome, 5)
        for number, kind in enumerate(BY_HAND):
            self.key(f"F{number + 1}", partial(place.correction.become, kind))
        for key in ("Return", "Enter", "F12"):
            self.key(key, self._accept)
        place.correction.changed.connect(self._changed)
        place.correction.done.connect(self._done)

    def entered(self) -> None:
        """Show what is to be put right."""
        if self.place.correction.view is None:
            self.host.go("sell")
            return
        self._is_shown = True
        self._changed()
        self.zone.reference.setFocus()

    def left(self) -> None:
        """Another screen is shown."""
        self._is_shown = False

    def _changed(self) -> None:
        view = self.place.correction.view
        if self._is_shown and view is not None:
            self.head.refresh(view.sale)
            self.form.refresh()
            self.zone.refresh()
            self.outcome.refresh()

    # --- acts ---------------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        if self.outcome.primary.isEnabled():
            self.guarded(lambda: ask_approval(self.host, self.place, self.place.correction.request, self._allowed))

    def _allowed(self, _approval: Approval | None) -> None:
        self.guarded(self.place.correction.apply)

    def _done(self) -> None:
        if not self._is_shown:
            return
        at = self.place.correction
        self.host.go(at.back_to)
        self.host.toast(self.tr("付款方式已更正為 {}").format(tender_name(at.kind, {})), "ok")

    def back(self) -> bool:
        """Leave everything as it is booked."""
        if not self.place.correction.is_busy:
            self.host.go(self.place.correction.back_to)
        return True

    def scanned(self, code: str) -> bool:
        """Nothing is scanned here; the sale that is open goes on where it was."""
        del code
        return False

    def typed(self, text: str) -> bool:
        """Typing goes to the card's reference."""
        self.place.correction.press(text)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Typing goes to the reference, whatever button has the focus."""
        eraser = _ERASERS.get(Qt.Key(event.key()))
        if eraser is not None:
            self.place.correction.press(eraser)
        elif event.text().strip() and event.text().isprintable():
            self.typed(event.text())
        else:
            super().keyPressEvent(event)
