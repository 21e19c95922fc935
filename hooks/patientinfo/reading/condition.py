"""What the site is about, as far as the code has to know: ``docs/_medical/condition.yml``."""

import re
from dataclasses import field
from pathlib import Path
from typing import Annotated, Literal

from lxml import etree
from pydantic import AfterValidator, TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, known_keys
from patientinfo.reading.problems import Problem


def as_file_name(written: str) -> str:
    """Take what a file may be called on every system and in every address."""
    if re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", written):
        return written
    raise ValueError("Write lower-case words joined by hyphens, such as one-condition.")


def as_xpath(written: str) -> str:
    """Take an XPath that selects elements."""
    try:
        elements(etree.Element("article"), written)
    except etree.XPathError:
        raise ValueError("Write an XPath as the others, such as .//*[@data-seen].") from None
    return written


def elements(article: etree._Element, xpath: str) -> list[etree._Element]:
    """Return the elements of an article that an XPath selects: no attribute, no text."""
    found: list[etree._Element] = article.xpath(f"({xpath})/self::*")
    return found


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Code:
    """What a classification, such as ICD-10, calls the condition."""

    system: str
    value: str


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Options:
    """A page that sets options side by side: each has a heading ``{ #option-facet }``."""

    page: str
    options: list[str]
    facets: list[str]

    def ids(self, *facets: str) -> set[str]:
        """Return the ids of all options' headings of these facets, or of every facet."""
        return {f"{option}-{facet}" for option in self.options for facet in facets or self.facets}


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Burden:
    """What a copy does without when it is too heavy: pages, and elements by their XPath."""

    pages: list[str] = field(default_factory=list)
    elements: list[Annotated[str, AfterValidator(as_xpath)]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, config=known_keys)
class LeafletPart:
    """Cards of some pages in the leaflet.

    With ``title``, a key of the strings, several pages stand under one heading; else the first
    page's own title is the heading. ``show`` is what follows the cards.
    """

    pages: list[str]
    cards: list[str]
    title: str = ""
    columns: bool = False
    show: Literal["", "emergency", "treatments", "claims", "rules"] = ""


@dataclass(frozen=True, kw_only=True, eq=False, config=known_keys)
class Condition:
    """The contents of the file; each part can be left out.

    ``file_name`` is how the copies and leaflets begin. ``emergency`` are the signs on the
    call-now card, ``drawings`` the paths of the small drawings in the evidence chart.
    """

    code: Code | None = None
    file_name: Annotated[str, AfterValidator(as_file_name)] = "site"
    emergency: list[str] = field(default_factory=list)
    drawings: dict[str, str] = field(default_factory=dict)
    options: Options | None = None
    copy_without: list[Burden] = field(default_factory=list)
    leaflet: list[LeafletPart] = field(default_factory=list)

    def compared_on(self, path: str) -> Options | None:
        """Return the options that a page sets side by side, if it is that page."""
        return self.options if self.options and self.options.page == path else None

    def paths(self) -> list[tuple[data_file.Location, str]]:
        """Return every page that the file names, with its place in the file."""
        found: list[tuple[data_file.Location, str]] = []
        if self.options:
            found.append((("options", "page"), self.options.page))
        lists = [("copy_without", n, each.pages) for n, each in enumerate(self.copy_without)]
        lists += [("leaflet", n, each.pages) for n, each in enumerate(self.leaflet)]
        for key, number, pages in lists:
            found += [((key, number, "pages", at), path) for at, path in enumerate(pages)]
        return found

    def cards(self) -> list[tuple[data_file.Location, str]]:
        """Return every kind of card that the leaflet shows, with its place in the file."""
        return [
            (("leaflet", number, "cards", at), kind)
            for number, part in enumerate(self.leaflet)
            for at, kind in enumerate(part.cards)
        ]


ADAPTER = TypeAdapter(Condition)


def read_condition(path: Path, name: str) -> tuple[Condition, DataFile, list[Problem]]:
    """Read the file; a site can do without one."""
    file, found = data_file.read(path, name, needed=False)
    condition, found = (None, found) if found else data_file.typed(ADAPTER, file)
    return condition or Condition(), file, found
