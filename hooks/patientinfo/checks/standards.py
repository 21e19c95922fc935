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
class Headings:
    """By which ids the checks know what a heading is about."""

    benefits: list[str] = field(default_factory=list)
    harms: list[str] = field(default_factory=list)
    workings: list[str] = field(default_factory=list)
    next_steps: list[str] = field(default_factory=list)
    quality_of_life: list[str] = field(default_factory=list)
    no_treatment: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, config=known_keys)
class Standards:
    """The contents of ``docs/_medical/standards.yml``."""

    headings: Headings = field(default_factory=Headings)
    standards: list[Standard]


@plain_dataclass(frozen=True)
class Look:
    """Where a check looks: at a page of the site, with what headings are about."""

    site: Site
    page: Page
    headings: Headings

    def stated(self, *names: str) -> bool:
        """Whether the publisher has stated these facts."""
        return all(self.site.facts.value(each) is not None for each in names)

    def cards(self, *kinds: str) -> bool:
        """Whether there is a card of one of these kinds."""
        return not set(CARD.findall(self.page.body)).isdisjoint(kinds)

    def shows(self, *names: str) -> bool:
        """Whether there is a marker of one of these names."""
        return any(self.page.marked(each) for each in names)

    @property
    def ids(self) -> set[str]:
        """The ids of the page's headings."""
        return {each.id for each in self.page.headings}

    @property
    def cited(self) -> list[str]:
        """The references that the page cites."""
        return blocks.cited(self.page, self.site)

    @property
    def options(self) -> Options | None:
        """The options that the page sets side by side, if it is that page."""
        options = self.site.condition.options
        return options if options and options.page == self.page.path else None


@plain_dataclass(frozen=True)
class Check:
    """How the build looks for something: in words, and as a question about a page.

    ``stops``: the build stops where it is missing. ``translations``: originals are not asked.
    """

    looks_for: str
    holds: Callable[[Look], bool]
    stops: bool = False
    translations: bool = False


@plain_dataclass(frozen=True)
class Result:
    """Where an item is met: for each language the paths it applies to, and those that meet it."""

    item: Item
    asked: Mapping[str, tuple[str, ...]]
    met: Mapping[str, tuple[str, ...]]


def _summary_first(at: Look) -> bool:
    lines = at.page.body.split("\n")[1:]
    first = next((line for line in lines if line.strip()[:2].strip("# ")), "")
    return first.startswith("!!! in-short")


def _current(at: Look) -> bool:
    return not is_outdated(at.page, at.site.originals[at.page.path])


def _read_by_translator(at: Look) -> bool:
    made = at.page.facts.translation
    return made is not None and made.medical_translator != "none yet"


def _benefits(at: Look) -> bool:
    if at.options:
        return {f"{each}-benefits" for each in at.options.options} <= at.ids
    return bool(at.ids & set(at.headings.benefits)) or at.shows("treatment")


def _harms(at: Look) -> bool:
    if at.options:
        return {f"{each}-harms" for each in at.options.options} <= at.ids
    return bool(at.ids & set(at.headings.harms))


def _balanced(at: Look) -> bool:
    if at.options:
        return not list(balance.check_options(at.page, at.options, at.site))
    return at.shows("claim") or (_benefits(at) and _harms(at))


def _uncertainty(at: Look) -> bool:
    claims = blocks.claims_on(at.site, at.page.path)
    judged = [verdict for claim in claims for _, verdict in claim.judged()]
    in_words = at.cards("unknown") or any(each.endswith("-certainty") for each in at.ids)
    return in_words or "uncertain" in judged


def _options(at: Look) -> bool:
    if at.options is None:
        return False
    facets = at.options.facets
    return {f"{each}-{facet}" for each in at.options.options for facet in facets} <= at.ids


def _short_sentences(at: Look) -> bool:
    return readability.read_page(at.page, at.site).mean_sentence <= MEAN_SENTENCE


def _headings(at: Look) -> bool:
    longest = readability.read_page(at.page, at.site).longest_section
    return longest <= readability.BETWEEN_HEADINGS


