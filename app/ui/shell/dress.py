"""Language and look, put on the whole application as somebody chose them."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from app.resources import resource
from app.runtime.preferences import Language, Preferences, Shade
from app.ui.theme.look import look, make_look, set_look

#: From this width on a full-size screen is drawn larger by itself (ux.md, section 4: 1920 x 1080 at 1.25).
LARGE_WIDTH, LARGE = 1_800, 1.25
#: Of the translator of the moment.
_NAME = "omo-pos"


def application() -> QApplication:
    """The one Qt application of the process."""
    there = QApplication.instance()
    return there if isinstance(there, QApplication) else QApplication(sys.argv[:1])


def scale_of(chosen: Preferences, width: int) -> float:
    """How large things are drawn in a window so many pixels wide."""
    return chosen.text_size / 100 * (LARGE if width >= LARGE_WIDTH and chosen.text_size == 100 else 1)


class Wardrobe(QObject):
    """Puts on what was chosen; what is open is to be built anew then."""

    def put_on(self, chosen: Preferences, scale: float) -> None:
        """Speak the language and wear the look."""
        app = application()
        self._speak(app, chosen.language)
        wear = make_look(dark=chosen.shade is Shade.DARK, scale=scale, reduced_motion=chosen.reduced_motion)
        if wear != look() or not app.styleSheet():
            set_look(app, wear)

    def _speak(self, app: QApplication, language: Language) -> None:
        for before in app.findChildren(QTranslator, _NAME):  # whoever put it there
            app.removeTranslator(before)
            before.setParent(None)
        QLocale.setDefault(QLocale(language.value))
        if language is Language.EN:
            translator = QTranslator(app)
            translator.setObjectName(_NAME)
            if translator.load(str(resource("i18n/en.qm"))):
                app.installTranslator(translator)
