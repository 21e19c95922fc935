"""The pages that stand for every kind of page, in every language; and all of them."""

from pathlib import Path

import pytest

from content.pages import pages as built_pages

TEMPLATES = (
    "",
    "cerebral-palsy/signs-and-diagnosis/",
    "treatments/",
    "treatments/physiotherapy-methods/",
    "stem-cells/claims/",
    "stem-cells/claims-results/",
    "stem-cells/self-check/",
    "stem-cells/options/",
    "about/",
    "about/glossary/",
    "about/references/",
    "about/a-to-z/",
    "search/",
)
LOCALES = ("en", "ka", "ru", "ar")
WIDTHS = (360, 1280)


def address(locale: str, template: str) -> str:
    """Return a page's address below the root."""
    return template if locale == "en" else f"{locale}/{template}"


EXTENT = ("one of each kind", pytest.param("all", marks=pytest.mark.deep))
"""How many pages a test visits: all of them take minutes, and are left to `make test-deep`."""


def pages(extent: str, built: Path, locale: str) -> list[str]:
    """Return the addresses, below the root, of the pages of a language to visit."""
    if extent != "all":
        return [address(locale, template) for template in TEMPLATES]
    return [each.address for each in built_pages(built) if each.locale == locale]
