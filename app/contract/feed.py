"""The change feed: what the centre tells its terminals, item by item, put or deleted."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.contract.codes import CodeForms
from app.contract.journal import Mark
from app.contract.wire import Code, Count, Hash, Text, Uuid, Wire, added

#: Bytes of a page's items at most; one larger item travels alone.
MAX_PAGE = 128 * 1024


class FeedItem(Wire):
    """One thing as it is from here on.

    ``kind`` and ``key`` name it; ``body`` is JSON text, empty for one that is deleted. A kind that a terminal does
    not know it keeps aside. ``chain``: it concerns every store.
    """

    kind: Code
    key: Code
    version: Count
    deleted: bool
    chain: bool
    body: str


class FeedPage(Wire):
    """A page of the feed and where it ends.

    ``incarnation`` is of this reading from the beginning: another one means that the cursor was void (the centre's
    database is not the one that it was made of, or the terminal moved), and that what does not come again is gone.
    ``left`` is how many changes lie behind this page, for the progress of a first fill. ``mark`` is the last entry of
    the reading terminal that the page's stock levels include: what it moved behind that is its own to add, so nothing
    is counted twice. ``forked``: as in `Pushed`, what another machine of this terminal wrote came in, and is to be
    fetched first. ``badge_keys``, in hex and the newest first, are what badges are hashed under where the key of the
    enrolment is not the only one any more; they are kept where that one is. So is ``contact_key``, in hex, under
    which contacts are hashed.
    """

    incarnation: Uuid
    cursor: Code
    items: tuple[FeedItem, ...]
    more: bool
    left: Count
    mark: Mark | None = None
    forked: bool = False
    badge_keys: tuple[Hash, ...] = Field(default=(), max_length=4, repr=False, exclude_if=lambda value: value == ())
    contact_key: Hash | None = Field(default=None, repr=False, exclude_if=lambda value: value is None)


class ItemCode(Wire):
    """A barcode of a product: as it is looked up, how many it stands for (thousandths of the unit), as printed."""

    code: Code
    pack: Annotated[int, Field(gt=0, le=2**53 - 1)]
    printed: Code


class ItemPrice(Wire):
    """A price from a moment on, in microseconds UTC; minor units for a base quantity in thousandths."""

    starts_at: int
    ends_at: int | None
    minor: Count
    per_milli: Annotated[int, Field(gt=0, le=2**53 - 1)]


class ProductItem(Wire):
    """Kind ``product``, keyed by SKU: the product with its codes and prices, whole."""

    name: Code
    name_en: Code
    category: Code
    tax_class: Code
    unit: Code
    price_kind: Code
    style: Code | None
    options: Code
    tags: Code
    active: bool
    codes: tuple[ItemCode, ...]
    prices: tuple[ItemPrice, ...]


class KeyedProduct(Wire):
    """A product with its SKU, as the centre's catalogue goes in and out."""

    sku: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    product: ProductItem


class StockItem(Wire):
    """Kind ``stock``, keyed by SKU: a store's stock in thousandths, on hand and reserved apart."""

    on_hand: int
    reserved: int


class StaffItem(Wire):
    """Kind ``staff``, keyed by id. ``pin_hash`` is argon2id in its text form, ``badge_hash`` a keyed hash in hex."""

    name: Code
    name_en: Code
    role: Code
    active: bool
    pin_hash: Annotated[str, Field(max_length=400)] | None = Field(repr=False)
    badge_hash: Hash | None = Field(repr=False)


class StoreItem(Wire):
    """Kind ``store``, keyed by the store's code. What receipts say beside its name is empty where nobody told it.

    ``codes``: how its own codes are recognised; None where it has none.
    """

    name: Text
    zone: Code
    currency: Code
    phone: Text = added(default="")
    address: Text = added(default="")
    tax_id: Code = added(default="")
    name_en: Text = added(default="")
    codes: CodeForms | None = added(default=None)
