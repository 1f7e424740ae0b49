"""Databases of an older schema, and a migration of tomorrow, for kills in the middle of one."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from app.bootstrap import Terminal, keys_of, open_terminal
from app.config import Config
from app.db import schema
from app.db.connection import connect_reader, connect_writer
from app.db.datadir import DataDir

OLDEST = schema.REVISIONS[0]
TOMORROW = "9001"
#: As much as a migration ever does: a table made anew under its old name, its rows carried over and changed.
_TOMORROWS = f"""
from alembic import op

revision = "{TOMORROW}"
down_revision = "{schema.HEAD}"


def upgrade():
    columns = [row[1] for row in op.get_bind().exec_driver_sql("PRAGMA table_info(sale)")]
    op.execute("ALTER TABLE sale RENAME TO sale_before")
    op.execute("DROP INDEX sale_of_shift")
    text = op.get_bind().exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'sale_before'").scalar()
    text = text.replace("sale_before", "sale", 1).replace('"sale"', "sale")
    op.execute(text.replace("PRIMARY KEY", "origin TEXT NOT NULL DEFAULT 'counter', PRIMARY KEY", 1))
    for row in op.get_bind().exec_driver_sql("SELECT id FROM sale_before").fetchall():
        op.get_bind().exec_driver_sql(
            f"INSERT INTO sale({{', '.join(columns)}}) SELECT * FROM sale_before WHERE id = ?", (row[0],)
        )
    op.execute("DROP TABLE sale_before")
    op.execute("CREATE INDEX sale_of_shift ON sale (shift_id)")
"""


def downgrade(config: Config) -> None:
    """Make the database again as the oldest program would have left it, with all that its tables can hold."""
    place = DataDir(config.data_dir)
    identity = place.identity()
    assert identity is not None
    key = keys_of(config, identity).database
    old = place.folder / "old.db"
    with closing(connect_reader(place.database, key)) as source, closing(connect_writer(old, key)) as target:
        schema.upgrade(target, OLDEST)
        target.execute("BEGIN IMMEDIATE")
        names_of = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name <> 'journal_archive'"
        for (table,) in target.execute(names_of).fetchall():  # the journal goes on behind what is archived
            there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
            names = ", ".join(row[1] for row in target.execute(f"PRAGMA table_info({table})") if row[1] in there)
            if table == "alembic_version":
                continue
            for row in source.execute(f"SELECT {names} FROM {table}"):
                target.execute(f"INSERT INTO {table}({names}) VALUES({', '.join('?' * len(row))})", row)
        target.execute("COMMIT")
    for suffix in ("", "-wal", "-shm"):
        place.database.with_name(place.database.name + suffix).unlink(missing_ok=True)
    old.replace(place.database)


def tomorrow(work: Path) -> Path:
    """A folder of migrations with one more than there are."""
    target = work / "migrations"
    if not target.exists():
        shutil.copytree(Path(schema.__file__).parent / "migrations", target)
        (target / "versions" / f"{TOMORROW}_tomorrow.py").write_text(_TOMORROWS, encoding="utf-8")
    return target


def open_tomorrow(config: Config, scripts: Path) -> Terminal:
    """Open with the program of tomorrow; changes this process for good."""
    schema.REVISIONS = (*schema.REVISIONS, TOMORROW)
    schema.HEAD = TOMORROW
    schema.upgrade.__defaults__ = (TOMORROW, scripts)
    return open_terminal(config)
