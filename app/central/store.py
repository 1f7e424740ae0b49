"""Stores: where terminals stand."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, select, update

from app.central.body import body_of, read_body
from app.central.database import reading
from app.central.door import SMALL, Here, StoreKey, Wrote, may
from app.central.enrol import Admin
from app.central.setup import PRICE_LAG, put_store, tell_store
from app.central.tables import store
from app.contract.codes import CodeForms
from app.contract.wire import Code, Count, Text, Wire, read_wire
from app.domain.codes.settings import EmbeddedCode, Letters, Measure, PlainCode, PlainKind
from app.domain.errors import UserError
from app.domain.money import currency
from app.domain.shop import MAX_ADDRESS, MAX_NAME_EN, MAX_PHONE, check_contact, check_name_en

#: What receipts say of a store, and what a form that leaves it out leaves as it is.
_CONTACT = ("phone", "address", "tax_id", "name_en")
_STAYING = ("price_lag_minutes", *_CONTACT)

admin = APIRouter(prefix="/stores", tags=["admin"])


class StoreForm(Wire):
    """A store; its currency is for ever.

    A sale at a price that became another more than ``price_lag_minutes`` before opens a conflict. ``phone``,
    ``address`` and ``tax_id`` are for the head of its receipts; ``name_en`` is its name where English is spoken. What
    of these is left out stays as it is.
    """

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    zone: Annotated[str, Field(min_length=1, max_length=100)] = "Asia/Taipei"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "TWD"
    price_lag_minutes: Annotated[int, Field(ge=0, le=527_040)] = PRICE_LAG
    phone: Annotated[str, Field(max_length=MAX_PHONE)] = ""
    address: Annotated[str, Field(max_length=MAX_ADDRESS)] = ""
    tax_id: Annotated[str, Field(max_length=MAX_PHONE)] = ""
    name_en: Annotated[str, Field(max_length=MAX_NAME_EN)] = ""


class StoreRow(Wire):
    """A store with its code."""

    code: Code
    name: Text
    zone: Code
    currency: Code
    price_lag_minutes: Count
    phone: Text
    address: Text
    tax_id: Code
    name_en: Text


class Stores(Wire):
    """All of them."""

    stores: tuple[StoreRow, ...]


def make_store(connection: Connection, code: str, form: StoreForm, at: int) -> int:
    """Make a store or change it; how many were other than before.

    Raises:
        UserError: ``shop.unknown_zone``, ``money.unknown_currency``, ``store.other_currency``; as `check_contact`,
            `check_name_en`.
    """
    try:
        ZoneInfo(form.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError("shop.unknown_zone", zone=form.zone) from None
    currency(form.currency)
    known = connection.execute(select(store).where(store.c.code == code).with_for_update()).one_or_none()
    if known is not None and known.currency != form.currency:
        raise UserError("store.other_currency", found=known.currency)
    if known is not None:
        form = form.model_copy(
            update={one: getattr(known, one) for one in _STAYING if one not in form.model_fields_set}
        )
    check_contact(form.zone, form.phone, form.address, form.tax_id)
    check_name_en(form.name_en)
    told = form.model_dump(exclude={"currency"})
    if known is not None and told == {name: getattr(known, name) for name in told}:
        return 0
    contact = {name: told[name] for name in _CONTACT}
    put_store(connection, code, form.name, form.zone, form.currency, at, form.price_lag_minutes, contact)
    return 1


def put_codes(connection: Connection, code: str, forms: CodeForms) -> int:
    """Say how a store's own codes are recognised; how many stores that changed. No forms at all is none.

    Raises:
        UserError: ``store.unknown``, ``code.bad_form`` (form).
    """
    _check_forms(forms)
    row = connection.execute(select(store.c.codes).where(store.c.code == code).with_for_update()).one_or_none()
    if row is None:
        raise UserError("store.unknown", store=code)
    told = forms.model_dump_json() if forms.plain or forms.embedded else None
    if row.codes == told:
        return 0
    connection.execute(update(store).where(store.c.code == code).values(codes=told))
    tell_store(connection, code)
    return 1


def _check_forms(forms: CodeForms) -> None:
    for one in forms.plain:
        try:
            PlainCode(PlainKind(one.kind), one.prefix, one.least, one.most, Letters(one.letters))
        except ValueError:
            raise UserError("code.bad_form", form=f"{one.kind}: {one.letters}"[:80]) from None
    for other in forms.embedded:
        try:
            EmbeddedCode(other.form, Measure(other.measure), other.step)
        except ValueError:
            raise UserError("code.bad_form", form=f"{other.form}: {other.measure}"[:80]) from None


def codes_of(connection: Connection, code: str) -> CodeForms:
    """How a store's own codes are recognised.

    Raises:
        UserError: ``store.unknown``.
    """
    row = connection.execute(select(store.c.codes).where(store.c.code == code)).one_or_none()
    if row is None:
        raise UserError("store.unknown", store=code)
    return CodeForms() if row.codes is None else read_wire(CodeForms, row.codes)


def store_row(connection: Connection, code: str) -> StoreRow:
    """A store.

    Raises:
        UserError: ``store.unknown``.
    """
    columns = [store.c[name] for name in StoreRow.model_fields]
    found = connection.execute(select(*columns).where(store.c.code == code)).mappings().one_or_none()
    if found is None:
        raise UserError("store.unknown", store=code)
    return StoreRow(**found)


def names(connection: Connection) -> dict[str, str]:
    """The stores' names by their codes."""
    return {row.code: row.name for row in connection.execute(select(store.c.code, store.c.name))}


def check_store(connection: Connection, code: str) -> str:
    """Refuse a store that is not there; its currency.

    Raises:
        UserError: ``store.unknown``.
    """
    return store_row(connection, code).currency


@admin.get("")
def list_stores(place: Here, who: Annotated[Admin, may("store", read=True)]) -> Stores:
    """Tell which stores there are."""
    query = select(*(store.c[name] for name in StoreRow.model_fields)).order_by(store.c.code)
    if who.store is not None:
        query = query.where(store.c.code == who.store)
    with reading(place.engine) as connection:
        return Stores(stores=tuple(StoreRow(**row) for row in connection.execute(query).mappings()))


@admin.put("/{code}", openapi_extra=body_of(StoreForm))
async def put_one(request: Request, place: Here, code: StoreKey, who: Annotated[Admin, may("store")]) -> Wrote:
    """Make a store, or change its name and zone."""
    who.in_store(code)
    form = await read_body(request, StoreForm, SMALL)
    job = run_in_threadpool(place.write, lambda connection: make_store(connection, code, form, place.clock()))
    return Wrote(changed=await job)


@admin.get("/{code}/codes")
def get_codes(place: Here, code: StoreKey, who: Annotated[Admin, may("store", read=True)]) -> CodeForms:
    """Tell how the store's terminals recognise its own codes."""
    who.in_store(code)
    with reading(place.engine) as connection:
        return codes_of(connection, code)


@admin.put("/{code}/codes", openapi_extra=body_of(CodeForms))
async def put_codes_of(request: Request, place: Here, code: StoreKey, who: Annotated[Admin, may("store")]) -> Wrote:
    """Say how the store's terminals recognise its own codes: pickup codes, members, coupons, badges, scales."""
    who.in_store(code)
    forms = await read_body(request, CodeForms, SMALL)
    job = run_in_threadpool(place.write, lambda connection: put_codes(connection, code, forms))
    return Wrote(changed=await job)
