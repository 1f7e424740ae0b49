"""Coupons asked for over real HTTP: kept, given up, forty counters at once; no answer is an answer within moments."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest

from app.bootstrap.questions import Questions
from app.central.campaign import CouponsForm, make_coupons, put_campaign
from app.central.database import write
from app.contract.campaign import CampaignItem
from app.domain.errors import FaultError
from app.sync.coupon import CouponLine, Line
from app.sync.gateway import Address, Gateway, Waits
from tests.central.conftest import START, rows
from tests.central.counter import Counter, new_id

T = TypeVar("T")
COUNTERS = 40


def put(engine) -> None:
    form = CampaignItem(name="x", code="SUMMER", starts_at=START - 10, ends_at=None, offline="denied")

    def job(connection) -> None:
        put_campaign(connection, "c1", form, START)
        make_coupons(connection, "c1", CouponsForm(codes=("SUMMER/1",)))

    write(engine, job)


def at_once(gateway: Gateway) -> CouponLine:
    """Asks in the test's own thread."""

    def ask(job: Callable[[Line], T]) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(job(gateway))
        except FaultError as error:
            future.set_exception(error)
        return future

    return CouponLine(ask)


def test_a_terminal_asks_its_centre_on_a_thread_of_its_own(linked) -> None:
    put(linked.engine)
    questions = Questions(linked.till.terminal)
    line, hold_id = CouponLine(questions.run), new_id()
    answer = line.hold(hold_id, "SUMMER/1", None).result(20)
    assert (answer.granted, answer.reason) == (True, "")
    assert answer.until > START
    assert line.hold(new_id(), "SUMMER/1", None).result(20).reason == "held"
    assert line.hold(hold_id, "SUMMER/1", None, renew=True).result(20).granted
    line.release(hold_id).result(20)
    assert rows(linked.engine, "SELECT hold_id FROM coupon") == [(None,)]
    questions.close()


def test_a_shop_without_a_centre_is_told_so(make_till) -> None:
    questions = Questions(make_till().terminal)
    with pytest.raises(FaultError) as raised:
        CouponLine(questions.run).hold(new_id(), "SUMMER/1", None).result(20)
    assert raised.value.code == "centre.none"
    questions.close()


def test_who_hears_nothing_waits_for_moments_only() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the connection, and says nothing
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        gateway = Gateway(Address(url, "token"), waits=Waits(0.2, 0.2, 0.3))
        began = time.monotonic()
        with pytest.raises(FaultError) as raised:
            at_once(gateway).hold(new_id(), "SUMMER/1", None).result()
        gateway.close()
    assert raised.value.code == "centre.unreachable"
    assert time.monotonic() - began < 5, "not for as long as the sync would"


def test_of_forty_counters_one_gets_it_and_all_hear_why(linked) -> None:
    put(linked.engine)
    tokens = [Counter(linked.engine).enlist().token for _ in range(COUNTERS)]
    ready = Barrier(COUNTERS)

    def race(token: str) -> tuple[bool, str]:
        gateway = Gateway(Address(linked.url, token))
        ready.wait(60)
        answer = at_once(gateway).hold(new_id(), "SUMMER/1", None).result()
        gateway.close()
        return answer.granted, answer.reason

    with ThreadPoolExecutor(COUNTERS) as pool:
        answers = sorted(pool.map(race, tokens))
    assert answers == [*[(False, "held")] * (COUNTERS - 1), (True, "")]
