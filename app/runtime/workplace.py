"""The workplace: everything of the counter that lives as long as the window, whatever screen is shown and however."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from app.runtime.bridge import Bridge
from app.runtime.cart import OpenCart
from app.runtime.correct import TenderCorrection
from app.runtime.count import DrawerCount
from app.runtime.counter import Counter
from app.runtime.coupon import CartCoupons
from app.runtime.fiscal import FiscalChoice
from app.runtime.handover import HandOver
from app.runtime.handover_pay import OrderPay
from app.runtime.idle import IdleWatch
from app.runtime.lamp import PrinterLamp
from app.runtime.member import Members
from app.runtime.order import OrderBell
from app.runtime.parking import Parking
from app.runtime.pickup import PickupBoard
from app.runtime.preferences import PreferenceFile
from app.runtime.refund import GoodsBack
from app.runtime.routing import Router
from app.runtime.sales import SalesList
from app.runtime.selling import Selling
from app.runtime.session import Session
from app.runtime.settings import SettingsDraft
from app.runtime.standing import Link, Standing
from app.runtime.sync import SyncView
from app.runtime.sync_join import JoinActs, Joining
from app.runtime.void import VoidablePayment
from app.services.sound import Sounds

_LOG = logging.getLogger("omo_pos")


class Workplace(QObject):
    """The open cart, its payment, who is signed in. Screens come and go (another language, another size); this stays.

    Attributes:
        counter: the verbs and look-ups of the terminal.
        bridge: brings futures to the GUI thread.
        session: who is signed in.
        idle: notices that nobody has touched the counter for a while.
        cart: the open cart.
        coupons: of the open cart.
        parking: puts it aside, fetches another, cancels it.
        selling: what the sell screen is at.
        payment: the payment of the open cart.
        count: the drawer counted by hand, and the shift that this opens or closes.
        sales: the list of sales that were made.
        correction: of a tender that was booked wrongly.
        refund: goods that come back, while they are chosen.
        fiscal: which fiscal document its customer wants.
        lamp: how the printer stands.
        settings: of the shop, while they are being changed.
        sync: how it stands with the centre, for whoever looks at that.
        joining: a shop that joins a centre later.
        orders: for pickup, of which nobody was told yet.
        pickup: the board of them, and the one that is worked on.
        handover: orders that are given to their customer.
        router: where scanned codes go.
        member: of the open cart, and the way there.
        preferences: language, theme, text size.
        sounds: what the counter says without words.
    """

    def __init__(
        self, counter: Counter, preferences: PreferenceFile, sounds: Sounds, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.counter = counter
        self.preferences = preferences
        self.sounds = sounds
        preferences.setParent(self)
        preferences.changed.connect(self._tune)
        self._tune()
        self.bridge = Bridge(self)
        self.session = Session(counter.desk, counter.reads, counter.staff, self.bridge, self)
        self.idle = IdleWatch(lambda: 60 * preferences.now.idle_minutes, self)
        self.session.changed.connect(self._watch_idle)
        self.cart = OpenCart(counter, self)
        self.coupons = CartCoupons(counter, self.cart, self.bridge, self)
        self.parking = Parking(counter, self.session, self.cart, self.bridge, self)
        self.selling = Selling(counter, self.cart, self)
        self.payment = VoidablePayment(
            counter,
            self.session,
            self.cart,
            self.bridge,
            self,
            wants_receipt=lambda: preferences.now.print_receipt,
        )
        self.correction = TenderCorrection(counter, self.session, self.payment, self.bridge, self)
        self.refund = GoodsBack(counter, self.cart, self.parking, self.payment, self.bridge, self)
        self.fiscal = FiscalChoice(counter.fiscal, self.cart, self)
        self.lamp = PrinterLamp(self)
        self.count = DrawerCount(
            counter, self.session, self.bridge, self, has_open_cart=lambda: not self.cart.cart.is_empty
        )
        self.settings = SettingsDraft(counter, self.session, self.bridge, self)
        self.sync = SyncView(counter.sync, self._stands, self.bridge, self)
        self.orders = OrderBell(counter.orders, self.bridge, self)
        self._meet_customers(counter)
        acts = JoinActs(counter.sync.join, counter.sync.cancel, self._stands)
        self.joining = Joining(acts, self.bridge, self)
        self.sales = SalesList(counter, self.session, preferences, self.bridge, self)

    def _meet_customers(self, counter: Counter) -> None:
        """Orders for pickup, members and coupons, and where their codes go."""
        self.pickup = PickupBoard(
            counter.pickups, counter.pickup, counter.understand, self.session, self.bridge, self
        )
        pay = OrderPay(counter, self.cart, self.parking, self.payment)
        self.handover = HandOver(
            lambda: counter.present, counter.pickup, counter.understand, pay, self.session, self.bridge, self
        )
        self.payment.completed.connect(self.handover.completed)
        self.router = Router(counter.identify, self._knows)
        self.handover.listen(self.router)
        self.member = Members(
            lambda: self.counter.members,
            lambda: self._stands().link is not Link.ALONE,
            counter.ids,
            self.session,
            self.cart,
            self.selling,
            self.bridge,
            self,
        )
        self.member.listen(self.router)
        self.coupons.listen(self.router)

    def _knows(self, code: str) -> bool:
        return self.counter.catalog().find(code, self.counter.clock.now()) is not None

    def _stands(self) -> Standing:
        return self.counter.standing()

    def _tune(self) -> None:
        chosen = self.preferences.now
        self.sounds.tune(chosen.volume, chosen.silent_cues)

    def _watch_idle(self) -> None:
        if self.session.person is None:
            self.idle.stop()
        else:
            self.idle.start()

    def report(self, error: BaseException) -> None:
        """Write an unexpected error into the log, with where it happened; the cart is kept."""
        _LOG.error("unexpected error", exc_info=error)

    def close(self) -> None:
        """Finish what is under way."""
        self.idle.stop()
        self.preferences.close()
        self.counter.paper.close()
        self.counter.beside.close()
        self.counter.close()
