"""Enrolment: a machine becomes a terminal of a centre by a one-time code, with the history that it has."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.contract.enrol import Enrolled, EnrolRequest
from app.contract.feed import StoreItem
from app.contract.push import PROTOCOL
from app.contract.wire import WireError, read_wire
from app.domain.enrol import Membership
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import currency
from app.domain.shop import Shop
from app.services.desk import Desk
from app.services.ports import Fact, Reads, UnitOfWork
from app.services.setup import SYSTEM, read_shop, settings_body
from app.services.sync_ports import MembershipStore, Signer

#: What the terminal signs to show that the key it names is its own: the centre checks it under the same name.
PROOF = "omo-pos enrolment"

#: What a centre may know of a store beside its name and zone.
_TOLD = ("phone", "address", "tax_id", "name_en")


class Door(Protocol):
    """What enrolling needs of the gateway."""

    def enrol(self, request: EnrolRequest) -> Enrolled:
        """Become a terminal."""
        ...


def make_request(
    code: str, terminal_id: str, signer: Signer, app_version: str, *, at: int, fresh: bool = False
) -> EnrolRequest:
    """Who asks to join, with the proof of the key.

    Args:
        at: microseconds UTC: of two requests the later one counts, whichever arrives first.
        fresh: nothing was ever written at this machine: it may take over another terminal.
    """
    blank = EnrolRequest(
        protocol=PROTOCOL,
        code=code,
        terminal_id=terminal_id,
        public_key=signer.public_key.hex(),
        nonce=f"{at & (1 << 64) - 1:016x}{secrets.token_hex(8)}",
        proof="0" * 128,
        app_version=app_version,
        fresh=fresh,
    )
    return blank.model_copy(update={"proof": signer.sign(PROOF, blank.signed()).hex()})


@frozen
class Enrolment:
    """Makes a terminal of this machine.

    Attributes:
        join: called with the centre's id once the membership is kept.
    """

    desk: Desk
    reads: Callable[[], Reads]
    terminal_id: str
    signer: Signer
    members: MembershipStore
    join: Callable[[str], object]
    app_version: str = ""

    def run(self, door: Door, url: str, code: str, *, plain: bool, ca_file: str = "") -> Shop:
        """Ask with a code, and keep what came; the shop as it is from the next start on.

        Cut off anywhere, the same code does it once more.

        Raises:
            UserError: ``enrol.bad_code`` and others of the centre; ``enrol.other_currency`` (found, wanted): what was
                sold here was counted in another one, and nothing was changed here.
            FaultError: of the gateway, the vault, the disk.
        """
        if not 4 <= len(code) <= 64:
            raise UserError("enrol.bad_code")
        answer = door.enrol(
            make_request(code, self.terminal_id, self.signer, self.app_version, at=self.desk.clock.now())
        )
        shop = self._shop(answer)
        self.members.save_membership(membership_of(answer, url, plain=plain, ca_file=ca_file))
        self.join(answer.centre_id)
        keep_shop(self.desk, self.reads, shop)
        return shop

    def _shop(self, answer: Enrolled) -> Shop:
        reads = self.reads()
        present = present_shop(self.desk, reads)
        counted = reads.open_shift() is not None or reads.last_closed_shift() is not None
        if counted and present.currency.code != answer.currency:
            raise UserError("enrol.other_currency", found=present.currency.code, wanted=answer.currency)
        return shop_of(present, answer)


def membership_of(answer: Enrolled, url: str, *, plain: bool, ca_file: str = "") -> Membership:
    """What a terminal keeps of the centre's answer."""
    badge_key = answer.badge_key or ""
    return Membership(
        url, plain, answer.centre_id, answer.centre_key, answer.token, badge_key=badge_key, ca_file=ca_file
    )


def shop_of(present: Shop, answer: Enrolled) -> Shop:
    """A shop as the centre names its store and register, with its own rules otherwise."""
    return replace(
        present,
        store=answer.store,
        register=answer.register_no,
        name=answer.store_name,
        zone=answer.zone,
        currency=currency(answer.currency),
    )


def keep_store(desk: Desk, reads: Callable[[], Reads], text: str | None) -> None:
    """Journal the store's name and zone as the centre has them now, where they changed.

    What receipts say of it besides is the centre's where it knows it, else what was typed here.
    """
    if text is None:
        return
    try:
        item = read_wire(StoreItem, text)
        present = present_shop(desk, reads())
        contact = {name: getattr(item, name) or getattr(present, name) for name in _TOLD}
        shop = replace(present, name=item.name, zone=item.zone, **contact)
    except (WireError, UserError):
        return  # what this machine cannot keep, such as a zone that it does not know, changes nothing
    keep_shop(desk, reads, shop)


def present_shop(desk: Desk, reads: Reads) -> Shop:
    """The shop as the journal has it: it holds from the next start on."""
    text = reads.terminal("settings")
    return desk.shop if text is None else read_shop(text)


def keep_shop(desk: Desk, reads: Callable[[], Reads], shop: Shop) -> None:
    """Journal a shop's settings, where they are other than before."""
    if present_shop(desk, reads()) == shop:
        return
    at, entry_id = desk.clock.now(), desk.ids.mint()

    def job(work: UnitOfWork) -> None:
        work.append(Fact(entry_id, settings_body(shop), at, SYSTEM, desk.business_on(at)))

    desk.writer.write(job).result()
