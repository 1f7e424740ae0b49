"""Serve: the centre as one process, or as several beside each other that share its database."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import field, replace
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine

from app.central.bootstrap import open_centre, service, tending
from app.central.database import open_database
from app.central.message_mail import MailServer
from app.central.patience import patient, room
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen

if TYPE_CHECKING:
    from app.central.shop.outfit import Outfit

#: How a worker process is told which database it works on; it may hold a password, so no command line shows it.
_DATABASE = "OMO_POS_CENTRAL_URL"
#: And where customers reach it.
_ADDRESS = "OMO_POS_CENTRAL_ADDRESS"
#: Where mail is handed in, and as whose: the address has a password, so no command line need show it.
SMTP, SENDER = "OMO_POS_SMTP_URL", "OMO_POS_MAIL_FROM"
#: Seconds that a worker may take to start, or to answer its supervisor, which waits for as long, too, for one that
#: dies while it is being asked.
_START_S = 30
#: Seconds that a stop waits for what is under way; who listens is let go.
_STOP_S = 5


@frozen
class Serving:
    """How the service listens.

    Attributes:
        workers: processes beside each other.
        address: where customers reach it, for links that lead here from elsewhere; empty where nobody can say.
        factory: what makes a worker's service, by its address: `worker` alone, or one that adds to it.
        tls_cert, tls_key: files (PEM) of its certificate, with those in between, and of its key; both empty where
            something in front of it speaks HTTPS, or nothing does.
        smtp_url, mail_from: see `MailServer.of`; both empty where no mail is sent.
    """

    url: str
    host: str = "127.0.0.1"
    port: int = 8440
    workers: int = 1
    address: str = ""
    factory: str = "app.central.serve:worker"
    tls_cert: str = ""
    tls_key: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""

    def check_tls(self) -> None:
        """Raise where the certificate cannot be served.

        Raises:
            UserError: ``central.bad_certificate`` (path, reason).
        """
        if not self.tls_cert and not self.tls_key:
            return
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.tls_cert, self.tls_key or None, password="")
        except (OSError, ValueError) as error:  # what SSL says of them is an OSError too
            reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
            raise UserError("central.bad_certificate", path=self.tls_cert, reason=str(reason)) from None


def serve(how: Serving, tell: Callable[[], None]) -> None:
    """Serve until the process is told to stop.

    Args:
        tell: called once the database is in order, before the service listens.

    Raises:
        UserError: ``central.bad_certificate`` (path, reason); as `mail_server`.
        FaultError: ``central.bad_database``, ``central.unreachable``.
    """
    how.check_tls()
    mail_server(how.smtp_url, how.mail_from)
    open_centre(how.url).dispose()  # what is wrong with it is said once, before the workers start
    os.environ[_DATABASE] = how.url
    os.environ[_ADDRESS] = how.address
    os.environ[SMTP], os.environ[SENDER] = how.smtp_url, how.mail_from
    tell()
    uvicorn.run(
        how.factory,
        factory=True,
        host=how.host,
        port=how.port,
        workers=how.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_worker_healthcheck=_START_S,
        timeout_graceful_shutdown=_STOP_S,
        ssl_certfile=how.tls_cert or None,
        ssl_keyfile=how.tls_key or None,
        **patient(room()),
    )


def worker(shop: Outfit | None = None) -> FastAPI:
    """The service of one worker process.

    Args:
        shop: what the customer page is made of; without it there is none.
    """
    known = None if shop is None else replace(shop, address=os.environ.get(_ADDRESS, ""))
    tend = tending(mail_server(os.environ.get(SMTP, ""), os.environ.get(SENDER, "")))
    return service(open_database(os.environ[_DATABASE]), shop=known, tend=tend)


def mail_server(url: str, sender: str) -> MailServer | None:
    """Where mail is handed in; None where nobody said so.

    Raises:
        UserError: ``message.bad_server``, ``message.bad_sender`` (sender).
    """
    return MailServer.of(url, sender) if url else None


def embed(engine: Engine, shop: Outfit, port: int, tell: Callable[[int], None], wait: Callable[[], object]) -> None:
    """Serve this machine alone, with the customer page, for as long as something else goes on.

    Args:
        port: 0 for any that is free.
        tell: called with the port once it is taken.
        wait: comes back when the service is to end; runs on a thread of its own.

    Raises:
        FaultError: ``central.port_taken`` (port).
    """
    app = service(engine, shop=shop, tend=tending())
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            raise FaultError("central.port_taken", port=port) from None
        door.listen(100)
        how = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, **patient(room()))
        how.timeout_graceful_shutdown = _STOP_S
        server = uvicorn.Server(how)

        def end() -> None:
            wait()
            app.state.place.watch.close()  # who listens is let go, so that nobody need be waited for
            server.should_exit = True

        threading.Thread(target=end, daemon=True).start()
        app.state.shop.address = f"http://127.0.0.1:{door.getsockname()[1]}"
        tell(door.getsockname()[1])
        server.run(sockets=[door])
