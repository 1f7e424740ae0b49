"""The work zone below the field: goods, results, an editor, a pad, parked carts or details."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.runtime.selling import Work
from app.runtime.workplace import Workplace
from app.services.lookup import Shown
from app.ui.screens.sell.browse import Browse, work_width
from app.ui.screens.sell.byhand import ByHand
from app.ui.screens.sell.coupon import CouponPanel
from app.ui.screens.sell.detail import DetailPanel
from app.ui.screens.sell.editor import Editor
from app.ui.screens.sell.measure import Measure
from app.ui.screens.sell.member_panel import MemberPanel
from app.ui.screens.sell.parked import ParkedPanel
from app.ui.screens.sell.results import Results
from app.ui.shell.frame import Frame

P = TypeVar("P", bound=QWidget)
#: What has a button of its own that moves on; the one of the cart steps back meanwhile.
OWN_PRIMARY = frozenset({Work.EDIT, Work.MEASURE, Work.UNKNOWN, Work.PARKED, Work.DETAIL, Work.MEMBER, Work.COUPON})
#: What is typed into with a pad, or read: where there is little room it has all of it.
TYPED = frozenset({Work.EDIT, Work.MEASURE, Work.UNKNOWN, Work.DETAIL, Work.MEMBER, Work.COUPON})


class WorkZone(QStackedWidget):
    """Shows what `Selling` is at.

    Signals:
        picked: goods were chosen, by a `Shown`.
        asked_whole: what was typed is the whole code of something, and that was touched.
        accepted: what was typed is to be done.
        removed: the edited line is to go.
        recalled, dropped: a parked cart is to be fetched, or cancelled.
        refilled: other things in it can have the focus.
    """

    picked = Signal(object)
    asked_whole = Signal()
    accepted = Signal()
    removed = Signal()
    recalled = Signal(object)
    dropped = Signal(object)
    refilled = Signal()

    def __init__(self, place: Workplace, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._selling = place.selling
        self._frame = frame
        self._made: dict[Work, QWidget] = {}
        self._shown = Work.BROWSE
        self._sku = ""
        self.browse = Browse(place, frame, work_width(width, frame))
        self.browse.picked.connect(self.picked)
        self.browse.held.connect(self._hold)
        self._add(Work.BROWSE, self.browse)

    def _add(self, work: Work, widget: P) -> P:
        self._made[work] = widget
        self.addWidget(widget)
        return widget

    def _hold(self, shown: Shown) -> None:
        self._selling.show(shown.found.product.sku)

    def _close(self) -> None:
        self._selling.close()

    # --- panels -------------------------------------------------------------------------------------------------

    @property
    def results(self) -> Results:
        """What a search found."""
        made = self._made.get(Work.SEARCH)
        if isinstance(made, Results):
            return made
        results = Results(self._place)
        results.picked.connect(self.picked)
        results.held.connect(self._hold)
        results.asked_whole.connect(self.asked_whole)
        results.asked_unknown.connect(self._selling.unknown.ask)
        return self._add(Work.SEARCH, results)

    @property
    def editor(self) -> Editor:
        """The editor of a line, or of the whole cart."""
        made = self._made.get(Work.EDIT)
        if isinstance(made, Editor):
            return made
        editor = Editor(self._place, self._frame)
        editor.removed.connect(self.removed)
        editor.accepted.connect(self.accepted)
        editor.closed.connect(self._close)
        return self._add(Work.EDIT, editor)

    @property
    def parked(self) -> ParkedPanel:
        """The carts that are put aside."""
        made = self._made.get(Work.PARKED)
        if isinstance(made, ParkedPanel):
            return made
        parked = ParkedPanel(self._place, self._frame)
        parked.recalled.connect(self.recalled)
        parked.dropped.connect(self.dropped)
        parked.closed.connect(self._close)
        return self._add(Work.PARKED, parked)

    def _padded(self, work: Work) -> Measure | ByHand:
        made = self._made.get(work)
        if isinstance(made, (Measure, ByHand)):
            return made
        panel = Measure(self._place, self._frame) if work is Work.MEASURE else ByHand(self._place, self._frame)
        panel.accepted.connect(self.accepted)
        panel.closed.connect(self._close)
        return self._add(work, panel)

    @property
    def _detail(self) -> DetailPanel:
        made = self._made.get(Work.DETAIL)
        if isinstance(made, DetailPanel):
            return made
        detail = DetailPanel(self._place, self._frame)
        detail.picked.connect(self.picked)
        detail.closed.connect(self._close)
        return self._add(Work.DETAIL, detail)

    @property
    def coupon(self) -> CouponPanel:
        """Coupons: a code, those of the cart, those of the member."""
        made = self._made.get(Work.COUPON)
        if isinstance(made, CouponPanel):
            return made
        coupon = CouponPanel(self._place, self._frame)
        coupon.closed.connect(self._close)
        coupon.refilled.connect(self.refilled)
        return self._add(Work.COUPON, coupon)

    @property
    def member(self) -> MemberPanel:
        """Members: looking for one, the card, becoming one."""
        made = self._made.get(Work.MEMBER)
        if isinstance(made, MemberPanel):
            return made
        member = MemberPanel(self._place, self._frame)
        member.closed.connect(self._close)
        member.coupons.connect(partial(self._selling.turn, Work.COUPON))
        return self._add(Work.MEMBER, member)

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_work(self) -> bool:
        """Show what the counter is at now; whether that is another panel than before."""
        work = self._selling.work
        if work is Work.DETAIL and self._sku != self._selling.sku:
            self._shown = Work.BROWSE  # of other goods: shown anew
        if work is self._shown:
            return False
        self._shown = work
        self._sku = self._selling.sku if work is Work.DETAIL else ""
        match work:
            case Work.SEARCH:
                self.setCurrentWidget(self.results)
            case Work.EDIT:
                self.setCurrentWidget(self.editor)
            case Work.PARKED:
                self.setCurrentWidget(self.parked)
            case Work.DETAIL:
                self.setCurrentWidget(self._detail)
            case Work.MEMBER:
                self.setCurrentWidget(self.member)
            case Work.COUPON:
                self.setCurrentWidget(self.coupon)
            case Work.MEASURE | Work.UNKNOWN:
                self.setCurrentWidget(self._padded(work))
            case _:
                self.setCurrentWidget(self.browse)
        return True

    def begin(self) -> bool:
        """Put the focus into what is shown; False where the field above keeps it."""
        match self._shown:
            case Work.EDIT:
                self.editor.begin()
            case Work.PARKED:
                self.parked.begin()
            case Work.DETAIL:
                self._detail.show_sku(self._selling.sku)
            case Work.MEMBER:
                self.member.begin()
            case Work.COUPON:
                self.coupon.begin()
            case Work.MEASURE | Work.UNKNOWN:
                self._padded(self._shown).begin()
            case _:
                return False
        return True

    @property
    def shown(self) -> Work:
        """What is shown."""
        return self._shown
