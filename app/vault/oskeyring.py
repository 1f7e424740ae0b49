"""The operating system's keyring, asked so that it can neither stop the start nor ask anybody for a password."""

from __future__ import annotations

import hmac
import importlib
import threading
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyring.backend import KeyringBackend

SERVICE = "omo-pos"
# Without a person waiting: long enough for a keyring that must first be started, short enough for a counter's start.
QUIET_DEADLINE_S = 5.0
# With the keyring demanded, a person may be typing its password.
PATIENT_DEADLINE_S = 120.0

_MAX_REASON = 200
# These open their own window for a password and offer no way to ask whether they would.
_PROMPTERS = frozenset({"keyring.backends.kwallet", "keyring.backends.libsecret"})
_LINUX_DESKTOP = "keyring.backends.SecretService"


@dataclass(frozen=True)
class Answer:
    """What the keyring said: a text with the name of the backend that has it, or why there is none."""

    text: str | None = field(default=None, repr=False)
    backend: str | None = None
    problem: str | None = None


class OsKeyring:
    """One terminal's entries in the keyring of this computer's user.

    Args:
        terminal_id: whose entries.
        may_prompt: whether a password window is welcome; else a locked or unknown keyring counts as not working.
        deadline_s: seconds after which the keyring counts as not working, until the program is started anew.
    """

    def __init__(self, terminal_id: str, *, may_prompt: bool, deadline_s: float | None = None) -> None:
        self._terminal_id = terminal_id
        self._may_prompt = may_prompt
        self._deadline_s = deadline_s or (PATIENT_DEADLINE_S if may_prompt else QUIET_DEADLINE_S)
        self._hung = False

    def get(self, item: str) -> Answer:
        """The text of one entry; ``text`` is None when there is none or the keyring does not work."""
        return self._within_deadline(lambda: self._get(item))

    def put(self, item: str, text: str) -> Answer:
        """Write one entry and read it back; ``backend`` is None, and ``problem`` says why, when it did not stay."""
        return self._within_deadline(lambda: self._put(item, text))

    def _get(self, item: str) -> Answer:
        problems = []
        for backend in _backends():
            problem = self._refusal(backend)
            if problem is None:
                try:
                    text = backend.get_password(self._service(item), self._terminal_id)
                except Exception as error:  # noqa: BLE001 - backends raise whatever their system gives them
                    problem = _reason(error)
                else:
                    if text is not None:
                        return Answer(text=text, backend=_name(backend))
                    continue
            problems.append(f"{_name(backend)}: {problem}")
        return Answer(problem="; ".join(problems) or None)

    def _put(self, item: str, text: str) -> Answer:
        problems = []
        for backend in _backends():
            problem = self._refusal(backend)
            if problem is None:
                try:
                    backend.set_password(self._service(item), self._terminal_id, text)
                    kept = backend.get_password(self._service(item), self._terminal_id)
                except Exception as error:  # noqa: BLE001 - as above
                    # Only the kind: the message of a failed write may quote what was to be written.
                    problem = type(error).__name__
                else:
                    if kept is not None and hmac.compare_digest(kept.encode("utf-8"), text.encode("utf-8")):
                        return Answer(text=kept, backend=_name(backend))
                    problem = "does not keep what it is given"
            problems.append(f"{_name(backend)}: {problem}")
        return Answer(problem="; ".join(problems) or "no keyring")

    def _service(self, item: str) -> str:
        # One service for each entry: Windows keeps one entry per service and shuffles a second one about.
        return f"{SERVICE}/{self._terminal_id}/{item}"

    def _refusal(self, backend: KeyringBackend) -> str | None:
        """Why this backend is not asked at all; None when it is."""
        from keyring.backends import fail, null  # noqa: PLC0415 - as in `_backends`

        if isinstance(backend, fail.Keyring | null.Keyring):
            return "no keyring"
        if self._may_prompt:
            return None
        try:
            return _why_not_quiet(backend)
        except Exception as error:  # noqa: BLE001 - as above
            return _reason(error)

    def _within_deadline(self, ask: Callable[[], Answer]) -> Answer:
        if self._hung:
            return Answer(problem="did not answer")
        answers: list[Answer] = []

        def work() -> None:
            try:
                answers.append(ask())
            except Exception as error:  # noqa: BLE001 - finding a backend runs other people's code too
                answers.append(Answer(problem=_reason(error)))

        # A daemon, so that a keyring that never answers cannot keep the program from ending either.
        thread = threading.Thread(target=work, name="keyring", daemon=True)
        thread.start()
        thread.join(self._deadline_s)
        if not answers:
            self._hung = True
            return Answer(problem=f"did not answer within {self._deadline_s:g} s")
        return answers[0]


def _backends() -> list[KeyringBackend]:
    # Imported only where the keyring is asked, on the thread that asks it: with all that it brings it takes a while.
    import keyring  # noqa: PLC0415
    from keyring.backends import chainer  # noqa: PLC0415

    chosen = keyring.get_keyring()
    return list(chosen.backends) if isinstance(chosen, chainer.ChainerBackend) else [chosen]


def _name(backend: KeyringBackend) -> str:
    kind = type(backend)
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__qualname__}"


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_MAX_REASON]


def _why_not_quiet(backend: KeyringBackend) -> str | None:
    """Why a backend cannot be asked without the risk of a password window; None when it can."""
    module = type(backend).__module__
    if module in _PROMPTERS:
        return "might ask for a password"
    if backend.priority < 1:
        return "not recommended by the keyring library"
    return _linux_desktop_locked(backend) if module == _LINUX_DESKTOP else None


def _linux_desktop_locked(backend: KeyringBackend) -> str | None:
    """Open the Linux desktop's keyring if that needs nobody's password; else say why not.

    A keyring with a blank password is locked too until somebody asks for it (a till that signs itself in has one), so
    being locked is not reason enough. The library itself would put up its window, here or to create a keyring.
    """
    service = importlib.import_module("secretstorage")
    util = importlib.import_module("secretstorage.util")
    path = getattr(backend, "preferred_collection", None) or "/org/freedesktop/secrets/aliases/default"
    with closing(service.dbus_init()) as connection:
        try:
            collection = service.Collection(connection, path)
        except service.exceptions.ItemNotFoundException:
            return "there is no keyring yet"
        if not collection.is_locked():
            return None
        desk = util.DBusAddressWrapper("/org/freedesktop/secrets", util.SERVICE_IFACE, connection)
        opened, prompt = desk.call("Unlock", "ao", [path])
        if len(prompt) > 1:
            util.DBusAddressWrapper(prompt, util.PROMPT_IFACE, connection).call("Dismiss", "")
        return None if opened else "locked"
