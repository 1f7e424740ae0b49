"""The scanner that types: bursts become scans, a person's keys pass as they came, and nothing is lost or doubled."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.scanner import LEAST, PATIENCE_MS, WRAP, Framing, WedgeScanner, elapsed
from app.services.scanner import Key, KeyAnswer, KeyKind, Scan, Shown, Typed

#: What a code may hold; what a person types may hold more.
CODE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CODES = st.text(CODE, min_size=LEAST, max_size=40).filter(lambda code: code[0] != "]")
SHIFT, ENTER, TAB = 1, 2, 3


@dataclass
class Keyboard:
    """Makes keys as a system tells of them, presses and releases, at a time that goes on."""

    at: int = 1_000
    keys: list[Key] = field(default_factory=list)

    def press(self, text: str, kind: KeyKind = KeyKind.TEXT, code: int = 0, *, repeats: bool = False) -> None:
        self.keys.append(Key(kind, text, self.at, code or ord(text[0]), repeats, len(self.keys)))

    def release(self, text: str, code: int = 0) -> None:
        self.keys.append(Key(KeyKind.RELEASE, text, self.at, code or ord(text[0]), event=len(self.keys)))

    def stroke(self, text: str, gap: int) -> None:
        """One character, with Shift around it where a keyboard needs that, ``gap`` ms after what was before."""
        self.at += gap
        if text.isupper():
            self.press("", KeyKind.MODIFIER, SHIFT)
        self.press(text)
        self.release(text)
        if text.isupper():
            self.release("", SHIFT)

    def end(self, text: str = "\r", gap: int = 2, code: int = ENTER) -> None:
        self.at += gap
        self.press(text, KeyKind.END, code)
        self.release(text, code)

    def scan(self, code: str, gaps: list[int], end: str = "\r") -> None:
        for place, text in enumerate(code):
            self.stroke(text, gaps[place % len(gaps)])
        self.end(end, gaps[-1])


@dataclass
class Counter:
    """What becomes of keys: a program that waits as long as it is told to, and not longer."""

    wedge: WedgeScanner = field(default_factory=WedgeScanner)
    show_first: bool = False
    delivered: list[Key] = field(default_factory=list)
    scans: list[Scan] = field(default_factory=list)

    def take(self, keys: list[Key]) -> Counter:
        last = None
        for key in keys:
            if last is not None and key.at - last >= PATIENCE_MS and self.wedge.is_holding:
                self.carry_out(self.wedge.give_back())
            self.carry_out(self.wedge.feed(key, show_first=self.show_first))
            last = key.at
        self.carry_out(self.wedge.give_back())
        return self

    def carry_out(self, answers: tuple[KeyAnswer, ...]) -> None:
        for answer in answers:
            match answer:
                case Typed(key) | Shown(key):
                    self.delivered.append(key)
                case Scan():
                    if answer.takes_back:
                        self.delivered = [key for key in self.delivered if not self._is_first(key)]
                    self.scans.append(answer)

    def _is_first(self, key: Key) -> bool:
        presses = [one for one in self.delivered if one.kind is KeyKind.TEXT]
        return key is presses[-1]

    @property
    def codes(self) -> list[str]:
        return [scan.text for scan in self.scans]

    @property
    def text(self) -> str:
        return "".join(key.text for key in self.delivered if key.kind is not KeyKind.RELEASE)


gaps_of_scanners = st.lists(st.integers(0, PATIENCE_MS - 1), min_size=1, max_size=8)
gaps_of_people = st.integers(51, 2_000)
shown = st.booleans()


@given(st.lists(st.tuples(st.text(min_size=1, max_size=1), gaps_of_people)), shown)
def test_what_a_person_types_passes_unchanged_and_in_order(strokes: list[tuple[str, int]], show: bool) -> None:
    keyboard = Keyboard()
    for text, gap in strokes:
        keyboard.end(text, gap) if text in "\r\n\t" else keyboard.stroke(text, gap)
    counter = Counter(show_first=show).take(keyboard.keys)
    assert counter.delivered == keyboard.keys
    assert counter.scans == []


@given(CODES, gaps_of_scanners, st.sampled_from("\r\n\t"), shown)
def test_a_burst_becomes_one_scan_and_nothing_else(code: str, gaps: list[int], end: str, show: bool) -> None:
    keyboard = Keyboard()
    keyboard.scan(code, gaps, end)
    counter = Counter(show_first=show).take(keyboard.keys)
    assert counter.codes == [code]
    assert counter.text == ""


@given(st.lists(CODES, min_size=1, max_size=30), gaps_of_scanners, st.integers(0, 60), shown)
def test_bursts_without_a_gap_between_them_are_told_apart(
    codes: list[str], gaps: list[int], between: int, show: bool
) -> None:
    keyboard = Keyboard()
    for code in codes:
        keyboard.at += between
        keyboard.scan(code, gaps)
    counter = Counter(show_first=show).take(keyboard.keys)
    assert counter.codes == codes
    assert counter.text == ""
    assert not any(scan.is_broken for scan in counter.scans)


acts = st.one_of(st.tuples(st.just("scan"), CODES), st.tuples(st.just("type"), st.text("abc19+. \r", min_size=1)))


@given(st.lists(acts, max_size=12), gaps_of_scanners, gaps_of_people, shown)
def test_a_mixed_stream_loses_and_doubles_nothing(
    stream: list[tuple[str, str]], gaps: list[int], slow: int, show: bool
) -> None:
    keyboard = Keyboard()
    for kind, text in stream:
        keyboard.at += slow
        if kind == "scan":
            keyboard.scan(text, gaps)
            continue
        for one in text:
            keyboard.end(one, slow) if one == "\r" else keyboard.stroke(one, slow)
    counter = Counter(show_first=show).take(keyboard.keys)
    assert counter.codes == [text for kind, text in stream if kind == "scan"]
    assert counter.text == "".join(text for kind, text in stream if kind == "type")


@given(CODES, gaps_of_scanners, st.data(), shown)
def test_a_burst_that_breaks_off_is_given_back(code: str, gaps: list[int], data: st.DataObject, show: bool) -> None:
    keyboard = Keyboard()
    for place, text in enumerate(code[: data.draw(st.integers(1, len(code)))]):
        keyboard.stroke(text, gaps[place % len(gaps)])
    counter = Counter(show_first=show).take(keyboard.keys)
    assert counter.delivered == keyboard.keys
    assert counter.scans == []


@given(st.lists(st.builds(Key, st.sampled_from(KeyKind), st.text("aB1\r\x1d\x02", min_size=1, max_size=1),
    st.integers(0, 400), st.integers(1, 5), st.booleans(), st.uuids())), shown)  # fmt: skip
def test_whatever_comes_is_delivered_once_and_in_order_or_is_part_of_a_scan(keys: list[Key], show: bool) -> None:
    keys.sort(key=lambda key: key.at)
    counter = Counter(show_first=show)
    wedge = counter.wedge
    for key in keys:
        counter.carry_out(wedge.feed(key, show_first=show))
    counter.carry_out(wedge.give_back())
    places = [keys.index(key) for key in counter.delivered]
    assert places == sorted(set(places))
    scanned = sum(len(scan.text) for scan in counter.scans)
    gone = [key for key in keys if key not in counter.delivered]
    assert sum(key.kind is KeyKind.TEXT for key in gone) >= scanned
    if not counter.scans:
        assert gone == []


def test_the_rest_of_a_code_that_was_torn_apart_is_not_taken_for_another_code() -> None:
    keyboard = Keyboard()
    for text in "47100000":
        keyboard.stroke(text, 3)
    keyboard.at += 80
    keyboard.scan("00011", [3])
    keyboard.at += 400
    keyboard.scan("4710000000011", [3])
    assert [(scan.text, scan.is_broken) for scan in Counter().take(keyboard.keys).scans] == [
        ("00011", True),
        ("4710000000011", False),
    ]


def test_three_quick_digits_and_an_enter_are_whole_so_that_the_next_scan_counts() -> None:
    keyboard = Keyboard()
    keyboard.scan("123", [3])
    keyboard.scan("4710000000011", [3])
    counter = Counter().take(keyboard.keys)
    assert [(scan.text, scan.is_broken) for scan in counter.scans] == [("4710000000011", False)]
    assert counter.text == "123\r"


def test_an_end_in_two_keys_presses_nothing() -> None:
    keyboard = Keyboard()
    keyboard.scan("4710000000011", [3])
    keyboard.end("\n", 3, ord("J"))
    keyboard.scan("4710000000028", [3])
    counter = Counter().take(keyboard.keys)
    assert counter.codes == ["4710000000011", "4710000000028"]
    assert counter.delivered == []


def test_an_enter_well_after_a_scan_is_a_person() -> None:
    keyboard = Keyboard()
    keyboard.scan("4710000000011", [3])
    keyboard.end(gap=PATIENCE_MS)
    assert Counter().take(keyboard.keys).text == "\r"


def test_a_release_of_a_key_that_was_pressed_before_the_burst_is_delivered() -> None:
    keyboard = Keyboard()
    keyboard.press("x")
    keyboard.at += 60
    for text in "4710":
        keyboard.stroke(text, 2)
    keyboard.release("x")
    keyboard.end()
    counter = Counter().take(keyboard.keys)
    assert counter.codes == ["4710"]
    assert [key.kind for key in counter.delivered] == [KeyKind.TEXT, KeyKind.RELEASE]


def test_releases_that_come_after_the_end_are_swallowed_with_their_presses() -> None:
    wedge = WedgeScanner()
    for at, text in enumerate("4711"):
        assert wedge.feed(Key(KeyKind.TEXT, text, at, ord(text))) == ()
    assert wedge.feed(Key(KeyKind.END, "\r", 5, ENTER)) == (Scan("4711"),)
    for code in (ord("4"), ord("7"), ord("1"), ENTER):
        assert wedge.feed(Key(KeyKind.RELEASE, "", 6, code)) == ()
    stranger = Key(KeyKind.RELEASE, "", 7, ord("9"))
    assert wedge.feed(stranger) == (Typed(stranger),)


def test_a_held_key_repeats_and_is_never_a_scan() -> None:
    keyboard = Keyboard()
    keyboard.stroke("0", 100)
    keyboard.at += 500
    for _ in range(20):
        keyboard.at += 33
        keyboard.press("0", repeats=True)
    counter = Counter()
    for key in keyboard.keys[2:]:
        counter.carry_out(counter.wedge.feed(key))
        assert not counter.wedge.is_holding
    keyboard.end(gap=10)
    counter.carry_out(counter.wedge.feed(keyboard.keys[-2]))
    assert counter.scans == []
    assert counter.text == "0" * 20 + "\r"


@pytest.mark.parametrize("gap", [0, 1, 20, PATIENCE_MS - 1])
def test_a_digit_typed_twice_in_a_millisecond_only_seems_to_repeat(gap: int) -> None:
    keyboard = Keyboard()
    keyboard.stroke("4", 2)
    keyboard.stroke("7", 2)
    for _ in range(6):
        keyboard.at += gap
        keyboard.press("0", repeats=True)
        keyboard.release("0")
    keyboard.end()
    assert Counter().take(keyboard.keys).codes == ["47000000"]


def test_in_the_scan_field_the_first_key_shows_at_once_and_is_taken_back() -> None:
    wedge = WedgeScanner()
    first = Key(KeyKind.TEXT, "4", 0, 52)
    assert wedge.feed(first, show_first=True) == (Shown(first),)
    assert not wedge.is_holding
    for at, text in enumerate("711", 1):
        assert wedge.feed(Key(KeyKind.TEXT, text, at, ord(text)), show_first=True) == ()
    assert wedge.feed(Key(KeyKind.END, "\r", 5, ENTER), show_first=True) == (Scan("4711", takes_back=True),)


@pytest.mark.parametrize(
    ("framing", "typed", "text", "symbology"),
    [
        (Framing(), "]E04710000000011", "4710000000011", "E0"),
        (Framing(), "]C10104712345678901\x1d10AB", "0104712345678901\x1d10AB", "C1"),
        (Framing(aim=False), "]E04710000000011", "]E04710000000011", ""),
        (Framing(), "\x024710000000011\x03", "4710000000011", ""),
        (Framing(prefix="\x1d@", suffix="#"), "\x1d@4710000000011#", "4710000000011", ""),
        (Framing(prefix="@", suffix="#"), "4710000000011", "4710000000011", ""),
        (Framing(), "］Ｅ０４７１００００００００１１", "4710000000011", "E0"),
        (Framing(), "ＡＢＣ－１２３４", "ABC-1234", ""),
    ],
)
def test_framing_is_taken_off_and_full_width_characters_become_plain(
    framing: Framing, typed: str, text: str, symbology: str
) -> None:
    keyboard = Keyboard()
    keyboard.scan(typed, [3])
    assert Counter(WedgeScanner(framing)).take(keyboard.keys).scans == [Scan(text, symbology)]


def test_a_control_character_alone_is_a_shortcut() -> None:
    keyboard = Keyboard()
    keyboard.press("\x1d")
    wedge = WedgeScanner()
    assert not wedge.would_keep(keyboard.keys[0])
    assert wedge.feed(keyboard.keys[0]) == (Typed(keyboard.keys[0]),)


@pytest.mark.parametrize("length", range(1, LEAST))
def test_what_is_too_short_is_typed(length: int) -> None:
    keyboard = Keyboard()
    keyboard.scan("1234"[:length], [1])
    counter = Counter().take(keyboard.keys)
    assert counter.scans == []
    assert counter.delivered == keyboard.keys


def test_what_would_be_kept_is_what_is_kept() -> None:
    keyboard = Keyboard()
    keyboard.scan("AB12", [2])
    wedge = WedgeScanner()
    for key in keyboard.keys:
        keeps = wedge.would_keep(key)
        assert keeps == (Typed(key) not in wedge.feed(key))


@pytest.mark.parametrize(
    ("before", "after", "gap"),
    [(10, 12, 2), (WRAP - 5, 5, 10), (12, 10, 0), (1_000, 100, WRAP - 900), (5 * WRAP, 5 * WRAP + 7, 7)],
)
def test_the_keyboards_clock_wraps(before: int, after: int, gap: int) -> None:
    assert elapsed(before, after) == gap
