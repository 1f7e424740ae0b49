"""What a process did to the files below a folder, as strace saw it: writes, syncs and names, in one order.

The reader is strict: a call that could change a file in a way that it does not know is an error, never passed over.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture.source import ROOT

_KNOWN = (
    "open openat creat close dup dup2 dup3 fcntl lseek read write pwrite64 writev pwritev ftruncate fsync fdatasync "
    "rename renameat renameat2 unlink unlinkat mkdir mkdirat mmap clone clone3 fork vfork"
).split()
#: Ways to change a file that nothing here uses: seen on a watched file they end the test.
_UNKNOWN = (
    "truncate fallocate pwritev2 copy_file_range sendfile splice link linkat symlink symlinkat rmdir sync_file_range "
    "readv preadv2 io_uring_setup"
).split()
_CALL = re.compile(r"(\d+) +(\w+)\((.*)", re.DOTALL)
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)", re.DOTALL)
_RESULT = re.compile(r"(.*)\) += (-?\w+).*", re.DOTALL)
_BUFFER = re.compile(r'iov_base="([^"]*)"')


def cannot_trace() -> str | None:
    """Why strace cannot run here; None if it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[-120:]}"


def record(arguments: list[str], output: Path) -> None:
    """Run ``python -m ARGUMENTS`` with every call that matters written down, and whole what it writes."""
    command = ["strace", "-f", "-qq", "-xx", "-s", "4000000", "--seccomp-bpf", "-e", "signal=none", "-o", str(output)]
    command += ["-e", f"trace={','.join(_KNOWN + _UNKNOWN)}", "-e", "raw=read,readv,preadv2"]
    command += [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4_000:]


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that went to a file; or, without any, its new size."""

    file: int
    offset: int
    data: bytes | None
    ended: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name that came to stand for a file, for none (None) or for a folder (-1); moved from another, or not."""

    path: str
    file: int | None
    ended: int
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Sync:
    """What was done to a file, or to a folder's names, is durable if it had ended before this began."""

    target: int | str
    began: int


@dataclass(frozen=True, slots=True)
class Said:
    """What the process said to the outside."""

    data: bytes


Step = Write | Name | Sync | Said


@dataclass(frozen=True, slots=True)
class _Call:
    pid: int
    name: str
    arguments: list[str]
    result: int
    began: int
    ended: int

    def path(self, place: int) -> str:
        return _bytes(self.arguments[place]).decode()


@dataclass
class _Open:
    path: str
    file: int | None
    position: int = 0


def _bytes(text: str) -> bytes:
    assert text.startswith('"'), text[:80]
    assert text.endswith('"'), f"cut short: {text[:80]}"
    return bytes.fromhex(text[1:-1].replace("\\x", ""))


def _calls(lines: Iterable[str], first: int) -> Iterator[_Call]:
    """The calls of a recording; the places of their beginnings and ends tell their order."""
    begun: dict[str, tuple[str, int]] = {}
    for place, line in enumerate(lines, first):
        began, text = place, line.rstrip("\n")
        if match := _RESUMED.match(text):
            pid, name, rest = match.groups()
            text, began = begun.pop(pid)
            text += rest
        elif match := _CALL.match(text):
            pid, name, text = match.groups()
        else:
            continue  # a signal, or the end of a process
        if text.endswith("<unfinished ...>"):
            begun[pid] = (text.removesuffix("<unfinished ...>").rstrip(), began)
            continue
        if match := _RESULT.fullmatch(text):
            # Hexadecimal strings hold no comma; the blanks before an unfinished call's end are strace's own.
            arguments = [one.strip() for one in match[1].split(",")]
            yield _Call(int(pid), name, arguments, int(match[2], 0), began, place)


def _own(calls: Iterable[_Call]) -> list[_Call]:
    """The calls of the process's own threads; what it started, such as ldconfig, has other files open."""
    found = list(calls)
    threads = {found[0].pid}
    for call in found:
        if call.name in {"clone", "clone3"} and call.pid in threads and "CLONE_THREAD" in str(call.arguments):
            threads.add(call.result)
    return [call for call in found if call.pid in threads]


