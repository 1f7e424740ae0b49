from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from app.domain.catalog import Product
from tests.db import conftest
from tests.db.conftest import Till, command, command_here

make_till = conftest.make_till


def words(till: Till) -> dict[str, str]:
    """The environment under which a process finds a till's keys."""
    return {"OMO_POS_KEY_DIR": str(till.config.key_dir), "OMO_POS_KEYRING": "file"}


def omo(till: Till, *said: object, status: int = 0, stdin: str = "", way=command_here):
    return way(*said, "--data-dir", till.folder, status=status, stdin=stdin, **words(till))


@pytest.fixture
def shop(make_till):
    """An encrypted till with a few sales and goods."""
    till = make_till(plain=False)
    till.open_shift(100)
    for n in range(1, 6):
        till.sell(("TEA", 1, n))
    till.terminal.store.add_products([Product("TEA-01", "高山烏龍")])
    return till


def test_beside_a_counter_that_sells(shop):
    """Its directory is owned, and still it can be verified, searched, copied and looked at; not opened twice."""
    till = shop
    verified = json.loads(omo(till, "journal", "verify", "--json", way=command).stdout)
    assert (verified["ok"], verified["entries"], verified["counts"]["sale.completed"]) == (True, 8, 5)
    assert "ok: 8 entries in epoch 1" in omo(till, "journal", "verify").stdout
    assert omo(till, "search", "烏龍", way=command).stdout.split("\t")[:2] == ["TEA-01", "高山烏龍"]
    assert "copied and checked" in omo(till, "backup", "--to", till.folder.with_name("stick"), way=command).stdout
    till.sell(("TEA", 1, 9))
    for act in (("journal", "rebuild"), ("key", "code"), ("journal", "archive"), ("restore", "x.db")):
        assert (
            "another OMO POS is running"
            in omo(till, *act, status=6, way=command if act[0] == "key" else command_here).stderr
        )
    told = omo(till, "doctor", status=1, way=command).stdout.splitlines()
    assert [line for line in told if line.startswith("BAD")] == ["BAD  recovery code: none: omo-pos key code"]
    assert "ok   running: yes" in told
    till.check()


def test_a_wrong_table_is_found_and_made_anew(make_till):
    till = make_till()
    till.open_shift()
    till.sell(("TEA", 1, 5))
    till.close()
    database = sqlite3.connect(till.folder / "omo-pos.db")  # plain: any sqlite3 reads it
    database.execute("UPDATE sale SET sold_minor = 6")
    database.commit()
    database.close()
    assert "totals differ: rows:sale, sold:" in omo(till, "journal", "verify", status=1).stdout
    assert "BAD  journal" in omo(till, "doctor", status=1).stdout
    assert "made anew from 4 entries" in omo(till, "journal", "rebuild", way=command).stdout
    omo(till, "journal", "verify")
    till.open()


def test_a_changed_entry_is_named(make_till):
    till = make_till()
    till.open_shift()
    till.sell(("TEA", 1, 5))
    till.close()
    database = sqlite3.connect(till.folder / "omo-pos.db")
    database.execute("DROP TRIGGER journal_no_update")
    database.execute("UPDATE journal SET actor = 'bert' WHERE seq = 4")
    database.commit()
    database.close()
    assert omo(till, "journal", "verify", status=1).stdout.startswith("broken at seq 4: journal.hash_mismatch: ")
    answer = json.loads(omo(till, "journal", "verify", "--json", status=1).stdout)
    assert (answer["ok"], answer["broken_seq"]) == (False, 4)
    done = omo(till, "backup", status=4)
    assert "is not whole" in done.stderr
    till.open()


def test_restore_says_what_it_would_do(shop):
    till = shop
    folder = till.folder.with_name("stick")
    copy = re.search(r"checked: (.+) \(8 entries\)", omo(till, "backup", "--to", folder).stdout)[1]
    till.sell(("TEA", 1, 9))
    till.close()
    told = omo(till, "restore", copy, way=command).stdout
    assert "carried over from the present journal: 1 entries, 1 sales" in told
    assert "nothing is lost" in told
    assert "restored; epoch 2 begins" in told
    for path in till.folder.glob("omo-pos.db*"):
        path.unlink()
    assert "is gone" in omo(till, "journal", "rebuild", status=4).stderr
    done = omo(till, "restore", copy, status=3)
    assert "LOST by this restore: 2 entries" in done.stdout
    assert "add --yes" in done.stderr
    assert not (till.folder / "omo-pos.db").exists()
    assert "epoch 3 begins" in omo(till, "restore", copy, "--yes").stdout
    assert json.loads(omo(till, "journal", "verify", "--json").stdout)["epoch"] == 3
    till.open()
    assert till.sell(("TEA", 1, 1)).number == "S01-1-3-000001"


