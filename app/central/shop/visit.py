"""A visit: one request of a customer, with who they are, where they are, and the language they read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from fastapi import Depends, Path, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from app.central.body import pieces_of
from app.central.database import reading
from app.central.door import Place
from app.central.shop.member import Card, card
from app.central.shop.page import Front, keep, onward, sent, session_of
from app.central.shop.price import Till
from app.central.shop.session import Seals, Session
from app.central.shop.shelf import Range
from app.central.shop.sign import is_signed_in
from app.central.shop.symbol import Signing
from app.central.shop.words import Words, language
from app.central.store import StoreRow, store_row
from app.domain.cart import Member
from app.domain.errors import UserError
from app.domain.money import TWD, currency

#: Bytes of a form, and fields in it.
_MOST, _FIELDS = 16_384, 40
StoreCode = Annotated[str, Path(pattern=r"^[A-Z0-9]{1,8}$")]


def words_of(request: Request, session: Session, store: StoreRow | None) -> Words:
    """The words for a request; of no store yet, in its zone's stead in UTC."""
    lang = session.lang or language(request.headers.get("accept-language", ""))
    if store is None:
        return Words(lang, TWD, ZoneInfo("UTC"))
    return Words(lang, currency(store.currency), ZoneInfo(store.zone))


class Visit:
    """One request at one store.

    Raises:
        UserError: ``store.unknown``.
    """

    def __init__(self, request: Request, store: StoreCode) -> None:
        self.request = request
        self.place: Place = request.app.state.place
        self.front: Front = request.app.state.shop
        keys = self.front.keys()
        self.seals: Seals = keys[0]
        self.signing: Signing = keys[1]
        self.session = session_of(request, self.seals)
        self.at = self.place.clock()
        with reading(self.place.engine) as connection:
            self.store = store_row(connection, store)
            self.card: Card | None = self._card(connection)
        self.words = words_of(request, self.session, self.store)

    def _card(self, connection: Connection) -> Card | None:
        """Who is here; a session that ended at the centre is nobody's."""
        session = self.session
        if not session.member:
            return None
        if not is_signed_in(connection, session.nonce, session.member, self.at):
            self.session = session.renewed()
            return None
        return card(connection, session.member)

    @property
    def host(self) -> str:
        """The address that the request came from."""
        client = self.request.client
        return "" if client is None else client.host

    @property
    def code(self) -> str:
        """The store's code."""
        return str(self.store.code)

    @property
    def name(self) -> str:
        """What the store is called, in the language of the pages."""
        return self.store.name_en if self.words.lang == "en" and self.store.name_en else self.store.name

    @property
    def basket(self) -> dict[str, int]:
        """What is in the basket at this store."""
        return self.session.basket_at(self.code)

    @property
    def till(self) -> Till:
        """How the store counts, for who is here."""
        member = None if self.card is None else Member(self.card.member_id, self.card.tier)
        return Till(currency(self.store.currency), ZoneInfo(self.store.zone), self.at, member)

    def read(self) -> AbstractContextManager[Connection]:
        """One picture of the database."""
        return reading(self.place.engine)

    def shelf(self, connection: Connection) -> Range:
        """What the store has."""
        return self.front.shelf.at(connection, self.code)

    def path(self, *rest: str) -> str:
        """An address at this store."""
        return "/".join(("/shop", self.code, *rest))

    def page(self, name: str, given: Mapping[str, Any], status: int = 200) -> Response:
        """A page of this store for who is here."""
        return finished(self.request, self.front, self.session, self.words, name, given, status, self)

    def go(self, path: str) -> Response:
        """Go on there, with the session as it is now."""
        return keep(onward(path), self.request, self.seals, self.session)

    def ref(self, order_id: str) -> str:
        """What stands for an order in an address."""
        return self.seals.seal("order", order_id)

    def check(self, form: Mapping[str, str]) -> None:
        """Refuse a form that is not ours.

        Raises:
            UserError: ``shop.other_form``.
        """
        site = self.request.headers.get("sec-fetch-site", "same-origin")
        if site not in {"same-origin", "none"} or not self.seals.is_own_form(self.session, form.get("token", "")):
            raise UserError("shop.other_form")


Here = Annotated[Visit, Depends(Visit)]


def finished(
    request: Request, front: Front, session: Session, words: Words, name: str, given: Mapping[str, Any], status: int,
    visit: Visit | None = None,
) -> Response:  # fmt: skip
    """A page with all that stands on every one of them."""
    seals, _ = front.keys()
    other = "zh_TW" if words.lang == "en" else "en"
    query = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    address = request.url.path if request.method == "GET" else "/shop"
    html = front.render(
        name,
        {
            "t": words, "lang": words.html, "visit": visit, "token": seals.form_token(session),
            "other": f"{address}?{urlencode([*query, ('lang', other)])}",
            "in_basket": sum(visit.basket.values()) if visit else 0,
            **given,
        },
    )  # fmt: skip
    return keep(sent(html, status), request, seals, session)


def in_other_language(request: Request) -> Response | None:
    """Remember a language that was chosen by a link, and go on to the page itself; None where none was."""
    lang = request.query_params.get("lang")
    if request.method != "GET" or lang not in {"zh_TW", "en"}:
        return None
    front: Front = request.app.state.shop
    seals, _ = front.keys()
    session = replace(session_of(request, seals), lang=lang)
    rest = urlencode([(key, value) for key, value in request.query_params.multi_items() if key != "lang"])
    return keep(onward(request.url.path + (f"?{rest}" if rest else "")), request, seals, session)


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, each once.

    Raises:
        UserError: ``request.too_large`` (most), ``request.malformed`` (where, reason).
    """
    parts, size = [], 0
    async for chunk in pieces_of(request):
        size += len(chunk)
        if size > _MOST:
            raise UserError("request.too_large", most=_MOST)
        parts.append(chunk)
    try:
        text = b"".join(parts).decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"))
    except ValueError:
        raise UserError("request.malformed", where="", reason="not a form") from None


Form = Annotated[dict[str, str], Depends(read_form)]
