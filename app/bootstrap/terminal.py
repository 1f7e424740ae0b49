"""A terminal, built from its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.bootstrap.staff import KeptRecoveryCode, PinThread
from app.config import Config
from app.db import restore as restoring
from app.db.datadir import DataDir, Identity
from app.db.store import Keys, Store
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.domain.shop import Shop
from app.runtime.clock import RandomIds, SystemClock
from app.runtime.schedule import Schedule
from app.services.approve import Approvals
from app.services.desk import Desk
from app.services.drawer import Drawer
from app.services.member import MemberRider
from app.services.pickup_cart import PickupRider
from app.services.ports import Clock, IdSource, UnitOfWork
from app.services.sales import Sales
from app.services.sell import Sell
from app.services.setup import SYSTEM, open_epoch, read_shop, settings_body
from app.services.staff import Staff
from app.services.stock import Stock
from app.services.task import Tasks
from app.services.verbs import Verbs
from app.vault.argon import Argon2Cost
from app.vault.badge import BadgeHasher
from app.vault.keys import KeyringMode, Secrets, SecretStore
from app.vault.pin import PIN_COST, PinHasher
from app.vault.signature import verify


@frozen
class Terminal(Verbs):
    """A terminal at work: its data directory is owned, its writer runs."""

    store: Store
    desk: Desk
    terminal_id: str
    secrets: SecretStore
    pins: PinThread
    staff: Staff

    @property
    def sell(self) -> Sell:
        """Complete a sale, refund or exchange."""
        return Sell(self.desk, riders=(PickupRider(), MemberRider(self.desk)))

    @property
    def sales(self) -> Sales:
        """Find and look at sales that were made, on the calling thread's connection."""
        return Sales(self.desk, self.store.reads, self.store.catalog)

    @property
    def tasks(self) -> Tasks:
        """What came up and a person must decide."""
        return Tasks(self.desk, self.store.reads)

    @property
    def stock(self) -> Stock:
        """Goods that move without a sale."""
        return Stock(self.desk)

    @property
    def approvals(self) -> Approvals:
        """Ask and allow what a role may not do alone."""
        return Approvals(self.desk, self.store.reads, self.staff.recognise, self.pins)

    @property
    def drawer(self) -> Drawer:
        """Open the cash box without a sale."""
        return Drawer(self.desk)

    def close(self) -> None:
        """End the threads, write the anchor, give the directory up."""
        self.pins.close()
        self.store.close()
        self.store.place.release()


def secret_store(config: Config, terminal_id: str) -> SecretStore:
    """Where the secrets of a terminal lie."""
    return SecretStore(terminal_id, config.key_dir, KeyringMode(config.keyring))


def keys_of(config: Config, identity: Identity) -> Keys:
    """The keys of a data directory.

    Raises:
        FaultError: ``vault.key_missing`` and others of the vault.
    """
    return keys_for(secret_store(config, identity.terminal_id).load(), identity)


def keys_for(secrets: Secrets, identity: Identity) -> Keys:
    """The keys of a data directory, out of its terminal's secrets."""
    return Keys(secrets.database_key if identity.encrypted else None, secrets.signer, secrets.signer.public_key)


def open_terminal(
    config: Config,
    new: Shop | None = None,
    *,
    clock: Clock | None = None,
    ids: IdSource | None = None,
    synchronous: str = "FULL",
    pin_cost: Argon2Cost = PIN_COST,
) -> Terminal:
    """Open a data directory, making it where it is fresh and a shop is given.

    Every step of the making can be cut off and is taken up again by the next start.

    Args:
        new: the shop of a fresh terminal; without it a fresh directory is refused.
        synchronous: anything but FULL is for the test that shows why it must be FULL.
        pin_cost: of a PIN's hash; a test that hashes many takes a lower one.

    Raises:
        UserError: ``data_dir.in_use``, ``data_dir.empty``, ``data_dir.other_kind``.
        FaultError: of the database, the vault and the disk.
    """
    used_clock = clock or SystemClock()
    used_ids = ids or RandomIds(used_clock)
    place = DataDir(config.data_dir)
    if new is None and not place.identity_file.exists():
        raise UserError("data_dir.empty", path=str(place.folder))
    place.make()
    place.claim()
    try:
        return _open(config, place, new, used_clock, used_ids, synchronous, pin_cost)
    except BaseException:
        place.release()
        raise


def _open(
    config: Config,
    place: DataDir,
    new: Shop | None,
    clock: Clock,
    ids: IdSource,
    synchronous: str,
    pin_cost: Argon2Cost,
) -> Terminal:
    identity = place.identity()
    if identity is None:
        identity = Identity(ids.mint(), encrypted=not config.plain)
        place.write_identity(identity)
    elif config.plain and identity.encrypted:
        raise UserError("data_dir.other_kind", path=str(place.folder))
    secrets = secret_store(config, identity.terminal_id)
    found = secrets_of(secrets, may_mint=new is not None and not place.database.exists())
    keys = keys_for(found, identity)
    restoring.finish(place, keys, identity.terminal_id)
    begun = secrets.highest_epoch() > 0
    if begun and not place.database.exists():
        raise FaultError("data_dir.database_missing", path=str(place.database))
    store = Store(place, keys, identity.terminal_id, verify, begun=begun, synchronous=synchronous)
    try:
        shop = _begin(store, keys, identity, new, clock, ids, secrets)
        _follow_epochs(store, keys, identity, clock, ids, secrets)
        desk, pins = Desk(store.writer, clock, ids, shop), PinThread()
        badges = BadgeHasher(found.lookup_key, lambda: shared_badge_keys(secrets))
        code = KeptRecoveryCode(place, secrets, identity.terminal_id)
        staff = Staff(desk, store.reads, pins, PinHasher(pin_cost), badges, code)
    except BaseException:
        store.close()
        raise
    return Terminal(store, desk, identity.terminal_id, secrets, pins, staff)


