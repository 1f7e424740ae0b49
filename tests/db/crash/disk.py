"""A disk that loses power: what was synced is there; what was not may be, may not be, or in part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random

from tests.db.crash.trace import Name, Said, Step, Sync, Write

SECTOR = 512

#: What a cut makes of what was not synced, in order: True is there, False is not, None is torn.
Fate = list[bool | None]


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _do(content: bytearray, write: Write) -> None:
    if write.data is not None:
        _put(content, write.offset, write.data)
    elif len(content) > write.offset:
        del content[write.offset :]
    else:
        content.extend(bytes(write.offset - len(content)))


def _tear(content: bytearray, write: Write, random: Random) -> None:
    """Write some of the sectors."""
    if write.data is None:
        return
    at, end = write.offset, write.offset + len(write.data)
    while at < end:
        after = min(end, (at // SECTOR + 1) * SECTOR)
        if random.random() < 0.5:
            _put(content, at, write.data[at - write.offset : after - write.offset])
        at = after


@dataclass
class Disk:
    """The durable content of files and names, and what waits for a sync, in the order in which it was done.

    This disk is stricter than most: a name is durable only with its folder's sync, not with the file's.
    """

    contents: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    waiting: list[Write | Name] = field(default_factory=list)

    def load(self, path: str, file: int, content: bytes) -> None:
        """Take in a file that was there, whole, before anything was recorded."""
        self.contents[file], self.names[path] = bytearray(content), file

    def take(self, step: Step) -> None:
        """Go one step on."""
        match step:
            case Write() | Name():
                self.waiting.append(step)
            case Sync():
                self._sync(step)
            case Said():
                pass

    def _sync(self, sync: Sync) -> None:
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            if one.ended >= sync.began or not self._covers(sync, one):
                self.waiting.append(one)
                continue
            self._make_durable(one)

    @staticmethod
    def _covers(sync: Sync, one: Write | Name) -> bool:
        target = one.file if isinstance(one, Write) else str(PurePosixPath(one.path).parent)
        return target == sync.target

    def _make_durable(self, one: Write | Name) -> None:
        if isinstance(one, Write):
            _do(self.contents.setdefault(one.file, bytearray()), one)
        else:
            _rename(self.names, one)

    def fates(self, random: Random, many: int) -> Iterator[Fate]:
        """What may become of what waits: the extremes, and some at random."""
        count = len(self.waiting)
        yield [True] * count
        if count:
            yield [False] * count
        if count > 1:
            yield [False] * (count - 1) + [True]
            yield [True] * (count - 1) + [False]
            for _ in range(many):
                yield random.choices((True, False, None), (5, 4, 2), k=count)

    def lay_out(self, fate: Fate, root: str, target: Path, random: Random) -> None:
        """Write the files as they lie on the disk after a cut."""
        names = dict(self.names)
        changed: dict[int, bytearray] = {}
        for one, fares in zip(self.waiting, fate, strict=True):
            if isinstance(one, Name):
                if fares is not False:
                    _rename(names, one)
                continue
            if fares is not False:
                content = changed.setdefault(one.file, bytearray(self.contents.get(one.file, b"")))
                _do(content, one) if fares else _tear(content, one, random)
        for path, file in names.items():
            place = target / PurePosixPath(path).relative_to(root)
            if file == -1:
                place.mkdir(parents=True, exist_ok=True)
            elif self._is_there(path, names, root):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(changed.get(file, self.contents.get(file, b"")))

    @staticmethod
    def _is_there(path: str, names: dict[str, int], root: str) -> bool:
        """Whether every folder above a file is there."""
        return all(str(one) in names for one in PurePosixPath(path).parents if str(one).startswith(root + "/"))


def _rename(names: dict[str, int], one: Name) -> None:
    if one.source is not None:
        names.pop(one.source, None)
    if one.file is None:
        names.pop(one.path, None)
    else:
        names[one.path] = one.file
