"""Finding goods: by a scan, by what is typed into the field, by a touch; and what is said of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent

from app.domain.cart import CartLine
from app.domain.errors import AppError
from app.domain.quantity import Quantity
from app.runtime.selling import Work
from app.runtime.workplace import Workplace
from app.services.lookup import Shown
from app.services.scan import Outcome, Scanned, split_times
from app.ui.screens.sell.results import is_searched
from app.ui.screens.sell.words import code_text, product_name, quantity_text, stock_text
from app.ui.screens.sell.workzone import WorkZone
from app.ui.shell.coupon import coupon_name, refusal_words, without_effect
from app.ui.shell.host import Host
from app.ui.widgets.field import ScanField


class Finding(QObject):
    """Stands between the field, the work zone and `Selling`.

    Args:
        host: plays the cues, and tells what needs an answer.
    """

    def __init__(self, place: Workplace, host: Host, field: ScanField, zone: WorkZone, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._selling = place.selling
        self._host = host
        self._field = field
        self._zone = zone
        self._walked = False
        field.textChanged.connect(self._typed)
        field.returnPressed.connect(self._submitted)
        zone.picked.connect(self.pick)
        zone.asked_whole.connect(self._submit_whole)
        place.selling.took.connect(self._took)
        place.selling.refused.connect(self._refused)
        place.coupons.granted.connect(self._granted)
        place.coupons.refused.connect(self.forget)
        place.cart.ended.connect(self.forget)
        place.member.attached.connect(self._met)
        field.setText(place.selling.typed)  # of the screen before this one, in another look

    def forget(self, _: object = None) -> None:
        """Another scan, act or cart: what was said is of the one before."""
        self._field.set_note("")

    def listen(self) -> None:
        """The field has the focus."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def scanned(self, code: str) -> None:
        """Take a scan; ``3*`` typed before it counts."""
        text = self._field.text()
        milli, rest = split_times(text)
        self._field.clear()
        self._selling.scan(f"{text.strip()}{code}" if milli and not rest else code)

    # --- the field ----------------------------------------------------------------------------------------------

    def _refused(self, error: AppError) -> None:
        self.forget()
        self._host.refused(error)

    def _typed(self, text: str) -> None:
        """Search as it is typed; what an input method is still composing is not text yet."""
        self._walked = False
        if text:
            self.forget()
        self._selling.typed = text
        if is_searched(text):
            self._search(text)
        elif self._selling.work is Work.SEARCH:
            self._selling.turn(Work.BROWSE)
        if not text:
            self._field.set_count("")

    def _search(self, text: str) -> None:
        results = self._zone.results
        results.search(text)
        self._field.set_count(results.count_text if results.count else "")
        self._selling.turn(Work.SEARCH)

    def _submitted(self) -> None:
        """Enter: the result that the arrows chose; else a code or a receipt, exactly; else what was found first."""
        text = self._field.text()
        if not text.strip():
            return
        shown = self._selling.work is Work.SEARCH
        if not (shown and self._walked and not self._zone.results.code.is_chosen):
            outcome = self._selling.enter(text)
            if outcome is Outcome.NOTHING:
                return
            if outcome is not Outcome.UNKNOWN:
                self._field.clear()
                return
            if (receipt := self._selling.receipt(text)) is not None:
                self._field.clear()
                self._host.scanned(receipt)
                return
            if self._is_routed(text):
                return
        if not shown:
            self._search(text)
        chosen = self._zone.results.chosen()
        if chosen is None and shown and self._zone.results.members.take():
            return
        if chosen is None and not self._zone.results.members.found:
            self._host.cue("rejected")
        elif shown and chosen is not None:
            self.pick(chosen)

    def _submit_whole(self) -> None:
        """What was typed is the whole code of something, which was touched."""
        self._walked = False
        self._submitted()

    def _is_routed(self, text: str) -> bool:
        """Whether a code was typed that a feature takes: a member's, an order's, a coupon's; or one refused."""
        self.forget()
        routed = self._place.router.route(text)
        if routed.refused is not None:
            self._host.refused(routed.refused)
        elif not routed.is_taken:
            return False
        self._field.clear()
        return True

    def walk(self, steps: int) -> None:
        """An arrow: results while something is searched, else lines."""
        if self._selling.work is Work.SEARCH:
            self._walked = True
            self._zone.results.walk(steps)
        else:
            self._selling.walk(steps)

    def page(self, pages: int) -> None:
        """Another page of results or goods."""
        if self._selling.work is Work.SEARCH:
            self._walked = True
            results = self._zone.results
            results.walk(pages * results.rows.page())
        elif self._selling.work is Work.BROWSE:
            self._zone.browse.turn(pages)

    def _met(self) -> None:
        """A member came into the cart, from among the results or elsewhere."""
        self.forget()
        if self._selling.work is Work.SEARCH:
            self._field.clear()
            self.listen()

    # --- goods --------------------------------------------------------------------------------------------------

    def pick(self, shown: Shown) -> None:
        """Goods chosen on the screen. What is sold out is asked for once more: counted stock may be wrong."""
        milli = split_times(self._field.text())[0]
        if stock_text(shown)[1] == "out":
            name = product_name(shown.found.product)
            again = partial(self._pick, shown, milli)
            self._host.toast(self.tr("{} 售完").format(name), "warn", self.tr("仍要銷售？"), again)
            self.listen()
            return
        self._pick(shown, milli)

    def _pick(self, shown: Shown, milli: int) -> None:
        self._field.clear()
        if self._selling.work is Work.DETAIL:
            self._selling.turn(Work.BROWSE)
        self._selling.pick(shown.found.product.sku, milli)
        if self._selling.work in {Work.BROWSE, Work.SEARCH}:
            self.listen()

    def _took(self, scanned: Scanned) -> None:
        """Say what became of a scan: a sound, and a word in the field."""
        product = scanned.found.product if scanned.found is not None else None
        match scanned.outcome:
            case Outcome.ADD:
                self.say_added(scanned)
            case Outcome.PRICE | Outcome.WEIGH:
                self._host.cue("accepted")
                self._field.set_note("")
            case Outcome.UNKNOWN:
                self._say(self.tr("查無此條碼"), "warn", "warning")
                words = self.tr("查無此條碼 {}").format(code_text(scanned.code[:40]))
                self._offer(words, self.tr("新增為臨時品項"), scanned)
            case Outcome.NO_PRICE if product is not None:
                self._say(self.tr("未定價"), "warn", "warning")
                words = self.tr("{} 未定價").format(product_name(product))
                self._offer(words, self.tr("輸入售價"), scanned)

    def _offer(self, words: str, act: str, scanned: Scanned) -> None:
        """Goods that cannot go in by themselves: a line and a way, never a dialog."""
        self._host.cue("rejected")
        product = scanned.found.product if scanned.found is not None else None
        sell = partial(self._selling.unknown.ask, scanned.code, scanned.quantity, product)
        self._host.toast(words, "info", act, sell, sticky=True)

    def say_added(self, scanned: Scanned) -> None:
        """Goods went in."""
        if scanned.found is None:
            return
        name = product_name(scanned.found.product)
        if (left := self._short_of(scanned.found.product.sku)) is not None:
            self._host.cue("accepted")
            self._say(self.tr("已加入 {}，庫存只有 {}").format(name, quantity_text(left)), "warn", "warning")
            return
        self.say_put_in(name)

    def say_short(self, line: CartLine) -> None:
        """There may be less of a line's goods than the cart holds by now: that is said, and nothing more."""
        if (left := self._short_of(line.sku)) is not None:
            self._say(self.tr("庫存只有 {}").format(quantity_text(left)), "warn", "warning")

    def _short_of(self, sku: str) -> Quantity | None:
        """How much there is of goods of which the cart holds more; None where there is enough, or nobody knows."""
        place = self._place
        shown = place.counter.catalog().shown(sku, place.counter.clock.now())
        if shown is None or shown.stock_milli is None:
            return None
        there = max(0, shown.stock_milli)
        in_cart = sum(one.quantity.milli for one in place.cart.cart.lines if one.sku == sku)
        return Quantity(there, shown.found.product.unit) if in_cart > there else None

    def _granted(self, name: str, name_en: str) -> None:
        """A coupon takes effect; where another screen is shown, it is told there."""
        if not (self._field.window().isVisible() and self._zone.isVisible()):
            return
        if (idle := without_effect(self._place.coupons, name, name_en)) is not None:
            self._host.cue("accepted")
            self._say(refusal_words(idle), "warn", "warning")
            return
        self.say_put_in(coupon_name(name, name_en))

    def say_put_in(self, name: str) -> None:
        """Something of this name went in."""
        self._host.cue("accepted")
        self._say(self.tr("已加入 {}").format(name), "ok", "check")

    def _say(self, text: str, tone: str, icon: str) -> None:
        self._field.set_note(text, tone, icon)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self._field, QAccessible.Event.Alert))
