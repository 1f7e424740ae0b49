"""The sync's screen: what is on its way, what one must look at, what failed, what works; and joining a centre."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.approval import Approval
from app.runtime.standing import Link, Standing
from app.runtime.sync_join import JoinStep
from app.runtime.workplace import Workplace
from app.services.invite import centre_address
from app.services.settings import settings_request
from app.ui.screens.sync.deciding import show_line
from app.ui.screens.sync.entry import EntryPage
from app.ui.screens.sync.lists import (
    ListOrWhy,
    UnsentModel,
    brought_lines,
    table_lines,
    trouble_lines,
)
from app.ui.screens.sync.rows import Line, LineModel
from app.ui.screens.sync.side import SyncSide
from app.ui.screens.sync.tasks import task_lines
from app.ui.screens.sync.told import second_line, trouble_words
from app.ui.shell.approval import ask_approval
from app.ui.shell.forms import keep_left
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.joinform import JoinForm
from app.ui.shell.screen import Screen
from app.ui.shell.shopname import shop_name
from app.ui.shell.zones import Zones
from app.ui.theme.look import look
from app.ui.widgets.flow import ChipBar
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text

NAME = "screen"
UNSENT, TASKS, BROUGHT, TROUBLES, TABLE = "unsent", "tasks", "brought", "troubles", "table"


class SyncScreen(Screen):
    """Everything about the line to the centre; a shop without one can join from here."""

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        place.sync.look()
        self._tasks: list[Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.zones = Zones(frame, width, "", "F12")
        column.addWidget(self.zones)
        self.primary = self.zones.primary
        self.primary.clicked.connect(self.forward)
        self.side = SyncSide(place)
        self.zones.side.addWidget(self.side, 1)
        self._work = QStackedWidget()
        self.zones.work.addWidget(self._work, 1)
        self._work.addWidget(self._lists())
        self._work.addWidget(self._joining())
        self._entry = EntryPage(place)
        self._work.addWidget(self._entry)
        place.sync.changed.connect(self.refresh)
        place.sync.answered.connect(self._answered)
        place.joining.changed.connect(self.refresh)
        place.joining.finished.connect(self._joined)
        self.key("F12", self.forward)
        self.refresh()

    def _lists(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(Text(self.tr("同步"), 24, bold=True))
        self.chips = ChipBar(self._chips())
        self.chips.set_current(self.place.sync.part)
        self.chips.chosen.connect(self._choose)
        column.addWidget(self.chips)
        self.lists = self._made_lists()
        self.lists[TASKS].view.opened.connect(self._look)
        self.lists[UNSENT].view.activated_at.connect(lambda row: self.place.sync.look_into(self.place.sync.rows[row]))
        self._shown = QStackedWidget()
        for one in self.lists.values():
            self._shown.addWidget(one)
        panel = Panel()
        panel.column((0, 4, 0, 4), 0).addWidget(self._shown)
        panel.setMinimumHeight(look().px(200))
        column.addWidget(panel, 1)
        self._hint = Text(self.tr("點選一項，寫下怎麼處理的就能結案"), 14, tone="ink_2", wrap=True)
        column.addWidget(self._hint)
        return holder

    def _made_lists(self) -> dict[str, ListOrWhy]:
        return {
            UNSENT: ListOrWhy(UnsentModel(self.place, self), self.tr("待上傳的紀錄"), "cloud-check"),
            TASKS: ListOrWhy(
                LineModel(self),
                self.tr("要看的事"),
                "check-circle",
                self.tr("沒有要看的事"),
                self.tr("中心和這台對不上的，和這台留下的待辦"),
            ),
            BROUGHT: ListOrWhy(
                LineModel(self),
                self.tr("自有資料"),
                "check-circle",
                self.tr("總部都採用了"),
                self.tr("這台沒有總部不知道的資料"),
            ),
            TROUBLES: ListOrWhy(
                LineModel(self),
                self.tr("最近的問題"),
                "check-circle",
                self.tr("沒有問題"),
                self.tr("連線不順時，原因會列在這裡"),
            ),
            TABLE: ListOrWhy(LineModel(self), self.tr("沒有網路時"), "cloud-off"),
        }

    def _chips(self) -> list[tuple[str, str]]:
        standing = self.place.sync.standing
        view, unsent = self.place.sync, self.tr("待上傳 {}").format(f"{standing.unsent:,}")
        brought = view.brought
        tasks = len(self._tasks) if view.is_read else standing.tasks + len(standing.differing)
        return [
            (UNSENT, unsent if standing.link is not Link.ALONE else self.tr("待上傳")),
            (TASKS, self.tr("要看的事 {}").format(tasks) if tasks else self.tr("要看的事")),
            *([(BROUGHT, self.tr("自有資料 {}").format(len(brought)))] if brought or view.part == BROUGHT else []),
            (TROUBLES, self.tr("最近的問題")),
            (TABLE, self.tr("沒有網路時")),
        ]

    def _joining(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(Text(self.tr("加入中心"), 24, bold=True))
        told = self.tr("代號不變，做過的交易全部跟著上傳。商品與人員以中心的為準")
        column.addWidget(Text(told, 15, tone="ink_2", wrap=True))
        self.form = JoinForm(self.place.joining)
        column.addLayout(keep_left(self.form))
        column.addStretch(1)
        return holder

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def _is_joining(self) -> bool:
        joining = self.place.joining
        return joining.is_open or joining.step in {JoinStep.ASKING, JoinStep.FILLING}

    def refresh(self) -> None:
        """Say how it stands now."""
        view = self.place.sync
        standing = view.standing
        self._tasks = task_lines(self.place, view)
        self._show_page()
        chips = self._chips()
        if chips != getattr(self, "_chips_shown", None):
            self._chips_shown = chips
            self.chips.set_chips(chips)
            self.chips.set_current(view.part)
        self._shown.setCurrentWidget(self.lists[view.part])
        if standing.link is Link.ALONE:
            why = "store", self.tr("單機營業"), self.tr("加入中心後，這裡列出還沒上傳的紀錄")
        else:
            why = "cloud-check", self.tr("全部都在中心了"), self.tr("新的交易會自動上傳")
        self.lists[UNSENT].say_why(*why)
        self.lists[TASKS].show_lines(self._tasks)
        self._hint.setVisible(view.part == TASKS and bool(self._tasks))
        self.lists[BROUGHT].show_lines(brought_lines(self.place))
        self.lists[TROUBLES].show_lines(trouble_lines(self.place, standing.troubles))
        self.lists[TABLE].show_lines(table_lines())
        self.side.refresh()
        self._tell_primary(standing)

    def _show_page(self) -> None:
        """The form, an entry, or the lists."""
        opened, before = self.place.sync.opened, self._work.currentIndex()
        self._work.setCurrentIndex(1 if self._is_joining else 0 if opened is None else 2)
        if opened is not None:
            self._entry.show_entry(opened)
        elif before == 2:
            self.lists[self.place.sync.part].begin()

    def _tell_primary(self, standing: Standing) -> None:
        joining, view = self.place.joining, self.place.sync
        words, reason = self.tr("立即同步"), ""
        if self._is_joining or standing.may_join:
            words = self.tr("加入中心") if standing.link is Link.ALONE else self.tr("重新加入")
            busy = {JoinStep.ASKING: self.tr("連接中…"), JoinStep.FILLING: self.tr("接收中…")}
            reason = busy.get(joining.step, "")
            words = self.tr("加入") if reason else words
        elif not view.can_ask:
            reason = self.tr("連線中…") if view.is_asking else self.tr("剛試過")
        if standing.link is Link.OFFLINE and not self._is_joining:
            words = self.tr("立即重試")
        self.primary.setText(words)
        self.primary.setEnabled(not reason)
        self.primary.setReason(reason)

    def _choose(self, part: str) -> None:
        self.place.sync.part = part
        self.refresh()
        self.lists[part].begin()

    def _look(self, line: Line) -> None:
        """All of what a person must look at, and that it is decided."""

        def done() -> None:
            self.host.toast(self.tr("已結案"), "ok")
            self.lists[TASKS].begin()

        show_line(self, line, list(line.rows or ()), done)

    # --- coming and going ---------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Look from now on."""
        self.place.sync.watch(NAME)
        self.refresh()
        if self._is_joining:
            self.form.begin()
        elif self.place.sync.opened is not None:
            self._entry.view.setFocus()
        else:
            self.primary.setFocus()

    def left(self) -> None:
        """Look no more."""
        self.place.sync.unwatch(NAME)

    def back(self) -> bool:
        """Out of the form, out of the screen."""
        joining = self.place.joining
        if joining.is_open and joining.step is JoinStep.FORM:
            joining.open(on=False)
            self.primary.setFocus()
        elif self.place.sync.opened is not None:
            self.place.sync.look_away()
        else:
            self.host.go("sell")
        return True

    def scanned(self, code: str) -> bool:
        """An invitation is for the form; all else is goods."""
        if not self.place.sync.standing.may_join or not self.form.take(code):
            return False
        self.place.joining.open(on=True)
        self.host.cue("accepted")
        return True

    # --- what is done -------------------------------------------------------------------------------------------

    def forward(self) -> None:
        """Try now, or join."""
        joining, view = self.place.joining, self.place.sync
        if not self.primary.isEnabled():
            return
        if not self._is_joining and not view.standing.may_join:
            view.ask()
        elif not joining.is_open:
            joining.open(on=True)
            self.form.begin()
        elif joining.check():
            request = settings_request(self.place.counter.ids.mint())
            told = [(self.tr("中心位址"), centre_address(joining.draft.url))]
            title = self.tr("讓這台收銀機加入中心？")
            ask_approval(self.host, self.place, request, self._approved, told=told, title=title)

    def _approved(self, _approval: Approval | None) -> None:
        self.place.joining.join()

    def _joined(self) -> None:
        """Everything is here: a shop with a centre like any other."""
        joining = self.place.joining
        shop = None if joining.joined is None else joining.joined.shop
        joining.rest()
        self.place.sync.look()
        if shop is not None:
            where = f"{shop_name(shop)} {shop.store}-{shop.register}".strip()
            self.host.toast(self.tr("已加入 {}，做過的交易正在上傳").format(where), "ok")

    def _answered(self, standing: Standing) -> None:
        """What came of the try that was asked for."""
        if standing.link in {Link.ONLINE, Link.SENDING}:
            self.host.toast(self.tr("已連線。{}").format(second_line(standing, self.place.counter)), "ok")
        else:
            self.host.toast(trouble_words(standing.why), "info")
