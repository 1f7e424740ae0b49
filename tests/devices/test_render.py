"""The renderer: nothing is clipped or overlaps, amounts stand at the edge, codes can be scanned, on every paper."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import groupby

import pytest
import segno
from PySide6.QtGui import QGuiApplication, QImage

from app.devices.render import QtRenderer, begin, images, lay_out, pdf, plain_text, png
from app.devices.render.plain import COLUMNS, columns, wrap
from app.devices.render.sheet import DOTS, Mark, Sheet
from app.devices.render.symbol import _CODE39, symbol
from app.domain.receipt import (
    Align,
    Banner,
    Code,
    Cut,
    Document,
    Heading,
    Item,
    Kind,
    Line,
    Paper,
    Row,
    Rule,
    Shown,
    ShownShift,
    Size,
    Space,
    Symbol,
    Text,
    receipt_code,
    sale_receipt,
    trial,
    x_report,
    z_report,
)
from app.domain.receipt.sale import MemberPoints
from app.domain.shift import REMARKS, Remark
from tests.unit.paper import LONG, NOON, SALE_ID, SHOP, back, committed, rich_sale, sealed, sold, ticket

pytestmark = pytest.mark.usefixtures("qapp")
PAPERS = list(Paper)
LANGUAGES = ["zh_TW", "en"]


def documents(language: str) -> dict[str, Document]:
    """One of every paper, with long names and many reductions."""
    shown = Shown(
        language,
        cashier="林○翰",
        members=(MemberPoints("林○萱"),),
        origins={"origin": "DDC-2-1-000101"},
        footer="謝謝",
    )
    refund = committed(ticket((), (back(1, LONG, 1_072, reason=LONG), back(2, "x" * 90, 100, None))))
    exchange = committed(ticket((sold(1, LONG * 3, 2, 99_999_999),), (back(2, LONG, 1_072),)))
    one = sealed()
    return {
        "sale": sale_receipt(rich_sale(), SHOP, shown),
        "refund": sale_receipt(refund, SHOP, replace(shown, reprint=2)),
        "exchange": sale_receipt(exchange, SHOP, replace(shown, may_be_second=True)),
        "z": z_report(one, SHOP, ShownShift(language)),
        "x": x_report(one.shift, one.sums, 21_282, (NOON, "S03"), SHOP, ShownShift(language)),
        "trial": trial(SHOP, NOON, language),
    }


def all_documents() -> list[tuple[str, Document, Paper]]:
    return [
        (f"{name}-{language}-{paper.value}", document, paper)
        for language in LANGUAGES
        for name, document in documents(language).items()
        for paper in PAPERS
    ]


EVERY = pytest.mark.parametrize(
    ("document", "paper"), [one[1:] for one in all_documents()], ids=[one[0] for one in all_documents()]
)


def box(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a text covers, a little less than its line."""
    return mark.x, mark.y - mark.face.px * 0.85, mark.x + mark.width, mark.y + mark.face.px * 0.2


class Dots:
    """An image's dots: 0 is black, 255 white."""

    def __init__(self, image: QImage) -> None:
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        self.width, self.height = grey.width(), grey.height()
        data, step = bytes(grey.constBits()), grey.bytesPerLine()
        self.rows = [data[line * step : line * step + self.width] for line in range(self.height)]

    def black(self, left: int = 0, top: int = 0, right: int | None = None, bottom: int | None = None) -> float:
        """The share of black dots in a part of it."""
        rows = [row[left:right] for row in self.rows[top:bottom]]
        return sum(row.count(0) for row in rows) / sum(len(row) for row in rows)

    def tones(self) -> set[int]:
        return set().union(*map(set, self.rows))


@EVERY
def test_every_mark_is_on_the_paper_and_none_lies_on_another(document, paper):
    for sheet in lay_out(document, paper):
        assert sheet.width == DOTS[paper]
        for mark in sheet.marks:
            left, top, right, bottom = box(mark)
            assert left >= -0.5, mark
            assert right <= sheet.width + 0.5, mark
            assert top >= 0, mark
            assert bottom <= sheet.height, mark
        for one in sheet.boxes:
            assert one.x >= 0, one
            assert one.x + one.width <= sheet.width, one
            assert 0 <= one.y < one.y + one.height <= sheet.height, one
        for place, one in enumerate(sheet.marks):
            for other in sheet.marks[place + 1 : place + 12]:
                assert not overlap(box(one), box(other)), (one, other)


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@EVERY
def test_every_text_is_there_whole(document, paper):
    drawn = "".join("".join(mark.text.split()) for sheet in lay_out(document, paper) for mark in sheet.marks)
    left = drawn
    for text in document.texts():
        bare = "".join(text.split())
        assert bare in drawn, text
        left = left.replace(bare, "", 1)


@EVERY
def test_values_end_at_the_right_edge(document, paper):
    sheets = lay_out(document, paper)
    edge = DOTS[paper] - 4
    for row in (block for block in document.blocks if isinstance(block, Row) and block.right):
        ends = [mark.x + mark.width for sheet in sheets for mark in sheet.marks if row.right.endswith(mark.text)]
        assert any(abs(end - edge) < 1 for end in ends), row


