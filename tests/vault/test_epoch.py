from __future__ import annotations

import os

import pytest
from keyring.backends import fail

from app.domain.errors import FaultError
from app.vault import frame
from app.vault.keys import KeyringMode, SecretStore

AUTO, OS, FILE = KeyringMode.AUTO, KeyringMode.OS, KeyringMode.FILE
IN_KEYRING = ("omo-pos/t1/epoch", "t1")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "terminal-t1.epoch"


@pytest.fixture
def store(path):
    return lambda mode=AUTO: SecretStore("t1", path.parent, mode)


@pytest.mark.parametrize("mode", [AUTO, OS, FILE])
def test_it_only_rises(store, memory_keyring, mode):
    assert store(mode).highest_epoch() == 0
    for epoch, expected in ((1, 1), (2, 2), (1, 2), (0, 2), (2, 2), (9, 9)):
        store(mode).raise_epoch(epoch)
        assert store(mode).highest_epoch() == expected


@pytest.mark.parametrize("written", [AUTO, OS, FILE])
@pytest.mark.parametrize("read", [AUTO, OS, FILE])
def test_whatever_the_mode_it_is_remembered(store, memory_keyring, written, read):
    store(written).raise_epoch(5)
    assert store(read).highest_epoch() == 5


@pytest.mark.parametrize("mode", [AUTO, OS, FILE])
def test_a_lost_folder_is_made_up_for_by_the_keyring(store, path, memory_keyring, mode):
    store(AUTO).raise_epoch(5)
    path.unlink()
    assert store(mode).highest_epoch() == 5
    store(mode).raise_epoch(3)
    assert store(FILE).highest_epoch() == 5


def test_a_lost_keyring_is_made_up_for_by_the_file(store, use_keyring, memory_keyring):
    store(OS).raise_epoch(5)
    use_keyring(fail.Keyring())
    assert store(OS).highest_epoch() == 5
    store(OS).raise_epoch(6)
    assert store(AUTO).highest_epoch() == 6


def test_a_copy_in_the_keyring_that_fell_behind_does_no_harm(store, use_keyring, memory_keyring):
    store().raise_epoch(5)
    use_keyring(fail.Keyring())
    store().raise_epoch(6)
    use_keyring(memory_keyring)
    assert store().highest_epoch() == 6


def test_an_epoch_that_cannot_be_written_down_is_a_fault_and_the_old_one_stands(store, monkeypatch, memory_keyring):
    store().raise_epoch(1)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(FaultError, match=r"vault\.cannot_write"):
        store().raise_epoch(2)
    monkeypatch.undo()
    assert store().highest_epoch() == 1


BAD = [
    ("", "vault.epoch_damaged"),
    ("7", "vault.epoch_damaged"),
    (frame.encode("epoch", 1, {"terminal": "t2", "epoch": 7}), "vault.epoch_damaged"),
    (frame.encode("epoch", 1, {"terminal": "t1", "epoch": 7}).replace("7", "6"), "vault.epoch_damaged"),
    (frame.encode("epoch", 1, {"terminal": "t1", "epoch": -1}), "vault.epoch_damaged"),
    (frame.encode("epoch", 1, {"terminal": "t1", "epoch": "7"}), "vault.epoch_damaged"),
    (frame.encode("epoch", 2, {"terminal": "t1", "epoch": 7}), "vault.epoch_too_new"),
]


@pytest.mark.parametrize(("content", "code"), BAD)
@pytest.mark.parametrize("mode", [AUTO, FILE])
def test_a_bad_file_is_never_taken_for_zero(store, path, memory_keyring, content, code, mode):
    store(mode).raise_epoch(7)
    path.write_text(content)
    for act in (store(mode).highest_epoch, lambda: store(mode).raise_epoch(8)):
        with pytest.raises(FaultError) as caught:
            act()
        assert caught.value.code == code
        assert caught.value.params["where"] == str(path)
    assert path.read_text() == content


def test_mending_takes_the_higher_and_keeps_the_damaged_file(store, path, memory_keyring):
    store().raise_epoch(7)
    path.write_text("damaged")
    mended = store()
    mended.mend_epoch(3)
    assert store().highest_epoch() == 7
    assert path.with_name(path.name + ".damaged-1").read_text() == "damaged"
    assert [finding.code for finding in mended.findings()] == ["vault.set_aside"]


def test_mending_without_a_keyring_takes_what_is_given(store, path, use_keyring):
    use_keyring(fail.Keyring())
    store().raise_epoch(2)
    path.write_text("damaged")
    store().mend_epoch(4)
    assert store(FILE).highest_epoch() == 4
    store().mend_epoch(1)
    assert store().highest_epoch() == 4


def test_mending_leaves_a_newer_format_alone(store, path, memory_keyring):
    path.parent.mkdir()
    path.write_text(BAD[-1][0])
    with pytest.raises(FaultError, match=r"vault\.epoch_too_new"):
        store().mend_epoch(9)


def test_a_damaged_copy_in_the_keyring_is_noted_and_passed_over(store, memory_keyring):
    store().raise_epoch(2)
    memory_keyring.entries[IN_KEYRING] = "damaged"
    noting = store()
    assert noting.highest_epoch() == 2
    assert [finding.code for finding in noting.findings()] == ["vault.epoch_damaged"]


@pytest.mark.parametrize("epoch", [-1, 2**31])
def test_what_cannot_be_an_epoch_is_a_bug(store, memory_keyring, epoch):
    for act in (store().raise_epoch, store().mend_epoch):
        with pytest.raises(ValueError, match="epoch"):
            act(epoch)
