"""What the centre does by itself: contact keys turn with the month, mail goes out, who forgot goods hears of it."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from app.central.contact import Boxes, Tell, turn
from app.central.message_mail import MailServer, send_due
from app.central.pickup_message import remind
from app.domain.errors import AppError

_log = logging.getLogger("omo_pos.central")
#: Seconds between two looks at the mail, and how many of them lie between two looks at the keys.
_EVERY_S, _KEYS_EVERY = 15.0, 40


class Tending:
    """A thread of its own; several beside each other do no harm.

    Args:
        server: where mail is handed in; None where the shop takes its messages by the API.
        tell: is told whose feed was changed.
    """

    def __init__(
        self, engine: Engine, boxes: Boxes, clock: Callable[[], int], server: MailServer | None, tell: Tell
    ) -> None:
        self._engine = engine
        self._boxes = boxes
        self._clock = clock
        self._server = server
        self._tell = tell
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tend", daemon=True)

    def start(self) -> None:
        """Begin; the first look is at once."""
        self._thread.start()

    def close(self) -> None:
        """End, behind what is under way."""
        self._ended.set()
        self._thread.join()

    def look(self, *, keys: bool) -> None:
        """Do what is to be done now."""
        if keys:
            turn(self._engine, self._boxes, self._clock(), self._tell)
            remind(self._engine, self._clock(), self._tell)
        if self._server is not None:
            send_due(self._engine, self._boxes, self._server, self._clock)

    def _run(self) -> None:
        turns = 0
        while not self._ended.is_set():
            try:
                self.look(keys=turns % _KEYS_EVERY == 0)
            except (AppError, SQLAlchemyError) as error:  # the database is away: the next look finds it again
                _log.warning("tending: %s", getattr(error, "code", type(error).__name__))
            except Exception as error:  # noqa: BLE001 - the last door: what goes through it ends the mail of the shop
                place = traceback.extract_tb(error.__traceback__)[-1]  # without its words, which may name a customer
                _log.error("tending: %s at %s:%s", type(error).__name__, Path(place.filename).name, place.lineno)
            turns += 1
            self._ended.wait(_EVERY_S)
