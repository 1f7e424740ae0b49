"""Drawer: opened without a sale, with a reason, by who may or with an approval."""

from __future__ import annotations

from concurrent.futures import Future

from app.contract.journal import read_body
from app.contract.staff import DrawerOpened
from app.domain.approval import Request, Subject
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.staff import Permission
from app.domain.text import check_texts
from app.services.approve import need_approval
from app.services.desk import Desk
from app.services.ports import UnitOfWork


def drawer_request(entry_id: str, reason: str) -> Request:
    """What opening the drawer must ask for, under the act's own early id."""
    return Request(Permission.NO_SALE_DRAWER, Subject.ACT, entry_id, reason=reason)


@frozen
class Drawer:
    """The cash box."""

    desk: Desk

    def open(self, entry_id: str, reason: str, actor: str, at: int | None = None) -> Future[None]:
        """Journal that the drawer is opened without a sale; only then is it kicked.

        Raises (the first at once, the others in the future):
            UserError: ``drawer.no_reason``, ``approval.missing``.
            ConflictError: ``act.id_means_another``.
        """
        if not reason.strip():
            raise UserError("drawer.no_reason")
        check_texts((), (reason,))
        when = self.desk.clock.now() if at is None else at

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                body = read_body(before.kind, before.schema, before.body)
                if not isinstance(body, DrawerOpened) or body.reason != reason:
                    raise ConflictError("act.id_means_another", id=entry_id)
                return
            approval_id = need_approval(work, drawer_request(entry_id, reason), actor)
            body = DrawerOpened(reason=reason, approval_id=approval_id)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))

        return self.desk.writer.write(job)
