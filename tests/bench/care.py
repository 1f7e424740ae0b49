"""What a centre's database promises to keep through a power cut: figures mean nothing without it."""

from __future__ import annotations

from sqlalchemy import Engine

#: As shops run them: whatever was answered is on the disk.
_SAFE = {
    "sqlite": {"journal_mode": "wal", "synchronous": "2"},
    "postgresql": {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"},
}


def care_of(engine: Engine) -> str:
    """Its settings, which must be the safe ones, in words."""
    name = engine.dialect.name
    ask = "PRAGMA" if name == "sqlite" else "SHOW"
    with engine.connect() as connection:
        found = {one: str(connection.exec_driver_sql(f"{ask} {one}").scalar()) for one in _SAFE[name]}
    assert found == _SAFE[name], found
    return f"{name} ({', '.join(f'{key}={value}' for key, value in found.items())})"
