"""Settings: what the shop is called, where it stands, in what it counts; changed by who may, or with an approval."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from app.contract.journal import read_body
from app.domain.approval import Request, Subject
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.shop import Shop
from app.domain.staff import Permission
from app.services.approve import need_approval
from app.services.desk import Desk, same_act
from app.services.ports import Reads, UnitOfWork
from app.services.setup import read_shop, settings_body


def settings_request(entry_id: str) -> Request:
    """What changing the settings must ask for, under the act's own early id."""
    return Request(Permission.CHANGE_SETTINGS, Subject.ACT, entry_id)


@frozen
class Settings:
    """The shop's settings as the journal has them.

    Args:
        reads: look-ups on the calling thread's connection.
    """

    desk: Desk
    reads: Callable[[], Reads]

    def kept(self) -> Shop:
        """The shop as it was set last; the counter works with it from its next start on. An indexed read."""
        text = self.reads().terminal("settings")
        return self.desk.shop if text is None else read_shop(text)

    def is_currency_fixed(self) -> bool:
        """Whether money was counted already, so that the currency stays. Indexed reads."""
        reads = self.reads()
        return reads.open_shift() is not None or reads.last_closed_shift() is not None

    def change(self, shop: Shop, entry_id: str, actor: str) -> Future[None]:
        """Journal the shop's settings, whole; they hold from the terminal's next start on.

        Raises (in the future):
            UserError: ``approval.missing``; ``shop.currency_is_fixed``: amounts were counted in another one already.
            ConflictError: ``act.id_means_another``.
        """
        body, at = settings_body(shop), self.desk.clock.now()

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
                return
            need_approval(work, settings_request(entry_id), actor)
            counted = work.open_shift() is not None or work.last_closed_shift() is not None
            if counted and work.terminal("currency") != body.currency:
                raise UserError("shop.currency_is_fixed", currency=str(work.terminal("currency")))
            work.append(self.desk.fact(entry_id, body, actor, at, work.open_shift()))

        return self.desk.writer.write(job)
