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
from patientinfo.reading.condition import Options
from patientinfo.reading.data_file import DataFile, known_keys
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.reading.translations import is_outdated
from patientinfo.site import Site

NEEDS = ("standards",)

MEAN_SENTENCE = 15
"""Words that the mean sentence may have, in every language."""

CARD = re.compile(r"^\s*!!! (\S+)", re.MULTILINE)
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
        patterns = self.pages or ["*"]
        wanted = [each for each in patterns if not each.startswith("!")]
        left_out = [each[1:] for each in patterns if each.startswith("!")]
        return any(fnmatchcase(path, each) for each in wanted) and not any(
            fnmatchcase(path, each) for each in left_out
        )


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
        options = _options(page, site)
        if options and self.facet:
            return {f"{each}-{self.facet}" for each in options.options} <= ids
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


@plain_dataclass(frozen=True)
class Result:
    """Where an item is met: for each language the paths it applies to, and those that meet it."""

    item: Item
    asked: Mapping[str, tuple[str, ...]]
    met: Mapping[str, tuple[str, ...]]


def _options(page: Page, site: Site) -> Options | None:
    """Return the options that a page sets side by side, if it is that page."""
    options = site.condition.options
    return options if options and options.page == page.path else None


def _summary_first(page: Page, site: Site) -> bool:
    lines = page.body.split("\n")[1:]
    first = next((line for line in lines if line.strip()[:2].strip("# ")), "")
    return first.startswith("!!! in-short")


def _all_facets(page: Page, site: Site) -> bool:
    options = _options(page, site)
    ids = {each.id for each in page.headings}
    return options is not None and all(
        f"{option}-{facet}" in ids for option in options.options for facet in options.facets
    )


def _sources_opened(page: Page, site: Site) -> bool:
    cited = blocks.cited(page, site)
    return bool(cited) and all(site.references[id].checked for id in cited)


def _read_by_translator(page: Page, site: Site) -> bool:
    made = page.facts.translation
    return made is not None and made.medical_translator != "none yet"


def _balanced(page: Page, site: Site) -> bool:
    if options := _options(page, site):
        return not list(balance.check_options(page, options, site))
    known, _ = read_standards(site.files["standards"])
    both = [known.checks.get(f"{each}-described") for each in ("benefits", "harms")]
    return bool(page.marked("claim")) or all(each and each.holds(page, site) for each in both)


CODE: dict[str, Callable[[Page, Site], bool]] = {
    "all-facets": _all_facets,
    "balanced": _balanced,
    "cited": lambda page, site: bool(blocks.cited(page, site)),
    "current": lambda page, site: not is_outdated(page, site.originals[page.path]),
    "list": lambda page, site: bool(LIST_ITEM.search(page.body)),
    "loaded": lambda page, site: True,  # a site without it is not loaded
    "read-by-translator": _read_by_translator,
    "short-sections": lambda page, site: (
        readability.read_page(page, site).longest_section <= readability.BETWEEN_HEADINGS
    ),
    "short-sentences": lambda page, site: (
        readability.read_page(page, site).mean_sentence <= MEAN_SENTENCE
    ),
    "sources-opened": _sources_opened,
    "summary-first": _summary_first,
}
"""What only code can look for."""


def read_standards(file: DataFile) -> tuple[Standards, list[Problem]]:
    """Read the standards; an item with neither check nor person, or an unknown check, is wrong."""
    if file.values == {}:
        return Standards(), []
    read, found = data_file.typed(TypeAdapter(Standards), file)
    if read is None:
        return Standards(), found
    for name, check in read.checks.items():
        if check.code and check.code not in CODE:
            what, fix = f"There is no code `{check.code}`.", data_file.nearest(check.code, [*CODE])
            found.append(file.problem(("checks", name, "code"), what, fix))
    for number, standard in enumerate(read.standards):
        for index, item in enumerate(standard.items):
            place = ("standards", number, "items", index)
            if item.check is None and item.person is None:
                what = f"Nobody looks for «{item.asks}»."
                found.append(file.problem(place, what, "Add `check`, or `person`: who judges it."))
            elif item.check is not None and item.check not in read.checks:
                what = f"There is no check `{item.check}`."
                fix = data_file.nearest(item.check, list(read.checks))
                found.append(file.problem((*place, "check"), what, fix))
    return read, found


def check(site: Site) -> Iterator[Problem]:
    """Check the file that says what standards ask for."""
    yield from read_standards(site.files["standards"])[1]


def result(item: Item, site: Site, checks: Mapping[str, Check]) -> Result:
    """Look for an item on every page of every language that it applies to."""
    check = checks[item.check] if item.check else None
    asked: dict[str, tuple[str, ...]] = {}
    met: dict[str, tuple[str, ...]] = {}
    for locale in site.locales:
        if check is None or (check.translations and locale == site.default):
            continue
        there = [
            page
            for (each, path), page in sorted(site.pages.items())
            if each == locale and item.applies_to(path)
        ]
        asked[locale] = tuple(page.path for page in there)
        met[locale] = tuple(page.path for page in there if check.holds(page, site))
    return Result(item, asked, met)


def report(read: Standards, site: Site) -> str:
    """Return the text of `make standards`."""
    lines: list[str] = []
    checked = judged = 0
    for standard in read.standards:
        lines += [standard.name, f"  {standard.where}"]
        if not standard.checked:
            lines.append("  No person has compared these lines with the standard itself yet.")
        for item in standard.items:
            lines += ["", f"  {item.asks}"]
            if item.check:
                checked += 1
                check = read.checks[item.check]
                verb = "the build stops without" if check.stops else "the build looks for"
                lines.append(f"    {verb}: {check.looks_for}")
                lines += [f"    {each}" for each in _where(result(item, site, read.checks))]
            if item.person:
                judged += not item.check
                lines.append(f"    judged by {item.person}")
        lines.append("")
    total = checked + judged
    lines.append(
        f"{total} items: the build looks for {checked}, only a person can judge {judged}. "
        "That something is there does not say that it is good. This is no certificate."
    )
    return "\n".join(lines)


def _where(result: Result) -> list[str]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for locale, asked in result.asked.items():
        groups.setdefault((asked, result.met[locale]), []).append(locale)
    return [
        f"{_paths(asked, met)} ({', '.join(locales)})" for (asked, met), locales in groups.items()
    ]


def _paths(asked: tuple[str, ...], met: tuple[str, ...]) -> str:
    missing = [path for path in asked if path not in met]
    count = f"{len(met)} of {len(asked)} pages"
    if not met or (not missing and len(asked) > 9):
        return f"met on {count}"
    if missing and len(missing) < len(met):
        return f"met on {count}, all but {', '.join(missing)}"
    return f"met on {count}: {', '.join(met)}"
