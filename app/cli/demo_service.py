"""The process of the demo's centre: furnished, served to this machine, and ended with whoever started it.

The first line of its input says how the demo's people are known and where the centre lies, in JSON; the end of its
input ends it, also when whoever started it was killed. Its first line of output says where it is.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from app import bootstrap
from app.central.bootstrap import open_centre
from app.central.demo import WELCOME, Furniture, furnish, links, one_time_code
from app.central.serve import embed
from app.cli.central_catalog import planned
from app.cli.central_shop import make_outfit
from app.cli.status import sentence, status_of
from app.contract.feed import ProductItem, StaffItem
from app.contract.promotion import PromotionRule
from app.domain.errors import AppError
from app.domain.shop import Shop
from app.resources import resource
from app.runtime.clock import SystemClock
from app.services.catalog import read_catalogue
from app.services.demo import read_promotions, read_shelves, read_shop


def main() -> int:
    """Serve until the input ends; the exit status."""
    asked = json.loads(sys.stdin.readline())
    try:
        _serve(asked)
    except AppError as error:
        _tell({"error": sentence(error)})
        return int(status_of(error))
    except KeyboardInterrupt:
        pass
    return 0


def _serve(asked: dict[str, Any]) -> None:
    clock = SystemClock()
    shop = read_shop(_text("shop.json"))
    outfit = make_outfit(read_shelves(_text("categories.json")), WELCOME)
    engine = open_centre(asked["url"])
    try:
        furnish(engine, _furniture(shop, asked, clock.now()), outfit, clock.now())
        code = one_time_code(engine, shop.store, shop.register, clock.now())

        def tell(port: int) -> None:
            url = f"http://127.0.0.1:{port}"
            pages = {name: url + path for name, path in links(engine, shop.store, clock.now()).items()}
            _tell({"url": url, "shop": f"{url}/shop", "code": code, **pages})

        embed(engine, outfit, int(asked["port"]), tell, sys.stdin.read)
    finally:
        engine.dispose()


def _furniture(shop: Shop, asked: dict[str, Any], at: int) -> Furniture:
    rules = [one for one in read_promotions(_text("promotions.json")) if isinstance(one, PromotionRule)]
    staff = {key: StaffItem.model_validate(item) for key, item in asked["staff"].items()}
    goods = _products(shop, at)
    return Furniture(shop.store, shop.name, shop.zone, shop.currency.code, goods, rules, staff, shop.name_en)


def _products(shop: Shop, at: int) -> dict[str, ProductItem]:
    file = bootstrap.open_sheets(resource("demo/catalog.csv"))
    good, _ = planned(read_catalogue(file.name, file.sheets, shop, at).items, {}, {}, at)
    return good


def _text(name: str) -> str:
    return resource(f"demo/{name}").read_text(encoding="utf-8")


def _tell(line: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
