"""An invitation's QR, as a console shows it."""

from __future__ import annotations

import io
import sys

from app.cli.say import say
from app.services.invite import Invitation, invitation_text


def say_invitation(one: Invitation) -> None:
    """Print the text of an invitation, and its QR where the console can show one."""
    import segno  # noqa: PLC0415 - most commands draw nothing

    text, drawn = invitation_text(one), io.StringIO()
    say(text)
    segno.make(text, error="m", micro=False).terminal(drawn, compact=True)
    try:
        drawn.getvalue().encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return
    say(drawn.getvalue().rstrip())
