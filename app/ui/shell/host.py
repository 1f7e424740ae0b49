"""What a screen may ask of the shell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.errors import AppError
from app.ui.widgets.dialog import Dialog


class Host(Protocol):
    """The shell, as a screen sees it."""

    def go(self, name: str) -> None:
        """Show another screen."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is such a screen; a door to one that is not there is not shown."""
        ...

    def scanned(self, code: str) -> None:
        """Take what was typed as a scan of it."""
        ...

    def lock(self) -> None:
        """Lock the counter; the cart stays."""
        ...

    def toast(
        self,
        text: str,
        tone: str = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        sticky: bool = False,
    ) -> None:
        """Inform, in the top bar and over everything; nobody has to answer."""
        ...

    def hush(self) -> None:
        """Take away what was told last: something else stands in its place now."""
        ...

    def refused(self, error: AppError) -> None:
        """Tell that something cannot be, in one line."""
        ...

    def cue(self, name: str) -> None:
        """Play a sound: ``accepted``, ``rejected``, ``person``, ``complete``."""
        ...

    def ask(self, dialog: Dialog) -> None:
        """Show a dialog over everything; one at a time."""
        ...
