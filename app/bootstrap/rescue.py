"""The unsent tail of a terminal on its way by hand: sealed to its centre, out of a file and into one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from app.bootstrap.beside import open_beside
from app.bootstrap.terminal import secret_store
from app.config import Config
from app.contract.push import PushedEntry
from app.contract.wire import WireError, read_wire
from app.db.anchor import replace_file
from app.domain.errors import FaultError, UserError
from app.sync.push import pushed
from app.vault.rescue import Rescue, open_rescue, read_rescue, write_rescue


def export_rescue(config: Config, target: Path) -> int:
    """Write what the centre lacks into a file that only it can read; how many entries. The counter may go on selling.

    Raises:
        UserError: ``data_dir.empty``, ``rescue.no_centre``.
        FaultError: ``file.cannot_write``; of the database and the vault.
    """
    with closing(open_beside(config)) as beside:
        secrets = secret_store(config, beside.identity.terminal_id)
        membership = secrets.membership()
        if membership is None:
            raise UserError("rescue.no_centre")
        beside.connection.execute("BEGIN")  # one picture, whatever is sold meanwhile
        row = beside.connection.execute("SELECT seq FROM mark WHERE name='centre'").fetchone()
        entries = [pushed(one) for one in beside.archives.entries(beside.connection, 0 if row is None else row[0])]
    payload = "\n".join(one.model_dump_json() for one in entries).encode()
    content = write_rescue(
        secrets.load().signer, beside.identity.terminal_id, membership.centre_id, membership.centre_key, payload
    )
    try:
        replace_file(target, content)
    except OSError as error:
        raise FaultError("file.cannot_write", path=str(target), detail=error.strerror or str(error)) from error
    return len(entries)


def load_rescue(path: Path) -> Rescue:
    """A rescue file, still sealed.

    Raises:
        UserError: ``file.not_found``, ``rescue.not_one``.
        FaultError: ``file.unreadable``.
    """
    try:
        return read_rescue(path.read_bytes())
    except FileNotFoundError:
        raise UserError("file.not_found", path=str(path)) from None
    except OSError as error:
        raise FaultError("file.unreadable", path=str(path), detail=error.strerror or str(error)) from error


def rescued_entries(rescue: Rescue, seed: bytes, terminal_key: bytes) -> Iterator[PushedEntry]:
    """The entries of a rescue file, in their order.

    Raises:
        FaultError: of `open_rescue`.
    """
    for line in open_rescue(rescue, seed, terminal_key).splitlines():
        try:
            yield read_wire(PushedEntry, line)
        except WireError:
            raise FaultError("vault.sealed_damaged") from None
