"""Cuts the power of a recorded process at its every step, and opens what may then lie on the disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from app.bootstrap import keys_of, open_beside, open_terminal
from app.config import Config
from app.db import backup
from app.db.connection import Error
from app.db.datadir import DataDir
from app.db.schema import version
from app.domain.errors import AppError
from app.domain.shop import Shop
from tests.db.crash.disk import Disk, Fate
from tests.db.crash.ledger import BrokenPromiseError, Ledger, promise
from tests.db.crash.trace import Reader, Said, Step, Sync, record

#: Memory that looks like a disk, where there is one: the images need no disk to be durable on.
_FAST = Path("/dev/shm")  # noqa: S108 - under a name of its own


@contextmanager
def workbench() -> Iterator[Path]:
    """A place for images."""
    with tempfile.TemporaryDirectory(prefix="omo-pos-cuts-", dir=_FAST if _FAST.is_dir() else None) as folder:
        yield Path(folder)


@dataclass
class Recording:
    """What processes did to a folder, one after the other."""

    work: Path
    plain: bool = False
    steps: list[Step] = field(default_factory=list)
    base: Disk = field(default_factory=Disk)

    def __post_init__(self) -> None:
        self.root, self.acks = self.work / "root", self.work / "acks.jsonl"
        self.reader = Reader(str(self.root), str(self.acks))
        self.root.mkdir(exist_ok=True)
        self.before = self.acks.read_bytes() if self.acks.exists() else b""
        for path in sorted(self.root.rglob("*")):
            if path.is_dir():
                self.base.names[str(path)] = -1
            else:
                self.base.load(str(path), self.reader.know(str(path)), path.read_bytes())

    def run(self, seed: str, acts: int, *more: str) -> None:
        """Record one process."""
        output = self.work / "strace.txt"
        arguments = ["--root", str(self.root), "--acks", str(self.acks), "--seed", seed, "--acts", str(acts), *more]
        record(["tests.db.crash.recorded", *arguments, *(["--plain"] if self.plain else [])], output)
        with output.open(encoding="ascii") as file:
            self.steps.extend(self.reader.steps(list(file)))
        output.unlink()
        self._compare()

    def _compare(self) -> None:
        """Nothing was missed: with every step done, the disk holds what the folder holds."""
        disk = deepcopy(self.base)
        for step in self.steps:
            disk.take(step)
        with tempfile.TemporaryDirectory() as folder:
            disk.lay_out([True] * len(disk.waiting), str(self.root), Path(folder), Random(0))
            assert _tree(Path(folder)) == _tree(self.root), "the recording is not what was done"

    def hurry(self) -> None:
        """Let everything be acknowledged just before the sync that came before its acknowledgement."""
        for place, step in enumerate(self.steps):
            if isinstance(step, Said) and b'"done"' in step.data:
                sync = max(at for at in range(place) if isinstance(self.steps[at], Sync))
                self.steps.insert(sync, self.steps.pop(place))


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


@dataclass
class Cutter:
    """Goes along a recording, and makes images of the disk.

    Args:
        chance: how often a step between two syncs gets an image of its own; what was acknowledged always does, and
            what waits for a sync.
        many: images at random for each state before a sync, beside the extremes.
        opened: how often an image is opened by a terminal, and not only read.
        whole: how often every row is held against the journal; the journal itself always is.
        births: how often an image is opened by a terminal while none is acknowledged to be born, which migrates anew;
            else it is not looked at.
        upgraded_from: the schema that was copied aside before any other can be there.
        stop: raise what is found first; else go on and gather, until something is found that holds `enough`.
    """

    recording: Recording
    random: Random
    place: Path
    chance: float = 0.05
    many: int = 1
    opened: float = 0.05
    whole: float = 0.2
    births: float = 1
    upgraded_from: str | None = None
    stop: bool = True
    enough: str | None = None
    ledger: Ledger = field(default_factory=Ledger)
    images: int = 0
    acks: int = 0
    found: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Check every image."""
        disk, steps = deepcopy(self.recording.base), self.recording.steps
        self.ledger.hear(self.recording.before)
        for number, step in enumerate(steps):
            disk.take(step)
            following = steps[number + 1] if number + 1 < len(steps) else None
            for fate in self._fates(disk, step, following):
                self._image(disk, number, fate)
                if self.enough is not None and self.found and self.enough in self.found[-1]:
                    return

    def _fates(self, disk: Disk, step: Step, following: Step | None) -> list[Fate]:
        if isinstance(step, Said):
            self.ledger.hear(step.data)
            acknowledged = any(word in step.data for word in (b'"done"', b'"kept"', b'"opened"'))
            self.acks += acknowledged
            return list(disk.fates(self.random, 0))[1 if disk.waiting else 0 :] if acknowledged else []
        if isinstance(following, Sync) and disk.waiting:
            return list(disk.fates(self.random, self.many))
        if self.random.random() < self.chance:
            return [self.random.choice(list(disk.fates(self.random, 1)))]
        return []

    def _image(self, disk: Disk, number: int, fate: Fate) -> None:
        if not self.ledger.born and self.random.random() >= self.births:
            return
        self.images += 1
        target = self.place / "image"
        target.mkdir()
        disk.lay_out(fate, str(self.recording.root), target, self.random)
        try:
            self._check(Config(target / "data", target / "keys", "file", self.recording.plain))
        except (BrokenPromiseError, AppError, Error) as error:
            what = f"power cut after step {number} of {len(self.recording.steps)}, of what waits {fate}: {error}"
            self.found.append(what)
            if self.stop:
                raise BrokenPromiseError(what) from error
        finally:
            shutil.rmtree(target)

    def _check(self, config: Config) -> None:
        ledger = self.ledger.fork()
        if not ledger.born or self.random.random() < self.opened:
            terminal = open_terminal(config, None if ledger.born else Shop())
            alarm = terminal.store.alarm
            terminal.close()
            promise(alarm is None, "an alarm at start:", alarm)
        with closing(open_beside(config)) as beside:
            ledger.check(beside)
            if self.random.random() < self.whole:
                ledger.check_whole(beside)
            found = version(beside.connection)
        copies = self._check_copies(config)
        promise(copies or found == self.upgraded_from or self.upgraded_from is None, "upgraded without a copy")

    @staticmethod
    def _check_copies(config: Config) -> list[Path]:
        """What looks like a copy is one."""
        place = DataDir(config.data_dir)
        identity = place.identity()
        stick = config.data_dir.parent / "stick"
        assert identity is not None
        key = keys_of(config, identity).database
        for copy in backup.copies(stick, identity.terminal_id):
            found = backup.check(copy.path, key, stick / place.archive.name)
            promise(found.entries == copy.seq, "a copy holds", found.entries)
        aside = list(place.aside.glob("*.db"))
        for path in aside:
            promise(backup.check(path, key, place.archive).ok, "damaged:", path.name)
        return aside
