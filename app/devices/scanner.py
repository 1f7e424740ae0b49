"""The scanner that types: tells its bursts from a person's keys by timing and framing alone.

A scanner of this kind is a keyboard to the system. What gives it away is its pace, far beyond ten fingers, and the
Enter at the end. So a key is kept back until the next one shows whose it was; whatever turns out to be a person's is
given back in the order in which it came, releases and modifiers included, and nothing is ever given twice.
"""

from __future__ import annotations

import re
import unicodedata

from app.domain.frozen import frozen
from app.services.scanner import Key, KeyAnswer, KeyKind, Scan, Shown, Typed

#: From this many milliseconds between two keys on they belong to no burst (ux.md, section 6).
PATIENCE_MS = 35
#: Characters that a scan has at least.
LEAST = 4
#: So many characters in a row at a scanner's pace are no person's, even if no Enter follows. What then comes within
#: so many milliseconds is the rest of the same code, which a busy system has torn apart.
TORN, TORN_MS = 3, 250
#: Keyboards' clocks are counters of 32 bits.
WRAP = 1 << 32
#: What a scanner may type within a burst beside printable characters: separators of GS1 and of ISO 15434, STX, ETX.
CONTROLS = frozenset("\x02\x03\x04\x1c\x1d\x1e\x1f")
STX, ETX = "\x02", "\x03"

_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")


@frozen
class Framing:
    """How a scanner is set up.

    Attributes:
        prefix: what it types before each code; taken off, and never needed for a scan to count.
        suffix: what it types after each code, before the Enter; likewise.
        aim: whether it begins with the AIM identifier of the symbology (``]E0``), which is then told apart.
    """

    prefix: str = ""
    suffix: str = ""
    aim: bool = True

    def unpack(self, text: str) -> tuple[str, str]:
        """What was scanned and the AIM identifier, if there is one."""
        text = unicodedata.normalize("NFKC", text)
        text = text.removeprefix(STX).removesuffix(ETX)
        text = text.removeprefix(self.prefix).removesuffix(self.suffix)
        found = _AIM.match(text) if self.aim else None
        return (text[found.end() :], found[1]) if found else (text, "")


def elapsed(before: int, after: int) -> int:
    """Milliseconds between two stamps of a keyboard's clock, which wraps; one slightly behind counts as none."""
    gap = (after - before) % WRAP
    return 0 if gap > WRAP - PATIENCE_MS else gap


class WedgeScanner:
    """Fits the port `Wedge`."""

    patience = PATIENCE_MS

    def __init__(self, framing: Framing | None = None) -> None:
        self._framing = framing or Framing()
        self._kept: list[Key] = []
        self._shown: Key | None = None
        self._last = 0  # when the latest press of the burst came
        self._torn: int | None = None  # when the latest burst stopped that had no end
        self._ended: int | None = None  # when the latest scan ended, if nothing came since
        self._held_down: int | None = None  # the key that repeats by itself
        self._swallowed: set[int] = set()  # keys of scans that are still down

    @property
    def is_holding(self) -> bool:
        """See `Wedge.is_holding`."""
        return bool(self._kept)

    @property
    def _running(self) -> bool:
        return bool(self._kept) or self._shown is not None

    def _in_time(self, key: Key) -> bool:
        return self._running and elapsed(self._last, key.at) < PATIENCE_MS

    def _repeats(self, key: Key) -> bool:
        """Whether a key is held down. None begins to at a scanner's pace: within a burst, a digit came twice."""
        return key.repeats and (key.code == self._held_down or not self._in_time(key))

    def _is_tail(self, key: Key) -> bool:
        """Whether it is the second key of an end in two, such as CR and LF."""
        return (
            key.kind is KeyKind.END
            and not self._running
            and self._ended is not None
            and elapsed(self._ended, key.at) < PATIENCE_MS
        )

    def _code(self) -> tuple[str, str]:
        first = self._shown.text if self._shown else ""
        return self._framing.unpack(first + "".join(key.text for key in self._kept if key.kind is KeyKind.TEXT))

    def _ends(self, key: Key) -> bool:
        return key.kind is KeyKind.END and self._in_time(key) and len(self._code()[0]) >= LEAST

    def _may_begin(self, text: str) -> bool:
        return text.isprintable() or text[0] == STX or self._framing.prefix.startswith(text)

    def would_keep(self, key: Key) -> bool:
        """See `Wedge.would_keep`."""
        match key.kind:
            case KeyKind.TEXT:
                return not self._repeats(key) and (self._in_time(key) or self._may_begin(key.text))
            case KeyKind.MODIFIER:
                return True
            case KeyKind.END:
                return self._ends(key) or self._is_tail(key)
            case KeyKind.RELEASE:
                return bool(self._kept) or key.code in self._swallowed
            case KeyKind.OTHER:
                return False

    def feed(self, key: Key, *, show_first: bool = False) -> tuple[KeyAnswer, ...]:
        """See `Wedge.feed`."""
        if key.kind is KeyKind.RELEASE:
            return self._release(key)
        self._swallowed.discard(key.code)
        if self._is_tail(key):
            self._ended = key.at
            self._swallowed.add(key.code)
            return ()
        if self._ends(key):
            return self._scan(key)
        self._ended = None
        self._held_down = key.code if self._repeats(key) else None
        if not self.would_keep(key):
            given_back = self.give_back()
            if key.kind is KeyKind.END:  # too short for a scan, but whole
                self._torn = None
            return (*given_back, Typed(key))
        before = () if self._in_time(key) else self.give_back()
        return (*before, *self._keep(key, show_first=show_first))

    def _keep(self, key: Key, *, show_first: bool) -> tuple[KeyAnswer, ...]:
        begins = not self._running
        self._last = key.at
        if show_first and not self._kept:
            if key.kind is KeyKind.MODIFIER:  # shows nothing, so there is nothing to take back
                return (Typed(key),)
            if begins:
                self._shown = key
                return (Shown(key),)
        self._kept.append(key)
        return ()

    def _release(self, key: Key) -> tuple[KeyAnswer, ...]:
        if key.code in self._swallowed:
            self._swallowed.discard(key.code)
            return ()
        if self._kept:
            self._kept.append(key)
            return ()
        return (Typed(key),)

    def _scan(self, end: Key) -> tuple[KeyAnswer, ...]:
        text, symbology = self._code()
        first = self._shown or self._kept[0]
        is_broken = self._torn is not None and elapsed(self._torn, first.at) < TORN_MS
        scan = Scan(text, symbology, self._shown is not None, is_broken)
        strays = []  # releases of keys that were pressed, and delivered, before the burst
        down: set[int] = set()
        for key in self._kept:
            if key.kind is not KeyKind.RELEASE:
                down.add(key.code)
            elif key.code in down:
                down.discard(key.code)
            else:
                strays.append(Typed(key))
        self._swallowed |= down | {end.code}
        self._forget()
        self._torn = None
        self._ended = end.at
        return (*strays, scan)

    def _forget(self) -> None:
        self._kept.clear()
        self._shown = None

    def give_back(self) -> tuple[KeyAnswer, ...]:
        """See `Wedge.give_back`."""
        if (self._shown is not None) + sum(key.kind is KeyKind.TEXT for key in self._kept) >= TORN:
            self._torn = self._last
        kept = tuple(Typed(key) for key in self._kept)
        self._forget()
        return kept
