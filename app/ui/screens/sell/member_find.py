"""Looking for a member: one field, those whom it may mean below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.runtime.member import Members
from app.runtime.member_search import Search
from app.ui.screens.sell.member_rows import MemberRows
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.panel import hairline

_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class FindPage(QWidget):
    """Shows what `MemberSearch` found and tells it what is typed.

    Signals:
        entered: Enter, with the row that is chosen, -1 for none.
        picked: one was touched, with the card.
        enrol: somebody is to become a member.
    """

    entered = Signal(int)
    picked = Signal(object)
    enrol = Signal()

    def __init__(self, members: Members, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members = members
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, 0)
        column.setSpacing(0)
        self.field = Field(self.tr("掃描會員碼，或輸入"), self.tr("尋找會員"), "search", 56)
        self.field.edit.installEventFilter(self)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        around = QHBoxLayout()
        around.setContentsMargins(px(20), 0, px(20), px(12))
        around.addWidget(self.field)
        column.addLayout(around)
        self.rows = MemberRows(zone, self.tr("符合的會員"), lambda: self.tr("加入本筆"))
        self.rows.picked.connect(self.picked)
        self._empty = EmptyState("users", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(12), px(20), px(12))
        row.setSpacing(px(8))
        self.enrol_button = Button(self.tr("新增會員"), "neutral", "Ctrl+N", "user-plus", "lg")
        self.enrol_button.clicked.connect(self.enrol)
        row.addWidget(self.enrol_button)
        row.addStretch(1)
        self.take_button = Button(self.tr("加入本筆"), "primary", "Enter", size="lg")
        self.take_button.clicked.connect(self._enter)
        row.addWidget(self.take_button)
        return row

    def begin(self) -> None:
        """The field has the focus."""
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows choose among those who were found."""
        is_key = watched is self.field.edit and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _ARROWS:
            self.rows.walk(_ARROWS[Qt.Key(event.key())])
            return True
        return False

    def _typed(self, text: str) -> None:
        if text != self._members.search.typed:
            self._members.search.find(text)

    def _enter(self) -> None:
        self.entered.emit(self.rows.row if self._members.search.found else -1)

    def refresh(self) -> None:
        """Something was typed, or found."""
        search = self._members.search
        if self.field.text() != search.typed:
            self.field.setText(search.typed)
        before = self.rows.row
        self.rows.cards.show(search.found)
        if search.found and (before < 0 or self.rows.row < 0):
            self.rows.choose(0)
        self._stack.setCurrentIndex(0 if search.found else 1)
        self._empty.set_state(*self._nothing())
        asks = search.is_contact and not search.found
        self.take_button.setText(self.tr("查詢") if asks else self.tr("加入本筆"))
        self.take_button.setEnabled(bool(search.found) or (asks and search.state is not Search.ASKING))
        self.enrol_button.setEnabled(self._members.can_enrol)
        self.enrol_button.setReason(self.tr("連線取得金鑰後可用"))

    def _nothing(self) -> tuple[str, str, str]:
        """Why nobody is shown, and what to do."""
        search = self._members.search
        new = self.tr("可新增會員") if self._members.can_enrol else ""
        if not search.typed.strip():
            return "users", self.tr("掃描會員碼，或輸入電話、姓名"), self.tr("完整電話或電子郵件，按 Enter 查詢")
        if not search.is_contact:
            hint = self.tr("試試電話尾碼 3 碼或姓名第一個字")
            return "search", self.tr("找不到「{}」").format(search.typed.strip()), hint
        match search.state:
            case Search.ASKING:
                return "search", self.tr("查詢中"), ""
            case Search.OFFLINE:
                later = self.tr("可新增會員，連線後由總部合併") if new else ""
                return "cloud-off", self.tr("離線作業，只找了本機資料"), later
            case Search.ASKED:
                return "users", self.tr("查無這位會員"), new
        return "search", self.tr("按 Enter 查詢這個號碼或信箱"), ""
