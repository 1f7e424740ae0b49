"""What is slow is done for nobody who may not have it; what is secret is shown by nothing that holds it."""

from __future__ import annotations

import pytest

from app.central.bootstrap import service
from app.central.database import write
from app.central.setup import put_store
from app.central.staff import Hashed, StaffForm
from app.central.terminal import EnrolCode
from app.contract.feed import StaffItem
from app.services.invite import Invitation
from tests.central.admin import Asking, token
from tests.central.conftest import START
from tests.central.served import served

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FORM = {"name": "Anna", "role": "cashier"}
HASH = "$argon2id$" + "x" * 40


@pytest.mark.parametrize("secret", [{"pin": "4711"}, {"badge": "BADGE-0001"}], ids=str)
def test_nothing_slow_is_done_for_who_is_refused(engine, monkeypatch, secret) -> None:
    for code in ("S01", "S02"):
        write(engine, lambda connection, code=code: put_store(connection, code, "x", "Asia/Taipei", "TWD", START))
    app, hashed = service(engine, lambda: START), []
    place = app.state.place
    object.__setattr__(place, "hash_pin", lambda pin: hashed.append(pin) or HASH)
    plain = place.hash_badge
    object.__setattr__(place, "hash_badge", lambda badge: hashed.append(badge) or plain(badge))
    with served(app) as url, Asking(url, token(engine)) as all_stores, Asking(url, token(engine, store="S01")) as ask:
        assert all_stores("PUT", "/v1/admin/staff/far", {**FORM, "store": "S02"}).status_code == 200
        for path, store, code in [
            ("/v1/admin/staff/anna", "S02", "token.other_store"),
            ("/v1/admin/staff/anna", "", "token.other_store"),
            ("/v1/admin/staff/far", "S01", "token.other_store"),
        ]:
            assert ask("PUT", path, {**FORM, **secret, "store": store}).json()["code"] == code
        answer = all_stores("PUT", "/v1/admin/staff/anna", {**FORM, **secret, "store": "NONE"})
        assert answer.json()["code"] == "store.unknown"
        assert hashed == []
        assert ask("PUT", "/v1/admin/staff/anna", {**FORM, **secret, "store": "S01"}).json() == {"changed": 1}
        assert hashed == list(secret.values())


def test_no_secret_is_shown_by_what_holds_it(engine) -> None:
    told = [
        StaffForm(**FORM, pin="4711-4711", pin_hash=HASH, badge="BADGE-0001", badge_hash="ab" * 32),
        StaffItem(name="", name_en="", role="", active=True, pin_hash=HASH, badge_hash="ab" * 32),
        Hashed(HASH),
        EnrolCode(code="AAAA-BBBB-CCCC"),
        Invitation("https://centre.example", "AAAA-BBBB-CCCC"),
    ]
    shown = f"{told!r} {[str(one) for one in told]}"
    for secret in ("4711-4711", HASH, "BADGE-0001", "ab" * 32, "AAAA-BBBB-CCCC"):
        assert secret not in shown
