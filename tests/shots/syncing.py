"""Pictures of the line to the centre: the panel, the screen, joining."""

from __future__ import annotations

from dataclasses import replace

from app.contract.days import DayFigures, DaySales, DayTender
from app.domain.days import DayCheck
from app.domain.enrol import Joined
from app.domain.money import TWD
from app.domain.order import Order, OrderLine, OrderState
from app.domain.quantity import pieces
from app.domain.sync import Brought, Conflict, Trouble
from app.domain.task import Task, TaskKind
from app.runtime.standing import REVOKED, Link, Standing
from app.runtime.sync_join import JoinStep
from app.services.sync_ports import SyncReads
from tests.shots.picture import Picture
from tests.shots.selling import sell, sign_in
from tests.shots.shop import PEOPLE, SHOP, moment
from tests.shots.stage import Scene, until

#: When the line was lost.
LOST = moment(13, 58)
CONFLICTS = (
    Conflict("3", "t", "stock.below_zero", "CK002", "counted", moment(13, 40), "DDC-2-1-000171", 1_453),
    Conflict("2", "t", "coupon.used_twice", "SAVE100", "accepted", moment(11, 5), "DDC-2-1-000097", 913),
    Conflict("1", "t", "journal.not_understood", "order.collected", "quarantine", moment(9, 12)),
)
BROUGHT = (
    Brought("product", "TEA-01", "高山烏龍茶", is_told=True),
    Brought("promotion", "P1", "第二件半價", is_told=True),
    Brought("staff", "S03", "林柏翰", is_told=False),
)
TASK = Task("4", TaskKind.UNRESOLVED_TENDER, "4", "wallet", "", "s", 1, moment(10, 2), moment(10, 2), amount=545)


def figures(sales: int, total: int, cash: int) -> str:
    """What one side holds of a day."""
    sums = DaySales(
        business_on="2026-11-20", currency="TWD", sales=sales, sold_minor=total, returned_minor=0, rounding_minor=0,
        total_minor=total, tax_minor=0,
    )  # fmt: skip
    tender = DayTender(kind="cash", currency="TWD", tenders=sales, amount_minor=cash)
    return DayFigures(
        business_on="2026-11-20", runs=(), facts=9, digest="0" * 64, sales=(sums,), tenders=(tender,), taxes=()
    ).model_dump_json()


DAY = DayCheck(
    "2026-11-20", moment(8, 2), ("sales", "tenders"), closed=False, ours=figures(187, 84_120, 61_300),
    theirs=figures(186, 83_207, 60_387),
)  # fmt: skip


class Told:
    """What is on its way, with conflicts that a centre would have told."""

    def __init__(self, reads: SyncReads) -> None:
        self.page, self.counts, self.entry = reads.page, reads.counts, reads.entry

    def conflicts(self) -> list[Conflict]:
        return list(CONFLICTS)

    def brought(self, most: int) -> list[Brought]:
        return list(BROUGHT)[:most]

    def tasks(self) -> list[Task]:
        return [TASK]


def stand(scene: Scene, standing: Standing) -> None:
    """The sync stands so, with everything of the day on its way."""
    counter = scene.place.counter
    unsent = sum(counter.sync.reads.counts().values())
    now = standing if standing.link in {Link.ALONE, Link.ONLINE} else replace(standing, unsent=unsent)
    object.__setattr__(counter, "standing", lambda: now)
    scene.place.sync.look()
    scene.settle()


def offline() -> Standing:
    """Nobody answers since two."""
    troubles = (
        Trouble("centre.unreachable", LOST, moment(14, 31), 34),
        Trouble("centre.certificate_date", moment(9, 2), moment(9, 2)),
        Trouble("centre.unwell", moment(8, 40), moment(8, 41), 2),
    )
    why = "centre.unreachable"
    return Standing(Link.OFFLINE, since=LOST, why=why, contact_at=LOST, is_filled=True, troubles=troubles)


def sell_offline(scene: Scene) -> None:
    """`sell_offline.png`"""
    sell(scene)
    stand(scene, offline())


def open_panel(scene: Scene) -> None:
    """The pill was touched."""
    scene.wake()
    if not scene.window.shell._panel.is_open:
        scene.window.shell.bar.pill.click()
    scene.settle()


