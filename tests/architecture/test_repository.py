"""What lies where, how it is called, and what never lies in the repository at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.conftest import Plant
from tests.architecture.source import ROOT, modules

TOP = {"pyproject.toml", "app", "resources", "tests", "packaging", "README.md", "requirements.lock"}
NOWHERE = {"util", "utils", "misc", "common", "helper", "helpers", "manager", "managers"}
# Put together from pieces, so that this file does not hold what it looks for.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "deb." + "debian.org",
    "archive." + "ubuntu.com",
]
HOSTS += ["proxy." + "golang", "crates" + ".io", "/opt/" + "pypi"]
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:home|Users|root|work)/[\w.-]+|\b[A-Z]:\\+Users\\", re.ASCII)


def tracked(root: Path) -> list[str]:
    """Return the addresses of the repository's files; without git, of all but what a tool has left in dot folders."""
    if (root / ".git").exists() and shutil.which("git"):
        trusting = ["git", "-c", f"safe.directory={root}", "ls-files", "-z"]
        listed = subprocess.run(trusting, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
        return [address for address in listed if address and (root / address).is_file()]
    paths = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
    return [
        path.as_posix() for path in paths if not path.parts[0].startswith(".") and "__pycache__" not in path.parts
    ]


def out_of_place(root: Path) -> list[str]:
    """Find names at the top beside the allowed ones; dotfiles may be there."""
    names = {address.split("/")[0] for address in tracked(root)}
    return sorted(name for name in names if name not in TOP and not name.startswith("."))


def nameless(root: Path) -> list[str]:
    """Find modules and folders whose name says nothing: whatever is put there has a better home."""
    found = []
    for module in modules(root, "app", "tests", "packaging"):
        parts = [part for name in module.path.relative_to(root).with_suffix("").parts for part in name.split("_")]
        found += [f"{module.address}: the name {part}" for part in parts if part.lower() in NOWHERE]
    return found


def shadowing(root: Path) -> list[str]:
    """Find what would make ``packaging/`` hide the library of that name, on which pip and pytest stand."""
    return ["packaging/__init__.py"] * (root / "packaging" / "__init__.py").exists()


def places_of_one_machine(root: Path) -> list[str]:
    """Find paths of somebody's machine and hosts of package registries."""
    found = []
    for address in tracked(root):
        text = (root / address).read_bytes().decode(errors="ignore")
        words = [host for host in HOSTS if host in text]
        words += [match[0] for match in MACHINE_PATH.finditer(text)]
        found += [f"{address}: {word}" for word in words]
    return found


def unexplained(root: Path) -> list[str]:
    """Find dependencies without their one-line reason."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lines = text.splitlines()
    return [
        requirement
        for requirement in wanted
        if not any(re.match(rf'\s*"{re.escape(requirement)}",?\s+# \S+ \S+', line) for line in lines)
    ]


def unlocked(root: Path) -> list[str]:
    """Find dependencies that the lock does not hold in a version that pyproject.toml allows."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    locked = {canonicalize_name(name): version for name, version in re.findall(r"^(\S+?)==(\S+)", lock, re.MULTILINE)}
    wanted = [
        Requirement(line) for line in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    ]
    return [
        str(requirement)
        for requirement in wanted
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]


RULES = [out_of_place, nameless, shadowing, places_of_one_machine, unexplained, unlocked]


@pytest.mark.parametrize("rule", RULES)
def test_the_repository_is_in_order(rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(
    ("rule", "address", "text", "words"),
    [
        (out_of_place, "scripts/planted.py", "", "scripts"),
        (out_of_place, "Makefile", "all:", "Makefile"),
        (nameless, "app/domain/utils.py", "", "the name utils"),
        (nameless, "app/services/sale_helpers.py", "", "the name helpers"),
        (nameless, "app/common/planted.py", "", "the name common"),
        (nameless, "tests/unit/stock_manager.py", "", "the name manager"),
        (shadowing, "packaging/__init__.py", "", "packaging/__init__.py"),
        (places_of_one_machine, "README.md", "See /ho" + "me/anna/omo for more.", "/ho" + "me/anna"),
        (places_of_one_machine, "app/domain/planted.py", "X = '/wo" + "rk/shared/data'", "/wo" + "rk/shared"),
        (places_of_one_machine, "packaging/planted.txt", "C:\\Us" + "ers\\anna", "C:\\Us" + "ers"),
        (places_of_one_machine, "requirements.lock", "--index-url https://" + HOSTS[0] + "/simple", HOSTS[0]),
        (unexplained, "pyproject.toml", "[dependency-groups]\ndev = [\n  'x',\n  \"pytest>=8\",\n]", "pytest>=8"),
        (unlocked, "pyproject.toml", '[dependency-groups]\ndev = ["nobody-locked-this>=1"]', "nobody-locked-this>=1"),
        (unlocked, "pyproject.toml", '[dependency-groups]\ndev = ["pytest>=999"]', "pytest>=999"),
    ],
)
def test_a_planted_breach_is_found(rule, plant: Plant, address: str, text: str, words: str) -> None:
    copy = plant(address, "")
    if address == "pyproject.toml":  # a second table of one name would not be TOML
        (copy / address).write_text(f"[project]\ndependencies = []\n{text}", encoding="utf-8")
    else:
        plant(address, text)
    found = rule(copy)
    assert [line for line in found if words in line], found


def test_paths_that_are_nobodys_are_not_found(plant: Plant) -> None:
    text = "~/work/x  $HOME/work/x  ../shared/data  https://example.org/root/page  ./home/x  /usr/bin/python3"
    assert places_of_one_machine(plant("README.md", text)) == []
