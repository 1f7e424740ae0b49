"""Texts that people typed or files brought: within what an entry of the journal can be written with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from app.domain.errors import UserError

#: Characters of a code and of a text, as the contract takes them.
MAX_CODE = 200
MAX_TEXT = 2_000


def check_texts(codes: Iterable[str | None], texts: Iterable[str]) -> None:
    """Refuse what could not be written, while somebody can still do something about it.

    Raises:
        UserError: ``text.too_long``, ``text.unreadable``.
    """
    for most, some in ((MAX_CODE, codes), (MAX_TEXT, texts)):
        for text in some:
            if text is None or (text.isascii() and text.isprintable() and len(text) <= most):
                continue
            if len(text) > most:
                raise UserError("text.too_long", most=most, text=text[:20])
            # A printer obeys control characters; half a surrogate pair is what a broken input method sends.
            if any(unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t" for one in text):
                raise UserError("text.unreadable", text=ascii(text[:20]))
