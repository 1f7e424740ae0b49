"""The code on a receipt: which sale it is, to be scanned when goods come back."""

from __future__ import annotations

import re

from app.domain.ids import is_uuid7

_FORM = re.compile(r"OMO-R-([0-9A-F]{32})")


def receipt_code(sale_id: str) -> str:
    """What a receipt's QR code says: capitals and digits only, so that it is small and scanners type it plainly."""
    return f"OMO-R-{sale_id.replace('-', '').upper()}"


def read_receipt_code(text: str) -> str | None:
    """The sale's id in a receipt's code, however it was typed; None for anything else."""
    found = _FORM.fullmatch(text.strip().upper())
    if found is None:
        return None
    digits = found[1].lower()
    sale_id = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    return sale_id if is_uuid7(sale_id) else None
