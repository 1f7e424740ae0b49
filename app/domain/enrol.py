"""What makes a machine a terminal of a centre."""

from __future__ import annotations

from dataclasses import field

from app.domain.frozen import frozen


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
