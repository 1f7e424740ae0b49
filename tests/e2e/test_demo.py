"""`omo-pos demo` on a machine without a display: the morning in words, and half an hour in a window nobody sees."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]


def test_without_a_display_the_demo_leaves_pictures_and_receipts(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["OMO_POS_LOG_DIR"] = str(tmp_path / "log")
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "app", "demo", "--pictures", str(out)],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "journal verified: 36 entries, every one holds" in done.stdout
    pictures = sorted(out.glob("*.png"))
    assert [path.stem[3:] for path in pictures] == [
        "lock", "shift-open", "sell", "line", "pay-note", "complete-note", "pay-card", "complete-card", "search",
        "sales", "shift",
    ]  # fmt: skip
    for path in pictures:
        image = QImage(str(path))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 16) for y in range(0, image.height(), 16)}
        assert (image.width(), image.height()) == (1280, 800)
        assert len(colours) > 8, f"{path.name} shows nothing"
    receipts = list((out / "papers").glob("*.png"))
    assert len(receipts) >= 6
    assert f"{len(pictures)} pictures, in {out}" in done.stdout
    assert f"{len(receipts)} receipts" in done.stdout
