"""The bar over the screens follows what becomes of the line to the centre."""

from __future__ import annotations

from app.runtime.standing import Link, Standing
from app.ui.shell.topbar import TopBar


def test_the_pill_follows_the_standing(counter) -> None:
    counter.open("sell")
    bar = counter.window.findChild(TopBar)
    told = [bar.pill.property("state")]
    for standing in (Standing(Link.SENDING, 7), Standing(Link.ONLINE), Standing(Link.OFFLINE, 3)):
        object.__setattr__(counter.place.counter, "standing", lambda standing=standing: standing)
        bar.tell_standing()
        told.append(bar.pill.property("state"))
    assert told == ["alone", "sending", "online", "offline"]
    assert "3" in bar.pill.accessibleName()
