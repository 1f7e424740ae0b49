"""Proposals: what a shop made by itself before it had a centre, told to it; what stands there already stays."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.contract.wire import Count, Wire

#: Things of one request.
MOST = 500
Kind = Literal["product", "promotion", "staff"]


class Proposal(Wire):
    """One thing of a shop: ``body`` is the JSON text in which the feed would tell it (`contract.feed`)."""

    kind: Kind
    key: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    body: Annotated[str, Field(max_length=64 * 1024, pattern=r"^[^\x00]*$")]


class Proposals(Wire):
    """Some of them, in any order, any number of times. ``last``: there are no more."""

    items: Annotated[tuple[Proposal, ...], Field(max_length=MOST)]
    last: bool


class Proposed(Wire):
    """What became of this terminal's proposals so far.

    ``taken``: the centre had nothing of the kind, so it has them now; ``same``: it has them just so; ``waiting`` for
    somebody there to decide, whose own stand meanwhile; ``refused``: somebody did.
    """

    taken: Count
    same: Count
    waiting: Count
    refused: Count
