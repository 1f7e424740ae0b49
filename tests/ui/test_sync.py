"""The panel under the pill and the sync's screen, with a real centre on loopback: what a cashier reads there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from app.bootstrap.live import LiveSync
from app.domain.staff import Person, Role
from app.runtime.preferences import Language
from app.runtime.settings import Section
from app.runtime.standing import Link
from app.runtime.sync_join import JoinStep
from tests.ui.centre import NAME, Centre
from tests.ui.counter import Counter

BOSS = Person("M1", "陳怡君", "Chen", Role.MANAGER)


@dataclass
class Desk:
    """A counter whose sync runs, and its centre."""

    counter: Counter
    centre: Centre
    live: LiveSync

    def until(self, link: Link) -> None:
        """Wait until the counter knows that it stands so."""
        self.counter.wait(lambda: self.live.standing().link is link)
        self.look()

    def look(self) -> None:
        self.counter.place.sync.look()
        self.counter.settle()

    @property
    def pill(self) -> str:
        bar = self.counter.window.shell.bar
        bar.tell_standing()
        return bar.pill.accessibleName()

    def said(self) -> str:
        return "\n".join(self.counter.texts())

    def rows(self, name: str) -> list[str]:
        view = self.counter.named(name, QListView)
        model = view.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.data(model.index(row, 0), role)) for row in range(model.rowCount())]


@pytest.fixture
def lone(make_counter: Callable[..., Counter], centre: Centre) -> Iterator[Desk]:
    """A counter without a centre, which has sold."""
    counter = make_counter()
    counter.till.sell(("A", 2, 50))
    live = counter.live
    live.begin().result(20)
    yield Desk(counter, centre, live)
    live.close()


@pytest.fixture
def desk(lone: Desk) -> Desk:
    """One that joined, with everything at the centre."""
    lone.live.join(lone.centre.url, lone.centre.code(), False).result(20)
    lone.counter.wait(lambda: lone.live.standing().link is Link.ONLINE)
    lone.counter.open("sell")
    return lone


def test_the_panel_by_key_with_what_is_on_its_way(desk: Desk) -> None:
    desk.centre.close()
    desk.counter.till.sell(("A", 1, 70))
    desk.until(Link.OFFLINE)
    desk.counter.keys(Qt.Key.Key_U, held=Qt.KeyboardModifier.ControlModifier)
    desk.counter.wait(lambda: "銷售與退換貨 1" in desk.counter.names())
    assert "離線作業" in desk.pill
    assert "離線作業中" in desk.said()
    assert "資料存在這台機器，連線後自動上傳" in desk.said()
    assert "待上傳 1 筆" in desk.counter.names()
    assert "離線時照常：銷售、現金、刷卡機、退換貨、交班" in desk.said()
    desk.counter.keys(Qt.Key.Key_Escape)
    assert "同步狀態" not in desk.counter.names()
    assert desk.counter.where == "sell"


def test_the_panel_bothers_nobody_and_a_scan_closes_it(desk: Desk) -> None:
    desk.counter.press(desk.pill)
    assert "同步狀態" in desk.counter.names()
    desk.counter.window.shell.scanned("4710000000011")
    assert "同步狀態" not in desk.counter.names()
    desk.counter.press(desk.pill)
    desk.counter.press(desk.pill)
    assert "同步狀態" not in desk.counter.names()


def test_the_screen_lists_what_is_on_its_way_newest_first(desk: Desk) -> None:
    desk.centre.close()
    sale = desk.counter.till.sell(("A", 1, 70))
    back = desk.counter.till.give_back((sale, 1, 1))
    desk.until(Link.OFFLINE)
    desk.counter.press(desk.pill)
    desk.counter.wait(lambda: "查看 2 筆" in desk.counter.names())
    desk.counter.press("查看 2 筆")
    assert desk.counter.where == "sync"
    desk.counter.wait(lambda: len(desk.rows("待上傳的紀錄")) == 2)
    rows = desk.rows("待上傳的紀錄")
    assert rows[0].startswith("退貨, ")
    assert back.number in rows[0]
    assert rows[0].endswith("−$70")
    assert rows[1].startswith("銷售, ")
    assert sale.number in rows[1]
    assert rows[1].endswith("$70")
    newer = desk.counter.till.sell(("A", 1, 30))
    desk.look()
    desk.counter.wait(lambda: len(desk.rows("待上傳的紀錄")) == 3)
    assert newer.number in desk.rows("待上傳的紀錄")[0]


def test_all_of_many_can_be_scrolled_to(desk: Desk) -> None:
    desk.centre.close()
    sales = [desk.counter.till.sell(("A", 1, 70)).number for _ in range(130)]
    desk.until(Link.OFFLINE)
    desk.counter.window.shell.go("sync")
    desk.counter.wait(lambda: "待上傳的紀錄" in desk.counter.names())
    view = desk.counter.named("待上傳的紀錄", QListView)

    def all_there() -> bool:
        view.scrollToBottom()
        return view.model().rowCount() == 130

    assert 0 < view.model().rowCount() < 130
    desk.counter.wait(all_there)
    rows = desk.rows("待上傳的紀錄")
    assert [number for number in reversed(sales) for row in rows if number in row] == list(reversed(sales))


def test_now_is_answered_and_asked_for_once_in_a_while(desk: Desk) -> None:
    desk.counter.window.shell.go("sync")
    desk.counter.till.sell(("A", 1, 70))
    asked: list[bool] = []
    ask = desk.live.ask
    object.__setattr__(desk.counter.place.counter.sync, "ask", lambda: (asked.append(True), ask()))
    desk.counter.keys(Qt.Key.Key_F12, Qt.Key.Key_F12, Qt.Key.Key_F12)
    assert asked == [True]
    desk.counter.wait(lambda: any(text.startswith("已連線。") for text in desk.counter.texts()))
    primary = desk.counter.screen.primary
    assert (primary.isEnabled(), primary.reason()) == (False, "剛試過")
    desk.counter.place.sync._rested()
    assert primary.isEnabled()
    assert desk.centre.count("SELECT count(*) FROM sale") == 2


def test_now_that_failed_says_why_and_the_reason_stays_listed(desk: Desk) -> None:
    desk.centre.close()
    desk.until(Link.OFFLINE)
    desk.counter.window.shell.go("sync")
    assert desk.counter.screen.primary.text() == "立即重試"
    desk.counter.press("立即重試")
    desk.counter.wait(lambda: "連不上中心，確認網路和位址" in desk.said())
    desk.counter.press("最近的問題")
    (row,) = desk.rows("最近的問題")
    assert row.startswith("連不上中心，確認網路和位址")
    assert row.endswith("次")


def test_what_a_manager_must_look_at(desk: Desk) -> None:
    sale = desk.counter.till.sell(("NOBODY-KNOWS", 1, 50))
    desk.counter.wait(lambda: desk.live.standing().tasks == 2)  # the goods of the first sale are unknown too
    desk.counter.window.shell.go("sync")
    assert "需店長處理" not in desk.pill
    desk.counter.place.session.enter(BOSS)
    assert "需店長處理 2" in desk.pill
    desk.counter.press("要看的事 2")
    desk.counter.wait(lambda: len(desk.rows("要看的事")) == 2)
    (row,) = [one for one in desk.rows("要看的事") if "NOBODY-KNOWS" in one]
    assert row.startswith("中心沒有這項商品")
    assert "中心已照實計入" in row
    assert sale.number in row
    assert row.endswith("建立商品")


def test_what_works_without_a_network_is_the_whole_table(desk: Desk) -> None:
    desk.counter.window.shell.go("sync")
    desk.counter.press("沒有網路時")
    rows = desk.rows("沒有網路時")
    assert rows[0] == "銷售, 商品與規則都在這台機器, 照常"
    assert "價格與促銷, 以最後收到的資料計算, 有限" in rows
    assert "加入中心, 要先連得上中心, 連線後" in rows


def test_a_revoked_register_says_so_and_sells_on(desk: Desk) -> None:
    desk.centre.revoke(desk.counter.till.terminal.terminal_id)
    desk.live.ask()
    desk.counter.wait(lambda: desk.live.standing().is_revoked)
    desk.counter.window.shell.go("sync")
    desk.look()
    assert "總部已停用" in desk.pill
    assert "總部已停用這台的連線" in desk.said()
    assert "照常銷售，資料留在這台" in desk.said()
    desk.counter.till.sell(("A", 1, 30))
    desk.look()
    assert "待上傳 1" in desk.pill


def test_a_lone_shop_joins_from_here_and_its_history_follows(lone: Desk) -> None:
    lone.centre.employ("anna", "林安娜", "cashier")
    lone.counter.open("sell")
    assert lone.pill == "單機營業"
    lone.counter.press("單機營業")
    assert "沒有連接中心，資料存在這台機器" in lone.said()
    assert "立即同步" not in lone.counter.names()
    lone.counter.press("加入中心")
    assert lone.counter.where == "sync"
    lone.counter.keys(Qt.Key.Key_F12)
    lone.counter.keys(Qt.Key.Key_F12)
    assert lone.counter.named("中心位址").parent().error() == "先輸入中心位址"
    lone.counter.keys(lone.centre.url, Qt.Key.Key_Return, lone.centre.code())
    lone.counter.keys(Qt.Key.Key_F12)
    lone.counter.wait(lambda: lone.live.standing().link is Link.ONLINE and lone.live.standing().unsent == 0)
    lone.counter.wait(lambda: any(f"已加入 {NAME} S09-7" in text for text in lone.counter.texts()))
    assert lone.centre.count("SELECT count(*) FROM sale") == 1
    lone.look()
    assert "已連線" in lone.said()
    assert "店名和收銀機編號在下次開啟程式後換新" in lone.said()
    lone.counter.till.sell(("A", 1, 30))
    lone.counter.wait(lambda: lone.centre.count("SELECT count(*) FROM sale") == 2)


def test_joining_asks_a_manager_where_a_cashier_stands(lone: Desk) -> None:
    from app.services.staff import Newcomer
    from app.vault.pin import PinHasher
    from tests.db.conftest import CHEAP
    from tests.ui.counter import CASHIER

    boss = Newcomer(BOSS, PinHasher(CHEAP).hash("4801"), None)
    clerk = Newcomer(CASHIER, PinHasher(CHEAP).hash("4803"), None)
    lone.counter.till.terminal.staff.take_in([boss, clerk]).result()
    lone.counter.open("sync")
    joining = lone.counter.place.joining
    joining.open(on=True)
    joining.write(url=lone.centre.url, code=lone.centre.code())
    lone.counter.keys(Qt.Key.Key_F12)
    assert joining.step is JoinStep.FORM
    assert "讓這台收銀機加入中心？" in lone.said()
    assert lone.centre.url in lone.said()
    lone.counter.keys("4801", Qt.Key.Key_Return)
    lone.counter.wait(lambda: lone.live.standing().link is Link.ONLINE)
    assert lone.counter.till.kinds().count("act.approved") == 1


def test_a_token_that_the_centre_does_not_know_offers_to_join_again(desk: Desk) -> None:
    from dataclasses import replace

    secrets = desk.counter.till.terminal.secrets
    secrets.save_membership(replace(secrets.membership(), token="x" * 40))
    desk.live.begin().result(20)
    desk.counter.wait(lambda: desk.live.standing().why == "token.unknown")
    desk.counter.window.shell.go("sync")
    assert "中心不認得這台收銀機。照常銷售，請總部給新的代碼重新加入" in desk.said()
    desk.counter.press("重新加入")
    desk.counter.named("中心位址").setText(desk.centre.url)
    desk.counter.named("一次性代碼").setText(desk.centre.code())
    desk.counter.keys(Qt.Key.Key_F12)
    desk.until(Link.ONLINE)
    assert "全部都在中心了" in desk.said()


def test_the_settings_lead_here(desk: Desk) -> None:
    desk.counter.place.settings.section = Section.DEVICE
    desk.counter.window.shell.go("settings")
    assert "已連線" in desk.counter.names()
    desk.counter.press("同步狀態")
    assert desk.counter.where == "sync"


def test_in_english(desk: Desk) -> None:
    desk.centre.close()
    desk.counter.till.sell(("A", 1, 70))
    desk.until(Link.OFFLINE)
    desk.counter.place.preferences.choose(language=Language.EN)
    desk.counter.settle()
    desk.counter.window.shell.go("sync")
    desk.counter.wait(lambda: len(desk.rows("Records to sync")) == 1)
    assert "Working offline" in desk.said()
    assert desk.rows("Records to sync")[0].startswith("Sale, ")
    desk.counter.press("Without network")
    assert desk.rows("Without network")[0] == "Sale, Products and rules are on this machine, As usual"
