"""The membership of a centre: its token lies where the system keeps secrets."""

from __future__ import annotations

from app.domain.enrol import Membership
from app.domain.errors import FaultError
from app.vault.keys import KeyringMode, SecretStore
from tests.db.conftest import refused


def test_the_keyring_has_the_token_where_there_is_one(tmp_path, monkeypatch) -> None:
    kept: dict[tuple[str, str], str] = {}

    class Keyring:
        priority = 5

        def get_password(self, service: str, user: str) -> str | None:
            return kept.get((service, user))

        def set_password(self, service: str, user: str, text: str) -> None:
            kept[service, user] = text

    monkeypatch.setattr("app.vault.oskeyring._backends", lambda: [Keyring()])
    store = SecretStore("0190", tmp_path, KeyringMode.AUTO)
    one = Membership("https://centre.example", False, "c", "ab" * 32, "the-secret-token", "cd" * 32, ("ef" * 32,))
    store.save_membership(one)
    assert store.badge_keys() == (bytes.fromhex("cd" * 32), bytes.fromhex("ef" * 32))
    assert store.membership() == one
    assert "the-secret-token" not in (tmp_path / "terminal-0190.link").read_text()
    assert any("the-secret-token" in text for text in kept.values())
    kept.clear()
    refused(FaultError, "vault.link_missing", store.membership)


def test_what_contacts_are_hashed_under_lies_with_the_token(tmp_path, monkeypatch) -> None:
    kept: dict[tuple[str, str], str] = {}
    asked: list[str] = []

    class Keyring:
        priority = 5

        def get_password(self, service: str, user: str) -> str | None:
            asked.append(service)
            return kept.get((service, user))

        def set_password(self, service: str, user: str, text: str) -> None:
            kept[service, user] = text

    monkeypatch.setattr("app.vault.oskeyring._backends", lambda: [Keyring()])
    key = "5a" * 32
    store = SecretStore("0190", tmp_path, KeyringMode.AUTO)
    assert store.contact_key() is None
    store.save_membership(Membership("https://centre.example", False, "c", "ab" * 32, "secret", contact_key=key))
    assert key not in (tmp_path / "terminal-0190.link").read_text()
    later = SecretStore("0190", tmp_path, KeyringMode.AUTO)
    asked.clear()
    assert [store.contact_key(), later.contact_key(), later.contact_key()] == [bytes.fromhex(key)] * 3
    assert len(asked) == 1, "once, and not at each contact"
    plain = SecretStore("0191", tmp_path, KeyringMode.FILE)
    plain.save_membership(Membership("https://centre.example", False, "c", "ab" * 32, "secret", contact_key=key))
    assert SecretStore("0191", tmp_path, KeyringMode.FILE).contact_key() == bytes.fromhex(key)


def test_without_a_keyring_it_lies_in_a_private_file(tmp_path) -> None:
    store = SecretStore("0190", tmp_path, KeyringMode.FILE)
    assert store.membership() is None
    assert store.badge_keys() == ()
    one = Membership("http://10.0.0.2:8000", True, "c", "ab" * 32, "the-secret-token")
    store.save_membership(one)
    assert SecretStore("0190", tmp_path, KeyringMode.FILE).membership() == one
    assert store.badge_keys() == (), "a centre that gave none"
    file = tmp_path / "terminal-0190.link"
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text(file.read_text().replace("10.0.0.2", "10.0.0.3"))
    refused(FaultError, "vault.link_damaged", store.membership)
