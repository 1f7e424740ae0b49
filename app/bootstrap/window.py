"""The window, built from its parts: the only place that knows both the screens and the terminal."""

from __future__ import annotations

from app.bootstrap.printing import make_papers, make_renderer
from app.bootstrap.terminal import Terminal
from app.contract.promotion import PromotionRule
from app.domain.promotion import Promotion
from app.runtime.counter import Counter
from app.runtime.paper import PaperDesk
from app.runtime.preferences import PreferenceFile
from app.runtime.promotion import Promotions
from app.runtime.workplace import Workplace
from app.services.promotion import promotion_of
from app.services.sound import Silence, Sounds
from app.ui.shell.dress import application
from app.ui.shell.frame import Frame
from app.ui.shell.shell import MakeScreen, Shell
from app.ui.shell.tabs import tabs
from app.ui.shell.window import Window

__all__ = ["application", "make_counter", "make_shell", "make_window", "make_workplace"]


def make_counter(terminal: Terminal) -> Counter:
    """What the window needs of a terminal."""

    def read() -> list[Promotion]:
        return [promotion_of(one) for one in terminal.store.promotions() if isinstance(one, PromotionRule)]

    return Counter(
        terminal.desk,
        terminal.store.reads,
        terminal.store.catalog,
        Promotions(read),
        terminal.staff,
        terminal.approvals,
        PaperDesk(make_papers(terminal), make_renderer, terminal.store.close_reader),
    )


def make_workplace(terminal: Terminal, sounds: Sounds | None = None) -> Workplace:
    """The workplace of a terminal; needs the application to be there."""
    preferences = PreferenceFile(terminal.store.place.folder / "preferences.json")
    return Workplace(make_counter(terminal), preferences, sounds or Silence())


def make_shell(place: Workplace, frame: Frame, width: int) -> Shell:
    """A shell with all its screens, each made when it is first shown."""
    return Shell(place, frame, _screens(place, frame, width), tabs())


def _screens(place: Workplace, frame: Frame, width: int) -> dict[str, MakeScreen]:
    # Imported when they are made: the first screen waits for none of the others.
    def sell(shell: Shell) -> object:
        from app.ui.screens.sell.screen import SellScreen  # noqa: PLC0415

        return SellScreen(place, shell, frame, width)

    def lock(shell: Shell) -> object:
        from app.ui.screens.lock.screen import LockScreen  # noqa: PLC0415

        whole = shell.window()
        return LockScreen(place, shell, frame, (whole.width(), whole.height()))

    def shift(shell: Shell) -> object:
        from app.ui.screens.shift.screen import ShiftScreen  # noqa: PLC0415

        return ShiftScreen(place, shell, frame, width)

    def pay(shell: Shell) -> object:
        from app.ui.screens.pay.screen import PayScreen  # noqa: PLC0415

        return PayScreen(place, shell, frame)

    def complete(shell: Shell) -> object:
        from app.ui.screens.complete.screen import CompleteScreen  # noqa: PLC0415

        return CompleteScreen(place, shell, frame)

    return {"lock": lock, "sell": sell, "pay": pay, "complete": complete, "shift": shift}  # type: ignore[dict-item]


def make_window(place: Workplace, first: str = "lock") -> Window:
    """The window, not yet shown."""
    return Window(place, make_shell, first)
