"""Receipts: one pure document for every paper, in two languages."""

from __future__ import annotations

from app.domain.receipt.code import read_receipt_code, receipt_code
from app.domain.receipt.document import (
    Align,
    Banner,
    Block,
    Code,
    Cut,
    Document,
    Heading,
    Item,
    Kind,
    Line,
    Paper,
    Row,
    Rule,
    Size,
    Space,
    Symbol,
    Text,
)
from app.domain.receipt.sale import Shown, sale_receipt
from app.domain.receipt.shift import ShownShift, x_report, z_report
from app.domain.receipt.trial import trial
from app.domain.receipt.words import LANGUAGES, Words, words

__all__ = [
    "LANGUAGES",
    "Align",
    "Banner",
    "Block",
    "Code",
    "Cut",
    "Document",
    "Heading",
    "Item",
    "Kind",
    "Line",
    "Paper",
    "Row",
    "Rule",
    "Shown",
    "ShownShift",
    "Size",
    "Space",
    "Symbol",
    "Text",
    "Words",
    "read_receipt_code",
    "receipt_code",
    "sale_receipt",
    "trial",
    "words",
    "x_report",
    "z_report",
]
