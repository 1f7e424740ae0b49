"""What the window says of the journal's kinds and of conflicts: none goes by its raw name or a general sentence."""

from __future__ import annotations

import pytest

from app.contract.journal import KINDS
from app.domain.conflict import ConflictKind
from app.domain.sync import Conflict
from app.ui.screens.sync.words import conflict_act, conflict_words, kind_icon, kind_words

STRANGE = Conflict("c0", "t1", "kind.of_tomorrow", "subject", "counted", 0)


@pytest.mark.parametrize("kind", sorted({name for name, _ in KINDS}))
def test_every_kind_of_entry_has_its_word(kind: str) -> None:
    assert "." not in kind_words(kind)
    assert kind_icon(kind) != "file"


@pytest.mark.parametrize("kind", ConflictKind)
def test_every_conflict_says_what_met(kind: ConflictKind) -> None:
    one = Conflict("c1", "t1", kind.value, "subject", "counted", 0)
    assert conflict_words(one) != conflict_words(STRANGE)
    assert conflict_act(one)
