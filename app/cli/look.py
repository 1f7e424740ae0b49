"""`omo-pos search` and `omo-pos price`: look things up, and try prices."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app import bootstrap, config
from app.cli.say import Verbs, at_least_one, data_dir, say
from app.cli.status import Status
from app.domain.errors import FaultError, UserError
from app.domain.money import Currency, decimal_text
from app.domain.quantity import MILLI, Price
from app.runtime.clock import SystemClock
from app.services.pricing import price_texts


def add(verbs: Verbs) -> None:
    """Add the commands."""
    verb = verbs.add_parser("search", help="find products by name, code, bopomofo or pinyin initials")
    verb.add_argument("text", nargs="+", metavar="TEXT")
    data_dir(verb)
    verb.add_argument("--limit", type=at_least_one, default=20, help="most results (20)")
    verb.add_argument("--json", action="store_true", help="one JSON object a line")
    verb.set_defaults(run=_search)
    verb = verbs.add_parser("price", help="price a cart, and say why")
    verb.add_argument("--cart", type=Path, required=True, metavar="F")
    verb.add_argument("--promotions", type=Path, required=True, metavar="F")
    verb.add_argument("--at", metavar="T", help="ISO 8601 moment (now)")
    verb.add_argument("--zone", default="Asia/Taipei", help="the store's time zone (Asia/Taipei)")
    verb.set_defaults(run=_price)


def _search(arguments: argparse.Namespace) -> Status:
    beside = bootstrap.open_beside(config.load(arguments.data_dir))
    try:
        shop = beside.shop()
        for one in beside.catalog().search(" ".join(arguments.text), arguments.limit, SystemClock().now()):
            product, price = one.found.product, _price_text(one.found.price, shop.currency)
            if arguments.json:
                row = {"sku": product.sku, "name": product.name, "name_en": product.name_en, "match": one.match,
                       "price": price, "sold": one.sold}  # fmt: skip
                say(json.dumps(row, ensure_ascii=False))
            else:
                say(f"{product.sku}\t{product.name}\t{price or '-'}\t{one.match}")
    finally:
        beside.close()
    return Status.OK


def _price(arguments: argparse.Namespace) -> Status:
    cart, promotions = _text(arguments.cart), _text(arguments.promotions)
    at = SystemClock().now() if arguments.at is None else str(arguments.at)
    say(price_texts(cart, promotions, at, zone=arguments.zone))
    return Status.OK


def _price_text(price: Price | None, currency: Currency) -> str | None:
    """A unit price for people: ``35``, or ``68 / 0.100`` where it is for another quantity than one."""
    if price is None:
        return None
    amount = decimal_text(price.minor, currency)
    base = price.per_milli
    return amount if base == MILLI else f"{amount} / {base // MILLI}.{base % MILLI:03d}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UserError("file.not_found", path=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise FaultError("file.unreadable", path=str(path), detail=str(error)) from error
