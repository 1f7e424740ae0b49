"""A real process in a real window: scans by xdotool at a scanner's speed, with a Chinese input method and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest

from app.devices.scanner import PATIENCE_MS
from tests.e2e.screen import Program, Screen, until

PLACES = ["search", "money", "button", "lines"]
#: Milliseconds from key to key: 14 keys are a code with its Enter, so this is well above 20 codes a second.
PACE = "2"
#: Codes without any gap between them: a second of scanning.
PORTION = 20
#: Times that a code may be typed anew because this machine was too busy to type it as fast as a scanner does.
TRIES = 10
TOO_BUSY = f"too busy here to type like a scanner: {TRIES} times a key took over {PATIENCE_MS} ms"
#: Characters that are typed with Shift held down, beside the capitals.
SHIFTED = ':+$*%"'
#: What the keys ``su3cl3`` and Enter compose in chewing.
HELLO_KEYS, HELLO = ("su3", "cl3"), "你好"


@contextmanager
def window(screen: Screen, focus: str, **environment: str) -> Iterator[Program]:
    """The window with the focus somewhere, ready for keys."""
    with screen.program("-m", "tests.e2e.scan_window", **environment) as program:
        assert program.wait_for("active")[0] == "xcb"
        program.say(f"focus {focus}")
        assert program.wait_for("focus") == [focus]
        program.forget()
        yield program


def settle(screen: Screen, program: Program) -> None:
    """Wait until the program has done with all keys so far."""
    seen = program.told_of("shortcut").count("F12")
    screen.hands("key", "F12")
    until(lambda: program.told_of("shortcut").count("F12") > seen, "F12")


def report(program: Program) -> dict:
    count = len(program.told_of("report"))
    program.say("report")
    return program.wait_for("report", count + 1)[-1]


def gaps(pressed: list[list[int]]) -> list[int]:
    """The times between one key and the next, by the X server's clock, the F12 that `settle` pressed left out."""
    return [after - before for (_, before), (_, after) in pairwise(pressed[:-1])]


def strokes(code: str) -> int:
    """How many keys are pressed for a code and its Enter, those that are held down with another counted too."""
    return len(code) + sum(one.isupper() or one in SHIFTED for one in code) + 1


def slowest(pressed: list[list[int]], codes: list[str]) -> int:
    """The longest time between two keys of one code."""
    times, longest = gaps(pressed), 0
    assert len(times) == sum(strokes(code) for code in codes) - 1, "the window has not seen all keys"
    for code in codes:
        own, times = times[: strokes(code) - 1], times[strokes(code) :]
        longest = max(longest, *own)
    return longest


def begin(program: Program) -> None:
    """Begin anew, with what the window shows and with what it told."""
    program.say("clear")
    program.wait_for("cleared")
    program.forget()


def scan(screen: Screen, program: Program, codes: list[str], pace: str = PACE) -> dict:
    """Scan codes one right after the other; keys that came too slowly for a scanner prove nothing: then once more."""
    for _ in range(TRIES):
        begin(program)
        screen.hands("type", "--delay", pace, "".join(f"{code}\n" for code in codes))
        settle(screen, program)
        state = report(program)
        if slowest(state["pressed"], codes) < PATIENCE_MS:
            return state
    raise AssertionError(TOO_BUSY)


def gtins(start: int, count: int) -> list[str]:
    return [f"47{number:011d}" for number in range(start, start + count)]


@pytest.mark.parametrize("place", PLACES)
def test_two_hundred_scans_with_chinese_on_are_all_there_and_nothing_else_is(
    chinese_screen: Screen, place: str
) -> None:
    with window(chinese_screen, place) as program:
        for start in range(0, 200, PORTION):
            codes = gtins(start, PORTION)
            state = scan(chinese_screen, program, codes)
            assert program.told_of("scanned") == codes
            assert (state["search"], state["money"]) == ("", "100")
            assert program.told_of("clicked") == program.told_of("typed") == program.told_of("money") == []
            assert program.told_of("shortcut") == ["F12"]


@pytest.mark.parametrize("place", ["search", "money"])
def test_without_the_guard_the_input_method_eats_them(chinese_screen: Screen, place: str) -> None:
    codes = gtins(0, 20)
    with window(chinese_screen, place, SCAN_GUARD="off") as program:
        scan(chinese_screen, program, codes)
        assert len(program.told_of("scanned")) < len(codes)


