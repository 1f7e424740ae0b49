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
