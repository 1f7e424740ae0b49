"""Pictures of orders for pickup: the board and the pick list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

from app.contract.order import OrderItem, OrderLine
from app.contract.pickup import ToldLine, ToldPickup
from app.db.catalog import Row, put
from app.db.order import put_orders
from app.domain.catalog import DatedPrice
from app.domain.intake import IntakeState
from app.runtime.pickup import Narrow, Work
from tests.shots.picture import Picture
from tests.shots.selling import sign_in
from tests.shots.shop import MORE, PEOPLE, TILES, moment
from tests.shots.stage import Scene

Key = Qt.Key
_DAY = 86_400 * 1_000_000
_GOODS = {one.sku: one for one in (*TILES, *MORE)}
#: Where goods are found, and how they are kept.
TAGS = {
    "BR001": {"place:麵包架 1"},
    "BR011": {"place:麵包架 2"},
    "BR021": {"place:麵包架 1"},
    "CK002": {"place:甜點櫃"},
    "CK003": {"place:貨架 B-03"},
    "TE001": {"place:貨架 A-12"},
    "TE002": {"place:貨架 A-11"},
    "JA001": {"place:貨架 A-04"},
    "JA002": {"place:貨架 A-05"},
    "DA001": {"place:冷藏 2", "冷藏"},
    "DA002": {"place:冷藏 1", "冷藏"},
}


@dataclass(frozen=True)
class Ordered:
    """An order of the pictures; goods are SKU and count."""

    code: str
    customer: str
    goods: Sequence[tuple[str, int]]
    state: str
    placed: int
    ready_by: int | None = None
    is_paid: bool = True
    tail: str = "318"
    told: ToldPickup | None = None
    note: str = ""

    @property
    def order_id(self) -> str:
        return f"order-{self.code}"

    def item(self) -> OrderItem:
        lines = tuple(
            OrderLine(sku=sku, name=_GOODS[sku].name, milli=count * 1_000, amount_minor=_GOODS[sku].price * count)
            for sku, count in self.goods
        )
        total = sum(one.amount_minor for one in lines)
        return OrderItem(
            code=self.code, state=self.state, customer=self.customer, member_id=None, currency="TWD", lines=lines,
            total_minor=total, paid_minor=total if self.is_paid else 0, note=self.note, placed_at=self.placed,
            ready_by=self.ready_by, phone_tail=self.tail, pickup=self.told,
        )  # fmt: skip


def all_picked(goods: Sequence[tuple[str, int]]) -> tuple[ToldLine, ...]:
    """Everything lies there."""
    return tuple(
        ToldLine(line=number, milli=count * 1_000, state="picked") for number, (_, count) in enumerate(goods, 1)
    )


def lies(code: str, who: str, goods: Sequence[tuple[str, int]], shelf: str, at: int, **more) -> Ordered:
    """An order that is ready."""
    keep = more.pop("keep_until", None)
    reminded = more.pop("reminded", 0)
    told = ToldPickup(lines=all_picked(goods), shelf=shelf, ready_at=at, keep_until=keep, reminded=reminded)
    return Ordered(code, who, goods, "ready", at - 2_400_000_000, at, told=told, **more)


CROISSANTS = (("BR001", 2), ("CK003", 1), ("TE002", 1), ("DA001", 1))
ROLLS = (("BR021", 3), ("CK002", 2), ("BR011", 1), ("DA001", 1))
MILK = (("DA001", 1), ("BR011", 1), ("JA001", 1), ("JA002", 1))
PICKED = ToldPickup(
    started_at=moment(14, 26),
    lines=(
        ToldLine(line=1, milli=2_000, state="picked"),
        ToldLine(line=2, milli=1_000, state="picked"),
    ),
)
ORDERS = (
    Ordered("A7-326", "謝○庭", (("BR001", 3),), "placed", moment(14, 30), moment(15, 15)),
    Ordered("A7-325", "黃○瑋", (("HM001", 1),), "placed", moment(14, 26), moment(15, 10), is_paid=False),
    Ordered("A7-324", "Y*** Chen", (("DA001", 3), ("BR021", 4)), "placed", moment(14, 2), moment(14, 45)),
    Ordered("A7-322", "陳○宏", CROISSANTS, "picking", moment(14, 24), moment(14, 50), is_paid=False, told=PICKED),
    Ordered(
        "A7-321", "許○涵", (("TE001", 1), ("JA001", 1)), "picking", moment(14, 18), moment(14, 55),
        told=ToldPickup(started_at=moment(14, 20), lines=(ToldLine(line=1, milli=1_000, state="picked"),)),
    ),
    lies("A7-318", "劉○安", MILK, "C-07", moment(14, 10), tail="902"),
    lies("A7-315", "蔡○恩", ROLLS, "B-02", moment(13, 44), is_paid=False, tail="557"),
    lies("A7-309", "鄭○如", (("HM001", 1),), "B-04", moment(13, 30)),
    lies("A7-302", "吳○澤", (("DA002", 2), ("BR021", 4)), "C-03", moment(12, 20)),
    lies("A7-299", "蔡○恩", (("JA002", 1),), "B-05", moment(12, 5), tail="557"),
    lies(
        "A7-266", "郭○君", (("CK003", 2),), "D-01", moment(11, 0) - 3 * _DAY, keep_until=moment(10, 0) - _DAY,
        reminded=2,
    ),
    lies(
        "A7-241", "羅○翔", (("TE001", 1), ("BR011", 2)), "D-02", moment(21, 0) - 5 * _DAY,
        keep_until=moment(21, 0) - 3 * _DAY, is_paid=False,
    ),
)  # fmt: skip


def place_orders(scene: Scene, orders: Sequence[Ordered] = ORDERS) -> None:
    """The orders of the pictures came by the feed; goods lie where their tags say."""
    counter = scene.place.counter
    catalog, at = counter.catalog(), counter.clock.now()
    found = [(catalog.find(sku, at), tags) for sku, tags in TAGS.items()]
    rows = [
        Row(replace(one.product, tags=frozenset(tags)), DatedPrice(one.product.sku, one.price))
        for one, tags in found
        if one is not None and one.price is not None
    ]
    writer = counter.desk.writer
    writer.on_connection(lambda connection: put(connection, rows)).result()
    items = {one.order_id: one.item() for one in orders}
    writer.on_connection(lambda connection: put_orders(connection, items)).result()


def go(scene: Scene, orders: Sequence[Ordered] = ORDERS) -> None:
    """The board."""
    place_orders(scene, orders)
    sign_in(scene)
    scene.place.session.enter(PEOPLE[3])
    scene.go("pickup")


def board(scene: Scene) -> None:
    """`pickups.png`"""
    go(scene)
    scene.place.pickup.choose("order-A7-322")
    scene.settle()


def chosen(code: str) -> Callable[[Scene], None]:
    """Another order is looked at."""

    def bring(scene: Scene) -> None:
        go(scene)
        scene.place.pickup.choose(f"order-{code}")
        scene.settle()

    return bring


def picked(scene: Scene) -> None:
    """Everything but the last lies there, and one thing is replaced: of an order of the trial page."""
    lines = (*PICKED.lines, ToldLine(
        line=3, milli=1_000, state="substituted", reason="sold_out", substitute_sku="TE001",
        substitute_name=_GOODS["TE001"].name,
    ))  # fmt: skip
    told = ToldPickup(started_at=PICKED.started_at, lines=lines)
    go(
        scene,
        (
            *(one for one in ORDERS if one.code != "A7-322"),
            replace(ORDERS[3], told=told, note="試用訂單 Trial order"),
        ),
    )
    scene.place.pickup.choose("order-A7-322")
    scene.settle()
    scene.place.pickup.walk(4)
    scene.settle()


def shelved(scene: Scene) -> None:
    """All of it lies there, and a shelf is chosen."""
    picked(scene)
    scene.place.pickup.toggle(4)
    scene.settle()
    scene.place.pickup.put_on("B-04")
    scene.settle()


def unchosen(scene: Scene) -> None:
    """None is looked at, and the store takes no orders in for a while."""
    go(scene)
    scene.place.pickup.take_in(IntakeState.PAUSED, 30)
    scene.settle()


def replaced(scene: Scene) -> None:
    """Other goods are looked for."""
    board(scene)
    scene.place.pickup.open(Work.SUBSTITUTE)
    scene.settle()


def found(scene: Scene) -> None:
    """Some were found."""
    scene.screen.zone.search("麵包")
    scene.settle()


def returned(scene: Scene) -> None:
    """It was cancelled, and its goods still lie apart."""
    go(scene, (*ORDERS, CANCELLED))
    scene.place.pickup.choose("order-A7-291")
    scene.settle()


def empty(scene: Scene) -> None:
    """There are none."""
    go(scene, ())


def unfound(scene: Scene) -> None:
    """None is of this kind."""
    go(scene, ORDERS[:1])
    scene.place.pickup.narrow_to(Narrow.COLD)
    scene.settle()


def short(scene: Scene) -> None:
    """Goods are missing."""
    board(scene)
    scene.press(Key.Key_F7)


CANCELLED = Ordered(
    "A7-291", "周○倫", MILK, "cancelled", moment(11, 0), moment(12, 0),
    told=ToldPickup(lines=all_picked(MILK), shelf="C-04", ready_at=moment(11, 40)),
)  # fmt: skip

PICTURES: dict[str, Picture[Scene]] = {
    "pickups": Picture(board),
    "pickups_none": Picture(unchosen),
    "pickups_picked": Picture(picked),
    "pickups_shelved": Picture(shelved),
    "pickups_new": Picture(chosen("A7-324")),
    "pickups_ready": Picture(chosen("A7-315")),
    "pickups_overdue": Picture(chosen("A7-241")),
    "pickups_empty": Picture(empty),
    "pickups_unfound": Picture(unfound),
    "pickups_short": Picture(short),
    "pickups_substitute": Picture(replaced),
    "pickups_substitute_found": Picture(replaced, found),
    "pickups_back": Picture(returned),
}
