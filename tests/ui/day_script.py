"""The day: what is done at the counter from the first badge to the Z, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.bootstrap.demo import demo_people
from app.domain.sale import Sale
from app.runtime.count import Stage
from app.ui.widgets.paper import PaperView
from tests.ui.day_hands import Act, Hands, Script

Steps = Iterator[tuple[str, Script]]

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
BADGE = {one.staff_id: one.badge for one in demo_people()}
CASHIER, OTHER, BOSS, BOSS_PIN = "S03", "S05", "S01", "4801"
BREAD = [f"47100000000{number:02}" for number in (11, 28, 35, 42, 59, 66, 73, 80, 97)]
GOODS = [*BREAD, "4710000000103", "4710000000110", "4710000000127"]
LINEN, BEST, CART = "4710000700225", "商品", "本筆交易的品項"
LIST, RESULTS, PARKED, SALES = "商品清單", "搜尋結果", "保留中的交易", "交易清單"


def script(hands: Hands) -> Steps:
    """See `tests.ui.day`."""
    sales: list[Sale] = []
    hands.place.payment.completed.connect(sales.append)
    morning, noon, evening = Morning(hands, sales), Noon(hands, sales), Evening(hands, sales)
    yield from morning.opens()
    yield from morning.serves()
    yield from morning.finds_goods()
    yield from morning.changes_lines()
    yield from morning.puts_aside()
    yield from noon.takes_payments()
    yield from noon.gives_back()
    yield from noon.sets_right()
    yield from noon.loses_customers()
    yield from noon.looks_up()
    yield from evening.changes_the_look()
    yield from evening.leaves_and_comes_back()
    yield from evening.rushes()
    yield from evening.closes()


class Cashier:
    """Whoever stands at the counter.

    Args:
        sales: that were made so far.
    """

    def __init__(self, hands: Hands, sales: list[Sale]) -> None:
        self.hands = hands
        self.place = hands.place
        self.sales = sales

    def at(self, name: str) -> Script:
        """A screen is shown, and listens: the one after a sale is deaf to the Enter that made it."""

        def there() -> bool:
            shell = self.hands.window.shell
            return shell.name == name and not (name == "complete" and shell.shown.deaf.isActive())

        return self.hands.until(there, f"the screen {name}")

    def goes(self, name: str) -> Script:
        """To a tab, by its key."""
        number = list(self.hands.window.shell.bar.tabs).index(name) + 1
        yield from self.hands.keys(getattr(Key, f"Key_{number}"), held=CTRL)
        yield from self.at(name)

    def rests(self) -> Script:
        """Touch nothing for half a second, in which the counter begins to prepare what comes."""
        return self.hands.until(lambda: not self.hands.window.is_foreseeing, "a counter that is ready")

    def does(self, act: Act) -> Script:
        """Something that hands cannot do, or that would take them too long."""
        yield act
        yield from self.hands.rest()

    def chain(self, *parts: Script) -> Script:
        for part in parts:
            yield from part

    def pays(self, what: str, *cash: str) -> Steps:
        """To the payment, and through it with cash."""
        hands = self.hands
        yield f"{what}: pay", self.chain(hands.keys(Key.Key_F12), self.at("pay"))
        if cash:
            yield f"{what}: {cash[0]} are typed", hands.keys(*cash)
        yield f"{what}: completed", self.chain(hands.keys(Key.Key_Return), self.at("complete"))

    @property
    def papers(self) -> list[PaperView]:
        return self.hands.window.findChildren(PaperView)


class Morning(Cashier):
    """The shift is opened, goods are found, carts are changed."""

    def opens(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        yield "a badge at the lock", self.chain(hands.scan(BADGE[CASHIER]), self.at("shift"))
        for figure in ("0", "2", "2", "0", "10", "4", "0", "20", "10", "50"):
            yield f"the float, {figure} pieces", keys(figure, Key.Key_Return)
        opened = hands.until(lambda: self.place.counter.reads().open_shift() is not None, "an open shift")
        yield "the shift is opened", self.chain(keys(Key.Key_F12), opened)
        yield "to the goods", self.goes("sell")

    def serves(self) -> Steps:
        hands, scan = self.hands, self.hands.scan
        yield "the first scan of the day", self.chain(scan(GOODS[0]), self.at("sell"))
        yield "a second scan", scan(GOODS[1])
        yield "the same again", scan(GOODS[1])
        yield from self.pays("the first sale", "1000")
        yield "the next customer by a scan", self.chain(scan(GOODS[2]), self.at("sell"))
        yield "20 codes within a second", scan(*(GOODS * 2)[:20])
        yield from self.pays("the burst", "5000")
        yield "the next customer by Enter", self.chain(hands.keys(Key.Key_Return), self.at("sell"))
        for number in range(6):
            yield f"sale {number}: scans", scan(*GOODS[number : number + 4])
            yield from self.pays(f"sale {number}")

    def finds_goods(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        yield "the goods again", self.chain(keys(Key.Key_F12), self.at("sell"))
        yield "a tile", hands.touch_row(BEST, 0)
        for chip in ("麵包", "茶與咖啡", "乳品生鮮"):
            yield f"the chip {chip}", hands.touch(chip)
        yield "the next page", keys(Key.Key_PageDown)
        yield "the page before", keys(Key.Key_PageUp)
        yield "goods as a list", hands.touch("清單")
        yield "a row of the list", hands.touch_row(LIST, 1)
        yield "goods as tiles", hands.touch("圖格")
        yield "details by a long press", hands.touch_row(BEST, 0, right=True)
        yield "details closed", keys(Key.Key_Escape)
        for number, key in enumerate("croi"):
            yield f"search by letters, key {number}", keys(key)
        yield "the first result", keys(Key.Key_Return)
        for number, key in enumerate("ㄍㄕㄨㄌ"):
            yield f"search by Zhuyin, key {number}", self.does(lambda key=key: self.commit(key))
        yield "the search is given up", keys(Key.Key_Escape)
        yield "search by Chinese", self.does(lambda: self.commit("可頌"))
        yield "walk the results", keys(Key.Key_Down, Key.Key_Down, Key.Key_Up)
        yield "take a result", keys(Key.Key_Return)
        yield "three of a code", keys("3*BR001", Key.Key_Return)
        yield "the chip of what sells most", hands.touch("常用")

    def commit(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def changes_lines(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        yield "a line is chosen", keys(Key.Key_Down)
        yield "more and less of it", keys(Key.Key_Plus, Key.Key_Plus, Key.Key_Minus)
        yield "the editor: quantity", keys(Key.Key_F9)
        yield "four of it", keys("4", Key.Key_Return)
        yield "the editor: discount", keys(Key.Key_F7)
        yield "10 % off", self.chain(hands.touch("9 折"), hands.touch("即期品"))
        yield "applied", keys(Key.Key_Return)
        yield "the editor again", keys(Key.Key_F7)
        yield "30 % off", self.chain(hands.touch("7 折"), hands.touch("即期品"))
        yield "it needs a manager", self.chain(keys(Key.Key_Return), hands.until(lambda: hands.is_asked, "a dialog"))
        yield "a manager is chosen", hands.touch("麥穗店長 店長")
        yield "her PIN", keys(BOSS_PIN)
        yield "it is allowed", self.chain(keys(Key.Key_Return), hands.until(lambda: not hands.is_asked, "no dialog"))
        yield "another line", keys(Key.Key_Down)
        yield "the editor: price", keys(Key.Key_F8)
        yield "another price", self.chain(keys("50"), hands.touch("價格相符"))
        yield "it needs her again", self.chain(keys(Key.Key_Return), hands.until(lambda: hands.is_asked, "a dialog"))
        allowed = hands.until(lambda: not hands.is_asked, "no dialog")
        yield "her badge allows it", self.chain(hands.scan(BADGE[BOSS]), allowed)
        yield "a line is taken out", keys(Key.Key_Delete)
        yield "and brought back", keys(Key.Key_Z, held=CTRL)
        yield "the cart's discount", keys(Key.Key_F7, held=SHIFT)
        yield "given up", keys(Key.Key_Escape)
        yield from self.pays("the changed cart", "9000")
        yield "goods without a price", self.chain(keys(Key.Key_Return), hands.scan("02990019"))
        yield "its price", keys("850", Key.Key_Return)
        yield "goods by weight", hands.scan("21001")
        yield "its weight", keys("250", Key.Key_Return)
        yield "an unknown code", hands.scan("4719999000017")
        yield "it is sold all the same", hands.touch("新增為臨時品項")
        yield "at a price", keys("35")
        yield "if she allows it", self.chain(keys(Key.Key_Return), hands.until(lambda: hands.is_asked, "a dialog"))
        yield "she does", self.chain(hands.scan(BADGE[BOSS]), hands.until(lambda: not hands.is_asked, "no dialog"))
        yield from self.pays("the odd goods", "3000")

    def puts_aside(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        yield "one who forgot her purse", self.chain(keys(Key.Key_Return), hands.scan(*GOODS[:5]))
        yield "is put aside", keys(Key.Key_F5)
        yield "another one too", self.chain(hands.scan(*GOODS[5:8]), keys(Key.Key_F5))
        yield "who waits", keys(Key.Key_F6)
        yield "the next of them", keys(Key.Key_Down)
        yield "fetched", self.chain(keys(Key.Key_Return), hands.until(lambda: not self.is_empty, "goods"))
        yield "the cart is cleared", hands.touch("清空")
        if hands.is_asked:
            yield "which is asked", hands.touch("清空")
        yield "the other one", keys(Key.Key_F6)
        yield "is deleted", keys(Key.Key_Delete)
        if hands.is_asked:
            yield "which is asked, too", hands.touch("刪除")
        yield "and back", keys(Key.Key_Escape)

    @property
    def is_empty(self) -> bool:
        return self.place.cart.cart.is_empty


class Noon(Cashier):
    """Payments of all kinds, what comes back, what was wrong, what was before."""

    def takes_payments(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        yield "goods for a card", hands.scan(*GOODS[:3])
        yield "to the card", self.chain(keys(Key.Key_F12), self.at("pay"), keys(Key.Key_F2, Key.Key_Return))
        yield "its code", keys("482913")
        yield "paid by card", self.chain(keys(Key.Key_Return), self.at("complete"))
        yield "printed again", keys(Key.Key_F9)
        yield "goods for two tenders", hands.scan(*GOODS[:6])
        yield "100 in cash", self.chain(keys(Key.Key_F12), self.at("pay"), keys("100"))
        yield "are taken", keys(Key.Key_Return)
        yield "and removed", self.chain(hands.touch("移除 現金 $100"))
        yield "200 in cash", keys("200", Key.Key_Return)
        yield "the rest by card", keys(Key.Key_F2, Key.Key_Return)
        yield "with its code", keys("551204")
        yield "paid in two", self.chain(keys(Key.Key_Return), self.at("complete"))
        yield "goods for a quick amount", hands.scan(*GOODS[:2])
        yield "by its key", self.chain(keys(Key.Key_F12), self.at("pay"), keys(Key.Key_3, held=ALT))
        yield "without a paper", hands.touch("列印交易明細")
        yield "paid quickly", self.chain(keys(Key.Key_Return), self.at("complete"))
        yield "goods that she thinks over", hands.scan(*GOODS[:4])
        yield "paid and not", self.chain(keys(Key.Key_F12), self.at("pay"), keys("5"), keys(Key.Key_Escape))
        yield "back at the goods", self.at("sell")
        yield from self.pays("after all")

    def gives_back(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        first, second = (sale.number[-4:] for sale in self.sales[:2])
        yield "somebody brings something back", self.goes("refund")
        yield "whose receipt is found", keys(first, Key.Key_Return)
        yield "all of it", keys(Key.Key_F9)
        yield "for a reason", hands.touch("不合需求")
        yield "money goes back", self.chain(keys(Key.Key_F12), self.at("complete"))
        yield "the next", self.goes("refund")
        yield "wants something else for it", hands.touch("換貨")
        yield "the field", keys(Key.Key_F4)
        yield "for this receipt", keys(second, Key.Key_Return)
        yield "its first line", hands.touch_row("收據上的商品", 0)
        yield "not what was wanted", hands.touch("不合需求")
        yield "into the cart", self.chain(keys(Key.Key_F12), self.at("sell"))
        yield "and the same goes out", hands.scan(self.sales[1].ticket.lines[0].code)
        yield "an even exchange", self.chain(keys(Key.Key_F12), self.at("pay"))
        yield "completed without money", self.chain(keys(Key.Key_Return), self.at("complete"))

    def sets_right(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        yield "one more", self.chain(hands.scan(*GOODS[:2]))
        yield from self.pays("booked wrongly")
        yield "it was a card", hands.touch("更正付款")
        yield "with a code", keys("771234")
        yield "pressed wrongly", hands.touch("按錯付款方式")
        yield "put right", self.chain(keys(Key.Key_F12), hands.until(lambda: hands.is_asked, "a dialog"))
        allowed = hands.until(lambda: hands.where == "complete" and not hands.is_asked, "complete")
        yield "she allows it", self.chain(hands.scan(BADGE[BOSS]), allowed)

    def loses_customers(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        asked = partial(hands.until, lambda: hands.is_asked, "a dialog")
        told = partial(hands.until, lambda: not hands.is_asked, "no dialog")
        yield "one who will leave", self.chain(keys(Key.Key_Return), hands.scan(*GOODS[:3]))
        yield "and has paid a part", self.chain(keys(Key.Key_F12), self.at("pay"), keys("100", Key.Key_Return))
        yield "a void", self.chain(keys(Key.Key_F8), asked())
        yield "why", hands.touch("客人取消")
        yield "the money goes back", hands.touch("作廢交易")
        yield "if she allows that", self.chain(hands.scan(BADGE[BOSS]), told(), self.at("sell"))
        yield "the drawer without a sale", self.chain(keys(Key.Key_D, held=CTRL), asked())
        yield "for change", hands.touch("換零錢")
        yield "the drawer is wanted open", hands.touch("開錢櫃")
        yield "and is opened", self.chain(hands.scan(BADGE[BOSS]), told())
        yield "how it stands with the centre", keys(Key.Key_U, held=CTRL)
        yield "and away with it", keys(Key.Key_U, held=CTRL)

    def looks_up(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        shown = hands.until(lambda: any(one.isVisible() for one in self.papers), "a receipt")
        yield "the list of sales", self.chain(self.goes("sales"), shown)
        for number in range(3):
            yield f"another sale, {number}", keys(Key.Key_Down)
        yield "a search in it", keys("0003", Key.Key_Return)
        yield "all of them", keys(Key.Key_Escape)
        yield "of all days", hands.touch("全部")
        yield "of today", hands.touch("今天")
        yield "printed from the list", keys(Key.Key_F9)
        yield "to the goods from there", self.goes("sell")
        yield "the shift looked at", self.goes("shift")
        yield "to the goods once more", self.goes("sell")


class Evening(Cashier):
    """Another look, others at the counter, the rush, the Z."""

    def changes_the_look(self) -> Steps:
        hands, keys = self.hands, self.hands.keys
        yield "goods meanwhile", hands.scan(*GOODS[:3])
        yield "the settings", self.chain(hands.touch("設定"), self.at("settings"))
        for section in ("聲音", "裝置", "關於", "門市", "顯示"):
            yield f"the settings: {section}", hands.touch(section)
        yield "the store again", hands.touch("門市")
        yield "the list of time zones", hands.touch("時區 台北")
        yield "one of them is sought", keys("tok")
        yield "and not taken", keys(Key.Key_Escape)
        yield "to the look again", hands.touch("顯示")
        yield "English", hands.touch("English")
        yield "dark", hands.touch("Dark")
        yield "larger text", hands.touch("125 %")
        yield "a look at what became of it", self.rests()
        yield "the goods in English", self.goes("sell")
        yield "a scan in English", hands.scan(GOODS[4])
        yield "paying in English", self.chain(keys(Key.Key_F12), self.at("pay"))
        yield "paid in English", self.chain(keys(Key.Key_Return), self.at("complete"))
        yield "the sales in English", self.goes("sales")
        yield "the settings in English", self.chain(hands.touch("Settings"), self.at("settings"))
        yield "light", self.chain(hands.touch("Light"))
        yield "the usual text", hands.touch("100 %")
        yield "Chinese", hands.touch("繁體中文")
        yield "a look at this, too", self.rests()
        yield "the goods in Chinese", self.goes("sell")

    def leaves_and_comes_back(self) -> Steps:
        hands, keys, session = self.hands, self.hands.keys, self.place.session
        here = hands.until(lambda: session.person is not None and hands.where == "sell", "somebody")
        yield "goods before the lock", hands.scan(*GOODS[:3])
        yield "the lock", self.chain(keys(Key.Key_L, held=CTRL), self.at("lock"))
        yield "who cannot come in", hands.touch("抹茶晚班 收銀")
        forgotten = self.chain(hands.touch("忘記密碼？請店長重設"), hands.until(lambda: hands.is_asked, "a dialog"))
        yield "for her PIN is forgotten", forgotten
        may_choose = hands.until(lambda: hands.has("抹茶晚班 的新密碼"), "another dialog")
        yield "she may choose another", self.chain(hands.scan(BADGE[BOSS]), may_choose)
        yield "she does so", keys("593716", Key.Key_Return)
        told = hands.until(lambda: not hands.is_asked, "no dialog")
        yield "and once more", self.chain(keys("593716", Key.Key_Return), told)
        yield "who it is", hands.touch("栗子早班 收銀")
        yield "by PIN", keys("4803")
        yield "and in", self.chain(keys(Key.Key_Return), here)
        other = hands.until(lambda: session.person is not None and session.person.staff_id == OTHER, "the other one")
        yield "somebody else takes over", self.chain(hands.scan(BADGE[OTHER]), other)
        yield "nobody touches it: the warning", self.does(lambda: self.nobody(4 * 60 + 45))
        yield "nobody touches it: the lock", self.chain(self.does(lambda: self.nobody(20)), self.at("lock"))
        again = hands.until(lambda: hands.where == "sell", "the goods")
        yield "a badge brings the cart back", self.chain(hands.scan(BADGE[CASHIER]), again)
        yield from self.pays("what waited")

    def nobody(self, seconds: int) -> None:
        """Let so many seconds pass for the watch that locks the counter."""
        idle = self.place.idle
        idle._last -= seconds
        idle.look()

    def rushes(self) -> Steps:
        for number in range(16):
            first = number % 8
            yield f"the rush, {number}", self.hands.scan(*GOODS[first : first + 1 + number % 5])
            yield from self.pays(f"the rush, {number}")

    def closes(self) -> Steps:
        hands, keys, count = self.hands, self.hands.keys, self.place.count
        yield "the end of the day", self.goes("shift")
        if hands.has("開始清點"):
            yield "the count begins", keys(Key.Key_F12)
        for _ in range(10):
            yield "a row is counted", keys("7", Key.Key_Return)
        if hands.has("信用卡簽單 張數", QLineEdit):
            yield "the slips", keys("3")
        done = hands.until(lambda: count.stage is Stage.REVIEW, "the result")
        yield "the count is handed in", self.chain(keys(Key.Key_F12), done)
        if hands.has("不明"):
            yield "the reason", hands.touch("不明")
        if hands.has("輸入密碼"):
            yield "a signature", self.chain(hands.touch("輸入密碼"), hands.until(lambda: hands.is_asked, "a dialog"))
            yield "of a manager", self.chain(hands.touch("麥穗店長 店長"), keys(BOSS_PIN))
            signed = hands.until(lambda: not hands.is_asked, "no dialog")
            yield "given", self.chain(keys(Key.Key_Return), signed)
        shown = hands.until(lambda: any(one.isVisible() for one in self.papers), "the Z")
        closed = hands.until(lambda: self.place.counter.reads().open_shift() is None, "the end")
        yield "the Z", self.chain(keys(Key.Key_F12), closed, shown)
        yield "good night", self.chain(keys(Key.Key_L, held=CTRL), self.at("lock"))
