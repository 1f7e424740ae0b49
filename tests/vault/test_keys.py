from __future__ import annotations

import copy
import dataclasses
import os
import pickle
import stat

import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from app.domain.errors import AppError, FaultError, UserError
from app.vault import frame
from app.vault.bundle import decode_secrets, encode_secrets
from app.vault.keys import KeyringMode, Secrets, SecretStore
from app.vault.signature import Signer
from tests.vault import golden
from tests.vault.conftest import MemoryKeyring

GOLDEN = Secrets(golden.DATABASE_KEY, Signer(golden.SIGNING_SEED), golden.LOOKUP_KEY)
IN_KEYRING = ("omo-pos/t1/secrets", "t1")
AUTO, OS, FILE = KeyringMode.AUTO, KeyringMode.OS, KeyringMode.FILE


class BrokenKeyring(MemoryKeyring):
    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked(f"{service} {username}")

    def set_password(self, service, username, password):
        raise keyring.errors.KeyringLocked(f"{service} {username} {password}")


KeyringBackend._classes.discard(BrokenKeyring)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def no_keyring(use_keyring):
    return use_keyring(fail.Keyring())


@pytest.fixture
def store(folder):
    return lambda mode=AUTO, terminal="t1": SecretStore(terminal, folder, mode)


def _code_of(act) -> str:
    with pytest.raises(AppError) as caught:
        act()
    return caught.value.code


class TestMintAndLoad:
    @pytest.mark.parametrize("mode", [AUTO, OS])
    def test_in_the_keyring(self, store, folder, memory_keyring, mode):
        minted = store(mode).mint()
        assert store(mode).load() == minted
        assert store(mode).where() == "conftest.MemoryKeyring"
        assert not (folder / "terminal-t1.key").exists()
        assert decode_secrets("t1", memory_keyring.entries[IN_KEYRING]) == minted
        assert store(mode).findings() == ()

    @pytest.mark.parametrize("mode", [AUTO, FILE])
    def test_in_the_file_where_no_keyring_works(self, store, folder, no_keyring, mode):
        minted = store(mode).mint()
        path = folder / "terminal-t1.key"
        assert store(mode).load() == minted
        assert store(mode).where() == str(path)
        assert decode_secrets("t1", path.read_bytes()) == minted
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_the_reason_for_the_file_is_kept_for_doctor(self, store, use_keyring):
        use_keyring(BrokenKeyring())
        fresh = store()
        fresh.mint()
        [finding] = fresh.findings()
        assert finding.code == "vault.keyring_unusable"
        assert "KeyringLocked" in finding.params["reason"]

    def test_the_file_demanded_leaves_the_keyring_alone(self, store, memory_keyring):
        fresh = store(FILE)
        minted = fresh.mint()
        fresh.raise_epoch(1)
        assert store(FILE).load() == minted
        assert store(FILE).highest_epoch() == 1
        assert memory_keyring.asked == []

    def test_the_keyring_demanded_and_not_working_is_an_error_and_leaves_no_key(self, store, folder, no_keyring):
        assert _code_of(store(OS).mint) == "vault.keyring_unusable"
        assert not (folder / "terminal-t1.key").exists()

    @pytest.mark.parametrize("made", [AUTO, OS, FILE])
    @pytest.mark.parametrize("found", [AUTO, OS, FILE])
    def test_they_are_looked_for_in_both_places_whatever_the_mode(self, store, memory_keyring, made, found):
        minted = store(made).mint()
        assert store(found).load() == minted

    def test_what_went_to_the_file_is_found_when_the_keyring_works_again(self, store, use_keyring):
        use_keyring(BrokenKeyring())
        minted = store().mint()
        use_keyring(MemoryKeyring())
        assert store().load() == minted

    def test_each_terminal_has_its_own(self, store, memory_keyring):
        assert store(AUTO, "t1").mint() != store(AUTO, "t2").mint()
        assert store(FILE, "t3").mint() != store(FILE, "t4").mint()

    @pytest.mark.parametrize("name", ["", "../t1", "a/b", "a\\b", "-t", "t1\n", "x" * 65, ".", "t\0", "é"])
    def test_an_id_that_could_not_be_a_file_name_is_refused(self, store, name):
        assert _code_of(lambda: store(AUTO, name)) == "vault.bad_terminal_id"


