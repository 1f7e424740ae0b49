"""The demo's centre, as the demo sees it: a process beside the counter that ends with it."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from app.contract.feed import StaffItem
from app.domain.errors import FaultError

#: Seconds until it is up, and until it has ended.
_END_S = 15
#: Browsers that can take pictures without a screen, and seconds that one may take.
_BROWSERS, _PICTURE_S = ("chromium", "chromium-browser", "google-chrome"), 60
#: A phone, without a screen, and nothing of the browser's own business.
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--window-size=500,900", "--force-device-scale-factor=2", "--accept-lang=zh-TW",
)  # fmt: skip


class DemoCentre:
    """A centre on this machine. Use it in a ``with``.

    Args:
        folder: where its database lies.

    Attributes:
        url, shop, member, order, code: once it is up: its address, the customer page, the trial link of a member, an
            order that can be collected, and a one-time code for the demo's register.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self.url = self.shop = self.member = self.order = self.code = ""

    def __enter__(self) -> Self:
        command = [sys.executable, *(["-P"] if sys.flags.safe_path else []), "-m", "app.cli.demo_service"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            start_new_session=True,  # Ctrl-C is the demo's, which ends it in its own time
        )  # fmt: skip
        return self

    def furnish(self, staff: Mapping[str, StaffItem], port: int = 0) -> None:
        """Have it begin, with the demo's people as the counter knows them, and wait until it is up.

        Args:
            port: where the counter knows it; 0 for any that is free.

        Raises:
            FaultError: ``demo.no_centre`` (detail).
        """
        process = self._running
        place = (self._folder / "centre.db").resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        asked = {
            "url": f"sqlite:///{place.as_posix()}",
            "port": port,
            "staff": {key: one.model_dump() for key, one in staff.items()},
        }
        assert process.stdin is not None  # noqa: S101 - for the types
        assert process.stdout is not None  # noqa: S101 - for the types
        with contextlib.suppress(BrokenPipeError):  # why it ended it said before
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        line = process.stdout.readline()
        told = json.loads(line) if line.startswith("{") else {"error": line.strip() or "it ended at once"}
        if "error" in told:
            raise FaultError("demo.no_centre", detail=told["error"])
        self.url, self.shop, self.code = told["url"], told["shop"], told["code"]
        self.member, self.order = told["member"], told["order"]

    @property
    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            raise RuntimeError("the centre was not started")
        return self._process

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._running
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()  # the end of its input is its end
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def take_pictures(folder: Path, addresses: Mapping[str, str]) -> list[Path]:
    """Have a browser without a screen take pictures of pages, as a phone shows them; none where there is no browser.

    Args:
        addresses: by the name of the picture.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        return []
    taken = []
    for name, address in addresses.items():
        path = folder / f"{name}.png"
        with tempfile.TemporaryDirectory(prefix="omo-pos-browser-", ignore_cleanup_errors=True) as profile:
            command = [browser, *_QUIET, f"--user-data-dir={profile}", f"--screenshot={path.resolve()}", address]
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(command, capture_output=True, timeout=_PICTURE_S, check=False)  # noqa: S603 - our own words
        if path.exists():
            taken.append(path)
    return taken
