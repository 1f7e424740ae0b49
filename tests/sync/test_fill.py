"""The first fill by command: it counts, it may be stopped anywhere, and nothing comes twice or not at all."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from app.bootstrap import enrol_terminal, first_fill
from app.bootstrap.fill import TRIES
from app.central import enrol as enrolling
from app.central.database import write
from app.cli import enrol as command_line
from app.cli.main import run
from app.domain.enrol import Filling
from app.sync.gateway import Gateway
from tests.central.conftest import START
from tests.sync.equal import check_equal
from tests.sync.shelf import product, put_many
from tests.sync.test_enrol import new_code, url

__all__ = ["url"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GOODS = 400


@pytest.fixture
def shelf(engine) -> str:
    """A code of a store that has more to tell than one page holds."""
    code = new_code(engine)
    put_many(engine, "product", {f"P{number:04}": product("綠茶" * 20) for number in range(GOODS)})
    return code


def products(till) -> int:
    ((found,),) = till.terminal.store.connection().execute("SELECT count(*) FROM product WHERE sku LIKE 'P0%'")
    return found


def test_the_command_sends_and_fetches_and_counts(engine, url, shelf, make_till, capsys, monkeypatch) -> None:
    till = make_till()
    till.open_shift(1_000)
    till.sell(("A", 3, 50))
    till.close()
    monkeypatch.setenv("OMO_POS_KEY_DIR", str(till.config.key_dir))
    monkeypatch.setenv("OMO_POS_KEYRING", "file")
    assert run(["enrol", url, shelf, "--data-dir", str(till.folder)]) == 0
    first, *counted, last = capsys.readouterr().out.splitlines()
    assert first == "enrolled: store S09, register 7"
    whole = int(last.partition(" received: everything is here")[0])
    assert whole > GOODS
    assert 1 < len(counted) <= 12
    assert counted[-1] == f"{whole} of {whole} received"
    till.open()
    assert products(till) == GOODS
    check_equal(engine, till, "S09")


def test_stopped_in_the_middle_it_goes_on_where_it_was(engine, url, shelf, make_till, capsys, monkeypatch) -> None:
    till = make_till()
    enrol_terminal(till.terminal, url, shelf)
    till.close()
    monkeypatch.setenv("OMO_POS_KEY_DIR", str(till.config.key_dir))
    monkeypatch.setenv("OMO_POS_KEYRING", "file")
    plain, pages = Gateway.feed, []

    def stops(self, cursor):
        pages.append(cursor)
        if len(pages) == 2:
            raise KeyboardInterrupt
        return plain(self, cursor)

    with monkeypatch.context() as patch:
        patch.setattr(Gateway, "feed", stops)
        with pytest.raises(KeyboardInterrupt):
            command_line._fill(till.config)
    assert "what came is kept" in capsys.readouterr().out
    till.open()
    had = products(till)
    assert 0 < had < GOODS
    told: list[Filling] = []
    done = first_fill(till.terminal, told.append)
    assert (done.is_whole, products(till)) == (True, GOODS)
    assert GOODS - had <= done.came < GOODS - had + 5, "what is here does not come again"
    assert [one.came for one in told] == sorted(one.came for one in told)


def test_a_centre_that_is_gone_leaves_the_rest_to_the_counter(engine, url, shelf, make_till) -> None:
    till, waited = make_till(), []
    enrol_terminal(till.terminal, url, shelf)
    kept = till.terminal.secrets.membership()
    till.terminal.secrets.save_membership(replace(kept, url="http://127.0.0.1:9"))
    done = first_fill(till.terminal, lambda _: None, rest=waited.append)
    assert (done.why, done.is_whole, len(waited)) == ("centre.unreachable", False, TRIES - 1)
    till.terminal.secrets.save_membership(kept)
    write(engine, lambda connection: enrolling.revoke(connection, till.terminal.terminal_id, START))
    assert first_fill(till.terminal, lambda _: None, rest=waited.append).why == "token.revoked"
    assert len(waited) == TRIES - 1, "what is final is not tried again"


class Watched(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("database_url")
def test_who_watches_sees_one_line_that_counts() -> None:
    for to, wanted in (
        (Watched(), "\r0 of 1,000 received, 3 entries to send\r500 of 1,000 received".ljust(68) + "\n"),
        (io.StringIO(), "0 of 1,000 received, 3 entries to send\n500 of 1,000 received\n"),
    ):
        counting = command_line.Counting(to)
        for came, unsent in ((0, 3), (0, 3), (500, 0)):
            counting.tell(Filling(came, 1_000, unsent))
        counting.tell(Filling(500, 1_000, 0, why="centre.unreachable"))
        counting.end()
        assert to.getvalue().replace(" ", "") == wanted.replace(" ", "")