class TestNeverMintedAnew:
    @pytest.mark.parametrize("mode", [AUTO, OS, FILE])
    def test_a_second_mint_is_refused(self, store, memory_keyring, mode):
        minted = store(mode).mint()
        assert _code_of(store(mode).mint) == "vault.already_minted"
        assert store(mode).load() == minted

    def test_so_it_is_when_they_lie_in_the_other_place(self, store, use_keyring):
        use_keyring(BrokenKeyring())
        store().mint()
        use_keyring(MemoryKeyring())
        assert _code_of(store().mint) == "vault.already_minted"

    def test_so_it_is_when_they_are_damaged(self, store, folder, no_keyring):
        store().mint()
        (folder / "terminal-t1.key").write_text("damaged")
        assert _code_of(store().mint) == "vault.already_minted"
        assert (folder / "terminal-t1.key").read_text() == "damaged"

    @pytest.mark.parametrize("mode", [AUTO, FILE])
    def test_so_it_is_when_they_are_lost_but_an_epoch_was_opened(self, store, folder, memory_keyring, mode):
        fresh = store(mode)
        fresh.mint()
        fresh.raise_epoch(1)
        memory_keyring.entries.pop(IN_KEYRING, None)
        (folder / "terminal-t1.key").unlink(missing_ok=True)
        assert _code_of(store(mode).mint) == "vault.already_minted"

    @pytest.mark.parametrize("mode", [AUTO, OS, FILE])
    def test_missing_is_said_and_nothing_is_made(self, store, folder, memory_keyring, mode):
        with pytest.raises(FaultError) as caught:
            store(mode).load()
        assert caught.value.code == "vault.key_missing"
        assert caught.value.params["keyring"] is None
        assert memory_keyring.entries == {}
        assert not folder.exists()
        assert store(mode).where() == "nowhere"

    def test_a_locked_keyring_is_told_apart_from_an_empty_one(self, store, use_keyring):
        use_keyring(BrokenKeyring())
        with pytest.raises(FaultError) as caught:
            store().load()
        assert caught.value.code == "vault.key_missing"
        assert "KeyringLocked" in caught.value.params["keyring"]

    @pytest.mark.parametrize("mode", [AUTO, FILE])
    def test_minting_that_failed_half_way_can_be_done_again(self, store, no_keyring, monkeypatch, mode):
        real = os.replace

        def fail_on_key(source, target):
            if str(target).endswith(".key"):
                raise OSError(28, "No space left on device")
            real(source, target)

        monkeypatch.setattr(os, "replace", fail_on_key)
        assert _code_of(store(mode).mint) == "vault.cannot_write"
        monkeypatch.undo()
        assert _code_of(store(FILE).load) == "vault.key_missing"
        minted = store(FILE).mint()
        assert store(FILE).load() == minted


class TestDamage:
    NEWER = frame.encode("key", 2, {"terminal": "t1"})
    ANOTHERS = encode_secrets("t2", GOLDEN)
    BAD = (
        ("", "vault.key_damaged"),
        ("not json", "vault.key_damaged"),
        (encode_secrets("t1", GOLDEN)[:-2], "vault.key_damaged"),
        (encode_secrets("t1", GOLDEN).replace("00", "01", 1), "vault.key_damaged"),
        (frame.encode("key", 1, {"terminal": "t1"}), "vault.key_damaged"),
        (frame.encode("key", 1, {"terminal": "t1", "database_key": "00"}), "vault.key_damaged"),
        (frame.encode("epoch", 1, {"terminal": "t1"}), "vault.key_damaged"),
        (NEWER, "vault.key_too_new"),
        (ANOTHERS, "vault.key_of_another_terminal"),
    )

    @pytest.mark.parametrize(("content", "code"), BAD)
    @pytest.mark.parametrize("mode", [AUTO, FILE])
    def test_a_bad_file_is_named_and_kept(self, store, folder, no_keyring, content, code, mode):
        folder.mkdir(mode=0o700)
        path = folder / "terminal-t1.key"
        path.write_text(content)
        path.chmod(0o600)
        with pytest.raises(FaultError) as caught:
            store(mode).load()
        assert caught.value.code == code
        assert caught.value.params["where"] == str(path)
        assert golden.DATABASE_KEY.hex()[4:] not in str(caught.value)
        assert path.read_text() == content
        assert store(mode).where() == "nowhere"

    @pytest.mark.parametrize(("content", "code"), BAD)
    def test_a_bad_entry_in_the_keyring_is_passed_over_for_a_good_file(
        self, store, folder, memory_keyring, content, code
    ):
        minted = store(FILE).mint()
        memory_keyring.entries[IN_KEYRING] = content
        fresh = store()
        assert fresh.load() == minted
        assert [finding.code for finding in fresh.findings()] == [code]
        assert fresh.where() == str(folder / "terminal-t1.key")

    def test_bytes_that_are_no_text(self, store, folder, no_keyring):
        folder.mkdir()
        (folder / "terminal-t1.key").write_bytes(b"\xff\xfe\x00garbage")
        assert _code_of(store().load) == "vault.key_damaged"


