"""Every named part of a question, in its path or behind it: what fits no form of it is refused, and in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import httpx
import pytest

from app.central.bootstrap import service
from tests.central.admin import token
from tests.central.conftest import START
from tests.central.counter import Counter
from tests.central.served import served

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # none of them gets that far
NUMBERS = ("", "x", "1.5", "-1", "1e3", "1_0", "0x1", "NaN", "١", "9" * 400, "null", "1,2")
WORDS = ("\x01", "A\x7f", "\n", "\x00")
DAYS = ("2026-3-5", "2026-03-05T00:00", "today", "２０２６-03-05", "2026-02-30", "2026-13-01", "0000-00-00")
#: What may stand in a place that nobody attacks at the moment.
GOOD = {"integer": "1", "boolean": "true"}


def forms(schema: dict) -> list[dict]:
    """The forms that a value may have, but for nothing at all."""
    return [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]


def bad_values(schema: dict) -> Iterator[str]:
    """Values that fit a form's description in nothing."""
    (form,) = forms(schema)
    if form["type"] == "integer":
        yield from NUMBERS
        yield str(form["maximum"] + 1)
        yield str(form["minimum"] - 1)
    elif form["type"] == "boolean":
        yield from ("", "maybe", "2", "-1", "truetrue")
    elif "enum" in form:
        yield from ("", "x", form["enum"][0].upper(), form["enum"][0] + " ", *WORDS)
    elif "{4}" in form.get("pattern", ""):
        yield from ("", *DAYS, *WORDS)
    else:
        yield from WORDS
        yield "A" * (form.get("maxLength", 200) + 1)
        if form.get("pattern", "").startswith("^[A-Za-z0-9]"):
            yield from ("s 1", "-A", "é")
        elif form.get("pattern", "").startswith("^[A-Z0-9]"):
            yield from ("s01", "S-1", "S01 ", "Ｓ01", "S" * 9)


def fits(schema: dict, text: str) -> bool:
    """Whether a text, as it travels, is of the form that a description has."""
    (form,) = forms(schema)
    if form["type"] == "integer":
        return re.fullmatch(r"-?[0-9]+", text) is not None and form["minimum"] <= int(text) <= form["maximum"]
    if form["type"] == "boolean":
        return text.lower() in {"true", "false", "1", "0", "t", "f", "y", "n", "yes", "no", "on", "off"}
    if "enum" in form:
        return text in form["enum"]
    is_long = len(text) > form.get("maxLength", 10**6) or len(text) < form.get("minLength", 0)
    pattern = form.get("pattern", "")
    return not is_long and re.search(re.sub(r"\$$", r"\\Z", pattern), text) is not None


def misfits(path: str, parameters: list[dict], url: str) -> list[str]:
    """Which parameters of a route do not fit their forms, in an address that was asked."""
    parts = urlsplit(url)
    said = dict(parse_qsl(parts.query, keep_blank_values=True))  # of several of one name the last counts
    asked, there = path.split("/"), parts.path.split("/")
    if len(asked) != len(there) or "" in there[1:]:
        return []  # another route's
    for name, value in zip(asked, there, strict=True):
        if name.startswith("{"):
            said[name[1:-1]] = unquote(value)
    return [one["name"] for one in parameters if one["name"] in said and not fits(one["schema"], said[one["name"]])]


def good_value(schema: dict) -> str:
    (form,) = forms(schema)
    return GOOD.get(form["type"]) or form.get("enum", [""])[0] or ("2026-03-05" if "{4}" in str(form) else "S01")


def taken_of(
    client: httpx.Client, method: str, path: str, parameters: list[dict], known: dict[str, str], seen: set[str]
) -> Iterator[str]:
    """What of a route's parameters was taken although it is bad; of one that other routes have too, two values."""
    good = {one["name"]: known.get(one["name"]) or good_value(one["schema"]) for one in parameters if one["required"]}
    for one in parameters:
        is_new = str(one) not in seen
        seen.add(str(one))
        for bad in islice(bad_values(one["schema"]), None if is_new else 2):
            if one["in"] == "path" and bad == "":
                continue  # that is another address
            said = {**good, one["name"]: bad}
            there = re.sub(r"\{(\w+)\}", lambda found, said=said: quote(said[found[1]], safe=""), path)
            params = {other["name"]: said[other["name"]] for other in parameters
                      if other["in"] == "query" and other["name"] in said}  # fmt: skip
            answer = client.request(method, there, params=params)
            if answer.json().get("code") not in {"request.malformed", "feed.bad_cursor"}:
                yield f"{method} {path} {one['name']}={bad[:40]!r}: {answer.status_code} {answer.text[:80]}"


def test_a_bad_value_of_any_named_part_is_refused(engine) -> None:
    counter, admin = Counter(engine).enlist(), token(engine)
    app, taken, asked, seen = service(engine, lambda: START), [], 0, set()
    known = {"terminal_id": counter.id}
    with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        for path, methods in app.openapi()["paths"].items():
            secret = admin if path.startswith("/v1/admin/") else counter.token
            client.headers["Authorization"] = f"Bearer {secret}"
            for method, told in methods.items():
                asked += len(told.get("parameters", []))
                taken += taken_of(client, method, path, told.get("parameters", []), known, seen)
    assert not taken, "\n".join(taken)
    assert asked > 60