def test_a_person_still_types_chinese_and_a_scan_in_the_middle_of_it_disturbs_nothing(chinese_screen: Screen) -> None:
    first, second = HELLO_KEYS
    code = "ABC-1234"
    with window(chinese_screen, "search") as program:
        for _ in range(TRIES):
            begin(program)
            chinese_screen.hands("type", "--delay", "80", first)
            chinese_screen.hands("type", "--delay", "1", f"{code}\n")
            chinese_screen.hands("type", "--delay", "80", second)
            chinese_screen.hands("key", "Return")
            settle(chinese_screen, program)
            state = report(program)
            if was_as_meant(state["pressed"], first, code, second):
                break
        else:
            raise AssertionError(TOO_BUSY)
        assert program.told_of("scanned") == [code]
        assert state["search"] == HELLO
        assert program.told_of("shortcut") == ["F12"]


def was_as_meant(pressed: list[list[int]], first: str, code: str, second: str) -> bool:
    """Whether a person's keys came slower than a scanner's patience, and the code's between them faster."""
    times = gaps(pressed)
    end = len(first) + strokes(code)
    assert len(times) == end + len(second), "the window has not seen all keys"
    hands = times[: len(first) - 1] + times[end:]
    return min(hands) >= PATIENCE_MS > max(times[len(first) : end - 1])


def test_text_typed_anywhere_is_composed_in_the_scan_field(chinese_screen: Screen) -> None:
    with window(chinese_screen, "button", SCAN_FIND="1") as program:
        chinese_screen.hands("type", "--delay", "80", "".join(HELLO_KEYS))
        chinese_screen.hands("key", "Return")
        settle(chinese_screen, program)
        assert report(program)["search"] == HELLO
        assert program.told_of("clicked") == []


@pytest.mark.parametrize("place", PLACES)
def test_scans_while_the_program_is_busy_wait_and_are_all_there(screen: Screen, place: str) -> None:
    codes = gtins(0, 40)
    with window(screen, place, SCAN_BUSY_MS="60") as program:
        state = scan(screen, program, codes)
        assert program.told_of("scanned") == codes
        assert (state["search"], state["money"]) == ("", "100")
        assert program.told_of("shortcut") == ["F12"]


@pytest.mark.parametrize("code", ["ABC-1234", "00000000", "2:HN+KQ/7$*A%", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
def test_codes_of_every_kind(screen: Screen, code: str) -> None:
    with window(screen, "money") as program:
        state = scan(screen, program, [code], pace="0")
        assert program.told_of("scanned") == [code]
        assert state["money"] == "100"


def test_a_person_types_presses_and_holds_keys_as_ever(screen: Screen) -> None:
    with window(screen, "search") as program:
        screen.hands("type", "--delay", "60", "Milk 2+")
        settle(screen, program)
        assert report(program)["search"] == "Milk 2+"
        screen.hands("keydown", "0")
        program.wait_for("search", 7 + 8)  # it repeats by itself
        screen.hands("keyup", "0")
        settle(screen, program)
        assert report(program)["search"].startswith("Milk 2+00000000")
        assert program.told_of("scanned") == []
        program.say("focus button")
        program.wait_for("focus")
        screen.hands("key", "space")
        program.wait_for("clicked")
        screen.hands("key", "0")
        screen.hands("type", "--delay", "60", "a")
        program.wait_for("typed")
        assert program.told_of("clicked") == [1]
        assert program.told_of("shortcut") == ["F12", "F12", "0"]
        assert program.told_of("typed") == ["a"]


def test_a_scan_over_a_dialog_is_told_and_closes_nothing(screen: Screen) -> None:
    codes = gtins(0, 3)
    with window(screen, "money") as program:
        program.say("dialog")
        program.wait_for("dialog")
        screen.hands("type", "--delay", "1", "".join(f"{code}\n" for code in codes))
        assert program.wait_for("scanned_in_dialog", 3) == codes
        assert program.told_of("closed") == program.told_of("scanned") == []
        screen.hands("key", "Escape")
        assert program.wait_for("closed") == ["keep"]
