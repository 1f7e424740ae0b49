"""What the centre publishes of itself: who may ask what, and every form of a journal's bodies."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import create_engine

from app.central.bootstrap import service
from app.contract.journal import KINDS


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> dict:
    """As it is written out and read back."""
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('centre')}/centre.db")
    app = service(engine)
    try:
        return json.loads(json.dumps(app.openapi()))
    finally:
        app.state.place.watch.close()
        engine.dispose()


def refs(found: object) -> set[str]:
    """Every place that something refers to."""
    if isinstance(found, list):
        return set().union(*map(refs, found))
    if not isinstance(found, dict):
        return set()
    own = {one for name, one in found.items() if name == "$ref" and isinstance(one, str)}
    return own.union(*map(refs, found.values()))


def at(published: dict, ref: str) -> dict:
    found = published
    for part in ref.removeprefix("#/").split("/"):
        found = found[part]
    return found


def test_every_kind_of_the_journal_has_its_form_there(published) -> None:
    listed = published["x-journal"]
    assert {(kind, int(number)) for kind, some in listed.items() for number in some} == set(KINDS)
    for (kind, number), form in KINDS.items():
        found = at(published, listed[kind][str(number)]["$ref"])
        assert set(found.get("properties", {})) == set(form.model_fields), kind
    sale = at(published, listed["sale.completed"]["1"]["$ref"])
    line = at(published, sale["properties"]["lines"]["items"]["$ref"])
    assert {"sku", "quantity", "paid"} <= set(line["required"])
    assert "x-journal" in published["components"]["schemas"]["PushedEntry"]["properties"]["body"]["description"]


def test_whatever_is_referred_to_is_there(published) -> None:
    found = refs(published)
    assert len(found) > 60
    for ref in found:
        assert at(published, ref)


def test_who_needs_which_token(published) -> None:
    schemes = published["components"]["securitySchemes"]
    assert {name: (one["type"], one["scheme"]) for name, one in schemes.items()} == {
        "terminal": ("http", "bearer"), "admin": ("http", "bearer"),
    }  # fmt: skip
    for path, methods in published["paths"].items():
        for method, told in methods.items():
            wanted = [] if path == "/v1/enrol" else [{"admin" if path.startswith("/v1/admin/") else "terminal": []}]
            assert told.get("security", []) == wanted, (method, path)
            assert all(one["in"] != "header" for one in told.get("parameters", [])), (method, path)
