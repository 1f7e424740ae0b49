"""The drawer opened without a sale: why, allowed by whom, and then an entry of the journal."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.approval import Approval
from app.services.drawer import drawer_request
from app.ui.shell.approval import ask_approval
from app.ui.shell.reason import DO, ReasonDialog
from app.ui.shell.screen import Screen

translate = QCoreApplication.translate
#: Why a drawer is opened, as it is kept.
REASONS = (
    str(QT_TRANSLATE_NOOP("Reason", "換零錢")),
    str(QT_TRANSLATE_NOOP("Reason", "核對現金")),
    str(QT_TRANSLATE_NOOP("Reason", "取出單據")),
)
#: The key that asks for it, on every screen that has the act.
KEY = "Ctrl+D"


def ask_drawer(screen: Screen) -> None:
    """Ask why the drawer is to be opened, and have it done.

    No device is kicked from here: there is none yet. What counts is the entry.
    """
    dialog = ReasonDialog(
        screen,
        translate("Drawer", "不結帳開錢櫃？"),
        translate("Drawer", "不收款打開錢櫃，會記錄是誰、何時、為什麼。"),
        [(one, translate("Reason", one)) for one in REASONS],
        translate("Drawer", "開錢櫃"),
    )
    screen.host.ask(dialog)  # first: what it is answered with may be another dialog
    dialog.closed.connect(lambda key: screen.guarded(lambda: _ask(screen, dialog.reason)) if key == DO else None)


def _ask(screen: Screen, reason: str) -> None:
    place = screen.place
    entry_id = place.counter.ids.mint()

    def allowed(_: Approval | None) -> None:
        opened = place.counter.drawer.open(entry_id, reason, place.session.actor)
        place.bridge.then(screen, opened, lambda _: _done(screen))

    ask_approval(screen.host, place, drawer_request(entry_id, reason), allowed)


def _done(screen: Screen) -> None:
    screen.host.cue("accepted")
    screen.host.toast(translate("Drawer", "已記錄開錢櫃，用鑰匙打開"), "ok")
