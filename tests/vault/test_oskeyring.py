from __future__ import annotations

import sys
import threading
import types

import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, kwallet, null

from app.vault.oskeyring import Answer, OsKeyring
from tests.vault.conftest import MemoryKeyring

SECRET = "the secret text"


def _quiet(**options):
    return OsKeyring("t1", may_prompt=False, **options)


def _demanded(**options):
    return OsKeyring("t1", may_prompt=True, **options)


def _forget(kind):
    """See conftest: kinds of keyring made in a test must not be offered to others."""
    KeyringBackend._classes.discard(kind)
    return kind


@_forget
class Raising(MemoryKeyring):
    def get_password(self, service, username):
        raise keyring.errors.InitError(f"no bus for {service} {username}")

    def set_password(self, service, username, password):
        raise keyring.errors.PasswordSetError(f"{service} {username} {password}")


@_forget
class Forgetful(MemoryKeyring):
    def set_password(self, service, username, password):
        self.entries[service, username] = password[:-1]


@_forget
class Bodged(MemoryKeyring):
    priority = 0.5


class TestWorking:
    @pytest.mark.parametrize("make", [_quiet, _demanded])
    def test_what_is_put_is_got(self, memory_keyring, make):
        assert make().get("secrets") == Answer()
        assert make().put("secrets", SECRET) == Answer(text=SECRET, backend="conftest.MemoryKeyring")
        assert make().get("secrets").text == SECRET
        assert list(memory_keyring.entries) == [("omo-pos/t1/secrets", "t1")]

    def test_each_entry_is_a_service_of_its_own(self, memory_keyring):
        _quiet().put("secrets", "a")
        _quiet().put("epoch", "b")
        assert len({service for service, _ in memory_keyring.entries}) == 2
        assert OsKeyring("t2", may_prompt=False).get("secrets").text is None

    def test_an_answer_does_not_show_its_text(self):
        assert SECRET not in repr(Answer(text=SECRET))


class TestNotWorking:
    @pytest.mark.parametrize("make", [_quiet, _demanded])
    @pytest.mark.parametrize("kind", [fail.Keyring, null.Keyring])
    def test_no_keyring(self, use_keyring, make, kind):
        use_keyring(kind())
        assert make().get("secrets").problem.endswith("no keyring")
        assert make().put("secrets", SECRET).backend is None

    @pytest.mark.parametrize("make", [_quiet, _demanded])
    def test_an_empty_chain(self, use_keyring, monkeypatch, make):
        monkeypatch.setattr(chainer.ChainerBackend, "backends", [])
        use_keyring(chainer.ChainerBackend())
        assert make().get("secrets") == Answer()
        assert make().put("secrets", SECRET) == Answer(problem="no keyring")

    @pytest.mark.parametrize("make", [_quiet, _demanded])
    def test_one_that_raises_is_a_problem_that_does_not_quote_what_was_written(self, use_keyring, make):
        use_keyring(Raising())
        assert "no bus" in make().get("secrets").problem
        answer = make().put("secrets", SECRET)
        assert answer.problem.endswith("PasswordSetError")
        assert SECRET not in answer.problem

    def test_one_that_does_not_keep_what_it_is_given(self, use_keyring):
        use_keyring(Forgetful())
        assert "does not keep" in _quiet().put("secrets", SECRET).problem

    def test_one_that_the_library_does_not_recommend_is_used_only_when_demanded(self, use_keyring):
        backend = use_keyring(Bodged())
        assert "not recommended" in _quiet().put("secrets", SECRET).problem
        assert backend.asked == []
        assert _demanded().put("secrets", SECRET).problem is None

    def test_one_that_would_open_a_password_window_is_not_asked_at_all(self, use_keyring, monkeypatch):
        asked = []
        monkeypatch.setattr(kwallet.DBusKeyring, "get_password", lambda *_: asked.append(1))
        use_keyring(kwallet.DBusKeyring())
        assert "might ask" in _quiet().get("secrets").problem
        assert asked == []

    def test_one_that_cannot_even_be_found(self, monkeypatch):
        def broken():
            raise ImportError("no such keyring")

        monkeypatch.setattr(keyring, "get_keyring", broken)
        assert "no such keyring" in _quiet().get("secrets").problem
        assert "no such keyring" in _quiet().put("secrets", SECRET).problem

    def test_one_that_never_answers_is_given_up_once_and_for_all(self, use_keyring, monkeypatch):
        release = threading.Event()
        asked = []

        def wait(_self, service, _username):
            asked.append(service)
            release.wait(60)

        monkeypatch.setattr(MemoryKeyring, "get_password", wait)
        use_keyring(MemoryKeyring())
        store = _quiet(deadline_s=0.05)
        try:
            assert store.get("secrets").problem == "did not answer within 0.05 s"
            assert store.get("secrets").problem == "did not answer"
            assert store.put("secrets", SECRET).backend is None
            assert asked == ["omo-pos/t1/secrets"]
        finally:
            release.set()


