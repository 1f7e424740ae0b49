"""The settings while they are being changed: what is typed, whether it differs, and its way onto the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.domain.approval import Limits
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import Currency, decimal_text, minor_of
from app.domain.shop import Shop
from app.runtime.bridge import Bridge
from app.runtime.counter import Counter
from app.runtime.session import Session
from app.runtime.shop import draft_of, rate_ppm, rate_text, zone_ids
from app.services.settings import Settings


class Section(Enum):
    """The parts of the settings."""

    SHOP = "shop"
    PAPER = "paper"
    LOOK = "look"
    SOUND = "sound"
    DEVICE = "device"
    ABOUT = "about"


@frozen
class LimitsDraft:
    """What a cashier may do alone, as it is being typed: per cent, and amounts of the shop's currency."""

    percent: str
    amount: str
    over_short: str

    def reads(self, name: str, of: Currency) -> bool:
        """Whether one of them reads as what belongs there."""
        text = getattr(self, name)
        try:
            minor = rate_ppm(text) if name == "percent" else _minor(text, of)
        except UserError:
            return False
        return minor >= 0

    def limits(self, of: Currency) -> Limits:
        """The limits, if they can be.

        Raises:
            UserError: ``tax.bad_rate``, ``money.not_an_amount``, ``money.too_fine``, ``limits.out_of_range``.
        """
        return Limits(rate_ppm(self.percent), _minor(self.amount, of), _minor(self.over_short, of))


def _minor(text: str, of: Currency) -> int:
    try:
        return minor_of(Decimal(text.strip().replace(",", "")), of)
    except InvalidOperation:
        raise UserError("money.not_an_amount", amount=text[:20]) from None


class SettingsDraft(QObject):
    """Where the settings stand. Lives in the GUI thread, longer than any look of its screen.

    Signals:
        changed: another section, or something was typed or saved.
        saved: what was typed is on the disk.
    """

    changed = Signal()
    saved = Signal()

    def __init__(self, counter: Counter, session: Session, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._session = session
        self._bridge = bridge
        self._settings = Settings(counter.desk, counter.reads)
        self.section = Section.SHOP
        self.is_busy = False
        self.zones: list[str] = []
        self.focus = ""
        self._is_begun = False
        self.kept = counter.shop
        self.draft = draft_of(self.kept)
        self.limits = LimitsDraft("", "", "")
        self.act_id = ""
        session.changed.connect(self._somebody_changed)

    def begin(self) -> bool:
        """Read what is kept, unless something is being typed already; whether it is not what was there."""
        if self._is_begun:
            return False
        before = (self.draft, self.limits)
        self._begin()
        self._bridge.then(self, self._counter.beside.run(zone_ids), self._zones_read)
        return before != (self.draft, self.limits)

    def _zones_read(self, zones: list[str]) -> None:
        self.zones = zones

    def _somebody_changed(self) -> None:
        """What one person typed and did not save is not the next one's."""
        if not self.is_busy:
            self._is_begun = False

    def _begin(self) -> None:
        self._is_begun = True
        self.kept = self._settings.kept()
        self.draft = draft_of(self.kept)
        self.limits = self._kept_limits()
        self.act_id = self._counter.ids.mint()

    def _kept_limits(self) -> LimitsDraft:
        found, of = self._counter.approvals.limits(), self._counter.shop.currency
        amount, over_short = (decimal_text(one, of) for one in (found.discount_minor, found.over_short_minor))
        return LimitsDraft(rate_text(found.discount_ppm), amount, over_short)

    # --- what is typed ------------------------------------------------------------------------------------------

    def choose(self, section: Section) -> None:
        """Look at another part."""
        if section is not self.section:
            self.section = section
            self.changed.emit()

    def type_shop(self, **typed: object) -> None:
        """Something about the shop was typed."""
        self.draft = replace(self.draft, **typed)  # type: ignore[arg-type]
        self.changed.emit()

    def type_limits(self, **typed: str) -> None:
        """Something about the limits was typed."""
        self.limits = replace(self.limits, **typed)
        self.changed.emit()

    @property
    def is_shop_changed(self) -> bool:
        """Whether the shop is typed otherwise than it is kept."""
        return self.draft != draft_of(self.kept)

    @property
    def are_limits_changed(self) -> bool:
        """Whether the limits are."""
        return self.limits != self._kept_limits()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.is_shop_changed or self.are_limits_changed

    @property
    def waits_for_start(self) -> bool:
        """Whether the counter still works with other settings than those that are kept."""
        return self.kept != self._counter.shop

    @property
    def is_currency_fixed(self) -> bool:
        """Whether the currency stays, since money was counted in it."""
        return self._settings.is_currency_fixed()

    def shop(self) -> Shop:
        """The shop as it is typed, with everything that is not typed here as it was.

        Raises:
            UserError: of what cannot be.
        """
        typed, kept = self.draft.shop(), self.kept
        return replace(
            typed,
            day_starts_minute=kept.day_starts_minute,
            cash=kept.cash,
            tax=replace(
                kept.tax,
                mode=typed.tax.mode,
                rates_ppm={**kept.tax.rates_ppm, "standard": typed.tax.rates_ppm["standard"]},
            ),
        )

    def forget(self) -> None:
        """What was typed and not saved is not wanted."""
        if not self.is_busy:
            self._begin()
            self.changed.emit()

    # --- onto the disk ------------------------------------------------------------------------------------------

    def save(self, approved_by: str | None = None, done: Callable[[], None] = lambda: None) -> None:
        """Keep what was typed, the shop first; a second press while it is under way does nothing.

        Args:
            approved_by: who allowed it, where the one who is here may not.
            done: called when all of it is on the disk.

        Raises:
            UserError: of what cannot be.
        """
        if self.is_busy:
            return
        shop, limits = self.shop(), self.limits.limits(self._counter.shop.currency)
        actor = self._session.actor

        def keep_limits(_: None) -> None:
            if self.are_limits_changed:
                kept = self._counter.approvals.change_limits(limits, approved_by or actor)
                self._bridge.then(self, kept, finished, failed)
            else:
                finished(None)

        def finished(_: None) -> None:
            self.is_busy = False
            self._begin()
            self.saved.emit()
            self.changed.emit()
            done()

        def failed(error: BaseException) -> None:
            self.is_busy = False
            self.changed.emit()
            self._bridge.failed.emit(error)

        self.is_busy = True
        self.changed.emit()
        if self.is_shop_changed:
            self._bridge.then(self, self._settings.change(shop, self.act_id, actor), keep_limits, failed)
        else:
            keep_limits(None)
