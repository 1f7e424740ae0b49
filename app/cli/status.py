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
    "catalog.code_in_file": "{barcode} is already on line {line}, for {sku}: one code means one product",
    "catalog.code_taken": "{barcode} already belongs to {sku} in the catalogue: one code means one product",
    "catalog.column_twice": "of the columns {first} and {second}, which mean the same, {first} is used",
    "catalog.columns_ignored": "columns not understood and left out: {columns}",
    "catalog.counted_before": "this very file was taken in before: its stock counts are not booked once more",
    "catalog.date_unreadable": "{column} {text} is not a date such as 2026-12-31",
    "catalog.dates_reversed": "{column} {text} is before the price starts",
    "catalog.dates_without_price": "{column} {text} has no price beside it",
    "catalog.empty": "{column} is empty",
    "catalog.flag_unreadable": "{column} {text} is neither yes nor no (是, 否)",
    "catalog.missing_columns": "{path} has no column for {missing}; its columns are: {found}",
    "catalog.no_price": "has no price: give one, or mark it as open price (時價)",
    "catalog.no_rows": "{path} holds no products",
    "catalog.number_mangled": (
        "{column} {text} was cut short by a spreadsheet: make the column text and fill it in again"
    ),
    "catalog.open_quote": "{column} begins with a quotation mark that is not closed",
    "catalog.pack_out_of_range": "{column} {text}: a pack holds 1 to 10,000",
    "catalog.pack_twice": "{column} has {barcode} for two pack sizes",
    "catalog.price_negative": "{column} {text} is below zero",
    "catalog.price_over": "the price ended already ({column} {text}): it is not used",
    "catalog.price_too_fine": "{column} {text} has more decimals than {currency} has ({most})",
    "catalog.price_too_high": "{column} {text} is too high for a price: is it a barcode?",
    "catalog.price_unreadable": "{column} {text} is not an amount",
    "catalog.price_zero": "{column} is 0: the product will be given away",
    "catalog.sheet_error": "{column} holds the spreadsheet's error {text}",
    "catalog.sku_twice": (
        "{sku} is already on line {line}, which holds: rows of one product may differ in price dates only"
    ),
    "catalog.stock_negative": "{column} {text} is below zero: booked as it stands",
    "catalog.stock_not_whole": "the stock of goods sold by the piece must be a whole number",
    "catalog.stock_unreadable": "{column} {text} is not a quantity",
    "catalog.text_control": "{column} holds the control character {character}",
    "catalog.text_too_long": "{column} is longer than {most} characters",
    "catalog.text_unreadable": "{column} holds a character that cannot be read: save the file as UTF-8",
    "catalog.too_many_cells": "has {found} cells, the header {expected}: a text with a comma needs quotation marks",
    "catalog.too_many_levels": "{column} {text} has too many levels",
    "catalog.unit_mismatch": "{column} {text} does not fit the unit",
    "catalog.unit_needs_base": "{column} {text}: say what the price is for, such as 100g, in a column 計價單位 (per)",
    "catalog.unknown_tax": "{column} {text} is not known: use 應稅, 零稅率, 免稅 or one of {allowed}",
    "catalog.unknown_unit": "{column} {text} is not a unit: use 個, 包, 瓶, 公斤, 100g, 台斤 or the like",
    "catalog.wrong_check_digit": "{barcode} has a wrong check digit (it should end in {digit}): kept as a house code",
    "catalog.zeros_lost": "{barcode} seems to have lost its leading zeros: it is found as {mended} too",
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
    "promotion.damaged": "the promotion {id} is damaged: {detail}",
    "replay.missing_columns": "{path} lacks the columns {columns}",
    "replay.no_rows": "{path} holds no transactions",
    "resources.missing": "{address} is not there: the installation is not whole, install OMO POS again",
    "sheet.damaged": "{path} cannot be read, it is damaged: {detail}",
    "sheet.empty": "{path} is empty",
    "sheet.old_excel": "{path} is in Excel's old form, or has a password: save it as xlsx without one, or as CSV",
    "sheet.other_kind": "{path} is neither a CSV nor an Excel workbook (xlsx)",
    "sheet.too_large": "{path} is larger than {most} MB: split it",
    "sheet.web_page": "{path} is a web page, whatever its name: open it in a spreadsheet and save it as xlsx or CSV",
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
