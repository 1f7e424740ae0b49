"""The highest journal epoch that this computer opened for a terminal: a restored copy must never open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import FaultError
from app.vault import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.vault.keyfile import PrivateFile
    from app.vault.oskeyring import OsKeyring

MAX_EPOCH = 2**31 - 1
_VERSION = 1
_ITEM = "epoch"


class EpochMark:
    """A mark that only rises. It lies in a file, which counts, and in the keyring for when the file's folder is lost.

    Args:
        terminal_id: whose mark.
        file: where it lies.
        keyring: where its copy lies.
        copied: whether to write the copy; without it the keyring is read only where there is no file.
        note: called with a code and its params for what `doctor` should show.
    """

    def __init__(
        self,
        terminal_id: str,
        file: PrivateFile,
        keyring: OsKeyring,
        *,
        copied: bool,
        note: Callable[..., None],
    ) -> None:
        self._terminal_id = terminal_id
        self._file = file
        self._keyring = keyring
        self._copied = copied
        self._note = note

    def highest(self) -> int:
        """The mark; 0 when there is none yet.

        Raises:
            FaultError: ``vault.epoch_damaged`` or ``vault.epoch_too_new`` (each with where), ``vault.cannot_read``.
        """
        in_file = self._in_file()
        if in_file is not None and not self._copied:
            return in_file
        return max(in_file or 0, self._in_keyring())

    def begin(self) -> int:
        """For a new terminal: write a mark of 0 where there is none, and give the mark.

        With the file there, it never has to be looked for in the keyring.

        Raises:
            FaultError: as `highest`, or ``vault.cannot_write``.
        """
        mark = self.highest() if self._copied else self._in_file()
        if mark is None or self._in_file() is None:
            self._write(mark or 0)
        return mark or 0

    def _in_file(self) -> int | None:
        content = self._file.read()
        return None if content is None else self._decode(content, str(self._file.path))

    def raise_to(self, epoch: int) -> None:
        """Set the mark to `epoch`, or leave it where it is higher.

        Raises:
            FaultError: as `highest`, or ``vault.cannot_write``.
        """
        _check(epoch)
        wanted = max(epoch, self.highest())
        if wanted != self._in_file():
            self._write(wanted)

    def mend(self, epoch: int) -> None:
        """Set a damaged mark to `epoch`, or higher where the keyring's copy is; the damaged file is set aside.

        Raises:
            FaultError: ``vault.cannot_read``, ``vault.cannot_write``, ``vault.epoch_too_new``.
        """
        _check(epoch)
        known = self._in_keyring()
        try:
            known = max(known, self._in_file() or 0)
        except FaultError as error:
            if error.code != "vault.epoch_damaged":
                raise
            self._note("vault.set_aside", path=str(self._file.set_aside()))
        self._write(max(epoch, known))

    def _in_keyring(self) -> int:
        """0 when the keyring has none, or cannot be asked or read: the file is what counts."""
        answer = self._keyring.get(_ITEM)
        if answer.text is None:
            return 0
        try:
            return self._decode(answer.text, answer.backend or "keyring")
        except FaultError as error:
            self._note(error.code, **error.params)
            return 0

    def _write(self, epoch: int) -> None:
        text = frame.encode("epoch", _VERSION, {"terminal": self._terminal_id, "epoch": epoch})
        self._file.write(text)
        if self._copied:
            self._keyring.put(_ITEM, text)

    def _decode(self, content: str | bytes, where: str) -> int:
        try:
            fields = frame.decode("epoch", _VERSION, content)
            if fields.get("terminal") != self._terminal_id:
                raise FaultError("vault.epoch_damaged", why="terminal")
            return frame.number_of("epoch", fields, "epoch", lowest=0, highest=MAX_EPOCH)
        except FaultError as error:
            raise FaultError(error.code, **{**error.params, "where": where}) from None


def _check(epoch: int) -> None:
    if not 0 <= epoch <= MAX_EPOCH:
        raise ValueError("an epoch is a whole number from 0 up")
