"""One and many."""

from __future__ import annotations

import pytest

from app.ui.shell.plural import counted


@pytest.mark.parametrize(
    ("words", "count", "said"),
    [
        ("{} item returned|{} items returned", 1, "1 item returned"),
        ("{} item returned|{} items returned", 3, "3 items returned"),
        ("{} item returned|{} items returned", 0, "0 items returned"),
        ("{} 項退回商品", 1, "1 項退回商品"),
    ],
)
def test_a_language_that_tells_one_from_many_is_spoken_so(words: str, count: int, said: str) -> None:
    assert counted(words, count) == said


def test_other_figures_may_stand_beside_the_count() -> None:
    assert counted("{} ({} line)|{} ({} lines)", 2, "Entry error", 2) == "Entry error (2 lines)"
