"""`omo-pos doctor`: what is well and what is not, in one page."""

from __future__ import annotations

import argparse

from app import bootstrap, config
from app.cli.say import Verbs, data_dir, say
from app.cli.status import Status, sentence
from app.domain.errors import AppError


def add(verbs: Verbs) -> None:
    """Add the command."""
    verb = verbs.add_parser("doctor", help="say what is well and what is not; changes nothing")
    data_dir(verb)
    verb.set_defaults(run=_doctor)


def _doctor(arguments: argparse.Namespace) -> Status:
    settings = config.load(arguments.data_dir)
    well = True
    for finding in bootstrap.diagnose(settings):
        say(f"{'ok  ' if finding.well else 'BAD '} {finding.what}: {finding.text}")
        well = well and finding.well
    try:
        beside = bootstrap.open_beside(settings)
    except AppError as error:
        say(f"BAD  database: {sentence(error)}")
        return Status.BROKEN
    try:
        pages = beside.integrity()
        say(f"{'ok  ' if pages == 'ok' else 'BAD '} database: {pages}")
        report = beside.verify()
    finally:
        beside.close()
    journal = f"{report.entries} entries, epoch {report.epoch}"
    if not report.ok:
        journal = f"seq {report.broken_seq}: {report.problem or ', '.join(report.differences)}"
    say(f"{'ok  ' if report.ok else 'BAD '} journal: {journal}")
    return Status.OK if well and pages == "ok" and report.ok else Status.BROKEN
