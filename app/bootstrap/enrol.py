"""Enrolment, joined with the outer rooms."""

from __future__ import annotations

from contextlib import closing
from importlib.metadata import version

from app.bootstrap.sync import make_feed
from app.bootstrap.terminal import Terminal
from app.config import NAME
from app.domain.shop import Shop
from app.services.enrol import Enrolment


def enrol_terminal(terminal: Terminal, url: str, code: str, *, plain: bool = False) -> Shop:
    """Make a machine a terminal of a centre; the shop as it is from the next start on.

    Args:
        plain: plain HTTP is allowed although the centre is another machine: on a shop's own network.

    Raises:
        UserError: ``centre.not_secure``, ``centre.bad_address``; of the centre and of `Enrolment.run`.
        FaultError: of the gateway, the vault, the disk.
    """
    from app.sync.gateway import Address, Gateway  # noqa: PLC0415 - most starts enrol nowhere

    address = url.rstrip("/")
    act = Enrolment(
        terminal.desk,
        terminal.store.reads,
        terminal.terminal_id,
        terminal.secrets.load().signer,
        terminal.secrets,
        make_feed(terminal).join,
        version(NAME),
    )
    with closing(Gateway(Address(address, plain=plain))) as door:
        return act.run(door, address, code, plain=plain)
