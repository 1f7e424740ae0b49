"""Reasons that the window offers: what is kept in the shop's language is read in another one, also on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTranslator

from app.domain.receipt.words import words
from app.resources import resource
from app.ui.screens.refund.words import REASONS as BACK
from app.ui.screens.sell.words import REASONS as OFF

OFFERED = [*BACK, *(one for one, _ in OFF)]


@pytest.mark.parametrize("reason", OFFERED)
def test_a_receipt_in_english_says_a_reason_as_the_window_does(reason: str) -> None:
    english = QTranslator()
    assert english.load(str(resource("i18n/en.qm")))
    assert words("en").reasons[reason] == english.translate("Reason", reason) != reason
    assert words("zh_TW").reasons[reason] == reason
