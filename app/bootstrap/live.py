"""The sync of a running terminal: begun with it, and anew when the shop joins a centre."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from app.bootstrap.terminal import Terminal
from app.bootstrap.told import Told
from app.domain.enrol import Joined
from app.domain.errors import FaultError
from app.runtime.beside import Beside
from app.runtime.standing import Standing, alone

if TYPE_CHECKING:  # the first screen does not wait for them
    from app.bootstrap.enrol import Cut
    from app.bootstrap.sync import Sync


class LiveSync:
    """Holds the sync of the moment; nothing of it is told before `begin`.

    Args:
        told: called on the sync's thread with the kinds that the centre changed.
    """

    def __init__(self, terminal: Terminal, told: Told = lambda _: None) -> None:
        self._terminal = terminal
        self.told = told
        self._lock = threading.Lock()
        self._sync: Sync | None = None
        self._cut: Cut | None = None
        self._is_closed = False
        self._beside = Beside("join", terminal.store.close_reader)

    def begin(self) -> Future[None]:
        """Keep in step from now on, where there is a centre; returns at once.

        Raises (in the future):
            FaultError: of the disk.
        """
        return self._beside.run(self._begin)

    def _begin(self) -> None:
        from app.bootstrap.sync import start_sync  # noqa: PLC0415 - see above

        self._take(start_sync(self._terminal, self.told))

    def _take(self, sync: Sync) -> None:
        with self._lock:
            before, self._sync = self._sync, sync
            is_closed = self._is_closed
        for one in (before, sync if is_closed else None):
            if one is not None:
                one.close()

    def standing(self) -> Standing:
        """How it stands, by short reads on the calling thread's connection."""
        sync = self._sync
        return alone() if sync is None else sync.standing()

    def ask(self) -> None:
        """Sync now; where the token could not be read, read it again."""
        sync = self._sync
        if sync is not None and sync.why:
            self.begin()
        elif sync is not None:
            sync.ask()

    def address(self) -> str:
        """Where the centre is; empty for a shop without one, or where that cannot be read. May wait for a file."""
        try:
            kept = self._terminal.secrets.membership()
        except FaultError:
            return ""
        return "" if kept is None else kept.url

    def join(self, url: str, code: str, plain: bool) -> Future[Joined]:  # noqa: FBT001 - the port's form
        """Join a centre, and keep in step with it at once.

        Raises (in the future):
            UserError: ``enrol.cancelled``; as `enrol_terminal`.
            FaultError: as `enrol_terminal`.
        """
        from app.bootstrap.enrol import Cut, join_centre  # noqa: PLC0415 - see above

        cut = self._cut = Cut()

        def job() -> Joined:
            joined = join_centre(self._terminal, url, code, cut, plain=plain)
            self._begin()
            return joined

        return self._beside.run(job)

    def cancel(self) -> None:
        """End the joining that is under way; returns at once."""
        if self._cut is not None:
            threading.Thread(target=self._cut.cut, name="join-cut", daemon=True).start()

    def close(self) -> None:
        """End what runs; a second time does nothing."""
        with self._lock:
            was_closed, self._is_closed = self._is_closed, True
        if was_closed:
            return
        if self._cut is not None:
            self._cut.cut()
        self._beside.close()
        if self._sync is not None:
            self._sync.close()
