"""The form that joins a centre, and how far that is: for the first start and for a shop that was alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.sync_join import Joining, JoinStep
from app.ui.shell.errors import sentence
from app.ui.shell.forms import titled
from app.ui.shell.shopname import shop_name
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.check import CheckRow
from app.ui.widgets.field import Field, Typing
from app.ui.widgets.paint import paint_box
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressBar
from app.ui.widgets.text import Text

#: Codes that are about the code that was typed, and that are about nothing that was typed; all others are about the
#: address.
_OF_CODE = frozenset({"enrol.no_code", "enrol.bad_code", "enrol.code_spent", "enrol.code_expired", "enrol.bad_proof"})
_OF_NEITHER = frozenset({"enrol.other_currency", "enrol.other_key", "enrol.revoked"})
#: Pixels of the design around what has the focus.
_RING = 4


class JoinForm(QStackedWidget):
    """Address and code; then what is asked, and what comes in."""

    def __init__(self, joining: Joining, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._joining = joining
        self._told: AppError | None = None
        self.typing = JoinFields(joining)
        self.going = JoinProgress(joining)
        self.addWidget(self.typing)
        self.addWidget(self.going)
        joining.changed.connect(self.refresh)
        self.refresh()

    def begin(self) -> None:
        """Put the focus where one begins, or on what can be done meanwhile."""
        if self.currentWidget() is self.going:
            self.going.begin()
            return
        (self.typing.code if self.typing.url.text() else self.typing.url).edit.setFocus()

    def refresh(self) -> None:
        """Show where it stands."""
        joining = self._joining
        typing = joining.step is JoinStep.FORM
        here: QWidget | None = self.focusWidget()  # none, whatever the binding says
        was_here = here is not None and self.isAncestorOf(here)
        self.setCurrentWidget(self.typing if typing else self.going)
        self.typing.refresh()
        self.going.refresh()
        if was_here and not typing:
            self.going.begin()
        if typing and joining.trouble is not self._told:
            self._told = joining.trouble
            if joining.trouble is not None:
                self.typing.focus_on(joining.trouble)

    def take(self, code: str) -> bool:
        """Take a scan; False where it is no invitation."""
        return self._joining.take(code)


class JoinFields(QWidget):
    """Address, code, and the choice that only a network of one's own needs."""

    def __init__(self, joining: Joining) -> None:
        super().__init__()
        self._joining = joining
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(14))
        self.url = Field("https://", self.tr("中心位址"), icon="cloud", typing=Typing.CODE)
        self.url.edit.setObjectName("join.url")
        self.code = Field("", self.tr("一次性代碼"), icon="key", typing=Typing.CODE)
        self.code.edit.setObjectName("join.code")
        for field in (self.url, self.code):
            field.textChanged.connect(self._typed)
        self.url.returnPressed.connect(self._to_code)
        self.code.returnPressed.connect(self._entered)
        self._plain = CheckRow(self.tr("這是自己店內的網路，允許不加密"))
        self._plain.setObjectName("join.plain")
        self._plain.clicked.connect(self._allowed)
        self._warning = Text(
            self.tr("同一個網路上的人可能看到傳送的內容。網際網路上不要勾選"), 14, tone="warn", wrap=True
        )
        self._note = Text("", 14, tone="warn", wrap=True)
        column.addLayout(titled(self.tr("中心位址"), self.url))
        column.addWidget(self._plain)
        column.addWidget(self._warning)
        column.addLayout(titled(self.tr("一次性代碼"), self.code, self.tr("總部產生，24 小時內有效，可掃描")))
        column.addWidget(self._note)
        column.addStretch(1)
        self._is_showing = False

    def _to_code(self) -> None:
        if not self._joining.take(self.url.text()):
            self.code.edit.setFocus()

    def _entered(self) -> None:
        if not self._joining.take(self.code.text()):
            self._joining.join()

    def _typed(self, _text: str) -> None:
        """An invitation that was pasted is taken apart; one that a scanner types is whole at its Enter."""
        if self._is_showing:
            return
        joining, url, code = self._joining, self.url.text(), self.code.text()
        pasted = len(url) + len(code) > len(joining.draft.url) + len(joining.draft.code) + 1
        if not (pasted and (joining.take(url) or joining.take(code))):
            joining.write(url=url, code=code)

    def _allowed(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._joining.write(plain=on)

    def refresh(self) -> None:
        """Show what is typed, and what is wrong with it."""
        draft, trouble = self._joining.draft, self._joining.trouble
        self._is_showing = True
        for field, text in ((self.url, draft.url), (self.code, draft.code)):
            if field.text() != text:
                field.setText(text)
        self._is_showing = False
        self._plain.setVisible(draft.wants_plain)
        self._plain.setChecked(draft.plain)
        self._warning.setVisible(draft.wants_plain)
        said = "" if trouble is None else sentence(trouble)
        of_code = trouble is not None and trouble.code in _OF_CODE
        of_neither = trouble is not None and trouble.code in _OF_NEITHER
        self.code.set_error(said if of_code else "")
        self.url.set_error("" if of_code or of_neither else said)
        self._note.setText(said if of_neither else "")
        self._note.setVisible(of_neither)

    def focus_on(self, trouble: AppError) -> None:
        """Put the focus where something is to be put right."""
        if trouble.code == "centre.not_secure":
            self._plain.setFocus()
        else:
            (self.code if trouble.code in _OF_CODE else self.url).edit.setFocus()


class JoinProgress(QWidget):
    """What is asked, what comes in, what came of it."""

    def __init__(self, joining: Joining) -> None:
        super().__init__()
        self._joining = joining
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look().px(_RING),) * 4)
        column.setSpacing(look().px(12))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        panel = Panel()
        inside = panel.column((20, 18, 20, 18), 12)
        self._title = Text("", 17, bold=True, wrap=True)
        self._told = Text("", 15, tone="ink_2", wrap=True)
        self._bar = ProgressBar()
        self._trouble = Text("", 14, tone="warn", wrap=True)
        self._clock = Text("", 14, tone="warn", wrap=True)
        for part in (self._title, self._bar, self._told, self._trouble, self._clock):
            inside.addWidget(part)
        row = QHBoxLayout()
        self.cancel = Button(self.tr("取消"), icon="x")
        self.cancel.clicked.connect(joining.cancel)
        row.addWidget(self.cancel)
        row.addStretch(1)
        inside.addLayout(row)
        column.addWidget(panel)
        column.addStretch(1)
        self._panel = panel

    def begin(self) -> None:
        """Put the focus on what can be done; where one can only wait, on what is told."""
        (self if self.cancel.isHidden() else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show it."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the focus around the panel."""
        if self.hasFocus():
            see, ring = look(), look().px(_RING)
            around = QRectF(self._panel.geometry()).adjusted(-ring, -ring, ring, ring)
            paint_box(QPainter(self), around, None, see.color("focus"), see.px(2), see.px(16))

    def refresh(self) -> None:
        """Show how far it is."""
        joining = self._joining
        asking, filling = joining.step is JoinStep.ASKING, joining.step is JoinStep.FILLING
        confirms, rebuilds = joining.step is JoinStep.CONFIRM, joining.step is JoinStep.REBUILDING
        shop = None if joining.joined is None else joining.joined.shop
        where = "" if shop is None else f"{shop_name(shop)}　{shop.store}-{shop.register}"
        title = self.tr("正在連接中心") if asking else self.tr("已加入 {}").format(where).strip()
        if confirms or rebuilds:
            title = self.tr("頂替 {}？") if confirms else self.tr("正在頂替 {}")
            title = title.format(where)
        self._title.setText(title)
        self.setAccessibleName(title)
        self._bar.setVisible(filling or rebuilds)
        self._bar.show_progress(0 if rebuilds else joining.done, 0 if rebuilds else joining.whole)
        self._told.setText(self._words())
        said = "" if joining.trouble is None or asking else sentence(joining.trouble)
        self._trouble.setText(self.tr("{}。已收到的都在，恢復後自動繼續").format(said) if said else "")
        self._trouble.setVisible(bool(said))
        self._clock.setVisible(joining.is_clock_off)
        self._clock.setText(clock_words(joining.joined.clock_off_s or 0) if joining.joined is not None else "")
        self.cancel.setVisible(asking or confirms)
        self.cancel.setEnabled(not joining.is_cancelling)
        self.cancel.setReason(self.tr("取消中…"))

    def _words(self) -> str:
        joining = self._joining
        if joining.step is JoinStep.ASKING:
            return self.tr("用代碼向中心登記這台收銀機，通常只要幾秒")
        if joining.step is JoinStep.CONFIRM:
            return self.tr(
                "這個代碼是給新機器頂替這台收銀機的。按「確定頂替」後，這台電腦就是它：接著它的班次和收據號碼，"
                "舊的那台不能再上傳。要不同的收銀機，取消後請總部給另一個代碼"
            )
        if joining.step is JoinStep.REBUILDING:
            return self.tr("正在取回它的紀錄，已收到 {} 筆").format(f"{joining.entries:,}")
        if joining.step is JoinStep.DONE:
            return self.tr("商品、價格與人員都收到了，共 {} 項").format(f"{joining.whole:,}") if joining.whole else ""
        if not joining.whole:
            return self.tr("準備接收商品、價格與人員…")
        return self.tr("已收到 {} / {} 項").format(f"{joining.done:,}", f"{joining.whole:,}")


def clock_words(off_s: int) -> str:
    """What to say of a clock that is off."""
    minutes = max(1, abs(off_s) // 60)
    ahead = QCoreApplication.translate("Join", "這台電腦的時間比中心快 {} 分，校正後收據時間才會對")
    behind = QCoreApplication.translate("Join", "這台電腦的時間比中心慢 {} 分，校正後收據時間才會對")
    return (ahead if off_s > 0 else behind).format(minutes)
