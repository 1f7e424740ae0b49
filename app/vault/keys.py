"""Where a terminal's secrets lie: the keyring, or a private file outside the data directory.

Secrets are made once, by `SecretStore.mint`. From then on they are only ever found or missing: nothing here deletes
or replaces a key, because the database under it would be lost with it.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.enrol import Membership
from app.domain.errors import AppError, FaultError, UserError
from app.vault.bundle import Secrets, decode_secrets, encode_secrets
from app.vault.epoch import EpochMark
from app.vault.keyfile import PrivateFile
from app.vault.link import LinkPlace
from app.vault.oskeyring import OsKeyring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Finding", "KeyringMode", "SecretStore", "Secrets"]

_SECRETS, _DAMAGED = "secrets", "secrets-damaged"
# It becomes part of file names on every system.
_TERMINAL_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")


class KeyringMode(enum.StrEnum):
    """Where new secrets go.

    AUTO: the keyring if it works without asking anybody, else the file. OS: the keyring or an error; it may ask for
    its password. FILE: the file; the keyring is looked into only for what the file does not have.
    """

    AUTO = "auto"
    OS = "os"
    FILE = "file"


@dataclass(frozen=True)
class Finding:
    """Something that `doctor` should show: a code, and plain values for a sentence about it."""

    code: str
    params: Mapping[str, object]


class SecretStore:
    """Finds, makes and keeps the secrets of one terminal on this computer.

    Args:
        terminal_id: letters, digits, dashes; up to 64.
        folder: a directory for private files, outside the data directory (a copy of the data must not carry its key);
            made when needed.
        mode: where new secrets go.
        deadline_s: seconds a keyring may take before it counts as not working; None for the usual.

    Raises:
        FaultError: ``vault.bad_terminal_id``.
    """

    def __init__(
        self,
        terminal_id: str,
        folder: Path,
        mode: KeyringMode = KeyringMode.AUTO,
        *,
        deadline_s: float | None = None,
    ) -> None:
        if _TERMINAL_ID.fullmatch(terminal_id) is None:
            raise FaultError("vault.bad_terminal_id")
        self._terminal_id = terminal_id
        self._mode = mode
        self._findings: dict[str, Finding] = {}
        self._keyring_problem: str | None = None
        self._keyring = OsKeyring(terminal_id, may_prompt=mode is KeyringMode.OS, deadline_s=deadline_s)
        self._file = PrivateFile(folder / f"terminal-{terminal_id}.key", self._note)
        self._epoch = EpochMark(
            terminal_id,
            PrivateFile(folder / f"terminal-{terminal_id}.epoch", self._note),
            self._keyring,
            copied=mode is not KeyringMode.FILE,
            note=self._note,
        )
        self._link = LinkPlace(
            terminal_id,
            PrivateFile(folder / f"terminal-{terminal_id}.link", self._note),
            None if mode is KeyringMode.FILE else self._keyring,
        )

    def mint(self) -> Secrets:
        """Make and keep the secrets of a terminal that never had any.

        Raises:
            UserError: ``vault.already_minted`` (where) when this computer holds, or held, secrets of this terminal.
            FaultError: ``vault.cannot_write``, or ``vault.keyring_unusable`` (reason) when the keyring is demanded.
        """
        # With the file demanded, the keyring of whoever runs this is left alone for a terminal that is new.
        for where, content in self._places(look_in_keyring=self._mode is not KeyringMode.FILE):
            if content is not None:
                raise UserError("vault.already_minted", where=where)
        if self._epoch.begin() > 0:
            raise UserError("vault.already_minted", where="epoch")
        bundle = Secrets.generate()
        self._put(encode_secrets(self._terminal_id, bundle))
        return bundle

    def load(self) -> Secrets:
        """Find the secrets, in the keyring first, then in the file (the other way round where the file is demanded).

        A damaged copy is passed over (and noted) where the other place has a good one.

        Raises:
            FaultError: ``vault.key_missing`` (path, and keyring: why it could not be asked, or None): they come back
                when the keyring does, or by the recovery code; ``vault.key_damaged``, ``vault.key_too_new``,
                ``vault.key_of_another_terminal`` (each with where), ``vault.cannot_read``.
        """
        fault: FaultError | None = None
        for where, content in self._places():
            if content is None:
                continue
            try:
                return decode_secrets(self._terminal_id, content)
            except FaultError as error:
                fault = fault or FaultError(error.code, **{**error.params, "where": where})
                self._note(error.code, **{**error.params, "where": where})
        if fault is not None:
            raise fault
        raise FaultError(
            "vault.key_missing",
            terminal=self._terminal_id,
            path=str(self._file.path),
            keyring=self._keyring_problem,
        )

    def save(self, bundle: Secrets) -> None:
        """Keep secrets that came back by the recovery code or from the centre.

        The same secrets again change nothing. What is damaged is set aside, never overwritten.

        Raises:
            UserError: ``vault.other_key_present`` (where): this computer holds other secrets of this terminal.
            FaultError: ``vault.key_too_new`` (where), ``vault.cannot_read``, ``vault.cannot_write``,
                ``vault.keyring_unusable``.
        """
        for where, content in self._places():
            if content is None:
                continue
            try:
                same = decode_secrets(self._terminal_id, content) == bundle
            except FaultError as error:
                if error.code != "vault.key_damaged":
                    raise FaultError(error.code, **{**error.params, "where": where}) from error
                continue
            if same:
                return
            raise UserError("vault.other_key_present", where=where)
        self._put(encode_secrets(self._terminal_id, bundle))

    def where(self) -> str:
        """In which place good secrets lie now, for people to read: a keyring's name, a path, or ``nowhere``."""
        try:
            for where, content in self._places():
                if content is not None and self._readable(content):
                    return where
        except FaultError:
            pass
        return "nowhere"

    def findings(self) -> tuple[Finding, ...]:
        """What `doctor` should show of all that was met so far, each kind once."""
        return tuple(self._findings.values())

    def highest_epoch(self) -> int:
        """The highest journal epoch that this computer ever opened for the terminal; 0 when none.

        Raises:
            FaultError: ``vault.epoch_damaged`` or ``vault.epoch_too_new`` (each with where), ``vault.cannot_read``.
        """
        return self._epoch.highest()

    def raise_epoch(self, epoch: int) -> None:
        """Remember that an epoch was opened; never goes down. Call it before the epoch's first entry is committed.

        Raises:
            FaultError: as `highest_epoch`, or ``vault.cannot_write``: then the epoch must not be opened.
        """
        self._epoch.raise_to(epoch)

    def mend_epoch(self, epoch: int) -> None:
        """Start the mark anew where `highest_epoch` finds it damaged; the damaged file is set aside.

        Args:
            epoch: the highest that the database, its copies and the centre know of.

        Raises:
            FaultError: ``vault.cannot_read``, ``vault.cannot_write``, ``vault.epoch_too_new``.
        """
        self._epoch.mend(epoch)

    def membership(self) -> Membership | None:
        """What makes this computer a terminal of a centre; None where nothing does.

        Raises:
            FaultError: ``vault.link_damaged``, ``vault.link_too_new`` (each with where), ``vault.cannot_read``.
        """
        return self._link.read()

    def badge_keys(self) -> tuple[bytes, ...]:
        """What badges are hashed under at every terminal of the centre, the newest first. One small file.

        Raises:
            FaultError: as `membership`.
        """
        return self._link.badge_keys()

    def contact_key(self) -> bytes | None:
        """What contacts are hashed under at the centre; None until it told. Asked for once, then known.

        Raises:
            FaultError: as `membership`.
        """
        return self._link.contact_key()

    def save_membership(self, one: Membership) -> None:
        """Keep a membership in the place of the one before.

        Raises:
            FaultError: ``vault.cannot_write``.
        """
        self._link.write(one)

    def _places(self, *, look_in_keyring: bool = True) -> Iterator[tuple[str, str | bytes | None]]:
        """Both places in the order to ask them, each with what lies there now."""
        if self._mode is KeyringMode.FILE:
            yield str(self._file.path), self._file.read()
        if look_in_keyring:
            answer = self._keyring.get(_SECRETS)
            self._note_keyring(answer.problem)
            yield answer.backend or "keyring", answer.text
        if self._mode is not KeyringMode.FILE:
            yield str(self._file.path), self._file.read()

    def _put(self, text: str) -> None:
        if self._mode is not KeyringMode.FILE:
            problem = self._put_in_keyring(text)
            if problem is None:
                return
            self._note_keyring(problem)
            if self._mode is KeyringMode.OS:
                raise FaultError("vault.keyring_unusable", reason=problem)
        # Whoever calls has seen that whatever lies there is no good key.
        if self._file.read() is not None:
            self._note("vault.set_aside", path=str(self._file.set_aside()))
        self._file.write(text)

    def _put_in_keyring(self, text: str) -> str | None:
        """None when it stayed, else why not."""
        there = self._keyring.get(_SECRETS)
        if there.text is not None:
            kept = self._keyring.put(_DAMAGED, there.text)
            if kept.backend is None:
                return kept.problem
        return self._keyring.put(_SECRETS, text).problem

    def _readable(self, content: str | bytes) -> bool:
        try:
            decode_secrets(self._terminal_id, content)
        except AppError:
            return False
        return True

    def _note_keyring(self, problem: str | None) -> None:
        self._keyring_problem = problem
        if problem is not None:
            self._note("vault.keyring_unusable", reason=problem)

    def _note(self, code: str, **params: object) -> None:
        name = f"{code} {params.get('path') or params.get('where') or ''}"
        self._findings[name] = Finding(code, MappingProxyType(params))
