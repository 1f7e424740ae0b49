"""The terminal's tables. The migrations make them; a test holds these definitions against what they made.

State tables are written by `apply` alone, from journal entries: emptied and replayed they come out the same.
Amounts are whole minor units, quantities thousandths, moments microseconds UTC. `day_seq` is the trading day and the
entry's seq in one number (see `listing.day_seq`): the order in which sales are listed.
"""

from __future__ import annotations

from app.db.campaign_tables import CAMPAIGN_STATE
from app.db.link import LINK
from app.db.member_tables import MEMBER_FEED, MEMBER_STATE
from app.db.pickup_tables import PICKUP_STATE
from app.db.shape import Column, Index, Kind, Table, blob, index, key, made, text, whole

#: Every table of the terminal's own, by name.
ALL: dict[str, Table] = {}

_INTEGER = Kind.INTEGER


def _table(name: str, *parts: Column | Index, rowid: bool = True) -> Table:
    found = ALL[name] = made(name, *parts, rowid=rowid)
    return found


journal = _table(
    "journal",
    key("seq", _INTEGER),
    whole("epoch"),
    text("id", unique=True),
    text("kind"),
    whole("schema"),
    text("business_on"),
    whole("occurred_at"),
    text("actor"),
    text("shift_id", null=True),
    text("body"),
    blob("prev_hash"),
    blob("hash"),
)

terminal = _table("terminal", key("name"), text("value"))

numbering = _table("numbering", key("epoch", _INTEGER), whole("last_receipt"), whole("last_shift"), whole("last_z"))

shift = _table(
    "shift",
    key("id"),
    whole("number"),
    whole("epoch"),
    text("business_on"),
    whole("opened_at"),
    text("opened_by"),
    whole("float_minor"),
    whole("first_seq"),
    whole("closed_at", null=True),
    text("closed_by", null=True),
    whole("counted_minor", null=True),
    whole("expected_minor", null=True),
    whole("z_number", null=True),
    whole("last_seq", null=True),
    index("shift_open", "closed_at"),
    index("shift_in_order", "first_seq"),
)

sale = _table(
    "sale",
    key("id"),
    text("number", unique=True),
    whole("seq"),
    text("shift_id"),
    text("business_on"),
    whole("completed_at"),
    text("cashier"),
    whole("sold_minor"),
    whole("returned_minor"),
    whole("rounding_minor"),
    whole("total_minor"),
    whole("tax_minor"),
    whole("is_refund"),
    text("member_id", null=True),
    text("kind"),
    whole("day_seq"),
    index("sale_of_shift", "shift_id"),
    index("sale_by_day", "day_seq"),
    index("sale_by_total", "total_minor", "day_seq"),
    index("sale_by_cashier", "cashier", "day_seq"),
    index("sale_by_kind", "kind", "day_seq"),  # of refunds and exchanges only, see its migration
    rowid=False,
)

sale_line = _table(
    "sale_line",
    key("sale_id"),
    key("line", _INTEGER),
    text("sku"),
    text("name"),
    text("unit"),
    whole("quantity_milli"),
    text("tax_class"),
    whole("rate_ppm"),
    whole("paid_minor"),
    whole("tax_minor"),
    whole("returned_milli"),
    whole("refunded_minor"),
    whole("refunded_tax_minor"),
    whole("day_seq"),
    # It costs a sale of ten lines a third of a millisecond; without it the list of sales would look for goods in
    # 60,000 sales for a second, and longer with each year.
    index("sale_line_of_sku", "sku", "day_seq"),
    rowid=False,
)

sale_return = _table(
    "sale_return",
    key("sale_id"),
    key("line", _INTEGER),
    text("sku"),
    whole("quantity_milli"),
    text("origin_sale_id", null=True),
    whole("origin_line", null=True),
    text("tax_class"),
    whole("rate_ppm"),
    whole("refund_minor"),
    whole("tax_minor"),
    whole("day_seq"),
    index("sale_return_of_sku", "sku", "day_seq"),
    index("sale_return_of_origin", "origin_sale_id"),
    rowid=False,
)

tender = _table(
    "tender",
    key("id"),
    text("cart_id"),
    text("sale_id", null=True),
    text("kind"),
    whole("amount_minor"),
    whole("tendered_minor"),
    text("body"),
    whole("day_seq", null=True),
    index("tender_of_sale", "sale_id"),
    index("tender_of_kind", "kind", "day_seq"),
    rowid=False,
)

tender_correction = _table(
    "tender_correction",
    key("id"),
    text("sale_id"),
    text("tender_id"),
    whole("at"),
    text("actor"),
    text("old_kind"),
    text("new_kind"),
    text("old_reference"),
    text("new_reference"),
    text("reason"),
    text("approved_by", null=True),
    index("tender_correction_of_sale", "sale_id"),
    rowid=False,
)

#: What a provider was asked for and has not answered, as far as the journal tells. One of a tender at most.
tender_request = _table(
    "tender_request", key("tender_id"), text("cart_id"), text("kind"), whole("amount_minor"), text("reference"),
    whole("gives_back"), text("reason"), rowid=False,
)  # fmt: skip

stock = _table(
    "stock",
    key("sku"),
    whole("moved_milli"),
    whole("times_sold"),
    index("stock_by_times_sold", "times_sold"),
    rowid=False,
)

parked_cart = _table(
    "parked_cart", key("cart_id"), text("label"), text("cart"), whole("parked_at"), text("parked_by"), rowid=False
)

