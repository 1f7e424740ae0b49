from __future__ import annotations

import json

import pytest

from app.bootstrap import open_terminal
from app.config import Config
from app.contract.journal import EpochOpened, SettingsChanged, read_body
from app.domain.errors import FaultError, UserError
from app.domain.money import GBP, currency
from app.domain.shop import Shop
from app.domain.tax import TaxMode, TaxRounding, TaxRule
from app.domain.tender import CashRounding, RoundingMode
from app.services.setup import change_settings, read_shop, settings_body
from tests.db.conftest import Till, refused

ODD = Shop(
    store="ZRH1",
    register=12,
    name="Läckerli „am Platz“",
    currency=currency("CHF"),
    zone="Europe/Zurich",
    day_starts_minute=240,
    tax=TaxRule(TaxMode.EXCLUSIVE, TaxRounding.LINE, {"standard": 81_000, "reduced": 26_000}),
    cash=CashRounding(5, RoundingMode.DOWN),
)


@pytest.mark.parametrize("shop", [Shop(), ODD])
def test_a_shop_is_its_settings(shop):
    assert read_shop(settings_body(shop).model_dump_json()) == shop


def test_a_terminal_begins_with_its_epoch_and_its_settings(either):
    till = either
    rows = till.query("SELECT seq, epoch, kind, actor, shift_id, body FROM journal ORDER BY seq LIMIT 2")
    assert [row[:5] for row in rows] == [
        (1, 1, "epoch.opened", "system", None),
        (2, 1, "settings.changed", "system", None),
    ]
    opened = read_body("epoch.opened", 1, rows[0][5])
    assert opened == EpochOpened(
        terminal_id=till.terminal.terminal_id,
        reason="created",
        parent=None,
        public_key=till.terminal.store._keys.public.hex(),
    )
    assert isinstance(read_body("settings.changed", 1, rows[1][5]), SettingsChanged)
    identity = json.loads((till.folder / "terminal.json").read_text("utf-8"))
    assert identity["terminal_id"] == till.terminal.terminal_id
    assert identity["encrypted"] is not till.config.plain


def test_a_terminal_is_itself_for_ever(make_till):
    till = make_till(ODD)
    first, head = till.terminal.terminal_id, till.reads.head()
    till.shop = Shop()  # asked for another shop, it stays what it is
    till.reopen()
    assert (till.terminal.terminal_id, till.terminal.shop, till.reads.head()) == (first, ODD, head)


def test_changed_settings_hold_from_then_on(either):
    till = either
    till.close_shift(1_000)
    fresh = Shop(store="S02", name="新店", day_starts_minute=60)
    change_settings(till.terminal.store.writer, till.clock, till.ids, fresh, "boss").result()
    till.reopen()
    assert till.terminal.shop == fresh
    till.check()


def test_money_that_was_counted_fixes_the_currency(make_till):
    till = make_till()
    writer = till.terminal.store.writer
    change_settings(writer, till.clock, till.ids, Shop(currency=GBP), "boss").result()
    till.reopen()
    till.open_shift()
    late = change_settings(till.terminal.store.writer, till.clock, till.ids, Shop(), "boss")
    till.unchanged(lambda: refused(UserError, "shop.currency_is_fixed", late.result))
    till.close_shift()
    late = change_settings(till.terminal.store.writer, till.clock, till.ids, Shop(), "boss")
    till.unchanged(lambda: refused(UserError, "shop.currency_is_fixed", late.result))
    change_settings(till.terminal.store.writer, till.clock, till.ids, Shop(currency=GBP, store="X"), "boss").result()


def test_a_fresh_directory_needs_a_shop(tmp_path):
    config = Config(tmp_path / "data", tmp_path / "keys", "file", plain=True)
    refused(UserError, "data_dir.empty", lambda: open_terminal(config))
    assert not config.data_dir.exists()
    assert not config.key_dir.exists()


def test_an_encrypted_directory_is_not_opened_as_a_plain_one(make_till):
    till = make_till(plain=False)
    till.close()
    plain = Config(till.config.data_dir, till.config.key_dir, "file", plain=True)
    refused(UserError, "data_dir.other_kind", lambda: open_terminal(plain, Shop()))
    till.open()


def test_without_its_key_a_terminal_makes_no_new_one(make_till, tmp_path):
    till = make_till(plain=False)
    till.close()
    elsewhere = Config(till.config.data_dir, tmp_path / "elsewhere", "file")
    refused(FaultError, "vault.key_missing", lambda: open_terminal(elsewhere, Shop()))
    assert not list((tmp_path / "elsewhere").glob("*.key"))
    till.open()


def test_only_who_makes_a_terminal_makes_its_keys(tmp_path):
    """A directory that names a terminal whose database and keys are elsewhere, as before a restore."""
    config = Config(tmp_path / "data", tmp_path / "keys", "file", plain=True)
    config.data_dir.mkdir()
    identity = {"form": 1, "terminal_id": "019cbbb9-2900-7000-8000-000000000001", "encrypted": False}
    (config.data_dir / "terminal.json").write_text(json.dumps(identity))
    refused(FaultError, "vault.key_missing", lambda: open_terminal(config))
    assert not config.key_dir.exists() or not list(config.key_dir.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"terminal_id": "x", "encrypted": false}',
        '{"terminal_id": "019cbbb9-2900-7000-8000-000000000001", "encrypted": 0}',
        '{"terminal_id": 7, "encrypted": true}',
        '{"encrypted": true}',
    ],
)
def test_a_damaged_identity_is_a_fault_and_stays_as_it_is(make_till, text):
    till = make_till()
    till.close()
    file = till.folder / "terminal.json"
    whole = file.read_text("utf-8")
    file.write_text(text)
    refused(FaultError, "data_dir.damaged", till.open)
    assert file.read_text("utf-8") == text
    file.write_text(whole)
    till.open()


@pytest.mark.parametrize("step", ["identity", "keys", "schema", "epoch"])
def test_a_making_that_was_cut_off_is_taken_up_again(tmp_path, monkeypatch, step):
    """Killed behind each of its steps, the next start makes one terminal of what is there."""
    import app.bootstrap.terminal as making
    from app.db import store

    class CutError(BaseException):
        """The program ends here."""

    def cut(*_: object, **__: object) -> None:
        raise CutError

    places = {
        "identity": (making, "secret_store"),
        "keys": (making, "Store"),
        "schema": (making, "_begin"),
        "epoch": (store.SqliteWriter, "write"),
    }
    config = Config(tmp_path / "data", tmp_path / "keys", "file", plain=True)
    with monkeypatch.context() as patch:
        patch.setattr(*places[step], cut)
        with pytest.raises(CutError):
            open_terminal(config, Shop())
    named = json.loads((config.data_dir / "terminal.json").read_text("utf-8"))["terminal_id"]
    till = Till(config)
    assert till.terminal.terminal_id == named
    assert till.kinds() == ["epoch.opened", "settings.changed"]
    assert till.terminal.store.alarm is None
    assert till.verify().ok
    till.close()
