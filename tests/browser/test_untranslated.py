"""A language that nobody has translated yet, on a screen: readable, and free of barriers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from conftest import Served, finish, serving
from tiny import make

SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def untranslated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The tiny site with a Hebrew that has neither a home page nor a word."""
    folder: Path = tmp_path_factory.mktemp("untranslated")
    project = make(folder / "project")
    project.remove("docs/he/index.md")
    project.remove("docs/he/_strings.po")
    (folder / "root").mkdir()
    with serving(finish(project, folder / "site").folder, folder / "root") as served:
        yield served


@pytest.mark.parametrize("scheme", SCHEMES)
def test_its_name_and_all_that_stands_in_for_it_can_be_read(
    browser: Browser, untranslated: Served, scheme: str
) -> None:
    """The language's own name, and the note behind it, stand on the colour of what is chosen."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{untranslated.url}he/")
    chosen = page.locator(".language-row [aria-current]")
    assert chosen.locator(".quiet").count() == 1
    said = "el => getComputedStyle(el).color"
    assert chosen.locator(".quiet").evaluate(said) == chosen.evaluate(said)
    for state in ("at rest", "under the finger", "focused"):
        if state == "under the finger":
            chosen.hover()
        elif state == "focused":
            chosen.focus()
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found] == [], state
    context.close()
