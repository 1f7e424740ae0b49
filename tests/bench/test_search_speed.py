"""Search among 100,000 products with 300,000 barcodes: p50, p95 and worst of every kind of query, plain and encrypted.

Run it with output shown: ``pytest -m bench -s tests/bench/test_search_speed.py``. Nothing is asserted by the clock.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.db.search import SearchDoc, create_tables, put_many, reindex, search, set_sold

pytestmark = pytest.mark.bench

KEY = "x'" + "5a" * 32 + "'"

BRANDS = (
    "統一 味全 光泉 義美 桂格 福樂 瑞穗 林鳳營 泰山 愛之味 維力 味丹 味王 金車 黑松 維他露 久津 波蜜 可果美 金蘭 龜甲萬 萬家香 "
    "工研 十全 牛頭牌 新東陽 黑橋牌 老協珍 大成 卜蜂 桂冠 奇美 龍鳳 禎祥 灣仔碼頭 安佳 雀巢 亞培 克寧 豐力富 三點一刻 立頓 天仁 "
    "古坑 伯朗 西雅圖 乖乖 可樂果 旺旺 孔雀 北田 盛香珍 喜年來 掬水軒 宏亞 七七 甘百世 歐斯麥 元本山 橘平屋 好勁道 五木 日正 "
    "台糖 台鹽 中興 池上 西螺 福壽 得意的一天 維義 泰國象 舒潔 春風 五月花 得意 倍潔雅 蒲公英 白蘭 一匙靈 毛寶 橘子工坊 白鴿 "
    "南僑 水晶 泡舒 威猛先生 妙管家 花仙子 黑人 高露潔 獅王 舒酸定 多芬 麗仕 澎澎 綠的 落健 海倫仙度絲 飛柔 潘婷 靠得住 蘇菲 "
    "幫寶適 滿意寶寶 妙而舒 重慶 長榮 樂事 多力多滋 卡迪那 波卡 華元 張君雅 小美 杜老爺 明治 森永 樂天 格力高 不二家 可口可樂 "
    "百事 雪碧 舒跑 寶礦力水得 御茶園 茶裏王 每朝健康 原萃 古道 開喜 悅氏 多喝水 海洋深層 麒麟 朝日 海尼根 金門 北回 大稻埕"
).split()
KINDS = (
    "鮮奶 鮮乳 低脂牛乳 優酪乳 豆漿 米漿 布丁 茶葉蛋 高山烏龍茶 凍頂烏龍 日月潭紅茶 日式綠茶 無糖綠茶 茉莉花茶 麥香奶茶 "
    "阿薩姆紅茶 冬瓜茶 青草茶 仙草蜜 蘆筍汁 番茄汁 柳橙汁 芭樂汁 蔓越莓汁 運動飲料 氣泡水 礦泉水 黑咖啡 拿鐵咖啡 濾掛咖啡 "
    "三合一咖啡 沙士 可樂 汽水 啤酒 高粱酒 米酒 紹興酒 梅酒 紅葡萄酒 牛肉麵 肉燥麵 麻油雞麵 擔仔麵 蔥燒牛肉泡麵 鍋燒意麵 "
    "米粉 冬粉 拉麵 烏龍麵 義大利麵 白米 糙米 胚芽米 糯米 燕麥片 麥片 玉米片 醬油 醬油膏 白醋 烏醋 蠔油 沙茶醬 豆瓣醬 辣椒醬 "
    "番茄醬 芝麻油 香油 沙拉油 橄欖油 葵花油 豬油 砂糖 冰糖 海鹽 胡椒粉 五香粉 味精 雞粉 柴魚片 海苔 肉鬆 魚鬆 肉乾 牛肉乾 "
    "香腸 貢丸 魚丸 花枝丸 水餃 鍋貼 小籠包 蔥抓餅 蘿蔔糕 粽子 芋圓 湯圓 豆花 愛玉 蛋捲 鳳梨酥 太陽餅 牛軋糖 方塊酥 蘇打餅 "
    "夾心餅乾 洋芋片 蝦味先 爆米花 玉米濃湯 巧克力 牛奶糖 水果軟糖 喉糖 口香糖 果凍 蒟蒻 堅果 花生 瓜子 葡萄乾 芒果乾 蜜餞 "
    "鮪魚罐頭 鯖魚罐頭 肉醬 土豆麵筋 脆瓜 海底雞 衛生紙 抽取式衛生紙 廚房紙巾 面紙 濕紙巾 洗衣精 洗衣粉 柔軟精 漂白水 洗碗精 "
    "浴廁清潔劑 地板清潔劑 芳香劑 殺蟲劑 垃圾袋 保鮮膜 鋁箔紙 牙膏 牙刷 漱口水 洗髮精 潤髮乳 沐浴乳 香皂 洗手乳 洗面乳 面膜 "
    "乳液 防曬乳 刮鬍刀 衛生棉 護墊 紙尿褲 成人紙尿褲 電池 燈泡 狗飼料 貓罐頭 貓砂 酵素 益生菌 雞精 燕窩 葉黃素 維他命"
).split()
FLAVOURS = (
    "原味 無糖 微糖 低糖 減鹽 經典 特級 嚴選 手工 有機 濃郁 香濃 清爽 極致 頂級 純 全脂 低脂 脫脂 高鈣 草莓 巧克力 香蕉 芒果 "
    "檸檬 蜂蜜 蜂蜜檸檬 葡萄 蘋果 水蜜桃 荔枝 百香果 鳳梨 抹茶 黑糖 海鹽 黑芝麻 花生 紅豆 綠豆 芋頭 地瓜 椰奶 焦糖 香草 榛果 "
    "麻辣 椒麻 泡菜 海鮮 起司 蔥香 蒜味 炭烤 鹽酥雞 玫瑰 薰衣草 茶樹 薄荷 綠茶 竹炭 柚子 山葵 咖哩 沙茶 鮮蝦 豚骨 味噌 老薑"
).split()
PACKS = "瓶裝 罐裝 盒裝 袋裝 家庭號 隨手包 量販包 禮盒 組合包 補充包 杯裝 桶裝 6入裝 12入裝 24入裝 三入裝 鋁箔包".split()
SIZES = "100g 120g 150g 180g 200g 250g 300g 450g 500g 600g 1kg 3kg 5kg 180ml 250ml 330ml 400ml 500ml 600ml 936ml 1.5L 2L".split()
LATIN = (
    "milk tea coffee latte chocolate cookie cracker noodle rice soy sauce vinegar oil sugar salt pepper seaweed pork "
    "beef chicken fish shrimp dumpling cake candy gum jelly nut peanut tissue detergent soap shampoo toothpaste mask "
    "battery food enzyme vitamin juice water soda beer wine oolong green black organic premium classic fresh light"
).split()


def check_digit(digits: str) -> str:
    """Return the twelve digits with the thirteenth."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-weighted % 10)


