"""Copies, and what a restore of one would do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap.terminal import keys_of, secret_store
from app.config import Config
from app.db import restore as restoring
from app.db.backup import Copy, copies, identity_of, take
from app.db.datadir import DataDir, Identity
from app.db.restore import Plan
from app.db.store import Keys
from app.db.work import SqliteUnitOfWork
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.runtime.clock import RandomIds, SystemClock
from app.runtime.schedule import Schedule
from app.services.ports import Clock, IdSource
from app.services.setup import open_epoch
from app.vault.keys import SecretStore
from app.vault.signature import verify


def back_up(
    config: Config, target: Path | None = None, every_minutes: int | None = None, clock: Clock | None = None
) -> Copy:
    """Take a checked copy into a folder, which is remembered; the terminal may go on selling.

    Args:
        target: None for the remembered folder.
        every_minutes: how often the schedule takes one from now on.

    Raises:
        UserError: ``data_dir.empty``.
        FaultError: of the disk; ``backup.not_whole``.
    """
    place = DataDir(config.data_dir)
    identity = place.identity()
    if identity is None:
        raise UserError("data_dir.empty", path=str(place.folder))
    keys = keys_of(config, identity)
    folder, every_s = place.backup_place()
    copy = take(place, identity, keys.database, target or folder, (clock or SystemClock()).now())
    if target is not None or every_minutes is not None:
        place.keep_backup_place(target or folder, every_minutes or every_s // 60)
    return copy


def start_backups(config: Config, clock: Clock | None = None) -> Schedule:
    """Take copies on schedule for as long as the program runs."""
    place = DataDir(config.data_dir)
    identity = place.identity()
    if identity is None:
        raise UserError("data_dir.empty", path=str(place.folder))
    folder, every_s = place.backup_place()
    last = copies(folder, identity.terminal_id)
    used_clock = clock or SystemClock()
    return Schedule(
        "backup", lambda: back_up(config, clock=used_clock), last[-1].second if last else None, every_s, used_clock
    )


@frozen
class Restoring:
    """A restore that was looked at, while the data directory is owned, and can now be done."""

    plan: Plan
    place: DataDir
    identity: Identity
    keys: Keys
    copy: Path
    secrets: SecretStore
    clock: Clock
    ids: IdSource

    def run(self) -> None:
        """Do it: the copy takes the database's place in a new epoch."""
        at = self.clock.now()
        if self.place.identity() is None:
            self.place.write_identity(self.identity)

        def open_new(work: SqliteUnitOfWork, epoch: int) -> None:
            open_epoch(work, self.ids.mint(), at, self.identity.terminal_id, self.keys.public, epoch, "restored")

        claim = self.secrets.raise_epoch
        restoring.restore(self.place, self.keys, self.identity.terminal_id, self.copy, self.plan, open_new, claim, at)


@contextmanager
def restoring_from(config: Config, copy: Path, clock: Clock | None = None) -> Iterator[Restoring]:
    """Look at a copy and at what a restore of it would carry over and lose.

    Raises:
        UserError: ``backup.not_a_copy``, ``backup.of_another_terminal``, ``data_dir.in_use``.
        FaultError: ``backup.not_whole``; of the vault and the disk.
    """
    used_clock = clock or SystemClock()
    place = DataDir(config.data_dir)
    place.make()
    place.claim()
    try:
        identity = place.identity()
        if identity is None:
            identity = identity_of(copy)
        keys = keys_of(config, identity)
        restoring.finish(place, keys, identity.terminal_id)
        secrets = secret_store(config, identity.terminal_id)
        planned = restoring.plan(place, keys, identity.terminal_id, copy, secrets.highest_epoch(), verify)
        yield Restoring(planned, place, identity, keys, copy, secrets, used_clock, RandomIds(used_clock))
    finally:
        place.release()
