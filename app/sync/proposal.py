"""Proposals: a shop that joins tells what it made by itself, before anything of the centre's comes in."""

from __future__ import annotations

from typing import Protocol

from app.contract.proposal import Proposals, Proposed
from app.domain.errors import UserError
from app.services.sync_ports import ProposalSource
from app.sync.push import Step


class Centre(Protocol):
    """What proposing needs of the gateway."""

    def propose(self, told: Proposals) -> Proposed:
        """Tell what this shop made."""
        ...


class Proposer:
    """Tells one page at a time; a page that was told twice changes nothing there."""

    def __init__(self, source: ProposalSource, centre: Centre) -> None:
        self._source = source
        self._centre = centre
        self._is_old = False

    def step(self) -> Step:
        """Tell the next page.

        Raises:
            UserError, FaultError: of the gateway and of the writer.
        """
        page = None if self._is_old else self._source.next()
        if page is None:
            return Step.DONE
        try:
            self._centre.propose(Proposals(items=page.items, last=page.last))
        except UserError as error:
            if error.code != "request.unknown_path":
                raise
            self._is_old = True  # a centre of before: what it tells comes in, what is our own stays beside it
            return Step.DONE
        self._source.told(page)
        return Step.MORE
