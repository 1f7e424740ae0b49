"""The program, built from its parts: the data directory, what runs beside the window, and the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap.copies import start_backups
from app.bootstrap.keys import has_terminal, is_started, waits_for_centre
from app.bootstrap.live import LiveSync
from app.bootstrap.printing import LaterPrinter, file_printer, start_printing
from app.bootstrap.terminal import Terminal, open_terminal, start_tending
from app.bootstrap.window import changes_for, make_counter, make_window
from app.config import Config, log_file
from app.devices.scanner import WedgeScanner
from app.devices.sound import SystemSounds
from app.domain.errors import AppError, FaultError
from app.domain.frozen import frozen
from app.domain.receipt import Document, Paper
from app.domain.sales import PrintJob
from app.resources import resource
from app.runtime.bridge import Bridge
from app.runtime.preferences import PreferenceFile
from app.runtime.printing import Printing, PrintOptions
from app.runtime.schedule import Schedule
from app.runtime.trouble import Trouble, open_log
from app.runtime.workplace import Workplace
from app.services.sound import Silence, Sounds
from app.ui.shell.dress import application
from app.ui.shell.hearing import Hearing
from app.ui.shell.program import Program
from app.ui.shell.window import Window

if TYPE_CHECKING:  # of the first start, which is only ever once on a machine
    from app.bootstrap.start import Start
    from app.runtime.start import Starting

#: Seconds until what nobody needs at first is made ready: by then the window is up and somebody is signing in.
SETTLED_S = 3


@frozen
class Options:
    """What a start was asked for.

    Attributes:
        demo: open the demo shop, made at once on a fresh machine.
        chosen: preferences that hold for this run.
        size: of the window's inside, in pixels.
        quiet: no sounds.
    """

    demo: bool = False
    chosen: dict[str, object] = field(default_factory=dict)
    size: tuple[int, int] | None = None
    quiet: bool = False


class Running:
    """The parts of one run; fits `Parts`."""

    def __init__(self, config: Config, options: Options) -> None:
        self._config = config
        self._options = options
        self._terminal: Terminal | None = None
        self._start: Start | None = None
        self._bridge: Bridge | None = None
        self._beside: list[Schedule] = []
        self._printing: Printing | None = None
        self._live: LiveSync | None = None
        self._sounds: SystemSounds | None = None
        self._hearing: Hearing | None = None
        self._window: Window | None = None
        self._preferences: PreferenceFile | None = None

    @property
    def preferences(self) -> PreferenceFile:
        """See `Parts.preferences`. Nothing is written while there is no data directory."""
        if self._preferences is None:
            path = self._config.data_dir / "preferences.json"
            self._preferences = PreferenceFile(path, held=not path.parent.is_dir())
            if self._options.chosen:
                self._preferences.override(**self._options.chosen)
        return self._preferences

    def open(self) -> Starting | None:
        """See `Parts.open`."""
        if self._options.demo:
            self._open_demo()
            return None
        if has_terminal(self._config) and not waits_for_centre(self._config):
            self._terminal = open_terminal(self._config)
            if is_started(self._config) and self._terminal.staff.exist():
                return None
        from app.bootstrap.start import Start  # noqa: PLC0415 - only ever once on a machine
        from app.runtime.start import Starting  # noqa: PLC0415 - as above

        self._start = Start(self._config, self._terminal, self._preferences_kept)
        self._bridge = Bridge()
        return Starting(self._start.acts(), self._bridge)

    def _open_demo(self) -> None:
        from app.bootstrap.demo import load_demo, open_demo  # noqa: PLC0415 - a shop's own start needs none of it

        self._terminal = open_demo(self._config)
        if not self._terminal.staff.exist():
            load_demo(self._terminal)

    def _preferences_kept(self) -> None:
        self.preferences.keep()

    def started(self) -> None:
        """See `Parts.started`."""
        if self._start is not None:
            self._terminal = self._start.terminal
            self._start.close()
            self._start = None

    def workplace(self) -> Workplace:
        """See `Parts.workplace`."""
        self.preferences.keep()
        sounds: Sounds = Silence()
        if not self._options.quiet:
            sounds = self._sounds = SystemSounds(resource("sounds"))
        live = self._live = LiveSync(self._opened)
        return Workplace(make_counter(self._opened, self._print_now, live, self._answer), self.preferences, sounds)

    @property
    def _opened(self) -> Terminal:
        if self._terminal is None:
            raise RuntimeError("no terminal was opened")
        return self._terminal

    def window(self, place: Workplace) -> Window:
        """See `Parts.window`."""
        window = self._window = make_window(place)
        self._hearing = Hearing(window, WedgeScanner())
        return window

    def begin(self, place: Workplace) -> None:
        """See `Parts.begin`: copies, the search's ranking, the sync, printing."""
        terminal = self._opened
        self._beside = [start_backups(self._config), start_tending(terminal, after_s=SETTLED_S)]

        place.orders.look()
        if self._live is not None:
            self._live.told = changes_for(place)
            place.bridge.then(place, self._live.begin(), _begun, lasts=True)

        def options() -> PrintOptions:
            now = place.preferences.now
            return PrintOptions(paper=Paper(now.receipt_width_mm), language=now.language.value)

        folder = terminal.store.place.folder / "papers"
        printer = LaterPrinter(lambda: file_printer(folder))
        self._printing = start_printing(terminal, printer, options, place.lamp.tell)
        if self._window is not None:
            self._window.foresee()

    def _print_now(self, document: Document) -> Future[None]:
        if self._printing is None:
            raise FaultError("printer.closed")
        return self._printing.print_now(document)

    def _answer(self, jobs: Sequence[PrintJob], again: bool) -> Future[None]:  # noqa: FBT001 - yes or no
        if self._printing is None:
            raise FaultError("printer.closed")
        return self._printing.answer(jobs, again=again)

    def end(self, place: Workplace | None) -> None:
        """See `Parts.end`. Each part is ended, whatever another one does."""
        ends: list[Callable[[], object]] = [one.close for one in self._beside]
        if self._hearing is not None:
            ends.append(self._hearing.close)
        if self._live is not None:
            ends.append(self._live.close)
        if self._printing is not None:
            ends.append(self._printing.close)
        if place is not None:
            ends.append(place.close)
        elif self._preferences is not None:
            ends.append(self._preferences.close)
        if self._sounds is not None:
            ends.append(self._sounds.close)
        if self._start is not None:
            ends.append(self._start.close)
            self._terminal = self._start.terminal
        if self._terminal is not None:
            ends.append(self._terminal.close)
        for end in ends:
            with suppress(AppError):
                end()


def _begun(_: None) -> None:
    return


def run_window(config: Config, options: Options, refused: Callable[[AppError], int], log: Path | None = None) -> int:
    """Open the window and wait until it is closed; the exit status.

    Args:
        refused: says on the command line why it cannot be opened; gives the status.
        log: the log's file; the usual one if none is given.
    """
    app = application()
    close_log = open_log(log or log_file())
    trouble = Trouble()
    trouble.install()
    running = Running(config, options)
    try:
        return Program(app, running, trouble, options.size, refused).run()
    finally:
        trouble.remove()
        close_log()
