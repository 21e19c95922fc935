"""What standards of health information ask for, and on which pages the build finds it.

A check sees whether something is there, never whether it is good: that a person judges.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from fnmatch import fnmatchcase

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.checks import balance, readability
from patientinfo.pages import blocks
from patientinfo.reading import data_file
from patientinfo.reading.data_file import DataFile, known_keys
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.reading.translations import is_outdated, unread_by_translator
from patientinfo.site import Site

NEEDS = ("standards", "claims", "references")

MEAN_SENTENCE = 15
"""Words that the mean sentence may have, in every language."""

CARD = re.compile(r"^\s*!!! (\S+)", re.MULTILINE)
SUMMARY_FIRST = re.compile(r".*\n(?:[^\S\n]*(?:#.*)?\n)*!!! in-short")
LIST_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.) ", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Item:
    """One thing that a standard asks for, in our own words."""

    asks: str
    check: str | None = None
    person: str | None = None
    pages: list[str] | None = None

    def applies_to(self, path: str) -> bool:
        """Whether the item is asked of the page at a path."""
        fits = [each for each in self.pages or ["*"] if fnmatchcase(path, each.removeprefix("!"))]
        return bool(fits) and not any(each.startswith("!") for each in fits)


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Standard:
    """A standard and its items. ``checked``: a person has compared them with the standard."""

    id: str
    name: str
    where: str
    checked: bool
    items: list[Item]


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Check:
    """How the build looks for something: any of what is named has to be there.

    Cards and markers of a page, ids of its headings, all of some ids, facts of the publisher, all
    of some lines of the front matter, a verdict among its claims. ``facet``: on the page that sets
    options side by side, a heading for each option. ``code`` names one of ``CODE``, which the file
    cannot say. ``stops``: the build stops where it is missing; ``translations``: only they are
    asked.
    """

    looks_for: str
    cards: list[str] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    all_headings: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    front_matter: list[str] = field(default_factory=list)
    verdict: str = ""
    facet: str = ""
    code: str = ""
    stops: bool = False
    translations: bool = False

    def holds(self, page: Page, site: Site) -> bool:
        """Whether a page has it."""
        ids = {each.id for each in page.headings}
        options = site.condition.compared_on(page.path)
        if options and self.facet:
            return options.ids(self.facet) <= ids
        claims = blocks.claims_on(site, page.path) if self.verdict else []
        return bool(
            set(CARD.findall(page.body)) & set(self.cards)
            or any(page.marked(name) for name in self.markers)
            or ids & set(self.headings)
            or (self.all_headings and ids >= set(self.all_headings))
            or (self.facts and all(site.facts.value(name) for name in self.facts))
            or (self.front_matter and all(getattr(page.facts, key) for key in self.front_matter))
            or any(self.verdict == verdict for claim in claims for _, verdict in claim.judged())
            or (self.code and CODE[self.code](page, site))
        )


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Standards:
    """The contents of ``docs/_medical/standards.yml``."""

    checks: dict[str, Check] = field(default_factory=dict)
    standards: list[Standard] = field(default_factory=list)


ADAPTER = TypeAdapter(Standards)


@plain_dataclass(frozen=True)
class Result:
    """Where an item is met: for each language the paths it applies to, and those that meet it."""

    item: Item
    asked: Mapping[str, tuple[str, ...]]
    met: Mapping[str, tuple[str, ...]]


def _balanced(page: Page, site: Site) -> bool:
    if options := site.condition.compared_on(page.path):
        return not list(balance.check_options(page, options, site))
    known, _ = read_standards(site.files["standards"])
    both = [known.checks.get(f"{each}-described") for each in ("benefits", "harms")]
    return bool(page.marked("claim")) or all(each and each.holds(page, site) for each in both)


def _all_facets(page: Page, site: Site) -> bool:
    options = site.condition.compared_on(page.path)
    return options is not None and options.ids() <= {each.id for each in page.headings}


def _sources_opened(page: Page, site: Site) -> bool:
    cited = blocks.cited(page, site)
    return bool(cited) and all(site.references[id].checked for id in cited)


CODE: dict[str, Callable[[Page, Site], bool]] = {
    "all-facets": _all_facets,
    "balanced": _balanced,
    "cited": lambda page, site: bool(blocks.cited(page, site)),
    "current": lambda page, site: not is_outdated(page, site.originals[page.path]),
    "list": lambda page, site: bool(LIST_ITEM.search(page.body)),
    "loaded": lambda page, site: True,  # a site without it is not loaded
    "read-by-translator": lambda page, site: (
        page.facts.translation is not None and not unread_by_translator([page])
    ),
    "short-sections": lambda page, site: (
        readability.read_page(page, site).longest_section <= readability.BETWEEN_HEADINGS
    ),
    "short-sentences": lambda page, site: (
        readability.read_page(page, site).mean_sentence <= MEAN_SENTENCE
    ),
    "sources-opened": _sources_opened,
    "summary-first": lambda page, site: bool(SUMMARY_FIRST.match(page.body)),
}
"""What only code can look for."""


def read_standards(file: DataFile) -> tuple[Standards, list[Problem]]:
    """Read the standards; an item with neither check nor person, or an unknown check, is wrong."""
    read, found = data_file.typed(ADAPTER, file)
    if read is None:
        return Standards(), found
    for name, check in read.checks.items():
        if check.code:
            found += file.unknown(("checks", name, "code"), "code", check.code, CODE)
    for number, standard in enumerate(read.standards):
        for index, item in enumerate(standard.items):
            place = ("standards", number, "items", index)
            if item.check is not None:
                found += file.unknown((*place, "check"), "check", item.check, read.checks)
            elif item.person is None:
                what = f"Nobody looks for «{item.asks}»."
                found.append(file.problem(place, what, "Add `check`, or `person`: who judges it."))
    return read, found


def check(site: Site) -> Iterator[Problem]:
    """Check the file that says what standards ask for."""
    yield from read_standards(site.files["standards"])[1]


def result(item: Item, site: Site, checks: Mapping[str, Check]) -> Result:
    """Look for an item on every page of every language that it applies to."""
    asked: dict[str, tuple[str, ...]] = {}
    met: dict[str, tuple[str, ...]] = {}
    check = checks[item.check] if item.check else None
    for locale in site.locales:
        if check is None or (check.translations and locale == site.default):
            continue
        paths = sorted(path for of, path in site.pages if of == locale and item.applies_to(path))
        asked[locale] = tuple(paths)
        met[locale] = tuple(each for each in paths if check.holds(site.pages[locale, each], site))
    return Result(item, asked, met)


def report(read: Standards, site: Site) -> str:
    """Return the text of `make standards`."""
    lines: list[str] = []
    for standard in read.standards:
        lines += [standard.name, f"  {standard.where}"]
        if not standard.checked:
            lines.append("  No person has compared these lines with the standard itself yet.")
        for item in standard.items:
            lines += ["", f"  {item.asks}"]
            if item.check:
                check = read.checks[item.check]
                verb = "the build stops without" if check.stops else "the build looks for"
                lines.append(f"    {verb}: {check.looks_for}")
                lines += [f"    {each}" for each in _where(result(item, site, read.checks))]
            if item.person:
                lines.append(f"    judged by {item.person}")
        lines.append("")
    items = [item for standard in read.standards for item in standard.items]
    checked = sum(bool(item.check) for item in items)
    lines.append(
        f"{len(items)} items: the build looks for {checked}, only a person can judge "
        f"{len(items) - checked}. "
        "That something is there does not say that it is good. This is no certificate."
    )
    return "\n".join(lines)


def _where(result: Result) -> Iterator[str]:
    """Yield a line for the languages in which an item is met on the same pages."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for locale, asked in result.asked.items():
        groups.setdefault((asked, result.met[locale]), []).append(locale)
    for (asked, met), locales in groups.items():
        missing = [path for path in asked if path not in met]
        said = f"met on {len(met)} of {len(asked)} pages"
        if missing and len(missing) < len(met):
            said += f", all but {', '.join(missing)}"
        elif met and (missing or len(asked) < 10):
            said += f": {', '.join(met)}"
        yield f"{said} ({', '.join(locales)})"
