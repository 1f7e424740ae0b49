"""The shop of the pictures: its goods, its people, its day so far, at a clock that stands at 14:32."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.bootstrap.terminal import Terminal, open_terminal
from app.config import Config
from app.contract.promotion import KeptAside, read_promotion
from app.db.catalog import Row, put
from app.domain.cart import Cart, add_product
from app.domain.catalog import DatedPrice, PriceKind, Product, ProductCode
from app.domain.ids import uuid7
from app.domain.pricing import PromotionBook, price_cart
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.domain.tender import Payment
from app.services.staff import Newcomer

ZONE = ZoneInfo("Asia/Taipei")
SHOP = Shop(store="DDC", register=2, name="穗光商行 大稻埕店", name_en="Suiguang Store, Dadaocheng")
PIN = "4826"


def moment(hour: int, minute: int = 0, second: int = 0) -> int:
    """Microseconds UTC of a time of the pictures' day."""
    return int(datetime(2026, 11, 21, hour, minute, second, tzinfo=ZONE).timestamp()) * 1_000_000


NOW = moment(14, 32)


@dataclass
class StandingClock:
    """A clock that stands until it is moved."""

    at: int = NOW

    def now(self) -> int:
        return self.at


@dataclass
class CountedIds:
    """Identities one after the other."""

    clock: StandingClock
    count: int = 0

    def mint(self) -> str:
        self.count += 1
        return uuid7(self.clock.at // 1_000, self.count.to_bytes(10, "big"))


@dataclass(frozen=True)
class Goods:
    """A product of the pictures, with what is left of it."""

    sku: str
    name: str
    name_en: str
    category: str
    price: int
    left: int
    code: str = ""


#: In the order of the tiles: what sells most comes first.
TILES = (
    Goods("BR001", "發酵奶油可頌", "Cultured butter croissant", "麵包", 58, 14),
    Goods("BR011", "鮮奶吐司 半條", "Milk loaf, half", "麵包", 95, 6, "02000412"),
    Goods("BR021", "海鹽奶油捲", "Sea salt butter roll", "麵包", 42, 22),
    Goods("BR031", "老麵法國長棍", "Sourdough baguette", "麵包", 88, 5),
    Goods("CK001", "蜂蜜檸檬磅蛋糕 切片", "Honey lemon pound cake, slice", "甜點", 75, 9),
    Goods("CK002", "焦糖蛋塔", "Caramel egg tart", "甜點", 48, 2),
    Goods("CK003", "黑糖燕麥餅 6 入", "Brown sugar oat cookies, 6", "甜點", 130, 18),
    Goods("BR041", "鹹蛋肉鬆麵包", "Salted egg pork floss bun", "麵包", 45, 0),
    Goods("DA001", "北回鮮乳 936ml", "Beihui fresh milk 936 ml", "乳品生鮮", 99, 11, "4710550109362"),
    Goods("DA002", "原野放牧雞蛋 10 入", "Free-range eggs, 10", "乳品生鮮", 118, 7),
    Goods("TE001", "高山烏龍 茶包 12 入", "High mountain oolong, 12 bags", "茶與咖啡", 320, 24),
    Goods("TE002", "石島中焙濾掛 10 入", "Medium roast drip coffee, 10", "茶與咖啡", 380, 16),
    Goods("JA001", "野莓果醬 180g", "Wild berry jam 180 g", "果醬調味", 280, 3, "4710882003281"),
    Goods("JA002", "龍眼蜂蜜 420g", "Longan honey 420 g", "果醬調味", 360, 8),
    Goods("HM001", "亞麻擦手巾 米白", "Linen hand towel, off-white", "生活器物", 260, 12),
    Goods("HM002", "手提紙袋 大", "Paper bag, large", "生活器物", 3, 140),
)
MORE = (
    Goods("DA003", "北回鮮奶油 200ml", "Beihui cream 200 ml", "乳品生鮮", 128, 4, "4710550102004"),
    Goods("CK004", "鮮奶布丁 2 入", "Milk pudding, 2", "甜點", 90, 1, "4710882011224"),
)
SHELVES = (
    ("麵包", "Bread"),
    ("甜點", "Cakes"),
    ("茶與咖啡", "Tea & coffee"),
    ("乳品生鮮", "Dairy & fresh"),
    ("果醬調味", "Pantry"),
    ("生活器物", "Home"),
)
PEOPLE = (
    Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER),
    Person("S02", "林柏翰", "Po-Han Lin", Role.CASHIER),
    Person("S03", "王思涵", "Wang Szu-han", Role.CASHIER),
    Person("S04", "李佩珊", "Li Pei-shan", Role.STAFF),
    Person("S05", "張育誠", "Chang Yu-cheng", Role.STAFF),
    Person("S06", "周品妤", "Chou Pin-yu", Role.CASHIER),
)
PROMOTION = (
    '{"id": "P1", "name": "會員日 滿千折百", "name_en": "Member day: 100 off 1,000", "currency": "TWD", '
    '"rule": {"kind": "tiers", "goods": {}, "measure": "amount", "level": "cart", '
    '"tiers": [{"at_least": 1000, "reward": {"off_minor": 100}}]}}'
)
#: Sales of the day before the cart of the pictures, which is #0187.
SALES = 186