voided_cart = _table(
    "voided_cart",
    key("id"),
    text("business_on"),
    whole("voided_at"),
    text("cashier"),
    whole("lines"),
    whole("listed_minor"),
    text("reason"),
    whole("day_seq"),
    whole("after_tender"),
    index("voided_cart_by_day", "day_seq"),
    rowid=False,
)

#: What a person must decide. One open task of a kind for a subject; `times` counts how often it came up.
task = _table(
    "task",
    key("id"),
    text("kind"),
    text("subject"),
    text("name"),
    text("sku"),
    text("sale_id"),
    whole("times"),
    whole("made_at"),
    whole("last_at"),
    whole("closed_at", null=True),
    text("closed_by", null=True),
    text("note"),
    whole("amount_minor", null=True),
    index("task_open", "closed_at", "kind", "subject"),
    rowid=False,
)

#: Conflicts of the centre that somebody here decided: they leave the list before the centre has heard of it.
decided_conflict = _table(
    "decided_conflict", key("id"), whole("decided_at"), text("decided_by"), text("note"), rowid=False
)

#: A paper that is wanted, by the entry which wants it: its seq and id. That of a sale's first paper is the sale's.
print_job = _table(
    "print_job",
    key("seq", _INTEGER),
    text("id"),
    text("document"),
    text("subject_id"),
    whole("made_at"),
    index("print_job_again", "subject_id"),  # of all but first papers, see its migration
)

#: Wrong PINs, and badges that nobody has (no staff id), since the last right one: what signing in slows down by.
staff_refusal = _table("staff_refusal", key("seq", _INTEGER), text("staff_id", null=True), whole("at"))

approval = _table(
    "approval",
    key("id"),
    text("act"),
    text("subject_id"),
    whole("line", null=True),
    text("measure"),
    whole("value", null=True),
    whole("per_milli", null=True),
    whole("up_to", null=True),
    text("approved_by"),
    text("used_by", null=True),
    text("goods"),
    index("approval_of_subject", "subject_id"),
    rowid=False,
)

#: Carts of which money was given back: cancelling one of them is cancelling after payment.
given_back = _table("given_back", key("cart_id"), rowid=False)

#: Where in the journal entries of another business date begin: a day's entries are found by it.
journal_run = _table(
    "journal_run", key("first_seq", _INTEGER), text("business_on"), index("journal_run_of_day", "business_on")
)

#: Everything that a replay of the journal makes anew.
STATE = (
    journal_run,
    terminal,
    numbering,
    shift,
    sale,
    sale_line,
    sale_return,
    tender,
    tender_request,
    stock,
    parked_cart,
    print_job,
    tender_correction,
    voided_cart,
    task,
    decided_conflict,
    staff_refusal,
    approval,
    given_back,
    *MEMBER_STATE,
    *PICKUP_STATE,
    *CAMPAIGN_STATE,
)

#: What became of each print job, which no entry tells: a paper is no fact. Jobs behind the last one here are new.
print_state = _table(
    "print_state",
    key("seq", _INTEGER),
    text("state"),
    whole("attempts"),
    text("error", null=True),
    whole("since"),
    whole("due_at"),
    whole("printed_at", null=True),
    whole("copies"),
    index("print_state_by_state", "state", "seq"),
)

autosave = _table("autosave", key("slot", _INTEGER), text("cart_id"), text("cart"), whole("saved_at"))

mark = _table("mark", key("name"), whole("epoch"), whole("seq"), blob("hash"))

journal_archive = _table(
    "journal_archive", key("first_seq", _INTEGER), whole("last_seq"), blob("head"), text("file"), blob("digest")
)

#: Ids of archived entries: an id once given is never taken again.
archived_id = _table("archived_id", key("id"), rowid=False)

product = _table(
    "product",
    key("sku"),
    text("name"),
    text("name_en"),
    text("category"),
    text("tax_class"),
    text("unit"),
    text("price_kind"),
    text("style", null=True),
    text("options"),
    text("tags"),
    whole("active"),
    index("product_by_category", "category", "sku"),
    index("product_by_style", "style"),  # of those that have one, see its migration
    rowid=False,
)

#: The shelves that stand alone, by the first part of a product's category, in the order in which they came.
category = _table("category", key("path"), text("name_en"), whole("place"), rowid=False)

product_code = _table(
    "product_code",
    key("code"),
    text("sku"),
    whole("pack"),
    text("printed"),
    index("product_code_of_sku", "sku"),
    rowid=False,
)

price = _table(
    "price", key("sku"), key("starts_at", _INTEGER), whole("ends_at", null=True), whole("minor"), whole("per_milli"),
    rowid=False,
)  # fmt: skip

promotion = _table("promotion", key("id"), text("body"), rowid=False)

#: The people, as the catalogue's rows are: no name, PIN or badge is in the journal.
staff = _table(
    "staff",
    key("id"),
    text("name"),
    text("name_en"),
    text("role"),
    whole("active"),
    text("pin_hash", null=True),
    blob("badge_hash", null=True, unique=True),
    rowid=False,
)


ALL.update({one.name: one for one in (*LINK, *MEMBER_STATE, *MEMBER_FEED, *PICKUP_STATE, *CAMPAIGN_STATE)})


def insert_sql(table: Table) -> str:
    """The prepared INSERT of a whole row, columns in the table's order."""
    return table.insert_sql()
