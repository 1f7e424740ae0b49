"""The counter's sounds, made from figures: run it after changing one, and keep the files that it writes.

Each is mono, 16 bit, 22,050 Hz, and at most 250 ms long. Every tone swells and fades over a few milliseconds, or the
loudspeaker would click.
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sounds"
RATE = 22_050
#: Milliseconds over which a tone swells and fades.
EDGE_MS = 6


@dataclass(frozen=True)
class Tone:
    """A sine of a pitch in Hz for so many milliseconds; a pitch of 0 is silence. `level` in thousandths."""

    hertz: int
    milliseconds: int
    level: int = 600


#: What is heard (ux.md, section 7).
CUES: dict[str, tuple[Tone, ...]] = {
    "accepted": (Tone(1_800, 60, 450),),
    "rejected": (Tone(400, 120, 800), Tone(0, 10), Tone(400, 120, 800)),
    "person": (Tone(700, 110), Tone(0, 15), Tone(500, 110)),
    "complete": (Tone(880, 90, 500), Tone(1_175, 140, 500)),
    "order": (Tone(523, 70, 350), Tone(659, 70, 350), Tone(784, 90, 350)),
}


def samples(tones: tuple[Tone, ...]) -> list[int]:
    """Return the samples of tones played one after the other."""
    found: list[int] = []
    for tone in tones:
        count = RATE * tone.milliseconds // 1_000
        edge = min(count // 2, RATE * EDGE_MS // 1_000)
        for place in range(count):
            rising = min(1.0, (place + 1) / edge, (count - place) / edge)
            swell = 0.5 - 0.5 * math.cos(math.pi * rising)
            found.append(round(32.767 * tone.level * swell * math.sin(2 * math.pi * tone.hertz * place / RATE)))
    return found


def write(folder: Path = FOLDER) -> None:
    """Write one file for each cue."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, tones in CUES.items():
        values = samples(tones)
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(values)}h", *values))


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:2]))