CHECKS = {
    "action-named": Check(
        "a card that says what readers can do, or a list of next steps",
        lambda at: (
            at.cards("you-can", "do", "dont", "ask", "see-soon", "call-now")
            or bool(at.ids & set(at.headings.next_steps))
        ),
    ),
    "all-options": Check(
        "all five options, each with benefits, harms, certainty, what it is like, and later",
        _options,
        stops=True,
    ),
    "balanced": Check(
        "benefits and harms both there, in the options of the same length; each claim of the "
        "clinic beside what research shows",
        _balanced,
    ),
    "benefits-described": Check("a heading or a block on benefits", _benefits),
    "clinician-reviewed": Check(
        "a reviewer and the day in the front matter",
        lambda at: None not in (at.page.facts.reviewed, at.page.facts.reviewer),
    ),
    "correction-address": Check(
        "publisher.correction_contact in publisher.yml",
        lambda at: at.stated("publisher.correction_contact"),
    ),
    "funding-stated": Check(
        "publisher.funding in publisher.yml", lambda at: at.stated("publisher.funding")
    ),
    "harms-described": Check("a heading on harms", _harms),
    "headings": Check(
        f"at most {readability.BETWEEN_HEADINGS} words below a heading",
        _headings,
    ),
    "interests-stated": Check(
        "interests in the front matter, or who pays and the link with the clinic in publisher.yml",
        lambda at: (
            bool(at.page.facts.interests)
            or at.stated("publisher.funding", "publisher.relation_to_clinic")
        ),
    ),
    "lists": Check("a list", lambda at: bool(LIST_ITEM.search(at.page.body))),
    "next-steps": Check(
        "a list of next steps with links", lambda at: bool(at.ids & set(at.headings.next_steps))
    ),
    "no-treatment-described": Check(
        "the options of standard care alone and of waiting, and a heading on having no cells",
        lambda at: bool(at.headings.no_treatment) and at.ids >= set(at.headings.no_treatment),
    ),
    "picture": Check(
        "a picture or a chart",
        lambda at: at.shows("picture", "evidence_chart", "gain_chart"),
    ),
    "plain-words": Check(
        "none of the words that may not appear; hard words with their explanation",
        lambda at: True,  # a site with such words is not loaded
        stops=True,
    ),
    "publisher-named": Check(
        "publisher.name in publisher.yml", lambda at: at.stated("publisher.name")
    ),
    "quality-of-life": Check(
        "a heading on the quality of life",
        lambda at: bool(at.ids & set(at.headings.quality_of_life)),
    ),
    "questions-to-ask": Check("a card with questions to take along", lambda at: at.cards("ask")),
    "review-dates": Check(
        "the day of the last change and of the next look, at most three years apart",
        lambda at: at.page.facts.updated <= at.page.facts.review_due,
        stops=True,
    ),
    "short-sentences": Check(
        f"at most {MEAN_SENTENCE} words in the mean sentence",
        _short_sentences,
    ),
    "sources-cited": Check("numbered sources", lambda at: bool(at.cited)),
    "sources-opened": Check(
        "every cited source opened by a person",
        lambda at: bool(at.cited) and all(at.site.references[id].checked for id in at.cited),
    ),
    "summary-first": Check("a short summary before everything else", _summary_first),
    "translation-current": Check(
        "the translation records the English text as it is now", _current, translations=True
    ),
    "translation-read": Check(
        "a medical translator's name in the front matter", _read_by_translator, translations=True
    ),
    "uncertainty-stated": Check(
        "a card or headings on what is not known, or a claim with the verdict uncertain",
        _uncertainty,
    ),
    "workings-described": Check(
        "a heading on what it is, or on how the clinic says it works",
        lambda at: bool(at.ids & set(at.headings.workings)),
    ),
}
"""Everything that the build can look for, by the name that ``standards.yml`` gives it."""


def read_standards(file: DataFile) -> tuple[Standards | None, list[Problem]]:
    """Read the standards; an item with neither check nor person, or an unknown check, is wrong."""
    if file.values == {}:
        return Standards(standards=[]), []
    read, found = data_file.typed(TypeAdapter(Standards), file)
    if read is None:
        return None, found
    for number, standard in enumerate(read.standards):
        for index, item in enumerate(standard.items):
            place = ("standards", number, "items", index)
            if item.check is None and item.person is None:
                what = f"Nobody looks for «{item.asks}»."
                found.append(file.problem(place, what, "Add `check`, or `person`: who judges it."))
            elif item.check is not None and item.check not in CHECKS:
                what = f"There is no check `{item.check}`."
                fix = data_file.nearest(item.check, list(CHECKS))
                found.append(file.problem((*place, "check"), what, fix))
    return read, found


def check(site: Site) -> Iterator[Problem]:
    """Check the file that says what standards ask for."""
    yield from read_standards(site.files["standards"])[1]


def result(item: Item, site: Site, headings: Headings) -> Result:
    """Look for an item on every page of every language that it applies to."""
    check = CHECKS[item.check] if item.check else None
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
        met[locale] = tuple(page.path for page in there if check.holds(Look(site, page, headings)))
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
                check = CHECKS[item.check]
                verb = "the build stops without" if check.stops else "the build looks for"
                lines.append(f"    {verb}: {check.looks_for}")
                lines += [f"    {each}" for each in _where(result(item, site, read.headings))]
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