def test_a_broken_copy_and_one_of_somebody_else(shop, make_till):
    till = shop
    folder = till.folder.with_name("stick")
    omo(till, "backup", "--to", folder)
    till.close()
    (copy,) = folder.glob("*.db")
    broken = shutil.copy(copy, folder / "broken.db")
    data = bytearray(Path(broken).read_bytes())
    data[len(data) // 2] ^= 1
    Path(broken).write_bytes(data)
    assert "is not whole" in omo(till, "restore", broken, status=4).stderr
    assert "there is no database" in omo(till, "restore", folder / "none.db", status=4).stderr
    till.open()


def test_a_new_machine_starts_from_a_copy_and_the_recovery_code(tmp_path):
    old = {"OMO_POS_KEY_DIR": str(tmp_path / "old-keys"), "OMO_POS_KEYRING": "file"}
    new = {"OMO_POS_KEY_DIR": str(tmp_path / "new-keys"), "OMO_POS_KEYRING": "file"}
    data, stick, machine = tmp_path / "old", tmp_path / "stick", tmp_path / "new"
    made = command_here("init", "--data-dir", data, "--store", "TPE", **old).stdout
    first = re.search(r"recovery code: (\S+)", made)[1]
    code = re.search(r"recovery code: (\S+)", command_here("key", "code", "--data-dir", data, **old).stdout)[1]
    command_here("backup", "--data-dir", data, "--to", stick, **old)
    assert "already holds a terminal" in command_here("init", "--data-dir", data, status=3, **old).stderr
    shutil.rmtree(data)
    shutil.rmtree(tmp_path / "old-keys")
    (copy,) = stick.glob("*.db")
    refused = command_here("restore", copy, "--data-dir", machine, status=4, **new)
    assert "bring it back with omo-pos key restore" in refused.stderr
    for act in (["journal", "rebuild"], ["key", "code"]):
        command_here(*act, "--data-dir", machine, status=3, **new)
    assert not list((tmp_path / "new-keys").glob("*.key")), "nothing made new keys for the old terminal"
    for wrong in ("", first):
        done = command_here(
            "key", "restore", "--data-dir", machine, "--from", copy, status=3, stdin=f"{wrong}\n", **new
        )
        assert "recovery code is wrong" in done.stderr
    command("key", "restore", "--data-dir", machine, "--from", copy, stdin=f" {code.lower()} \n", **new)
    assert "epoch 2 begins" in command_here("restore", copy, "--data-dir", machine, **new).stdout
    assert "ok: 3 entries in epoch 2" in command_here("journal", "verify", "--data-dir", machine, **new).stdout
    told = command_here("doctor", "--data-dir", machine, **new).stdout
    assert "BAD" not in told
    assert "recovery code: kept" in told
    command_here("key", "restore", "--data-dir", machine, stdin=f"{code}\n", **new)  # known already: nothing happens


def test_without_a_code_there_is_no_way_back(shop, tmp_path):
    till = shop
    till.close()
    elsewhere = {"OMO_POS_KEY_DIR": str(tmp_path / "elsewhere"), "OMO_POS_KEYRING": "file"}
    done = command_here("key", "restore", "--data-dir", till.folder, status=3, stdin="x\n", **elsewhere)
    assert "no recovery code was ever made" in done.stderr
    done = command_here("journal", "verify", "--data-dir", till.folder, status=4, **elsewhere)
    assert "key is not on this computer" in done.stderr
    told = command_here("doctor", "--data-dir", till.folder, status=1, **elsewhere).stdout
    assert "BAD  key: vault.key_missing" in told
    till.open()


def test_prices_are_read_from_files(tmp_path):
    (tmp_path / "cart.json").write_text("{}")
    (tmp_path / "promotions.json").write_text("[]")
    said = ("price", "--cart", tmp_path / "cart.json", "--promotions", tmp_path / "promotions.json")
    done = command(*said, status=3)
    assert len(done.stderr.splitlines()) == 1
    assert "cart" in done.stderr
    done = command_here(*said, "--at", "soon", status=3)
    assert len(done.stderr.splitlines()) == 1
