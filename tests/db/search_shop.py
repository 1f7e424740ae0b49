"""A small shop that a cashier in Taiwan would know, for the tests of search: sku|name|second name|barcodes|sold."""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2

from app.db.search import Hit, SearchDoc, create_tables, put_many, search

SHOP = """
MLK-001|北回鮮乳 936ml|Fresh Milk|4710550109362|420
MLK-002|林鳳營全脂鮮乳 1857ml|Whole Milk|4710063031021|310
MLK-003|光泉鮮奶 乳香世家 936ml||4710105010311|120
MLK-004|瑞穗低脂鮮乳 290ml|Low Fat Milk|4710088410139|95
MLK-005|鮮奶吐司 半條||02000412|180
MLK-006|北回鮮奶油 200ml|Whipping Cream|4710550102004|40
MLK-007|鮮奶布丁 2 入|Milk Pudding|4710882011224|77
MLK-008|統一 雞蛋布丁 100g×3入|Egg Pudding|4710088432322|66
MLK-009|福樂優酪乳 草莓|Strawberry Yogurt|4710126032019|33
TEA-001|天仁 高山烏龍茶 茶包 12入|High Mountain Oolong|4710254031154|210
TEA-002|凍頂烏龍茶葉 100g|Dongding Oolong Tea|4710254039990|25
TEA-003|統一 茶裏王 日式無糖綠茶 600ml|Green Tea|4710088412345|980
TEA-004|統一 麥香紅茶 375ml|Black Tea|4710088410016|640
TEA-005|統一 麥香奶茶 375ml|Milk Tea|4710088410023|610
TEA-006|御茶園 冰釀綠茶 1250ml||4710018019876|150
TEA-007|原萃 烏龍茶 580ml|Oolong Tea|4710018020001|300
TEA-008|日月潭紅茶 罐裝|Sun Moon Lake Black Tea|4711234500011|12
TEA-009|茶|Tea|4711234500028|1
BEV-001|黑松沙士 600ml|HeySong Sarsaparilla|4710095002311|260
BEV-002|可口可樂 330ml|Coca-Cola|4710018000111|870
BEV-003|可口可樂 Zero 無糖 600ml|Coca-Cola Zero|4710018000128|450
BEV-004|台灣啤酒 金牌 330ml|Taiwan Beer Gold Medal|4710011401013|520
BEV-005|臺灣水果啤酒 鳳梨||4710011401099|60
BEV-006|寶礦力水得 580ml|Pocari Sweat|4710036002013|400
BEV-007|伯朗咖啡 藍山風味|Mr. Brown Blue Mountain|4710085172702|380
BEV-008|7-UP 七喜汽水 1.25L|7-UP|4710018031116|80
BEV-009|多喝水 礦泉水 1.5L|Mineral Water|4710174031102|300
BEV-010|維他露P 易開罐|Vitali P|4710155020012|70
FOD-001|重慶麻辣鴨血|Chongqing Spicy Duck Blood|4712345670018|45
FOD-002|長榮肉鬆|Pork Floss|4712345670025|18
FOD-003|樂事洋芋片 原味|Lay's Classic Potato Chips|4710543610010|330
FOD-004|維力炸醬麵 5包入|Weili Noodles|4710199030018|220
FOD-005|統一 肉燥麵|Minced Pork Noodle|4710088430014|500
FOD-006|滿漢大餐 蔥燒牛肉麵|Beef Noodle|4710088433336|140
FOD-007|野莓果醬 180g|Wild Berry Jam|4712000000017|22
FOD-008|義美 小泡芙 巧克力|Chocolate Puff|4710126211011|260
FOD-009|乖乖 玉米脆條 五香|Kuai Kuai Corn Snack|4710085100019|190
FOD-010|土豆麵筋 愛之味|Gluten with Peanuts|4710626101011|35
FOD-011|牛頭牌 沙茶醬|Bull Head Barbecue Sauce|4710298110012|61
FOD-012|萬家香 醬油膏|Soy Paste|4710194001011|52
FOD-013|鳳梨酥禮盒 10入|Pineapple Cake|4713000000014|48
FOD-014|茶葉蛋|Tea Egg||2400
FOD-015|池上米 5kg|Chishang Rice|4714000000011|39
FOD-016|綜合堅果 隨手包|Mixed Nuts|4714000000028|44
FOD-017|咖哩塊 佛蒙特|Vermont Curry|4901002016623|57
FOD-018|蔓越莓果乾 Cranberry 100g|Dried Cranberry|4714000000035|20
DAY-001|舒潔 抽取式衛生紙 110抽×10包|Kleenex Tissue|4710114301012|600
DAY-002|黑人牙膏 超氟 250g|Darlie Toothpaste|4710168703019|110
DAY-003|白蘭 酵素洗衣粉 4.25kg|Laundry Enzyme|4710094010013|26
DAY-004|玫瑰面膜 5片|Rose Mask|4714000000042|31
DAY-005|專用垃圾袋 14L|Garbage Bag|4714000000059|700
DAY-006|手提紙袋 大|Paper Bag|02000999|3000
DAY-007|亞麻擦手巾 米白|Linen Towel|4714000000066|5
DAY-008|金頂電池 AA 4入|Duracell AA|4714000000073|88
"""


def docs(lines: str = SHOP) -> list[SearchDoc]:
    """Read products written one in a line."""
    rows = (line.split("|") for line in lines.strip().splitlines())
    return [
        SearchDoc(sku, name, english, tuple(codes.split()), int(sold)) for sku, name, english, codes, sold in rows
    ]


def connect(path: Path, key: str = "") -> dbapi2.Connection:
    """Open a database file as the terminal does, in autocommit."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    if key:
        connection.execute(f'PRAGMA key="{key}"')
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def stocked(path: Path, products: list[SearchDoc], key: str = "") -> dbapi2.Connection:
    """Make a database file with the products in it."""
    connection = connect(path, key)
    connection.execute("BEGIN IMMEDIATE")
    create_tables(connection)
    put_many(connection, products)
    connection.execute("COMMIT")
    return connection


def skus(hits: list[Hit]) -> list[str]:
    """Return the keys alone."""
    return [hit.sku for hit in hits]


def found(connection: dbapi2.Connection, text: str, limit: int = 1_000) -> set[str]:
    """Return the keys of all that a text brings."""
    return set(skus(search(connection, text, limit)))
