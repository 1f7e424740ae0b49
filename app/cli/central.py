"""`omo-pos central`: the service that keeps a chain's counters and its online shop in step."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app import config
from app.cli.say import Verbs, at_least_one, say, warn
from app.cli.status import Status
from app.domain.errors import UserError
from app.domain.money import currency
from app.domain.shop import Shop
from app.services.invite import Invitation, invitation_text

if TYPE_CHECKING:
    from app.central.office import Office

# The centre's libraries are imported by the command that needs them: a counter that starts pays nothing for them.
# ruff: noqa: PLC0415


def add(verbs: Verbs) -> None:
    """Add the commands."""
    central = verbs.add_parser("central", help="the service that keeps counters and online shop in step")
    inner = central.add_subparsers(dest="central_verb", metavar="COMMAND", required=True)
    verb = _verb(inner, "init", "found the centre, and its first store", _init)
    verb.add_argument("--store", default="S01", metavar="CODE", help="the store's code (S01)")
    verb.add_argument("--name", default="", metavar="NAME", help="the store's name")
    verb.add_argument("--zone", default="Asia/Taipei", metavar="ZONE", help="its time zone (Asia/Taipei)")
    verb.add_argument("--currency", default="TWD", metavar="CODE", help="its currency, for ever (TWD)")
    verb.add_argument("--restored", action="store_true", help="its database came back from a copy")
    _add_serve(inner)
    verb = _verb(inner, "enrol-code", "a one-time code that makes a machine a terminal", _enrol_code)
    verb.add_argument("--store", default="S01", metavar="CODE", help="the store (S01)")
    verb.add_argument("--register", type=at_least_one, default=1, metavar="N", help="the register's number (1)")
    verb.add_argument(
        "--replace", metavar="TERMINAL", help="the id of a dead terminal whose place a new machine takes"
    )
    verb.add_argument(
        "--url", metavar="URL", help="where terminals reach the centre: a QR with address and code, too"
    )
    verb.add_argument(
        "--lan", action="store_true", help="plain HTTP is meant, on the shop's own network (with --url)"
    )
    verb = _verb(inner, "import", "take in products, prices and counted stock from a file", _import)
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--store", default="S01", metavar="CODE", help="whose stock was counted (S01)")
    verb = _verb(inner, "export", "products or entries as JSON, one a line", _export)
    verb.add_argument("what", choices=["products", "entries"])
    verb = _verb(inner, "badge-key", "a new key for staff badges, which are given out anew under it", _badge_key)
    verb.add_argument(
        "--end-former", action="store_true", help="no new key: badges of before the newest open nothing"
    )
    verb = _verb(inner, "key", "the keys that sign pickup, member and coupon codes", _key)
    verb.add_argument("what", choices=["list", "rotate"], help="tell which there are, or sign with a new one")
    verb.add_argument("--end-former", action="store_true", help="codes that others than the newest signed end")
    verb = _verb(inner, "token", "a token of the admin API", _token)
    verb.add_argument("name", metavar="NAME", help="whose it is")
    verb.add_argument("--scopes", default="", metavar="A,B", help="what it allows: features, FEATURE.read, or all")
    verb.add_argument("--store", metavar="CODE", help="in this store alone")
    verb.add_argument("--revoke", action="store_true", help="end the tokens of this name")


def _add_serve(inner: Verbs) -> None:
    verb = _verb(inner, "serve", "serve terminals and the admin API", _serve)
    verb.add_argument("--host", default="127.0.0.1", metavar="HOST", help="the address to listen on (127.0.0.1)")
    verb.add_argument("--port", type=_port, default=8440, metavar="N", help="the port (8440)")
    verb.add_argument("--workers", type=at_least_one, default=1, metavar="N", help="processes beside each other (1)")
    verb.add_argument(
        "--shop", action="store_true", help="with the customer page at /shop, for trying the whole loop"
    )
    verb.add_argument("--tls-cert", default="", metavar="PEM", help="speak HTTPS with this certificate")
    verb.add_argument("--tls-key", default="", metavar="PEM", help="its key (in the same file)")
    verb.add_argument(
        "--public-url", type=_root, metavar="URL",
        help="where customers reach the page, for its sign-in links (the address served; none for 0.0.0.0)",
    )  # fmt: skip
    verb.add_argument(
        "--smtp-url", metavar="URL", help="smtps://USER@HOST:PORT, where mail is handed in (OMO_POS_SMTP_URL)"
    )
    verb.add_argument("--mail-from", metavar="ADDRESS", help="as whose mail is sent (OMO_POS_MAIL_FROM)")


def _verb(inner: Verbs, name: str, told: str, run: object) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = inner.add_parser(name, help=told)
    verb.add_argument("--database-url", metavar="URL", help="sqlite:///FILE or postgresql://... (a file of your own)")
    verb.set_defaults(run=run)
    return verb


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port")
    return number


def _root(text: str) -> str:
    """The root of a site on the command line."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise argparse.ArgumentTypeError(f"{text} is no address such as https://shop.example.com")
    return f"{parts.scheme}://{parts.netloc}"


