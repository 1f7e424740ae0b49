"""Search among 100,000 products with 300,000 barcodes: every kind of query, in a plain file and an encrypted one.

Run it with its output shown: ``pytest -m bench -s tests/bench/test_search_speed.py``. What is printed is
milliseconds, and the ratio to a raw SELECT of one row by its key on the same connection; nothing is asserted by the
clock.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.db.search import SearchDoc, create_tables, put_many, reindex, search, set_sold, warm
from app.db.search.readings import syllables
from app.db.search.tokens import fold

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1_800)]

PRODUCTS = 100_000
ROUNDS = 150
PAST_SALES = 1_000_000
KEY = "x'" + "5a" * 32 + "'"

BRANDS = (
    "統一 味全 光泉 義美 桂格 福樂 瑞穗 林鳳營 泰山 愛之味 維力 味丹 味王 金車 黑松 維他露 久津 波蜜 "
    "可果美 金蘭 龜甲萬 萬家香 工研 十全 牛頭牌 新東陽 黑橋牌 老協珍 大成 卜蜂 桂冠 奇美 龍鳳 禎祥 "
    "灣仔碼頭 安佳 雀巢 亞培 克寧 豐力富 三點一刻 立頓 天仁 古坑 伯朗 西雅圖 乖乖 可樂果 旺旺 孔雀 北田 "
    "盛香珍 喜年來 掬水軒 宏亞 七七 甘百世 歐斯麥 元本山 橘平屋 好勁道 五木 日正 台糖 台鹽 中興 池上 "
    "西螺 福壽 得意的一天 維義 泰國象 舒潔 春風 五月花 得意 倍潔雅 蒲公英 白蘭 一匙靈 毛寶 橘子工坊 白鴿 "
    "南僑 水晶 泡舒 威猛先生 妙管家 花仙子 黑人 高露潔 獅王 舒酸定 多芬 麗仕 澎澎 綠的 落健 海倫仙度絲 "
    "飛柔 潘婷 靠得住 蘇菲 幫寶適 滿意寶寶 妙而舒 重慶 長榮 樂事 多力多滋 卡迪那 波卡 華元 張君雅 小美 "
    "杜老爺 明治 森永 樂天 格力高 不二家 可口可樂 百事 雪碧 舒跑 寶礦力水得 御茶園 茶裏王 每朝健康 原萃 "
    "古道 開喜 悅氏 多喝水 海洋深層 麒麟 朝日 海尼根 金門 北回 大稻埕"
).split()
KINDS = (
    "鮮奶 鮮乳 低脂牛乳 優酪乳 豆漿 米漿 布丁 茶葉蛋 高山烏龍茶 凍頂烏龍 日月潭紅茶 日式綠茶 無糖綠茶 "
    "茉莉花茶 麥香奶茶 阿薩姆紅茶 冬瓜茶 青草茶 仙草蜜 蘆筍汁 番茄汁 柳橙汁 芭樂汁 蔓越莓汁 運動飲料 "
    "氣泡水 礦泉水 黑咖啡 拿鐵咖啡 濾掛咖啡 三合一咖啡 沙士 可樂 汽水 啤酒 高粱酒 米酒 紹興酒 梅酒 "
    "紅葡萄酒 牛肉麵 肉燥麵 麻油雞麵 擔仔麵 蔥燒牛肉泡麵 鍋燒意麵 米粉 冬粉 拉麵 烏龍麵 義大利麵 白米 "
    "糙米 胚芽米 糯米 燕麥片 麥片 玉米片 醬油 醬油膏 白醋 烏醋 蠔油 沙茶醬 豆瓣醬 辣椒醬 番茄醬 芝麻油 "
    "香油 沙拉油 橄欖油 葵花油 豬油 砂糖 冰糖 海鹽 胡椒粉 五香粉 味精 雞粉 柴魚片 海苔 肉鬆 魚鬆 肉乾 "
    "牛肉乾 香腸 貢丸 魚丸 花枝丸 水餃 鍋貼 小籠包 蔥抓餅 蘿蔔糕 粽子 芋圓 湯圓 豆花 愛玉 蛋捲 鳳梨酥 "
    "太陽餅 牛軋糖 方塊酥 蘇打餅 夾心餅乾 洋芋片 蝦味先 爆米花 玉米濃湯 巧克力 牛奶糖 水果軟糖 喉糖 "
    "口香糖 果凍 蒟蒻 堅果 花生 瓜子 葡萄乾 芒果乾 蜜餞 鮪魚罐頭 鯖魚罐頭 肉醬 土豆麵筋 脆瓜 海底雞 "
    "衛生紙 抽取式衛生紙 廚房紙巾 面紙 濕紙巾 洗衣精 洗衣粉 柔軟精 漂白水 洗碗精 浴廁清潔劑 地板清潔劑 "
    "芳香劑 殺蟲劑 垃圾袋 保鮮膜 鋁箔紙 牙膏 牙刷 漱口水 洗髮精 潤髮乳 沐浴乳 香皂 洗手乳 洗面乳 面膜 "
    "乳液 防曬乳 刮鬍刀 衛生棉 護墊 紙尿褲 成人紙尿褲 電池 燈泡 狗飼料 貓罐頭 貓砂 酵素 益生菌 雞精 燕窩 "
    "葉黃素 維他命"
).split()
FLAVOURS = (
    "原味 無糖 微糖 低糖 減鹽 經典 特級 嚴選 手工 有機 濃郁 香濃 清爽 極致 頂級 純 全脂 低脂 脫脂 高鈣 "
    "草莓 巧克力 香蕉 芒果 檸檬 蜂蜜 蜂蜜檸檬 葡萄 蘋果 水蜜桃 荔枝 百香果 鳳梨 抹茶 黑糖 海鹽 黑芝麻 "
    "花生 紅豆 綠豆 芋頭 地瓜 椰奶 焦糖 香草 榛果 麻辣 椒麻 泡菜 海鮮 起司 蔥香 蒜味 炭烤 鹽酥雞 玫瑰 "
    "薰衣草 茶樹 薄荷 綠茶 竹炭 柚子 山葵 咖哩 沙茶 鮮蝦 豚骨 味噌 老薑"
).split()
PACKS = (
    "瓶裝 罐裝 盒裝 袋裝 家庭號 隨手包 量販包 禮盒 組合包 補充包 杯裝 桶裝 6入裝 12入裝 24入裝 三入裝 鋁箔包"
).split()
SIZES = (
    "100g 120g 150g 180g 200g 250g 300g 450g 500g 600g 1kg 3kg 5kg 180ml 250ml 330ml 400ml 500ml 600ml 936ml 1.5L 2L"
).split()
LATIN = (
    "milk tea coffee latte chocolate cookie cracker noodle rice soy sauce vinegar oil sugar salt pepper "
    "seaweed pork beef chicken fish shrimp dumpling cake candy gum jelly nut peanut tissue detergent "
    "soap shampoo toothpaste mask battery food enzyme vitamin juice water soda beer wine oolong green "
    "black organic premium classic fresh light"
).split()


def check_digit(digits: str) -> str:
    """Return twelve digits with their thirteenth."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-weighted % 10)