def test_columns_before_the_values_end_in_one_line():
    document = documents("zh_TW")["z"]
    for paper in PAPERS:
        middles = {row.middle for row in document.blocks if isinstance(row, Row) and row.middle}
        sheet = lay_out(document, paper)[0]
        ends = {round(mark.x + mark.width) for mark in sheet.marks if mark.text in middles and "×" in mark.text}
        assert len(ends) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_black_dots_on_white(paper):
    document = documents("zh_TW")["sale"]
    (image,) = images(document, paper)
    dots = Dots(image)
    assert dots.width == DOTS[paper]
    assert dots.tones() == {0, 255}
    assert 0.02 < dots.black() < 0.25, "as much black as a page of text"
    tenth = dots.height // 10
    assert dots.black(bottom=tenth) > 0.01
    assert dots.black(top=-tenth) > 0.01
    (smooth,) = images(document, paper, smooth=True)
    assert len(Dots(smooth).tones()) > 50, "with grey edges on a screen"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_heading_is_higher_than_text_and_a_banner_is_white_on_black(paper):
    heads = Document(Kind.TEST, "T", "zh_TW", (Heading("穗光"), Text("穗光"), Banner("補印"), Cut()))
    heading, text, banner = lay_out(heads, paper)[0].marks
    assert heading.face.px > text.face.px
    assert heading.face.bold
    assert banner.white
    behind = Dots(images(heads, paper)[0]).black(8, int(banner.y - banner.face.px), -8, int(banner.y))
    assert behind > 0.6


def test_bold_is_blacker():
    def black(*, bold: bool) -> float:
        document = Document(Kind.TEST, "T", "zh_TW", (Text("合計 1,045", bold=bold), Cut()))
        return Dots(images(document, Paper.MM80)[0]).black()

    assert black(bold=True) > 1.15 * black(bold=False)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_qr_code_is_drawn_module_by_module(paper):
    data = receipt_code(SALE_ID)
    dots = Dots(images(Document(Kind.TEST, "T", "en", (Code(data), Cut())), paper)[0])
    wanted = [list(row) for row in segno.make_qr(data, error="m").matrix]
    top = next(place for place, row in enumerate(dots.rows) if 0 in row)
    left = dots.rows[top].index(0)
    module = next(size for size in range(1, 20) if dots.rows[top][left + 7 * size] == 255)
    assert module >= 5, "as large as a phone's camera likes"
    drawn = [
        [int(dots.rows[top + line * module + module // 2][left + column * module + module // 2] == 0)
         for column in range(len(wanted))]
        for line in range(len(wanted))
    ]  # fmt: skip
    assert drawn == wanted


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("data", ["10404UZ176908720122", "A", "X-1. $/+%"])
def test_code_39_is_read_as_a_scanner_does(paper, data):
    dots = Dots(images(Document(Kind.TEST, "T", "en", (Code(data, Symbol.CODE39), Cut())), paper)[0])
    assert read_code39(dots) == data


def read_code39(dots: Dots) -> str:
    """What one line of it says: widths of bars and spaces, wide or narrow."""
    row = next(row for row in dots.rows if 0 in row)
    line = row[row.index(0) : row.rindex(0) + 1]
    widths = [len(list(run)) for _, run in groupby(line)]
    signs = "".join("w" if width > 1.5 * min(widths) else "n" for width in widths)
    known = {pattern: character for character, pattern in _CODE39.items()}
    text = "".join(known[signs[place : place + 9]] for place in range(0, len(signs), 10))
    assert text[0] == text[-1] == "*"
    return text[1:-1]


@pytest.mark.parametrize(
    "code", [Code("lower case", Symbol.CODE39), Code("A" * 60, Symbol.CODE39), Code("茶" * 2_500), Code("x" * 9_999)]
)
def test_what_cannot_be_drawn_as_a_code_is_text(code):
    for paper in PAPERS:
        sheets = lay_out(Document(Kind.TEST, "T", "en", (code, Cut())), paper)
        assert [one for sheet in sheets for one in sheet.boxes] == []
        text = "".join(mark.text for sheet in sheets for mark in sheet.marks)
        assert text.replace(" ", "") == code.data.replace(" ", "")


@pytest.mark.parametrize("width", [384, 576])
def test_a_code_has_its_quiet_zone(width):
    wide, high, boxes = symbol(Code(receipt_code(SALE_ID)), width)
    assert wide == high <= width
    module = min(box.height for box in boxes)
    assert min(box.x for box in boxes) == min(box.y for box in boxes) == 4 * module
    assert max(box.x + box.width for box in boxes) == wide - 4 * module


@EVERY
def test_a_pdf_is_a_page_as_wide_as_the_roll(document, paper):
    made = pdf(document, paper)
    assert made.startswith(b"%PDF-")
    points = paper.value / 25.4 * 72
    box = made.split(b"/MediaBox")[1].split(b"[")[1].split(b"]")[0].split()
    assert abs(float(box[2]) - points) < 1
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") + made.count(b"/Type/Page\n") >= 1
    assert len(made) < 400_000, "fonts are cut down to what is used"


def test_a_very_long_sale_is_cut_into_sheets():
    lines = tuple(sold(number, f"商品 {number}", 1, number) for number in range(1, 401))
    document = sale_receipt(committed(ticket(lines)), SHOP, Shown())
    sheets = lay_out(document, Paper.MM58)
    assert len(sheets) > 1
    assert max(sheet.height for sheet in sheets) < 20_000
    texts = [mark.text for sheet in sheets for mark in sheet.marks]
    assert [text for text in texts if text.startswith("商品 ")] == [f"商品 {number}" for number in range(1, 401)]
    assert len(png(document, Paper.MM58)) == len(sheets)
    assert pdf(document, Paper.MM58).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "text", ["", " ", "a" * 500, "茶" * 300, "http://x.tw/" + "y" * 90, "一\n二\t三", "😀 🍵 茶", "أهلا", "e\u0301"]
)
@pytest.mark.parametrize("paper", PAPERS)
def test_any_text_can_be_drawn(text, paper):
    blocks = (
        Heading(text), Banner(text), Text(text, Align.RIGHT, Size.SMALL), Row(text, text), Row(text, "1", text),
        Row(text, "9" * 60, indent=True), Item(text, text, text, (Row(text, text, indent=True),)), Cut(),
    )  # fmt: skip
    document = Document(Kind.TEST, "T", "zh_TW", blocks)
    for sheet in lay_out(document, paper):
        assert all(mark.x >= -0.5 and mark.x + mark.width <= sheet.width + 0.5 for mark in sheet.marks)
    assert png(document, paper)
    width = COLUMNS[paper]
    assert all(columns(line) <= width for line in plain_text(document, paper).splitlines())


def test_threads_may_draw_while_others_do():
    wanted = {name: png(document, paper) for name, document, paper in all_documents()[:8]}
    made: dict[str, tuple[bytes, ...]] = {}
    failed: list[BaseException] = []

    def draw(part: list[tuple[str, Document, Paper]]) -> None:
        try:
            for name, document, paper in part * 3:
                made[name] = png(document, paper)
        except BaseException as error:
            failed.append(error)
            raise

    some = all_documents()[:8]
    threads = [threading.Thread(target=draw, args=(some[place::4],)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    assert made == wanted


def test_the_renderer_s_port(qapp):
    renderer, document = QtRenderer(), documents("en")["sale"]
    assert renderer.png(document, Paper.MM80)[0].startswith(b"\x89PNG")
    assert renderer.pdf(document, Paper.MM80).startswith(b"%PDF-")
    assert begin() is QGuiApplication.instance()


def test_plain_text_is_in_columns():
    text = plain_text(documents("zh_TW")["sale"], Paper.MM58)
    lines = text.splitlines()
    assert "       穗光商行 大稻埕店" in lines
    assert "合計                      $3,744" in lines
    assert "小計                 8 件  4,081" in lines
    assert "=" * 32 in lines
    assert f"[{receipt_code(SALE_ID)}]" in text.replace("\n", "").replace(" ", "")
    for document in documents("en").values():
        assert all(columns(line) <= 48 for line in plain_text(document, Paper.MM80).splitlines())


@pytest.mark.parametrize("language", ["zh_TW", "en"])
@pytest.mark.parametrize(("paper", "wide"), [(Paper.MM58, 32), (Paper.MM80, 48)])
def test_what_was_done_by_hand_fits_both_papers(language, paper, wide):
    remarks = tuple(Remark(kind, 12, 1_234_567) for kind in REMARKS)
    document = z_report(sealed(drawer_opened=3, voided=12, remarks=remarks), SHOP, ShownShift(language))
    lines = plain_text(document, paper).splitlines()
    assert all(columns(line) <= wide for line in lines)
    told = [line for line in lines if line.endswith("1,234,567")]
    assert len(told) == len(REMARKS)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("one two three", 7, ["one two", "three"]), ("一二三四", 4, ["一二", "三四"]), ("茶（好）", 6, ["茶", "（好）"]),
     ("茶葉，好", 4, ["茶", "葉，", "好"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("", 5, [""]),
     ("a\nb", 5, ["a", "b"]),
     ("茶 Tea 包", 6, ["茶 Tea", "包"])],
)  # fmt: skip
def test_lines_of_plain_text(text, width, lines):
    assert wrap(text, width) == lines


def test_rules_and_spaces_have_their_heights():
    def height(*blocks) -> int:
        sheet: Sheet = lay_out(Document(Kind.TEST, "T", "en", (Text("x"), *blocks)), Paper.MM80)[0]
        return sheet.height

    assert height(Rule(Line.THICK)) - height() > height(Rule()) - height() > 0
    assert height(Space(4)) - height() == 2 * (height(Space(2)) - height())
    dashes = lay_out(Document(Kind.TEST, "T", "en", (Rule(Line.DASHED),)), Paper.MM58)[0].boxes
    assert len(dashes) > 20
    assert 370 < max(box.x + box.width for box in dashes) <= 380
