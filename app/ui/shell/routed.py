"""Scans that belong to no screen: a badge of the staff, a receipt, a code that a feature takes."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from app.domain.codes.identify import ReceiptCode
from app.domain.receipt import receipt_code
from app.runtime.workplace import Workplace
from app.ui.shell.host import Host
from app.ui.shell.people import person_name
from app.ui.shell.screen import Screen

#: A scan of so many digits is goods.
GTIN_LENGTHS = (8, 12, 13, 14)
_REFUND = "refund"


class Showing(Host, Protocol):
    """A host that tells which screen it shows."""

    place: Workplace

    @property
    def shown(self) -> Screen:
        """The screen that is shown."""
        ...


def is_routed(shell: Showing, code: str) -> bool:
    """Whether a code went where it belongs, or was refused. What may be goods is the screen's."""
    if shell.place.session.person is None or shell.shown.claims(code):
        return False
    routed = shell.place.router.route(code)
    if routed.refused is not None:
        shell.refused(routed.refused)
        return True
    return routed.is_taken or (routed.receipt is not None and _open_receipt(shell, routed.receipt, code))


def _open_receipt(shell: Showing, receipt: ReceiptCode, code: str) -> bool:
    """A receipt's code opens its sale where goods come back, unless the screen has a use of its own for it."""
    if not shell.has(_REFUND):
        return False
    if shell.place.counter.reads().shift_of_sale(receipt.sale_id) is not None:
        code = receipt_code(receipt.sale_id)  # of this terminal: the journal knows more than the paper
    if not shell.shown.take_receipt(code):
        shell.go(_REFUND)
        shell.shown.take_receipt(code)
    return True


def is_of_staff(shell: Showing, code: str) -> bool:
    """Whether it is a badge: scanned while somebody is here, it hands the counter over. Goods come first."""
    session = shell.place.session
    if session.person is None or (code.isdigit() and len(code) in GTIN_LENGTHS):
        return False
    holder = shell.place.counter.staff.badge_holder(code)
    if holder is None:
        return False
    if shell.shown.badge(code):
        return True
    if holder.staff_id == session.person.staff_id:
        shell.toast(QCoreApplication.translate("Shell", "{} 已登入").format(person_name(holder)))
    else:
        session.sign_in_by_badge(code)
    return True
