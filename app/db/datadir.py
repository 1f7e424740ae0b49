"""The data directory: where its files lie, whose it is, and that one process owns it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from app.db.anchor import make_folder, replace_file
from app.db.connection import fault
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.domain.ids import is_uuid7

#: Seconds a start waits for the directory: somebody may be looking whether it is owned.
CLAIM_S = 0.5
#: Seconds between two copies where the shop has set nothing else.
DEFAULT_EVERY_S = 3_600


@frozen
class Identity:
    """Who a data directory belongs to; no secret, so it lies beside the database.

    Attributes:
        terminal_id: minted at the first start, for ever.
        encrypted: False for a directory made for diagnosis and tests.
        wrapped: the terminal's secrets wrapped by its recovery code, as text; None before a code was made.
        sealed: the same sealed to the centre's permanent recovery key, in hex; None before enrolment.
    """

    terminal_id: str
    encrypted: bool = True
    wrapped: str | None = None
    sealed: str | None = None


class DataDir:
    """The files of one terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.database = self.folder / "omo-pos.db"
        self.anchor = self.folder / "anchor.json"
        self.identity_file = self.folder / "terminal.json"
        self.archive = self.folder / "archive"
        self.aside = self.folder / "aside"
        self.backup_rule = self.folder / "backup.json"
        self.restored = self.folder / "restored.db"
        self.restore_intent = self.folder / "restore.json"
        self._lock = FileLock(self.folder / "owner.lock", timeout=CLAIM_S, thread_local=False)

    def make(self) -> None:
        """Make the directory, for its owner only.

        Raises:
            FaultError: ``data_dir.cannot_make``.
        """
        try:
            make_folder(self.folder)
        except OSError as error:
            raise FaultError("data_dir.cannot_make", path=str(self.folder), detail=error.strerror) from error

    def claim(self) -> None:
        """Own the directory until `release` or the end of the process, however it ends.

        Raises:
            UserError: ``data_dir.in_use``: another process runs on it.
        """
        try:
            self._lock.acquire()
        except Timeout:
            raise UserError("data_dir.in_use", path=str(self.folder)) from None
        except OSError as error:
            raise FaultError("data_dir.cannot_make", path=str(self.folder), detail=error.strerror) from error

    def release(self) -> None:
        """Give the directory up."""
        self._lock.release()

    def is_owned(self) -> bool:
        """Whether a process runs on the directory."""
        probe = FileLock(self._lock.lock_file, timeout=0, thread_local=False, is_singleton=False)
        try:
            probe.acquire()
        except (Timeout, OSError):
            return True
        probe.release()
        return False

    def identity(self) -> Identity | None:
        """Whose directory this is; None for a fresh one.

        Raises:
            FaultError: ``data_dir.damaged``.
        """
        try:
            data = json.loads(self.identity_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise fault(error, self.identity_file) from error
        except ValueError as error:
            raise FaultError("data_dir.damaged", path=str(self.identity_file)) from error
        try:
            found = Identity(data["terminal_id"], data["encrypted"], data.get("wrapped"), data.get("sealed"))
        except (KeyError, TypeError) as error:
            raise FaultError("data_dir.damaged", path=str(self.identity_file)) from error
        if type(data["encrypted"]) is not bool or not is_uuid7(str(data["terminal_id"])):
            raise FaultError("data_dir.damaged", path=str(self.identity_file))
        return found

    def write_identity(self, identity: Identity) -> None:
        """Keep whose directory this is.

        Raises:
            FaultError: ``db.disk_full``, ``db.io``.
        """
        data = {
            "form": 1,
            "terminal_id": identity.terminal_id,
            "encrypted": identity.encrypted,
            "wrapped": identity.wrapped,
            "sealed": identity.sealed,
        }
        try:
            replace_file(self.identity_file, (json.dumps(data, indent=1) + "\n").encode())
        except OSError as error:
            raise fault(error, self.identity_file) from error

    def backup_place(self) -> tuple[Path, int]:
        """Where copies lie, and the seconds between two; a folder beside the data directory until one is named."""
        try:
            data = json.loads(self.backup_rule.read_text(encoding="utf-8"))
            return Path(str(data["to"])), max(60, int(data["every_minutes"]) * 60)
        except (OSError, ValueError, RecursionError, OverflowError, KeyError, TypeError):
            return self.folder.with_name(self.folder.name + "-copies"), DEFAULT_EVERY_S

    def keep_backup_place(self, to: Path, every_minutes: int) -> None:
        """Remember where copies lie and how often they are taken.

        Raises:
            FaultError: ``db.io``.
        """
        data = {"to": str(to.absolute()), "every_minutes": every_minutes}
        try:
            replace_file(self.backup_rule, (json.dumps(data, indent=1) + "\n").encode())
        except OSError as error:
            raise fault(error, self.backup_rule) from error

    def keep_wrapped(self, wrapped: str) -> None:
        """Keep the secrets as a recovery code wrapped them."""
        identity = self.identity()
        if identity is None:
            raise FaultError("data_dir.damaged", path=str(self.identity_file))
        self.write_identity(replace(identity, wrapped=wrapped))
