"""Enrolment: a one-time code makes a machine a terminal of a store."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.contract.journal import Mark
from app.contract.wire import Code, Count, Hash, Text, Uuid, Wire

#: What a code is written with: no letters and digits that are mistaken for each other.
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class EnrolRequest(Wire):
    """Who wants to join. ``proof`` is the terminal's signature over the rest, so that the key is its own.

    ``nonce`` is another one each time: who writes a request down and sends it again is let in by none. It begins with
    the moment by the terminal's clock, microseconds UTC in 16 digits: a request that the network held back until a
    later one was answered is refused, or it would end the token which that answer brought.
    ``fresh``: nothing was ever written here, so this machine may become another terminal than the one it asks as.
    """

    protocol: Annotated[int, Field(ge=1, le=1_000)]
    code: Annotated[str, Field(min_length=4, max_length=64, repr=False)]
    terminal_id: Uuid
    public_key: Hash
    nonce: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    proof: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
    app_version: Code = ""
    fresh: bool = False

    def signed(self) -> bytes:
        """The message of ``proof``: all but the proof itself; the code however it was typed."""
        plain = "".join(one for one in self.code.upper() if one in CODE_LETTERS)
        said = (self.protocol, plain, self.terminal_id, self.public_key, self.nonce, int(self.fresh))
        return " ".join(map(str, said)).encode()


class TakesOver(Wire):
    """Whose identity a new machine takes over, and from where on.

    It writes in ``epoch``, which nobody wrote in; ``parent`` is the dead machine's last sealed Z that the centre
    holds, None where there is none. What lies behind it, and what from before still matters, the centre hands out.
    """

    terminal_id: Uuid
    epoch: Count
    parent: Mark | None


class Enrolled(Wire):
    """What makes a terminal of it. ``token`` is shown this once: the centre keeps its hash only.

    ``badge_key`` keys the hashes of badges at every terminal of this centre: one badge is known at all.
    """

    centre_id: Uuid
    incarnation: Uuid
    centre_key: Hash
    token: Annotated[str, Field(min_length=20, max_length=200, repr=False)]
    store: Code
    store_name: Text
    register_no: Count
    zone: Code
    currency: Code
    takes_over: TakesOver | None = None
    badge_key: Hash | None = Field(default=None, repr=False)


class Problem(Wire):
    """Why a request was refused: a code, and one line for whoever reads the log."""

    code: Code
    detail: Text = ""