def catalogue(count: int, seed: int = 20) -> list[SearchDoc]:
    """Make a believable supermarket: names from parts, three codes each, few products that sell much."""
    chance = random.Random(seed)
    makers = {brand: f"471{chance.randrange(100, 999)}{chance.randrange(10, 99)}" for brand in BRANDS}
    made = []
    for number in range(count):
        brand, kind = chance.choice(BRANDS), chance.choice(KINDS)
        flavour = "".join(chance.sample(FLAVOURS, chance.choice((0, 1, 1, 2))))
        blank = chance.choice(("", " "))
        name = f"{brand}{blank}{flavour}{kind}{blank}{chance.choice(SIZES)} {chance.choice(PACKS)}"
        unit = check_digit(makers[brand] + f"{number % 10_000:04d}")
        country = chance.choice(("471", "471", "471", "489", "490", "880"))
        other = check_digit(f"{country}{chance.randrange(10**9):09d}")
        codes = (unit, other, f"1{unit[:12]}{chance.randrange(10)}")
        sold = min(int(chance.paretovariate(0.7)) - 1, 50_000)
        english = " ".join(chance.sample(LATIN, 3)) if chance.random() < 0.4 else ""
        made.append(
            SearchDoc(
                f"{chance.choice(('TEA', 'BEV', 'FOD', 'DAY', 'SNK'))}-{number:06d}", name, english, codes, sold
            )
        )
    return made


