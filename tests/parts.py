"""Small parts for tests: a site with what a test names and nothing else, a page from its text."""

from pathlib import Path
from typing import Any

from patientinfo.checks.readability import Sentence, Text
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.pages import Page, read_page
from patientinfo.reading.problems import Problem
from patientinfo.reading.settings import Settings
from patientinfo.site import Site

ROOT = Path(__file__).parent.parent
FRONT_MATTER = """---
title: {title}
description: "One sentence."
updated: 2026-11-22
review_due: 2027-11-22
---

# {title}

"""


def settings(*locales: str, **given: Any) -> Settings:
    """Return settings with these languages, the first being the source."""
    known = {
        "file": DataFile("mkdocs.yml", {}),
        "root": ROOT,
        "site_url": "https://example.org/sub/",
        "docs": ROOT / "docs",
        "overrides": ROOT / "overrides",
        "languages": dict.fromkeys(locales, ""),
        "sections": (),
        "extensions": {},
        "chromium": "",
        "live": False,
    }
    return Settings(**{**known, **given})


def bare(*pages: Page, locales: tuple[str, ...] = ("en", "ka"), **given: Any) -> Site:
    """Return a site with these pages and parts."""
    return Site(
        settings=settings(*locales),
        pages={(each.locale, each.path): each for each in pages},
        **given,
    )


def page(folder: Path, body: str, path: str = "page.md", locale: str = "en") -> Page:
    """Return a page with this text below its title."""
    file = folder / "page.md"
    file.write_text(FRONT_MATTER.format(title="A day") + body, encoding="utf-8")
    found, problems = read_page(file, locale, path, f"docs/{locale}/{path}")
    assert found is not None, problems
    return found


def lines(problems: Any) -> list[str]:
    """Return problems as people read them."""
    found: list[Problem] = list(problems)
    return [str(each) for each in found]


def text(*sentences: str, locale: str = "en") -> Text:
    """Return the sentences of a text, on the lines from ten on."""
    return Text(
        locale,
        f"docs/{locale}/index.md",
        tuple(
            Sentence(tuple(each.rstrip(".").split()), f"docs/{locale}/index.md", number)
            for number, each in enumerate(sentences, 10)
        ),
    )
