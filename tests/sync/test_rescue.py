"""Rescue: what could not be sent goes by hand, readable to the centre alone, any number of times with one effect."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.central import enrol as enrolling
from app.central.database import write
from app.central.setup import put_store
from app.domain.errors import FaultError, UserError
from app.vault import rescue
from app.vault.sealing import open_sealed, seal
from app.vault.signature import Signer
from tests.central.admin import Asking, token
from tests.central.conftest import START
from tests.db.conftest import command, command_here, refused
from tests.sync.equal import check_equal


def test_the_sealing_key_is_the_signing_keys_own_in_the_other_coordinates() -> None:
    for _ in range(20):
        signer = Signer.generate()
        opening = rescue.opening_key_of(signer.seed())
        assert rescue.sealing_key_of(signer.public_key) == opening.public_key
        assert (
            X25519PrivateKey.from_private_bytes(opening.private()).public_key().public_bytes_raw()
            == opening.public_key
        )
        assert open_sealed(opening, seal(rescue.sealing_key_of(signer.public_key), b"x", "c"), "c") == b"x"


def test_a_file_is_read_by_its_centre_and_only_as_it_was_written() -> None:
    centre, till = Signer.generate(), Signer.generate()
    content = rescue.write_rescue(till, "T", "C", centre.public_key.hex(), b"what was sold")
    assert b"sold" not in content
    found = rescue.read_rescue(content)
    keys = [till.public_key]
    assert rescue.open_rescue(found, centre.seed(), keys) == (0, b"what was sold")
    assert rescue.open_rescue(found, centre.seed(), [centre.public_key, *keys]) == (1, b"what was sold")
    for others in ([centre.public_key], []):
        refused(
            FaultError, "vault.sealed_damaged", lambda some=others: rescue.open_rescue(found, centre.seed(), some)
        )
    other = Signer.generate().seed()
    refused(FaultError, "vault.sealed_to_another_key", lambda: rescue.open_rescue(found, other, keys))
    moved = rescue.read_rescue(content.replace(b"\nT\n", b"\nU\n", 1))
    refused(FaultError, "vault.sealed_damaged", lambda: rescue.open_rescue(moved, centre.seed(), keys))
    refused(UserError, "rescue.not_one", lambda: rescue.read_rescue(b"something"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_unsent_tail_goes_by_hand_and_the_network_finds_it_done(linked, tmp_path) -> None:
    till, file = linked.till, tmp_path / "stick" / "tail.rescue"
    file.parent.mkdir()
    till.open_shift(1_000)
    till.sell(("A", 2, 50))
    linked.sync().settle()
    for _ in range(600):
        till.sell(("A", 1, 50))
    keys = {"OMO_POS_KEY_DIR": str(till.config.key_dir)}
    done = command("rescue", "export", file, "--data-dir", till.folder, **keys)  # beside the counter that goes on
    assert "600 entries" in done.stdout
    url = linked.engine.url.render_as_string(hide_password=False)
    for way in (command, command_here):
        done = way("rescue", "import", file, "--database-url", url)
        assert f"600 entries of terminal {till.terminal.terminal_id}" in done.stdout
        check_equal(linked.engine, till)
    assert linked.outbox.unsent() == 600
    linked.sync().settle()
    assert linked.outbox.unsent() == 0
    check_equal(linked.engine, till)
    till.sell(("A", 1, 50))
    write(linked.engine, lambda connection: enrolling.revoke(connection, till.terminal.terminal_id, START))
    assert "1 entries" in command_here("rescue", "export", file, "--data-dir", till.folder, **keys).stdout
    command_here("rescue", "import", file, "--database-url", url, status=3)
    command_here("rescue", "import", file, "--database-url", url, "--revoked")
    check_equal(linked.engine, till)
    refused(UserError, "token.revoked", linked.gateway().mark)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_tail_comes_in_over_http_from_any_machine(linked, tmp_path) -> None:
    till, file = linked.till, tmp_path / "tail.rescue"
    till.open_shift(1_000)
    linked.sync().settle()
    for _ in range(600):
        till.sell(("A", 1, 50))
    command_here("rescue", "export", file, "--data-dir", till.folder, OMO_POS_KEY_DIR=str(till.config.key_dir))
    send = ("rescue", "import", file, "--url", linked.url)
    assert "OMO_POS_CENTRAL_TOKEN" in command_here(*send, status=3).stderr
    command_here(*send, status=3, OMO_POS_CENTRAL_TOKEN=token(linked.engine, "stock"))
    good = token(linked.engine, "terminal")
    for _ in range(2):
        assert "600 entries of terminal" in command_here(*send, OMO_POS_CENTRAL_TOKEN=good).stdout
        check_equal(linked.engine, till)
    till.sell(("A", 1, 50))
    write(linked.engine, lambda connection: enrolling.revoke(connection, till.terminal.terminal_id, START))
    command_here("rescue", "export", file, "--data-dir", till.folder, OMO_POS_KEY_DIR=str(till.config.key_dir))
    assert "--revoked" in command_here(*send, status=3, OMO_POS_CENTRAL_TOKEN=good).stderr
    command_here(*send, "--revoked", OMO_POS_CENTRAL_TOKEN=good)
    check_equal(linked.engine, till)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_is_refused_by_whom_it_is_not_for(linked, tmp_path) -> None:
    till, file = linked.till, tmp_path / "tail.rescue"
    till.open_shift(1_000)
    command_here("rescue", "export", file, "--data-dir", till.folder, OMO_POS_KEY_DIR=str(till.config.key_dir))
    write(linked.engine, lambda connection: put_store(connection, "S02", "Other", "Asia/Taipei", "TWD", START))
    whole = file.read_bytes()
    before = linked.held()
    cases = [
        (token(linked.engine, "terminal", store="S02"), whole, 404, "rescue.unknown_terminal"),
        (token(linked.engine, "terminal.read"), whole, 403, "token.not_allowed"),
        (linked.token, whole, 401, "token.unknown"),
        (token(linked.engine), b"something", 400, "rescue.not_one"),
        (token(linked.engine), whole[:-1], 400, "vault.sealed_damaged"),
        (token(linked.engine), whole.replace(b" 2\n0", b" 2\n1", 1), 404, "rescue.unknown_terminal"),
    ]  # fmt: skip
    for secret, content, status, code in cases:
        with Asking(linked.url, secret) as ask:
            answer = ask.client.post("/v1/admin/rescue", content=content)
            assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert linked.held() == before
    with Asking(linked.url, token(linked.engine, "terminal", store="S01")) as ask:
        assert ask.client.post("/v1/admin/rescue", content=whole).json()["entries"] == len(linked.written())
