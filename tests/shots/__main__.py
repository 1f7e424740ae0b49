"""Take pictures: every screen in both languages, light and dark, at three sizes; sheets beside the design's own."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.bootstrap.window import make_counter, make_window, make_workplace
from app.runtime.preferences import Language, Shade
from app.runtime.standing import Link, Standing
from tests.shots.scenes import SCENES, Scene
from tests.shots.shop import make_shop

ROOT = Path(__file__).resolve().parents[2]
DESIGN = ROOT.parent / "shared" / "ux"
SIZES = {"1280": QSize(1280, 800), "1024": QSize(1024, 768), "1920": QSize(1920, 1080)}


def take(name: str, language: Language, shade: Shade, size: QSize, text: int = 100) -> QImage:
    """Make the shop, bring a screen into its scene, and take its picture."""
    with tempfile.TemporaryDirectory(prefix="omo-pos-shots-") as folder:
        terminal, clock = make_shop(Path(folder))
        counter = replace(make_counter(terminal), standing=lambda: Standing(Link.ONLINE))
        place = make_workplace(terminal, counter=counter)
        place.preferences.choose(language=language, shade=shade, text_size=text, reduced_motion=True)
        window = make_window(place)
        window.resize(size)
        window.show()
        window.activateWindow()
        window.build()
        scene = Scene(window, place, clock)
        scene.wake()
        try:
            SCENES[name](scene)
            scene.settle()
            return window.grab().toImage()
        finally:
            window.close()
            window.deleteLater()
            place.close()
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            terminal.close()


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
    wanted = parser.parse_args(arguments)
    wanted.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    for name in wanted.screens or SCENES:
        taken = []
        for language in Language:
            for shade in Shade:
                for label, size in SIZES.items():
                    if wanted.quick and (language, shade, label) != (Language.ZH_TW, Shade.LIGHT, "1280"):
                        continue
                    image = take(name, language, shade, size)
                    image.save(str(wanted.out / f"{name}-{language.value}-{shade.value}-{label}.png"))
                    taken.append(image)
                    theirs = _picture(name, language, shade, label)
                    if theirs is not None:
                        beside(image, theirs).save(str(wanted.out / f"beside-{theirs.stem}.png"))
        if len(taken) > 1:
            contact(taken).save(str(wanted.out / f"contact-{name}.png"))
        print(f"{name}: {len(taken)} pictures", flush=True)
    print(f"They lie in {wanted.out}")
    del app
    return 0


def _picture(name: str, language: Language, shade: Shade, label: str) -> Path | None:
    """The design's picture of the same, if it has one."""
    marks = [f"_{language.value}" if language is Language.EN else "", "_dark" if shade is Shade.DARK else ""]
    mark = "".join(marks) + ("" if label == "1280" else f"_{label}")
    path = DESIGN / f"{name}{mark}.png"
    return path if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
