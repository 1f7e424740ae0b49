"""Members at the counter: who is looked for, whose card is shown, who becomes one. It outlives the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.cart import Member
from app.domain.codes.identify import Identified, MemberCode
from app.domain.errors import AppError
from app.domain.member import Consent, MemberCard
from app.runtime.bridge import Bridge
from app.runtime.cart import OpenCart
from app.runtime.member_enrol import Enrolling
from app.runtime.member_recent import Recent, RecentPurchases
from app.runtime.member_search import MemberSearch
from app.runtime.routing import Kind, Router
from app.runtime.selling import Selling, Work
from app.runtime.session import Session
from app.services.member_ports import MemberDesk
from app.services.ports import IdSource


class Page(Enum):
    """What of members is shown."""

    FIND = "find"
    CARD = "card"
    ENROL = "enrol"


class Members(QObject):
    """The member of the open cart, and the way there. Lives in the GUI thread.

    What is being typed of a customer is held in memory alone, and forgotten when the counter is locked, the cart ends
    or something else is shown.

    Args:
        desk: who knows the members; None while nobody does.
        has_centre: whether the shop has a centre, which keeps them.

    Signals:
        changed: something of this is other than before.
        attached: a member came into the cart, with the card; None for one of whom only the code is known.

    Attributes:
        page: what is shown.
        search: who is looked for.
        enrolling: who is becoming a member.
    """

    changed = Signal()
    attached = Signal(object)
    _heard = Signal()

    def __init__(
        self,
        desk: Callable[[], MemberDesk | None],
        has_centre: Callable[[], bool],
        ids: IdSource,
        session: Session,
        cart: OpenCart,
        selling: Selling,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._has_centre = has_centre
        self._ids = ids
        self._session = session
        self._cart = cart
        self._selling = selling
        self._bridge = bridge
        self._enrols_for = ""
        self._recent = RecentPurchases(desk, bridge, self)
        self._recent.changed.connect(self.changed)
        self.search = MemberSearch(desk, bridge, self)
        self.search.changed.connect(self.changed)
        self.search.met.connect(self._attach_later)
        self.enrolling = Enrolling(desk, ids, session, bridge, self)
        self.enrolling.changed.connect(self.changed)
        self.enrolling.enrolled.connect(self._joined)
        self._seen: Member | None = cart.cart.member
        self._last: MemberCard | None = None  # whom only the centre knows yet, as it told
        self._forget()
        session.changed.connect(self._came_or_went)
        cart.ended.connect(self._cart_ended)
        cart.changed.connect(self._cart_changed)
        selling.turned.connect(self._turned)
        selling.took.connect(self._took)
        self._heard.connect(self._told, Qt.ConnectionType.QueuedConnection)

    def hear(self) -> None:
        """The centre told something of members; from any thread, returns at once."""
        self._heard.emit()

    def listen(self, router: Router) -> None:
        """Take the codes of members, whatever screen is shown."""
        router.on(Kind.MEMBER, self._scanned)

    @property
    def is_known(self) -> bool:
        """Whether somebody here knows members: a shop without a centre has none."""
        return self._desk() is not None and self._has_centre()

    @property
    def recent(self) -> Recent | None:
        """Purchases of the member whose card is shown."""
        return self._recent.now

    @property
    def can_enrol(self) -> bool:
        """Whether somebody can become one here. A short read."""
        desk = self._desk()
        return desk is not None and desk.can_enrol()

    @property
    def card(self) -> MemberCard | None:
        """The card of the cart's member; None without one, or where nobody knows more than the id. A short read."""
        desk, member = self._desk(), self._cart.cart.member
        if desk is None or member is None:
            return None
        last = self._last if self._last is not None and self._last.member_id == member.member_id else None
        return desk.shown(member) or last

    # --- what is shown ------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the card of the cart's member, or look for one; from the card, look for another."""
        if not self.is_known:
            return
        if self._selling.work is Work.MEMBER:
            if self.page is not Page.ENROL:
                self.look_for()
            return
        self._forget()
        if self._cart.cart.member is not None:
            self._show_card()
        self._selling.turn(Work.MEMBER)
        self.changed.emit()

    def look_for(self) -> None:
        """Look for another one."""
        self._forget()
        self.changed.emit()

    def back(self) -> bool:
        """One level back; False where there is none, and the panel closes."""
        if self._selling.work is not Work.MEMBER:
            return False
        if self.page is Page.ENROL:
            typed = self.search.typed
            self._forget()
            self.search.find(typed)
        elif self.page is Page.FIND and self._cart.cart.member is not None:
            self._show_card()
            self.changed.emit()
        else:
            return False
        return True

    def _forget(self) -> None:
        self.page = Page.FIND
        self.search.forget()
        self.enrolling.forget()
        self._recent.forget()

    def _came_or_went(self) -> None:
        if self._session.person is None:
            self._close()

    def _close(self) -> None:
        self._forget()
        if self._selling.beneath is Work.MEMBER:
            self._selling.turn(Work.BROWSE)

    def _cart_ended(self) -> None:
        self._seen = self._cart.cart.member
        self._close()

    def _turned(self) -> None:
        if self._selling.beneath is not Work.MEMBER and (self.search.typed or self.page is not Page.FIND):
            self._forget()

    def _took(self, _scanned: object) -> None:
        """Goods were scanned: whoever read the card has read it."""
        if self._selling.beneath is Work.MEMBER and self.page is Page.CARD:
            self._selling.turn(Work.BROWSE)

    def _cart_changed(self) -> None:
        """Another member, or none, by whatever way: a key that takes back, a cross, a code."""
        if self._cart.cart.member == self._seen:
            return
        self._seen = self._cart.cart.member
        if self._selling.beneath is Work.MEMBER and self.page is not Page.ENROL:
            self._show_card() if self._seen is not None else self._forget()
        self.changed.emit()

    # --- the cart's member --------------------------------------------------------------------------------------

    def enter(self, row: int) -> None:
        """Enter: the one in this row; without one the centre is asked, where a whole phone number was typed.

        Raises:
            UserError: as `attach`.
        """
        if 0 <= row < len(self.search.found):
            self.attach(self.search.found[row])
        else:
            self.search.ask()

    def attach(self, card: MemberCard) -> None:
        """Put a member into the cart, in another's place if need be; it can be taken back.

        Raises:
            UserError: as `OpenCart.become`.
        """
        self._last = card
        self._put(Member(card.member_id, card.tier))
        self.attached.emit(card)

    def _put(self, member: Member | None) -> None:
        self._cart.change(lambda cart: replace(cart, member=member))

    def _attach_later(self, card: MemberCard) -> None:
        try:
            self.attach(card)
        except AppError as error:
            self._bridge.failed.emit(error)

    def remove(self) -> None:
        """The member leaves the cart; it can be taken back.

        Raises:
            UserError: as `OpenCart.become`.
        """
        if self._cart.cart.member is not None:
            self._put(None)

    def _scanned(self, what: Identified) -> bool:
        desk = self._desk()
        if desk is None or not isinstance(what, MemberCode):
            return False
        card = desk.by_code(what)
        if card is None and what.signed is None:
            return False
        try:
            self._put(Member(card.member_id, card.tier) if card is not None else Member(what.member_id))
        except AppError as error:
            self._bridge.failed.emit(error)
        else:
            self.attached.emit(card)
        return True

    def _show_card(self) -> None:
        """Show whose cart it is; what was bought before is asked for."""
        self._forget()
        member = self._cart.cart.member
        self.page = Page.CARD
        if member is not None:
            self._recent.ask(member.member_id)

    def _told(self) -> None:
        """The centre told something."""
        self._recent.hear()
        self.changed.emit()

    def agree(self, consent: Consent, *, agrees: bool) -> None:
        """Keep what the member whose card is shown agrees to, or no longer does."""
        desk, card = self._desk(), self.card
        if desk is None or card is None:
            return
        now = card.consents | {consent} if agrees else card.consents - {consent}
        kept = desk.consent(card.member_id, now, self._ids.mint(), self._session.actor)
        self._bridge.then(self, kept, lambda _: self.changed.emit(), self._refused)

    def _refused(self, error: BaseException) -> None:
        self.changed.emit()
        self._bridge.failed.emit(error)

    # --- becoming one -------------------------------------------------------------------------------------------

    def begin_enrolment(self) -> None:
        """Ask for what a new member says; what was looked for is in its place already."""
        if self._selling.work is Work.MEMBER and self.can_enrol:
            self._enrols_for = self._cart.cart.cart_id
            self.page = Page.ENROL
            self.enrolling.begin(self.search.typed)

    def _joined(self, card: MemberCard) -> None:
        """Somebody became a member: who is still at the counter comes into the cart."""
        if self._cart.cart.cart_id == self._enrols_for:
            self._forget()
            self._attach_later(card)
        self.changed.emit()
