"""What is printed, counted and put right after a sale: bodies of the journal, and parts of them."""

from __future__ import annotations

from app.contract.wire import Code, Count, Text, Uuid, Wire, WireMoney


class Counted(Wire):
    """How many notes or coins of one face value were counted."""

    face: WireMoney
    count: Count


class SlipCount(Wire):
    """How many papers of a kind of tender were counted, as the slips of a card terminal."""

    kind: Code
    count: Count


class EarlierCount(Wire):
    """A count of the drawer that was given up for another, as the entry ``approval_id`` allowed."""

    counted: WireMoney
    counts: tuple[Counted, ...] = ()
    approval_id: Uuid | None = None


class Fiscal(Wire):
    """The number that a fiscal document got with the sale, by which provider; ``body`` is in that one's own form."""

    provider: Code
    number: Code
    body: str = ""


class ReceiptReprinted(Wire):
    """A sale's receipt was asked for again. Its entry's id is the print job's; ``count`` is 1 the first time."""

    sale_id: Uuid
    count: Count


class TenderCorrected(Wire):
    """A tender that was booked wrongly, as it is from here on. Its amount never changes.

    ``tendered`` is what the booking said was handed over; put right, exactly the amount was. ``approved_by`` is who
    allowed it, by the entry ``approval_id``.
    """

    sale_id: Uuid
    tender_id: Uuid
    amount: WireMoney
    tendered: WireMoney
    old_kind: Code
    new_kind: Code
    old_reference: Text
    new_reference: Text
    reason: Text
    approved_by: Code | None = None
    approval_id: Uuid | None = None


class TenderAbandoned(Wire):
    """What a provider was asked for was left to the books: nobody could find out whether money moved.

    The cart goes on without the tender, also without one that was taken and was to be given back (``gives_back``).
    ``amount`` is what the provider may have moved, as it was asked for; a task says that somebody must ask it.
    ``approved_by`` is who allowed it, by the entry ``approval_id``; None where the actor's own role does.
    """

    cart_id: Uuid
    tender_id: Uuid
    tender_kind: Code
    amount: WireMoney
    reference: Text = ""
    gives_back: bool = False
    reason: Text = ""
    note: Text = ""
    approved_by: Code | None = None
    approval_id: Uuid | None = None


class TaskClosed(Wire):
    """What a person had to decide was decided."""

    task_id: Code
    note: Text = ""


class RemarkSum(Wire):
    """What was done by hand over a shift and is looked at: how often, and what it came to.

    ``kind`` is ``voided`` (every cart that was cancelled), ``line_removed``, ``tender_removed``, ``override``,
    ``discount``, ``bare_return`` or ``tender_abandoned``.
    """

    kind: Code
    count: Count
    amount: WireMoney
