"""What the window needs of the terminal, handed in by the composition root: no screen knows the outer rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from app.domain.frozen import frozen
from app.runtime.about import About
from app.runtime.beside import Beside
from app.runtime.paper import PaperDesk
from app.runtime.promotion import Promotions
from app.runtime.standing import Standing, alone
from app.runtime.sync import SyncDesk
from app.services.approve import Approvals
from app.services.contact import Contacts
from app.services.count import Counts
from app.services.coupon import CouponRider, Coupons
from app.services.desk import Desk
from app.services.drawer import Drawer
from app.services.fiscal import FiscalDesk
from app.services.identify import Identify
from app.services.member import MemberRider
from app.services.member_ports import MemberDesk
from app.services.order_ports import Orders
from app.services.pickup_cart import PickupRider
from app.services.pickup_ports import Claims, Pickups
from app.services.pickup_present import Present
from app.services.ports import Catalog, Clock, IdSource, Reads
from app.services.receipt_ports import NoFiscal
from app.services.sales import Sales
from app.services.scan import Scanned, understand
from app.services.sell import Rider, Sell
from app.services.staff import Staff
from app.services.tender_ports import TenderProvider
from app.services.verbs import Verbs


@frozen
class Counter(Verbs):
    """The verbs and look-ups of one terminal.

    Attributes:
        reads: look-ups on the calling thread's own connection.
        catalog: the catalogue on the calling thread's own connection.
        promotions: the promotions that hold, kept ready.
        staff: who belongs to the shop, and who is here.
        approvals: what a role may not do alone.
        paper: makes papers to look at.
        beside: reads the list of sales, and what is on its way to the centre.
        sync: what can be asked of the sync.
        orders: for pickup, as the centre told them last.
        pickups: the same with what was done here since.
        claims: asks the centre for one of them.
        identify: says what codes are.
        tender_providers: ways to pay beside cash and the stand-alone card terminal.
        fiscal: who numbers a fiscal document with each sale; None where the shop has none.
        standing: how it stands with the centre.
        about: what this terminal is, and where its files lie.
        members: who knows the members; None while nobody does.
        riders: what a sale brings along.
        close: ends what only the counter asks.
        contacts: takes customers' addresses; None where no centre could ever read them.
        coupons: what is known of coupons; None where nobody does.
    """

    desk: Desk
    reads: Callable[[], Reads]
    catalog: Callable[[], Catalog]
    promotions: Promotions
    staff: Staff
    approvals: Approvals
    paper: PaperDesk
    beside: Beside
    sync: SyncDesk
    orders: Orders
    pickups: Pickups
    identify: Identify
    claims: Claims
    tender_providers: tuple[TenderProvider, ...] = ()
    fiscal: FiscalDesk | None = None
    standing: Callable[[], Standing] = alone
    about: About = field(default_factory=About)
    members: MemberDesk | None = None
    riders: tuple[Rider, ...] = ()
    contacts: Contacts | None = None
    coupons: Coupons | None = None
    close: Callable[[], object] = lambda: None

    @property
    def clock(self) -> Clock:
        """The time of day."""
        return self.desk.clock

    @property
    def ids(self) -> IdSource:
        """Where new identities come from."""
        return self.desk.ids

    def understand(self, code: str) -> Scanned:
        """Look a code of goods up, as `services.scan.understand` does, now and by the shop's own codes."""
        return understand(self.catalog(), code, self.clock.now(), self.identify.meanings)

    @property
    def sell(self) -> Sell:
        """Complete a sale."""
        coupons = CouponRider(self.desk, lambda: self.promotions.book)
        return Sell(
            self.desk, self.fiscal or NoFiscal(), (PickupRider(), coupons, MemberRider(self.desk), *self.riders)
        )

    @property
    def present(self) -> Present:
        """Look a code up that a customer shows."""
        return Present(lambda: self.pickups, self.claims, self.shop.store)

    @property
    def sales(self) -> Sales:
        """Sales that were made."""
        return Sales(self.desk, self.reads, self.catalog)

    @property
    def drawer(self) -> Drawer:
        """The cash box opened without a sale."""
        return Drawer(self.desk)

    @property
    def counts(self) -> Counts:
        """The drawer counted by hand."""
        return Counts(self.desk)
