"""Pages: templates filled in, always escaped, sent with what a browser may do with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.central.shop.outfit import Outfit, Sign
from app.central.shop.session import COOKIE, IDLE, Seals, Session, begin
from app.central.shop.shelf import Shelf
from app.central.shop.symbol import Art, Signing, drawn

#: Nothing from anywhere else, no script but our own file, no form to anybody else, in nobody's frame.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
#: The files that a page asks for, with their types.
FILES = {
    "shop.css": "text/css; charset=utf-8",
    "shop.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


class Front:
    """What every request of the page works on.

    Args:
        seed: of the centre's key.
        code_seed: of the key that signs codes now.
    """

    def __init__(self, outfit: Outfit, sign: Sign, seed: Callable[[], bytes], code_seed: Callable[[], bytes]) -> None:
        self.outfit = outfit
        self.shelf = Shelf(outfit.read_promotion, [name for name, _ in outfit.shelves])
        self.english = dict(outfit.shelves)
        self.art = Art(outfit.art)
        self.address = outfit.address
        self._seed, self._signing = seed, Signing(code_seed, sign)
        self._keys: tuple[Seals, Signing] | None = None
        self.files = {name: (outfit.pages / name).read_bytes() for name in FILES}
        self.stamp = hashlib.sha256(b"".join(self.files.values())).hexdigest()[:12]
        self._pages = Environment(
            loader=FileSystemLoader(outfit.pages), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip

    def keys(self) -> tuple[Seals, Signing]:
        """What seals and signs; read from the database by the first request."""
        if self._keys is None:
            seed = self._seed()
            self._keys = Seals(seed), self._signing
        return self._keys

    def render(self, name: str, given: Mapping[str, Any]) -> str:
        """A page as HTML."""
        return self._pages.get_template(name).render(given, qr=drawn, art=self.art.of, stamp=self.stamp)


def session_of(request: Request, seals: Seals) -> Session:
    """The session that a browser brought, or a new one."""
    return seals.read(request.cookies.get(COOKIE, ""), request.app.state.place.clock()) or begin()


def sent(html: str, status: int = 200) -> HTMLResponse:
    """A page on its way."""
    return HTMLResponse(html, status, HEADERS)


def onward(path: str) -> RedirectResponse:
    """Go on there, whatever was sent here: a reload sends nothing again."""
    return RedirectResponse(path, 303, HEADERS)


def keep(answer: Response, request: Request, seals: Seals, session: Session) -> Response:
    """Have the browser keep the session.

    Raises:
        UserError: ``basket.full`` (most).
    """
    front: Front = request.app.state.shop
    answer.set_cookie(
        COOKIE, seals.write(session, request.app.state.place.clock()), max_age=IDLE // 1_000_000, path="/shop",
        httponly=True, samesite="lax", secure="https" in (request.url.scheme, front.address.partition(":")[0]),
    )  # fmt: skip
    return answer
