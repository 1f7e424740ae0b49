"""The centre's tables, one shape on SQLite and PostgreSQL. The migrations make them; a test holds both together.

Amounts are whole minor units, quantities thousandths, moments microseconds UTC, ids and hashes text or bytes as the
wire has them.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text
from sqlalchemy.types import TypeEngine

metadata = MetaData()
_UNREAD = text("state IN ('later', 'quarantine')")
#: SQLite makes a rowid only of the very type INTEGER.
_NUMBER: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, key: bool = False, null: bool = False, unique: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null, unique=unique)


def _int(name: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(name, _NUMBER, primary_key=key, nullable=null, autoincrement=False)


def _blob(name: str, *, key: bool = False, null: bool = False, unique: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, primary_key=key, nullable=null, unique=unique)


#: One row: this centre. `incarnation` changes when it is said to have come back from a copy; `understands` is a
#: digest of what the program reads that last tried what is in quarantine; `badge_no` numbers the badge key, none for
#: the first.
centre = Table(
    "centre",
    metadata,
    _text("id", key=True),
    _text("incarnation"),
    _blob("seed"),
    _blob("public_key"),
    _blob("badge_key"),
    _int("badge_no", null=True),
    _int("made_at"),
    _text("understands", null=True),
)

#: `price_lag_minutes`: a sale at a price that was another for no longer than this is nobody's business. `codes` is
#: JSON: how terminals recognise the shop's own codes; none where it has none.
store = Table(
    "store",
    metadata,
    _text("code", key=True),
    _text("name"),
    _text("zone"),
    _text("currency"),
    _int("made_at"),
    _int("price_lag_minutes"),
    _text("phone"),
    _text("address"),
    _text("tax_id"),
    _text("name_en"),
    _text("codes", null=True),
)

#: Keys that sign codes, the highest number now; of the others the private half is gone.
code_key = Table(
    "code_key",
    metadata,
    _int("no", key=True),
    _blob("seed", null=True),
    _blob("public_key"),
    _int("made_at"),
    _int("ended_at", null=True),
)

#: `mark_*` is the last entry of the branch that came last: what the terminal may forget to send. `epoch` was given to
#: the machine that took the identity over last; from `tail_*` on an earlier machine's entries came in by hand. At
#: `told_at` it had told what its shop made before it had a centre.
terminal = Table(
    "terminal",
    metadata,
    _text("id", key=True),
    _text("store"),
    _int("register_no"),
    _blob("token_hash", unique=True),
    _blob("public_key"),
    _int("enrolled_at"),
    _int("revoked_at", null=True),
    _int("seen_at", null=True),
    _int("told_at", null=True),
    _int("mark_epoch", null=True),
    _int("mark_seq", null=True),
    _blob("mark_hash", null=True),
    _int("epoch", null=True),
    _int("tail_epoch", null=True),
    _int("tail_seq", null=True),
    Index("terminal_of_store", "store", "register_no"),
)

enrol_code = Table(
    "enrol_code",
    metadata,
    _blob("code_hash", key=True),
    _text("store"),
    _int("register_no"),
    _int("expires_at"),
    _int("used_at", null=True),
    _text("terminal_id", null=True),
    _text("replaces", null=True),
)

#: Requests with a code that were answered: none of them is answered twice.
enrol_nonce = Table("enrol_nonce", metadata, _blob("code_hash", key=True), _text("nonce", key=True))

#: Machines whose terminal another one took over: their tokens let nobody in, their keys still open what they saved.
former_machine = Table(
    "former_machine",
    metadata,
    _blob("token_hash", key=True),
    _text("terminal_id"),
    _blob("public_key"),
    _int("replaced_at"),
    Index("former_machine_of_terminal", "terminal_id"),
)

#: Tokens of the admin API; `store` narrows one to a store.
token = Table(
    "token",
    metadata,
    _blob("token_hash", key=True),
    _text("name"),
    _text("scopes"),
    _text("store", null=True),
    _int("made_at"),
    _int("revoked_at", null=True),
)

#: Every entry as it came, byte for byte. The hash is in the key: after a fork both branches are kept.
entry = Table(
    "entry",
    metadata,
    _text("terminal_id", key=True),
    _int("seq", key=True),
    _int("epoch", key=True),
    _blob("hash", key=True),
    _text("id"),
    _text("kind"),
    _int("schema_no"),
    _text("business_on"),
    _int("occurred_at"),
    _text("actor"),
    _text("shift_id", null=True),
    _text("body"),
    _blob("prev_hash"),
    _int("received_at"),
    _text("state"),
    Index("entry_by_id", "id"),
    Index("entry_of_day", "terminal_id", "business_on"),
    Index("entry_unread", "state", "kind", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
)

#: An effect happens once per id of a terminal, whatever comes again under it in another epoch. Another terminal's
#: entry of the same id is another fact.
effect = Table("effect", metadata, _text("id", key=True), _text("terminal_id", key=True), _text("kind"))

sale = Table(
    "sale",
    metadata,
    _text("id", key=True),
    _text("terminal_id", key=True),
    _text("store"),
    _text("number"),
    _text("business_on"),
    _int("completed_at"),
    _text("cashier"),
    _text("currency"),
    _int("sold_minor"),
    _int("returned_minor"),
    _int("rounding_minor"),
    _int("total_minor"),
    _int("tax_minor"),
    _text("member_id", null=True),
    Index("sale_of_day", "store", "business_on"),
    Index("sale_of_terminal", "terminal_id", "business_on"),
    Index("sale_by_number", "number"),
    Index("sale_of_member", "member_id", "completed_at"),
)

stock = Table("stock", metadata, _text("store", key=True), _text("sku", key=True), _int("on_hand"), _int("reserved"))

#: Two truths that met, and what became of it. `closed_through`: a counter's entry, or ``token:`` and its name.
conflict = Table(
    "conflict",
    metadata,
    _text("id", key=True),
    _text("store"),
    _text("terminal_id"),
    _text("kind"),
    _text("entry_id"),
    _text("subject"),
    _text("outcome"),
    _int("made_at"),
    _int("closed_at", null=True),
    _text("closed_by", null=True),
    _text("closed_through", null=True),
    _text("note", null=True),
    Index("conflict_open", "store", "closed_at"),
)

#: The last comparison of a terminal's business date: what it told, what was held, and in what they differ (words).
day_check = Table(
    "day_check",
    metadata,
    _text("terminal_id", key=True),
    _text("business_on", key=True),
    _int("checked_at"),
    _text("differs"),
    _text("told"),
    _text("held"),
)

#: The newest state of everything that terminals are told: one row a thing, so the feed never grows with history.
#: `scope` is a store's code, or empty for the whole chain.
change = Table(
    "change",
    metadata,
    _text("scope", key=True),
    _text("kind", key=True),
    _text("key", key=True),
    _int("number"),
    _int("version"),
    _int("deleted"),
    _text("body"),
    Index("change_in_order", "scope", "number", unique=True),
)

#: The last change number of a scope. Its row is locked from the taking of a number until the commit, so numbers
#: become visible in their order and no reader can pass one that is still to come. `commits` counts the transactions.
feed = Table("feed", metadata, _text("scope", key=True), _int("last"), _int("commits"))

#: A chance number of each of the last so many transactions of a scope, the newest in the place of the oldest: a
#: cursor names the one that it saw last. One that is not here was made before them all, or by a database of which
#: this one is an older copy.
feed_stamp = Table("feed_stamp", metadata, _text("scope", key=True), _int("slot", key=True), _int("stamp"))

#: One code means one product, over the whole chain. The product itself is its row of `change`.
product_code = Table("product_code", metadata, _text("code", key=True), _text("sku"), Index("code_of_sku", "sku"))

#: What lone shops brought along as they joined, and what became of it; `against`: what of the centre it meets.
proposal = Table(
    "proposal",
    metadata,
    _text("terminal_id", key=True),
    _text("kind", key=True),
    _text("key", key=True),
    _text("store"),
    _text("body"),
    _text("state"),
    _text("reason"),
    _text("against", null=True),
    _int("made_at"),
    _int("decided_at", null=True),
    _text("decided_by", null=True),
    Index("proposal_of_store", "store", "kind", "state", "key"),
)

#: What a product cost until some moment: who has not heard yet may still ask for it for a while.
former_price = Table(
    "former_price",
    metadata,
    _text("sku", key=True),
    _int("minor", key=True),
    _int("per_milli", key=True),
    _int("until_at"),
)

#: Badge keys of before, under which there are badges still.
former_badge_key = Table("former_badge_key", metadata, _int("no", key=True), _blob("key"))

#: `store` is where somebody works; empty for everywhere. `badge_no` is the number of the key that the badge is hashed
#: under; none where its hash came from elsewhere.
person = Table(
    "person",
    metadata,
    _text("id", key=True),
    _text("store"),
    _text("name"),
    _text("name_en"),
    _text("role"),
    _int("active"),
    _text("pin_hash", null=True),
    _blob("badge_hash", null=True, unique=True),
    _int("badge_no", null=True),
)

#: No name and no contact stands here, only what a stranger may read of them, keyed hashes to look up by, and
#: `sealed`, the name and the contacts as a counter took them, for the contact key. `consents` is JSON.
member = Table(
    "member", metadata, _text("id", key=True), _text("name"), _text("contact"),
    _blob("contact_hash", null=True, unique=True), _text("tier"), _int("points"), _int("active"),
    _text("merged_into", null=True), _blob("email_hash", null=True), _text("birthday", null=True),
    _text("consents", null=True), _blob("sealed", null=True), _text("sealed_context", null=True),
    _int("erased_at", null=True), Index("member_of_email", "email_hash"),
    Index("member_of_alias", "merged_into"),
)  # fmt: skip

campaign = Table(
    "campaign",
    metadata,
    _text("id", key=True),
    _text("code", unique=True),
    _int("starts_at"),
    _int("ends_at", null=True),
    _text("body"),
)

#: `state` is open, used, withdrawn or allotted: a terminal may print it on a receipt; `hold_*` is who has it for a
#: cart, and until when; `used_by` is the sale or `used_order` the online order that used it; `ends_at`: where it ends
#: before its campaign; `issued_by`: the sale whose receipt carries it.
coupon = Table(
    "coupon",
    metadata,
    _text("code", key=True),
    _text("campaign"),
    _text("member_id", null=True),
    _text("state"),
    _text("hold_id", null=True),
    _text("hold_terminal", null=True),
    _int("hold_until", null=True),
    _text("used_by", null=True),
    _text("used_order", null=True),
    _int("used_at", null=True),
    _int("ends_at", null=True),
    _text("terminal_id", null=True),
    _text("issued_by", null=True),
    Index("coupon_of_terminal", "terminal_id", "campaign", "state"),
    Index("coupon_of_issue", "issued_by"),
    Index("coupon_of_campaign", "campaign", "code"),
    Index("coupon_of_member", "member_id"),
    Index("coupon_of_hold", "hold_id"),
)

#: Shared coupons that counters have for their carts, and until when.
coupon_hold = Table(
    "coupon_hold", metadata, _text("id", key=True), _text("terminal_id", key=True), _text("code"), _text("campaign"),
    _text("member_id", null=True), _int("until_at"), Index("coupon_hold_of_campaign", "campaign", "until_at"),
)  # fmt: skip

#: Each use of a coupon by a sale, or by an online order: then `sale_id` is the order's, `terminal_id` empty, `basis`
#: ``online``. `outcome` is ``used``, or which conflict it was; `basis` and `amount_minor` are as the counter told
#: them; `restored_at`: all of the sale came back, and by the campaign's rule it counts no more.
coupon_use = Table(
    "coupon_use",
    metadata,
    _text("sale_id", key=True),
    _text("terminal_id", key=True),
    _text("code", key=True),
    _text("campaign"),
    _text("store"),
    _text("member_id", null=True),
    _int("used_at"),
    _text("outcome"),
    _text("basis", null=True),
    _int("amount_minor", null=True),
    _int("restored_at", null=True),
    Index("coupon_use_of_campaign", "campaign", "member_id"),
    Index("coupon_use_of_code", "code"),
)

#: `body` is the order as terminals are told it; `trial`: of the customer page, where nobody pays; `claim_*` is who
#: hands it over, and until when.
pickup_order = Table(
    "pickup_order",
    metadata,
    _text("id", key=True),
    _text("store"),
    _text("code", unique=True),
    _text("state"),
    _text("body"),
    _int("placed_at"),
    _int("trial"),
    _text("claim_id", null=True),
    _text("claim_terminal", null=True),
    _int("claim_until", null=True),
    _text("member_id", null=True),
    Index("order_of_claim", "claim_id"),
    Index("order_of_member", "member_id", "placed_at"),
    Index("order_of_store", "store", "state", "placed_at"),
)

#: How often somebody did something since a moment. `who` is an id, or the keyed hash of an address.
rate = Table("rate", metadata, _text("what", key=True), _text("who", key=True), _int("since"), _int("times"))

#: Who is signed in on the customer page: the hash of the session's id.
shop_session = Table("shop_session", metadata, _blob("id", key=True), _text("member_id"), _int("made_at"))

#: Links that signed somebody in, until they would have ended of themselves.
shop_link = Table("shop_link", metadata, _blob("id", key=True), _int("ends_at"))
