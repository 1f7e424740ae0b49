"""The sell screen: one field that is always listening, the work zone below it, the cart beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.parking import Parked
from app.runtime.selling import Work
from app.runtime.workplace import Workplace
from app.services.edit import What
from app.services.ports import Shown
from app.services.scan import Outcome, Scanned, split_times
from app.ui.screens.sell.acts import Acts
from app.ui.screens.sell.browse import work_width
from app.ui.screens.sell.cartpanel import CartPanel
from app.ui.screens.sell.drawer import Drawer, DrawerBar
from app.ui.screens.sell.fieldkeys import FieldKeys
from app.ui.screens.sell.results import is_searched
from app.ui.screens.sell.words import code_text, product_name, stock_text
from app.ui.screens.sell.workzone import OWN_PRIMARY, TYPED, WorkZone
from app.ui.shell.frame import GAP, PAD, Frame, Room
from app.ui.shell.host import Host
from app.ui.shell.screen import Screen
from app.ui.theme.look import look
from app.ui.widgets.field import ScanField


class SellScreen(Screen):
    """Find goods, scan goods, see the cart, change it."""

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self._selling = place.selling
        self._walked = False
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        work = QVBoxLayout()
        work.setContentsMargins(px(PAD), px(PAD), px(PAD), px(PAD))
        work.setSpacing(px(GAP))
        self.field = ScanField(self.tr("掃描或搜尋商品、會員、取貨碼、優惠券、收據"), "F4")
        self.field.setAccessibleName(self.tr("掃描或搜尋"))
        work.addWidget(self.field)
        self.zone = WorkZone(place, frame, work_width(width, frame))
        work.addWidget(self.zone, 1)
        row.addLayout(work, 1)
        self.panel = CartPanel(place, frame)
        self.acts = Acts(self, lambda: self.panel.number)
        self.drawer: Drawer | None = None
        self.bar: DrawerBar | None = None
        if frame.room is Room.DRAWER:
            self.bar = DrawerBar(place)
            work.addWidget(self.bar)
            self.drawer = Drawer(self.panel, self)
            self.bar.opened.connect(self.drawer.toggle)
            self.bar.pay.connect(self._pay)
        else:
            row.addWidget(self.panel)
        self._connect()
        self._keys()
        self._turned()

    # --- wiring -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        selling, panel, zone, field = self._selling, self.panel, self.zone, self.field
        field.textChanged.connect(self._typed)
        field.returnPressed.connect(self._submitted)
        selling.turned.connect(self._turned)
        selling.took.connect(self._took)
        selling.refused.connect(self.host.refused)
        zone.picked.connect(self._picked)
        zone.accepted.connect(self._accepted)
        zone.removed.connect(self._remove)
        zone.recalled.connect(self._fetch)
        zone.dropped.connect(self._drop)
        panel.chosen.connect(self._choose)
        panel.lines.walked.connect(selling.walk)
        panel.lines.accepted.connect(partial(self._edit, What.QUANTITY))
        panel.edit.connect(self._edit)
        panel.edit_cart.connect(self._edit_cart)
        panel.step.connect(self._step)
        panel.remove.connect(self._remove)
        panel.hold.connect(self._hold)
        panel.recall.connect(self._show_parked)
        panel.clear.connect(self._clear)
        panel.pay.connect(self._pay)
        panel.shift.connect(partial(self.host.go, "shift"))
        self.place.cart.ended.connect(zone.browse.refresh)

    def _keys(self) -> None:
        self.key("F4", self._listen)
        self.key("F5", self.acts.hold)
        self.key("F6", self._show_parked)
        for key, what in (("F7", What.DISCOUNT), ("F8", What.PRICE), ("F9", What.QUANTITY)):
            self.key(key, partial(self._edit, what))
        self.key("Shift+F7", self._edit_cart)
        self.key("F12", self.acts.pay)
        self.key("Ctrl+Z", self.place.cart.undo)
        self.key("Del", self._remove)
        self.key("+", partial(self._step, 1))
        self.key("-", partial(self._step, -1))
        self.key("PgDown", partial(self._page, 1))
        self.key("PgUp", partial(self._page, -1))
        FieldKeys(self.field, self._walk, self._step, self._remove)
        self.setTabOrder(self.panel.primary, self.field)

    # --- what the shell asks ------------------------------------------------------------------------------------

    def entered(self) -> None:
        """What changed while another screen was shown: stock, the shift, parked carts. The field listens."""
        self.zone.browse.refresh()
        self.panel.begin()
        self.panel.refresh()
        self._turned()
        if not self.zone.begin():
            self._listen()

    def scanned(self, code: str) -> bool:
        """Goods go into the cart; what needs more is asked for in the work zone. ``3*`` in the field counts."""
        text = self.field.text()
        milli, rest = split_times(text)
        self.field.clear()
        self._selling.scan(f"{text.strip()}{code}" if milli and not rest else code)
        return True

    def typed(self, text: str) -> bool:
        """Text typed anywhere lands in the field."""
        self._listen()
        self.field.insert(text)
        return True

    def back(self) -> bool:
        """Esc: what was typed, then what is open, then the chosen line."""
        if self.field.text():
            self.field.clear()
        elif self._selling.close():
            pass
        elif self.drawer is not None and self.drawer.is_open:
            self.drawer.close_drawer()
        elif self.place.cart.selected is not None:
            self.place.cart.select(None)
        else:
            return False
        return True

    # --- the field ----------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        """Search as it is typed; what an input method is still composing is not text yet."""
        self._walked = False
        self._selling.typed = text
        if is_searched(text):
            self._search(text)
        elif self._selling.work is Work.SEARCH:
            self._selling.turn(Work.BROWSE)
        if not text:
            self.field.set_count("")

    def _search(self, text: str) -> None:
        results = self.zone.results
        results.search(text)
        self.field.set_count(results.count_text if results.count else "")
        self._selling.turn(Work.SEARCH)

    def _submitted(self) -> None:
        """Enter: the chosen result, if the arrows chose it; else a code, exactly; else what was found first."""
        text = self.field.text()
        if not text.strip():
            return
        shown = self._selling.work is Work.SEARCH
        if not (shown and self._walked):
            outcome = self._selling.enter(text)
            if outcome is Outcome.NOTHING:
                return
            if outcome is not Outcome.UNKNOWN:
                self.field.clear()
                return
        if not shown:
            self._search(text)
        chosen = self.zone.results.chosen()
        if chosen is None:
            self.host.cue("rejected")
        elif shown:
            self._picked(chosen)

    def _walk(self, steps: int) -> None:
        if self._selling.work is Work.SEARCH:
            self._walked = True
            self.zone.results.rows.walk(steps)
        else:
            self._selling.walk(steps)

    def _page(self, pages: int) -> None:
        if self._selling.work is Work.SEARCH:
            self._walked = True
            self.zone.results.rows.walk(pages * self.zone.results.rows.page())
        elif self._selling.work is Work.BROWSE:
            self.zone.browse.turn(pages)

    # --- goods --------------------------------------------------------------------------------------------------

    def _picked(self, shown: Shown) -> None:
        """Goods chosen on the screen. What is sold out is asked for once more: counted stock may be wrong."""
        milli = split_times(self.field.text())[0]
        if stock_text(shown)[1] == "out":
            name = product_name(shown.found.product)
            again = partial(self._pick, shown, milli)
            self.host.toast(self.tr("{} 售完").format(name), "warn", self.tr("仍要銷售？"), again)
            self._listen()
            return
        self._pick(shown, milli)

    def _pick(self, shown: Shown, milli: int) -> None:
        self.field.clear()
        if self._selling.work is Work.DETAIL:
            self._selling.turn(Work.BROWSE)
        self._selling.pick(shown.found.product.sku, milli)
        if self._selling.work in {Work.BROWSE, Work.SEARCH}:
            self._listen()

    def _took(self, scanned: Scanned) -> None:
        """Say what became of a scan: a sound, and a word in the field."""
        match scanned.outcome:
            case Outcome.ADD if scanned.found is not None:
                self.host.cue("accepted")
                self._say_added(scanned)
            case Outcome.PRICE | Outcome.WEIGH:
                self.host.cue("accepted")
                self.field.set_note("")
            case Outcome.UNKNOWN:
                self.host.cue("rejected")
                self._say(self.tr("查無此條碼"), "warn", "warning")
                words = self.tr("查無此條碼 {}").format(code_text(scanned.code[:40]))
                sell = partial(self._selling.unknown.ask, scanned.code, scanned.quantity)
                self.host.toast(words, "info", self.tr("新增為臨時品項"), sell, sticky=True)
            case Outcome.NO_PRICE if scanned.found is not None:
                self.host.cue("rejected")
                product = scanned.found.product
                self._say(self.tr("未定價"), "warn", "warning")
                words = self.tr("{} 未定價").format(product_name(product))
                sell = partial(self._selling.unknown.ask, scanned.code, scanned.quantity, product)
                self.host.toast(words, "info", self.tr("輸入售價"), sell, sticky=True)

    def _say_added(self, scanned: Scanned) -> None:
        if scanned.found is not None:
            self._say(self.tr("已加入 {}").format(product_name(scanned.found.product)), "ok", "check")

    def _say(self, text: str, tone: str, icon: str) -> None:
        self.field.set_note(text, tone, icon)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.field, QAccessible.Event.Alert))

    # --- the work zone ------------------------------------------------------------------------------------------

    def _turned(self) -> None:
        """Another thing is in the work zone."""
        work, draft = self._selling.work, self._selling.editing.draft
        changed = self.zone.show_work()
        own = work in OWN_PRIMARY
        self.panel.primary.set_outlined(own)
        editing = draft is not None and draft.line_id is not None and work is Work.EDIT
        self.panel.show_editing(draft.what if draft is not None and editing else None)
        if self.bar is not None:
            self.bar.set_outlined(own)
            for part in (self.bar, self.field):
                part.setVisible(work not in TYPED)
        if work not in {Work.SEARCH, Work.DETAIL} and self.field.text() and changed:
            self.field.clear()
        if changed and not self.zone.begin():
            self._listen()

    def _accepted(self) -> None:
        """Enter, or the button of a panel: do what was typed."""
        match self._selling.work:
            case Work.EDIT:
                self._apply()
            case Work.MEASURE:
                self.guarded(self._measured)
            case Work.UNKNOWN:
                self.guarded(self.acts.add_by_hand)

    def _apply(self) -> None:
        problem = self._selling.editing.problem()
        if problem is not None and problem.code in {"discount.no_reason", "override.no_reason"}:
            self.zone.editor.miss_reason()
        self.guarded(self.acts.apply)

    def _measured(self) -> None:
        self._say_added(self._selling.measuring.add())
        self.host.cue("accepted")

    # --- the cart -----------------------------------------------------------------------------------------------

    def _choose(self, line_id: int | None) -> None:
        """A line was touched: its tools show, or its editor follows."""
        draft = self._selling.editing.draft
        self.place.cart.select(line_id)
        if draft is not None and line_id is not None:
            self.guarded(partial(self._selling.editing.open, line_id, draft.what))
        elif draft is None:
            self._listen()

    def _edit(self, what: What) -> None:
        self.guarded(partial(self._selling.edit, what))
        if self.drawer is not None:
            self.drawer.close_drawer()

    def _edit_cart(self) -> None:
        self._selling.edit_cart()
        if self.drawer is not None:
            self.drawer.close_drawer()

    def _step(self, pieces: int) -> None:
        self.guarded(partial(self.acts.step, pieces))

    def _remove(self) -> None:
        self.guarded(self.acts.remove)

    def _hold(self) -> None:
        self.guarded(self.acts.hold)
        self._listen()

    def _show_parked(self) -> None:
        if self.place.parking.count() or self._selling.work is not Work.BROWSE:
            self._selling.turn(Work.PARKED)
        if self.drawer is not None:
            self.drawer.close_drawer()

    def _fetch(self, parked: Parked) -> None:
        self.guarded(partial(self.acts.recall, parked))

    def _drop(self, parked: Parked) -> None:
        self.guarded(partial(self.acts.drop, parked, self._dropped))

    def _dropped(self) -> None:
        self.panel.begin()
        self.panel.refresh()
        self.zone.parked.begin()

    def _clear(self) -> None:
        self.guarded(self.acts.clear)

    def _pay(self) -> None:
        self.guarded(self.acts.pay)
