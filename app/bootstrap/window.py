"""The window, built from its parts: the only place that knows both the screens and the terminal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from app.bootstrap.contact import make_contacts
from app.bootstrap.coupon import make_coupons
from app.bootstrap.identify import make_identify
from app.bootstrap.live import LiveSync
from app.bootstrap.member import make_members, make_points
from app.bootstrap.printing import make_papers, make_renderer
from app.bootstrap.questions import Questions
from app.bootstrap.screens import loads, make_panel, make_screens
from app.bootstrap.terminal import Terminal
from app.bootstrap.told import Told, make_orders, make_pickups, make_sync_reads
from app.config import log_file
from app.contract.promotion import PromotionRule
from app.domain.promotion import Promotion
from app.domain.receipt import Document
from app.runtime.about import About
from app.runtime.beside import Beside
from app.runtime.counter import Counter
from app.runtime.paper import Answer, PaperDesk
from app.runtime.preferences import PreferenceFile
from app.runtime.promotion import Promotions
from app.runtime.standing import Link
from app.runtime.sync import SyncDesk
from app.runtime.workplace import Workplace
from app.services.promotion import promotion_of
from app.services.sound import Silence, Sounds
from app.sync.claim import ClaimLine
from app.ui.shell.dress import application
from app.ui.shell.frame import Frame
from app.ui.shell.shell import Shell
from app.ui.shell.tabs import tabs
from app.ui.shell.window import Window

__all__ = ["application", "changes_for", "make_counter", "make_shell", "make_window", "make_workplace"]


def make_counter(
    terminal: Terminal,
    print_now: Callable[[Document], Future[None]] | None = None,
    live: LiveSync | None = None,
    answer: Answer | None = None,
) -> Counter:
    """What the window needs of a terminal.

    Args:
        print_now: prints a paper that is no job.
        live: the sync; one that tells nothing if none is given.
        answer: says of papers that were asked about whether they are printed.
    """
    sync, beside = live or LiveSync(terminal), Beside("sales", terminal.store.close_reader)
    questions = Questions(terminal)
    promotions = make_promotions(terminal)
    coupons = make_coupons(terminal, promotions, questions)

    def is_online() -> bool:
        return sync.standing().link in {Link.ONLINE, Link.SENDING}

    return Counter(
        terminal.desk,
        terminal.store.reads,
        terminal.store.catalog,
        promotions,
        terminal.staff,
        terminal.approvals,
        PaperDesk(
            make_papers(terminal), make_renderer, Beside("papers", terminal.store.close_reader), print_now, answer
        ),
        beside,
        SyncDesk(
            sync.ask, make_sync_reads(terminal), beside, sync.address, sync.join, sync.cancel, terminal.tasks.close
        ),
        make_orders(terminal),
        make_pickups(terminal),
        identify=make_identify(terminal),
        claims=ClaimLine(questions.run),
        standing=sync.standing,
        about=about(terminal),
        contacts=make_contacts(terminal),
        tender_providers=(make_points(terminal, questions),),
        coupons=coupons,
        members=make_members(terminal, questions, is_online, lambda member_id: len(coupons.wallet(member_id))),
        close=questions.close,
    )


def make_promotions(terminal: Terminal) -> Promotions:
    """The promotions that hold, kept ready."""

    def read() -> list[Promotion]:
        return [promotion_of(one) for one in terminal.store.promotions() if isinstance(one, PromotionRule)]

    return Promotions(read)


def changes_for(place: Workplace) -> Told:
    """What a workplace does with the kinds that the centre changed; called on the sync's thread."""

    def told(kinds: frozenset[str]) -> None:
        if "promotion" in kinds:
            place.counter.promotions.refresh()
        if kinds & {"member", "loyalty"}:
            place.member.hear()
        if kinds & {"campaign", "coupon_block", "wallet"}:
            place.coupons.hear()
        if "order" in kinds:
            place.orders.hear()
        if kinds & {"order", "intake"}:
            place.pickup.hear()

    return told


def about(terminal: Terminal) -> About:
    """What a terminal is and where its files lie."""
    place = terminal.store.place
    identity = place.identity()
    return About(
        terminal.terminal_id,
        str(place.folder),
        str(place.backup_place()[0]),
        str(log_file()),
        identity is None or identity.encrypted,
        terminal.store.alarm,
    )


def make_workplace(terminal: Terminal, sounds: Sounds | None = None, counter: Counter | None = None) -> Workplace:
    """The workplace of a terminal; needs the application to be there.

    Args:
        counter: instead of the terminal's own, with the providers of a test.
    """
    preferences = PreferenceFile(terminal.store.place.folder / "preferences.json")
    return Workplace(counter or make_counter(terminal), preferences, sounds or Silence())


def make_shell(place: Workplace, frame: Frame, width: int) -> Shell:
    """A shell with all its screens, each made when it is first shown."""
    return Shell(place, frame, make_screens(place, frame, width), tabs(), make_panel)


def make_window(place: Workplace, first: str = "lock") -> Window:
    """The window, not yet shown."""
    return Window(place, make_shell, first, loads())
