"""The drawer's count as text: kept while it goes on, so that neither a lock nor a crash loses ten minutes of it."""

from __future__ import annotations

from app.contract.wire import Code, Count, Text, Uuid, Whole, Wire


class WireFace(Wire):
    """How many notes or coins of a face value in minor units."""

    face: Count
    count: Count


class WireSlips(Wire):
    """How many papers of a kind of tender."""

    kind: Code
    count: Count


class WireSent(Wire):
    """A count that was sent in: nobody changes it any more."""

    total: Count
    counts: tuple[WireFace, ...]
    slips: tuple[WireSlips, ...]
    at: Whole
    by: Code
    approval_id: Uuid | None = None


class WireCount(Wire):
    """A count under way; ``total`` is what was typed where the currency is counted as one sum.

    ``opens`` tells the float of a shift that is not there yet from the drawer of one that ends.
    """

    shift_id: Uuid
    opens: bool
    counts: tuple[WireFace, ...]
    slips: tuple[WireSlips, ...]
    total: Count | None = None
    sent: WireSent | None = None
    earlier: tuple[WireSent, ...] = ()
    reason: Code = ""
    note: Text = ""
    print_report: bool = True
    keep_float: bool = True
