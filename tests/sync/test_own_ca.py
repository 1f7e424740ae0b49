"""A shop that vouches for its centre by itself: its own CA is kept beside the address, and nobody else's counts."""

from __future__ import annotations

import pytest

from app.bootstrap import enrol_terminal, start_sync
from app.bootstrap.sync import gateway_of
from app.central.bootstrap import service
from app.central.serve import Serving
from app.cli.main import run
from app.cli.status import Status
from app.domain.errors import FaultError, UserError
from app.runtime.standing import Link
from app.sync.gateway import Address, Gateway
from tests.central.certificates import Issued, issue
from tests.central.conftest import START
from tests.central.served import served
from tests.db.conftest import refused
from tests.sync.test_enrol import new_code

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def issued(tmp_path_factory) -> Issued:
    return issue(tmp_path_factory.mktemp("ca"), "centre")


@pytest.fixture
def url(engine, issued):
    with served(service(engine, lambda: START), str(issued[1])) as found:
        assert found.startswith("https://")
        yield found


def test_a_terminal_joins_and_syncs_by_the_shops_own_ca(engine, url, issued, make_till) -> None:
    till = make_till()
    enrol_terminal(till.terminal, url, new_code(engine), ca_file=str(issued[0]))
    assert till.terminal.secrets.membership().ca_file == str(issued[0])
    till.reopen()
    sync = start_sync(till.terminal)
    try:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, 20)
        till.open_shift()
        till.sell(("A", 1, 50))
        assert sync.thread.wait_for(lambda: sync.standing().unsent == 0, 20)
    finally:
        sync.close()


def test_nobody_else_may_vouch_for_it(engine, url, issued, make_till, tmp_path) -> None:
    stranger, _ = issue(tmp_path, "stranger")
    till = make_till()
    for ca_file in ("", str(stranger)):
        found = refused(
            FaultError, "centre.not_trusted",
            lambda ca_file=ca_file: enrol_terminal(till.terminal, url, new_code(engine), ca_file=ca_file),
        )  # fmt: skip
        assert found.params["reason"]
    other_host = url.replace("127.0.0.1", "localhost")
    refused(
        FaultError, "centre.not_trusted",
        lambda: enrol_terminal(till.terminal, other_host, new_code(engine), ca_file=str(issued[0])),
    )  # fmt: skip
    assert till.terminal.secrets.membership() is None


def test_a_file_that_holds_none_is_one_clear_line(engine, issued, make_till, tmp_path, capsys) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(issued[1].read_bytes().partition(b"-----BEGIN CERTIFICATE")[0])
    text, empty, nul = tmp_path / "text.pem", tmp_path / "empty.pem", tmp_path / "nul.pem"
    text.write_text("no certificate")
    empty.write_bytes(b"")
    nul.write_bytes(b"\0" * 100)
    for path in (key, text, empty, nul, tmp_path, tmp_path / "gone.pem"):
        address = Address("https://127.0.0.1:1", ca_file=str(path))
        found = refused(UserError, "centre.bad_ca_file", lambda address=address: Gateway(address))
        assert found.params["path"] == str(path)
    words = ["enrol", "https://127.0.0.1:1", "ABCD-EFGH", "--data-dir", str(tmp_path / "new"), "--ca-file", str(text)]
    assert run(words) == Status.INPUT
    said = capsys.readouterr().err
    assert str(text) in said
    assert said.count("\n") == 1


def test_a_ca_that_is_gone_later_stops_the_sync_and_nothing_else(engine, url, issued, make_till, tmp_path) -> None:
    mine = tmp_path / "mine.pem"
    mine.write_bytes(issued[0].read_bytes())
    till = make_till()
    enrol_terminal(till.terminal, url, new_code(engine), ca_file=str(mine))
    mine.unlink()
    till.reopen()
    refused(UserError, "centre.bad_ca_file", lambda: gateway_of(till.terminal.secrets.membership()))
    sync = start_sync(till.terminal)
    assert (sync.standing().link, sync.standing().why) == (Link.ATTENTION, "centre.bad_ca_file")
    sync.close()
    till.open_shift()
    till.sell(("A", 1, 50))


@pytest.mark.usefixtures("database_url")
def test_what_cannot_be_served_is_said_before_it_listens(issued, tmp_path) -> None:
    ca, own = issued
    Serving("", tls_cert=str(own)).check_tls()
    for cert, key in ((str(ca), ""), (str(ca), str(own)), (str(tmp_path / "gone"), ""), ("", str(own))):
        how = Serving("", tls_cert=cert, tls_key=key)
        refused(UserError, "central.bad_certificate", how.check_tls)
