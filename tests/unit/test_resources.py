from __future__ import annotations

import pytest

from app import resources
from app.domain.errors import FaultError
from app.resources import resource


def test_the_source_tree_is_the_fallback():
    assert resource("demo/catalog.csv").read_bytes()


def test_what_a_wheel_brings_comes_first(tmp_path, monkeypatch):
    shipped = tmp_path / "_resources"
    (shipped / "demo").mkdir(parents=True)
    (shipped / "demo" / "catalog.csv").touch()
    monkeypatch.setattr(resources, "_PLACES", (shipped, *resources._PLACES))
    assert resource("demo/catalog.csv") == shipped / "demo" / "catalog.csv"
    assert resource("demo/shop.json").exists()


def test_what_is_not_there_is_said():
    with pytest.raises(FaultError, match=r"resources\.missing"):
        resource("demo/nothing.csv")