def make_shop(folder: Path) -> tuple[Terminal, StandingClock]:
    """A terminal at the pictures' moment; people's PIN is `PIN`."""
    clock = StandingClock(moment(7, 20))
    config = Config(folder / "data", folder / "keys", "file", plain=True)
    terminal = open_terminal(config, SHOP, clock=clock, ids=CountedIds(clock))
    _goods(terminal)
    hashed = terminal.staff._hasher.hash(PIN)
    terminal.staff.take_in([Newcomer(one, hashed, f"STAFF-{one.staff_id}") for one in PEOPLE]).result()
    clock.at = moment(7, 30)
    terminal.shifts.open(terminal.desk.ids.mint(), 5_000, "S01").result()
    _sell(terminal, clock)
    _park(terminal, clock)
    promotion = read_promotion(PROMOTION)
    if isinstance(promotion, KeptAside):
        raise TypeError("the promotion of the pictures is not understood")
    terminal.store.put_promotions([promotion])
    clock.at = NOW
    return terminal, clock


def _goods(terminal: Terminal) -> None:
    rows, stock = [], []
    for place, one in enumerate((*TILES, *MORE)):
        codes = (ProductCode(one.code),) if one.code else ()
        product = Product(one.sku, one.name, one.name_en, one.category, codes=codes)
        rows.append(Row(product, DatedPrice(one.sku, Price(one.price))))
        stock.append((one.sku, pieces(one.left + sold(place))))
    open_price = Product("OP001", "客製蛋糕訂金", "Cake deposit", "甜點", price_kind=PriceKind.OPEN)
    weighed = Product("WE001", "散裝核桃", "Loose walnuts", "乳品生鮮", unit=Unit.KILOGRAM)
    rows += [Row(open_price), Row(weighed, DatedPrice("WE001", Price(68, 100)))]
    terminal.store.put_shelves(SHELVES)
    terminal.store.writer.on_connection(lambda connection: put(connection, rows)).result()
    move = terminal.stock.move(
        terminal.desk.ids.mint(), "delivery", [(sku, count) for sku, count in stock if count.milli > 0], "S01"
    )
    move.result()


def sold(place: int) -> int:
    """How often the day sold the tile at a place."""
    return max(0, SALES - 11 * place) if place < len(TILES) else 0


def _sells(number: int, times: int) -> bool:
    """Whether something that the day sells so many times is in the sale of that number."""
    return (number + 1) * times // SALES > number * times // SALES


def _sell(terminal: Terminal, clock: StandingClock) -> None:
    """The sales of the day: the first tile in every one, the others less and less often, spread over the day."""
    book, catalog = PromotionBook(), terminal.store.catalog()
    for number in range(SALES):
        clock.at = moment(7, 35) + number * 130 * 1_000_000
        cart = Cart(terminal.desk.ids.mint(), SHOP.currency)
        for place, one in enumerate(TILES):
            if _sells(number + 41 * place, sold(place)):
                found = catalog.find(one.sku, clock.at)
                if found is not None and found.price is not None:
                    cart = add_product(cart, found.product, found.price, Quantity(1000))
        priced = price_cart(cart, book, SHOP.tax, clock.at, zone=ZONE)
        payment = Payment(priced.total, SHOP.currency)
        tender = terminal.desk.ids.mint()
        paid = (
            payment.with_card(tender, priced.total, "482913")
            if number % 4 == 1
            else payment.with_cash(tender, priced.total)
        )
        terminal.sell.complete(cart, priced, paid, "S02").result()


def _park(terminal: Terminal, clock: StandingClock) -> None:
    held = (("14:18 · 3 件", 18, ("DA001", "BR011", "HM002")), ("14:27 · 2 件", 27, ("TE002", "HM002")))
    for label, minute, skus in held:
        clock.at = moment(14, minute)
        cart = Cart(terminal.desk.ids.mint(), SHOP.currency)
        for sku in skus:
            found = terminal.store.catalog().find(sku, clock.at)
            if found is not None and found.price is not None:
                cart = add_product(cart, found.product, found.price, pieces(1))
        terminal.carts.park(cart, label, terminal.desk.ids.mint(), "S02").result()
