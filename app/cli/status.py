"""Exit statuses, and the one clear line that an error becomes."""

from __future__ import annotations

from enum import IntEnum

from app.domain.errors import AppError, ConflictError, FaultError, UserError


class Status(IntEnum):
    """What the command line answers; the README lists them."""

    OK = 0
    BROKEN = 1  # a check was made and failed
    USAGE = 2
    INPUT = 3  # the input or the act cannot be accepted; the line says what to do
    FAULT = 4  # the disk, a key, a damaged file
    CONFLICT = 5
    IN_USE = 6  # another process runs on the data directory
    BUG = 70


#: The sentence of each error: what is wrong, and what to do. `{name}` is a parameter of the error.
SENTENCES = {
    "cart.amount_out_of_range": "the amount of {sku} is too large for one line: split it",
    "cart.quantity_out_of_range": "a quantity of {quantity} cannot be sold: it must be more than zero",
    "cart.too_many_lines": "more than {most} lines on one sale: split it",
    "config.bad_keyring": "OMO_POS_KEYRING is {found}: use one of {allowed}",
    "config.keys_in_data_dir": "keys must lie outside the data directory: set OMO_POS_KEY_DIR elsewhere than {path}",
    "data_dir.cannot_make": "cannot use {path}: {detail}",
    "data_dir.damaged": "{path} is damaged: restore it from a copy (omo-pos restore)",
    "data_dir.empty": "there is no terminal in {path}: make one with omo-pos init, or name another --data-dir",
    "data_dir.exists": "{path} already holds a terminal: name another --data-dir",
    "data_dir.in_use": "another OMO POS is running on {path}: close it first",
    "data_dir.other_kind": "{path} is encrypted and cannot be opened as --plain: leave --plain away",
    "data_dir.other_currency": "{path} counts in {found}, not {asked}: use another --data-dir or --currency {found}",
    "db.busy": "{path} is busy: another program holds it; try again",
    "db.closed": "the terminal is closing",
    "db.damaged": "{path} is damaged: restore a copy with omo-pos restore",
    "db.disk_full": "the disk is full: make room, nothing that was sold is lost",
    "db.io": "cannot read or write {path}: {detail}",
    "db.missing": "there is no database at {path}",
    "db.newer_schema": "this data is from a newer OMO POS (schema {found}, this one knows {known}): update OMO POS",
    "db.unreadable": "{path} cannot be opened: wrong key or a damaged file",
    "file.not_found": "there is no file {path}",
    "file.unreadable": "cannot read {path}: {detail}",
    "journal.entry_too_large": "one act is larger than {most} bytes: split it",
    "money.unknown_currency": "unknown currency {currency}: use an ISO 4217 code such as TWD or GBP",
    "replay.missing_columns": "{path} lacks the columns {columns}",
    "replay.no_rows": "{path} holds no transactions",
    "shift.already_open": "a shift is already open: close it first",
    "shift.not_open": "no shift is open: open one first",
    "shop.unknown_zone": "unknown time zone {zone}: use an IANA name such as Asia/Taipei",
    "vault.key_missing": (
        "this terminal's key is not on this computer: bring it back with omo-pos key restore and the recovery code"
    ),
    "vault.wrong_recovery_code": "the recovery code is wrong: check it and type it again",
}


class _Params(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def sentence(error: AppError) -> str:
    """One line that says what is wrong and what to do."""
    template = SENTENCES.get(error.code)
    text = str(error) if template is None else template.format_map(_Params(error.params))
    return " ".join(text.split())


def status_of(error: AppError) -> Status:
    """The exit status of an error."""
    if error.code == "data_dir.in_use":
        return Status.IN_USE
    match error:
        case UserError():
            return Status.INPUT
        case ConflictError():
            return Status.CONFLICT
        case FaultError():
            return Status.FAULT
        case _:
            return Status.BUG
