"""A scanner with a clock: types codes by way of the X server, and tells what it saw of its own keys.

Run by `Screen.scan`. Each key is awaited before the next one is pressed, so the time from before a key was handed in
until the next one was taken is never less than what lies between the two by the server's clock: codes whose keys were
all quicker than a scan filter's patience were typed as a scanner types them, and must be there.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import threading
import time

RETURN, SHIFT = 0xFF0D, 0xFFE1


class Keyboard:
    """Keys of the X server's, pressed as by hand."""

    def __init__(self) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XKeycodeToKeysym.restype = ctypes.c_ulong
        self._x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        if not self._display:
            raise RuntimeError("no X server")
        self._shift = self._code_of(SHIFT)

    def _code_of(self, symbol: int) -> int:
        code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol))
        if not code:
            raise ValueError(f"no key for {symbol:#x}")
        return int(code)

    def keys_of(self, character: str) -> tuple[int, ...]:
        """The keys that are pressed together for a character, by their numbers."""
        symbol = RETURN if character == "\n" else ord(character)
        code = self._code_of(symbol)
        plain = self._x.XKeycodeToKeysym(self._display, ctypes.c_ubyte(code), 0)
        return (code,) if plain == symbol else (self._shift, code)

    def press(self, keys: tuple[int, ...]) -> None:
        """Press keys, and wait until the server has them."""
        for key in keys:
            self._test.XTestFakeKeyEvent(self._display, key, 1, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def release(self, keys: tuple[int, ...]) -> None:
        """Let them go."""
        for key in reversed(keys):
            self._test.XTestFakeKeyEvent(self._display, key, 0, ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def repeat(self, *, on: bool) -> None:
        """Have a key that is held down repeat by itself, or not; wait until the server has seen to everything."""
        (self._x.XAutoRepeatOn if on else self._x.XAutoRepeatOff)(self._display)
        self._x.XSync(self._display, 0)


def type_codes(codes: list[str], pace_us: int) -> tuple[int, int]:
    """Type codes with an Enter after each, a key every so many microseconds.

    Returns:
        The longest time that may lie between two keys of one code, and that from the first key of all to the last, in
        microseconds.
    """
    keyboard, pause = Keyboard(), threading.Event()
    bursts = [[keyboard.keys_of(one) for one in f"{code}\n"] for code in codes]
    keyboard.repeat(on=False)  # a scanner's keys are never held, however long a busy machine leaves them down
    longest, begun = 0, time.monotonic_ns()
    due = begun
    for burst in bursts:
        before = None
        for keys in burst:
            pause.wait(max(0, due - time.monotonic_ns()) / 1e9)
            due += pace_us * 1_000
            now = time.monotonic_ns()
            keyboard.press(keys)
            after = time.monotonic_ns()
            if before is not None:
                longest = max(longest, after - before)
            before = now
            keyboard.release(keys)
    keyboard.repeat(on=True)  # behind the last key, which is up before this process ends
    return longest // 1_000, (after - begun) // 1_000


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pace-us", type=int, required=True)
    parser.add_argument("codes", nargs="+")
    given = parser.parse_args()
    longest, whole = type_codes(given.codes, given.pace_us)
    print(json.dumps({"longest_us": longest, "whole_us": whole}))


if __name__ == "__main__":
    main()
