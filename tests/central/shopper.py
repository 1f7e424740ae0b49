"""A customer of the tests: asks for pages as a browser does, reads them, and sends their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urljoin

import httpx
from pyzbar import pyzbar

from tests.central.served import authorities

#: What has no end of its own.
_VOID = {"meta", "link", "input", "br", "path", "rect", "circle", "img", "hr"}
#: Dots of the largest code with its quiet zone, and some more.
_DOTS = 72
#: Pixels of a dot.
_SIZE = 6


@dataclass
class Form:
    """A form: where it goes, its fields, its buttons."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str | None]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


class Page(HTMLParser):
    """What a customer reads on a page, the links and the forms of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self._link: list[str] | None = None
        self._href = ""
        self.feed(html)
        self.close()
        assert self._open == [], f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "form":
            self._form = Form(given.get("action") or "", given.get("method") or "get")
            self.forms.append(self._form)
        if tag == "a":
            self._link, self._href = [], given.get("href") or ""
        if self._form is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str | None]) -> None:
        assert self._form is not None
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "button":
            self._form.buttons.append(given)
        elif tag == "select":
            self._select = name
            self._form.fields[name] = ""
        elif tag == "option":
            self._form.choices.setdefault(self._select, []).append(value)
            if "selected" in given:
                self._form.fields[self._select] = value
        elif tag == "input" and (given.get("type") != "radio" or "checked" in given):
            self._form.fields[name] = value

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag
        if tag == "form":
            self._form = None
        if tag == "a" and self._link is not None:
            self.links.append((" ".join(self._link), self._href))
            self._link = None

    def handle_data(self, data: str) -> None:
        if (text := " ".join(data.split())) and not {"style", "script"} & set(self._open):
            self.words.append(text)
            if self._link is not None:
                self._link.append(text)

    def scanned(self, element: str) -> str:
        """What a barcode reader reads in the drawing inside an element."""
        inside = iter(self.elements)
        assert any(given.get("id") == element for _, given in inside)
        path = next(given["d"] for tag, given in inside if given.get("class") == "qrline")
        dots = [bytearray(b"\xff" * _DOTS) for _ in range(_DOTS)]
        x, y = 0, 0
        for step, right, down in re.findall(r"([Mmh])(-?\d+)(?: (-?\d+)(?:\.5)?)?", str(path)):
            if step == "h":
                dots[y][x : x + int(right)] = bytes(int(right))
                x += int(right)
            else:
                x, y = (int(right), int(down)) if step == "M" else (x + int(right), y + int(down))
        pixels = b"".join(bytes(dot for dot in row for _ in range(_SIZE)) * _SIZE for row in dots)
        (read,) = pyzbar.decode((pixels, _DOTS * _SIZE, _DOTS * _SIZE), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return str(read.data.decode())

    @property
    def text(self) -> str:
        """All that is read, a space between two pieces."""
        return " ".join(self.words)

    def form(self, action: str) -> Form:
        """The one form that goes there."""
        found = [one for one in self.forms if one.action.endswith(action)]
        assert found, f"no form to {action}: {[one.action for one in self.forms]}"
        return found[0]

    def link(self, text: str) -> str:
        """Where the link with these words in it leads."""
        return next(href for words, href in self.links if text in words)


class Shopper:
    """A browser at a store's page, without script.

    Args:
        base: the service's address.
    """

    def __init__(self, base: str, language: str = "zh-TW,zh;q=0.9,en;q=0.8") -> None:
        self.client = httpx.Client(
            base_url=base, headers={"Accept-Language": language}, trust_env=False, timeout=30, follow_redirects=True,
            verify=authorities(),
        )  # fmt: skip
        self.at = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self.client.close()

    def get(self, path: str, status: int = 200) -> Page:
        """Open a page."""
        return self._read(self.client.get(path), status)

    def _read(self, answer: httpx.Response, status: int) -> Page:
        assert answer.status_code == status, answer.text[:500]
        self.at = answer.url.raw_path.decode()
        return Page(answer.text)

    def send(self, form: Form, status: int = 200, **changed: str) -> Page:
        """Send a form, filled in."""
        fields = {**form.fields, **changed}
        answer = self.client.request("POST", urljoin(self.at, form.action), data=fields)
        return self._read(answer, status)

    def add(self, store: str, sku: str, times: int = 1) -> Page:
        """Put something in the basket from the catalogue."""
        for _ in range(times):
            page = self.get(f"/shop/{store}?q={sku}")
            form = next(one for one in page.forms if one.fields.get("sku") == sku)
            page = self.send(form, add="1")
        return page
