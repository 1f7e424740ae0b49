from __future__ import annotations

import keyring.core
import pytest
from keyring.backend import KeyringBackend


class MemoryKeyring(KeyringBackend):
    """A keyring that works, in memory; what it is asked is kept in `asked`."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service, username):
        self.asked.append(("get", service))
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.asked.append(("set", service))
        self.entries[service, username] = password

    def delete_password(self, service, username):
        raise AssertionError(f"the vault never deletes {service} {username}")


# The library keeps a list of every kind ever defined and would offer this one to other tests.
KeyringBackend._classes.discard(MemoryKeyring)


@pytest.fixture
def use_keyring(monkeypatch):
    """Make a backend the keyring of this computer until the test ends."""

    def use(backend):
        monkeypatch.setattr(keyring.core, "_keyring_backend", None)
        keyring.set_keyring(backend)
        return backend

    return use


@pytest.fixture
def memory_keyring(use_keyring):
    return use_keyring(MemoryKeyring())