class TestChain:
    @pytest.fixture
    def chain(self, use_keyring, monkeypatch):
        def make(*backends):
            monkeypatch.setattr(chainer.ChainerBackend, "backends", backends)
            return use_keyring(chainer.ChainerBackend())

        return make

    def test_a_broken_link_does_not_hide_the_next(self, chain):
        good = MemoryKeyring()
        chain(Raising(), good)
        assert _quiet().put("secrets", SECRET).backend == "conftest.MemoryKeyring"
        assert _quiet().get("secrets").text == SECRET

    def test_what_lies_in_the_second_is_found(self, chain):
        second = MemoryKeyring()
        second.entries["omo-pos/t1/secrets", "t1"] = SECRET
        chain(MemoryKeyring(), second)
        assert _quiet().get("secrets").text == SECRET


@_forget
class LinuxDesktop(MemoryKeyring):
    """Takes the place of the library's backend for it, with entries in memory."""

    __module__ = "keyring.backends.SecretService"


class Desktop:
    """What of the Linux desktop's keyring service is used to open it quietly."""

    def __init__(self, *, exists=True, locked=False, opens_itself=False):
        self.exists, self.locked, self.opens_itself = exists, locked, opens_itself
        self.dismissed = []
        self.closed = 0
        self.exceptions = types.SimpleNamespace(ItemNotFoundException=LookupError)

    def dbus_init(self):
        return self

    def close(self):
        self.closed += 1

    def Collection(self, connection, path):  # noqa: N802 - the library's name
        assert connection is self
        if not self.exists:
            raise LookupError(path)
        return self

    def is_locked(self):
        return self.locked

    def address(self, path, _interface, _connection):
        return types.SimpleNamespace(call=lambda method, *_: self.call(path, method))

    def call(self, path, method):
        if method == "Unlock":
            return ([path], "/") if self.opens_itself else ([], "/prompt/1")
        assert method == "Dismiss"
        self.dismissed.append(path)
        return None


class TestLinuxDesktop:
    @pytest.fixture
    def desktop(self, use_keyring, monkeypatch):
        """That backend over a service in a given state."""

        def make(**how):
            made = Desktop(**how)
            util = types.SimpleNamespace(DBusAddressWrapper=made.address, SERVICE_IFACE="s", PROMPT_IFACE="p")
            monkeypatch.setitem(sys.modules, "secretstorage", made)
            monkeypatch.setitem(sys.modules, "secretstorage.util", util)
            made.memory = use_keyring(LinuxDesktop())
            return made

        return make

    def test_an_open_one_works(self, desktop):
        made = desktop()
        assert _quiet().put("secrets", SECRET).backend == "SecretService.LinuxDesktop"
        assert _quiet().get("secrets").text == SECRET
        assert made.closed == 2

    def test_a_locked_one_that_opens_without_a_password_works(self, desktop):
        made = desktop(locked=True, opens_itself=True)
        assert _quiet().put("secrets", SECRET).problem is None
        assert made.dismissed == []

    def test_a_locked_one_is_left_alone_and_its_window_never_opens(self, desktop):
        made = desktop(locked=True)
        assert _quiet().get("secrets").problem == "SecretService.LinuxDesktop: locked"
        assert _quiet().put("secrets", SECRET).problem == "SecretService.LinuxDesktop: locked"
        assert made.memory.asked == []
        assert made.dismissed == ["/prompt/1", "/prompt/1"]

    def test_none_yet_is_not_created(self, desktop):
        made = desktop(exists=False)
        assert "there is no keyring yet" in _quiet().put("secrets", SECRET).problem
        assert made.memory.asked == []

    def test_demanded_the_library_may_ask(self, desktop):
        desktop(locked=True)
        assert _demanded().put("secrets", SECRET).problem is None