# Seconds on the clock, and seconds of work of this thread.
Taken = tuple[float, float]


@contextmanager
def timed(into: list[Taken]) -> Iterator[None]:
    wall, work = time.perf_counter(), time.thread_time()
    yield
    into.append((time.perf_counter() - wall, time.thread_time() - work))


@dataclass
class Shop:
    connection: dbapi2.Connection
    docs: list[SearchDoc]
    path: Path


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp(request.param) / "shop.db"
    connection = dbapi2.connect(str(path), isolation_level=None)
    if request.param == "encrypted":
        connection.execute(f'PRAGMA key="{KEY}"')
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    create_tables(connection)
    docs = catalogue(PRODUCTS)
    warm()
    print(f"\n== {request.param}")
    build(connection, docs)
    print(f"file {path.stat().st_size / 1e6:.0f} MB")
    yield Shop(connection, docs, path)
    connection.close()


def build(connection: dbapi2.Connection, docs: list[SearchDoc]) -> None:
    """Put the catalogue in by 500 products a transaction, tend the index, and say what it took."""
    puts: list[Taken] = []
    for start in range(0, len(docs), 500):
        with timed(puts):
            connection.execute("BEGIN IMMEDIATE")
            put_many(connection, docs[start : start + 500])
            connection.execute("COMMIT")
    wall, work = (sum(each) for each in zip(*puts, strict=True))
    print(
        f"index of {len(docs):,} products: {wall:.1f} s, of work {work:.1f} s, {work / len(docs) * 1e6:.0f} us each"
    )
    tend(connection, "turns after it")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tend(connection: dbapi2.Connection, title: str) -> None:
    """Tend the index to the end, and say how long its turns were."""
    turns: list[Taken] = []
    more = True
    while more:
        with timed(turns):
            connection.execute("BEGIN IMMEDIATE")
            more = reindex(connection)
            connection.execute("COMMIT")
    print(line(title, turns))


def line(title: str, taken: list[Taken], raw: float = 0.0) -> str:
    """Write one line of the table: milliseconds on the clock, and of work, which a busy machine does not spoil."""
    wall, work = (sorted(one * 1e3 for one in each) for each in zip(*taken, strict=True))
    late = int(len(wall) * 0.95)
    ratio = f"  p95 of work is {work[late] / raw:4.0f} x raw" if raw else ""
    clock = f"p50 {wall[len(wall) // 2]:6.2f}  p95 {wall[late]:6.2f}  max {wall[-1]:6.2f}"
    return f"{title:36s} {len(wall):5d} x  {clock} | work p95 {work[late]:6.2f}  max {work[-1]:6.2f} ms{ratio}"


