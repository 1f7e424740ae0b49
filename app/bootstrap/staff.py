"""Staff, joined with the vault: the thread for slow hashes, the badges' key, and the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from app.db.datadir import DataDir
from app.domain.errors import FaultError, UserError
from app.vault.bundle import Secrets
from app.vault.keys import SecretStore

T = TypeVar("T")


class PinThread:
    """One thread, started when it is first needed; fits the port `SlowWork`."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pins")

    def run(self, job: Callable[[], T]) -> Future[T]:
        """See `SlowWork.run`.

        Raises:
            FaultError: ``db.closed``: the terminal is closing.
        """
        try:
            return self._pool.submit(job)
        except RuntimeError as error:
            raise FaultError("db.closed") from error

    def close(self) -> None:
        """End the thread; what is under way is finished first, what waits is dropped."""
        self._pool.shutdown(cancel_futures=True)


class KeptRecoveryCode:
    """The code that wraps the terminal's secrets beside the database; fits the port `RecoveryCode`.

    Whoever knows the code that opens the database's key is the shop: the same code sets a manager's PIN anew.
    """

    def __init__(self, place: DataDir, secrets: SecretStore, terminal_id: str) -> None:
        self._place = place
        self._secrets = secrets
        self._terminal_id = terminal_id

    def make(self) -> str:
        """See `RecoveryCode.make`."""
        from app.vault import recovery  # noqa: PLC0415 - needed once or twice in a terminal's life

        code = recovery.new_code()
        self._place.keep_wrapped(recovery.wrap(code, self._secrets.load(), self._terminal_id))
        return code

    def check(self, typed: str) -> None:
        """See `RecoveryCode.check`. What lies beside the database counts only where it holds this terminal's keys."""
        from app.vault import recovery  # noqa: PLC0415 - as above

        identity = self._place.identity()
        if identity is None or identity.wrapped is None:
            raise UserError("vault.no_recovery_code")
        found: Secrets = recovery.unwrap(typed, identity.wrapped, self._terminal_id)
        if found != self._secrets.load():
            raise UserError("vault.wrong_recovery_code", why="other")