def catalogue(count: int, seed: int = 20) -> list[SearchDoc]:
    """Make a believable supermarket: names from parts, three codes each, few products that sell much."""
    chance = random.Random(seed)
    makers = {brand: f"471{chance.randrange(100, 999)}{chance.randrange(10, 99)}" for brand in BRANDS}
    docs = []
    for number in range(count):
        brand, kind = chance.choice(BRANDS), chance.choice(KINDS)
        flavour = "".join(chance.sample(FLAVOURS, chance.choice((0, 1, 1, 2))))
        blank = chance.choice(("", " "))
        name = f"{brand}{blank}{flavour}{kind}{blank}{chance.choice(SIZES)} {chance.choice(PACKS)}"
        unit = check_digit(makers[brand] + f"{number % 10_000:04d}")
        other = check_digit(f"{chance.choice(('471', '471', '471', '489', '490', '880'))}{chance.randrange(10**9):09d}")
        codes = (unit, other, f"1{unit[:12]}{chance.randrange(10)}")
        sold = min(int(chance.paretovariate(0.7)) - 1, 50_000)
        english = " ".join(chance.sample(LATIN, 3)) if chance.random() < 0.4 else ""
        sku = f"{chance.choice(('TEA', 'BEV', 'FOD', 'DAY', 'SNK'))}-{number:06d}"
        docs.append(SearchDoc(sku, name, english, codes, sold))
    return docs