class Typist:
    """Types what a cashier might, from the products that there are."""

    def __init__(self, docs: list[SearchDoc], seed: int) -> None:
        self.docs = docs
        self.chance = random.Random(seed)

    def product(self) -> SearchDoc:
        return self.chance.choice(self.docs)

    def part(self, text: str, size: int) -> str:
        start = self.chance.randrange(max(1, len(text) - size + 1))
        return text[start : start + size]

    def chinese(self, size: int) -> str:
        run = "".join(one for one in fold(self.product().name).split(" ")[0] if syllables(one))
        return self.part(run, size) if len(run) >= size else self.chinese(size)

    def sound(self, size: int, symbols: int) -> str:
        return "".join(self.chance.choice(syllables(one))[:symbols] for one in self.chinese(size))

    def pinyin(self, size: int) -> str:
        letters = dict(
            zip("ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩ", "bpmfdtnlgkhjqxzcsrzcsywy", strict=True)
        )
        return "".join(letters.get(one, "a") for one in self.sound(size, 1))

    def code(self, size: int) -> str:
        return self.part(self.chance.choice(self.product().codes), size)

    def slipped(self, text: str) -> str:
        place = self.chance.randrange(1, len(text) - 1)
        other = self.chance.choice("0123456789") if text.isdecimal() else self.chance.choice(text)
        return self.chance.choice(
            (
                text[:place] + other + text[place + 1 :],
                text[:place] + text[place + 1 :],
                text[:place] + text[place - 1 :],
            )
        )


def kinds(typist: Typist) -> dict[str, Callable[[], str]]:
    """Return what is typed, by the title of its line."""
    chance = typist.chance
    return {
        "one character of most names": lambda: chance.choice("裝包味茶奶"),
        **{f"Chinese characters, {size}": partial(typist.chinese, size) for size in (1, 2, 4)},
        "brand and product, together": lambda: chance.choice(BRANDS) + chance.choice(KINDS),
        **{f"bopomofo initials, {size}": partial(typist.sound, size, 1) for size in (1, 2, 3, 4)},
        "bopomofo syllables, 1 or 2": lambda: typist.sound(chance.choice((1, 2)), 3),
        "bopomofo, mixed": lambda: typist.sound(1, 1) + typist.sound(1, 3) + typist.sound(1, 2),
        "pinyin initials, 2 to 5": lambda: typist.pinyin(chance.randrange(2, 6)),
        "part of a SKU": lambda: typist.part(typist.product().sku, chance.randrange(2, 8)),
        **{f"part of a barcode, {size}": partial(typist.code, size) for size in range(3, 9)},
        "beginning of a barcode, 3 to 12": lambda: typist.product().codes[0][: chance.randrange(3, 13)],
        "whole barcode": lambda: chance.choice(typist.product().codes),
        "Latin beginning, 1 to 6": lambda: chance.choice(LATIN)[: chance.randrange(1, 7)],
        **several(typist),
        "another character of the same sound": lambda: typist.chinese(1) + typist.chinese(1),
        "slip in Chinese": lambda: typist.slipped(typist.chinese(chance.randrange(3, 6))),
        "slip in Latin": lambda: typist.slipped(chance.choice([word for word in LATIN if len(word) > 4])),
        "slip in a barcode, 6 to 12": lambda: typist.slipped(typist.code(chance.randrange(6, 13))),
        "slip in a whole barcode": lambda: typist.slipped(typist.code(13)),
        "slip in a SKU": lambda: typist.slipped(typist.product().sku),
        "slip in initials": lambda: typist.slipped(typist.sound(chance.randrange(4, 6), 1)),
        "nothing, Chinese": lambda: "".join(typist.chinese(1) for _ in range(chance.randrange(2, 7))),
        "nothing, letters": lambda: "".join(chance.choices("aeiouqxzv", k=chance.randrange(3, 9))),
        "nothing, digits": lambda: "".join(chance.choices("0123456789", k=chance.randrange(6, 14))),
        "nothing, bopomofo": lambda: "".join(chance.choices("ㄈㄎㄥㄝㄘㄙㄇㄆ", k=chance.randrange(3, 9))),
        "as hard as we know": lambda: chance.choice(HARD),
    }


