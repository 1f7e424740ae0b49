"""Pictures of the hand-over, and of the cart that it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from app.contract.pickup import ToldPickup
from app.domain.errors import UserError
from app.domain.pickup_charge import all_left
from app.domain.pickup_done import Check
from app.runtime.handover import Work as HandOverWork
from app.services.pickup import Given
from app.services.pickup_cart import cart_of
from app.services.pickup_ports import Claimed
from tests.shots.picking import CANCELLED, MILK, ORDERS, ROLLS, Ordered, all_picked, go, lies
from tests.shots.picture import Picture
from tests.shots.shop import PEOPLE, moment
from tests.shots.stage import Scene
from tests.shots.syncing import offline, stand
from tests.ui.pickups import Answers

Key = Qt.Key

GRANTED = Claimed(granted=True)


def show(
    scene: Scene, code: str, claimed: Claimed | None, ticked: int = 0, orders: Sequence[Ordered] = ORDERS
) -> None:
    """A customer shows a code."""
    go(scene, orders)
    object.__setattr__(scene.place.counter, "claims", Answers(claimed))
    scene.place.handover.show(f"order-{code}", is_signed=True)
    scene.settle()
    for place in range(ticked):
        scene.place.handover.tick(place)
    scene.go("handover")


def handed(scene: Scene) -> None:
    """`handover.png`"""
    show(scene, "A7-315", GRANTED, 3)


def handed_offline(scene: Scene) -> None:
    """`handover_offline.png`"""
    show(scene, "A7-318", None, 4)
    stand(scene, offline())


def refused(code: str, claimed: Claimed | None, orders: Sequence[Ordered] = ORDERS) -> Callable[[Scene], None]:
    """The code is worth nothing here."""
    return lambda scene: show(scene, code, claimed, orders=orders)


def handed_checked(scene: Scene) -> None:
    """The person was looked at, and another order goes along."""
    show(scene, "A7-315", GRANTED, 2)
    scene.place.handover.look_at(Check.PHONE_TAIL)
    scene.place.handover.look_at(Check.ID)
    scene.place.handover.add("order-A7-299")
    scene.settle()


#: Three orders of one customer that nobody paid; one is not ready, and one has a line short.
UNPAID = (
    lies("A7-315", "蔡○恩", ROLLS, "B-02", moment(13, 44), is_paid=False, tail="557"),
    lies("A7-299", "蔡○恩", (("JA002", 1),), "B-05", moment(12, 5), is_paid=False, tail="557"),
    Ordered("A7-324", "蔡○恩", (("DA001", 3),), "picking", moment(14, 2), moment(14, 45), is_paid=False, tail="557"),
)


def handed_several(scene: Scene) -> None:
    """Two of them go together, a third may."""
    show(scene, "A7-315", GRANTED, 2, UNPAID)
    scene.place.session.enter(PEOPLE[1])
    scene.place.handover.add("order-A7-299")
    scene.settle()


def paid_first(scene: Scene) -> None:
    """The first of them is paid: the sale leads on to the second."""
    handed_several(scene)
    _pay_order(scene)


def _pay_order(scene: Scene) -> None:
    scene.place.handover.accept()
    scene.settle()
    scene.place.payment.accept()
    scene.settle()
    scene.go("complete")


def handed_next(scene: Scene) -> None:
    """It is gone on with the second."""
    paid_first(scene)
    scene.go("handover")


def handed_paid(scene: Scene) -> None:
    """All is paid, and goods are still checked off."""
    handed_next(scene)
    _pay_order(scene)
    scene.go("handover")


def order_left(scene: Scene) -> None:
    """The cart of an order was left where things are sold."""
    handed_several(scene)
    scene.place.handover.accept()
    scene.settle()
    scene.go("sell")


def order_opened(scene: Scene) -> None:
    """Where there is little room, the cart is a drawer."""
    if scene.screen.drawer is not None and not scene.screen.drawer.is_open:
        scene.screen.drawer.toggle()
    scene.settle()


def order_aside(scene: Scene) -> None:
    """A cart of another order is among those that are put aside."""
    order_left(scene)
    counter = scene.place.counter
    one = counter.pickups.pickup("order-A7-299")
    if one is None:
        raise LookupError("the order of the picture")
    cart = cart_of(
        one, Given(one.order_id, all_left(one)), counter.ids.mint(), counter.catalog(), counter.clock.now()
    )
    counter.carts.park(cart, "14:31 · 蔡○恩 · 1 件", counter.ids.mint(), "S02").result()


def order_parked(scene: Scene) -> None:
    """Another cart is to be fetched."""
    if scene.screen.drawer is not None and scene.screen.drawer.is_open:
        scene.screen.drawer.close_drawer()
    scene.press(Key.Key_F6)


def handed_partly(scene: Scene) -> None:
    """What is checked off alone is given."""
    handed(scene)
    scene.place.handover.open_form(HandOverWork.PARTIAL)
    scene.settle()


def handed_problem(scene: Scene) -> None:
    """Something is wrong."""
    handed(scene)
    scene.place.handover.open_form(HandOverWork.PROBLEM)
    scene.settle()


def forged(scene: Scene) -> None:
    """A code that does not count any more."""
    go(scene)
    scene.place.handover.refuse(UserError("code.expired", at=0))
    scene.go("handover")


USED = Ordered(
    "A7-290", "周○倫", MILK, "handed_over", moment(11, 0), moment(12, 0),
    told=ToldPickup(lines=all_picked(MILK), ready_at=moment(11, 40), handed_at=moment(13, 5)),
)  # fmt: skip
ELSEWHERE = Claimed(granted=False, reason="other_store", store="XYI 信義店")

PICTURES: dict[str, Picture[Scene]] = {
    "handover": Picture(handed),
    "handover_offline": Picture(handed_offline),
    "handover_checked": Picture(handed_checked),
    "handover_partly": Picture(handed_partly),
    "handover_several": Picture(handed_several),
    "handover_next": Picture(handed_next),
    "handover_paid": Picture(handed_paid),
    "complete_next": Picture(paid_first),
    "sell_order": Picture(order_left, order_opened),
    "sell_order_parked": Picture(order_aside, order_parked),
    "handover_problem": Picture(handed_problem),
    "handover_used": Picture(refused("A7-290", GRANTED, (USED,))),
    "handover_cancelled": Picture(refused("A7-291", GRANTED, (CANCELLED,))),
    "handover_elsewhere": Picture(refused("A9-001", ELSEWHERE)),
    "handover_held": Picture(refused("A7-318", Claimed(granted=False, reason="held"))),
    "handover_expired": Picture(forged),
    "handover_new": Picture(refused("A7-324", GRANTED)),
}
