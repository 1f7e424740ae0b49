"""X11's own events: seen before Qt makes anything of them, and sent to ourselves through the server, in its order."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from app.domain.frozen import frozen

#: X11's numbers of a key's press and release and of a program's message; the mark of an event that a program sent.
_PRESS, _RELEASE, _MESSAGE, _SENT = 2, 3, 33, 0x80
#: The length of an event on the wire.
_BYTES = 32
#: What marks a message as ours; the format of 8 bits is one that Qt passes over.
_ECHO = b"OMOPOS"


@frozen
class XcbKey:
    """A key event as X11 has it.

    Attributes:
        at: milliseconds of the server's clock, 32 bits.
        code: which key.
        state: modifiers and buttons that were down before it.
    """

    is_press: bool
    code: int
    at: int
    state: int

    @classmethod
    def of(cls, event: QKeyEvent) -> XcbKey:
        """What Qt's event was made from."""
        is_press = event.type() != event.Type.KeyRelease
        return cls(
            is_press, event.nativeScanCode() & 0xFF, event.timestamp() & 0xFFFFFFFF, event.nativeModifiers() & 0xFFFF
        )

    @classmethod
    def read(cls, raw: bytes) -> XcbKey:
        """From the wire."""
        return cls(raw[0] & ~_SENT == _PRESS, raw[1], _number(raw[4:8]), _number(raw[28:30]))

    def raw(self, window: int) -> bytes:
        """As it goes to a window."""
        kind = _PRESS if self.is_press else _RELEASE
        head = bytes([kind, self.code, 0, 0]) + _bytes(self.at, 4)
        return head + bytes(4) + _bytes(window, 4) + bytes(12) + _bytes(self.state, 2) + bytes([1, 0])


class XcbLink(QObject):
    """Qt's connection to the X server. One for the program; `close` before the application ends.

    Signals:
        echoed: an `echo` has come back, with its number.
    """

    echoed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        native = app.nativeInterface() if app is not None and hasattr(app, "nativeInterface") else None
        if app is None or native is None:
            raise TypeError("no connection to an X server")
        self._app = app
        self._connection = ctypes.c_void_p(native.connection())
        self._xcb = ctypes.CDLL("libxcb.so.1")
        word, byte = ctypes.c_uint32, ctypes.c_uint8
        self._xcb.xcb_send_event.argtypes = [ctypes.c_void_p, byte, word, word, ctypes.c_char_p]
        self._xcb.xcb_flush.argtypes = [ctypes.c_void_p]
        #: Called with each key before Qt and the input method see it, and whether a program has sent it.
        self.on_key: Callable[[XcbKey, bool], None] | None = None
        self._tap = _Tap(self)
        app.installNativeEventFilter(self._tap)

    def send_key(self, window: QWindow, key: XcbKey) -> None:
        """Send a key to a window: it comes back behind everything that the server had before."""
        self._send(window, key.raw(int(window.winId())))

    def echo(self, window: QWindow, number: int) -> None:
        """Ask the server for a sign of life: once `echoed` comes, all keys have come that it had before now."""
        body = bytes([_MESSAGE, 8, 0, 0]) + _bytes(int(window.winId()), 4) + bytes(4)
        self._send(window, body + _ECHO + bytes(10) + _bytes(number, 4))

    def _send(self, window: QWindow, raw: bytes) -> None:
        self._xcb.xcb_send_event(self._connection, 0, int(window.winId()), 0, raw)
        self._xcb.xcb_flush(self._connection)

    def arrived(self, raw: bytes) -> bool:
        """Look at an event of a kind that matters here; True if it was for nobody else."""
        if raw[0] & ~_SENT != _MESSAGE:
            if self.on_key is not None:
                self.on_key(XcbKey.read(raw), bool(raw[0] & _SENT))
            return False
        if raw[12 : 12 + len(_ECHO)] != _ECHO:
            return False
        self.echoed.emit(_number(raw[28:32]))
        return True

    def close(self) -> None:
        """Look at nothing any more."""
        self._app.removeNativeEventFilter(self._tap)


class _Tap(QAbstractNativeEventFilter):
    """Sees each native event before anything else does."""

    def __init__(self, link: XcbLink) -> None:
        super().__init__()
        self._link = link

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self,
        eventType: QByteArray | bytes | bytearray | memoryview[int],  # noqa: ARG002, N803 - Qt's name
        message: int,
    ) -> tuple[bool, int]:
        """Hand on what matters here."""
        address = int(message)
        if ctypes.c_uint8.from_address(address).value & ~_SENT in {_PRESS, _RELEASE, _MESSAGE}:
            return self._link.arrived(ctypes.string_at(address, _BYTES)), 0
        return False, 0


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, sys.byteorder)


def _bytes(number: int, length: int) -> bytes:
    return number.to_bytes(length, sys.byteorder)
