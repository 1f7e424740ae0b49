"""The anchor, the state tables, and what the command line says of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.bootstrap import keys_of, open_terminal
from app.cli.main import run
from app.config import Config
from app.db import anchor as anchors
from app.db.connection import connect_writer
from app.db.datadir import DataDir
from app.vault.signature import Signer
from tests.db.conftest import Till
from tests.db.tampering import Hands, Specimen, all_kinds, hands


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    folder = tmp_path_factory.mktemp("specimen")
    till = Till(Config(folder / "data", folder / "keys", "file", plain=True))
    all_kinds(till)
    return Specimen.of(till)


@pytest.fixture
def journal(specimen: Specimen, tmp_path: Path) -> Iterator[Hands]:
    with hands(specimen, tmp_path) as made:
        yield made


def said(journal: Hands) -> dict[str, Any]:
    return json.loads((journal.specimen.folder / "anchor.json").read_text(encoding="utf-8"))


def test_a_removed_anchor(journal: Hands) -> None:
    journal.place.anchor.unlink()
    assert journal.look().problem == "anchor.missing"


def test_every_changed_byte_of_the_anchor(journal: Hands) -> None:
    whole = journal.place.anchor.read_bytes()
    meant, found = json.loads(whole), 0
    for place in range(len(whole)):
        for mask in (1, 0x20, 0x80):
            other = bytearray(whole)
            other[place] ^= mask
            journal.place.anchor.write_bytes(other)
            report = journal.look()
            found += not report.ok
            if report.ok:  # an upper-case digit, or a blank that is another kind of blank: it says the same
                now = json.loads(other)
                assert {key: str(value).lower() for key, value in now.items()} == {
                    key: str(value).lower() for key, value in meant.items()
                }
    assert found > 2 * len(whole)


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "null", "\0", "[" * 100_000, '{"terminal_id": 1}', "\udcff",
    ],
)  # fmt: skip
def test_an_anchor_that_is_none(journal: Hands, text: str) -> None:
    journal.place.anchor.write_bytes(text.encode(errors="surrogateescape"))
    assert journal.look().problem == "anchor.missing"


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=80), st.lists(st.integers(), max_size=3)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["terminal_id", "epoch", "seq", "hash", "signature"]), ODD)
@example("epoch", float("inf"))
@example("seq", 10**30)
@example("terminal_id", "\ud800")
def test_an_anchor_with_an_odd_value(journal: Hands, name: str, value: object) -> None:
    forged = {**said(journal), name: value}
    journal.place.anchor.write_text(json.dumps(forged), encoding="utf-8")
    assert journal.look().ok == (anchors.read(journal.place.anchor) == journal.anchor())


def sign(journal: Hands, signer: Any, **changes: Any) -> None:
    """Put a signed anchor in place."""
    fields = {**said(journal), **changes}
    message = f"{fields['terminal_id']} {fields['epoch']} {fields['seq']} {fields['hash']}".encode()
    fields["signature"] = signer.sign(anchors.CONTEXT, message).hex()
    journal.place.anchor.write_text(json.dumps(fields), encoding="utf-8")


def test_an_anchor_signed_by_somebody_else(journal: Hands) -> None:
    sign(journal, Signer.generate())
    assert journal.look().problem == "anchor.bad_signature"


def own_signer(specimen: Specimen) -> Any:
    place = DataDir(specimen.folder)
    identity = place.identity()
    assert identity is not None
    return keys_of(Config(specimen.folder, specimen.folder.parent / "keys", "file"), identity).signer


def test_an_older_anchor_is_legal_and_covers_what_it_covers(journal: Hands) -> None:
    signer = own_signer(journal.specimen)
    for seq, row in journal.rows.items():
        sign(journal, signer, seq=seq, hash=row[-1].hex())
        assert journal.look().ok
    stands = journal.last - 3
    sign(journal, signer, seq=stands, hash=journal.rows[stands][-1].hex())
    for seq in range(journal.last, stands, -1):
        journal.remove(seq)
        assert journal.look().problem is None, "beyond the anchor a tail can be cut"
    journal.remove(stands)
    report = journal.look()
    assert (report.broken_seq, report.problem) == (stands, "anchor.leads")


def test_an_anchor_of_another_entry_of_the_same_number(journal: Hands) -> None:
    sign(journal, own_signer(journal.specimen), hash="0" * 64)
    report = journal.look()
    assert (report.broken_seq, report.problem) == (journal.last, "anchor.other_history")


def test_an_anchor_of_another_terminal(journal: Hands) -> None:
    sign(journal, own_signer(journal.specimen), terminal_id="01961234-0000-7000-8000-00000000f00d")
    assert journal.look().problem == "anchor.bad_signature"


def test_a_start_is_alarmed_and_writes_nothing_over_the_evidence(either: Till) -> None:
    either.sell(("A", 1, 50))
    either.close()
    place = DataDir(either.folder)
    with closing(connect_writer(place.database, either.key)) as connection:
        for name in ("journal_no_update", "journal_no_delete"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    before = place.anchor.read_bytes()
    terminal = open_terminal(either.config)
    assert terminal.store.alarm == "anchor.leads"
    terminal.close()
    assert place.anchor.read_bytes() == before
    either.open()  # for the fixture, which closes it


#: Changes of the state tables, and the total that no longer fits.
STATE = [
    ("UPDATE sale SET sold_minor = sold_minor - 1 WHERE is_refund = 0", "sold"),
    ("UPDATE sale SET returned_minor = 0", "returned"),
    ("UPDATE sale SET rounding_minor = 5", "rounding"),
    ("DELETE FROM sale WHERE is_refund = 1", "sales"),
    ("UPDATE sale SET shift_id = 'other'", "sales"),
    ("DELETE FROM sale_line WHERE line = 1", "lines"),
    ("UPDATE sale_line SET tax_minor = tax_minor + 1", "tax"),
    ("DELETE FROM sale_return", "returns"),
    ("UPDATE sale_return SET tax_class = 'zero'", "tax"),
    ("UPDATE tender SET amount_minor = amount_minor + 100", "tender"),
    ("UPDATE tender SET tendered_minor = 0", "tendered"),
    ("UPDATE tender SET kind = 'card'", "tender"),
    ("DELETE FROM tender", "tender"),
    ("UPDATE stock SET moved_milli = 0", "stock"),
    ("DELETE FROM stock", "stock"),
    ("INSERT INTO stock VALUES('C', 1000, 0)", "stock"),
    ("DELETE FROM shift", "shifts"),
    ("UPDATE shift SET closed_at = NULL", "z"),
    ("UPDATE shift SET counted_minor = counted_minor + 1", "counted"),
]


@pytest.mark.parametrize(("change", "total"), STATE, ids=[change[:40] for change, _ in STATE])
def test_changed_state_tables(journal: Hands, change: str, total: str) -> None:
    assert journal.writer.execute(change).rowcount
    report = journal.look()
    assert (report.problem, report.ok) == (None, False)
    assert total in {name.split(":")[0] for name in report.differences}, report


@pytest.mark.parametrize("plain", [True, False])
def test_the_command_line_says_where(make_till: Any, capsys: pytest.CaptureFixture[str], plain: bool) -> None:
    till = make_till(plain=plain)
    till.open_shift()
    for _ in range(3):
        till.sell(("A", 1, 50))
    till.close()
    command = ["journal", "verify", "--data-dir", str(till.folder)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMO_POS_KEY_DIR", str(till.config.key_dir))
        assert run(command) == 0
        assert "ok: 6 entries" in capsys.readouterr().out
        with closing(connect_writer(DataDir(till.folder).database, till.key)) as connection:
            connection.execute("DROP TRIGGER journal_no_update")
            connection.execute("UPDATE journal SET occurred_at = occurred_at + 1 WHERE seq = 4")
        assert run(command) == 1
        spoken = capsys.readouterr()
        assert spoken.out.startswith("broken at seq 4: journal.hash_mismatch: ")
        assert spoken.err == ""
        assert run([*command, "--json"]) == 1
        assert json.loads(capsys.readouterr().out)["broken_seq"] == 4
    till.open()  # for the fixture, which closes it
