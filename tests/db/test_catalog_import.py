"""Files into a real terminal: what goes in, what stays, what is counted, and what is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap import Terminal, import_catalogue, open_sheets, open_terminal
from app.config import Config
from app.contract.journal import CatalogImported
from app.contract.stock import StockMoved
from app.db import catalog_import, tables
from app.db.search import search
from app.db.stock import move_many
from app.domain.catalog import ProductCode
from app.domain.quantity import Price
from app.domain.shop import Shop
from app.services.catalog import Outcome
from app.services.ports import Priority

START = 1_795_224_600_000_000  # 2026-11-21 09:30 in Taipei
SECOND = 1_000_000


class SetClock:
    at = START

    def now(self) -> int:
        return self.at


Import = Callable[..., Outcome]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def terminal(tmp_path: Path, clock: SetClock) -> Iterator[Terminal]:
    opened = open_terminal(Config(tmp_path / "data", tmp_path / "keys", "file", plain=True), Shop(), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def take(terminal: Terminal, tmp_path: Path, clock: SetClock) -> Import:
    def taken(*rows: str, header: str = "貨號,品名,條碼,售價,分類,庫存") -> Outcome:
        clock.at += SECOND
        file = tmp_path / "goods.csv"
        file.write_text("\n".join((header, *rows)), encoding="utf-8")
        return import_catalogue(terminal, open_sheets(file))

    return taken


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.added, outcome.updated, outcome.unchanged, len(outcome.refused)


def reasons(outcome: Outcome) -> list[tuple[int, str]]:
    return [(remark.line, remark.error.code) for remark in outcome.refused]


def found(terminal: Terminal, code: str) -> tuple[str, str, Price | None, int] | None:
    got = terminal.store.catalog().find(code, terminal.desk.clock.now())
    return got and (got.product.sku, got.product.name, got.price, got.pack)


def moved(terminal: Terminal) -> dict[str, int]:
    return dict(terminal.store.connection().execute("SELECT sku, moved_milli FROM stock ORDER BY sku"))


def kinds(terminal: Terminal) -> list[str]:
    return [row[0] for row in terminal.store.connection().execute("SELECT kind FROM journal ORDER BY seq")][2:]


def test_good_rows_go_in_and_are_found_by_every_code(terminal: Terminal, take: Import) -> None:
    outcome = take("A,可頌,4710000000011;14710000000018x6,58,麵包,14", "B,吐司,,95,麵包,", "C,壞的,,abc,,")
    assert counts(outcome) == (2, 0, 0, 1)
    assert reasons(outcome) == [(4, "catalog.price_unreadable")]
    assert found(terminal, "A") == found(terminal, "4710000000011") == ("A", "可頌", Price(58), 1)
    assert found(terminal, "14710000000018") == ("A", "可頌", Price(58), 6)
    assert found(terminal, "C") is None
    assert [hit.sku for hit in search(terminal.store.connection(), "吐司")] == ["B"]


def test_the_same_file_once_more_changes_nothing(terminal: Terminal, take: Import) -> None:
    rows = ("A,可頌,4710000000011,58,麵包,14", "B,吐司,,95,麵包,6")
    take(*rows)
    before = kinds(terminal)
    outcome = take(*rows)
    assert counts(outcome) == (0, 0, 2, 0)
    assert kinds(terminal) == before == ["stock.moved", "catalog.imported"]


def test_a_changed_file_updates_and_past_prices_stay(terminal: Terminal, take: Import, clock: SetClock) -> None:
    take("A,可頌,4710000000011,58,麵包,", "B,吐司,,95,麵包,")
    first = clock.at
    outcome = take("A,奶油可頌,4710000000028,62,麵包/可頌,", "B,吐司,,95,麵包,")
    assert counts(outcome) == (0, 1, 1, 0)
    assert found(terminal, "4710000000028") == ("A", "奶油可頌", Price(62), 1)
    assert found(terminal, "4710000000011") is None
    old = terminal.store.catalog().find("A", first)
    assert old is not None
    assert old.price == Price(58)
    assert [hit.sku for hit in search(terminal.store.connection(), "奶油")] == ["A"]


def test_what_a_file_has_no_column_for_stays(terminal: Terminal, take: Import) -> None:
    take("A,可頌,4710000000011,58,麵包,14")
    outcome = take("A,可頌,60", header="貨號,品名,售價")
    assert counts(outcome) == (0, 1, 0, 0)
    got = terminal.store.catalog().find("A", terminal.desk.clock.now())
    assert got is not None
    assert (got.product.category, got.price) == ("麵包", Price(60))
    assert found(terminal, "4710000000011") is not None
    assert moved(terminal) == {"A": 14_000}


def test_an_empty_price_leaves_a_known_product_its_price(terminal: Terminal, take: Import) -> None:
    take("A,可頌,,58,,")
    assert counts(take("A,可頌,,,,", "B,新的,,,,")) == (0, 0, 1, 1)
    assert found(terminal, "A") == ("A", "可頌", Price(58), 1)
    assert found(terminal, "B") is None


def test_a_code_of_another_product_is_refused_and_says_whose_it_is(terminal: Terminal, take: Import) -> None:
    take("A,可頌,4710000000011,58,,")
    outcome = take("B,吐司,4710000000011,95,,", "C,好的,,9,,", "4710000000011,貨號,,9,,")
    assert counts(outcome) == (1, 0, 0, 2)
    assert reasons(outcome) == [(2, "catalog.code_taken"), (4, "catalog.code_in_file")]
    assert outcome.refused[0].error.params == {"barcode": "4710000000011", "sku": "A"}


def test_a_code_moves_when_the_file_gives_it_to_another(terminal: Terminal, take: Import) -> None:
    take("A,可頌,4710000000011,58,,", "B,吐司,4710000000028,95,,")
    outcome = take("B,吐司,4710000000011,95,,", "A,可頌,4710000000028,58,,")
    assert counts(outcome) == (0, 2, 0, 0)
    assert found(terminal, "4710000000011") == ("B", "吐司", Price(95), 1)
    assert found(terminal, "4710000000028") == ("A", "可頌", Price(58), 1)
    assert [hit.sku for hit in search(terminal.store.connection(), "4710000000011")] == ["B"]


def test_a_code_that_its_owner_drops_is_gone_from_search_too(terminal: Terminal, take: Import) -> None:
    take("A,可頌,4710000000011,58,,", "B,吐司,,95,,")
    assert counts(take("B,吐司,4710000000011,95,,", "A,可頌,,58,,"))[3] == 0
    assert [hit.sku for hit in search(terminal.store.connection(), "4710000000011")] == ["B"]


def test_a_guessed_code_yields_to_its_owner(terminal: Terminal, take: Import) -> None:
    take("A,可頌,02000015,58,,")
    outcome = take("B,吐司,2000015,95,,")
    assert counts(outcome) == (1, 0, 0, 0)
    assert found(terminal, "02000015") == ("A", "可頌", Price(58), 1)
    assert found(terminal, "2000015") == ("B", "吐司", Price(95), 1)


def test_a_product_that_was_taken_off_sale_comes_back(terminal: Terminal, take: Import) -> None:
    take("A,可頌,,58,,")
    terminal.store.writer.on_connection(lambda c: c.execute("UPDATE product SET active=0")).result()
    assert found(terminal, "A") is None
    assert counts(take("A,可頌,,58,,")) == (0, 1, 0, 0)
    assert found(terminal, "A") is not None


def test_counted_stock_is_booked_as_the_difference(terminal: Terminal, take: Import) -> None:
    take("A,可頌,,58,,14", "B,吐司,,95,,0")
    terminal.store.writer.on_connection(lambda c: move_many(c, [("A", -3_000, 1)])).result()
    outcome = take("A,可頌,,58,,20", "B,吐司,,95,,2")
    assert outcome.stocked == 2
    assert moved(terminal) == {"A": 20_000, "B": 2_000}
    bodies = [StockMoved.model_validate_json(entry.body) for entry in terminal.store.entries_of("stock.moved")]
    assert [body.reason for body in bodies] == ["count", "count"]
    assert [[(one.sku, one.quantity.milli) for one in body.deltas] for body in bodies] == [
        [("A", 14_000)],
        [("A", 9_000), ("B", 2_000)],
    ]


def test_an_old_count_does_not_bring_back_what_was_sold_since(terminal: Terminal, take: Import) -> None:
    take("A,可頌,,58,,14")
    terminal.store.writer.on_connection(lambda c: move_many(c, [("A", -3_000, 1)])).result()
    outcome = take("A,可頌,,58,,14")
    assert (outcome.stocked, moved(terminal)) == (0, {"A": 11_000})
    assert [remark.error.code for remark in outcome.notes] == ["catalog.counted_before"]


def test_weighed_stock_is_in_its_own_unit(terminal: Terminal, take: Import) -> None:
    take("A,起司,78,公斤,100g,2.5", header="貨號,品名,售價,單位,計價單位,庫存")
    outcome = take("A,起司,3.25", "B,杯,1.5", header="貨號,品名,庫存")
    assert reasons(outcome) == [(3, "catalog.no_price")]
    assert moved(terminal) == {"A": 3_250}
    assert found(terminal, "A") == ("A", "起司", Price(78, 100), 1)


def test_stock_goes_in_entries_of_at_most_five_hundred_lines(terminal: Terminal, take: Import) -> None:
    take(*(f"S{number},品,,5,,7" for number in range(1_203)))
    bodies = [StockMoved.model_validate_json(entry.body) for entry in terminal.store.entries_of("stock.moved")]
    assert [len(body.deltas) for body in bodies] == [500, 500, 203]


def test_the_journal_keeps_what_went_in(terminal: Terminal, take: Import, tmp_path: Path) -> None:
    take("A,可頌,,58,,", "B,壞,,x,斗,", "C,壞,,x,,")
    (entry,) = terminal.store.entries_of("catalog.imported")
    body = CatalogImported.model_validate_json(entry.body)
    assert (body.added, body.updated, body.refused) == (1, 0, 2)
    assert body.digest == open_sheets(tmp_path / "goods.csv").digest
    assert json.loads(entry.body)["digest"] == body.digest


def test_nothing_usable_leaves_no_trace(terminal: Terminal, take: Import) -> None:
    outcome = take("A,壞,,x,,", ",壞,,5,,")
    assert (outcome.usable, kinds(terminal)) == (0, [])


def test_a_large_file_goes_in_by_many_short_transactions(
    terminal: Terminal, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    serve = terminal.store.writer.on_connection

    def counted(job, priority=Priority.UPKEEP):
        served.append(priority)
        return serve(job, priority)

    monkeypatch.setattr(catalog_import, "TURN_S", 0)
    monkeypatch.setattr(terminal.store.writer, "on_connection", counted)
    take(*(f"S{number},品 {number},,5,," for number in range(30)))
    assert len(served) >= 30  # no time at all: every product in a transaction of its own, and never none
    assert set(served) == {Priority.FEED}
    assert terminal.store.connection().execute("SELECT count(*) FROM product").fetchone() == (30,)


def test_replayed_goods_get_their_prices_from_a_file(terminal: Terminal, take: Import) -> None:
    take("A,魚,時價", header="貨號,品名,售價")
    assert found(terminal, "A") == ("A", "魚", None, 1)
    assert counts(take("A,魚,120", header="貨號,品名,售價")) == (0, 1, 0, 0)
    assert found(terminal, "A") == ("A", "魚", Price(120), 1)


def test_the_tables_hold_what_the_definitions_say(terminal: Terminal, take: Import) -> None:
    take("A,杯,S1,白,M,熱銷;新品,是", header="貨號,品名,款號,顏色,尺寸,標籤,開放價")
    row = terminal.store.connection().execute("SELECT * FROM product").fetchone()
    assert dict(zip((column.name for column in tables.product.columns), row, strict=True)) == {
        "sku": "A",
        "name": "杯",
        "name_en": "",
        "category": "",
        "tax_class": "standard",
        "unit": "piece",
        "price_kind": "open",
        "style": "S1",
        "options": '[["colour", "白"], ["size", "M"]]',
        "tags": '["新品", "熱銷"]',
        "active": 1,
    }


def test_codes_are_kept_as_printed(terminal: Terminal, take: Import) -> None:
    take("A,可頌,036000291452,58,,")
    connection = terminal.store.connection()
    assert connection.execute("SELECT code, printed FROM product_code WHERE printed<>'A'").fetchall() == [
        ("00036000291452", "036000291452")
    ]
    assert ProductCode("036000291452").code == "036000291452"
