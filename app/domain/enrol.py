"""What makes a machine a terminal of a centre."""

from __future__ import annotations

import ipaddress
from dataclasses import field
from urllib.parse import parse_qs, quote, urlsplit

from app.domain.frozen import frozen
from app.domain.shop import Shop

#: How the text of a code's QR begins.
_SCHEME, _PATH = "omo-pos", "enrol"


@frozen
class Membership:
    """A terminal's place at its centre.

    Attributes:
        url: where the centre is reached.
        plain: plain HTTP is allowed although it is another machine: a shop's own network, by its setting.
        centre_key: the centre's Ed25519 key in hex.
        token: what lets this terminal in.
    """

    url: str
    plain: bool
    centre_id: str
    centre_key: str
    token: str = field(repr=False)


@frozen
class Joined:
    """What came of joining a centre.

    Attributes:
        shop: as it is from the next start on.
        clock_off_s: seconds by which this machine's clock is ahead of the centre's; negative for behind, None where
            the centre did not say.
    """

    shop: Shop
    clock_off_s: int | None = None


@frozen
class Invitation:
    """What a QR for a new terminal holds.

    Attributes:
        plain: plain HTTP is meant, on the shop's own network.
    """

    url: str
    code: str
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
