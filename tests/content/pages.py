"""Reads the built site's pages: what each says of its language, where its links lead."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from patientinfo.languages.tags import direction

LOCALES = ("en", "ka", "ru", "ar")
RIGHT_TO_LEFT = ("ar",)


@dataclass(frozen=True)
class BuiltPage:
    """A page of the built site. ``address`` is below the root: ``ka/treatments/massage/``."""

    address: str
    html: str
    locales: tuple[str, ...] = LOCALES

    @property
    def soup(self) -> BeautifulSoup:
        """The page, parsed."""
        return parsed(self.html)

    @property
    def locale(self) -> str:
        """The language whose site the page belongs to, by its address."""
        first = self.address.split("/")[0]
        return first if first in self.locales else self.locales[0]

    @property
    def direction(self) -> str:
        """The direction in which that language is written."""
        return direction(self.locale)

    @property
    def bare(self) -> str:
        """The address without the language."""
        return self.address.removeprefix(f"{self.locale}/")

    def one(self, selector: str) -> Tag:
        """Return the only element that a selector finds."""
        found = self.soup.select(selector)
        assert len(found) == 1, f"{self.address}: {len(found)} times {selector}"
        return found[0]


@cache
def parsed(html: str) -> BeautifulSoup:
    """Parse each page once."""
    return BeautifulSoup(html, "html.parser")


def pages(built: Path, locales: tuple[str, ...] = LOCALES) -> Iterator[BuiltPage]:
    """Return every page but the error page, in the order of their addresses."""
    for path in sorted(built.rglob("index.html")):
        address = path.relative_to(built).as_posix().removesuffix("index.html")
        yield BuiltPage(address, path.read_text(encoding="utf-8"), locales)


def page(built: Path, address: str) -> BuiltPage:
    """Return the page at an address below the root, ``""`` being the first one."""
    return BuiltPage(address, (built / address / "index.html").read_text(encoding="utf-8"))


def attribute(element: Tag, name: str) -> str:
    """Return an attribute as text, ``""`` where it is missing."""
    value = element.get(name, "")
    return " ".join(value) if isinstance(value, list) else str(value)
