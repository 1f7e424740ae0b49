"""A counter that nobody touches: it says that it will be locked, and is."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from app.runtime.idle import IdleWatch


class Locked(Protocol):
    """What is locked, and tells of it."""

    def toast(self, text: str, *, sticky: bool) -> None:
        """See `Host.toast`."""
        ...

    def hush(self) -> None:
        """See `Host.hush`."""
        ...

    def lock_idle(self) -> None:
        """Lock it, whatever is open."""
        ...


class Idling(QObject):
    """Tells a shell what the watch noticed.

    Args:
        shell: it is locked; the watch outlives it.
    """

    def __init__(self, watch: IdleWatch, shell: Locked) -> None:
        super().__init__()
        self._watch, self._shell = watch, shell
        watch.warned.connect(self._warn)
        watch.stirred.connect(self._stirred)
        watch.expired.connect(self._expired)

    def _warn(self, seconds: int) -> None:
        said = QCoreApplication.translate("Shell", "{} 秒後自動鎖定，購物車會保留").format(seconds)
        self._shell.toast(said, sticky=True)

    def _stirred(self) -> None:
        self._shell.hush()

    def _expired(self) -> None:
        self._shell.lock_idle()

    def close(self) -> None:
        """Another shell takes over."""
        self._watch.warned.disconnect(self._warn)
        self._watch.stirred.disconnect(self._stirred)
        self._watch.expired.disconnect(self._expired)
