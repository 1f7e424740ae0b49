"""Contacts typed at the counter: sealed to the centre's key before anything of them reaches the disk."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import Future

from app.contract.journal import read_body
from app.contract.key import KeyAdopted
from app.contract.message import ReceiptRequested, receipt_context
from app.domain.contact import email_of, masked_contact
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.services.contact_ports import ContactReads, MailAsked, Seal
from app.services.desk import Desk
from app.services.ports import Reads, UnitOfWork
from app.services.setup import SYSTEM

#: Under which attribute of the terminal the journal keeps the key that contacts are sealed to.
ADOPTED = "contact_key"


@frozen
class Contacts:
    """What is done with a customer's address. A shop without a centre takes none.

    Args:
        reads: the journal's state on the calling thread's connection.
        contacts: what the centre told, on the same.
    """

    desk: Desk
    terminal_id: str
    reads: Callable[[], Reads]
    contacts: ContactReads
    seal: Seal

    def can_take(self) -> bool:
        """Whether an address can be taken here: the centre's key is known, and adopted. A short read."""
        adopted = self.reads().terminal(ADOPTED)
        return adopted is not None and adopted == self.contacts.newest_key()

    def adopt(self) -> None:
        """Seal to the newest key from now on, which the journal says; waits for the writer.

        Raises:
            FaultError: of the database.
        """
        newest, at, entry_id = self.contacts.newest_key(), self.desk.clock.now(), self.desk.ids.mint()

        def job(work: UnitOfWork) -> None:
            if newest is not None and work.terminal(ADOPTED) != newest:
                work.append(self.desk.fact(entry_id, KeyAdopted(public=newest), SYSTEM, at, work.open_shift()))

        if newest is not None and self.reads().terminal(ADOPTED) != newest:
            self.desk.writer.write(job).result()

    def mail_receipt(self, sale_id: str, address: str, language: str, entry_id: str, actor: str) -> Future[str]:
        """Ask for a sale's receipt by e-mail; the address as it may be shown. Works without the network.

        Args:
            address: as it was typed.

        Raises (the first at once, the others in the future):
            UserError: ``contact.not_an_email``; ``contact.no_key``, ``sale.unknown``.
            ConflictError: ``act.id_means_another``.
        """
        plain = email_of(address)
        if plain is None:
            raise UserError("contact.not_an_email")
        when, masked = self.desk.clock.now(), masked_contact(plain)

        def job(work: UnitOfWork) -> str:
            if (before := work.entry(entry_id)) is not None:
                told = read_body(before.kind, before.schema, before.body)
                if not isinstance(told, ReceiptRequested) or (told.sale_id, told.masked) != (sale_id, masked):
                    raise ConflictError("act.id_means_another", id=entry_id)
                return masked
            if work.shift_of_sale(sale_id) is None:
                raise UserError("sale.unknown", sale_id=sale_id)
            box = self.sealed(work, plain.encode(), receipt_context(self.terminal_id, sale_id))
            body = ReceiptRequested(sale_id=sale_id, sealed=box, masked=masked, language=language)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return masked

        return self.desk.writer.write(job)

    def sealed(self, work: UnitOfWork, plain: bytes, context: str) -> str:
        """A box in base64, sealed within the transaction that keeps it: behind the key's adoption in the journal
        there is nothing that an older key would open.

        Raises:
            UserError: ``contact.no_key``.
        """
        key = work.terminal(ADOPTED)
        if key is None:
            raise UserError("contact.no_key")
        return b64encode(self.seal(key, plain, context)).decode()

    def mail_asked(self, sale_id: str) -> MailAsked | None:
        """The last request for a sale's receipt by e-mail. A short read."""
        return self.contacts.mail_asked(sale_id)
