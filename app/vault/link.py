"""A terminal's membership of a centre: its token and what contacts are hashed under lie in the keyring, or in a
private file where there is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.enrol import Membership
from app.domain.errors import FaultError
from app.vault import frame

if TYPE_CHECKING:
    from app.vault.keyfile import PrivateFile
    from app.vault.oskeyring import OsKeyring

_VERSION = 1
_ITEM = "link"
_KEYRING = "keyring"
_BADGE_KEY = re.compile("([0-9a-f]{64})?")
_FORMER_KEYS = re.compile("([0-9a-f]{64}( [0-9a-f]{64})*)?")


class LinkPlace:
    """Keeps one membership. The file is always there; it has the secrets only where no keyring keeps them.

    Args:
        keyring: None where the file is demanded.
    """

    def __init__(self, terminal_id: str, file: PrivateFile, keyring: OsKeyring | None) -> None:
        self._terminal_id = terminal_id
        self._file = file
        self._keyring = keyring
        self._contact_key: str | None = None  # as it was read or written last: no keyring is asked at each contact

    def read(self) -> Membership | None:
        """The membership, None where there is none.

        Raises:
            FaultError: ``vault.link_damaged``, ``vault.link_too_new`` (each with where), ``vault.cannot_read``,
                ``vault.link_missing`` (reason) where the keyring that has it cannot be asked.
        """
        content = self._file.read()
        if content is None:
            return None
        found = self._decode(content, str(self._file.path))
        one = _membership(found if found.get("token") != "" else self._of_keyring())
        self._contact_key = one.contact_key
        return one

    def _of_keyring(self) -> dict[str, str | int]:
        if self._keyring is None:
            raise FaultError("vault.link_missing", reason=_KEYRING)
        answer = self._keyring.get(_ITEM)
        if answer.text is None:
            raise FaultError("vault.link_missing", reason=answer.problem or _KEYRING)
        return self._decode(answer.text, answer.backend or _KEYRING)

    def badge_keys(self) -> tuple[bytes, ...]:
        """What badges are hashed under at every terminal of the centre, the newest first. One small file.

        Raises:
            FaultError: ``vault.link_damaged``, ``vault.link_too_new`` (each with where), ``vault.cannot_read``.
        """
        content = self._file.read()
        if content is None:
            return ()
        fields = self._decode(content, str(self._file.path))
        texts = (fields.get(name, "") for name in ("badge_key", "former_badge_keys"))
        return tuple(bytes.fromhex(key) for text in texts for key in str(text).split())

    def contact_key(self) -> bytes | None:
        """What contacts are hashed under at the centre; None until it told. Asks the places of `read` once.

        Raises:
            FaultError: as `read`.
        """
        if self._contact_key is None:
            self.read()
        return bytes.fromhex(self._contact_key or "") or None

    def write(self, one: Membership) -> None:
        """Keep it: the keyring has the secrets and the file says so, or the file has them itself.

        Raises:
            FaultError: ``vault.cannot_write``.
        """
        text = self._encode(one)
        kept = self._keyring is not None and self._keyring.put(_ITEM, text).backend is not None
        self._file.write(self._encode(replace(one, token="", contact_key="")) if kept else text)
        self._contact_key = one.contact_key

    def _encode(self, one: Membership) -> str:
        fields: dict[str, str | int] = {
            "terminal": self._terminal_id,
            "url": one.url,
            "plain": int(one.plain),
            "centre": one.centre_id,
            "centre_key": one.centre_key,
            "token": one.token,
        }
        if one.badge_key:
            fields["badge_key"] = one.badge_key
        if one.former_badge_keys:
            fields["former_badge_keys"] = " ".join(one.former_badge_keys)
        if one.contact_key:
            fields["contact_key"] = one.contact_key
        if one.ca_file:
            fields["ca_file"] = one.ca_file
        return frame.encode("link", _VERSION, fields)

    def _decode(self, content: str | bytes, where: str) -> dict[str, str | int]:
        try:
            fields = frame.decode("link", _VERSION, content)
            if fields.get("terminal") != self._terminal_id:
                raise FaultError("vault.link_damaged", why="terminal")
            for name in ("url", "centre", "centre_key", "token"):
                frame.text_of("link", fields, name)
            frame.number_of("link", fields, "plain", lowest=0, highest=1)
            if not _BADGE_KEY.fullmatch(str(fields.get("badge_key", ""))):
                raise FaultError("vault.link_damaged", why="badge_key")
            if not _BADGE_KEY.fullmatch(str(fields.get("contact_key", ""))):
                raise FaultError("vault.link_damaged", why="contact_key")
            if not _FORMER_KEYS.fullmatch(str(fields.get("former_badge_keys", ""))):
                raise FaultError("vault.link_damaged", why="former_badge_keys")
        except FaultError as error:
            raise FaultError(error.code, **{**error.params, "where": where}) from None
        return fields


def _membership(fields: dict[str, str | int]) -> Membership:
    return Membership(
        url=str(fields["url"]),
        plain=bool(fields["plain"]),
        centre_id=str(fields["centre"]),
        centre_key=str(fields["centre_key"]),
        token=str(fields["token"]),
        badge_key=str(fields.get("badge_key", "")),
        former_badge_keys=tuple(str(fields.get("former_badge_keys", "")).split()),
        ca_file=str(fields.get("ca_file", "")),
        contact_key=str(fields.get("contact_key", "")),
    )
