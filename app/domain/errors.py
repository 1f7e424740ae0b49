"""What may go wrong, and whose it is.

AppError
├── UserError      expected: the person in front of the screen can act on it; the screen chooses the words
├── FaultError     the world's: printer, full disk, unreachable centre, damaged file
└── ConflictError  two truths met; somebody must decide

Anything else that is raised is a bug. Nobody compares the text of an error: `code` is what programs read.
"""

from __future__ import annotations


class AppError(Exception):
    """Base of all errors that the product raises on purpose.

    Args:
        code: stable, dotted, lower-case name of the error, such as ``shift.not_open``.
        params: plain values that a sentence about this error needs; never secrets or personal data.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        if not self.params:
            return self.code
        return f"{self.code} ({', '.join(f'{name}={value}' for name, value in self.params.items())})"


class UserError(AppError):
    """Expected: wrong input, or an act that the rules do not allow now."""


class FaultError(AppError):
    """The world failed us: a device, the disk, the network, a damaged file."""


class ConflictError(AppError):
    """Two truths met, such as one id claimed by two different acts."""
