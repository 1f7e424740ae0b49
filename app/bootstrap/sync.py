"""The sync, joined with the outer rooms: the terminal's side of the line to its centre."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.bootstrap.contact import make_contacts
from app.bootstrap.terminal import Terminal, begin_epoch, keep_badge_keys, keep_contact_key
from app.bootstrap.told import Told
from app.db import task
from app.db.days import SqliteDays, checks
from app.db.feed import SqliteFeed
from app.db.history import SqliteHistory
from app.db.line_memory import SqliteLineMemory
from app.db.outbox import SqliteOutbox
from app.db.proposal import SqliteProposals
from app.domain.enrol import Membership
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.runtime.standing import Link, Standing, alone
from app.services.enrol import keep_store
from app.sync.days import Comparer
from app.sync.engine import Engine, Parts
from app.sync.proposal import Proposer
from app.sync.pull import Puller
from app.sync.push import Pusher
from app.sync.reclaim import Reclaimer
from app.sync.thread import SyncThread

if TYPE_CHECKING:
    from app.sync.gateway import Gateway

_LINKS = {"online": Link.ONLINE, "sending": Link.SENDING, "offline": Link.OFFLINE, "attention": Link.ATTENTION}


def make_outbox(terminal: Terminal) -> SqliteOutbox:
    """The terminal's journal as an outbox."""
    store = terminal.store
    return SqliteOutbox(store.writer, store.connection, store.archives)


def make_feed(terminal: Terminal) -> SqliteFeed:
    """Where the centre's changes go."""
    store = terminal.store
    return SqliteFeed(store.writer, store.connection, store.archives)


def make_days(terminal: Terminal) -> SqliteDays:
    """The terminal's business dates, as they are compared with the centre's."""
    store, desk = terminal.store, terminal.desk
    clock = desk.clock
    return SqliteDays(
        store.writer,
        store.connection,
        store.archives,
        terminal.terminal_id,
        lambda: desk.business_on(clock.now()),
        clock.now,
    )


@frozen
class Sync:
    """A sync at work, or none: a shop without a centre, or one whose token cannot be read.

    Attributes:
        why: the code of why there is no thread although there is a centre.
        line: through which the thread asks.
    """

    terminal: Terminal
    thread: SyncThread | None = None
    feed: SqliteFeed | None = None
    why: str = ""
    line: Gateway | None = None

    def standing(self) -> Standing:
        """How it stands, by short reads on the calling thread's connection."""
        if self.thread is None or self.feed is None:
            tasks = task.count_open(self.terminal.store.connection())
            if not self.why:
                return replace(alone(), tasks=tasks)
            return Standing(Link.ATTENTION, make_outbox(self.terminal).unsent(), tasks, why=self.why)
        report = self.thread.engine.report()
        tasks = task.count_open(self.terminal.store.connection())
        differing = checks(self.terminal.store.connection())
        link, since, why = _LINKS[report.state.value], report.since, report.why
        if differing and link in {Link.ONLINE, Link.SENDING}:
            link, since, why = Link.ATTENTION, differing[-1].checked_at, "day.differs"
        return Standing(
            link,
            report.unsent,
            tasks,
            since,
            why,
            report.left,
            report.whole,
            report.contact_at,
            report.is_asked,
            report.is_filled,
            report.troubles,
            None if self.line is None else self.line.clock_off_s,
            tuple(differing),
        )

    def compare(self, business_on: str) -> None:
        """Compare a business date with the centre now."""
        if self.thread is not None:
            self.thread.engine.compare(business_on)
            self.thread.wake()

    def ask(self) -> None:
        """Sync now."""
        if self.thread is not None:
            self.thread.ask()

    def close(self) -> None:
        """End the threads."""
        if self.thread is not None:
            self.thread.close()


@frozen
class Chance:
    """What a test sets: the clock of the waits, and chance."""

    seconds: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random


def make_engine(
    terminal: Terminal,
    feed: SqliteFeed,
    gateway: Gateway,
    told: Callable[[frozenset[str]], object] = lambda _: None,
    chance: Chance | None = None,
) -> Engine:
    """The engine of a terminal that has a centre."""
    store, used = terminal.store, chance or Chance()
    outbox = make_outbox(terminal)
    history = SqliteHistory(
        store.writer, store.connection, store.archives, terminal.terminal_id, lambda: begin_epoch(terminal)
    )
    parts = Parts(
        outbox,
        feed,
        Pusher(outbox, gateway, now=terminal.desk.clock.now),
        Puller(
            feed,
            outbox,
            gateway,
            lambda keys: keep_badge_keys(terminal.secrets, keys),
            lambda key: keep_contact_key(terminal.secrets, key),
        ),
        Reclaimer(outbox, history, gateway),
        Comparer(make_days(terminal), gateway),
        Proposer(SqliteProposals(store.writer, store.connection), gateway),
        SqliteLineMemory(store.writer, store.connection),
    )
    return Engine(parts, used.seconds, terminal.desk.clock.now, used.chance, told)


def start_sync(
    terminal: Terminal,
    told: Callable[[frozenset[str]], object] = lambda _: None,
    chance: Chance | None = None,
) -> Sync:
    """Keep a terminal in step with its centre, if it has one, until it is closed.

    Args:
        told: called on the sync's thread with the kinds that the centre changed.
    """
    try:
        membership = terminal.secrets.membership()
    except FaultError as error:
        return Sync(terminal, why=error.code)
    if membership is None:
        return Sync(terminal)
    feed = make_feed(terminal)
    feed.join(membership.centre_id)
    make_contacts(terminal).adopt()  # a key that came before somebody pulled the plug
    used = chance or Chance()
    heard = keep_told(terminal, feed, told)
    try:
        line, ear = gateway_of(membership), gateway_of(membership)
    except UserError as error:  # such as of a ca_file that is gone
        return Sync(terminal, why=error.code)
    engine = make_engine(terminal, feed, line, heard, used)
    thread = SyncThread(engine, line, ear, used.chance, terminal.store.close_reader)
    terminal.store.writer.on_commit(thread.wake)
    return Sync(terminal, thread, feed, line=line)


def keep_told(terminal: Terminal, feed: SqliteFeed, told: Told = lambda _: None) -> Told:
    """Journal what the centre told of the store itself, before it is told on."""

    def heard(kinds: frozenset[str]) -> None:
        if "key" in kinds:
            make_contacts(terminal).adopt()
        if "store" in kinds:
            keep_store(terminal.desk, terminal.store.reads, feed.store_text())
        told(kinds)

    return heard


def gateway_of(membership: Membership) -> Gateway:
    """A line to a centre."""
    from app.sync.gateway import Address, Gateway  # noqa: PLC0415 - a shop without a centre need not wait for HTTP

    return Gateway(Address(membership.url, membership.token, membership.plain, membership.ca_file))
