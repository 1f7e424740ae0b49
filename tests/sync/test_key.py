"""Keys and forms of codes come by the feed: what the centre or another terminal signed is verified here, alone."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from app.bootstrap import enrol_terminal, start_sync
from app.bootstrap.identify import identify_texts, make_identify
from app.bootstrap.printing import make_papers
from app.central import enrol as enrolling
from app.central.bootstrap import make_key, service
from app.central.database import reading, write
from app.central.key import signing_seed
from app.central.office import Office
from app.central.setup import put_store
from app.config import Config
from app.domain.codes.identify import MemberCode, PickupCode, Product, ReceiptCode
from app.domain.codes.signed import CodeKind
from app.domain.receipt import Code
from app.vault.code import sign_code
from app.vault.signature import Signer
from tests.central.admin import Asking, token
from tests.central.conftest import START
from tests.central.served import served
from tests.sync.machine import NumberedTill

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SOON = 20
UNTIL = START + 3_600 * 1_000_000


@pytest.fixture
def centre(engine):
    for code in ("S01", "S02"):
        write(engine, lambda connection, code=code: put_store(connection, code, code, "Asia/Taipei", "TWD", START))
    with served(service(engine, lambda: START)) as url:
        yield url


def join(engine, url: str, place, store: str, register: int, ends: ExitStack):
    """A till at a store, in step with the centre."""
    till = NumberedTill(Config(place / "data", place / "keys", "file", plain=True), number=register)
    ends.callback(till.close)
    code = write(engine, lambda connection: enrolling.make_code(connection, store, register, START))
    enrol_terminal(till.terminal, url, code)
    till.reopen()
    sync = start_sync(till.terminal)
    ends.callback(sync.close)
    return till, sync


def signed(engine, kind: CodeKind, store: str, subject: str) -> str:
    with reading(engine) as connection:
        return sign_code(Signer(signing_seed(connection)), kind, store, subject, UNTIL)


def why(till, text: str) -> str:
    refused = make_identify(till.terminal).identify(text).refused
    return "" if refused is None else refused.code


def test_codes_of_every_key_count_until_it_is_ended(engine, centre, tmp_path) -> None:
    office = Office(engine, lambda: START)
    with ExitStack() as ends:
        till, sync = join(engine, centre, tmp_path, "S01", 1, ends)

        def comes_to(text: str, code: str) -> None:
            assert sync.thread.wait_for(lambda: why(till, text) == code, SOON), (text, why(till, text))

        first = signed(engine, CodeKind.MEMBER, "", "M-1")
        comes_to(first, "")
        assert why(till, signed(engine, CodeKind.PICKUP, "S02", "A-1")) == "code.other_store"
        office.rotate_code_key(*make_key())
        second = signed(engine, CodeKind.PICKUP, "S01", "A-1")
        comes_to(second, "")
        comes_to(first, "")
        found = make_identify(till.terminal).identify(second).what
        assert isinstance(found, PickupCode)
        assert found.order_id == "A-1"
        office.end_former_code_keys()
        comes_to(first, "code.unknown_key")
        assert why(till, second) == ""


def test_another_terminal_of_the_chain_reads_a_receipt_without_asking_anybody(engine, centre, tmp_path) -> None:
    with ExitStack() as ends:
        one, _ = join(engine, centre, tmp_path / "1", "S01", 1, ends)
        other, sync = join(engine, centre, tmp_path / "2", "S02", 2, ends)
        one.open_shift()
        sale = one.sell(("BR1", 2, 58), ("TE1", 1, 35))
        paper = make_papers(one.terminal).receipt(sale.ticket.sale_id, "zh_TW")
        (code,) = [block.data for block in paper.blocks if isinstance(block, Code)]
        assert why(one, code) == "", "its own, before it has heard of anything"
        assert sync.thread.wait_for(lambda: why(other, code) == "", SOON)
        sync.close()
        found = make_identify(other.terminal).identify(code).what
        assert isinstance(found, ReceiptCode)
        assert found.paper is not None
        told = found.paper.sale
        assert (told.sale_id, told.number, told.total) == (sale.ticket.sale_id, sale.number, 151)
        assert [(line.sku, line.quantity.pieces, line.paid) for line in told.lines] == [
            ("BR1", 2, 116),
            ("TE1", 1, 35),
        ]
        assert [(tender.kind, tender.amount) for tender in told.tenders] == [("cash", 151)]


def test_the_store_says_how_its_own_codes_are_recognised(engine, centre, tmp_path) -> None:
    forms = {
        "plain": [
            {"kind": "pickup", "least": 6, "most": 8},
            {"kind": "member", "prefix": "/", "least": 7, "most": 7, "letters": "signs"},
        ],
        "embedded": [{"form": "21IIIIIPPPPPC", "measure": "price"}],
    }
    with ExitStack() as ends, Asking(centre, token(engine)) as ask:
        till, sync = join(engine, centre, tmp_path, "S01", 1, ends)
        assert ask("PUT", "/v1/admin/stores/S01/codes", forms).json() == {"changed": 1}
        assert ask("PUT", "/v1/admin/stores/S01/codes", forms).json() == {"changed": 0}
        assert ask("GET", "/v1/admin/stores/S02/codes").json() == {"plain": [], "embedded": []}
        bad = {"embedded": [{"form": "21", "measure": "price"}]}
        assert ask("PUT", "/v1/admin/stores/S01/codes", bad).json()["code"] == "code.bad_form"
        assert ask("PUT", "/v1/admin/stores/S03/codes", forms).json()["code"] == "store.unknown"
        ask("PUT", "/v1/admin/stores/S01", {"name": "本店"})
        identify = make_identify(till.terminal)
        assert sync.thread.wait_for(lambda: isinstance(identify.identify("204816").what, PickupCode), SOON)
        assert isinstance(identify.identify("/ABC+123").what, MemberCode)
        found = identify.identify("2100012003506").what
        assert isinstance(found, Product)
        assert found.minor == 350
        told = [one["kind"] for one in identify_texts(till.config, ["204816", "/ABC+123", "BR1", "OMO:X"])]
        assert told == ["pickup", "member", "product", "unknown"]
        ask("PUT", "/v1/admin/stores/S01/codes", {})
        assert sync.thread.wait_for(lambda: isinstance(identify.identify("204816").what, Product), SOON)
