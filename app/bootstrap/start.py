"""The first start, joined with the outer rooms: what it does lies on one thread beside the window."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from app.bootstrap.catalog import import_catalogue
from app.bootstrap.demo import demo_shop, load_demo
from app.bootstrap.enrol import Cut, join_centre
from app.bootstrap.keys import START_MARK, begun_as, new_recovery_code, waits_for_centre
from app.bootstrap.live import LiveSync
from app.bootstrap.takeover import Asked, ask_centre, become
from app.bootstrap.terminal import Terminal, open_terminal
from app.config import Config
from app.db.datadir import DataDir
from app.db.sheet import open_sheets
from app.domain.enrol import Joined
from app.domain.errors import FaultError
from app.domain.shop import Shop
from app.domain.staff import Role
from app.runtime.shop import zone_ids
from app.runtime.standing import Standing, alone
from app.runtime.start import Begun, Intaken, StartActs, Tell, Way
from app.services.catalog import Outcome
from app.services.settings import Settings
from app.services.setup import SYSTEM

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
        self._cut: Cut | None = None
        self._asked: Asked | None = None
        self._live: LiveSync | None = None
        if self._is_joined():
            self._keep_in_step()

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
            take_over=self._take_over,
            cancel=self._cancel,
            standing=self._standing,
            look=lambda: self._run(self._begun),
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
            return Begun(way=Way.JOIN if waits_for_centre(self._config) else Way.OWN)
        store, terminal = self.terminal.store, self.terminal
        try:
            people = store.reads().people()
            manager = next((one.name for one in people if one.role is Role.MANAGER), "")
            way = _way(store.place.folder)
            waits = way is Way.JOIN and not self._is_joined()
            name = "" if way is Way.DEMO else manager
            shop = None if waits else terminal.shop
            return Begun(shop, way, store.count_products(), name, terminal.staff.exist())
        finally:
            store.close_reader()

    def _make(self, shop: Shop, way: Way) -> None:
        if self.terminal is None:
            place = DataDir(self._config.data_dir)
            place.make()
            _mark(place.folder, way)
            self.terminal = open_terminal(self._config, shop)
            self._told()
        elif way is not Way.JOIN and _way(self._made.store.place.folder) is Way.JOIN and not self._is_joined():
            self._become(shop, way)

    def _become(self, shop: Shop, way: Way) -> None:
        """Be another shop than one that was to join a centre, and did not."""
        terminal = self._made
        _mark(terminal.store.place.folder, way)
        Settings(terminal.desk, terminal.store.reads).change(shop, terminal.desk.ids.mint(), SYSTEM).result()
        self._open_anew()

    def _open_anew(self) -> None:
        """Work with the shop's settings as they are kept now."""
        terminal = self._made
        terminal.store.close_reader()
        terminal.close()
        self.terminal = open_terminal(self._config)

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

    # --- a centre -----------------------------------------------------------------------------------------------

    def _is_joined(self) -> bool:
        if self.terminal is None:
            return False
        try:
            return self.terminal.secrets.membership() is not None
        except FaultError:  # there is one, and the sync says what is the matter with it
            return True

    def _join(self, url: str, code: str, plain: bool) -> Future[Joined]:  # noqa: FBT001 - the port's form
        cut = self._cut = Cut()

        def job() -> Joined:
            if self.terminal is None:
                return self._ask_first(url, code, cut, plain=plain)
            try:
                joined = join_centre(self._made, url, code, cut, plain=plain)
            finally:
                self._made.store.close_reader()
            self._open_anew()
            self._keep_in_step()
            return joined

        return self._run(job)

    def _ask_first(self, url: str, code: str, cut: Cut, *, plain: bool) -> Joined:
        """Ask what this machine may become: a new terminal at once; another one's place only at somebody's word."""
        place = DataDir(self._config.data_dir)
        place.make()
        _mark(place.folder, Way.JOIN)
        self._told()
        asked = self._asked = ask_centre(self._config, url, code, cut, plain=plain)
        if asked.answer.takes_over is not None:
            return Joined(asked.shop, asked.clock_off_s, takes_over=True)
        return self._become_one(asked, cut, lambda _: None)

    def _take_over(self, tell: Callable[[int], object]) -> Future[Joined]:
        cut = self._cut = Cut()

        def job() -> Joined:
            if self._asked is None:
                raise RuntimeError("taken over before it was asked")
            return self._become_one(self._asked, cut, tell)

        return self._run(job)

    def _become_one(self, asked: Asked, cut: Cut, tell: Callable[[int], object]) -> Joined:
        shop = become(self._config, asked, tell=tell, cut=cut).shop
        self.terminal = open_terminal(self._config)
        self._keep_in_step()
        return Joined(shop, asked.clock_off_s)

    def _keep_in_step(self) -> None:
        live = LiveSync(self._made)
        live.begin()
        self._live = live

    def _standing(self) -> Standing:
        return alone() if self._live is None else self._live.standing()

    def _cancel(self) -> None:
        if self._cut is not None:
            threading.Thread(target=self._cut.cut, name="join-cut", daemon=True).start()

    def _finish(self) -> None:
        (self._made.store.place.folder / START_MARK).unlink(missing_ok=True)

    def close(self) -> None:
        """End the threads; the terminal stays open."""
        if self._cut is not None:
            self._cut.cut()
        self._worker.shutdown()
        if self._live is not None:
            self._live.close()


def _mark(folder: Path, way: Way) -> None:
    try:
        (folder / START_MARK).write_text(json.dumps({"way": way.value}), encoding="utf-8")
    except OSError as error:
        raise FaultError("data_dir.cannot_make", path=str(folder), detail=error.strerror) from error


def _way(folder: Path) -> Way:
    try:
        return Way(begun_as(folder))
    except ValueError:
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
