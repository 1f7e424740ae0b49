"""Push, over real HTTP: the centre's entries are the terminal's, byte for byte."""

from __future__ import annotations

from contextlib import closing

import pytest

from app.domain.errors import FaultError, UserError
from app.sync.gateway import Address, Gateway
from app.sync.push import Step


def push_all(linked) -> None:
    pusher = linked.pusher()
    pusher.agree()
    while pusher.step() is Step.MORE:
        pass


def test_what_was_sold_arrives_as_it_was_written(linked) -> None:
    linked.till.open_shift(1_000)
    for _ in range(3):
        linked.till.sell(("SKU1", 2, 50))
    assert linked.outbox.unsent() == len(linked.written()) > 4
    push_all(linked)
    assert linked.held() == linked.written()
    assert linked.outbox.unsent() == 0


def test_a_token_that_nobody_has_is_refused(linked) -> None:
    linked.token = "x" * 43
    with pytest.raises(UserError, match=r"token\.unknown"):
        linked.gateway().mark()


def test_a_centre_that_is_not_there_is_a_fault() -> None:
    with (
        closing(Gateway(Address("http://127.0.0.1:9"))) as gateway,
        pytest.raises(FaultError, match=r"centre\.unreachable"),
    ):
        gateway.mark()
