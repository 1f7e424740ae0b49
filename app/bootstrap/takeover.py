"""A machine on which nothing was sold yet enrols: as a new terminal, or in a dead one's place, as its code says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import version
from typing import Protocol

from app.bootstrap.enrol import Cut
from app.bootstrap.sync import make_feed
from app.bootstrap.terminal import keys_for, open_terminal, secret_store, secrets_of
from app.config import NAME, Config
from app.contract.enrol import Enrolled, TakesOver
from app.contract.journal import read_body
from app.contract.push import HeldEntries, PushedEntry
from app.contract.wire import WireError
from app.db.datadir import DataDir, Identity
from app.db.history import entry_of
from app.db.print_queue import SqlitePrintQueue
from app.db.store import Store
from app.db.work import SqliteUnitOfWork
from app.domain.enrol import Membership
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.shift import business_date
from app.domain.shop import Shop
from app.runtime.clock import RandomIds, SystemClock
from app.services.enrol import keep_shop, make_request, membership_of, present_shop, shop_of
from app.services.ports import Clock, Fact, IdSource, UnitOfWork
from app.services.setup import SYSTEM, open_epoch, settings_body
from app.vault.keys import Secrets
from app.vault.signature import verify

#: Tells how many entries came so far.
Tell = Callable[[int], object]


class Centre(Protocol):
    """What rebuilding needs of the gateway."""

    def rebuild(self, epoch: int, after: int) -> HeldEntries:
        """What is needed of the terminal, behind a place."""
        ...


@frozen
class Begun:
    """What a machine became.

    Attributes:
        takes_over: the terminal whose place it took; None for a new one.
        entries: how many of its entries came.
    """

    shop: Shop
    takes_over: TakesOver | None = None
    entries: int = 0


def is_fresh(config: Config) -> bool:
    """Whether nothing was ever written in a data directory."""
    return not DataDir(config.data_dir).database.exists()


@frozen
class Asked:
    """What a centre said to a machine on which nothing was written yet: what it may become.

    Attributes:
        clock_off_s: as in `Joined`.
    """

    answer: Enrolled
    member: Membership
    clock_off_s: int | None = None

    @property
    def shop(self) -> Shop:
        """The shop as the centre names it."""
        return _shop_of(self.answer)


def begin_terminal(
    config: Config,
    url: str,
    code: str,
    *,
    plain: bool = False,
    ca_file: str = "",
    clock: Clock | None = None,
    ids: IdSource | None = None,
    tell: Tell = lambda _: None,
) -> Begun:
    """Make a terminal of a machine on which nothing was written yet. Cut off anywhere, the same code does it again.

    Args:
        plain: plain HTTP is allowed although the centre is another machine.
        ca_file: the certificates of who alone may vouch for the centre; empty for the usual authorities.

    Raises:
        UserError, FaultError: as `ask_centre`, `become`.
    """
    used_clock = clock or SystemClock()
    used_ids = ids or RandomIds(used_clock)
    asked = ask_centre(config, url, code, Cut(), plain=plain, ca_file=ca_file, ids=used_ids)
    return become(config, asked, used_clock, used_ids, tell)


def ask_centre(
    config: Config,
    url: str,
    code: str,
    cut: Cut,
    *,
    plain: bool = False,
    ca_file: str = "",
    ids: IdSource | None = None,
) -> Asked:
    """Ask a centre with a code what this machine may become. But for its keys nothing is written yet.

    The code is this machine's from then on: asked again it says the same, also after another start.

    Raises:
        UserError: ``enrol.not_fresh``, ``enrol.cancelled``; ``centre.not_secure``, ``centre.bad_address``,
            ``centre.bad_ca_file``; of the centre.
        FaultError: of the gateway, the vault, the disk.
    """
    from app.sync.gateway import Address, Gateway  # noqa: PLC0415 - most starts enrol nowhere

    address, place = url.rstrip("/"), DataDir(config.data_dir)
    place.make()
    place.claim()
    try:
        identity, bundle = _fresh(config, place, ids or RandomIds(SystemClock()))
        with closing(Gateway(Address(address, plain=plain, ca_file=ca_file))) as door:
            signer, at = bundle.signer, SystemClock().now()
            request = make_request(code, identity.terminal_id, signer, version(NAME), at=at, fresh=True)
            answer = cut.through(door).enrol(request)
            return Asked(answer, membership_of(answer, address, plain=plain, ca_file=ca_file), door.clock_off_s)
    finally:
        place.release()


def become(
    config: Config,
    asked: Asked,
    clock: Clock | None = None,
    ids: IdSource | None = None,
    tell: Tell = lambda _: None,
    cut: Cut | None = None,
) -> Begun:
    """Be what the centre said: a new terminal, or in the place of another one, whose entries come first.

    Raises:
        UserError: ``enrol.not_fresh``, ``enrol.cancelled``; of the centre.
        FaultError: of the gateway, the vault, the disk.
    """
    used_clock = clock or SystemClock()
    used_ids = ids or RandomIds(used_clock)
    answer, place = asked.answer, DataDir(config.data_dir)
    place.claim()
    try:
        identity, bundle = _fresh(config, place, used_ids)
        came = 0
        if answer.takes_over is None:
            secret_store(config, identity.terminal_id).save_membership(asked.member)
        else:
            own = _become(config, place, bundle, answer.takes_over, asked.member)
            entries = _fetched(asked.member, tell, cut or Cut())
            came = _rebuild(place, own, bundle, answer, entries, used_clock, used_ids)
    finally:
        place.release()
    return Begun(_open(config, answer, used_clock, used_ids), answer.takes_over, came)


def _fresh(config: Config, place: DataDir, ids: IdSource) -> tuple[Identity, Secrets]:
    """Under whose name, and with which keys, a machine asks on which nothing was written yet."""
    if place.database.exists():
        raise UserError("enrol.not_fresh")
    identity = place.identity()
    if identity is None:
        identity = Identity(ids.mint(), encrypted=not config.plain)
        place.write_identity(identity)
    return identity, secrets_of(secret_store(config, identity.terminal_id), may_mint=True)


def _fetched(member: Membership, tell: Tell, cut: Cut) -> list[PushedEntry]:
    """All that is needed of the terminal that is taken over."""
    from app.sync.gateway import Address, Gateway  # noqa: PLC0415 - most starts enrol nowhere

    entries: list[PushedEntry] = []
    with closing(Gateway(Address(member.url, member.token, member.plain, member.ca_file))) as gateway:
        cut.through(gateway)
        for page in _pages(gateway):
            entries += page
            tell(len(entries))
    return entries


def _become(config: Config, place: DataDir, bundle: Secrets, takes_over: TakesOver, member: Membership) -> Identity:
    """Keep the terminal's identity, its keys and its epoch, before anything is written under it.

    From the epoch's mark on, a directory without a database is no fresh one: only this act goes on there.
    """
    identity = Identity(takes_over.terminal_id, encrypted=not config.plain)
    secrets = secret_store(config, identity.terminal_id)
    secrets.save(bundle)
    secrets.raise_epoch(takes_over.epoch)
    secrets.save_membership(member)
    place.write_identity(identity)
    return identity


def _pages(centre: Centre) -> Iterator[tuple[PushedEntry, ...]]:
    epoch = after = 0
    while True:
        page = centre.rebuild(epoch, after)
        if page.entries:
            yield page.entries
            epoch, after = page.entries[-1].epoch, page.entries[-1].seq
        if not page.more or not page.entries:
            return


def _rebuild(
    place: DataDir,
    identity: Identity,
    bundle: Secrets,
    answer: Enrolled,
    entries: list[PushedEntry],
    clock: Clock,
    ids: IdSource,
) -> int:
    """Write the journal that this machine begins with, in one transaction; how many entries were taken over."""
    takes_over = answer.takes_over
    if takes_over is None:
        raise RuntimeError("nothing is taken over")
    keys = keys_for(bundle, identity)
    store = Store(place, keys, identity.terminal_id, verify)
    at, taken = clock.now(), 0

    def job(work: UnitOfWork) -> None:
        nonlocal taken
        if not isinstance(work, SqliteUnitOfWork):
            raise TypeError("the writer's own unit of work")
        open_epoch(
            work, ids.mint(), at, identity.terminal_id, keys.public, takes_over.epoch, "taken_over", takes_over.parent
        )
        for one in filter(_is_readable, entries):
            taken += work.reappend(entry_of(one)) is not None
        if work.terminal("settings") is None:
            body, day = settings_body(_shop_of(answer)), business_date(at, answer.zone, 0)
            work.append(Fact(ids.mint(), body, at, SYSTEM, day))

    try:
        store.writer.write(job).result()
        store.anchor.flush_first()
    finally:
        store.close()
    return taken


def _is_readable(one: PushedEntry) -> bool:
    """Whether this version can write an entry: what it cannot read stays at the centre, which shows it."""
    try:
        read_body(one.kind, one.schema_no, one.body)
    except WireError:
        return False
    return True


def _shop_of(answer: Enrolled) -> Shop:
    return shop_of(Shop(), answer)


def _open(config: Config, answer: Enrolled, clock: Clock, ids: IdSource) -> Shop:
    """Open the terminal once, so that its journal says where it stands; its shop from the next start on."""
    new = None if answer.takes_over is not None else _shop_of(answer)
    terminal = open_terminal(config, new, clock=clock, ids=ids)
    try:
        make_feed(terminal).join(answer.centre_id)
        shop = shop_of(present_shop(terminal.desk, terminal.store.reads()), answer)
        keep_shop(terminal.desk, terminal.store.reads, shop)
        # Papers of what another machine did came out there, or nobody waits for them any more.
        SqlitePrintQueue(terminal.store.writer, terminal.store.connection).take_up(clock.now(), wanted=False)
    finally:
        terminal.close()
    return shop
