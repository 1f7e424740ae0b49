"""Third-party libraries only in their rooms, and the lines of the import rule that no layer can say."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, Module, modules

# Where each library may be imported; a place is a room, or one module inside it. What is not listed may be nowhere.
HOMES = {
    "PySide6": {"ui", "runtime", "devices/render"},
    "shiboken6": {"ui", "runtime"},
    "alembic": {"db", "central"},
    "argon2": {"vault"},
    "babel": {"ui", "devices", "runtime", "cli"},
    "cryptography": {"vault"},
    "cv2": {"devices"},
    "escpos": {"devices"},
    "fastapi": {"central"},
    "filelock": {"db"},
    "httpx": {"sync/gateway"},
    "jinja2": {"central/shop"},
    "keyring": {"vault"},
    "openpyxl": {"db"},
    "platformdirs": {"config"},
    "pydantic": {"contract", "central"},
    "pypinyin": {"db"},
    "pyzbar": {"devices"},
    "secretstorage": {"vault"},
    "segno": {"ui", "devices", "central/shop"},
    "serial": {"devices"},
    "sqlalchemy": {"db", "central"},
    "sqlcipher3": {"db", "central"},
    "starlette": {"central"},
    "stdnum": {"domain"},
    "uvicorn": {"central"},
    # Two of Python's own: the database is sqlcipher3 (sqlite3 lends its types), and the terminal has threads.
    "sqlite3": {"db"},
    "asyncio": {"central"},
}

OUTER = {"db", "sync", "devices", "vault"}
INNER = {"services", "contract", "domain"}
# Direct imports between rooms. import-linter keeps the order, chains included; this says what an order cannot:
# that ui and the command line get the outer rooms from bootstrap, and that of the centre only its bootstrap knows the
# vault.
KNOWS = {
    "__main__": {"cli"},
    "cli": {"bootstrap", "config", "resources", "ui", "runtime", *INNER},
    "cli/central": {"central", "config", *INNER},
    "cli/rescue": {"central", "bootstrap", "config", *INNER},
    "cli/central_import": {"central", "bootstrap", "runtime", *INNER},
    "cli/central_shop": {"central", "config", "resources", *INNER},
    "cli/demo_service": {"central", "bootstrap", "resources", "runtime", *INNER},
    "bootstrap": {"config", "resources", "ui", "runtime", *OUTER, *INNER},
    "ui": {"runtime", "config", "resources", *INNER},
    "runtime": {"config", *OUTER, *INNER},
    "db": {"config", *INNER},
    "sync": {"config", *INNER},
    "devices": {"config", *INNER},
    "vault": {"domain"},
    "services": {"config", "contract", "domain"},
    "config": {"contract", "domain"},
    "resources": {"domain"},
    "contract": set(),
    "domain": set(),
    "central": {"contract", "domain"},
    "central/bootstrap": {"vault", "contract", "domain"},
}
# Rules are handed the time, chance and data; contract holds data only.
PURE = {"domain", "contract"}
IMPURE_MODULES = set(
    "asyncio io logging os pathlib random secrets shutil socket subprocess tempfile threading time urllib".split()
)
IMPURE_CALLS = {"now", "utcnow", "today", "uuid1", "uuid4", "open", "print", "input"}


def strangers(root: Path) -> list[str]:
    """Find third-party imports outside the library's rooms."""
    found = []
    for module in modules(root, "app"):
        for node, name in module.imports():
            library = name.split(".")[0]
            if library == "app" or (library in sys.stdlib_module_names and library not in HOMES):
                continue
            homes = HOMES.get(library, set())
            if not any(module.place == home or module.place.startswith(f"{home}/") for home in homes):
                found.append(module.finding(node, f"{library} belongs to {sorted(homes) or 'no room'}"))
    return list(dict.fromkeys(found))


def trespassers(root: Path) -> list[str]:
    """Find direct imports between rooms that do not know each other."""
    found = []
    for module in modules(root, "app"):
        known = KNOWS.get(module.place, KNOWS.get(module.room, set())) | {module.room}
        for node, name in module.imports():
            owner, _, rest = name.partition(".")
            room = rest.split(".")[0]
            if owner == "app" and (root / "app" / room).with_suffix(".py").exists() | (root / "app" / room).is_dir():
                found += [module.finding(node, f"{module.room} does not know {room}")] * (room not in {*known, ""})
    return list(dict.fromkeys(found))


def impurities(root: Path) -> list[str]:
    """Find input, output, clocks and chance among the rules."""
    found = []
    for module in modules(root, *(f"app/{room}" for room in sorted(PURE))):
        names = {(node, name.split(".")[0]) for node, name in module.imports()}
        found += [module.finding(node, f"{name} is not pure") for node, name in names if name in IMPURE_MODULES]
        found += [
            module.finding(node, f"{ast.unparse(node.func)}() is not pure")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call)
            and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in IMPURE_CALLS
            and (isinstance(node.func, ast.Name) or name not in {"open", "print", "input"})
        ]
    return list(dict.fromkeys(found))


