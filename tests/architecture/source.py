"""How the architecture tests read a source tree: the real one, or a copy in which a breach was planted."""

from __future__ import annotations

import ast
import functools
import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file of a tree, with its syntax tree."""

    root: Path
    path: Path

    @property
    def address(self) -> str:
        """Return where it lies, as in ``app/domain/cart.py``."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def place(self) -> str:
        """Return where it lies inside ``app``, as in ``domain/cart``; a package is its folder."""
        inside = self.path.relative_to(self.root / "app").with_suffix("").as_posix()
        return inside.removesuffix("/__init__").removesuffix("__init__")

    @property
    def room(self) -> str:
        """Return the room that it belongs to: the first folder, or its own name at the top of ``app``."""
        return self.place.split("/")[0]

    @property
    def tree(self) -> ast.Module:
        """Return its syntax tree."""
        return parse(self.path.read_text(encoding="utf-8"), self.address)

    def finding(self, node: ast.AST, words: str) -> str:
        """Say what is wrong and where."""
        return f"{self.address}:{getattr(node, 'lineno', 1)}: {words}"

    def imports(self) -> list[tuple[ast.AST, str]]:
        """Return every module that is imported, also inside functions, for types only, or by name at run time.

        ``from app import db`` counts as both ``app`` and ``app.db``: which one it is cannot be seen from here.
        """
        found: list[tuple[ast.AST, str]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                found += [(node, base), *((node, f"{base}.{alias.name}") for alias in node.names)]
            elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__", "import_string"}:
                found += [(node, text) for text in strings(node) if not text.startswith(".")]
        return found

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = list(self.path.relative_to(self.root).with_suffix("").parts[: -node.level])
        return ".".join([*package, *([node.module] if node.module else [])])


@functools.lru_cache(maxsize=2048)
def parse(text: str, address: str) -> ast.Module:
    """Parse once, however many rules ask."""
    return ast.parse(text, address)


def modules(root: Path, *folders: str) -> list[Module]:
    """Return the Python files of these folders."""
    paths = [path for folder in folders for path in (root / folder).rglob("*.py")]
    return [Module(root, path) for path in sorted(paths) if "__pycache__" not in path.parts]


def called(node: ast.Call) -> str:
    """Return the last name of what is called: ``tr`` for ``self.tr(...)``."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def strings(node: ast.Call) -> list[str]:
    """Return the plain strings among the arguments of a call."""
    return [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the nodes that are docstrings."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    owners = [node for node in ast.walk(tree) if isinstance(node, kinds) and ast.get_docstring(node, clean=False)]
    return {id(owner.body[0].value) for owner in owners if isinstance(owner.body[0], ast.Expr)}


def door(root: Path = ROOT) -> ModuleType:
    """Load ``packaging/dev.py`` of a tree as a module of its own."""
    spec = importlib.util.spec_from_file_location(f"dev_{abs(hash(root))}", root / "packaging" / "dev.py")
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded
