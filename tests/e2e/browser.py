"""A browser without a screen, moved through its own door (W3C WebDriver) with plain HTTP."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import httpx
from PySide6.QtGui import QImage
from pyzbar import pyzbar

from tests.e2e.screen import PATIENCE, stop, until

#: A phone: its inside in CSS pixels, and how many real ones each has.
PHONE = (390, 844, 2)
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
#: Nothing of the browser's own business: no updates, no accounts, no look outside.
_QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--force-color-profile=srgb",
]  # fmt: skip


def missing() -> str:
    """Name what is not installed here; an empty string when all is there."""
    if sys.platform != "linux":
        return "the browser's tests need Linux"
    names = {"chromium": "chromium", "chromedriver": "chromium-driver"}
    lacks = sorted(package for tool, package in names.items() if not shutil.which(tool))
    return f"not installed: {', '.join(lacks)}" if lacks else ""


def scanned(picture: bytes) -> list[str]:
    """What a barcode reader reads in a picture."""
    image = QImage.fromData(picture).convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, across = image.width(), image.height(), image.bytesPerLine()
    bits = bytes(image.constBits())
    grey = b"".join(bits[row * across :][:width] for row in range(height))
    return [one.data.decode() for one in pyzbar.decode((grey, width, height), symbols=[pyzbar.ZBarSymbol.QRCODE])]


class Browser:
    """One browser with an empty profile, at the size of a phone.

    Args:
        place: an empty folder for its profile.
        language: what it asks pages for, such as ``zh-TW``.
    """

    def __init__(self, place: Path, language: str = "zh-TW") -> None:
        environment = {**os.environ, "HOME": str(place)}
        self._driver = subprocess.Popen(
            ["chromedriver", "--port=0", "--log-level=WARNING"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            self._client = httpx.Client(base_url=self._address(), trust_env=False, timeout=60)
            self._session = ""
            width, height, ratio = PHONE
            options = {
                "binary": shutil.which("chromium"),
                "args": [*_QUIET, f"--user-data-dir={place / 'profile'}", f"--lang={language}"],
                "prefs": {"intl.accept_languages": language},
                "mobileEmulation": {"deviceMetrics": {"width": width, "height": height, "pixelRatio": ratio}},
            }
            asked = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
            self._session = self._ask("POST", "/session", asked)["sessionId"]
        except BaseException:
            stop(self._driver)
            raise

    def _address(self) -> str:
        assert self._driver.stdout is not None
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                return f"http://127.0.0.1:{line.rstrip().rstrip('.').split()[-1]}"
        raise AssertionError("chromedriver did not start")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        try:
            self._ask("DELETE", "")
        finally:
            self._client.close()
            stop(self._driver)

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        address = path if path == "/session" else f"/session/{self._session}{path}"
        answer = self._client.request(method, address, json={} if body is None and method == "POST" else body)
        value = answer.json()["value"]
        assert answer.status_code == httpx.codes.OK, f"{path}: {value}"
        return value

    def open(self, url: str) -> None:
        """Go to an address and wait until its page is there."""
        self._ask("POST", "/url", {"url": url})

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self._ask("GET", "/url"))

    @property
    def text(self) -> str:
        """What a person reads on the page."""
        return str(self.run("return document.body.innerText"))

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script on the page; what it returns."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, css: str) -> str:
        """An element, once it is there."""

        def look() -> str:
            found = self._ask("POST", "/elements", {"using": "css selector", "value": css})
            return found[0][_ELEMENT] if found else ""

        return str(until(look, f"{css} on {self.url}", PATIENCE))

    def click(self, css: str) -> None:
        """Scroll to something as a person would, and tap it."""
        self.find(css)
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'nearest', behavior: 'instant'})", css)
        self._ask("POST", f"/element/{self.find(css)}/click")

    def follow(self, css: str) -> None:
        """Tap something that leads to another page, and wait until that is there."""
        self.run("window.isBefore = true")
        self.click(css)
        until(lambda: self.run("return !window.isBefore && document.readyState === 'complete'"), f"behind {css}")

    def type(self, css: str, text: str) -> None:
        """Type into something."""
        self._ask("POST", f"/element/{self.find(css)}/value", {"text": text})

    def picture(self, css: str = "") -> bytes:
        """What is seen of the page, or of something on it, as PNG."""
        path = f"/element/{self.find(css)}/screenshot" if css else "/screenshot"
        return base64.b64decode(self._ask("GET", path))

    def said(self) -> list[str]:
        """What the page had to complain of since the last time: refused by its policy, not found, thrown."""
        found = self._ask("POST", "/se/log", {"type": "browser"})
        return [str(one["message"]) for one in found]
