"""The addresses of the customer page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy import Connection, select

from app.central.database import reading
from app.central.order import set_state
from app.central.points import kept_of
from app.central.setup import mint
from app.central.shop import member
from app.central.shop.coupon import Typed, choices, choose, priced_basket
from app.central.shop.order import Wanted, free, offers, order_of, place
from app.central.shop.page import FILES, HEADERS, Front, onward, session_of
from app.central.shop.price import PricedBasket
from app.central.shop.session import Session
from app.central.shop.show import basket_lines, order_view, rush_of, tiles
from app.central.shop.sign import Link, make_link, read_link, sign_in, sign_out, use_link
from app.central.shop.sorry import Polite, said_of, with_patience
from app.central.shop.trial import JOINS, ORDERS, check_open, count_visit, forgotten
from app.central.shop.visit import Form, Here, Visit, finished, words_of
from app.central.tables import store
from app.contract.order import OrderItem
from app.domain.errors import UserError

#: Goods on one page of the catalogue.
_PER_PAGE = 24
Word = Annotated[str, Query(max_length=100)]
PageNo = Annotated[int, Query(ge=1, le=100_000)]
router = APIRouter(prefix="/shop", route_class=Polite, include_in_schema=False)


@router.get("")
def stores(request: Request) -> Response:
    """Tell the stores; where there is one only, it is the one."""
    front: Front = request.app.state.shop
    with reading(request.app.state.place.engine) as connection:
        columns = (store.c.code, store.c.name, store.c.name_en)
        rows = connection.execute(select(*columns).order_by(store.c.code).limit(500)).all()
    if len(rows) == 1:
        return onward(f"/shop/{rows[0].code}")
    session = session_of(request, front.keys()[0])
    words = words_of(request, session, None)
    return finished(request, front, session, words, "stores.html", {"stores": rows}, 200)


@router.get("/-/{name}")
def static_file(request: Request, name: str) -> Response:
    """The page's style and script, for as long as their address stays."""
    front: Front = request.app.state.shop
    if name not in FILES:
        raise UserError("request.unknown_path")
    lasts = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(front.files[name], 200, {**HEADERS, **lasts, "Content-Type": FILES[name]})


