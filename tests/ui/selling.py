"""A counter with goods at the sell screen: what a cashier reads there, and how hands and scanners reach it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.db.catalog import Row, put
from app.domain.catalog import DatedPrice, PriceKind, Product, ProductCode
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.staff import Person, Role
from app.services.staff import Newcomer
from app.ui.screens.sell.screen import SellScreen
from app.ui.widgets.toast import Toast
from app.vault.pin import PinHasher
from tests.db.conftest import CHEAP
from tests.ui.counter import CASHIER, Counter

MILK, TOAST, JAM, OOLONG, CREAM = "4710550109362", "02000412", "4710882003281", "4710018000119", "4710550102004"
PIN = "4801"
BOSS = Person("boss", "陳店長", "Chen", Role.MANAGER)


def product(sku: str, name: str, category: str, *codes: ProductCode, **other: object) -> Product:
    return Product(sku, name, category=category, codes=codes, **other)  # type: ignore[arg-type]


GOODS = (
    (product("BR001", "發酵奶油可頌", "麵包", name_en="Cultured Butter Croissant"), Price(58), 14),
    (product("BR011", "鮮奶吐司 半條", "麵包", ProductCode(TOAST)), Price(95), 6),
    (product("BR041", "鹹蛋肉鬆麵包", "麵包"), Price(45), 0),
    (product("DA001", "北回鮮乳 936ml", "乳品生鮮", ProductCode(MILK)), Price(99), 11),
    (product("DA003", "北回鮮奶油 200ml", "乳品生鮮", ProductCode(CREAM)), Price(128), 2),
    (product("JA001", "野莓果醬 180g", "果醬調味", ProductCode(JAM), ProductCode("JAM-6", 6)), Price(280), 30),
    (product("TE001", "高山烏龍 茶包 12 入", "茶與咖啡", ProductCode(OOLONG)), Price(320), 24),
    (product("HM001", "亞麻擦手巾 米白", "生活器物", style="LINEN", options=(("顏色", "米白"),)), Price(260), 12),
    (product("HM002", "亞麻擦手巾 墨綠", "生活器物", style="LINEN", options=(("顏色", "墨綠"),)), Price(260), 120),
    (product("WE001", "散裝核桃", "甜點", unit=Unit.KILOGRAM), Price(68, 100), None),
    (product("WE002", "牛番茄", "乳品生鮮", unit=Unit.KILOGRAM), Price(120), None),
    (product("OP001", "客製蛋糕訂金", "甜點", price_kind=PriceKind.OPEN), None, None),
    (product("NP001", "尚未定價的餅", "甜點"), None, None),
)


class Selling:
    """The sell screen of a counter."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.place = counter.place
        till = counter.till
        rows = [Row(one, None if price is None else DatedPrice(one.sku, price)) for one, price, _ in GOODS]
        till.terminal.store.writer.on_connection(lambda connection: put(connection, rows)).result()
        stock: list[tuple[str, Quantity]] = [(one.sku, pieces(left)) for one, _, left in GOODS if left]
        till.terminal.stock.move(till.ids.mint(), "delivery", stock, "anna").result()
        nothing_left = "INSERT INTO stock(sku, moved_milli, times_sold) VALUES('BR041', 0, 0)"
        till.terminal.store.writer.on_connection(lambda connection: connection.execute(nothing_left)).result()

    def open(self, width: int = 1280, height: int = 800) -> Selling:
        self.counter.open("sell", width, height)
        return self

    def employ(self) -> Selling:
        """A manager and the cashier, so that there is somebody to ask."""
        hashed = PinHasher(CHEAP).hash(PIN)
        people = [Newcomer(one, hashed, f"BADGE-{one.staff_id}") for one in (BOSS, CASHIER)]
        self.counter.till.terminal.staff.take_in(people).result()
        return self

    # --- what is there ------------------------------------------------------------------------------------------

    @property
    def screen(self) -> SellScreen:
        screen = self.counter.screen
        assert isinstance(screen, SellScreen)
        return screen

    @property
    def cart(self):
        return self.place.cart.cart

    @property
    def skus(self) -> list[tuple[str, int]]:
        """What is in the cart: SKU and thousandths."""
        return [(line.sku, line.quantity.milli) for line in self.cart.lines]

    @property
    def lines(self) -> list[str]:
        """The cart's lines as they are read out."""
        return self.rows("本筆交易的品項")

    def rows(self, name: str) -> list[str]:
        """A list's rows as they are read out."""
        view = self.view(name)
        model = view.model()
        return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]

    def view(self, name: str) -> QAbstractItemView:
        view = self.counter.named(name, QAbstractItemView)
        assert isinstance(view, QAbstractItemView)
        return view

    @property
    def toast(self) -> str:
        assert self.counter.window is not None
        return next((one.text() for one in self.counter.window.findChildren(Toast) if one.text()), "")

    @property
    def note(self) -> str:
        return self.screen.field.note()

    @property
    def total(self) -> str:
        """The amount on the button that goes on."""
        return self.screen.panel.primary.accessibleName()

    @property
    def focus(self) -> str:
        """The accessible name of what has the focus."""
        there = QApplication.focusWidget()
        return there.accessibleName() if there is not None else ""

    # --- hands --------------------------------------------------------------------------------------------------

    def scan(self, *codes: str) -> None:
        assert self.counter.window is not None
        for code in codes:
            self.counter.window.shell.scanned(code)

    def type(self, text: str) -> None:
        """Type into the field."""
        self.screen.field.setFocus()
        QTest.keyClicks(self.screen.field, text)

    def commit(self, text: str) -> None:
        """What an input method commits, into what has the focus."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def touch(self, view: str, row: int, *, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Touch a row or a tile."""
        there = self.view(view)
        index = there.model().index(row, 0, QModelIndex())
        QTest.mouseClick(there.viewport(), button, pos=there.visualRect(index).center())

    def row_of(self, view: str, words: str) -> int:
        """The row that says something."""
        return next(row for row, said in enumerate(self.rows(view)) if words in said)

    def tap(self, name: str) -> None:
        """Press the one visible button that is called so."""
        self.counter.press(name)

    def keys(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.counter.keys(*keys, held=held)

    def act(self) -> None:
        """Press the action of the toast."""
        assert self.counter.window is not None
        toast = next(one for one in self.counter.window.findChildren(Toast) if one.text())
        toast._action.click()

    def settle(self) -> None:
        self.counter.settle()

    def drag(self, view: str, start: QPoint, end: QPoint) -> None:
        """A finger that travels over a list."""
        there: QWidget = self.view(view).viewport()
        QTest.mousePress(there, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(there, (start + end) / 2)
        QTest.mouseMove(there, end)
        QTest.mouseRelease(there, Qt.MouseButton.LeftButton, pos=end)
