"""Which fiscal document the customer of the open cart wants; there is nothing to choose without a provider."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.runtime.cart import OpenCart
from app.services.fiscal import FiscalDesk, FiscalOption


class FiscalChoice(QObject):
    """The choice for the open cart. Lives in the GUI thread; the next cart begins with the first option again.

    Signals:
        changed: another option, or something typed.

    Attributes:
        desk: the provider; None where none is configured.
        options: as they read now.
        name: of the chosen one.
        typed: what was typed for it.
        problem: why it cannot be so; None when it can.
    """

    changed = Signal()

    def __init__(self, desk: FiscalDesk | None, cart: OpenCart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._cart = cart
        self.options: tuple[FiscalOption, ...] = ()
        self.name = self.typed = ""
        self.problem: UserError | None = None
        self._for: tuple[str, str | None] = ("", None)
        if desk is not None:
            cart.changed.connect(self._follow)
            self._follow()

    @property
    def asks(self) -> str:
        """What has to be typed for the chosen option."""
        return next((one.asks for one in self.options if one.name == self.name), "")

    def _follow(self) -> None:
        """Another cart, or another member, is another customer."""
        cart = self._cart.cart
        customer = (cart.cart_id, cart.member.member_id if cart.member else None)
        if self.desk is not None and customer != self._for:
            self._for = customer
            self.options = self.desk.options(customer[1])
            self.choose(self.options[0].name if self.options else "")

    def choose(self, name: str, typed: str = "") -> None:
        """Choose an option, with what was typed or scanned for it."""
        self.name, self.typed = name, typed
        self._note()

    def type(self, typed: str) -> None:
        """What is typed for the chosen option."""
        if typed != self.typed:
            self.typed = typed
            self._note()

    def turn(self) -> None:
        """On to the next option."""
        names = [one.name for one in self.options]
        if names:
            self.choose(names[(names.index(self.name) + 1) % len(names)])

    def _note(self) -> None:
        if self.desk is None or not self.name:
            return
        try:
            told = self.desk.choose(self._for[0], self.name, self.typed)
            self.problem = None
            self.options = tuple(told if one.name == told.name else one for one in self.options)
        except UserError as error:
            self.problem = error
        self.changed.emit()
