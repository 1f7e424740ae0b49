"""The demo in a window that nobody sees: half an hour at the till, with its pictures and papers kept."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap.demo import demo_people, open_demo
from app.bootstrap.live import LiveSync
from app.bootstrap.printing import file_printer, start_printing
from app.bootstrap.window import make_counter, make_window, make_workplace
from app.config import Config, log_file
from app.runtime.collector import Collector
from app.runtime.trouble import open_log
from app.ui.shell.dress import application
from app.ui.tour import Tour

SIZE = (1280, 800)


def run_tour(config: Config, out: Path, cashier: str) -> tuple[list[Path], list[Path]]:
    """Drive the demo shop's counter; the pictures and the papers that came of it.

    Args:
        config: of the demo shop's data directory, which has its goods and people.
        out: a folder for both.
        cashier: staff id of who stands at the till.

    Raises:
        FaultError: ``tour.stuck``, and those of the terminal.
    """
    app = application()
    close_log = open_log(log_file())  # what Qt has to say of an invisible screen is nobody's business
    badge = next(one.badge for one in demo_people() if one.staff_id == cashier)
    collector = Collector()
    terminal = open_demo(config)
    try:
        collector.start()
        live = LiveSync(terminal)
        live.begin().result()
        place = make_workplace(terminal, counter=make_counter(terminal, live=live))
        place.preferences.override(reduced_motion=True)
        papers = out / "papers"
        printing = start_printing(terminal, file_printer(papers), told=place.lamp.tell)
        window = make_window(place)
        try:
            window.resize(*SIZE)
            window.show()
            window.build()
            pictures = Tour(window, out, badge).run()
        finally:
            live.close()
            printing.close()
            window.close()
            window.deleteLater()
            place.close()
            app.processEvents()
    finally:
        collector.stop()
        terminal.close()
        close_log()
    return pictures, sorted(papers.glob("*.png"))
