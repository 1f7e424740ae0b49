"""Members, joined with the outer rooms: the feed's rows, the sealing, the keyed hash, the line to the centre."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap.contact import make_contacts
from app.bootstrap.identify import make_identify
from app.bootstrap.questions import Questions
from app.bootstrap.terminal import Terminal
from app.domain.errors import FaultError
from app.services.member import Members
from app.services.points import PointsTender
from app.sync.member import MemberLine
from app.vault.contact import contact_hash


def make_members(
    terminal: Terminal, questions: Questions, is_online: Callable[[], bool], coupons_of: Callable[[str], int]
) -> Members:
    """Who knows the members of this terminal's centre.

    Args:
        is_online: whether the centre answers now.
        coupons_of: how many coupons a member can use.
    """

    def digests(plain: str) -> tuple[str, ...]:
        try:
            key = terminal.secrets.contact_key()
        except FaultError:
            return ()  # a membership that cannot be read is the sync's matter, which says so
        return () if key is None else (contact_hash(key, plain),)

    return Members(
        terminal.desk,
        terminal.terminal_id,
        terminal.store.reads,
        make_contacts(terminal),
        MemberLine(questions.run),
        digests,
        is_online,
        coupons_of,
    )


def make_points(terminal: Terminal, questions: Questions) -> PointsTender:
    """Points as a way to pay, offered while the shop's rules say what one is worth."""
    return PointsTender(terminal.desk, terminal.store.reads, make_identify(terminal), MemberLine(questions.run))
