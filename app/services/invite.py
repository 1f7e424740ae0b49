"""An invitation to join a centre: its address, as it is typed, and the text of its QR."""

from __future__ import annotations

import ipaddress
from dataclasses import field
from urllib.parse import parse_qs, quote, urlsplit

from app.domain.frozen import frozen

#: How the text of an invitation's QR begins.
_SCHEME, _PATH = "omo-pos", "enrol"


@frozen
class Invitation:
    """What a QR for a new terminal holds.

    Attributes:
        plain: plain HTTP is meant, on the shop's own network.
    """

    url: str
    code: str = field(repr=False)
    plain: bool = False


def centre_address(text: str) -> str:
    """An address as it is asked, however it was typed: HTTPS where nothing else is said."""
    found = "".join(text.split()).rstrip("/")
    return found if "://" in found or not found else f"https://{found}"


def is_this_machine(host: str) -> bool:
    """Whether a host is this very machine, to which no wire leads."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def goes_in_clear(url: str) -> bool:
    """Whether what is sent to an address could be read on the way. Never raises."""
    try:
        parts = urlsplit(url)
        return parts.scheme == "http" and not is_this_machine(parts.hostname or "")
    except ValueError:
        return False


def invitation_text(one: Invitation) -> str:
    """The text of a QR for a new terminal."""
    lan = "&lan=1" if one.plain else ""
    return f"{_SCHEME}:{_PATH}?code={quote(one.code)}&url={quote(one.url, safe='')}{lan}"


def read_invitation(text: str) -> Invitation | None:
    """What a QR for a new terminal holds; None for any other text. Never raises."""
    try:
        parts = urlsplit(text.strip())
        if (parts.scheme, parts.path) != (_SCHEME, _PATH):
            return None
        said = parse_qs(parts.query)
    except ValueError:
        return None
    code, url = (said.get(name, [""])[0] for name in ("code", "url"))
    return Invitation(centre_address(url), code, said.get("lan") == ["1"]) if code and url else None
