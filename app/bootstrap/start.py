"""The first start, joined with the outer rooms: what it does lies on one thread beside the window."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from app.bootstrap.catalog import import_catalogue
from app.bootstrap.demo import demo_shop, load_demo
from app.bootstrap.enrol import enrol_terminal
from app.bootstrap.keys import START_MARK, new_recovery_code
from app.bootstrap.terminal import Terminal, open_terminal
from app.config import Config
from app.db.datadir import DataDir
from app.db.sheet import open_sheets
from app.domain.errors import FaultError
from app.domain.shop import Shop
from app.domain.staff import Role
from app.runtime.shop import zone_ids
from app.runtime.start import Begun, Intaken, StartActs, Tell, Way
from app.services.catalog import Outcome

T = TypeVar("T")

_FILE_ENDS = ".refused.csv"


class Start:
    """A first start under way.

    Args:
        made: called, on the worker's thread, once there is a data directory.

    Attributes:
        terminal: once it is made.
    """

    def __init__(
        self, config: Config, terminal: Terminal | None = None, made: Callable[[], object] = lambda: None
    ) -> None:
        self._config = config
        self._told = made
        self.terminal = terminal
        self._worker = ThreadPoolExecutor(1, "start")

    def acts(self) -> StartActs:
        """What the window can do."""
        return StartActs(
            begun=self._begun(),
            make=lambda shop: self._run(lambda: self._make(shop, Way.OWN)),
            load_demo=lambda tell: self._run(lambda: self._load_demo(tell)),
            take_in=lambda path, tell: self._run(lambda: self._take_in(path, tell)),
            keep_remarks=lambda path, lines: self._run(lambda: _keep_remarks(path, lines)),
            enrol=self._enrol,
            new_code=lambda: self._run(lambda: new_recovery_code(self._made)),
            finish=lambda: self._run(self._finish),
            zones=lambda: self._run(zone_ids),
            join=self._join,
        )

    @property
    def _made(self) -> Terminal:
        if self.terminal is None:
            raise RuntimeError("a step of the first start before there is a terminal")
        return self.terminal

    def _run(self, job: Callable[[], T]) -> Future[T]:
        return self._worker.submit(job)

    def _begun(self) -> Begun:
        if self.terminal is None:
            return Begun()
        store = self.terminal.store
        manager = next((one.name for one in store.reads().people() if one.role is Role.MANAGER), "")
        way = _way(store.place.folder)
        return Begun(self.terminal.shop, way, store.count_products(), manager if way is Way.OWN else "")

    def _make(self, shop: Shop, way: Way) -> None:
        if self.terminal is not None:
            return
        place = DataDir(self._config.data_dir)
        place.make()
        mark = place.folder / START_MARK
        try:
            mark.write_text(json.dumps({"way": way.value}), encoding="utf-8")
        except OSError as error:
            raise FaultError("data_dir.cannot_make", path=str(place.folder), detail=error.strerror) from error
        self.terminal = open_terminal(self._config, shop)
        self._told()

    def _load_demo(self, tell: Tell) -> int:
        self._make(demo_shop(), Way.DEMO)
        terminal = self._made
        try:
            load_demo(terminal, tell)
            return terminal.store.count_products()
        finally:
            terminal.store.close_reader()

    def _take_in(self, path: Path, tell: Tell) -> Intaken:
        terminal = self._made
        try:
            return _intaken(path.name, import_catalogue(terminal, open_sheets(path), None, tell))
        finally:
            terminal.store.close_reader()

    def _enrol(self, staff_id: str, name: str, name_en: str, pin: str) -> Future[None]:
        terminal = self._made

        def job() -> None:
            terminal.staff.enrol_first_manager(staff_id, name, name_en, pin, new_code=False).result()

        return self._run(job)

    def _join(self, url: str, code: str, plain: bool) -> Future[Shop]:  # noqa: FBT001 - the port's form
        def job() -> Shop:
            try:
                return enrol_terminal(self._made, url, code, plain=plain)
            finally:
                self._made.store.close_reader()

        return self._run(job)

    def _finish(self) -> None:
        (self._made.store.place.folder / START_MARK).unlink(missing_ok=True)

    def close(self) -> None:
        """End the thread; the terminal stays open."""
        self._worker.shutdown()


def _way(folder: Path) -> Way:
    try:
        return Way(json.loads((folder / START_MARK).read_text(encoding="utf-8"))["way"])
    except (OSError, ValueError, KeyError, TypeError):
        return Way.OWN


def _intaken(name: str, outcome: Outcome) -> Intaken:
    return Intaken(
        name,
        outcome.added,
        outcome.updated,
        outcome.unchanged,
        outcome.stocked,
        tuple((one.line, one.error) for one in outcome.refused),
        tuple((one.line, one.error) for one in outcome.notes),
    )


def _keep_remarks(path: Path, lines: Sequence[tuple[int, str]]) -> Path:
    """Write what did not go in as a table that a spreadsheet opens, beside the file it came from."""
    target = path.with_name(path.name + _FILE_ENDS)
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows((str(line), text) for line, text in lines)
    except OSError as error:
        raise FaultError("file.cannot_write", path=str(target), detail=error.strerror or str(error)) from error
    return target
