"""Making a terminal that was cut off is taken up again, with the settings that are asked for then."""

from __future__ import annotations

import pytest

from app import bootstrap
from app.bootstrap import terminal as making
from app.config import Config
from app.domain.errors import FaultError
from app.domain.money import GBP
from app.domain.shop import Shop


@pytest.mark.parametrize("step", ["secret_store", "secrets_of", "Store", "_begin"])
def test_a_making_that_was_cut_off_is_no_terminal_yet(tmp_path, monkeypatch, step):
    config = Config(tmp_path / "data", tmp_path / "keys", "file")

    def cut(*_: object, **__: object) -> None:
        raise FaultError("db.disk_full", path="x")

    with monkeypatch.context() as patch:
        patch.setattr(making, step, cut)
        with pytest.raises(FaultError):
            bootstrap.open_terminal(config, Shop())
    assert not bootstrap.has_terminal(config)
    made = bootstrap.open_terminal(config, Shop(store="S07", currency=GBP))
    assert (made.shop.store, made.shop.currency) == ("S07", GBP)
    made.close()
    assert bootstrap.has_terminal(config)
