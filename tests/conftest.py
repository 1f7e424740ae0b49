"""What every test stands on: a home of its own, no real keyring, no screen, and hypothesis within bounds."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

BENCH = Path(__file__).parent / "bench"
HOMES = pytest.StashKey[Path]()

# No deadline, for a busy machine is no fault; no database, for a clone and a long-used tree must test alike. What
# failed can be repeated from the printed blob and pytest-randomly's seed. On a shared machine the first example may
# be slow to draw, which says nothing about the code either.
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=False,
    max_examples=100,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("bench", settings.get_profile("ci"), max_examples=2_000)
settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    """Give this process, and all that it starts, a home of its own before any module of the product is read."""
    home = Path(tempfile.mkdtemp(prefix="omo-pos-tests-"))
    config.stash[HOMES] = home
    for name in [name for name in os.environ if name.startswith(("OMO_POS_", "XDG_"))]:
        del os.environ[name]
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "runtime",
        "OMO_POS_KEY_DIR": home / "keys",
    }
    for name, place in places.items():
        place.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(place)
    os.environ["OMO_POS_KEYRING"] = "file"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    set_hypothesis_home_dir(home / "hypothesis")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(config.stash[HOMES], ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # before the choice by -m, which reads the mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count everything in tests/bench as bench, marked or not."""
    for item in items:
        if BENCH in item.path.parents:
            item.add_marker(pytest.mark.bench)