@router.get("/{store}")
def goods(visit: Here, c: Word = "", q: Word = "", p: PageNo = 1) -> Response:
    """The catalogue at a store."""
    with visit.read() as connection:
        shelf = visit.shelf(connection)
        found = shelf.find(c, q)
        pages = max(1, -(-len(found) // _PER_PAGE))
        shown = found[(min(p, pages) - 1) * _PER_PAGE :][:_PER_PAGE]
        left = free(connection, visit.code, [one.sku for one in shown])
    given = {
        "tiles": tiles(visit, shelf, shown, left), "tops": [(top, _shelf_name(visit, top)) for top in shelf.tops],
        "top": c, "text": q, "count": len(found), "page": min(p, pages), "pages": pages,
    }  # fmt: skip
    return visit.page("goods.html", given)


def _shelf_name(visit: Visit, top: str) -> str:
    return visit.front.english.get(top, top) if visit.words.lang == "en" else top


@router.get("/{store}/basket")
def basket(visit: Here) -> Response:
    """The basket, and how it becomes an order."""
    return _basket(visit, {}, "", 200)


@router.post("/{store}/basket")
def change_basket(visit: Here, form: Form) -> Response:
    """Put something in the basket, or change how many of it."""
    visit.check(form)
    sku, there = form.get("sku", ""), visit.basket.get(form.get("sku", ""), 0)
    count = there + 1 if "add" in form else _number(form.get("count", ""))
    with visit.read() as connection:
        known = sku in visit.shelf(connection).goods
    if known or sku in visit.basket:
        visit.session = visit.session.with_count(visit.code, sku, count if known else 0)
    back = form.get("back", "")
    is_ours = back == visit.path() or back.startswith((visit.path() + "?", visit.path("basket")))
    return visit.go(back if is_ours else visit.path("basket"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def _basket(visit: Visit, said: dict[str, str], sorry: str, status: int, typed: Typed | None = None) -> Response:
    mine = visit.session.coupon_at(visit.code)
    with visit.read() as connection:
        priced, chosen = priced_basket(visit, connection, mine)
        left = free(connection, visit.code, [line.goods.sku for line in priced.lines])
        offered = choices(visit, connection, mine) if priced.lines else []
    zone, rush = visit.till.zone, rush_of(visit)
    given = {
        "chosen": chosen, "offered": offered, "typed": typed or Typed(),
        "rush": rush, "lines": basket_lines(visit, priced, left), "priced": priced, "sorry": sorry,
        "said": {name: said.get(name, "") for name in ("name", "when", "pay")},
        "times": [(str(at), visit.words.moment(at)) for at in offers(visit.at + rush.longer, zone)],
        "order": said.get("order") or visit.seals.seal("new", mint(visit.at)),
    }  # fmt: skip
    return visit.page("basket.html", given, status)


@router.post("/{store}/basket/coupon")
def change_coupon(visit: Here, form: Form) -> Response:
    """Price the basket with a coupon, or without one any more."""
    visit.check(form)
    text = form.get("coupon", "") or form.get("typed", "")
    code = ""
    if "remove" not in form and text.strip():
        try:
            code, why = choose(visit, text)
        except UserError as error:
            typed = Typed(form.get("typed", ""), said_of(visit.words, error))
            return with_patience(_basket(visit, {}, "", 429, typed), error)
        if why:
            typed = Typed(form.get("typed", ""), visit.words(f"coupon_why_{why}"))
            return _basket(visit, {}, "", 409, typed)
    visit.session = visit.session.with_coupon(visit.code, code)
    return visit.go(visit.path("basket") + "#coupon")


@router.post("/{store}/orders")
def place_order(visit: Here, form: Form) -> Response:
    """Place the order, once, however often the form is sent."""
    visit.check(form)
    order_id = visit.seals.unseal("new", form.get("order", ""))
    if order_id is None:
        raise UserError("shop.other_form")
    name = form.get("name", "").strip()[:60] if visit.card is None else visit.card.name
    if not name or not name.isprintable():
        return _basket(visit, form, visit.words("sorry_name"), 400)
    due = form.get("when", "")
    is_offered = due in {str(at) for at in offers(visit.at, visit.till.zone)}
    member_id = None if visit.card is None else visit.card.member_id
    asked = form.get("coupon", "")
    coupon = asked if asked == visit.session.coupon_at(visit.code) else ""
    wanted = Wanted(name, form.get("pay") == "now", int(due) if is_offered else None, member_id, coupon)
    with visit.read() as connection:
        is_new = order_of(connection, visit.code, order_id) is None
        priced, chosen = priced_basket(visit, connection, coupon)
    if is_new and asked and (chosen is None or chosen.why):
        return _basket(visit, form, visit.words("sorry_coupon"), 409)  # it would cost more than was shown
    try:
        _place(visit, order_id, priced, wanted)
    except UserError as error:
        status = 429 if error.code in {"request.too_many", "order.too_many_open"} else 409
        return with_patience(_basket(visit, form, _why_not(visit, priced, error), status), error)
    ref = visit.ref(order_id)
    visit.session = visit.session.with_order(ref)
    return visit.go(visit.path("orders", ref))


def _place(visit: Visit, order_id: str, priced: PricedBasket, wanted: Wanted) -> None:
    """Place an order that is within the trial's bounds; a repeat is counted no second time."""
    with visit.read() as connection:
        old = forgotten(connection, visit.code, visit.at)
    for one in old:  # each for itself: nobody waits for all of them
        with suppress(UserError):
            visit.place.write(partial(set_state, store=visit.code, order_id=one, state="expired"))

    def job(connection: Connection) -> None:
        if order_of(connection, visit.code, order_id) is None and priced.lines:
            count_visit(connection, ORDERS, visit.seals, visit.session.nonce, visit.host, visit.at)
            check_open(connection, visit.code)
        place(connection, visit.code, order_id, priced, wanted, visit.at)

    visit.place.write(job)


def _why_not(visit: Visit, priced: PricedBasket, error: UserError) -> str:
    if error.code.startswith("coupon."):
        return visit.words("sorry_coupon")  # why stands beside it
    if error.code == "order.sold_out":
        names = {line.goods.sku: line.goods for line in priced.lines}
        return visit.words("sorry_sold_out", name=_name(visit, names[str(error.params["sku"])]))
    return said_of(visit.words, error)


def _name(visit: Visit, one: Any) -> str:  # noqa: ANN401 - goods
    return str(one.name_en or one.name) if visit.words.lang == "en" else str(one.name)


def _found(visit: Visit, ref: str) -> tuple[str, OrderItem]:
    order_id = visit.seals.unseal("order", ref)
    with visit.read() as connection:
        found = None if order_id is None else order_of(connection, visit.code, order_id)
    if order_id is None or found is None:
        raise UserError("order.unknown", order="")
    return order_id, found


@router.get("/{store}/orders/{ref}")
def order(visit: Here, ref: str) -> Response:
    """An order: how it stands, and the code to collect it."""
    order_id, found = _found(visit, ref)
    return visit.page("order.html", {"order": order_view(visit, order_id, found), "ref": ref})


@router.get("/{store}/orders/{ref}/state")
def order_state(visit: Here, ref: str) -> Response:
    """How an order stands, in one word, for the page that follows it."""
    return PlainTextResponse(_found(visit, ref)[1].state, 200, HEADERS)


@router.get("/{store}/member")
def me(visit: Here) -> Response:
    """Who is here: the member's code, coupons and orders; or how one joins."""
    with visit.read() as connection:
        wallet = [] if visit.card is None else member.wallet(connection, visit.card.member_id)
        kept = 0 if visit.card is None else kept_of(connection, visit.card.member_id, visit.at)
        orders = []
        for ref in visit.session.orders:
            found = order_of(connection, visit.code, visit.seals.unseal("order", ref) or "")
            if found is not None:
                orders.append((ref, found))
    link = ""
    if visit.card is not None and visit.front.address:
        link = visit.front.address + visit.path("as", make_link(visit.seals, visit.card.member_id, visit.at))
    code = ""
    if visit.card is not None:
        code = visit.signing.member(visit.card.member_id, visit.card.points - kept, visit.at)
    given = {
        "code": code,
        "wallet": [(one, _coupon_state(visit, one)) for one in wallet], "orders": orders, "link": link,
    }  # fmt: skip
    return visit.page("member.html", given)


def _coupon_state(visit: Visit, one: member.WalletCoupon) -> str:
    if one.state != "open":
        return one.state
    if one.starts_at > visit.at:
        return "later"
    return "over" if one.ends_at is not None and one.ends_at <= visit.at else "open"


@router.get("/{store}/coupons/{code:path}")
def coupon(visit: Here, code: str) -> Response:
    """One of one's own coupons, with its code."""
    with visit.read() as connection:
        wallet = [] if visit.card is None else member.wallet(connection, visit.card.member_id)
    found = next((one for one in wallet if one.code == code), None)
    if found is None:
        raise UserError("request.unknown_path")
    state = _coupon_state(visit, found)
    given = {
        "coupon": found, "state": state,
        "code": visit.signing.coupon(found.code, visit.at, found.ends_at) if state == "open" else "",
    }  # fmt: skip
    return visit.page("coupon.html", given)


@router.post("/{store}/member")
def join(visit: Here, form: Form) -> Response:
    """Join as a trial member."""
    visit.check(form)
    name, member_id = form.get("name", "").strip()[:60], f"T-{mint(visit.at)}"
    if not name.isprintable():
        raise UserError("member.malformed", field="name")
    session = visit.session.renewed(member_id)

    def job(connection: Connection) -> None:
        count_visit(connection, JOINS, visit.seals, visit.session.nonce, visit.host, visit.at)
        member.join(connection, member_id, name, visit.front.outfit.welcome)
        _become(connection, visit, session)

    visit.place.write(job)
    visit.session = replace(session, orders=visit.session.orders)
    return visit.go(visit.path("member"))


def _become(connection: Connection, visit: Visit, session: Session) -> None:
    """Be another session from now on: the one of before is nobody's, and neither is a copy of its cookie."""
    sign_out(connection, visit.session.nonce)
    if session.member:
        sign_in(connection, session.nonce, session.member, visit.at)


@router.post("/{store}/member/leave")
def leave(visit: Here, form: Form) -> Response:
    """Sign out; the basket stays."""
    visit.check(form)
    session = visit.session.renewed()
    visit.place.write(lambda connection: _become(connection, visit, session))
    visit.session = session
    return visit.go(visit.path("member"))


def _other(visit: Visit, ref: str) -> tuple[Link, member.Card]:
    with visit.read() as connection:
        link = read_link(connection, visit.seals, ref, visit.at)
        found = None if link is None else member.card(connection, link.member_id)
    if link is None or found is None:
        raise UserError("request.unknown_path")
    return link, found


@router.get("/{store}/as/{ref}")
def ask_as(visit: Here, ref: str) -> Response:
    """Ask before a trial link signs in: who only looks at a link is nobody else by it."""
    return visit.page("as.html", {"other_member": _other(visit, ref)[1], "ref": ref})


@router.post("/{store}/as/{ref}")
def sign_in_as(visit: Here, ref: str, form: Form) -> Response:
    """Be the trial member of a link, which is spent by it."""
    visit.check(form)
    link, found = _other(visit, ref)
    session = visit.session.renewed(found.member_id)

    def job(connection: Connection) -> None:
        use_link(connection, link, visit.at)
        _become(connection, visit, session)

    visit.place.write(job)
    visit.session = session
    return visit.go(visit.path("member"))


@router.get("/{rest:path}")
def unknown(rest: str) -> Response:
    """Whatever else is asked for under this address."""
    raise UserError("request.unknown_path", path=rest[:80])
