"""A seller's customers: what the centre tells of them, who they are, their points and their coupons.

All of it goes through the services that the window uses, and the feed's own way into the database.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from random import Random

from app.bootstrap import Terminal
from app.bootstrap.contact import make_contacts
from app.bootstrap.identify import make_identify
from app.bootstrap.told import make_pickups
from app.contract.journal import Mark
from app.contract.member import PointsHold
from app.contract.pickup import ToldLine, ToldPickup
from app.contract.promotion import PromotionRule
from app.contract.wire import Wire
from app.db.feed import SqliteFeed
from app.domain.cart import Cart, Member
from app.domain.coupon import Basis, CouponHold, Tally
from app.domain.errors import FaultError, UserError
from app.domain.member import Consent, Enrolment, birthday_of, phone_of
from app.domain.pickup import Pickup
from app.domain.pricing import PromotionBook
from app.domain.tender import Payment, Tender, TenderKind
from app.services.coupon import CouponRider, Coupons
from app.services.member import MemberRider, Members
from app.services.pickup_cart import PickupRider
from app.services.points import PointsTender
from app.services.ports import OpenRequest
from app.services.promotion import promotion_of
from app.services.sell import Sell
from tests.db.crash import centre
from tests.db.crash.purse import CASHIER, Acks, Purse, digest


def _done(_: object = None) -> Future[object]:
    done: Future[object] = Future()
    done.set_result(None)
    return done


class Customers(Purse):
    """Hears the centre, and serves members and whoever has a coupon."""

    def __init__(self, terminal: Terminal, random: Random, acks: Acks) -> None:
        super().__init__(terminal, random, acks)
        store, desk = terminal.store, terminal.desk
        #: Whether there is a centre at all; the oldest program knew of none.
        self.has_centre = True
        self.feed = SqliteFeed(store.writer, store.connection, store.archives)
        self.pickups = make_pickups(terminal)
        far = centre.FarCentre()
        self.points = PointsTender(desk, store.reads, make_identify(terminal), far)
        self.contacts = make_contacts(terminal)
        self.members = Members(
            desk, terminal.terminal_id, store.reads, self.contacts, far, centre.digests, lambda: False
        )
        self.coupons = Coupons(desk, store.reads, far, lambda: self.book)
        #: As `Counter.sell` makes it, which a test holds it against.
        self.register = Sell(
            desk, riders=(PickupRider(), CouponRider(desk, lambda: self.book), MemberRider(desk))
        )  # fmt: skip
        self.enrolled = [row[0] for row in store.connection().execute("SELECT id FROM member_enrolled ORDER BY id")]
        self._refresh()

    def _refresh(self) -> None:
        rules = (one for one in self.terminal.store.promotions() if isinstance(one, PromotionRule))
        self.book = PromotionBook([promotion_of(one) for one in rules])

    # --- the centre --------------------------------------------------------------------------------------------

    @property
    def told(self) -> int:
        """Pages of the feed that are here."""
        return int(self.feed.place().cursor or 0)

    def hear(self) -> None:
        """Take the next page of the feed, and seal contacts to the centre's key from the first one on."""
        if not self.feed.place().centre_id:
            self.feed.join(centre.CENTRE_ID)
        before = self.told
        number = before + 1
        head = self.reads.head()
        assert head is not None
        again = self._told_again(number) if number % 3 == 0 else {}
        mark = Mark(epoch=head.epoch, seq=head.seq, hash=head.hash.hex()) if again else None
        page = centre.page(number, self.terminal.terminal_id, again, mark)
        self.acks.say("tell", page=number)
        try:
            changed = self.feed.take(str(before) if before else None, page)
        except FaultError:
            self.acks.say("failed")
            raise
        assert {"order", "wallet"} <= changed, changed
        self.acks.say("told", page=number)
        self._refresh()
        self.adopt()

    def adopt(self) -> None:
        """Seal contacts to the newest key from now on."""
        if not self.contacts.can_take():
            self._do(
                "key.adopted", "adopt", [centre.SEALED_TO], lambda: _done(self.contacts.adopt())
            )  # fmt: skip

    def _told_again(self, number: int) -> dict[tuple[str, str], Wire]:
        """What the centre has of this terminal's journal by now: some orders, with what was done, and all members."""
        found: dict[tuple[str, str], Wire] = {}
        for place in range(self.random.randrange(3), centre.ORDERS * (number - 1), 3):
            one = self.pickups.pickup(centre.order_id(place))
            assert one is not None
            found["order", one.order_id] = centre.order(place).model_copy(
                update={"state": self._state_of(one), "pickup": told_of(one)}
            )
        moved = dict(self.terminal.store.connection().execute("SELECT member_id, moved FROM member_point"))
        for member_id in (*centre.MEMBERS, *self.enrolled[:3]):
            opening = centre.OPENING if member_id in centre.MEMBERS else 0
            found["member", member_id] = centre.member(member_id, opening + moved.get(member_id, 0))
        return found

    def _state_of(self, one: Pickup) -> str:
        """Some of what lies ready is cancelled."""
        is_cancelled = one.state.value == "ready" and not one.is_partly_given and self.random.random() < 0.15
        return "cancelled" if is_cancelled else one.state.value

    # --- who it is, and what they have -------------------------------------------------------------------------

    def enrol(self) -> None:
        """Somebody becomes a member, or says what they agree to."""
        if self.enrolled and self.random.random() < 0.4:
            member_id, entry_id = self.random.choice(self.enrolled), self.mint()
            agreed = self.random.sample([Consent.OFFERS, Consent.PROFILE], self.random.randrange(3))
            consents = frozenset((Consent.MEMBERSHIP, *agreed))
            content = [member_id, sorted(one.value for one in consents)]
            self._do(
                "member.consented", entry_id, content,
                lambda: self.members.consent(member_id, consents, entry_id, CASHIER),
            )  # fmt: skip
            return
        self.adopt()
        member_id, number = self.mint(), f"09{self.random.randrange(10**8):08d}"
        form = Enrolment("陳大文", number, "", "4/12", frozenset((Consent.MEMBERSHIP,)))
        hashes = list(centre.digests(phone_of(number) or ""))
        content = [member_id, hashes, birthday_of("4/12"), [Consent.MEMBERSHIP.value]]
        self._do(
            "member.enrolled", member_id, content, lambda: self.members.enrol(form, member_id, CASHIER)
        )  # fmt: skip
        self.enrolled.append(member_id)

    def greet(self, cart: Cart) -> Cart:
        """A member says so, and somebody has coupons."""
        if self.random.random() < 0.7:
            member_id = self.random.choice((*centre.MEMBERS, *self.enrolled[-3:]))
            card = self.members.shown(Member(member_id))
            assert card is not None, f"nobody knows {member_id}"
            cart = replace(cart, member=Member(card.member_id, card.tier))
        for _ in range(self.random.choice((0, 1, 1, 2))):
            cart = self.offer(cart, self._some_code(cart))
        return cart

    def _some_code(self, cart: Cart) -> str:
        """A code that somebody has: printed or not, used or not."""
        own = self.coupons.wallet(cart.member.member_id) if cart.member else ()
        printed = self.terminal.store.connection().execute(
            "SELECT code FROM coupon_issued ORDER BY sale_id DESC LIMIT 6"
        )
        some = [f"SAVE/{self.random.randrange(12):03d}", "WORD", *(one.coupon.code for one in own[:2])]
        return self.random.choice([*some, *(row[0] for row in printed)])

    def offer(self, cart: Cart, code: str) -> Cart:
        """Put a coupon in, if it counts: kept by the centre, or without it."""
        coupon = self._coupon(cart, code)
        is_there = any(centre.campaign_of(one.code) == centre.campaign_of(code) for one in cart.holds)
        if is_there or self._hinders(cart, code, Basis.OFFLINE):
            return cart
        hold_id = self.mint()
        basis = Basis.HELD if digest(hold_id) > "8" else Basis.OFFLINE
        hold = CouponHold(coupon.code, hold_id, basis)
        return replace(cart, coupons=(*cart.coupons, coupon.code), holds=(*cart.holds, hold))

    def _coupon(self, cart: Cart, code: str):
        member_id = cart.member.member_id if cart.member else None
        found = self.coupons.find(code, member_id, is_signed=code.startswith("SAVE/"))
        assert found is not None, f"no coupon: {code}"
        return found

    def _hinders(self, cart: Cart, code: str, basis: Basis) -> str:
        """Why a coupon does not count, as whoever scans it is told."""
        coupon = self._coupon(cart, code)
        return self.coupons.why_not(coupon) or (
            self.coupons.why_not_offline(coupon, 0, Tally()) if basis is Basis.OFFLINE else ""
        )

    def keep_what_counts(self, cart: Cart) -> Cart:
        """Take coupons out that were used while the cart was put aside, as the window does."""
        gone = {one.code for one in cart.holds if self._hinders(cart, one.code, one.basis)}
        if not gone:
            return cart
        holds = tuple(one for one in cart.holds if one.code not in gone)
        return replace(cart, coupons=tuple(one for one in cart.coupons if one not in gone), holds=holds)

    # --- points as money ---------------------------------------------------------------------------------------

    def take_part(self, cart: Cart, payment: Payment) -> Payment:
        """Take part of the money, with points now and then."""
        if cart.member is None or cart.order is not None or not self.told or self.random.random() < 0.5:
            return super().take_part(cart, payment)
        part = self.random.randint(1, min(payment.remaining - 1, 200))
        code = centre.member_code(cart.member.member_id, self.terminal.desk.clock.now())
        return self.take_by_wallet(cart, payment, OpenRequest(self.mint(), cart.cart_id, "points", part, code))

    def give_points(self, cart: Cart, payment: Payment, most: int) -> Payment:
        """Give points back for what they paid."""
        part = -min(most, -payment.remaining)
        return self.take_by_wallet(cart, payment, OpenRequest(self.mint(), cart.cart_id, "points", part, "back"))

    def ask_wallet(self) -> Tender | None:
        """Ask whoever was asked."""
        asked, cart = self.asked, self.cart
        if asked is None or asked.kind != TenderKind.POINTS.value:
            return super().ask_wallet()
        assert cart is not None
        try:
            tender = self._hold_points(asked)
        except UserError as error:
            entry_id, reason = self.mint(), error.code
            self._do(
                "tender.refused", entry_id, [asked.cart_id, asked.tender_id, asked.gives_back],
                lambda: self.terminal.tenders.refuse(asked, reason, entry_id, CASHIER), tender=asked.tender_id,
            )  # fmt: skip
            self.asked = None
            return None
        self._keep(cart, tender)
        self.asked = None
        return tender

    def _hold_points(self, asked: OpenRequest) -> Tender:
        if asked.amount < 0 or self.reads.members.held(asked.tender_id) is not None:
            return self.points.take(asked.tender_id, asked.amount, asked.reference).result()
        assert self.cart is not None
        assert self.cart.member is not None
        found: list[Future[Tender]] = []

        def run() -> Future[Tender]:
            found.append(self.points.take(asked.tender_id, asked.amount, asked.reference))
            return found[0]

        points = -(-asked.amount // centre.SPEND)
        granted: Future[PointsHold] = self.points.centre.hold(asked.tender_id, "", points)
        content = [asked.tender_id, self.cart.member.member_id, points, granted.exception() is not None]
        self._do("points.held", f"hold {asked.tender_id}", content, run)
        return found[0].result()


def told_of(one: Pickup) -> ToldPickup:
    """What the centre tells of what was done with an order."""
    done = one.done
    lines = tuple(
        ToldLine(
            line=line.line, milli=line.milli, state=line.state.value, given=line.given,
            reason="" if line.reason is None else line.reason.value, note=line.note,
            substitute_sku="" if line.substitute is None else line.substitute.sku,
            substitute_name="" if line.substitute is None else line.substitute.name,
        )
        for line in done.lines
    )  # fmt: skip
    return ToldPickup(
        lines=lines, shelf=done.shelf, started_at=done.started_at, ready_at=done.ready_at, keep_until=done.keep_until,
        problem="" if done.problem is None else done.problem.value, problem_note=done.problem_note,
        prepaid_minor=done.prepaid, handed_at=done.handed_at, returned_at=done.returned_at,
    )  # fmt: skip
