"""Each room imports only from those below it, in no circle; the core knows no site generator."""

import ast
import sys
from pathlib import Path

import pytest

from tiny import ROOT

HOOKS = ROOT / "hooks"
CORE = sorted((HOOKS / "patientinfo").rglob("*.py"))
ROOMS = (
    *("reading", "languages", "components", "evidence", "self_check", "site", "pages", "outputs"),
    *("checks", "load", "build", "live", "__main__"),
)
"""From the ground up; the cache stands by itself, so that it is quick to load."""

GENERATORS = {"mkdocs", "material", "mkdocs_static_i18n", "materialx", "zensical", "properdocs"}


def name_of(path: Path) -> str:
    """Return the name of a module: ``patientinfo.pages.head``."""
    parts = path.relative_to(HOOKS).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in CORE}


def imported(path: Path) -> set[str]:
    """Return the names of all modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            module = node.module or ""
            inside = {f"{module}.{alias.name}" for alias in node.names} & MODULES.keys()
            found |= inside or {module}
    return found


def own(path: Path) -> set[str]:
    """Return the modules of the core that a file imports."""
    return imported(path) & MODULES.keys() - {"patientinfo"}


def room(module: str) -> str:
    """Return the room in which a module stands."""
    return module.split(".")[1] if "." in module else ""


def test_every_module_stands_in_a_room() -> None:
    assert {room(name) for name in MODULES} - {""} == {*ROOMS, "cache"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_from_its_own_room_and_those_below(name: str) -> None:
    order = {"": -1, "cache": 1} | {each: number for number, each in enumerate(ROOMS)}
    above = [each for each in own(MODULES[name]) if order[room(each)] > order[room(name)]]
    assert above == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = {name: own(path) - {name} for name, path in MODULES.items()}
    while loose := {name for name, needed in left.items() if not needed & left.keys()}:
        left = {name: needed for name, needed in left.items() if name not in loose}
    assert left == {}


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_no_import_is_hidden_from_the_running_program(path: Path) -> None:
    assert "TYPE_CHECKING" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_the_core_imports_no_site_generator(path: Path) -> None:
    assert {each.split(".")[0] for each in imported(path)} & GENERATORS == set()


def test_the_hook_imports_only_the_site_generator_and_the_core() -> None:
    [hook] = HOOKS.glob("patientinfo*.py")
    first = {each.split(".")[0] for each in imported(hook)}
    assert first - sys.stdlib_module_names == {"mkdocs", "jinja2", "markupsafe", "patientinfo"}


def test_the_walk_finds_an_import_upwards_and_a_circle(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from patientinfo.checks import links\nimport mkdocs.plugins\n")
    assert own(wrong) == {"patientinfo.checks.links"}
    assert "mkdocs.plugins" in imported(wrong)
