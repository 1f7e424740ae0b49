"""What somebody tries at the door: requests that were written down, codes that are guessed."""

from __future__ import annotations

import pytest

from app.central import enrol as enrolling
from app.central.bootstrap import service
from app.central.database import reading, write
from app.central.rate import Rate
from app.central.setup import put_store
from app.contract.enrol import Enrolled, EnrolRequest
from app.domain.errors import UserError
from app.services.enrol import make_request
from app.vault.signature import Signer, verify
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, moved, new_id
from tests.central.served import served
from tests.db.conftest import refused

CODE = "AAAA-BBBB-CCCC"


@pytest.fixture
def shop(engine):
    write(engine, lambda connection: put_store(connection, "S01", "x", "Asia/Taipei", "TWD", START))
    return engine


def code_of(engine) -> str:
    return write(engine, lambda connection: enrolling.make_code(connection, "S01", 1, START))


def ask(engine, request: EnrolRequest) -> Enrolled:
    return write(engine, lambda connection: enrolling.enrol(connection, request, verify, START))


def is_in(engine, secret: str) -> bool:
    try:
        with reading(engine) as connection:
            enrolling.enlisted(connection, secret)
    except UserError:
        return False
    return True


def test_who_wrote_a_request_down_is_let_in_by_it_never_again(shop) -> None:
    code, machine, signer = code_of(shop), new_id(), Signer.generate()
    request = make_request(code, machine, signer, "1", at=START)
    first = ask(shop, request)
    refused(UserError, "enrol.bad_proof", lambda: ask(shop, request))
    assert is_in(shop, first.token), "nor is the honest one put out by it"
    again = ask(shop, make_request(code, machine, signer, "1", at=START))  # whose answer was lost
    assert is_in(shop, again.token)
    assert not is_in(shop, first.token)
    refused(UserError, "enrol.bad_proof", lambda: ask(shop, request))


@pytest.mark.parametrize("is_other_code", [False, True])
def test_a_request_that_was_held_back_puts_nobody_out(shop, is_other_code) -> None:
    code, machine, signer = code_of(shop), new_id(), Signer.generate()
    early = make_request(code, machine, signer, "1", at=START)
    late = make_request(code_of(shop) if is_other_code else code, machine, signer, "1", at=START + 1)
    answer = ask(shop, late)
    refused(UserError, "enrol.bad_proof", lambda: ask(shop, early))
    assert is_in(shop, answer.token)


def test_nor_in_the_place_of_a_dead_terminal(engine) -> None:
    old = Counter(engine).enlist()
    code = write(engine, lambda connection: enrolling.make_takeover_code(connection, old.id, START))
    machine, signer = new_id(), Signer.generate()
    request = make_request(code, machine, signer, "1", at=START, fresh=True)
    first = ask(engine, request)
    refused(UserError, "enrol.bad_proof", lambda: ask(engine, request))
    assert is_in(engine, first.token)
    again = ask(engine, make_request(code, machine, signer, "1", at=START, fresh=True))
    assert again.takes_over == first.takes_over


#: Of a terminal that nobody has.
OTHER = "019cbbb9-2900-70c0-a1a1-ce1ddfecb43c"


@pytest.mark.parametrize(
    "other",
    [{"nonce": "0" * 32}, {"fresh": True}, {"terminal_id": OTHER}, {"protocol": 2}, {"public_key": "1" * 64}],
    ids=str,
)
def test_no_part_of_a_request_is_another_than_was_signed(shop, other) -> None:
    request = make_request(code_of(shop), new_id(), Signer.generate(), "1", at=START)
    refused(UserError, "enrol.bad_proof", lambda: ask(shop, request.model_copy(update=other)))
    assert ask(shop, request).store == "S01"


def test_a_request_of_which_nothing_came_may_be_sent_again(shop, monkeypatch) -> None:
    """The transaction broke: nothing of it is remembered."""
    request = make_request(code_of(shop), new_id(), Signer.generate(), "1", at=START)
    with monkeypatch.context() as patch:
        patch.setattr(enrolling, "_welcome", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ask(shop, request)
    assert ask(shop, request).register_no == 1


def test_codes_are_tried_out_only_so_often(shop, monkeypatch) -> None:
    monkeypatch.setattr(enrolling, "OF_ADDRESS", Rate("enrol.address", 4))
    monkeypatch.setattr(enrolling, "OF_CODE", Rate("enrol.code", 2))
    now = [START]
    with served(service(shop, lambda: now[0])) as url, Asking(url, "") as asking:

        def tried(code: str) -> tuple[int, str, str | None]:
            request = make_request(code, new_id(), Signer.generate(), "1", at=START)
            answer = asking("POST", "/v1/enrol", request.model_dump())
            return answer.status_code, answer.json().get("code", ""), answer.headers.get("Retry-After")

        for one in (CODE, CODE.lower().replace("-", " ")):
            assert tried(one) == (400, "enrol.bad_code", None)
        assert tried(CODE) == (429, "request.too_many", "3600"), "one code, however it is typed"
        good = code_of(shop)
        assert tried("DDDD-EEEE-FFFF")[0] == 400
        assert tried(good)[0] == 200
        assert tried(good)[1] == "request.too_many", "one address, whatever the code"
        now[0] += 3_600 * 1_000_000
        assert tried("DDDD-EEEE-FFFF")[1] == "enrol.bad_code"
        told = rows(shop, "SELECT who FROM rate")
        assert all("127.0.0.1" not in str(who) and CODE not in str(who) for (who,) in told)


def test_an_epoch_that_leaves_no_number_is_no_fault_of_the_centre(engine) -> None:
    old = Counter(engine, epoch=2**31 - 1).enlist()
    old.write(moved(("A", 1)))
    old.push()
    with served(service(engine, lambda: START)) as url, Asking(url, token(engine)) as asking:
        code = asking("POST", f"/v1/admin/terminals/{old.id}/replace").json()["code"]
        request = make_request(code, new_id(), Signer.generate(), "1", at=START, fresh=True)
        answer = asking("POST", "/v1/enrol", request.model_dump())
    assert (answer.status_code, answer.json()["code"]) == (400, "enrol.no_epoch")


def test_no_secret_is_shown_by_what_holds_it(shop) -> None:
    code = code_of(shop)
    request = make_request(code, new_id(), Signer.generate(), "1", at=START)
    answer = ask(shop, request)
    shown = f"{request!r} {answer!r} {request} {answer}"
    for secret in (code, answer.token, answer.badge_key):
        assert secret
        assert secret not in shown
