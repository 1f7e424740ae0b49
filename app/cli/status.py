"""Exit statuses, and the one clear line that an error becomes."""

from __future__ import annotations

from enum import IntEnum

from app.cli.sentences_centre import CENTRE
from app.cli.sentences_counter import COUNTER
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


#: The sentence of each error.
SENTENCES = {**CENTRE, **COUNTER}


#: What a verification may find, in words, with what to do.
PROBLEMS = {
    "anchor.bad_signature": "the anchor was not signed by this terminal: somebody else wrote anchor.json",
    "anchor.leads": (
        "entries at the end of the journal are missing: an older file was put back, or the end was cut off; restore "
        "the newest copy with omo-pos restore"
    ),
    "anchor.missing": "anchor.json was taken away: nothing vouches for the journal's end; take a copy and restore it",
    "anchor.other_history": "this is not the journal that was anchored: restore the newest copy with omo-pos restore",
    "archive.changed": "an archive file was changed: bring it back from a copy's archive folder",
    "archive.missing": "an archive file is missing: bring it back from a copy's archive folder",
    "journal.bad_epoch": "an entry stands in an epoch that nobody opened: restore a copy with omo-pos restore",
    "journal.empty": "the journal is empty: restore a copy with omo-pos restore",
    "journal.gap": "an entry is missing here: restore a copy with omo-pos restore",
    "journal.hash_mismatch": "this entry, or one before it, was changed: restore a copy with omo-pos restore",
    "journal.stray": "an entry was put in beside the chain: restore a copy with omo-pos restore",
    "journal.unreadable_body": "this entry cannot be read: restore a copy with omo-pos restore",
    "journal.wrong_type": "this entry was changed: restore a copy with omo-pos restore",
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
