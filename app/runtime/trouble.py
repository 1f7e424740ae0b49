"""Trouble: what nobody expected is written down with where it happened, and told calmly; Qt's remarks, too."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler

from app.domain.errors import AppError

_LOG = logging.getLogger("omo_pos")
#: The log's size before it is turned over, and how many old ones are kept.
_SIZE, _KEPT = 2 * 1024 * 1024, 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def open_log(path: Path) -> Callable[[], None]:
    """Write the program's log into a file from now on; gives what ends that. A log that cannot be written is none."""
    handler: logging.Handler = logging.NullHandler()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    before = _LOG.level
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)

    def close() -> None:
        _LOG.removeHandler(handler)
        _LOG.setLevel(before)
        handler.close()

    return close


class Trouble(QObject):
    """Catches what would end a thread or vanish in Qt. Lives in the GUI thread.

    Signals:
        happened: something that nobody expected, from whatever thread; arrives in the GUI thread.
    """

    happened = Signal(object)
    _met = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = (sys.excepthook, threading.excepthook)
        self._met.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._is_telling = threading.local()

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(_from_qt)

    def remove(self) -> None:
        """Leave things as they were."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):  # an interrupt, or an exit, is nobody's fault
            self._before[0](kind, error, trace)
            return
        self._tell(error, trace)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            self._tell(args.exc_value, args.exc_traceback)

    def _tell(self, error: Exception, trace: TracebackType | None) -> None:
        """Write it down first; then tell, unless telling is what failed."""
        _LOG.error("unexpected error", exc_info=(type(error), error, trace))
        if getattr(self._is_telling, "now", False):
            return
        self._is_telling.now = True
        try:
            self._met.emit(error)
        finally:
            self._is_telling.now = False

    @Slot(object)
    def _arrived(self, error: Exception) -> None:
        self.happened.emit(error)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    _LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", context.category or "", message or "")


def report(error: BaseException) -> None:
    """Write down what is no `AppError`; those are no trouble."""
    if not isinstance(error, AppError):
        _LOG.error("unexpected error", exc_info=error)
