"""The counter's sounds: how they are made, and that a machine without a loudspeaker never notices."""

from __future__ import annotations

import importlib.util
import itertools
import struct
import sys
import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app.devices.sound import (
    MOST_WAITING,
    ORDER_S,
    REST_S,
    STALE_S,
    CommandPlayer,
    SystemSounds,
    play_on_windows,
    players,
    scaled,
)
from app.resources import resource
from app.services.sound import CUES, Silence, SoundState

FOLDER = resource("sounds")
ROOT = Path(__file__).resolve().parents[2]
SOON = 20  # seconds that a thread has at most to do what it was asked


def values(path: Path) -> tuple[wave._wave_params, tuple[int, ...]]:
    with wave.open(str(path), "rb") as file:
        form = file.getparams()
        return form, struct.unpack(f"<{form.nframes}h", file.readframes(form.nframes))


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    found = importlib.util.spec_from_file_location("sounds_maker", ROOT / "packaging" / "sounds.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["sounds_maker"] = module
    found.loader.exec_module(module)
    return module


def pitch(samples: tuple[int, ...], rate: int) -> float:
    """Hertz, by counting how often the wave rises through nothing."""
    rises = sum(1 for before, after in itertools.pairwise(samples) if before < 0 <= after)
    return rises * rate / len(samples)


# --- the files ---------------------------------------------------------------------------------------------------


def test_there_is_a_file_for_each_cue_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.wav")} == set(CUES)


@pytest.mark.parametrize("cue", CUES)
def test_a_cue_is_short_and_small(cue):
    form, samples = values(FOLDER / f"{cue}.wav")
    assert (form.nchannels, form.sampwidth, form.framerate) == (1, 2, 22_050)
    assert len(samples) * 1_000 <= 250 * form.framerate
    assert max(map(abs, samples)) > 8_000
    assert abs(samples[0]) < 500
    assert abs(samples[-1]) < 500


@pytest.mark.parametrize("cue", CUES)
def test_the_generator_makes_what_is_shipped(cue, maker, tmp_path):
    maker.write(tmp_path)
    (form, made), (shipped_form, shipped) = values(tmp_path / f"{cue}.wav"), values(FOLDER / f"{cue}.wav")
    assert form == shipped_form
    assert max(abs(one - other) for one, other in zip(made, shipped, strict=True)) <= 1


def test_the_cues_are_those_of_the_design():
    def part(cue: str, from_ms: int, to_ms: int) -> float:
        form, samples = values(FOLDER / f"{cue}.wav")
        return pitch(samples[form.framerate * from_ms // 1_000 : form.framerate * to_ms // 1_000], form.framerate)

    assert part("accepted", 0, 60) == pytest.approx(1_800, rel=0.03)
    assert part("rejected", 10, 110) == pytest.approx(400, rel=0.05)
    assert part("rejected", 140, 240) == pytest.approx(400, rel=0.05)
    assert part("person", 5, 105) == pytest.approx(700, rel=0.05)
    assert part("person", 130, 230) == pytest.approx(500, rel=0.05)
    assert part("complete", 5, 85) < part("complete", 100, 220)


def test_a_quieter_copy_keeps_the_shape():
    data = struct.pack("<4h", 1_000, -1_000, 32_767, -32_768)
    assert struct.unpack("<4h", scaled(data, 50)) == (500, -500, 16_383, -16_384)
    assert scaled(data, 100) == data
    assert scaled(data, 0) == bytes(8)


# --- who plays them ----------------------------------------------------------------------------------------------


def test_the_players_of_each_system():
    def which(name: str) -> str | None:
        return None if name == "paplay" else f"/usr/bin/{name}"

    assert players("linux", which) == (
        CommandPlayer(("/usr/bin/pw-play",)),
        CommandPlayer(("/usr/bin/aplay", "-q")),
    )
    assert players("darwin", which) == (CommandPlayer(("/usr/bin/afplay",)),)
    assert players("win32", which) == (play_on_windows,)
    assert players("plan9", which) == ()


def test_a_program_that_fails_or_is_not_there_is_no_error(tmp_path):
    assert CommandPlayer((sys.executable, "-c", ""))(tmp_path) is True
    assert CommandPlayer((sys.executable, "-c", "raise SystemExit(1)"))(tmp_path) is False
    assert CommandPlayer((str(tmp_path / "nowhere"),))(tmp_path) is False


class Ear:
    """A player that remembers, and that can be held up or deaf."""

    def __init__(self, *, works: bool = True) -> None:
        self.heard: list[str] = []
        self.works = works
        self.tried = 0
        self.free = threading.Event()
        self.free.set()
        self.began = threading.Event()

    def __call__(self, file: Path) -> bool:
        self.tried += 1
        self.began.set()
        assert self.free.wait(SOON)
        if self.works:
            self.heard.append(file.stem)
        return self.works


class Watch:
    """A clock that stands until it is put on."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def sounds(ear: Ear, watch: Watch) -> Iterator[SystemSounds]:
    made = SystemSounds(FOLDER, [ear], watch)
    yield made
    ear.free.set()
    made.close()


def test_a_cue_is_played_at_the_set_volume(sounds, ear):
    sounds.tune(40)
    sounds.play("accepted")
    assert sounds.wait_quiet(SOON)
    assert ear.heard == ["accepted-40"]
    assert sounds.state is SoundState.READY


def test_what_is_turned_off_or_unknown_stays_silent(sounds, ear):
    sounds.tune(40, ["accepted"])
    sounds.play("accepted")
    sounds.play("trumpet")
    sounds.play("rejected")
    assert sounds.wait_quiet(SOON)
    assert ear.heard == ["rejected-40"]
    sounds.tune(0)
    sounds.play("rejected")
    assert sounds.wait_quiet(SOON)
    assert ear.heard == ["rejected-40"]


def test_a_burst_leaves_out_what_says_that_all_is_well_first(sounds, ear):
    ear.free.clear()
    sounds.play("complete")
    assert ear.began.wait(SOON)
    for cue in ["rejected", *["accepted"] * 20]:
        sounds.play(cue)
    ear.free.set()
    assert sounds.wait_quiet(SOON)
    assert ear.heard == ["complete-60", "rejected-60", *["accepted-60"] * (MOST_WAITING - 1)]


def test_a_cue_that_comes_too_late_is_left_out(sounds, ear, watch):
    ear.free.clear()
    sounds.play("accepted")
    assert ear.began.wait(SOON)
    sounds.play("rejected")
    watch.at += STALE_S * 2
    ear.free.set()
    assert sounds.wait_quiet(SOON)
    assert ear.heard == ["accepted-60"]


def test_new_orders_call_at_most_once_a_minute(sounds, ear, watch):
    for wait in (0, 0, ORDER_S - 1, 1):
        watch.at += wait
        sounds.play("order")
        assert sounds.wait_quiet(SOON)
    assert ear.heard == ["order-60", "order-60"]


def test_the_next_player_is_tried_and_then_asked_first(watch):
    deaf, ear = Ear(works=False), Ear()
    sounds = SystemSounds(FOLDER, [deaf, ear], watch)
    for _ in range(2):
        sounds.play("accepted")
        assert sounds.wait_quiet(SOON)
    assert (deaf.tried, ear.heard) == (1, ["accepted-60", "accepted-60"])
    sounds.close()


def test_a_machine_without_a_loudspeaker_rests_and_is_tried_again(watch):
    deaf = Ear(works=False)
    sounds = SystemSounds(FOLDER, [deaf], watch)
    for _ in range(3):
        sounds.play("accepted")
        assert sounds.wait_quiet(SOON)
    assert deaf.tried == 1
    assert sounds.state is SoundState.NO_DEVICE
    deaf.works = True
    watch.at += REST_S
    sounds.play("accepted")
    assert sounds.wait_quiet(SOON)
    assert sounds.state is SoundState.READY
    sounds.close()


def test_a_machine_without_a_player_starts_no_thread(watch):
    sounds = SystemSounds(FOLDER, [], watch)
    sounds.play("accepted")
    assert sounds.wait_quiet(SOON)
    assert sounds.state is SoundState.NO_PLAYER
    assert sounds.test().result(SOON) is SoundState.NO_PLAYER
    assert [one for one in threading.enumerate() if one.name == "sound"] == []
    sounds.close()


def test_trying_out_is_heard_even_when_it_is_turned_off_and_tells_how_it_went(sounds, ear):
    sounds.tune(0, CUES)
    assert sounds.test("person").result(SOON) is SoundState.READY
    assert ear.heard == ["person-60"]
    ear.works = False
    assert sounds.test("person").result(SOON) is SoundState.NO_DEVICE


def test_a_missing_file_is_silent(tmp_path, ear, watch):
    sounds = SystemSounds(tmp_path, [ear], watch)
    sounds.play("accepted")
    assert sounds.wait_quiet(SOON)
    assert ear.tried == 0
    sounds.close()


def test_the_end_waits_for_what_is_playing_and_cleans_up(ear, watch):
    sounds = SystemSounds(FOLDER, [ear], watch)
    sounds.play("accepted")
    assert sounds.wait_quiet(SOON)
    folder = sounds._file("accepted", 60).parent
    sounds.close()
    sounds.play("accepted")
    assert ear.heard == ["accepted-60"]
    assert not folder.exists()


def test_silence_fits_the_port():
    silence = Silence()
    silence.tune(100, CUES)
    silence.play("accepted")
    assert silence.test().result(0) is SoundState.NO_PLAYER
