"""The screen after a sale: it stays until the next customer, who begins with Enter or with the first scan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.workplace import Workplace
from app.ui.screens.complete.finale import Finale
from app.ui.screens.complete.mail import MailForm, mail_step
from app.ui.screens.complete.steps import StepList
from app.ui.screens.complete.told import steps_of, told_of
from app.ui.shell.deaf import deaf_moment
from app.ui.shell.frame import Frame, Room
from app.ui.shell.host import Host
from app.ui.shell.plural import counted
from app.ui.shell.screen import Screen
from app.ui.shell.zones import scrolled
from app.ui.theme.look import look
from app.ui.widgets.button import Button, PrimaryBar
from app.ui.widgets.panel import SectionTitle
from app.ui.widgets.text import Text


class CompleteScreen(Screen):
    """Change in large figures, the papers, and on to the next customer."""

    tab = "sell"

    def __init__(self, place: Workplace, host: Host, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self._is_shown = self._is_watching = False
        self.setAccessibleName(self.tr("交易完成"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.finale = Finale()
        self.deaf = deaf_moment(self)  # or a second Enter would take the change off the screen
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.finale, 6)
        row.addWidget(self._side(frame), 5)
        self.key("F9", self.reprint)
        for key in ("Return", "Enter", "F12"):
            self.key(key, self.forward)
        place.payment.completed.connect(self._completed)
        place.lamp.changed.connect(self._papers)
        place.preferences.changed.connect(self._papers)
        place.sync.changed.connect(self._papers)

    def _side(self, frame: Frame) -> QWidget:
        px = look().px
        low = frame.room is Room.DRAWER
        side = QWidget()
        side.setProperty("kind", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if not low:
            side.setFixedWidth(px(frame.side))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(1), 0, 0, 0)
        column.setSpacing(0)
        title = SectionTitle(self.tr("單據"))
        title.setContentsMargins(px(20), px(8 if low else 18), px(20), px(4))
        column.addWidget(title)
        self.steps = StepList()
        self.steps.setContentsMargins(px(20), 0, px(20), 0)
        self.mail = MailForm()
        self.mail.closed.connect(self._mail_closed)
        self._area = scrolled(self.steps)
        column.addWidget(self._area, 1_000)  # all of them where there is room
        column.addWidget(self._buttons())
        column.addWidget(self.mail)
        column.addStretch(1)
        hint = self._hint = Text(self.tr("直接掃描商品，也會開始下一筆"), 14, tone="ink_2", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setContentsMargins(px(20), 0, px(20), 0)
        column.addWidget(hint)
        self.primary = PrimaryBar(self.tr("下一位"), "Enter")
        self.primary.clicked.connect(self.forward)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(12), px(16), px(16))
        foot.addWidget(self.primary)
        column.addLayout(foot)
        return side

    def _buttons(self) -> QWidget:
        px = look().px
        self.acts = QWidget()
        grid = self._grid = QGridLayout(self.acts)
        grid.setContentsMargins(px(20), px(16), px(20), 0)
        grid.setSpacing(px(8))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.again = Button(self.tr("補印"), "neutral", "F9", "printer")
        self.again.clicked.connect(lambda: self.guarded(self.reprint))
        self.correct = Button(self.tr("更正付款"), "neutral", "", "pencil")
        self.correct.clicked.connect(lambda: self.guarded(self.put_right))
        self.send = Button(self.tr("寄送明細"), "neutral", "", "mail")
        self.send.clicked.connect(lambda: self.guarded(self.open_mail))
        grid.addWidget(self.again, 0, 0)
        grid.addWidget(self.send, 0, 1)
        self._offer_mail()
        return self.acts

    def _offer_mail(self) -> None:
        """The receipt by e-mail is there where an address can be taken; a centre may have come since."""
        contacts = self.place.counter.contacts
        takes_mail = contacts is not None and contacts.can_take()
        self.send.setVisible(takes_mail)
        if takes_mail:
            self._grid.addWidget(self.correct, 1, 0, 1, 2)
        else:
            self._grid.addWidget(self.correct, 0, 1)

    # --- showing ------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Show the sale that was completed last; Enter of the same press is not heard yet."""
        if self.place.payment.last is None:
            self.host.go("sell")
            return
        self._is_shown = True
        if self.mail.isVisible():
            self.mail.close_form()
        self._show()
        self.deaf.start()
        self.setFocus()  # Enter and the next scan act wherever the focus is; no button is to stand out

    def left(self) -> None:
        """Nothing is waited for any more."""
        self._is_shown = False
        self._watch(False)  # noqa: FBT003 - no
        self.deaf.stop()

    def _completed(self, _sale: object) -> None:
        if self._is_shown:
            self._show()

    def _show(self) -> None:
        done = self.place.payment.last
        if done is not None:
            self.place.payment.is_untold = False
            self.finale.tell(told_of(done, self.place))
            self.correct.setVisible(bool(done.sale.ticket.tenders))
            self._offer_mail()
            self._tell_next()
            self._papers()

    def _tell_next(self) -> None:
        """Where it goes on: the next customer, unless this one has another order to pay or goods to be given."""
        handover = self.place.handover
        due = handover.due_now if handover.goes_on else 0
        on = self.tr("收下一張") if due else self.tr("核對商品")
        self.primary.setText(on if handover.goes_on else self.tr("下一位"))
        self.primary.set_amount(due or None, self.place.counter.shop.currency)
        number, count = handover.turn
        left = counted(self.tr("這位客人還有 {} 張要收款"), count - number + 1)
        beside = left if due else self.tr("還有商品要點給客人")
        self._hint.setText(beside if handover.goes_on else self.tr("直接掃描商品，也會開始下一筆"))

    def _papers(self) -> None:
        done = self.place.payment.last
        if done is not None and self._is_shown:
            jobs = self.place.counter.reads().print_jobs(done.sale.ticket.sale_id)
            steps = steps_of(done, jobs, self.place)
            contacts = self.place.counter.contacts
            asked = None if contacts is None else contacts.mail_asked(done.sale.ticket.sale_id)
            self.steps.show_steps([*steps, mail_step(asked)] if asked is not None else steps)
            self._area.setMaximumHeight(self.steps.sizeHint().height())
            self._watch(asked is not None and not asked.is_handed_on)

    def _watch(self, on: bool) -> None:  # noqa: FBT001 - yes or no
        """Look at the sync while something that is shown here waits for it."""
        if on != self._is_watching:
            self._is_watching = on
            (self.place.sync.watch if on else self.place.sync.unwatch)("complete")

    # --- acts ---------------------------------------------------------------------------------------------------

    def forward(self) -> None:
        """What the primary does now."""
        if self.mail.isVisible():
            self.send_mail()
        else:
            self.next()

    def open_mail(self) -> None:
        """Ask for the address that the receipt is to go to."""
        self.acts.hide()
        self._hint.hide()
        self._area.setVisible(self.frame.room is not Room.DRAWER)  # there the field would be below the edge
        self.primary.setText(self.tr("寄送明細"))
        self.primary.set_amount(None)
        self.mail.open_form()
        self.arrange()

    def _mail_closed(self) -> None:
        self.acts.show()
        self._hint.show()
        self._area.show()
        self._tell_next()
        self.setFocus()
        self.arrange()

    def send_mail(self) -> None:
        """Have the receipt sent once the centre has the request."""
        done, counter, address = self.place.payment.last, self.place.counter, self.mail.typed()
        if done is None or counter.contacts is None or address is None:
            return
        language = self.place.preferences.now.language.value
        asked = counter.contacts.mail_receipt(
            done.sale.ticket.sale_id, address, language, counter.ids.mint(), self.place.session.actor
        )
        self.place.bridge.then(self, asked, self._mail_asked)
        self.mail.close_form()

    def _mail_asked(self, masked: str) -> None:
        self._papers()
        self.host.toast(self.tr("中心收到後，明細會寄到 {}").format(masked), "ok")

    def back(self) -> bool:
        """Put the field for the address away."""
        if not self.mail.isVisible():
            return False
        self.mail.close_form()
        return True

    def next(self) -> None:
        """On to the next customer; after an order that was paid, to where it was handed over."""
        if not self.deaf.isActive():
            self.host.go(self.place.handover.after_sale())

    def reprint(self) -> None:
        """Print the receipt again; the paper says that it is another one."""
        done, counter = self.place.payment.last, self.place.counter
        if done is None:
            return
        asked = counter.receipts.reprint(done.sale.ticket.sale_id, counter.ids.mint(), self.place.session.actor)
        self.place.bridge.then(self, asked, self._reprinted)

    def _reprinted(self, _count: int) -> None:
        self._papers()
        self.host.toast(self.tr("已送出補印"), "ok")

    def put_right(self) -> None:
        """What it was paid with was booked wrongly."""
        done = self.place.payment.last
        if done is not None:
            self.place.correction.begin(done.sale.ticket.sale_id, "complete")
            self.host.go("correct")
