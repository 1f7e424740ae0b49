"""The anchor: the journal's head, signed, in a file beside the database.

What it covers cannot be cut off unnoticed. It lags behind the journal by design, for it is written off the sale's
path, within a second of a commit, at every Z and at exit. An anchor that leads the journal is an alarm.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Protocol

from app.db.connection import fault
from app.domain.frozen import frozen
from app.services.ports import Head

CONTEXT = "omo-pos anchor 1"

#: Seconds from a commit to its anchor: long enough to gather a burst, well within the second that is promised.
DELAY = 0.25


class Signer(Protocol):
    """Signs with the terminal's key."""

    def sign(self, context: str, message: bytes) -> bytes:
        """An Ed25519 signature over context and message."""
        ...


@frozen
class Anchor:
    """What the file says. `signature` covers the other four."""

    terminal_id: str
    epoch: int
    seq: int
    hash: bytes
    signature: bytes

    @property
    def message(self) -> bytes:
        """The signed bytes."""
        return anchor_message(self.terminal_id, Head(self.epoch, self.seq, self.hash))


def anchor_message(terminal_id: str, head: Head) -> bytes:
    """The bytes that an anchor's signature covers."""
    return f"{terminal_id} {head.epoch} {head.seq} {head.hash.hex()}".encode()


def read(path: Path) -> Anchor | None:
    """The anchor in a file; None where there is none or it is not one (which `verify` reports as missing)."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Anchor(
            str(data["terminal_id"]),
            int(data["epoch"]),
            int(data["seq"]),
            bytes.fromhex(data["hash"]),
            bytes.fromhex(data["signature"]),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place whole: the old one or the new one is there after a power cut, never a part."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    # Made by us or not at all: a link that somebody left under this name is not followed.
    with fresh.open("xb") as file:
        fresh.chmod(0o600)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for its owner only; a power cut does not take it away again."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for one in missing:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Make a folder's entries durable, where the system has such a thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class AnchorKeeper:
    """Writes the anchor on a thread of its own; fits the writer's `Watcher`."""

    def __init__(self, path: Path, terminal_id: str, signer: Signer, delay: float = DELAY) -> None:
        self._path = path
        self._terminal_id = terminal_id
        self._signer = signer
        self._delay = delay
        self._head: Head | None = None
        self._written: Head | None = None
        self._error: OSError | None = None
        self._closing = False
        self._wake = threading.Condition()
        self._file = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="anchor", daemon=True)
        self._thread.start()

    def committed(self, head: Head) -> None:
        """Remember the head; the file follows."""
        with self._wake:
            self._head = head
            self._wake.notify()

    def sealed(self) -> None:
        """A Z is only answered once its anchor is written."""
        self.flush()

    def flush(self) -> None:
        """Write the anchor now, as at a Z. A full disk is no reason to stop: the next time makes up for it."""
        with self._file:
            with self._wake:
                head = self._head
            if head is None or head == self._written:
                return
            try:
                replace_file(self._path, self._bytes(head))
            except OSError as error:
                self._error = error
                return
            self._written, self._error = head, None

    def flush_first(self) -> None:
        """Write a terminal's first anchor, or refuse: the next start could not tell its lack from a theft.

        Raises:
            FaultError: ``db.disk_full``, ``db.io``.
        """
        self.flush()
        if self._error is not None:
            raise fault(self._error, self._path) from self._error

    @property
    def failure(self) -> str | None:
        """Why the last attempt failed, None if it did not."""
        return None if self._error is None else self._error.strerror

    def close(self) -> None:
        """Write what is left and end the thread."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()
        self.flush()

    def _bytes(self, head: Head) -> bytes:
        signature = self._signer.sign(CONTEXT, anchor_message(self._terminal_id, head))
        data = {
            "terminal_id": self._terminal_id,
            "epoch": head.epoch,
            "seq": head.seq,
            "hash": head.hash.hex(),
            "signature": signature.hex(),
        }
        return (json.dumps(data, indent=1) + "\n").encode()

    def _run(self) -> None:
        while True:
            with self._wake:
                while self._head == self._written and not self._closing:
                    self._wake.wait()
                if not self._closing:
                    self._wake.wait_for(lambda: self._closing, self._delay)
                if self._closing:
                    return
            self.flush()
            if self._error is not None:
                with self._wake:
                    self._wake.wait_for(lambda: self._closing, 1.0)
