"""Codes by chance in their full count, and how long one takes to be verified on a terminal's own database.

Run it with its output shown: ``pytest -m bench -s tests/bench/test_code_speed.py``. Nothing is asserted by the clock.
"""

from __future__ import annotations

import time

import pytest

from app.bootstrap.identify import make_identify
from app.contract.key import key_name
from app.domain.codes.identify import identify
from app.domain.codes.signed import CodeKind
from app.vault.code import sign_code, sign_paper
from app.vault.signature import Signer
from tests.db.conftest import START, make_till
from tests.unit.code_fuzz import strings
from tests.unit.test_identify import SHOP
from tests.unit.test_paper import sale_of
from tests.vault.test_identify import assault, make

__all__ = ["make_till"]

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3_600)]
#: Terminals of a chain whose keys a terminal knows.
TERMINALS = 2_000


def test_a_million_texts_and_none_raises() -> None:
    begun = time.perf_counter()
    for text in strings(2026, 1_000_000):
        assert identify(text, SHOP) is not None
    print(f"\n1,000,000 texts identified in {time.perf_counter() - begun:.0f} s")


def test_a_hundred_thousand_changed_codes_and_none_is_accepted() -> None:
    begun = time.perf_counter()
    same = assault(make(), 2026, 100_000)
    print(
        f"\n100,000 changed codes refused but for {same} that still say the same, {time.perf_counter() - begun:.0f} s"
    )


def test_verification_takes_less_than_a_millisecond(make_till) -> None:
    till, centre = make_till(), Signer(b"c" * 32)
    signers = [Signer(number.to_bytes(32, "big")) for number in range(1, TERMINALS + 1)]
    rows = [("code", centre.public_key), *(("receipt", one.public_key) for one in signers)]

    def put(connection) -> None:
        connection.executemany(
            "INSERT INTO verify_key VALUES(?, ?, ?, '', NULL, 0, NULL)",
            [(key_name(use, public), use, public.hex()) for use, public in rows],
        )

    till.terminal.store.writer.on_connection(put).result()
    verifier = make_identify(till.terminal)
    until = START + 3_600 * 1_000_000
    kinds = {
        "pickup code": sign_code(centre, CodeKind.PICKUP, till.terminal.shop.store, "A-1024", until),
        "coupon": sign_code(centre, CodeKind.COUPON, "", "SUMMER/AAAABBBBCCCC", until),
        "receipt of 15 lines": sign_paper(signers[7].public_key, signers[7].sign, sale_of(15)),
    }
    print(
        f"\n{'verified with ' + format(len(rows), ',') + ' keys known':<40} p50 ms   p95 ms   of the processor p95 ms"
    )
    for name, text in kinds.items():
        took, worked = [], []
        for _ in range(2_000):
            begun, busy = time.perf_counter(), time.thread_time()
            found = verifier.identify(text)
            worked.append(1_000 * (time.thread_time() - busy))
            took.append(1_000 * (time.perf_counter() - begun))
            assert found.is_signed
        took.sort()
        worked.sort()
        print(f"{name:<40} {took[1_000]:6.3f}   {took[1_900]:6.3f}   {worked[1_900]:6.3f}")
