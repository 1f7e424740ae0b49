"""Forms of what travels are built when they are first used, by whichever thread that is."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from app.contract.journal import KINDS
from app.contract.wire import Wire, WireMoney, read_wire

TEXT = '{"price": {"minor": 120, "currency": "TWD"}, "lines": [{"note": "a"}, {"note": "b"}]}'
THREADS, ROUNDS = 8, 40


def fresh() -> type[Wire]:
    """A form that nobody has used yet."""

    class Line(Wire):
        note: str

    class Body(Wire):
        price: WireMoney
        lines: tuple[Line, ...]

    return Body


def test_several_threads_may_be_the_first_to_use_a_form():
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(ROUNDS):
            form, together = fresh(), threading.Barrier(THREADS)
            assert not form.__pydantic_complete__

            def use(form=form, together=together) -> str:
                together.wait()
                return read_wire(form, TEXT).model_dump_json()

            read = {one.result() for one in [pool.submit(use) for _ in range(THREADS)]}
            assert read == {TEXT.replace(" ", "")}


def test_every_body_of_the_journal_can_be_built():
    for form in KINDS.values():
        form.model_rebuild()
        assert form.__pydantic_complete__, form
