"""Who may import whom: import-linter's contracts, seen to fail on a planted breach of each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, door

LINT_IMPORTS = [sys.executable, *door().LINT["import-linter"], "--no-cache"]

# Where the breach is planted, what is written there, and what the report has to name.
BREACHES = [
    ("app/domain/planted.py", "from app import db", "app.domain.planted -> app.db"),
    ("app/domain/planted.py", "import app.contract", "app.domain.planted -> app.contract"),
    ("app/domain/planted.py", "from ..services import ports", "app.domain.planted -> app.services"),
    ("app/contract/planted.py", "def f():\n    from app.domain import errors", "app.contract.planted -> app.domain"),
    ("app/services/planted.py", "from app import db", "app.services.planted -> app.db"),
    ("app/services/planted.py", "from app import vault", "app.services.planted -> app.vault"),
    ("app/services/planted.py", "import app.bootstrap", "app.services.planted -> app.bootstrap"),
    ("app/db/planted.py", "from app import vault", "app.db.planted -> app.vault"),
    ("app/db/planted.py", "from app import runtime", "app.db.planted -> app.runtime"),
    ("app/vault/planted.py", "from app import db", "app.vault.planted -> app.db"),
    ("app/vault/planted.py", "from app import services", "app.vault.planted -> app.services"),
    ("app/vault/planted.py", "from app import contract", "app.vault.planted -> app.contract"),
    ("app/sync/planted.py", "from app import db", "app.sync.planted -> app.db"),
    ("app/devices/planted.py", "import app.sync.planted", "app.devices.planted -> app.sync.planted"),
    (
        "app/runtime/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.ui.planted",
        "app.runtime.planted -> app.ui.planted",
    ),
    ("app/bootstrap/planted.py", "import app.cli", "app.bootstrap.planted -> app.cli"),
    ("app/ui/planted.py", "import app.bootstrap", "app.ui.planted -> app.bootstrap"),
    ("app/db/planted.py", "import app.central.planted", "app.db.planted -> app.central.planted"),
    ("app/central/planted.py", "from app import services", "app.central.planted -> app.services"),
    ("app/domain/planted.py", "import app.config", "app.domain.planted -> app.config"),
    ("app/novelty/planted.py", "", "app.novelty"),
]


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT_IMPORTS, cwd=root, capture_output=True, text=True, timeout=120, check=False)


def test_the_copy_of_the_tree_keeps_every_contract(plant: Plant) -> None:
    done = lint_imports(plant("app/domain/planted.py", "import app.domain.errors"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(("address", "text", "named"), BREACHES)
def test_a_planted_import_breaks_a_contract(plant: Plant, address: str, text: str, named: str) -> None:
    for other in ("ui", "sync", "central"):  # rooms that may not be there yet
        plant(f"app/{other}/planted.py", "")
    done = lint_imports(plant(address, text))
    assert done.returncode == 1, done.stdout + done.stderr
    assert named in done.stdout


def test_no_contract_lists_an_exception() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in text
    assert "exclude_type_checking_imports" not in text
