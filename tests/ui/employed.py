"""People at the lock screen: who is employed, and what a test asks of the lock."""

from __future__ import annotations

from app.domain.staff import Person, Role
from app.services.staff import Newcomer
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.ui.counter import Counter

CHEAP = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1))
CHEN = Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER)
LIN = Person("S02", "林柏翰", "Lin Po-han", Role.CASHIER)
LEE = Person("S04", "李佩珊", "Li Pei-shan", Role.STAFF)
PINS = {"S01": "4801", "S02": "480213", "S04": "59281746"}
MORE = [Person(f"S{number:02}", f"人員{number}", "", Role.CASHIER) for number in range(11, 19)]


def employ(counter: Counter, *people: Person) -> None:
    """People with their PINs, and a badge each."""
    newcomers = [Newcomer(one, CHEAP.hash(PINS.get(one.staff_id, "4891")), f"BADGE-{one.staff_id}") for one in people]
    counter.till.terminal.staff.take_in(newcomers).result()
    counter.place.session.leave()
    counter.place.session.last_id = ""
    counter.settle()
