"""Members among what a search found, below the goods, as in `sell_search.png`."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.member import MemberCard
from app.runtime.workplace import Workplace
from app.ui.screens.sell.grouptitle import GroupTitle
from app.ui.screens.sell.member_rows import ROW, MemberRows
from app.ui.theme.look import look
from app.ui.widgets.panel import hairline

#: So many are shown; whoever wants others asks for members alone.
MOST = 2


class MemberResults(QWidget):
    """Members whom a text may mean; a touch or Enter has one come into the cart."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QVBoxLayout()
        line.setContentsMargins(px(16), px(6), px(16), 0)
        self._line = hairline()
        line.addWidget(self._line)
        column.addLayout(line)
        self._title = GroupTitle(self.tr("會員"))
        column.addSpacing(px(8))
        column.addWidget(self._title)
        self.rows = MemberRows(place.counter.shop.zone, self.tr("符合的會員"), lambda: self.tr("加入本筆"))
        self.rows.picked.connect(self._attach)
        column.addWidget(self.rows)
        self.found: tuple[MemberCard, ...] = ()

    def search(self, text: str, *, is_below: bool) -> None:
        """Look for members.

        Args:
            is_below: whether anything stands above.
        """
        members = self._place.member
        self.found = members.search.look(text, MOST) if members.is_known else ()
        self.rows.cards.show(self.found)
        self.rows.choose(-1)
        self.rows.setFixedHeight(look().px(ROW) * len(self.found))
        self._title.show_count(self.tr("{} 筆").format(len(self.found)))
        self._line.setVisible(is_below)
        self.setVisible(bool(self.found))

    def take(self) -> bool:
        """Have the one that is chosen come into the cart; False where none is."""
        if not 0 <= self.rows.row < len(self.found):
            return False
        self._attach(self.found[self.rows.row])
        return True

    def _attach(self, card: MemberCard) -> None:
        try:
            self._place.member.attach(card)
        except AppError as error:
            self._place.bridge.failed.emit(error)
