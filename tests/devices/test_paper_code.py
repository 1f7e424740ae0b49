"""The code on a receipt, printed and read back from the paper by a reader that knows nothing of it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pyzbar.pyzbar import ZBarSymbol, decode

from app.devices.render import images, plain_text
from app.domain.codes.paper import MOST_PAPER, paper_text, read_paper
from app.domain.receipt import Code, Cut, Document, Kind, Paper, receipt_code
from app.vault.code import is_genuine_paper, sign_paper
from app.vault.signature import Signer
from tests.unit.test_paper import sale_of

pytestmark = pytest.mark.usefixtures("qapp")
SIGNER = Signer(b"t" * 32)


def read_back(text: str, paper: Paper) -> str:
    """What stands on a paper with this code alone."""
    image = images(Document(Kind.TEST, "T", "en", (Code(text), Cut())), paper)[0]
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = bytes(grey.constBits())
    pixels = b"".join(rows[line * grey.bytesPerLine() :][: grey.width()] for line in range(grey.height()))
    (found,) = decode((pixels, grey.width(), grey.height()), [ZBarSymbol.QRCODE])
    return str(found.data, "ascii")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [1, 12, 60, 300])
def test_a_signed_receipt_is_read_from_every_paper(paper, count) -> None:
    sale = sale_of(count)
    text = sign_paper(SIGNER.public_key, SIGNER.sign, sale)
    read = read_paper(read_back(text, paper))
    assert read is not None
    assert is_genuine_paper(SIGNER.public_key, read)
    assert read.sale.agrees(sale.lines)


@pytest.mark.parametrize("paper", Paper)
def test_the_largest_code_still_fits_the_narrowest_paper(paper) -> None:
    text = paper_text(b"\xa5" * MOST_PAPER, b"\x5a" * 64)
    assert read_back(text, paper) == text


def test_where_nothing_is_drawn_the_plain_code_is_written() -> None:
    sale = sale_of(3)
    plain = receipt_code(sale.sale_id)
    code = Code(sign_paper(SIGNER.public_key, SIGNER.sign, sale), said=plain)
    told = plain_text(Document(Kind.TEST, "T", "en", (code, Cut())), Paper.MM80)
    assert told.strip() == f"[{plain}]"
