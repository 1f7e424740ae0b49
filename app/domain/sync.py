"""What the sync tells: a failure that lasted, a difference that a person must look at, an entry on its way."""

from __future__ import annotations

from app.domain.frozen import frozen

#: Seconds by which a clock may differ from the centre's without a word about it.
CLOCK_SLACK_S = 120


@frozen
class Trouble:
    """One failure, however often it came again before anything else did.

    Attributes:
        code: of the error.
        first_at, last_at: microseconds UTC.
    """

    code: str
    first_at: int
    last_at: int
    times: int = 1


@frozen
class LineMemory:
    """What came of the line to the centre, as it outlives the program.

    Attributes:
        contact_at: microseconds UTC of the centre's last answer; None for none ever.
        troubles: the last failures, newest first.
    """

    contact_at: int | None = None
    troubles: tuple[Trouble, ...] = ()


@frozen
class Unsent:
    """An entry that the centre does not hold yet, as a person reads it.

    Attributes:
        at: microseconds UTC.
        number: of the receipt, where it has one.
        amount: minor units of the shop's currency, None where no money is in it; of a refund negative.
        about: what else names it: a drawer's number, a name, a reason.
    """

    seq: int
    entry_id: str
    kind: str
    at: int
    actor: str
    number: str = ""
    amount: int | None = None
    about: str = ""


@frozen
class Conflict:
    """Two truths that met, as the centre tells them; open until somebody closes it there.

    Attributes:
        terminal_id: whose entry it is about.
        kind: what met.
        subject: what it is about: a SKU, a coupon's code, a day.
        outcome: what the centre did by default; the sale itself is never altered.
        made_at: microseconds UTC.
        number: of the receipt, where the entry is this terminal's own sale.
        amount: of that sale, in minor units.
    """

    conflict_id: str
    terminal_id: str
    kind: str
    subject: str
    outcome: str
    made_at: int
    number: str = ""
    amount: int | None = None


@frozen
class Brought:
    """What this shop made by itself, and its centre has not taken (yet): somebody there decides, or said no.

    Attributes:
        kind: ``product``, ``promotion`` or ``staff``.
        is_told: it is not on its way to the centre any more.
    """

    kind: str
    key: str
    name: str
    is_told: bool
