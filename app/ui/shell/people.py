"""People's names and roles as the window says them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.staff import Person, Role


def person_name(person: Person) -> str:
    """The name in the window's language, as far as there is one."""
    english = QLocale().language() == QLocale.Language.English
    return person.name_en if english and person.name_en else person.name


def role_name(role: Role) -> str:
    """What somebody is in the shop."""
    words = {
        Role.CASHIER: QCoreApplication.translate("Role", "收銀"),
        Role.STAFF: QCoreApplication.translate("Role", "取貨"),
        Role.MANAGER: QCoreApplication.translate("Role", "店長"),
    }
    return words[role]