class TestSave:
    @pytest.mark.parametrize("mode", [AUTO, OS, FILE])
    def test_recovered_secrets_are_kept(self, store, memory_keyring, mode):
        store(mode).save(GOLDEN)
        assert store(mode).load() == GOLDEN
        store(mode).save(GOLDEN)
        assert store(mode).load() == GOLDEN

    def test_in_the_file_where_no_keyring_works(self, store, folder, no_keyring):
        store().save(GOLDEN)
        assert (folder / "terminal-t1.key").exists()
        assert store().load() == GOLDEN

    @pytest.mark.parametrize("mode", [AUTO, OS, FILE])
    def test_other_secrets_are_never_overwritten(self, store, memory_keyring, mode):
        minted = store(mode).mint()
        with pytest.raises(UserError) as caught:
            store(mode).save(GOLDEN)
        assert caught.value.code == "vault.other_key_present"
        assert store(mode).load() == minted

    @pytest.mark.parametrize("mode", [AUTO, FILE])
    def test_a_damaged_file_is_set_aside(self, store, folder, no_keyring, mode):
        folder.mkdir()
        (folder / "terminal-t1.key").write_text("damaged")
        fresh = store(mode)
        fresh.save(GOLDEN)
        assert store(mode).load() == GOLDEN
        assert (folder / "terminal-t1.key.damaged-1").read_text() == "damaged"
        assert "vault.set_aside" in [finding.code for finding in fresh.findings()]

    def test_a_damaged_entry_in_the_keyring_is_set_aside(self, store, memory_keyring):
        memory_keyring.entries[IN_KEYRING] = "damaged"
        store().save(GOLDEN)
        assert store().load() == GOLDEN
        assert memory_keyring.entries["omo-pos/t1/secrets-damaged", "t1"] == "damaged"

    @pytest.mark.parametrize("content", [TestDamage.NEWER, TestDamage.ANOTHERS])
    @pytest.mark.parametrize("mode", [AUTO, FILE])
    def test_what_is_not_ours_to_judge_stays(self, store, folder, no_keyring, content, mode):
        folder.mkdir()
        (folder / "terminal-t1.key").write_text(content)
        assert _code_of(lambda: store(mode).save(GOLDEN)) in ("vault.key_too_new", "vault.key_of_another_terminal")
        assert (folder / "terminal-t1.key").read_text() == content

    def test_a_failed_save_leaves_nothing_half_and_can_be_done_again(self, store, folder, no_keyring, monkeypatch):
        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        assert _code_of(lambda: store().save(GOLDEN)) == "vault.cannot_write"
        assert list(folder.iterdir()) == []
        monkeypatch.undo()
        store().save(GOLDEN)
        assert store().load() == GOLDEN


class TestFormats:
    def test_a_key_file_of_the_first_day_still_loads_and_is_still_written_the_same(self, folder, no_keyring):
        folder.mkdir()
        (folder / f"terminal-{golden.TERMINAL}.key").write_text(golden.KEY)
        (folder / f"terminal-{golden.TERMINAL}.epoch").write_text(golden.EPOCH_7)
        old = SecretStore(golden.TERMINAL, folder, FILE)
        assert old.load() == GOLDEN
        assert old.highest_epoch() == 7
        assert encode_secrets(golden.TERMINAL, GOLDEN) == golden.KEY

    def test_an_entry_fits_in_the_keyring_of_windows(self):
        assert len(golden.KEY.encode("utf-16-le")) <= 2560


class TestNothingShows:
    def test_secrets_show_in_no_repr(self):
        shown = repr(GOLDEN) + str(GOLDEN) + repr([GOLDEN]) + f"{GOLDEN}"
        for secret in (golden.DATABASE_KEY, golden.SIGNING_SEED, golden.LOOKUP_KEY):
            assert secret.hex() not in shown
            assert repr(secret) not in shown

    def test_secrets_are_neither_pickled_nor_taken_apart(self):
        for act in (pickle.dumps, copy.deepcopy, dataclasses.asdict):
            with pytest.raises(TypeError, match="neither pickled nor copied"):
                act(GOLDEN)

    def test_secrets_of_a_wrong_length_are_refused_without_being_quoted(self):
        for database_key, lookup_key in ((b"short", bytes(32)), (bytes(32), b"short")):
            with pytest.raises(FaultError) as caught:
                Secrets(database_key, Signer.generate(), lookup_key)
            assert caught.value.params == {}

    def test_equality_is_by_content(self):
        twin = Secrets(golden.DATABASE_KEY, Signer(golden.SIGNING_SEED), golden.LOOKUP_KEY)
        assert twin == GOLDEN
        assert hash(twin) == hash(GOLDEN)
        assert Secrets.generate() != GOLDEN
        assert GOLDEN != "secrets"

    def test_a_store_and_its_findings_show_no_secret(self, store, use_keyring):
        use_keyring(BrokenKeyring())
        fresh = store()
        minted = fresh.mint()
        shown = repr(fresh) + repr(fresh.findings()) + fresh.where()
        assert minted.database_key.hex() not in shown
        assert minted.signer.seed().hex() not in shown
