"""Copies of the database: taken beside the selling, checked before they count, kept by rule."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.db.anchor import replace_file, sync_folder
from app.db.archive import Archives
from app.db.connection import Error, connect_reader, fault, make_private
from app.db.datadir import DataDir, Identity
from app.db.verify import Report, verify_chain
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.domain.ids import is_uuid7
from app.services.backup import kept

_NAME = re.compile(r"omo-pos-([0-9a-f]{8})-(\d{8}T\d{6}Z)-e(\d+)-s(\d+)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


@frozen
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
    try:
        taken = datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Copy(path, taken, int(match[3]), int(match[4]))


def copies(folder: Path, terminal_id: str) -> list[Copy]:
    """The copies of a terminal in a folder, oldest first."""
    found = [copy_of(path) for path in folder.glob(f"omo-pos-{_mark(terminal_id)}-*.db")]
    return sorted((one for one in found if one is not None), key=lambda one: (one.taken_at, one.seq))


def check(path: Path, key: bytes | None, archives: Path) -> Report:
    """Check a copy: SQLite's own integrity, and the journal's chain with the totals that it gives.

    Args:
        archives: the folder in which its archives lie.

    Raises:
        FaultError: ``db.unreadable``, ``db.damaged``, ``backup.not_whole`` (reason).
    """
    if _said(path).get("digest") not in {None, _digest(path)}:
        raise FaultError("backup.not_whole", path=str(path), reason="its bytes changed")
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
        _sweep(target, identity.terminal_id)
        handle, name = tempfile.mkstemp(prefix=f".omo-pos-{_mark(identity.terminal_id)}-", suffix=".part", dir=target)
        os.close(handle)
        part = Path(name)
        try:
            return _take(place, identity, key, target, part, at)
        finally:
            for rest in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
                rest.unlink(missing_ok=True)
    except OSError as error:
        raise FaultError("backup.cannot_write", path=str(target), detail=error.strerror) from error


def _take(place: DataDir, identity: Identity, key: bytes | None, target: Path, part: Path, at: int) -> Copy:
    vacuum_into(place.database, key, part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    bring_archives(place.archive, target / place.archive.name)
    report = check(part, key, target / place.archive.name)
    taken = datetime.fromtimestamp(at // 1_000_000, UTC)
    place_in_time = f"{taken.strftime(_STAMP)}-e{report.epoch}-s{report.entries}"
    path = target / f"omo-pos-{_mark(identity.terminal_id)}-{place_in_time}.db"
    # A copy on a stick must be able to start a new machine: whose it is, and the key as the recovery code wraps it.
    # A plain file has no sums of its own over what neither the chain nor the totals cover.
    said = {**asdict(identity), "digest": _digest(part)}
    replace_file(path.with_suffix(".json"), (json.dumps(said, indent=1) + "\n").encode())
    part.replace(path)
    sync_folder(target)
    drop_old(target, identity.terminal_id)
    return Copy(path, taken, report.epoch, report.entries)


def vacuum_into(source: Path, key: bytes | None, part: Path) -> None:
    """Copy a database as it stands now, with what its log still holds, into a file that is not there yet.

    Raises:
        FaultError: of the disk and the source.
    """
    try:
        with closing(connect_reader(source, key)) as connection:
            make_private(part)
            connection.execute("PRAGMA query_only=OFF")  # it writes another file than the one it reads
            connection.execute("VACUUM INTO ?", (str(part),))
    except Error as error:
        raise fault(error, part) from error


def archives_of(copy: Path, place: DataDir) -> Path:
    """Where the archives lie that a copy names: beside it, or in the data directory for a file that was set aside."""
    beside = copy.parent / place.archive.name
    return beside if beside.is_dir() else place.archive


def bring_archives(source: Path, target: Path, aside: Path | None = None) -> None:
    """Bring the archives that are not there yet; they never change once they are written.

    Args:
        aside: where one goes that lies there with other bytes; without it, it stays.
    """
    if source == target:
        return
    for one in sorted(source.glob("journal-*.db")):
        there = target / one.name
        if there.exists() and (aside is None or there.read_bytes() == one.read_bytes()):
            continue
        target.mkdir(exist_ok=True, mode=0o700)
        if aside is not None and there.exists():
            there.replace(aside / one.name)
        replace_file(there, one.read_bytes())


def _mark(terminal_id: str) -> str:
    """What tells the copies of one terminal from those of another in the same folder."""
    return terminal_id.replace("-", "")[-8:]


def _sweep(target: Path, terminal_id: str) -> None:
    """Clear what copies of this terminal that were cut off left behind; another's may be under way."""
    for rest in target.glob(f".omo-pos-{_mark(terminal_id)}-*.part*"):
        rest.unlink(missing_ok=True)


def drop_old(folder: Path, terminal_id: str) -> list[Path]:
    """Remove the copies that the rule no longer keeps; which they were.

    The one whose journal reaches furthest stays also when a clock that ran wrong makes it look old.
    """
    found = copies(folder, terminal_id)
    keep = kept(one.second for one in found)
    furthest = max(found, key=lambda one: (one.epoch, one.seq, one.second), default=None)
    dropped = [one.path for one in found if one.second not in keep and one != furthest]
    for path in dropped:
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
    return dropped


def identity_of(path: Path) -> Identity:
    """Whose copy a file is.

    Raises:
        UserError: ``backup.not_a_copy``.
    """
    data = _said(path)
    try:
        found = Identity(data["terminal_id"], data["encrypted"], data["wrapped"], data["sealed"])
    except KeyError:
        raise UserError("backup.not_a_copy", path=str(path)) from None
    if type(data["encrypted"]) is not bool or not is_uuid7(str(data["terminal_id"])):
        raise UserError("backup.not_a_copy", path=str(path))
    return found


def _said(path: Path) -> dict[str, Any]:
    """What was written down beside a copy; nothing beside any other file."""
    try:
        data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def database_files(place: DataDir) -> Iterator[Path]:
    """The database's own files that are there."""
    names = (place.database.name, place.database.name + "-wal", place.database.name + "-shm", place.anchor.name)
    return (path for name in names if (path := place.folder / name).exists())


def aside_folder(place: DataDir, at: int) -> Path:
    """A fresh folder for a database that is replaced now."""
    stamp = datetime.fromtimestamp(at // 1_000_000, UTC).strftime(_STAMP)
    folder = place.aside / f"replaced-{stamp}"
    number = 1
    while folder.exists():
        number += 1
        folder = place.aside / f"replaced-{stamp}-{number}"
    folder.mkdir(parents=True)
    sync_folder(place.aside)
    sync_folder(place.folder)
    return folder


def set_aside(place: DataDir, folder: Path) -> None:
    """Move the database out of the way, whole: no error path deletes a fact. Cut off anywhere, it can be repeated."""
    for path in list(database_files(place)):
        if not (folder / path.name).exists():
            path.replace(folder / path.name)
    sync_folder(folder)
    sync_folder(place.folder)
