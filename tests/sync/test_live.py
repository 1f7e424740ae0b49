"""The sync of a running terminal: a shop that was alone joins, and is told from then on without another start."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from socket import create_server

import pytest

from app.bootstrap.live import LiveSync
from app.central import enrol as enrolling
from app.central.bootstrap import service
from app.central.database import write
from app.domain.errors import AppError, FaultError, UserError
from app.runtime.standing import Link
from tests.central.conftest import START
from tests.central.served import served
from tests.sync.equal import check_equal
from tests.sync.test_enrol import new_code

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SOON = 20


@pytest.fixture
def url(engine):
    with served(service(engine, lambda: START)) as found:
        yield found


@pytest.fixture
def live(make_till) -> Iterator[LiveSync]:
    """The sync of a terminal that is alone and has sold."""
    till = make_till()
    till.open_shift(1_000)
    till.sell(("A", 3, 50))
    made = LiveSync(till.terminal)
    made.till = till
    made.begin().result(SOON)
    yield made
    made.close()


def reaches(live: LiveSync, link: Link) -> bool:
    thread = live._sync.thread
    return thread.wait_for(lambda: live.standing().link is link, SOON)


def refusal(live: LiveSync, url: str, code: str, *, plain: bool = False) -> str:
    with pytest.raises(AppError) as caught:
        live.join(url, code, plain).result(SOON)
    return caught.value.code


def test_a_running_shop_joins_and_its_history_follows_at_once(engine, url, live) -> None:
    assert live.standing().link is Link.ALONE
    assert live.address() == ""
    joined = live.join(url, new_code(engine), False).result(SOON)
    assert (joined.shop.store, joined.shop.register) == ("S09", 7)
    assert joined.clock_off_s is not None
    assert reaches(live, Link.ONLINE)
    assert live.address() == url
    check_equal(engine, live.till, "S09")
    live.till.sell(("A", 1, 70))  # without another start
    assert live._sync.thread.wait_for(lambda: live.standing().unsent == 0, SOON)
    standing = live.standing()
    assert (standing.is_filled, standing.contact_at) == (True, live.till.clock.now())
    check_equal(engine, live.till, "S09")


def test_each_refusal_has_its_own_code_and_leaves_the_shop_alone(engine, url, live) -> None:
    code = new_code(engine)
    assert refusal(live, url, "AAAA-BBBB-CCCC") == "enrol.bad_code"
    assert refusal(live, "http://127.0.0.1:9", code) == "centre.unreachable"
    assert refusal(live, "http://192.0.2.1", code) == "centre.not_secure"
    assert refusal(live, "ftp://127.0.0.1", code) == "centre.bad_address"
    old = write(engine, lambda each: enrolling.make_code(each, "S09", 8, START - enrolling.CODE_LASTS - 1))
    assert refusal(live, url, old) == "enrol.code_expired"
    assert live.standing().link is Link.ALONE
    assert live.till.terminal.secrets.membership() is None


def test_joining_can_be_cancelled_while_nobody_answers_and_the_code_stays_good(engine, url, live) -> None:
    asked = threading.Event()
    with create_server(("127.0.0.1", 0)) as silent:

        def hear() -> None:
            silent.settimeout(SOON)
            with silent.accept()[0] as peer:
                peer.recv(1)
                asked.set()
                with suppress(OSError):
                    while peer.recv(65536):
                        pass

        listener = threading.Thread(target=hear)
        listener.start()
        code = new_code(engine)
        joining = live.join(f"http://127.0.0.1:{silent.getsockname()[1]}", code, False)
        assert asked.wait(SOON)
        live.cancel()
        with pytest.raises(UserError, match=r"enrol\.cancelled"):
            joining.result(SOON)
        listener.join(SOON)
    assert live.till.terminal.secrets.membership() is None
    assert live.join(url, code, False).result(SOON).shop.store == "S09"


def test_a_token_that_cannot_be_read_is_read_again_when_asked(engine, url, live) -> None:
    live.join(url, new_code(engine), False).result(SOON)
    assert reaches(live, Link.ONLINE)
    (file,) = live.till.config.key_dir.glob("*.link")
    kept = file.read_text()
    file.write_text("{}")
    live.begin().result(SOON)
    assert (live.standing().link, live.standing().why) == (Link.ATTENTION, "vault.link_damaged")
    file.write_text(kept)
    live.ask()
    live._beside.run(lambda: None).result(SOON)
    assert reaches(live, Link.ONLINE)


def test_what_ends_while_it_joins_begins_nothing(engine, url, make_till) -> None:
    till = make_till(name="ends")
    live = LiveSync(till.terminal)
    live.close()
    with pytest.raises(FaultError, match=r"db\.closed"):
        live.join(url, new_code(engine), False).result(SOON)
    assert live.standing().link is Link.ALONE
