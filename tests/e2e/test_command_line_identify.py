"""`omo-pos identify`: one line of JSON for each text, whatever it is, with or without a terminal beside it."""

from __future__ import annotations

import json

from app.bootstrap.printing import make_papers
from app.cli.main import run
from app.cli.status import Status
from app.domain.receipt import Code
from tests.db.conftest import make_till

__all__ = ["make_till"]


def identified(capsys, *arguments: str) -> list[dict[str, object]]:
    assert run(["identify", *arguments]) == Status.OK
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_without_a_terminal_codes_are_what_they_are_by_themselves(tmp_path, capsys) -> None:
    texts = ["4710402012346", "/ABC+123", "", "OMO:X", "會員", "OMO-R-019B000000007000800000000000000A"]
    found = identified(capsys, "--data-dir", str(tmp_path / "none"), *texts)
    assert [one["text"] for one in found] == texts
    assert [one["kind"] for one in found] == ["product", "carrier", "unknown", "unknown", "product", "receipt"]
    assert found[3]["refused"] == "code.unreadable"
    assert not (tmp_path / "none").exists(), "nothing is made by asking"


def test_beside_a_terminal_its_own_receipt_counts(make_till, capsys, monkeypatch) -> None:
    till = make_till()
    monkeypatch.setenv("OMO_POS_KEY_DIR", str(till.config.key_dir))
    monkeypatch.setenv("OMO_POS_KEYRING", "file")
    till.open_shift()
    sale = till.sell(("BR1", 2, 58))
    paper = make_papers(till.terminal).receipt(sale.ticket.sale_id, "zh_TW")
    (code,) = [block.data for block in paper.blocks if isinstance(block, Code)]
    own, changed = identified(
        capsys, "--data-dir", str(till.folder), code, code[:-1] + ("0" if code[-1] != "0" else "1")
    )
    assert (own["kind"], own["number"], own["total_minor"], own["counts"]) == ("receipt", sale.number, 116, True)
    assert own["lines"] == [
        {"line": 1, "sku": "BR1", "milli": 2000, "unit": "piece", "paid_minor": 116, "tax_minor": 6}
    ]
    assert (changed["counts"], changed["refused"]) == (False, "code.forged")