def _served_at(scheme: str, host: str, port: int) -> str:
    """Where who listens on an address is reached; empty for every address at once."""
    try:
        found = ip_address(host)
    except ValueError:
        return f"{scheme}://{host}:{port}"
    if found.is_unspecified:
        return ""
    return f"{scheme}://{f'[{host}]' if found.version == 6 else host}:{port}"


def _is_here(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _office(arguments: argparse.Namespace) -> Office:
    from app.central.bootstrap import open_office

    return open_office(config.central_url(arguments.database_url))


def _init(arguments: argparse.Namespace) -> Status:
    shop = Shop(
        store=arguments.store, name=arguments.name, currency=currency(arguments.currency), zone=arguments.zone
    )
    with _office(arguments) as office:
        if arguments.restored:
            office.begin_anew()
            say("the feed begins anew: every terminal reads it from its beginning")
            return Status.OK
        made = office.make_store(shop.store, shop.name, shop.zone, shop.currency.code)
        say(f"store {shop.store} {'is ready' if made else 'was there already'} in {office.shown}")
    return Status.OK


def _serve(arguments: argparse.Namespace) -> Status:
    from app.central.serve import Serving, serve

    url, scheme = config.central_url(arguments.database_url), "https" if arguments.tls_cert else "http"

    def tell() -> None:
        if arguments.shop and not _is_here(arguments.host):
            warn(
                f"/shop is for trial: whoever reaches {arguments.host} may order there as if it were paid, and "
                "nobody pays; a real shop uses the API"
            )
        say(f"{scheme}://{arguments.host}:{arguments.port}{'/shop' if arguments.shop else ''}")
        sys.stdout.flush()  # whoever started it may wait for this line

    address = arguments.public_url or _served_at(scheme, arguments.host, arguments.port)
    how = Serving(
        url, arguments.host, arguments.port, arguments.workers, address,
        tls_cert=arguments.tls_cert, tls_key=arguments.tls_key,
        smtp_url=config.smtp_url(arguments.smtp_url), mail_from=config.mail_from(arguments.mail_from),
    )  # fmt: skip
    serve(replace(how, factory="app.cli.central_shop:shop_worker") if arguments.shop else how, tell)
    return Status.OK


def _enrol_code(arguments: argparse.Namespace) -> Status:
    with _office(arguments) as office:
        if arguments.replace is None:
            code = office.enrol_code(arguments.store, arguments.register)
        else:
            code = office.replace_code(arguments.replace)
    say(code)
    if arguments.url:
        _say_invitation(Invitation(arguments.url, code, plain=arguments.lan))
    return Status.OK


def _say_invitation(one: Invitation) -> None:
    """Print the text of an invitation, and its QR where the console can show one."""
    from app.central.shop.console import console_qr

    text = invitation_text(one)
    say(text)
    drawn = console_qr(text)
    try:
        drawn.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return
    say(drawn)


def _token(arguments: argparse.Namespace) -> Status:
    from app.central.door import FEATURES, SCOPES

    asked = frozenset(filter(None, arguments.scopes.split(",")))
    scopes = frozenset(FEATURES) if asked == {"all"} else asked
    if not arguments.revoke and (not scopes or not scopes <= SCOPES):
        raise UserError("token.bad_scopes", allowed=", ".join(["all", *FEATURES]))
    with _office(arguments) as office:
        if arguments.revoke:
            ended = office.revoke_tokens(arguments.name)
            say(f"{ended} ended")
            return Status.OK if ended else Status.BROKEN
        say(office.token(arguments.name, scopes, arguments.store))
    return Status.OK


def _badge_key(arguments: argparse.Namespace) -> Status:
    with _office(arguments) as office:
        if arguments.end_former:
            say(f"{office.end_former_badges()} badges ended")
        else:
            say(
                f"{office.change_badge_key()} badges are to be given out anew: they open until --end-former ends them"
            )
    return Status.OK


def _key(arguments: argparse.Namespace) -> Status:
    from app.central.bootstrap import make_key

    with _office(arguments) as office:
        if arguments.what == "rotate":
            made = office.rotate_code_key(*make_key())
            say(f"codes are signed with key {made.key_id} from now on; those of before count until --end-former")
        if arguments.end_former:
            say(f"{office.end_former_code_keys()} keys ended")
        for one in office.code_keys() if arguments.what == "list" else ():
            say(f"{one.no}\t{one.key_id}\t{_moment(one.made_at)}\t{_moment(one.ended_at)}")
    return Status.OK


def _moment(at: int | None) -> str:
    """A moment of microseconds UTC for people; a dash for none."""
    return "-" if at is None else f"{datetime.fromtimestamp(at // 1_000_000, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _import(arguments: argparse.Namespace) -> Status:
    from app.cli.central_import import import_file

    with _office(arguments) as office:
        return import_file(office, arguments.file, arguments.store)


def _export(arguments: argparse.Namespace) -> Status:
    with _office(arguments) as office:
        for line in office.product_lines() if arguments.what == "products" else office.entry_lines():
            say(line)
    return Status.OK
