"""Sounds: short cues by whatever player the system brings along, on a thread of their own.

Linux: PipeWire's, PulseAudio's or ALSA's player. macOS: afplay. Windows: winsound, a part of Python. Where there is
no player or no loudspeaker it stays quiet, and only the settings screen tells: a cue is never the only sign.
"""

from __future__ import annotations

import array
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path

from app.domain.frozen import frozen
from app.services.sound import CUES, SoundState

#: At most so many wait; when more come, an older one is left out.
MOST_WAITING = 3
#: Seconds after which a cue says nothing any more about what just happened.
STALE_S = 0.4
#: Seconds until a machine on which nothing could be played is tried again.
REST_S = 30
#: Seconds that the longest cue may take before its player counts as stuck.
PLAYER_S = 3
#: Seconds between two calls for a new order.
ORDER_S = 60

_COMMANDS = {
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
    "darwin": (("afplay",),),
}

#: Plays a file to its end; False if it could not.
Player = Callable[[Path], bool]


@frozen
class CommandPlayer:
    """A player that is a program of the system."""

    command: tuple[str, ...]

    def __call__(self, file: Path) -> bool:
        """Play a file to its end."""
        quiet = subprocess.DEVNULL
        try:
            done = subprocess.run(  # noqa: S603 - a program of the system, found on its path, and a file of ours
                [*self.command, str(file)], stdin=quiet, stdout=quiet, stderr=quiet, timeout=PLAYER_S, check=False
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


def play_on_windows(file: Path) -> bool:
    """Play a file to its end by Windows itself."""
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - only there on Windows

        try:
            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
        except RuntimeError:
            return False
        return True
    return False


def players(platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which) -> tuple[Player, ...]:
    """The players that this machine has, the best first."""
    if platform == "win32":
        return (play_on_windows,)
    found = ((which(command[0]), command[1:]) for command in _COMMANDS.get(platform, ()))
    return tuple(CommandPlayer((program, *rest)) for program, rest in found if program is not None)


def scaled(data: bytes, percent: int) -> bytes:
    """Samples of 16 bit in the order of a WAV file, at a part of their loudness."""
    samples = array.array("h", data)
    if sys.byteorder == "big":
        samples.byteswap()
    quieter = array.array("h", (sample * percent // 100 for sample in samples))
    if sys.byteorder == "big":
        quieter.byteswap()
    return quieter.tobytes()


@frozen
class _Wish:
    """A cue that waits; `answer` of one that somebody tries out, which is never left out."""

    cue: str
    at: float
    volume: int
    answer: Future[SoundState] | None = None


class SystemSounds:
    """The counter's sounds; fits the port `Sounds`. May be called from any thread and returns at once.

    Args:
        folder: where the cues' files lie.
        found: the players to try, best first; those of this machine if none are given.
        now: seconds of a clock that never goes back.
    """

    def __init__(
        self, folder: Path, found: Sequence[Player] | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._players = list(players() if found is None else found)
        self._now = now
        self._volume = 60
        self._off: frozenset[str] = frozenset()
        self._waiting: deque[_Wish] = deque()
        self._state = SoundState.READY if self._players else SoundState.NO_PLAYER
        self._rest_until = 0.0
        self._last_order: float | None = None
        self._playing = False
        self._closing = False
        self._changed = threading.Condition()
        self._files: tempfile.TemporaryDirectory[str] | None = None
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> SoundState:
        """See `Sounds.state`."""
        with self._changed:
            return self._state

    def tune(self, volume: int, off: Iterable[str] = ()) -> None:
        """See `Sounds.tune`."""
        with self._changed:
            self._volume = max(0, min(100, volume))
            self._off = frozenset(off)

    def play(self, cue: str) -> None:
        """See `Sounds.play`. One that nobody knows stays silent."""
        with self._changed:
            at = self._now()
            if cue not in CUES or cue in self._off or not self._volume or not self._players or self._closing:
                return
            if at < self._rest_until or (cue == "order" and self._called_lately(at)):
                return
            if len(self._waiting) >= MOST_WAITING:
                self._leave_one_out()
            self._take(_Wish(cue, at, self._volume))

    def test(self, cue: str = "complete") -> Future[SoundState]:
        """See `Sounds.test`."""
        answer: Future[SoundState] = Future()
        with self._changed:
            if self._players and not self._closing:
                self._take(_Wish(cue, self._now(), self._volume or 60, answer))
                return answer
        answer.set_result(SoundState.NO_PLAYER)
        return answer

    def wait_quiet(self, timeout_s: float) -> bool:
        """Wait until everything that was asked for was played or left out; False when the time is up."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._playing, timeout_s)

    def close(self) -> None:
        """Play nothing more; what is being played is played to its end."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        for wish in self._waiting:
            if wish.answer is not None:
                wish.answer.cancel()
        if self._files is not None:
            self._files.cleanup()

    def _leave_one_out(self) -> None:
        """The oldest that only says that all is well, or else the oldest."""
        plain = [wish for wish in self._waiting if wish.answer is None]
        if plain:
            self._waiting.remove(next((wish for wish in plain if wish.cue == "accepted"), plain[0]))

    def _take(self, wish: _Wish) -> None:
        self._waiting.append(wish)
        if self._thread is None:  # the first sound, not the start of the program, pays for the thread
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _called_lately(self, at: float) -> bool:
        if self._last_order is not None and at - self._last_order < ORDER_S:
            return True
        self._last_order = at
        return False

    def _run(self) -> None:
        while True:
            with self._changed:
                self._playing = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                wish = self._waiting.popleft()
                self._playing = True
                stale = wish.answer is None and self._now() - wish.at > STALE_S
            if not stale:
                self._tell(wish, self._try(wish.cue, wish.volume))

    def _tell(self, wish: _Wish, state: SoundState) -> None:
        with self._changed:
            self._state = state
            self._rest_until = 0.0 if state is SoundState.READY else self._now() + REST_S
        if wish.answer is not None:
            wish.answer.set_result(state)

    def _try(self, cue: str, volume: int) -> SoundState:
        """Play a cue by the first player that can; that one is asked first from then on."""
        try:
            file = self._file(cue, volume)
        except (OSError, EOFError, wave.Error):
            return SoundState.NO_DEVICE
        for player in list(self._players):
            if player(file):
                self._players.remove(player)
                self._players.insert(0, player)
                return SoundState.READY
        return SoundState.NO_DEVICE

    def _file(self, cue: str, volume: int) -> Path:
        """A file of the cue at this volume: not every player can be told how loud to be."""
        if self._files is None:
            self._files = tempfile.TemporaryDirectory(prefix="omo-pos-sound-", ignore_cleanup_errors=True)
        target = Path(self._files.name) / f"{cue}-{volume}.wav"
        if not target.exists():
            with wave.open(str(self._folder / f"{cue}.wav"), "rb") as source:
                form, data = source.getparams(), source.readframes(source.getnframes())
            with wave.open(str(target), "wb") as quieter:
                quieter.setparams(form)
                quieter.writeframes(scaled(data, volume))
        return target
