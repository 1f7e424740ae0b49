"""Keys: every terminal is told what verifies codes and receipts; a new key takes over, the former ones end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, select

from app.central import database, key, tables, terminal
from app.central import enrol as enrolling
from app.central.bootstrap import make_key
from app.central.database import open_database, reading, write
from app.central.office import Office
from app.central.setup import found_centre, put_store
from app.central.tables import centre, change, code_key, metadata
from app.cli.main import run
from app.contract.enrol import EnrolRequest
from app.domain.errors import UserError
from app.services.enrol import make_request
from app.vault.signature import Signer, verify
from tests.central.conftest import START
from tests.db.conftest import refused

ID = "019b0000-0000-7000-8000-00000000000{}"


def told(engine, use: str) -> dict[str, dict[str, object]]:
    """What stands in the feed of a use's keys, by their public halves."""
    query = select(change.c.key, change.c.body).where(change.c.kind == "key", change.c.deleted == 0)
    with reading(engine) as connection:
        items = [json.loads(row.body) for row in connection.execute(query) if row.key.startswith(f"{use}.")]
    return {one["public"]: one for one in items}


def request(code: str, number: int, signer: Signer, at: int, *, fresh: bool = False) -> EnrolRequest:
    return make_request(code, ID.format(number), signer, "", at=at, fresh=fresh)


def test_a_centre_signs_with_its_own_key_first_and_one_of_before_is_told_too(engine) -> None:
    with reading(engine) as connection:
        public = bytes(connection.execute(select(centre.c.public_key)).scalar_one())
        assert key.signing_seed(connection) == bytes(connection.execute(select(centre.c.seed)).scalar_one())
    assert list(told(engine, "code")) == [public.hex()]
    write(engine, lambda connection: connection.execute(delete(code_key)))  # as one that was founded before
    write(engine, lambda connection: connection.execute(delete(change)))
    assert told(engine, "code") == {}
    found_centre(engine, make_key, START)
    found_centre(engine, make_key, START)
    assert list(told(engine, "code")) == [public.hex()]


def test_a_new_key_signs_and_codes_of_before_count_until_they_are_ended(engine) -> None:
    office = Office(engine, lambda: START + 5)
    (first,) = told(engine, "code")
    seed, public = make_key()
    made = office.rotate_code_key(seed, public)
    assert (made.no, [one.no for one in office.code_keys()]) == (2, [2, 1])
    assert set(told(engine, "code")) == {first, public.hex()}
    with reading(engine) as connection:
        assert key.signing_seed(connection) == seed
        kept = connection.execute(select(code_key.c.seed).order_by(code_key.c.no)).scalars().all()
    assert [one is None for one in kept] == [True, False], "nobody can sign with the former one any more"
    assert office.end_former_code_keys() == 1
    assert office.end_former_code_keys() == 0
    assert list(told(engine, "code")) == [public.hex()]
    assert [one.ended_at for one in office.code_keys()] == [None, START + 5]


def test_keys_do_not_pile_up(engine) -> None:
    office = Office(engine, lambda: START)
    for _ in range(key.MOST_KEYS - 1):
        office.rotate_code_key(*make_key())
    refused(UserError, "key.too_many", lambda: office.rotate_code_key(*make_key()))
    assert office.end_former_code_keys() == key.MOST_KEYS - 1
    office.rotate_code_key(*make_key())


def test_a_terminal_s_receipts_are_verified_by_the_key_it_enrolled_with(engine) -> None:
    mine, other = Signer(b"m" * 32), Signer(b"o" * 32)

    def join(connection) -> None:
        put_store(connection, "S01", "本店", "Asia/Taipei", "TWD", START)
        code = enrolling.make_code(connection, "S01", 1, START)
        enrolling.enrol(connection, request(code, 1, mine, START), verify, START)

    def replace(connection) -> str:
        return terminal.replace(connection, ID.format(1), enrolling.Admin(frozenset(), None), START + 10)

    write(engine, join)
    (item,) = told(engine, "receipt").values()
    assert item == {
        "use": "receipt", "public": mine.public_key.hex(), "store": "S01", "terminal_id": ID.format(1),
        "from_at": START, "until_at": None,
    }  # fmt: skip
    code = write(engine, replace)
    assert told(engine, "receipt")[mine.public_key.hex()]["until_at"] == START + 10, "it was put out"
    taken = request(code, 2, other, START + 20, fresh=True)
    write(engine, lambda connection: enrolling.enrol(connection, taken, verify, START + 20))
    found = told(engine, "receipt")
    assert {public: one["until_at"] for public, one in found.items()} == {
        mine.public_key.hex(): START + 20,
        other.public_key.hex(): None,
    }
    assert {one["terminal_id"] for one in found.values()} == {ID.format(1)}
    everywhere = enrolling.Admin(frozenset(), None)
    write(engine, lambda connection: terminal.revoke(connection, ID.format(1), everywhere, START + 30))
    assert told(engine, "receipt")[other.public_key.hex()]["until_at"] == START + 30


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_command_rotates_lists_and_ends(database_url, capsys) -> None:
    def command(*arguments: str) -> list[str]:
        assert run(["central", *arguments, "--database-url", database_url]) == 0
        return capsys.readouterr().out.splitlines()

    command("init")
    (said,) = command("key", "rotate")
    lines = [one.split("\t") for one in command("key", "list")]
    assert [(line[0], line[3]) for line in lines] == [("2", "-"), ("1", "-")]
    assert f"key {lines[0][1]} " in said
    assert command("key", "list", "--end-former")[0] == "1 keys ended"
    assert [one.split("\t")[3] == "-" for one in command("key", "list")] == [True, False]


def test_a_centre_of_the_first_schema_has_its_keys_told_once_it_is_brought_up(database_url) -> None:
    """Its terminals enrolled before anybody was told of keys."""
    engine = open_database(database_url)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table.name}"')
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        config = Config()
        config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        ours = {"id": ID.format(9), "incarnation": ID.format(8), "seed": b"s" * 32, "public_key": b"p" * 32,
                "badge_key": b"b" * 32, "made_at": START}  # fmt: skip
        connection.execute(centre.insert().values(ours))
        connection.execute(
            tables.terminal.insert().values(
                id=ID.format(1), store="S01", register_no=1, token_hash=b"t", public_key=b"k" * 32, enrolled_at=START,
                revoked_at=START + 1,
            )
        )  # fmt: skip
    database.migrate(engine)
    found_centre(engine, make_key, START + 2)
    assert {one: item["until_at"] for one, item in (told(engine, "code") | told(engine, "receipt")).items()} == {
        (b"p" * 32).hex(): None,
        (b"k" * 32).hex(): START + 1,
    }
    engine.dispose()
