"""Bytes that change in the file itself, past SQLite: found where they hold a row, and never more than a finding."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from app.config import Config
from app.db import verify
from app.db.connection import connect_reader
from app.db.datadir import DataDir
from app.domain.errors import FaultError
from app.domain.quantity import pieces
from tests.db.conftest import Till
from tests.db.pages import PAGE, SUM, Leaf, Pages
from tests.db.tampering import Specimen, all_kinds, fast_folder, look


@dataclass
class File:
    """The database file of a specimen, open for changes of single bytes."""

    specimen: Specimen
    folder: Path
    head: str

    def __post_init__(self) -> None:
        self.place = DataDir(self.folder)
        self.pages = Pages(self.place.database.read_bytes(), self.specimen.key)
        self.file = os.open(self.place.database, os.O_RDWR)

    def leaves(self) -> list[Leaf]:
        """The pages on which the journal's rows lie."""
        with closing(connect_reader(self.place.database, self.specimen.key)) as connection:
            (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()
        return list(self.pages.leaves(root))

    def look(self) -> verify.Report | None:
        """What a verification finds; None where the file cannot even be opened, which is said as clearly."""
        try:
            with closing(connect_reader(self.place.database, self.specimen.key)) as connection:
                return look(connection, self.place, self.specimen)
        except FaultError as error:
            if error.code not in {"db.damaged", "db.unreadable", "db.io"}:
                raise
            return None

    def is_found(self, page: int, place: int, mask: int) -> bool:
        """Whether a changed byte is found; what is not found must have changed nothing that is read."""
        at = (page - 1) * PAGE + place
        before = self.pages.data[at]
        os.pwrite(self.file, bytes([before ^ mask]), at)
        try:
            report = self.look()
        finally:
            os.pwrite(self.file, bytes([before]), at)
        if report is None or not report.ok:
            return True
        assert report.head == self.head
        return False


def small_file(folder: Path, *, plain: bool) -> File:
    """Every kind of entry, and one that is larger than a page."""
    till = Till(Config(folder / "data", folder / "keys", "file", plain))
    all_kinds(till)
    deltas = [(f"SKU-{number:03d}", pieces(number + 1)) for number in range(78)]
    till.terminal.stock.move(till.ids.mint(), "delivery", deltas, "anna").result()
    specimen = Specimen.of(till)
    fast = fast_folder(folder) / f"omo-pos-bytes-{os.getpid()}-{plain}"
    shutil.copytree(specimen.folder, fast, dirs_exist_ok=True)
    made = File(specimen, fast, "")
    report = made.look()
    assert report is not None
    assert report.ok, report
    made.head = report.head
    return made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[File]:
    made = small_file(tmp_path_factory.mktemp("plain"), plain=True)
    yield made
    os.close(made.file)
    shutil.rmtree(made.folder)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[File]:
    made = small_file(tmp_path_factory.mktemp("sealed"), plain=False)
    yield made
    os.close(made.file)
    shutil.rmtree(made.folder)


def test_the_pages_are_read_right(plain: File, sealed: File) -> None:
    for file in (plain, sealed):
        leaves = file.leaves()
        assert len(leaves) >= 3
        assert {0, 4} & {first for leaf in leaves for first, _ in leaf.rows}, "nothing overflows"
        clear = b"".join(file.pages.page(leaf.number) for leaf in leaves)
        with closing(connect_reader(file.place.database, file.specimen.key)) as connection:
            for kind, own in connection.execute("SELECT kind, hash FROM journal"):
                assert kind.encode() in clear
                assert own in clear
            total = connection.execute("SELECT sum(length(CAST(body AS BLOB))) FROM journal").fetchone()[0]
        assert sum(end - first for leaf in leaves for first, end in leaf.rows) > total


def test_a_byte_in_eleven_of_every_row(plain: File) -> None:
    """The first, the last, and by steps that begin elsewhere in each row, so that together they come by every column.

    All of them, and every bit: `test_every_bit_of_every_row`; every byte of every column, by SQL: `test_tamper.py`.
    """
    missed = [
        (leaf.number, place)
        for leaf in plain.leaves()
        for number, (first, end) in enumerate(leaf.rows)
        for place in {first, *range(first + number % 11, end, 11), end - 1}
        if not plain.is_found(leaf.number, place, 1 << place % 8) and place not in leaf.silent
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("begin", "apart", "chance"), [(16, 5, 0.006), pytest.param(64, 1, 0.03, marks=pytest.mark.bench)]
)
def test_the_rest_of_the_journals_pages(plain: File, begin: int, apart: int, chance: float) -> None:
    """The head of each page, of the places of its rows some, and of what holds nothing a little."""
    random = Random("rest")
    for leaf in plain.leaves():
        for place in range(PAGE):
            is_one = place < begin or (place < 64 and place % apart == 0)
            if not leaf.holds(place) and (is_one or random.random() < chance):
                plain.is_found(leaf.number, place, random.randrange(1, 256))


def test_every_page_of_a_sealed_file_has_its_sum(sealed: File) -> None:
    for leaf in sealed.leaves():
        places = {*range(leaf.number % 31, PAGE, 31), *range(PAGE - SUM, PAGE, 5)}
        missed = [place for place in sorted(places) if not sealed.is_found(leaf.number, place, 1 << place % 8)]
        assert missed == [], leaf.number


@pytest.mark.parametrize("which", ["plain", "sealed"])
@pytest.mark.parametrize("apart", [3_989, pytest.param(97, marks=pytest.mark.bench)])
def test_any_byte_of_the_file_is_at_most_a_finding(request: pytest.FixtureRequest, which: str, apart: int) -> None:
    file: File = request.getfixturevalue(which)
    random = Random(f"anywhere {which}")
    for page in range(1, file.pages.count() + 1):
        for place in range(random.randrange(apart), PAGE, apart):
            file.is_found(page, place, random.randrange(1, 256))
    for place in range(0, 100, 3 if apart > PAGE // 2 else 1):
        file.is_found(1, place, 1 << random.randrange(8))


@pytest.mark.parametrize("which", ["plain", "sealed"])
def test_a_file_that_is_cut_short(request: pytest.FixtureRequest, which: str) -> None:
    file: File = request.getfixturevalue(which)
    last = max(leaf.number for leaf in file.leaves())
    try:
        for size in (*range(0, file.pages.count() * PAGE, PAGE), 1, 99, 100, 512, last * PAGE - 700):
            os.truncate(file.file, size)
            report = file.look()
            if size <= (last - 1) * PAGE:
                assert report is None or not report.ok
            os.pwrite(file.file, file.pages.data, 0)
    finally:
        os.pwrite(file.file, file.pages.data, 0)


@pytest.mark.bench
def test_every_bit_of_every_row(plain: File) -> None:
    missed = [
        (leaf.number, place, bit)
        for leaf in plain.leaves()
        for place in range(PAGE)
        for bit in range(8)
        if not plain.is_found(leaf.number, place, 1 << bit) and leaf.holds(place)
    ]
    assert {(page, place) for page, place, _ in missed} <= {
        (leaf.number, place) for leaf in plain.leaves() for place in leaf.silent
    }
    assert {bit for *_, bit in missed} <= {3}  # 8 has no value, as 0 has none


@pytest.mark.bench
def test_every_byte_of_the_sealed_pages(sealed: File) -> None:
    missed = [
        (leaf.number, place)
        for leaf in sealed.leaves()
        for place in range(PAGE)
        if not sealed.is_found(leaf.number, place, 1 << place % 8)
    ]
    assert missed == []