def undeclared(root: Path) -> list[str]:
    """Find imports of distributions that pyproject.toml does not name, in the product and in its tests."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    own = {canonicalize_name(Requirement(line).name) for line in project["project"]["dependencies"]}
    group = {canonicalize_name(Requirement(line).name) for line in project["dependency-groups"]["dev"]}
    carriers = packages_distributions()
    found = []
    for module in modules(root, "app", "tests", "packaging"):
        declared = own if module.address.startswith("app/") else own | group
        for node, name in module.imports():
            library = name.split(".")[0]
            if library in sys.stdlib_module_names or library in {"app", "tests"}:
                continue
            if not declared & {canonicalize_name(carrier) for carrier in carriers.get(library, [])}:
                found.append(module.finding(node, f"pyproject.toml does not declare {library}"))
    return list(dict.fromkeys(found))


def room_of(module: Module) -> bool:
    return module.room in KNOWS or module.place == ""


@pytest.mark.parametrize("rule", [strangers, trespassers, impurities, undeclared])
def test_the_tree_keeps_to_its_rooms(rule) -> None:
    assert rule(ROOT) == []


def test_every_module_lies_in_a_known_room() -> None:
    assert [module.address for module in modules(ROOT, "app") if not room_of(module)] == []


@pytest.mark.parametrize(
    ("rule", "address", "text", "words"),
    [
        (strangers, "app/domain/planted.py", "import sqlalchemy", "sqlalchemy belongs to"),
        (strangers, "app/domain/planted.py", "def f():\n    from pydantic import BaseModel", "pydantic belongs to"),
        (strangers, "app/services/planted.py", "from PySide6.QtCore import QObject", "PySide6 belongs to"),
        (
            strangers,
            "app/services/planted.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlalchemy.orm import Session",
            "sqlalchemy belongs to",
        ),
        (strangers, "app/sync/planted.py", "import httpx", "httpx belongs to ['sync/gateway']"),
        (strangers, "app/ui/planted.py", "import httpx", "httpx belongs to"),
        (strangers, "app/devices/planted.py", "from PySide6 import QtGui", "PySide6 belongs to"),
        (strangers, "app/db/planted.py", "from cryptography import x509", "cryptography belongs to"),
        (strangers, "app/db/planted.py", "import importlib\nimportlib.import_module('httpx')", "httpx belongs to"),
        (strangers, "app/vault/planted.py", "import sqlite3", "sqlite3 belongs to"),
        (strangers, "app/runtime/planted.py", "import asyncio", "asyncio belongs to"),
        (strangers, "app/ui/planted.py", "import requests", "requests belongs to no room"),
        (trespassers, "app/ui/planted.py", "from app import db", "ui does not know db"),
        (trespassers, "app/ui/planted.py", "from app.vault.keys import Keys", "ui does not know vault"),
        (trespassers, "app/cli/planted.py", "from app.db.store import Store", "cli does not know db"),
        (trespassers, "app/vault/planted.py", "from app.services import ports", "vault does not know services"),
        (trespassers, "app/central/planted.py", "from app import vault", "central does not know vault"),
        (trespassers, "app/domain/planted.py", "from ..contract import wire", "domain does not know contract"),
        (impurities, "app/domain/planted.py", "import time", "time is not pure"),
        (impurities, "app/domain/planted.py", "from os import path", "os is not pure"),
        (
            impurities,
            "app/domain/planted.py",
            "import datetime as d\nd.datetime.now()",
            "d.datetime.now() is not pure",
        ),
        (impurities, "app/contract/planted.py", "open('x')", "open() is not pure"),
        (undeclared, "app/db/planted.py", "import numpy", "does not declare numpy"),
        (undeclared, "app/db/planted.py", "import pytest", "does not declare pytest"),
        (undeclared, "tests/unit/planted.py", "import yaml", "does not declare yaml"),
    ],
)
def test_a_planted_breach_is_found(rule, plant: Plant, address: str, text: str, words: str) -> None:
    found = rule(plant(address, text))
    assert [line for line in found if line.startswith(address) and words in line], found


def test_what_is_allowed_is_not_found(plant: Plant) -> None:
    plant("app/sync/gateway.py", "import httpx")
    plant("app/devices/render.py", "from PySide6 import QtGui")
    plant("app/central/bootstrap.py", "from app import vault")
    copy = plant("app/domain/planted.py", "from stdnum import ean\nfrom datetime import datetime")
    assert strangers(copy) + trespassers(copy) + impurities(copy) == []
