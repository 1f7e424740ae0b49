"""The terminal's tables. The migrations make them; a test holds these definitions against what they made.

State tables are written by `apply` alone, from journal entries: emptied and replayed they come out the same.
Amounts are whole minor units, quantities thousandths, moments microseconds UTC. `day_seq` is the trading day and the
entry's seq in one number (see `order.day_seq`): the order in which sales are listed.
"""

from __future__ import annotations

from app.db.shape import Column, Index, Kind, Table

#: Every table of the terminal's own, by name.
ALL: dict[str, Table] = {}

_INTEGER = Kind.INTEGER


def _table(name: str, *parts: Column | Index, rowid: bool = True) -> Table:
    columns = tuple(part for part in parts if isinstance(part, Column))
    indexes = tuple(part for part in parts if isinstance(part, Index))
    made = ALL[name] = Table(name, columns, indexes, rowid)
    return made


def _key(name: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(name, kind, primary_key=True)


def _text(name: str, *, null: bool = False, unique: bool = False) -> Column:
    return Column(name, Kind.TEXT, nullable=null, unique=unique)


def _int(name: str, *, null: bool = False) -> Column:
    return Column(name, _INTEGER, nullable=null)


def _blob(name: str, *, null: bool = False, unique: bool = False) -> Column:
    return Column(name, Kind.BLOB, nullable=null, unique=unique)


def _index(name: str, *columns: str) -> Index:
    return Index(name, columns)


journal = _table(
    "journal",
    _key("seq", _INTEGER),
    _int("epoch"),
    _text("id", unique=True),
    _text("kind"),
    _int("schema"),
    _text("business_on"),
    _int("occurred_at"),
    _text("actor"),
    _text("shift_id", null=True),
    _text("body"),
    _blob("prev_hash"),
    _blob("hash"),
)

terminal = _table("terminal", _key("name"), _text("value"))

numbering = _table("numbering", _key("epoch", _INTEGER), _int("last_receipt"), _int("last_shift"), _int("last_z"))

shift = _table(
    "shift",
    _key("id"),
    _int("number"),
    _int("epoch"),
    _text("business_on"),
    _int("opened_at"),
    _text("opened_by"),
    _int("float_minor"),
    _int("first_seq"),
    _int("closed_at", null=True),
    _text("closed_by", null=True),
    _int("counted_minor", null=True),
    _int("expected_minor", null=True),
    _int("z_number", null=True),
    _int("last_seq", null=True),
    _index("shift_open", "closed_at"),
    _index("shift_in_order", "first_seq"),
)

sale = _table(
    "sale",
    _key("id"),
    _text("number", unique=True),
    _int("seq"),
    _text("shift_id"),
    _text("business_on"),
    _int("completed_at"),
    _text("cashier"),
    _int("sold_minor"),
    _int("returned_minor"),
    _int("rounding_minor"),
    _int("total_minor"),
    _int("tax_minor"),
    _int("is_refund"),
    _text("member_id", null=True),
    _text("kind"),
    _int("day_seq"),
    _index("sale_of_shift", "shift_id"),
    _index("sale_by_day", "day_seq"),
    _index("sale_by_total", "total_minor", "day_seq"),
    _index("sale_by_cashier", "cashier", "day_seq"),
    _index("sale_by_kind", "kind", "day_seq"),  # of refunds and exchanges only, see its migration
    rowid=False,
)

sale_line = _table(
    "sale_line",
    _key("sale_id"),
    _key("line", _INTEGER),
    _text("sku"),
    _text("name"),
    _text("unit"),
    _int("quantity_milli"),
    _text("tax_class"),
    _int("rate_ppm"),
    _int("paid_minor"),
    _int("tax_minor"),
    _int("returned_milli"),
    _int("refunded_minor"),
    _int("refunded_tax_minor"),
    _int("day_seq"),
    # It costs a sale of ten lines a third of a millisecond; without it the list of sales would look for goods in
    # 60,000 sales for a second, and longer with each year.
    _index("sale_line_of_sku", "sku", "day_seq"),
    rowid=False,
)

sale_return = _table(
    "sale_return",
    _key("sale_id"),
    _key("line", _INTEGER),
    _text("sku"),
    _int("quantity_milli"),
    _text("origin_sale_id", null=True),
    _int("origin_line", null=True),
    _text("tax_class"),
    _int("rate_ppm"),
    _int("refund_minor"),
    _int("tax_minor"),
    _int("day_seq"),
    _index("sale_return_of_sku", "sku", "day_seq"),
    _index("sale_return_of_origin", "origin_sale_id"),
    rowid=False,
)

tender = _table(
    "tender",
    _key("id"),
    _text("cart_id"),
    _text("sale_id", null=True),
    _text("kind"),
    _int("amount_minor"),
    _int("tendered_minor"),
    _text("body"),
    _int("day_seq", null=True),
    _index("tender_of_sale", "sale_id"),
    _index("tender_of_kind", "kind", "day_seq"),
    rowid=False,
)

tender_correction = _table(
    "tender_correction",
    _key("id"),
    _text("sale_id"),
    _text("tender_id"),
    _int("at"),
    _text("actor"),
    _text("old_kind"),
    _text("new_kind"),
    _text("old_reference"),
    _text("new_reference"),
    _text("reason"),
    _text("approved_by", null=True),
    _index("tender_correction_of_sale", "sale_id"),
    rowid=False,
)

#: What a provider was asked for and has not answered, as far as the journal tells. One of a tender at most.
tender_request = _table(
    "tender_request", _key("tender_id"), _text("cart_id"), _text("kind"), _int("amount_minor"), _text("reference"),
    _int("gives_back"), _text("reason"), rowid=False,
)  # fmt: skip

stock = _table(
    "stock",
    _key("sku"),
    _int("moved_milli"),
    _int("times_sold"),
    _index("stock_by_times_sold", "times_sold"),
    rowid=False,
)

parked_cart = _table(
    "parked_cart", _key("cart_id"), _text("label"), _text("cart"), _int("parked_at"), _text("parked_by"), rowid=False
)

voided_cart = _table(
    "voided_cart",
    _key("id"),
    _text("business_on"),
    _int("voided_at"),
    _text("cashier"),
    _int("lines"),
    _int("listed_minor"),
    _text("reason"),
    _int("day_seq"),
    _int("after_tender"),
    _index("voided_cart_by_day", "day_seq"),
    rowid=False,
)

#: What a person must decide. One open task of a kind for a subject; `times` counts how often it came up.
task = _table(
    "task",
    _key("id"),
    _text("kind"),
    _text("subject"),
    _text("name"),
    _text("sku"),
    _text("sale_id"),
    _int("times"),
    _int("made_at"),
    _int("last_at"),
    _int("closed_at", null=True),
    _text("closed_by", null=True),
    _text("note"),
    _index("task_open", "closed_at", "kind", "subject"),
    rowid=False,
)

#: A paper that is wanted, by the entry which wants it: its seq and id. That of a sale's first paper is the sale's.
print_job = _table(
    "print_job",
    _key("seq", _INTEGER),
    _text("id"),
    _text("document"),
    _text("subject_id"),
    _int("made_at"),
    _index("print_job_again", "subject_id"),  # of all but first papers, see its migration
)

#: Wrong PINs, and badges that nobody has (no staff id), since the last right one: what signing in slows down by.
staff_refusal = _table("staff_refusal", _key("seq", _INTEGER), _text("staff_id", null=True), _int("at"))

approval = _table(
    "approval",
    _key("id"),
    _text("act"),
    _text("subject_id"),
    _int("line", null=True),
    _text("measure"),
    _int("value", null=True),
    _int("per_milli", null=True),
    _int("up_to", null=True),
    _text("approved_by"),
    _text("used_by", null=True),
    _text("goods"),
    _index("approval_of_subject", "subject_id"),
    rowid=False,
)

#: Carts of which money was given back: cancelling one of them is cancelling after payment.
given_back = _table("given_back", _key("cart_id"), rowid=False)

#: Where in the journal entries of another business date begin: a day's entries are found by it.
journal_run = _table(
    "journal_run", _key("first_seq", _INTEGER), _text("business_on"), _index("journal_run_of_day", "business_on")
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
    staff_refusal,
    approval,
    given_back,
)

#: What became of each print job, which no entry tells: a paper is no fact. Jobs behind the last one here are new.
print_state = _table(
    "print_state",
    _key("seq", _INTEGER),
    _text("state"),
    _int("attempts"),
    _text("error", null=True),
    _int("since"),
    _int("due_at"),
    _int("printed_at", null=True),
    _int("copies"),
    _index("print_state_by_state", "state", "seq"),
)

autosave = _table("autosave", _key("slot", _INTEGER), _text("cart_id"), _text("cart"), _int("saved_at"))

mark = _table("mark", _key("name"), _int("epoch"), _int("seq"), _blob("hash"))

journal_archive = _table(
    "journal_archive", _key("first_seq", _INTEGER), _int("last_seq"), _blob("head"), _text("file"), _blob("digest")
)

#: Ids of archived entries: an id once given is never taken again.
archived_id = _table("archived_id", _key("id"), rowid=False)

product = _table(
    "product",
    _key("sku"),
    _text("name"),
    _text("name_en"),
    _text("category"),
    _text("tax_class"),
    _text("unit"),
    _text("price_kind"),
    _text("style", null=True),
    _text("options"),
    _text("tags"),
    _int("active"),
    _index("product_by_category", "category", "sku"),
    _index("product_by_style", "style"),  # of those that have one, see its migration
    rowid=False,
)

#: The shelves that stand alone, by the first part of a product's category, in the order in which they came.
category = _table("category", _key("path"), _text("name_en"), _int("place"), rowid=False)

product_code = _table(
    "product_code",
    _key("code"),
    _text("sku"),
    _int("pack"),
    _text("printed"),
    _index("product_code_of_sku", "sku"),
    rowid=False,
)

price = _table(
    "price", _key("sku"), _key("starts_at", _INTEGER), _int("ends_at", null=True), _int("minor"), _int("per_milli"),
    rowid=False,
)  # fmt: skip

promotion = _table("promotion", _key("id"), _text("body"), rowid=False)

#: The people, as the catalogue's rows are: no name, PIN or badge is in the journal.
staff = _table(
    "staff",
    _key("id"),
    _text("name"),
    _text("name_en"),
    _text("role"),
    _int("active"),
    _text("pin_hash", null=True),
    _blob("badge_hash", null=True, unique=True),
    rowid=False,
)


#: Where this terminal stands in the feed of its centre. One row once it is enrolled. `round` counts the times that
#: the feed was read from its beginning; `sweeping`: what did not come again in this round is still to be taken out.
centre = _table(
    "centre",
    _key("slot", _INTEGER),
    _text("centre_id"),
    _text("incarnation", null=True),
    _text("cursor", null=True),
    _int("round"),
    _int("sweeping"),
    _int("remaining"),
    _int("whole"),
    _text("store", null=True),
)

#: What the feed brought, and in which round it came last: what others made, no sweep ever touches.
feed_item = _table("feed_item", _key("kind"), _key("key"), _int("version"), _int("round"), rowid=False)

#: What this version does not understand, or not all of: whole, until one comes that does.
feed_kept = _table(
    "feed_kept", _key("kind"), _key("key"), _int("version"), _int("chain"), _text("body"), _text("form"), rowid=False
)

#: The centre's level of a SKU less what of it this terminal moved: with all its own movements it is what is there.
stock_level = _table("stock_level", _key("sku"), _int("base_milli"), _int("reserved_milli"), rowid=False)

#: What came of comparing a business date with the centre: up to which entry, in what the sides differ (words), what
#: either held. `closed`: a person at the centre has looked at this very difference.
day_check = _table(
    "day_check",
    _key("business_on"),
    _int("last_seq"),
    _int("checked_at"),
    _text("differs"),
    _text("ours"),
    _text("theirs"),
    _int("closed"),
    _index("day_check_open", "closed", "differs"),
    rowid=False,
)

#: What this shop made by itself before it had a centre, and is still to tell it, behind a key.
proposal = _table("proposal", _key("kind"), _text("after_key"), rowid=False)

feed_due = _table("feed_due", _key("sku"), rowid=False)  # products that the search index has still to hear of


def insert_sql(table: Table) -> str:
    """The prepared INSERT of a whole row, columns in the table's order."""
    return table.insert_sql()
