"""The unsent tail of a terminal on its way by hand: sealed to its centre, out of a file and into one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.bootstrap.beside import open_beside
from app.bootstrap.terminal import secret_store
from app.config import Config
from app.contract.push import Rescued
from app.db.anchor import replace_file
from app.domain.errors import FaultError, UserError
from app.sync.push import pushed
from app.vault.rescue import write_rescue


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


def read_rescue_file(path: Path) -> bytes:
    """A rescue file's bytes.

    Raises:
        UserError: ``file.not_found``.
        FaultError: ``file.unreadable``.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("file.not_found", path=str(path)) from None
    except OSError as error:
        raise FaultError("file.unreadable", path=str(path), detail=error.strerror or str(error)) from error


def send_rescue(path: Path, url: str, token: str, *, plain: bool, revoked: bool, ca_file: str = "") -> Rescued:
    """Bring a rescue file to a centre over HTTP, from any machine.

    Args:
        token: of the admin API.
        plain: plain HTTP is allowed although the centre is another machine.
        revoked: also of a machine that was revoked or replaced.
        ca_file: the certificates of who alone may vouch for the centre; empty for the usual authorities.

    Raises:
        UserError: ``centre.not_secure``, ``centre.bad_address``, ``centre.bad_ca_file``; of the centre.
        FaultError: of the gateway.
    """
    from app.sync.gateway import Address, Gateway  # noqa: PLC0415 - as elsewhere, only who needs it waits for HTTP

    content = read_rescue_file(path)
    with closing(Gateway(Address(url.rstrip("/"), token, plain, ca_file))) as gateway:
        return gateway.rescue(content, revoked=revoked)
