"""What standards of health information ask for, and on which pages the build finds it.

A check sees whether something is there, never whether it is good: that a person judges.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass as plain_dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from patientinfo.checks import balance, readability
from patientinfo.pages import blocks as page_text
from patientinfo.reading import data_file, pages
from patientinfo.reading.data_file import known_keys
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

FILE = "docs/_medical/standards.yml"
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
class Standards:
    """The contents of ``docs/_medical/standards.yml``."""

    standards: list[Standard]


@plain_dataclass(frozen=True)
class Check:
    """How the build looks for something: in words, and as a question about a page.

    ``stops``: the build stops where it is missing. ``translations``: originals are not asked.
    """

    looks_for: str
    holds: Callable[[Site, Page], bool]
    stops: bool = False
    translations: bool = False


@plain_dataclass(frozen=True)
class Result:
    """Where an item is met: for each language the paths it applies to, and those that meet it."""

    item: Item
    asked: Mapping[str, tuple[str, ...]]
    met: Mapping[str, tuple[str, ...]]


def _stated(name: str) -> Callable[[Site, Page], bool]:
    return lambda site, page: site.facts.value(name) is not None


def _cards(page: Page, *kinds: str) -> bool:
    return bool(set(CARD.findall(page.body)) & set(kinds))


def _ids(page: Page) -> list[str]:
    return [each.id for each in pages.headings(page)]


def _shows(page: Page, *names: str) -> bool:
    return not page_text.uses(page).isdisjoint(names)


def _summary_first(site: Site, page: Page) -> bool:
    first = next((line for line in page.body.split("\n")[1:] if line.strip()[:2].strip("# ")), "")
    return first.startswith("!!! in-short")


def _sources_opened(site: Site, page: Page) -> bool:
    cited = page_text.cited(page, site)
    return bool(cited) and all(site.references[id].checked for id in cited)


def _reviewed(site: Site, page: Page) -> bool:
    return page.facts.reviewed is not None and page.facts.reviewer is not None


def _interests(site: Site, page: Page) -> bool:
    names = ("publisher.funding", "publisher.relation_to_clinic")
    return bool(page.facts.interests) or all(site.facts.value(each) for each in names)


def _current(site: Site, page: Page) -> bool:
    return not pages.is_outdated(page, site.pages[(site.default, page.path)])


def _read_by_translator(site: Site, page: Page) -> bool:
    made = page.facts.translation
    return made is not None and made.medical_translator != "none yet"


def _benefits(site: Site, page: Page) -> bool:
    if page.path == balance.OPTIONS_PAGE:
        return all(f"{each}-benefits" in _ids(page) for each in balance.OPTIONS)
    return "benefits" in _ids(page) or _shows(page, "treatment")


def _harms(site: Site, page: Page) -> bool:
    if page.path == balance.OPTIONS_PAGE:
        return all(f"{each}-harms" in _ids(page) for each in balance.OPTIONS)
    return bool({"what-can-go-wrong", "each-step"} & set(_ids(page)))


def _balanced(site: Site, page: Page) -> bool:
    if page.path == balance.OPTIONS_PAGE:
        return not balance.check_options(page)
    return _shows(page, "claim") or (_benefits(site, page) and _harms(site, page))


def _uncertainty(site: Site, page: Page) -> bool:
    judged = [verdict for claim in site.claims_on(page.path) for _, verdict in claim.judged()]
    in_words = _cards(page, "unknown") or any(each.endswith("-certainty") for each in _ids(page))
    return in_words or "uncertain" in judged


def _options(site: Site, page: Page) -> bool:
    wanted = {f"{option}-{facet}" for option in balance.OPTIONS for facet in balance.FACETS}
    return wanted <= set(_ids(page))


CHECKS = {
    "action-named": Check(
        "a card that says what readers can do, or a list of next steps",
        lambda site, page: (
            _cards(page, "you-can", "do", "dont", "ask", "see-soon", "call-now")
            or "next-steps" in _ids(page)
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
    "clinician-reviewed": Check("a reviewer and the day in the front matter", _reviewed),
    "correction-address": Check(
        "publisher.correction_contact in publisher.yml", _stated("publisher.correction_contact")
    ),
    "funding-stated": Check("publisher.funding in publisher.yml", _stated("publisher.funding")),
    "harms-described": Check("a heading on harms", _harms),
    "headings": Check(
        f"at most {readability.BETWEEN_HEADINGS} words below a heading",
        lambda site, page: (
            readability.read_page(page, site).longest_section <= readability.BETWEEN_HEADINGS
        ),
    ),
    "interests-stated": Check(
        "interests in the front matter, or who pays and the link with the clinic in publisher.yml",
        _interests,
    ),
    "lists": Check("a list", lambda site, page: bool(LIST_ITEM.search(page.body))),
    "next-steps": Check(
        "a list of next steps with links", lambda site, page: "next-steps" in _ids(page)
    ),
    "no-treatment-described": Check(
        "the options of standard care alone and of waiting, and a heading on having no cells",
        lambda site, page: {"standard-care", "waiting", "without-cells"} <= set(_ids(page)),
    ),
    "picture": Check(
        "a picture or a chart",
        lambda site, page: _shows(page, "picture", "evidence_chart", "cord_blood_chart"),
    ),
    "plain-words": Check(
        "none of the words that may not appear; hard words with their explanation",
        lambda site, page: True,  # a site with such words is not loaded
        stops=True,
    ),
    "publisher-named": Check("publisher.name in publisher.yml", _stated("publisher.name")),
    "quality-of-life": Check(
        "a heading on the quality of life", lambda site, page: "quality-of-life" in _ids(page)
    ),
    "questions-to-ask": Check(
        "a card with questions to take along", lambda site, page: _cards(page, "ask")
    ),
    "review-dates": Check(
        "the day of the last change and of the next look, at most three years apart",
        lambda site, page: page.facts.updated <= page.facts.review_due,
        stops=True,
    ),
    "short-sentences": Check(
        f"at most {readability.MEAN_SENTENCE} words in the mean sentence",
        lambda site, page: (
            readability.read_page(page, site).mean_sentence <= readability.MEAN_SENTENCE
        ),
    ),
    "sources-cited": Check(
        "numbered sources", lambda site, page: bool(page_text.cited(page, site))
    ),
    "sources-opened": Check("every cited source opened by a person", _sources_opened),
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
        lambda site, page: bool({"what-it-is", "how-it-works"} & set(_ids(page))),
    ),
}
"""Everything that the build can look for, by the name that ``standards.yml`` gives it."""


def read_standards(path: Path, name: str) -> tuple[list[Standard], list[Problem]]:
    """Read the standards; an item with neither check nor person, or an unknown check, is wrong."""
    file, found = data_file.read(path, name)
    if found:
        return [], found
    read, found = data_file.typed(TypeAdapter(Standards), file)
    if read is None:
        return [], found
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
    return read.standards, found


def result(item: Item, site: Site) -> Result:
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
        met[locale] = tuple(page.path for page in there if check.holds(site, page))
    return Result(item, asked, met)


def report(standards: Iterable[Standard], site: Site) -> str:
    """Return the text of `make standards`."""
    lines: list[str] = []
    checked = judged = 0
    for standard in standards:
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
                lines += [f"    {each}" for each in _where(result(item, site))]
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