def shared_badge_keys(secrets: SecretStore) -> tuple[bytes, ...]:
    """The centre's badge keys; a membership that cannot be read is the sync's matter, which says so."""
    try:
        return secrets.badge_keys()
    except FaultError:
        return ()


def keep_badge_keys(secrets: SecretStore, keys: Sequence[str]) -> None:
    """Keep what badges are hashed under from now on, in hex and the newest first, beside the terminal's own keys.

    Raises:
        FaultError: of the vault.
    """
    if tuple(map(bytes.fromhex, keys)) == secrets.badge_keys():
        return
    before = secrets.membership()
    if before is not None:
        secrets.save_membership(replace(before, badge_key=keys[0], former_badge_keys=tuple(keys[1:])))


def keep_contact_key(secrets: SecretStore, key: str) -> None:
    """Keep what contacts are hashed under, in hex, beside the terminal's own keys.

    Raises:
        FaultError: of the vault.
    """
    if secrets.contact_key() == bytes.fromhex(key):
        return
    before = secrets.membership()
    if before is not None:
        secrets.save_membership(replace(before, contact_key=key))


def secrets_of(secrets: SecretStore, *, may_mint: bool) -> Secrets:
    """The terminal's secrets. A database without its key is a matter for the recovery code; only what never held
    anything gets new keys.
    """
    try:
        return secrets.load()
    except FaultError as error:
        if error.code != "vault.key_missing" or not may_mint:
            raise
    secrets.mint()
    return secrets.load()


def _begin(
    store: Store, keys: Keys, identity: Identity, new: Shop | None, clock: Clock, ids: IdSource, secrets: SecretStore
) -> Shop:
    """The shop that the journal names; a fresh journal gets its first two entries, in one transaction."""
    text = store.reads().terminal("settings")
    if text is not None:
        return read_shop(text)
    if store.alarm is not None or secrets.highest_epoch() > 0:
        raise FaultError("data_dir.database_missing", path=str(store.place.database))
    if new is None:
        raise UserError("data_dir.empty", path=str(store.place.folder))
    at = clock.now()

    def job(work: UnitOfWork) -> None:
        open_epoch(work, ids.mint(), at, identity.terminal_id, keys.public, 1, "created")
        desk = Desk(store.writer, clock, ids, new)
        work.append(desk.fact(ids.mint(), settings_body(new), SYSTEM, at, None))

    store.writer.write(job).result()
    store.anchor.flush_first()
    secrets.raise_epoch(1)  # from here on a missing anchor or an empty database is an alarm
    return new


def _follow_epochs(
    store: Store, keys: Keys, identity: Identity, clock: Clock, ids: IdSource, secrets: SecretStore
) -> None:
    """Open a new epoch where the files are older than what this terminal once wrote, before it numbers a receipt."""
    head, known = store.reads().head(), secrets.highest_epoch()
    if head is None:
        return
    if head.epoch >= known and (store.rolled_back_from is None or store.rolled_back_from < head.epoch):
        if head.epoch > known:
            secrets.raise_epoch(head.epoch)
        return
    epoch, at = max(known, head.epoch, store.rolled_back_from or 0) + 1, clock.now()
    secrets.raise_epoch(epoch)

    def job(work: UnitOfWork) -> None:
        open_epoch(work, ids.mint(), at, identity.terminal_id, keys.public, epoch, "restored")

    store.writer.write(job).result()


def begin_epoch(terminal: Terminal) -> None:
    """Open an epoch that was never written in, and remember it for ever."""
    desk, at = terminal.desk, terminal.desk.clock.now()
    head = terminal.store.reads().head()
    epoch = max(terminal.secrets.highest_epoch(), head.epoch if head is not None else 0) + 1
    terminal.secrets.raise_epoch(epoch)
    key = terminal.secrets.load().signer.public_key

    def job(work: UnitOfWork) -> None:
        open_epoch(work, desk.ids.mint(), at, terminal.terminal_id, key, epoch, "restored")

    desk.writer.write(job).result()


def start_tending(terminal: Terminal, every_s: int = 600, after_s: int = 0) -> Schedule:
    """Keep search ranked by what sells, for as long as the program runs.

    Args:
        after_s: seconds until the first time.
    """
    clock = terminal.desk.clock
    last_s = clock.now() // 1_000_000 + after_s - every_s if after_s else None
    return Schedule("tending", terminal.store.tend_search, last_s, every_s, clock)