def several(typist: Typist) -> dict[str, Callable[[], str]]:
    """Return queries of several words: what is sold together, and words in most names that seldom meet."""
    chance = typist.chance
    frequent = "裝 包 味 茶 奶 油 乳 酥 糖 g ml l 1 4 7 0 471 4711 100g 1kg ㄅ ㄕ ㄒ ㄧ".split()
    return {
        "two words in Chinese": lambda: f"{typist.chinese(2)} {typist.chinese(2)}",
        "two characters and a size": lambda: f"{typist.chinese(1)} {typist.chinese(1)} {chance.choice(SIZES)}",
        "Chinese and part of a barcode": lambda: f"{typist.chinese(2)} {typist.code(4)}",
        "product, size and packing": lambda: " ".join(map(chance.choice, (KINDS, SIZES, PACKS))),
        "two Latin words": lambda: f"{chance.choice(LATIN)} {chance.choice(LATIN)}",
        "2 to 6 words of most products": lambda: " ".join(chance.sample(frequent, chance.randrange(2, 7))),
    }


HARD = (
    *"ㄧㄧㄧㄧ|ㄨㄨㄨㄨ|ㄕㄕㄕㄕㄕ|ㄒㄧㄢㄧㄢㄧㄢㄧㄢㄧㄢ|ㄧ ㄨ ㄕ ㄐ ㄌ ㄇ|ssss|yyyyy".split("|"),
    *"樂樂樂|茶茶|裝茶 茶裝 包茶|茶 奶 裝 包 味 糖|1 2 3 4 5 6|a e i o u 1|g l m k 0 1|tea-000000".split("|"),
    *"000000|0000000000000|4710000000000|4711111111111|471 472 473 474 475 476|1471 4714 7147 14711".split("|"),
    "茶 " * 3_000,
    "471" * 3_000,
)


def measure(shop: Shop, seed: int) -> dict[str, list[Taken]]:
    """Search what is typed, each query once, all kinds mixed, as at a counter."""
    typist = Typist(shop.docs, seed)
    typed = [(title, write()) for title, write in kinds(typist).items() for _ in range(ROUNDS)]
    typist.chance.shuffle(typed)
    taken: dict[str, list[Taken]] = {}
    for title, text in typed:
        with timed(taken.setdefault(title, [])):
            search(shop.connection, text)
    return taken


def raw(shop: Shop) -> float:
    """Return the milliseconds of one SELECT by key."""
    chance = random.Random(3)
    taken: list[Taken] = []
    for _ in range(2_000):
        sku = chance.choice(shop.docs).sku
        with timed(taken):
            shop.connection.execute("SELECT id, sold FROM search_doc WHERE sku = ?", (sku,)).fetchone()
    return sorted(work for _, work in taken)[len(taken) // 2] * 1e3


def test_every_kind_of_query(shop: Shop) -> None:
    unit = raw(shop)
    taken = measure(shop, 1)
    print(f"raw SELECT by key: {unit:.4f} ms")
    for title in kinds(Typist(shop.docs, 1)):
        print(line(title, taken[title], unit))
    print(line("all", [one for some in taken.values() for one in some], unit))


def test_sales_move_products_in_short_turns(shop: Shop) -> None:
    chance = random.Random(4)
    moved = [(doc.sku, chance.randrange(200)) for doc in chance.sample(shop.docs, 3_000)]
    started = time.perf_counter()
    shop.connection.execute("BEGIN IMMEDIATE")
    set_sold(shop.connection, moved)
    shop.connection.execute("COMMIT")
    print(f"\nset_sold: {(time.perf_counter() - started) / len(moved) * 1e6:.0f} us each")
    tend(shop.connection, "turns that move 3,000 products")


def test_past_sales_in_the_same_file_cost_nothing(shop: Shop) -> None:
    connection = shop.connection
    before = [one for some in measure(shop, 2).values() for one in some]
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE past (id INTEGER PRIMARY KEY, sku TEXT, body TEXT) STRICT")
    connection.executemany(
        "INSERT INTO past (sku, body) VALUES (?, ?)",
        ((shop.docs[number % PRODUCTS].sku, f"{number:080d}") for number in range(PAST_SALES)),
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    after = [one for some in measure(shop, 2).values() for one in some]
    print("\n" + line("all kinds, without past sales", before))
    print(line(f"all kinds, with {PAST_SALES:,} past sales", after))
