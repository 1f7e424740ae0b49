"""How a shop's own codes are told apart: by what they begin with and how many characters follow, never by patterns.

Without settings nothing but codes that carry their own proof or check digit is recognised: a shop that has no plain
codes of its own takes none for one.
"""

from __future__ import annotations

from enum import Enum

from app.domain.errors import UserError
from app.domain.frozen import frozen

#: Characters that a plain code may have behind its beginning.
DIGITS = frozenset("0123456789")
CAPITALS = DIGITS | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
SIGNS = CAPITALS | frozenset("+-.")
#: Of a plain code, and how many forms of codes a shop may have.
MOST_CHARACTERS, MOST_FORMS = 64, 40
_EAN13 = 13


class PlainKind(Enum):
    """What a plain code is of."""

    PICKUP = "pickup"
    MEMBER = "member"
    COUPON = "coupon"
    BADGE = "badge"


class Letters(Enum):
    """What a plain code consists of behind its beginning."""

    DIGITS = "digits"
    CAPITALS = "capitals"  # and digits; small letters are read as capitals
    SIGNS = "signs"  # and + - . as phone barcodes have


_SETS = {Letters.DIGITS: DIGITS, Letters.CAPITALS: CAPITALS, Letters.SIGNS: SIGNS}


@frozen
class PlainCode:
    """A form of plain codes: what they begin with, and how many characters follow.

    Raises:
        UserError: ``code.bad_form`` (form): no code can have it, or nearly every text has.
    """

    kind: PlainKind
    prefix: str
    least: int
    most: int
    letters: Letters = Letters.DIGITS

    def __post_init__(self) -> None:
        prefix, length = self.prefix, len(self.prefix)
        if (
            not 1 <= self.least <= self.most <= MOST_CHARACTERS - length
            or length + self.least < 3
            or not (prefix.isascii() and prefix.isprintable() and prefix == prefix.upper() and " " not in prefix)
        ):
            raise UserError("code.bad_form", form=f"{prefix[:20]}+{self.least}-{self.most}")

    def fits(self, text: str) -> bool:
        """Whether a text, in capitals, has this form."""
        rest = len(text) - len(self.prefix)
        return (
            self.least <= rest <= self.most
            and text.startswith(self.prefix)
            and _SETS[self.letters].issuperset(text[len(self.prefix) :])
        )


class Measure(Enum):
    """What an EAN-13 tells beside the goods."""

    PRICE = "price"
    WEIGHT = "weight"


@frozen
class EmbeddedCode:
    """A form of EAN-13 codes that a scale prints: figures of the goods, and of their price or weight.

    Attributes:
        form: 13 signs: digits that stand as they are, ``I`` of the goods, ``P`` of the figure, ``V`` where its own
            check digit stands, ``?`` for any digit, and ``C`` at the end, such as ``21IIIIIVPPPPC``.
        step: what one of the figure is: minor units, or thousandths of the unit that the goods are sold by.

    Raises:
        UserError: ``code.bad_form`` (form).
    """

    form: str
    measure: Measure
    step: int = 1

    def __post_init__(self) -> None:
        form = self.form
        if (
            len(form) != _EAN13
            or form[-1] != "C"
            or not set(form[:-1]) <= DIGITS | set("IPV?")
            or not form[:1].isdigit()
            or not _is_run(form, "I")
            or not _is_run(form, "P")
            or form.count("V") > 1
            or not 1 <= self.step <= 1_000_000
        ):
            raise UserError("code.bad_form", form=form[:20])

    def read(self, text: str) -> tuple[str, int] | None:
        """The figures of the goods, and the price or weight, of an EAN-13 whose check digit is right; else None."""
        for sign, digit in zip(self.form, text, strict=True):
            if sign.isdigit() and sign != digit:
                return None
        figure = "".join(digit for sign, digit in zip(self.form, text, strict=True) if sign == "P")
        if "V" in self.form and verifier(figure) != text[self.form.index("V")]:
            return None
        item = "".join(digit for sign, digit in zip(self.form, text, strict=True) if sign == "I")
        return item, int(figure) * self.step

    def without_figure(self, text: str) -> str:
        """The same goods at nought, as catalogues list them, with the check digit that this has."""
        blank = "".join("0" if sign in "PV" else digit for sign, digit in zip(self.form, text, strict=True))[:-1]
        return blank + check_digit(blank)


def _is_run(form: str, sign: str) -> bool:
    """Whether a sign stands in one piece, at least twice."""
    return form.count(sign) >= 2 and sign * form.count(sign) in form


def check_digit(digits: str) -> str:
    """The digit that follows: from the right the others count three times and once in turn."""
    return str(-(3 * sum(map(int, digits[-1::-2])) + sum(map(int, digits[-2::-2]))) % 10)


#: What the digits of a price count in its own check digit: GS1 General Specifications, 7.9.
_TWO_MINUS = (0, 2, 4, 6, 8, 9, 1, 3, 5, 7)
_THREE = (0, 3, 6, 9, 2, 5, 8, 1, 4, 7)
_FIVE_PLUS = (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)
_FIVE_MINUS = (0, 5, 9, 4, 8, 3, 7, 2, 6, 1)


def verifier(figure: str) -> str:
    """The check digit of a price of four or five digits; of another length none is right."""
    digits = [int(digit) for digit in figure]
    if len(digits) == 4:
        weights = (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS)
        return str(3 * sum(weight[digit] for weight, digit in zip(weights, digits, strict=True)) % 10)
    if len(digits) == 5:
        five = (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS)
        wanted = -sum(weight[digit] for weight, digit in zip(five, digits, strict=True)) % 10
        return str(_FIVE_MINUS.index(wanted))
    return ""


@frozen
class CodeSettings:
    """What a shop says of its codes.

    Attributes:
        decimals: of the shop's money, for prices that stand in GS1 codes.
    """

    plain: tuple[PlainCode, ...] = ()
    embedded: tuple[EmbeddedCode, ...] = ()
    decimals: int = 0


#: Of a shop that has no codes of its own.
NO_SETTINGS = CodeSettings()
