"""The core works with any site generator: it may not import the one that is used today."""

import ast
import sys
from pathlib import Path

import pytest

from tiny import ROOT

CORE = sorted((ROOT / "hooks/patientinfo").rglob("*.py"))
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
FRAMEWORK = {"mkdocs", "material", "mkdocs_static_i18n", "materialx", "zensical"}


def imported(path: Path) -> set[str]:
    """Return the first parts of the names of all modules that a file imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found.add((node.module or "").split(".")[0])
    return found


def test_there_are_files_to_look_at() -> None:
    assert len(CORE) > 15 and len(HOOKS) >= 4


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_does_not_import_the_site_generator(path: Path) -> None:
    assert imported(path) & FRAMEWORK == set()


@pytest.mark.parametrize("path", HOOKS, ids=lambda path: path.stem)
def test_a_hook_imports_only_the_site_generator_and_the_core(path: Path) -> None:
    assert imported(path) - set(sys.stdlib_module_names) <= {"mkdocs", "patientinfo"}
