"""Take pictures: every screen in both languages, light and dark, at three sizes; sheets beside the design's own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.runtime.collector import Collector
from app.runtime.preferences import Language, Shade
from tests.shots.scenes import SCENES, staged
from tests.shots.stage import Shop

ROOT = Path(__file__).resolve().parents[2]
DESIGN = ROOT.parent / "shared" / "ux"
SIZES = {"1280": QSize(1280, 800), "1024": QSize(1024, 768), "1920": QSize(1920, 1080)}
#: Text sizes of the full set, at the smaller sizes and in the light look.
LARGER = (125, 150)


@dataclass(frozen=True)
class Wear:
    """What a picture is taken in."""

    language: Language
    shade: Shade
    label: str
    text: int = 100

    @property
    def name(self) -> str:
        """As part of a file's name."""
        text = "" if self.text == 100 else f"-{self.text}"
        return f"{self.language.value}-{self.shade.value}-{self.label}{text}"

    def design(self, name: str) -> Path | None:
        """The design's picture of the same, if it has one."""
        marks = [
            f"_{self.language.value}" if self.language is Language.EN else "",
            "_dark" if self.shade is Shade.DARK else "",
            "" if self.label == "1280" else f"_{self.label}",
        ]
        path = DESIGN / f"{name}{''.join(marks)}.png"
        return path if path.exists() and self.text == 100 else None


def wears(*, quick: bool) -> list[Wear]:
    """All that a picture is taken in, the quick one alone, or all."""
    if quick:
        return [Wear(Language.ZH_TW, Shade.LIGHT, "1280")]
    usual = [Wear(*one) for one in product(Language, Shade, SIZES)]
    larger = [Wear(one, Shade.LIGHT, size, text) for one, size, text in product(Language, ("1280", "1024"), LARGER)]
    return usual + larger


def take(name: str, shop: Shop, looks: list[Wear]) -> Iterator[tuple[Wear, QImage]]:
    """Bring a window into a picture's state, and take it in each look."""
    picture = SCENES[name]
    with staged(name, shop) as stage:
        for wear in looks:
            stage.wear(wear.language, wear.shade, SIZES[wear.label], wear.text)
            picture.again(stage)
            stage.settle()
            yield wear, stage.picture()


def beside(ours: QImage, theirs: Path) -> QImage:
    """The design's picture at the left, ours at the right."""
    design = QImage(str(theirs))
    gap = 24
    sheet = QImage(
        design.width() + ours.width() + gap, max(design.height(), ours.height()), QImage.Format.Format_RGB32
    )
    sheet.fill(QColor(Qt.GlobalColor.darkGray))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, design)
    painter.drawImage(design.width() + gap, 0, ours)
    painter.end()
    return sheet


def contact(images: list[QImage], columns: int = 3, width: int = 640) -> QImage:
    """Many pictures on one sheet."""
    small = [one.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation) for one in images]
    rows = [small[start : start + columns] for start in range(0, len(small), columns)]
    heights = [max(one.height() for one in row) for row in rows]
    sheet = QImage(columns * (width + 8), sum(heights) + 8 * len(rows), QImage.Format.Format_RGB32)
    sheet.fill(QColor(Qt.GlobalColor.darkGray))
    painter, top = QPainter(sheet), 0
    for row, height in zip(rows, heights, strict=True):
        for place, one in enumerate(row):
            painter.drawImage(QRect(place * (width + 8), top, one.width(), one.height()), one)
        top += height + 8
    painter.end()
    return sheet


def main(arguments: list[str]) -> int:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("screens", nargs="*", choices=[*SCENES, []], help="only these")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screenshots", help="where they go")
    parser.add_argument("--quick", action="store_true", help="only in Chinese, light, 1280 wide")
    parser.add_argument("--only", default="", help="only looks whose name has this in it, such as en-light-1024-150")
    wanted = parser.parse_args(arguments)
    wanted.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    collector = Collector()
    collector.start()
    shop = Shop()
    looks, sheets = [one for one in wears(quick=wanted.quick) if wanted.only in one.name], 0
    for name in wanted.screens or SCENES:
        taken = []
        for wear, image in take(name, shop, looks):
            image.save(str(wanted.out / f"{name}-{wear.name}.png"))
            taken.append(image)
            theirs = wear.design(SCENES[name].beside or name)
            if theirs is not None:
                sheets += beside(image, theirs).save(str(wanted.out / f"beside-{name}-{wear.name}.png"))
        if len(taken) > 1:
            contact(taken).save(str(wanted.out / f"contact-{name}.png"))
        print(f"{name}: {len(taken)} pictures", flush=True)
    shop.close()
    collector.stop()
    print(f"They lie in {wanted.out}" + ("" if sheets else "; no sheets, as the design is not beside the repository"))
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
