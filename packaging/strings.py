"""The strings of the window, gathered from the source and kept with their English in `resources/i18n`, ready for Qt.

The source is in the Chinese of Taiwan, the first language; `en.ts` holds the English. Run by `dev.py strings`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("app/ui", "app/runtime", "app/bootstrap")
FOLDER = ROOT / "resources" / "i18n"
ENGLISH = FOLDER / "en.ts"

#: Context and source of a string.
Key = tuple[str, str]


def tool(name: str) -> str:
    """Return where one of Qt's tools lies in this environment."""
    folder = Path(sys.executable).parent
    return str(next(path for path in (folder / f"pyside6-{name}", folder / f"pyside6-{name}.exe") if path.exists()))


def gather(root: Path = ROOT) -> list[Key]:
    """Return every string of the source, sorted, as lupdate finds them."""
    files = sorted(str(path) for folder in SOURCES for path in (root / folder).rglob("*.py"))
    with tempfile.TemporaryDirectory() as place:
        found = Path(place) / "found.ts"
        command = [tool("lupdate"), *files, "-ts", str(found), "-source-language", "zh_TW", "-target-language", "en"]
        subprocess.run([*command, "-locations", "none", "-silent"], check=True, capture_output=True)
        return sorted(read(found))


def read(path: Path) -> dict[Key, str]:
    """Return the translations of a .ts file; an unfinished one is empty."""
    found: dict[Key, str] = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own files
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            found[name, message.findtext("source") or ""] = (translation.text or "") if done else ""  # type: ignore[union-attr]
    return found


def write(translations: dict[Key, str], path: Path = ENGLISH) -> None:
    """Write a .ts file: sorted, without places, so that a change is as small as what changed."""
    root = ET.Element("TS", version="2.1", language="en", sourcelanguage="zh_TW")
    contexts: dict[str, ET.Element] = {}
    for (name, source), english in sorted(translations.items()):
        if name not in contexts:
            contexts[name] = ET.SubElement(root, "context")
            ET.SubElement(contexts[name], "name").text = name
        message = ET.SubElement(contexts[name], "message")
        ET.SubElement(message, "source").text = source
        translation = ET.SubElement(message, "translation", {} if english else {"type": "unfinished"})
        translation.text = english
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8", newline="\n"
    )


def release(source: Path = ENGLISH, target: Path | None = None) -> Path:
    """Make what Qt reads, and return where it lies."""
    made = target or source.with_suffix(".qm")
    subprocess.run([tool("lrelease"), "-silent", str(source), "-qm", str(made)], check=True, capture_output=True)
    return made


def from_table(path: Path) -> dict[str, str]:
    """Return translations from a table of two columns, Chinese and English, parted by a tab."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {row[0]: row[1] for row in rows if row[0] and row[1]}  # as they are: a joiner ends in a space


def main(arguments: list[str]) -> int:
    """Gather, keep what is translated, say what is not."""
    parser = argparse.ArgumentParser(prog="dev.py strings", description=__doc__)
    parser.add_argument("tables", nargs="*", type=Path, help="tables of translations: Chinese, a tab, English")
    tables = parser.parse_args(arguments).tables
    known = read(ENGLISH) if ENGLISH.exists() else {}
    offered: dict[str, str] = {}
    for table in tables:
        offered.update(from_table(table))
    by_source = {source: english for (_, source), english in known.items() if english}
    found = {key: known.get(key) or offered.get(key[1]) or by_source.get(key[1], "") for key in gather()}
    write(found)
    release()
    missing = [source for (_, source), english in found.items() if not english]
    for source in missing:
        print(source)
    print(f"{len(found)} strings, {len(missing)} without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
