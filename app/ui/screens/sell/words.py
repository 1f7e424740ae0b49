"""Names, quantities, stock and reductions as the sell screen says them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.domain.cart import CartLine, Discount, DiscountKind
from app.domain.catalog import PriceKind, Product
from app.domain.money import Currency
from app.domain.pricing import Hint, Reduction, ReductionKind
from app.domain.quantity import MILLI, Price, Quantity, Unit
from app.runtime.editing import NO_REASON
from app.runtime.promotion import Promotions
from app.services.lookup import Shown
from app.ui.widgets.money import MINUS, digits_text, money_text

#: So few pieces are told in amber: somebody may want the last one.
LOW_STOCK = 3
MANY = 99
#: Why something costs less, as it is kept; and the short form on a badge, where there is one.
REASONS: tuple[tuple[str, str], ...] = (
    (str(QT_TRANSLATE_NOOP("Reason", "即期品")), str(QT_TRANSLATE_NOOP("Reason", "即期"))),
    (str(QT_TRANSLATE_NOOP("Reason", "包裝瑕疵")), ""),
    (str(QT_TRANSLATE_NOOP("Reason", "員工購")), ""),
    (str(QT_TRANSLATE_NOOP("Reason", "價格相符")), ""),
    (str(QT_TRANSLATE_NOOP("Reason", "其他")), ""),
)
#: All of a price, and a hundredth of it, in millionths.
WHOLE, _PERCENT = 1_000_000, 10_000
#: The first eight-digit numbers that a shop prints itself (GS1 General Specifications, section 2.1).
_HOUSE = ("0", "2")


def is_english() -> bool:
    """Whether the window speaks English now."""
    return QLocale().language() == QLocale.Language.English


def product_name(product: Product) -> str:
    """The product's name in the window's language, as far as it has one."""
    return product.name_en if product.name_en and is_english() else product.name


# --- quantities and prices --------------------------------------------------------------------------------------


def quantity_text(quantity: Quantity) -> str:
    """``3``, or ``0.265 kg``."""
    if quantity.unit is Unit.PIECE:
        return str(quantity.pieces)
    return f"{milli_text(quantity.milli)} {unit_text(quantity.unit)}"


def milli_text(milli: int) -> str:
    """Thousandths as a decimal, without noughts that say nothing."""
    whole, rest = divmod(abs(milli), MILLI)
    text = f"{whole}.{rest:03d}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"{MINUS}{text}" if milli < 0 else text


def unit_text(unit: Unit) -> str:
    """A unit as it is written behind a figure."""
    words = {
        Unit.PIECE: QCoreApplication.translate("Unit", "件"),
        Unit.KILOGRAM: "kg",
        Unit.LITRE: "L",
        Unit.METRE: "m",
    }
    return words[unit]


def base_text(price: Price, unit: Unit) -> str:
    """What a price is for, where that is not one piece: `` / kg``, `` / 100 g``."""
    if unit is Unit.PIECE and price.per_milli == MILLI:
        return ""
    part = {Unit.KILOGRAM: "g", Unit.LITRE: "ml"}.get(unit)
    if part is not None and price.per_milli < MILLI:
        return f" / {price.per_milli} {part}"
    amount = "" if price.per_milli == MILLI else f"{milli_text(price.per_milli)} "
    return f" / {amount}{unit_text(unit)}"


def has_price(shown: Shown) -> bool:
    """Whether there is a price to be shown: not of goods whose price is typed each time."""
    return shown.found.product.price_kind is PriceKind.FIXED and shown.found.price is not None


def price_text(shown: Shown, currency: Currency) -> str:
    """What it costs, in words."""
    price = shown.found.price
    if price is None or not has_price(shown):
        open_price = shown.found.product.price_kind is PriceKind.OPEN
        translate = QCoreApplication.translate
        return translate("Goods", "自訂價") if open_price else translate("Goods", "未定價")
    return money_text(price.minor, currency) + base_text(price, shown.found.product.unit)


def stock_text(shown: Shown) -> tuple[str, str]:
    """What is said of the stock, and in which tone: ``""``, ``warn`` or ``out``."""
    if shown.stock_milli is None:
        return "", ""
    translate = QCoreApplication.translate
    if shown.stock_milli <= 0:
        return translate("Goods", "售完"), "out"
    if shown.found.product.unit is not Unit.PIECE:
        amount = f"{milli_text(shown.stock_milli // 100 * 100)} {unit_text(shown.found.product.unit)}"
        return translate("Goods", "庫存 {}").format(amount), ""
    left = shown.stock_milli // MILLI
    if left <= LOW_STOCK:
        return translate("Goods", "剩 {}").format(left), "warn"
    return translate("Goods", "庫存 {}").format(f"{MANY}+" if left > MANY else left), ""


def code_text(code: str) -> str:
    """A code in groups that eyes can follow: ``4710 5501 09362``."""
    if code.isdecimal() and len(code) in {8, 12, 13}:
        return " ".join((code[:4], code[4:8], code[8:])).strip()
    return code


def is_house_code(code: str) -> bool:
    """Whether the shop printed a code itself."""
    return len(code) == 8 and code.isdecimal() and code.startswith(_HOUSE)


# --- reductions -------------------------------------------------------------------------------------------------


def reason_text(reason: str) -> str:
    """A reason in the window's language; it is kept in the shop's."""
    if reason == NO_REASON:
        return ""
    return QCoreApplication.translate("Reason", reason) if reason in dict(REASONS) else reason


def fold_text(ppm: int, *, short: bool = False) -> str:
    """Millionths off as the trade says it: 10 % off is 9 折, 15 % off 85 折, 95 % off 0.5 折.

    Args:
        short: as a narrow button says it, where a language has a shorter way.
    """
    percent, left = _decimal(ppm), WHOLE - ppm
    fold = _decimal(left // 10 if left % 100_000 == 0 or left < 100_000 else left)
    words = (
        QCoreApplication.translate("GoodsShort", "{fold} 折")
        if short
        else QCoreApplication.translate("Goods", "{fold} 折")
    )
    return words.format(fold=fold, percent=percent)


def _decimal(ppm: int) -> str:
    whole, rest = divmod(ppm, _PERCENT)
    return f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole)


def discount_text(discount: Discount) -> str:
    """Why and how a discount is given, without how much it came to: ``即期 9 折``."""
    short = dict(REASONS).get(discount.reason, "")
    why = QCoreApplication.translate("Reason", short) if short else reason_text(discount.reason)
    if discount.kind is DiscountKind.AMOUNT:
        return why or QCoreApplication.translate("Goods", "折扣")
    return f"{why} {fold_text(discount.value)}".strip()


def promotion_name(promotions: Promotions, rule_id: str, name: str) -> str:
    """A promotion's name in the window's language, as far as it has one."""
    return (promotions.english(rule_id) if is_english() else "") or name


def reduction_name(one: Reduction, line: CartLine | None, whole: Discount | None, promotions: Promotions) -> str:
    """Who gave a reduction: a promotion's name, or the reason for what was done by hand.

    Args:
        line: that it came off.
        whole: the discount on the whole cart.
    """
    if one.kind is ReductionKind.DISCOUNT and line is not None and line.discount is not None:
        return discount_text(line.discount)
    if one.kind is ReductionKind.CART_DISCOUNT and whole is not None:
        return discount_text(whole)
    if one.kind is ReductionKind.OVERRIDE:
        return QCoreApplication.translate("Goods", "改價 {}").format(reason_text(one.name)).strip()
    return promotion_name(promotions, one.rule_id, one.name)


def reduction_text(name: str, minor: int, currency: Currency) -> str:
    """A reduction with how much it took off: ``即期 9 折 −28``."""
    return f"{name} {MINUS if minor >= 0 else '+'}{digits_text(minor, currency)}"


def hint_text(hint: Hint, currency: Currency, promotions: Promotions) -> str:
    """What to add for a promotion to give more."""
    translate = QCoreApplication.translate
    name = promotion_name(promotions, hint.rule_id, hint.name)
    if hint.units:
        return translate("Goods", "再買 {} 件享「{}」").format(hint.units, name)
    return translate("Goods", "再買 {} 享「{}」").format(money_text(hint.amount, currency), name)


def listed(parts: Iterable[str]) -> str:
    """Things side by side, as the window's language lists them."""
    return QCoreApplication.translate("Goods", "、").join(part for part in parts if part)


def age_text(minutes: int) -> str:
    """How long ago: ``8 分``, ``1 時``, ``3 天``."""
    translate = QCoreApplication.translate
    if minutes < 60:
        return translate("Goods", "{} 分").format(minutes)
    if minutes < 24 * 60:
        return translate("Goods", "{} 時").format(minutes // 60)
    return translate("Goods", "{} 天").format(minutes // (24 * 60))


def pieces_text() -> str:
    """How many things there are, with a place for the number."""
    return QCoreApplication.translate("Goods", "{} 件")
