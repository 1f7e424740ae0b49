"""No PIN and no badge lies anywhere in the files of a plain data directory, in any form that a search could find."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.domain.staff import Person, Role
from tests.db.conftest import Till
from tests.db.staffed import no

#: A PIN so long that no figure holds it by chance, and a badge.
PIN, WRONG, BADGE = "83604715", "61840275", "badge-7f3a9c-of-nina"


def files(till: Till) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in (till.folder, till.config.key_dir)
        for path in folder.rglob("*")
        if path.is_file() and path.name != "owner.lock"
    }


def found(till: Till, text: str) -> list[str]:
    """The files in which a text lies, as it is or as anybody would hide it without a key."""
    raw = text.encode()
    forms = [raw, raw.upper(), raw[::-1], raw.hex().encode(), raw.hex().upper().encode(), text.encode("utf-16-le")]
    for one in (raw, raw.upper()):
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, one, usedforsecurity=False).digest()
            forms += [digest, digest.hex().encode()]
    return [path.name for path, data in files(till).items() if any(form in data for form in forms)]


@pytest.fixture
def shop(make_till) -> Till:
    till = make_till()
    staff = till.terminal.staff
    staff.enrol_first_manager("boss", "老闆", "", "51738264").result()
    staff.add(Person("nina", "新", "", Role.CASHIER), PIN, "boss", BADGE).result()
    staff.sign_in("nina", PIN).result()
    staff.sign_in_by_badge(BADGE).result()
    no("staff.wrong_pin", lambda: staff.sign_in("boss", WRONG))
    no("staff.unknown_badge", lambda: staff.sign_in_by_badge(BADGE + WRONG))
    staff.set_pin("nina", "51738264", "nina", old_pin=PIN).result()
    staff.set_pin("nina", PIN, "boss").result()
    return till


@pytest.mark.parametrize("closed", [True, False])
def test_nothing_of_it_lies_in_a_file(shop, closed):
    if closed:
        shop.close()
    assert {path.name for path in files(shop)} >= {"omo-pos.db", "terminal.json", "anchor.json"}
    for secret in (PIN, WRONG, BADGE, "51738264"):
        assert found(shop, secret) == [], secret
    if closed:
        shop.open()


@pytest.mark.parametrize("form", [PIN, BADGE.upper(), hashlib.sha256(PIN.encode()).hexdigest(), PIN[::-1]])
def test_the_search_would_find_it(shop, form):
    shop.terminal.store.writer.on_connection(
        lambda connection: connection.execute("UPDATE staff SET name_en=? WHERE id='nina'", (form,))
    ).result()
    secret = BADGE if form == BADGE.upper() else PIN
    assert [name for name in found(shop, secret) if name.startswith("omo-pos.db")] != []


def test_what_is_kept_is_slow_or_keyed(shop, make_till):
    ((pin_hash, badge_hash),) = shop.query("SELECT pin_hash, badge_hash FROM staff WHERE id = 'nina'")
    assert pin_hash.startswith("$argon2id$")
    assert len(badge_hash) == 32
    other = make_till(name="other")
    other.terminal.staff.enrol_first_manager("boss", "老闆", "", "51738264").result()
    other.terminal.staff.set_badge("boss", BADGE, "boss").result()
    assert other.query("SELECT badge_hash FROM staff") != [(badge_hash,)], "under another terminal's key"
