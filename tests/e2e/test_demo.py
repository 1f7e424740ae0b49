"""`omo-pos demo` on a machine without a display: the morning in words, and half an hour in a window nobody sees."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.domain.codes.signed import read_code
from tests.e2e.browser import missing, scanned
from tests.e2e.screen import until

ROOT = Path(__file__).resolve().parents[2]


def left_of_it(place: Path) -> list[str]:
    """Processes that say on their command line, or by what they have open, that they belong to a demo."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            mine = f"OMO_POS_LOG_DIR={place / 'log'}".encode() in (process / "environ").read_bytes().split(b"\0")
            if mine and b"app.cli.demo_service" in words:
                found.append(process.name)
    return found


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
    assert done.stderr == ""
    assert "a centre on this machine: http://127.0.0.1:" in done.stdout
    assert "the centre has not everything yet" not in done.stdout
    assert not left_of_it(tmp_path)
    pictures = sorted(out.glob("[0-9]*.png"))
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
    if not missing():  # a phone's picture of the page, with a QR code that a reader reads
        assert sorted(path.stem for path in out.glob("page-*.png")) == ["page-goods", "page-order"]
        (code,) = scanned((out / "page-order.png").read_bytes())
        assert read_code(code) is not None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_demo_that_is_killed_leaves_no_centre_behind(tmp_path: Path) -> None:
    environment = {**os.environ, "OMO_POS_LOG_DIR": str(tmp_path / "log"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "app", "demo", "--data-dir", str(tmp_path / "data")]
    hidden = {**environment, "OMO_POS_KEY_DIR": str(tmp_path / "keys"), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=hidden, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        assert any("customer page: http" in line for line in demo.stdout)
        assert len(left_of_it(tmp_path)) == 1
        demo.kill()
    until(lambda: not left_of_it(tmp_path), "the centre's end")