def boss(scene: Scene) -> None:
    """A manager stands at the counter."""
    sign_in(scene)
    scene.place.session.enter(PEOPLE[0])


def screen(scene: Scene, part: str, standing: Standing) -> None:
    """A part of the screen."""
    boss(scene)
    counter = scene.place.counter
    object.__setattr__(counter.sync, "reads", Told(counter.sync.reads))
    stand(scene, standing)
    scene.place.sync.part = part
    scene.go("sync")


def tasks(scene: Scene) -> None:
    """Conflicts of the centre, and a day whose books differ."""
    screen(
        scene, "tasks", Standing(Link.ONLINE, tasks=3, contact_at=moment(14, 31), is_filled=True, differing=(DAY,))
    )


def filling(scene: Scene) -> None:
    """The first fill, with a clock that is off."""
    screen(
        scene, "unsent", Standing(Link.SENDING, left=3_800, whole=5_000, contact_at=moment(14, 31), clock_off_s=300)
    )


def revoked(scene: Scene) -> None:
    """The centre speaks with this terminal no more."""
    screen(scene, "unsent", Standing(Link.ATTENTION, since=LOST, why=REVOKED, contact_at=LOST, is_filled=True))


def alone(scene: Scene) -> None:
    """A shop without a centre."""
    screen(scene, "unsent", Standing())


def join(scene: Scene) -> None:
    """It is about to join one, over its own network, with a code that is too old."""
    from app.domain.errors import UserError

    alone(scene)
    joining = scene.place.joining
    joining.open(on=True)
    joining.write(url="http://192.168.1.20:8440", code="ABCD-EFGH-JKLM")
    joining._refused(UserError("enrol.code_expired"))
    scene.settle()


def joining(scene: Scene) -> None:
    """It joined, and its first data comes in; the line was lost meanwhile."""
    from app.domain.errors import UserError

    alone(scene)
    there = scene.place.joining
    there.joined = Joined(replace(SHOP, store="S09", register=7), 300)
    there.fill()
    there.stop()
    there.done, there.whole, there.trouble = 1_200, 5_000, UserError("centre.unreachable")
    there.changed.emit()
    scene.settle()
    assert there.step is JoinStep.FILLING


def entry(scene: Scene) -> None:
    """A sale that is on its way, with all that it says."""
    screen(scene, "unsent", offline())
    view = scene.place.sync
    until(lambda: bool(view.rows))
    view.look_into(next(one for one in view.rows if one.kind.startswith("sale.")))
    scene.settle()


def order(number: int, paid: int) -> Order:
    """An order as it just came."""
    goods = OrderLine("BR001", "發酵奶油可頌", pieces(3), 174)
    placed = moment(14, 31)
    return Order(
        f"o{number}", f"A{number}", OrderState.PLACED, "王○明", None, TWD, (goods,), 174, paid, "", placed, None
    )


def order_came(scene: Scene) -> None:
    """One was placed online a moment ago."""
    bell = scene.place.orders
    bell.take()
    scene.window.shell._toast.dismiss()
    bell._came((order(123, 174),))


def orders_came(scene: Scene) -> None:
    """Five came at once."""
    order_came(scene)
    scene.place.orders._came(tuple(order(number, 0) for number in range(124, 128)))


PICTURES: dict[str, Picture[Scene]] = {
    "sell_offline": Picture(sell_offline, provided=True),
    "order_told": Picture(sell, order_came),
    "orders_told": Picture(sell, orders_came),
    "sync_panel": Picture(sell_offline, open_panel, provided=True),
    "sync_unsent": Picture(lambda scene: screen(scene, "unsent", offline())),
    "sync_entry": Picture(entry),
    "sync_tasks": Picture(tasks),
    "sync_brought": Picture(lambda scene: screen(scene, "brought", offline())),
    "sync_troubles": Picture(lambda scene: screen(scene, "troubles", offline())),
    "sync_table": Picture(lambda scene: screen(scene, "table", offline())),
    "sync_filling": Picture(filling),
    "sync_revoked": Picture(revoked),
    "sync_alone": Picture(alone),
    "sync_join": Picture(join),
    "sync_joining": Picture(joining),
}