@dataclass
class Reader:
    """Turns recordings that follow each other on one folder into steps.

    Args:
        root: files below it are watched.
        said: the file outside of the root in which the process says things.
    """

    root: str
    said: str
    names: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    _fds: dict[int, _Open] = field(default_factory=dict)
    _line: int = 0
    _files: int = 0

    def know(self, path: str) -> int:
        """Take in a file that was there before; its number."""
        self._files += 1
        self.names[path] = self._files
        return self._files

    def steps(self, lines: list[str]) -> Iterator[Step]:
        """The steps of one process's recording.

        A write counts from its beginning, for it may reach the disk from then on; a sync from its end.
        """
        self._fds.clear()
        calls = _own(_calls(lines, self._line))
        self._line += len(lines) + 1
        calls = [one for one in calls if one.result >= 0 or one.name in {"fsync", "fdatasync"}]
        moments = [(one.began, 0, one) for one in calls] + [(one.ended, 1, one) for one in calls]
        for _, late, call in sorted(moments, key=lambda moment: moment[:2]):
            yield from self._end(call) if late else self._begin(call)

    def _watched(self, path: str) -> bool:
        return (path == self.root or path.startswith(self.root + "/")) and not path.endswith("-shm")

    def _begin(self, call: _Call) -> Iterator[Step]:
        match call.name:
            case "write" | "pwrite64" | "writev" | "pwritev":
                yield from self._write(call)
            case "ftruncate":
                if file := self._file(call):
                    yield Write(file, int(call.arguments[1], 0), None, call.ended)
            case "close":
                self._fds.pop(int(call.arguments[0]), None)
            case "open" | "openat" | "creat":
                yield from self._create(call)
            case "rename":
                yield from self._rename(call, call.path(0), call.path(1))
            case "renameat" | "renameat2":
                yield from self._rename(call, call.path(1), call.path(3))
            case "unlink" | "unlinkat" | "mkdir" | "mkdirat":
                yield from self._entry(call, call.path(1 if call.name.endswith("at") else 0))
            case name if name in _UNKNOWN:
                self._refuse(call)
            case "mmap":
                shared = "MAP_SHARED" in call.arguments[3] and "PROT_WRITE" in call.arguments[2]
                opened = self._fds.get(int(call.arguments[4])) if shared else None
                assert opened is None or opened.file is None, f"written through memory: {opened}"

    def _end(self, call: _Call) -> Iterator[Step]:
        first = call.arguments[0]
        match call.name:
            case "open" | "openat" | "creat":
                path = call.path(1 if call.name == "openat" else 0)
                self._fds.pop(call.result, None)
                if self._watched(path) or path == self.said:
                    self._fds[call.result] = _Open(path, self.names.get(path))
            case "dup" | "dup2" | "dup3":
                self._copy_fd(call)
            case "fcntl" if "F_DUPFD" in call.arguments[1]:
                self._copy_fd(call)
            case "fsync" | "fdatasync":
                opened = self._fds.get(int(first))
                if opened is not None and opened.path != self.said:
                    assert call.result == 0, f"a sync failed: {opened}"
                    yield Sync(opened.path if opened.file is None else opened.file, call.began)
            case "lseek" | "read":
                opened = self._fds.get(int(first, 0))
                if opened is not None:
                    opened.position = call.result + (opened.position if call.name == "read" else 0)

    def _copy_fd(self, call: _Call) -> None:
        opened = self._fds.get(int(call.arguments[0]))
        if opened is not None:
            self._fds[call.result] = opened
        else:
            self._fds.pop(call.result, None)

    def _file(self, call: _Call) -> int | None:
        opened = self._fds.get(int(call.arguments[0]))
        return None if opened is None else opened.file

    def _write(self, call: _Call) -> Iterator[Step]:
        opened = self._fds.get(int(call.arguments[0]))
        if opened is None:
            return
        whole = ",".join(call.arguments)
        data = b"".join(_bytes(f'"{one}"') for one in _BUFFER.findall(whole)) or _bytes(call.arguments[1])
        data = data[: call.result]
        if opened.path == self.said:
            yield Said(data)
        elif opened.file is not None:
            at = int(call.arguments[-1]) if call.name.startswith("p") else opened.position
            if not call.name.startswith("p"):
                opened.position += len(data)
            yield Write(opened.file, at, data, call.ended)

    def _create(self, call: _Call) -> Iterator[Step]:
        path = call.path(1 if call.name == "openat" else 0)
        flags = next((one for one in call.arguments if one.startswith("O_")), "")
        if not self._watched(path):
            return
        if path in self.names:
            if "O_TRUNC" in flags:
                yield Write(self.names[path], 0, None, call.ended)
        elif "O_CREAT" in flags or call.name == "creat":
            yield Name(path, self.know(path), call.ended)
        assert "O_APPEND" not in flags, f"appends are not followed: {path}"

    def _rename(self, call: _Call, source: str, target: str) -> Iterator[Step]:
        if self._watched(source) or self._watched(target):
            file = self.names.pop(source)
            self.names[target] = file
            yield Name(target, file, call.ended, source)

    def _entry(self, call: _Call, path: str) -> Iterator[Step]:
        if not self._watched(path):
            return
        if call.name.startswith("mkdir"):
            self.folders.add(path)
            yield Name(path, -1, call.ended)
        else:
            del self.names[path]
            yield Name(path, None, call.ended)

    def _refuse(self, call: _Call) -> None:
        for one in call.arguments:
            named = one.startswith('"') and self._watched(_bytes(one).decode(errors="replace"))
            opened = self._fds.get(int(one)) if one.isdigit() else None
            watched = named or (opened is not None and opened.file is not None)
            assert not watched, f"not followed: {call}"
