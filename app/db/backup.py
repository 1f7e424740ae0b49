"""Copies of the database: taken beside the selling, checked before they count, kept by rule."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.db.anchor import replace_file, sync_folder
from app.db.archive import Archives
from app.db.connection import Error, connect_reader, fault
from app.db.datadir import DataDir, Identity
from app.db.verify import Report, verify_chain
from app.domain.errors import FaultError, UserError
from app.services.backup import kept

_NAME = re.compile(r"omo-pos-([0-9a-f]{8})-(\d{8}T\d{6}Z)-e(\d+)-s(\d+)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Copy:
    """A checked copy: where it lies, when it was taken, and where the journal stood."""

    path: Path
    taken_at: datetime
    epoch: int
    seq: int

    @property
    def second(self) -> int:
        """When it was taken, in seconds since 1970 UTC."""
        return int(self.taken_at.timestamp())


def copy_of(path: Path) -> Copy | None:
    """What a file's name says; None for any other file."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    taken = datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
    return Copy(path, taken, int(match[3]), int(match[4]))


def copies(folder: Path, terminal_id: str) -> list[Copy]:
    """The copies of a terminal in a folder, oldest first."""
    mark = terminal_id.replace("-", "")[-8:]
    found = [copy_of(path) for path in folder.glob(f"omo-pos-{mark}-*.db")]
    return sorted((one for one in found if one is not None), key=lambda one: (one.taken_at, one.seq))


def check(path: Path, key: bytes | None, archives: Path) -> Report:
    """Check a copy: SQLite's own integrity, and the journal's chain with the totals that it gives.

    Args:
        archives: the folder in which its archives lie.

    Raises:
        FaultError: ``db.unreadable``, ``db.damaged``, ``backup.not_whole`` (reason).
    """
    try:
        with closing(connect_reader(path, key)) as connection:
            pages = connection.execute("PRAGMA cipher_integrity_check").fetchone() if key is not None else None
            answer = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if pages is not None or answer != ("ok",):
                raise FaultError("backup.not_whole", path=str(path), reason=str((pages or answer)[0]))
            report = verify_chain(connection, Archives(archives, key))
    except Error as error:
        raise fault(error, path) from error
    if not report.ok:
        reason = report.problem or f"totals differ: {', '.join(report.differences)}"
        raise FaultError("backup.not_whole", path=str(path), reason=f"seq {report.broken_seq}: {reason}")
    return report


def take(place: DataDir, identity: Identity, key: bytes | None, target: Path, at: int) -> Copy:
    """Take a copy into a folder, check it, and drop what the rule no longer keeps.

    It reads on a connection of its own, so that no sale waits for it, and counts only once it is checked, under its
    own name: killed anywhere, no half copy looks like a whole one.

    Args:
        at: microseconds UTC.

    Raises:
        FaultError: ``db.disk_full``, ``backup.cannot_write``, ``backup.not_whole``.
    """
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(target)
        handle, name = tempfile.mkstemp(prefix=".omo-pos-", suffix=".part", dir=target)
        os.close(handle)
        part = Path(name)
        part.unlink()
        try:
            return _take(place, identity, key, target, part, at)
        finally:
            for rest in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
                rest.unlink(missing_ok=True)
    except OSError as error:
        raise FaultError("backup.cannot_write", path=str(target), detail=error.strerror) from error


def _take(place: DataDir, identity: Identity, key: bytes | None, target: Path, part: Path, at: int) -> Copy:
    _vacuum_into(place, key, part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    _copy_archives(place, target)
    report = check(part, key, target / place.archive.name)
    taken = datetime.fromtimestamp(at // 1_000_000, UTC)
    mark = identity.terminal_id.replace("-", "")[-8:]
    path = target / f"omo-pos-{mark}-{taken.strftime(_STAMP)}-e{report.epoch}-s{report.entries}.db"
    # A copy on a stick must be able to start a new machine: whose it is, and the key as the recovery code wraps it.
    replace_file(path.with_suffix(".json"), (json.dumps(asdict(identity), indent=1) + "\n").encode())
    part.replace(path)
    sync_folder(target)
    drop_old(target, identity.terminal_id)
    return Copy(path, taken, report.epoch, report.entries)


def _vacuum_into(place: DataDir, key: bytes | None, part: Path) -> None:
    try:
        with closing(connect_reader(place.database, key)) as connection:
            connection.execute("PRAGMA query_only=OFF")  # it writes another file than the one it reads
            connection.execute("VACUUM INTO ?", (str(part),))
    except Error as error:
        raise fault(error, part) from error


def _copy_archives(place: DataDir, target: Path) -> None:
    """Archives never change once they are written: only the ones that are not there yet are copied."""
    there = target / place.archive.name
    for source in sorted(place.archive.glob("journal-*.db")):
        there.mkdir(exist_ok=True, mode=0o700)
        if not (there / source.name).exists():
            replace_file(there / source.name, source.read_bytes())


def _sweep(target: Path) -> None:
    """Clear what copies that were cut off left behind."""
    for rest in target.glob(".omo-pos-*.part*"):
        rest.unlink(missing_ok=True)


def drop_old(folder: Path, terminal_id: str) -> list[Path]:
    """Remove the copies that the rule no longer keeps; which they were."""
    found = copies(folder, terminal_id)
    keep = kept(one.second for one in found)
    dropped = [one.path for one in found if one.second not in keep]
    for path in dropped:
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
    return dropped


def identity_of(path: Path) -> Identity:
    """Whose copy a file is.

    Raises:
        UserError: ``backup.not_a_copy``.
    """
    try:
        data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return Identity(data["terminal_id"], data["encrypted"], data["wrapped"], data["sealed"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError("backup.not_a_copy", path=str(path)) from None


def database_files(place: DataDir) -> Iterator[Path]:
    """The database's own files that are there."""
    names = (place.database.name, place.database.name + "-wal", place.database.name + "-shm", place.anchor.name)
    return (path for name in names if (path := place.folder / name).exists())


def set_aside(place: DataDir, at: int) -> Path:
    """Move the database out of the way, whole: no error path deletes a fact. Where it lies now."""
    stamp = datetime.fromtimestamp(at // 1_000_000, UTC).strftime(_STAMP)
    folder = place.aside / f"replaced-{stamp}"
    number = 1
    while folder.exists():
        number += 1
        folder = place.aside / f"replaced-{stamp}-{number}"
    folder.mkdir(parents=True)
    for path in list(database_files(place)):
        path.replace(folder / path.name)
    sync_folder(folder)
    sync_folder(place.folder)
    return folder
