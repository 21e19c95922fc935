"""Everything the site is made of, read once per build and checked before anything is written."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from patientinfo.checks import balance, plain_words, readability, stray_numbers
from patientinfo.checks import words as words_needed
from patientinfo.checks.words import Asked
from patientinfo.components import place as components
from patientinfo.components.place import SHAPES, Place
from patientinfo.evidence.charts import PICTURES
from patientinfo.evidence.claims import Claim, Register, read_register
from patientinfo.evidence.publisher import Facts, read_facts
from patientinfo.evidence.references import Reference, read_references
from patientinfo.languages import wording
from patientinfo.languages.wording import PLACEHOLDER, Wording
from patientinfo.outputs import search_index as search
from patientinfo.outputs.search_index import SearchWords
from patientinfo.pages import a_to_z
from patientinfo.pages import blocks as page_text
from patientinfo.pages.a_to_z import Alphabet, Entry
from patientinfo.reading import pages
from patientinfo.reading.pages import Page
from patientinfo.reading.problems import Problem, errors
from patientinfo.self_check import form as self_check_page
from patientinfo.self_check.amounts import criteria_values
from patientinfo.self_check.cases import Case, read_cases
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.self_check.form import ResultWords

EVIDENCE_SUMMARY = "self_check.evidence-summary"
"""The words on the evidence that every result of the self-check carries."""


@dataclass(frozen=True)
class Site:
    """The checked contents of ``docs/``. The first locale is the source language."""

    locales: tuple[str, ...]
    wordings: Mapping[str, Wording]
    pages: Mapping[tuple[str, str], Page]
    criteria: Criteria
    cases: tuple[Case, ...]
    register: Register
    references: Mapping[str, Reference]
    facts: Facts
    environment: Environment
    searches: Mapping[str, SearchWords]

    @property
    def default(self) -> str:
        """The source language, whose pages stand at the root of the site."""
        return self.locales[0]

    @property
    def glossary_ids(self) -> list[str]:
        """The ids of the glossary's terms."""
        return _glossary_ids(self.wordings[self.default].source)

    def page(self, locale: str, path: str) -> Page | None:
        """Return a page in one language, or None where it is not translated."""
        return self.pages.get((locale, path))

    def languages_of(self, path: str) -> list[str]:
        """Return the languages in which a page exists."""
        return [locale for locale in self.locales if (locale, path) in self.pages]

    def place(self, path: str, locale: str, text_locale: str | None = None) -> Place:
        """Return where a component is shown: on that page, of the site in that language.

        ``text_locale`` is the language of the words where it differs, as in a text that is
        shown in English because it is not translated.
        """
        words = self.wordings[text_locale or locale]
        return Place(
            path,
            locale,
            self.default,
            words,
            self.environment,
            self.references,
            criteria_values(self.criteria, words),
        )

    def claims_on(self, path: str) -> list[Claim]:
        """Return the claims that a page shows, in its order."""
        shown = page_text.shows([self.pages[(self.default, path)]], "claim")
        return [claim for id in shown if (claim := self.register.claim(id))]

    def used_on(self, locale: str) -> dict[str, list[tuple[str, str]]]:
        """Return for each reference the (path, title) of the pages that cite it."""
        used: dict[str, list[tuple[str, str]]] = {}
        for (page_locale, path), page in self.pages.items():
            if page_locale == self.default:
                title = (self.page(locale, path) or page).facts.title
                for id in page_text.cited(page, self):
                    used.setdefault(id, []).append((path, title))
        return used

    def entries(self, place: Place) -> list[Entry]:
        """Return what the A to Z lists: every page, and every term of the glossary."""
        entries = []
        for locale, path in self.pages:
            if locale == self.default and path != place.page:
                page = self.page(place.locale, path)
                shown = page or self.pages[(locale, path)]
                lang = "" if page else locale
                entries.append(Entry(shown.facts.title, place.url(path), lang))
        if (self.default, a_to_z.GLOSSARY) in self.pages:
            entries += [
                Entry(place.wording.text(f"glossary.{id}.term"), place.url(a_to_z.GLOSSARY, id))
                for id in self.glossary_ids
            ]
        return entries

    def alphabet(self, locale: str) -> Alphabet:
        """Return the order of a language's letters."""
        return a_to_z.alphabet(self.searches[locale].alphabet, self.searches[locale].pass_over)

    def self_check(self, place: Place) -> Markup:
        """Return the self-check in the words of the place, without what a result says."""
        return self_check_page.render(
            self.criteria,
            place.wording,
            self.environment,
            emergency=place.render("emergency"),
            second=self._printed_beside(place),
            unit_words=self_check_page.words_for_units(self.criteria, self.wordings.values()),
        )

    def self_check_results(self, place: Place) -> Markup:
        """Return what a result says; printed, in the clinic's words beside the reader's."""
        return self_check_page.render_results(
            self.criteria,
            place.wording,
            self.environment,
            evidence_summary=place.t(EVIDENCE_SUMMARY),
            standard_care_url=place.url("treatments/index.md"),
            second=self._printed_beside(place),
        )

    def _printed_beside(self, place: Place) -> ResultWords | None:
        locale = self_check_page.clinic_language(place.wording.locale, self.wordings)
        if locale is None:
            return None
        second = self.place(place.page, place.locale, locale)
        return self_check_page.result_words(
            self.criteria, second.wording, second.t(EVIDENCE_SUMMARY)
        )

    def criteria_list(self, place: Place) -> Markup:
        """Return the published criteria as a list."""
        return self_check_page.render_list(self.criteria, place.wording, self.environment)


def load(root: Path, locales: tuple[str, ...]) -> tuple[Site | None, list[Problem]]:
    """Read and check everything below ``root``; a site with errors is None and its problems."""
    docs = root / "docs"
    medical = docs / "_medical"

    def name(path: Path) -> str:
        return path.relative_to(root).as_posix()

    source_file = docs / locales[0] / "_strings.yml"
    source, found = wording.read_source(source_file, name(source_file))
    wordings = {locales[0]: Wording(locales[0], source, name=name(source_file))}
    for locale in locales[1:] if source else ():
        path = docs / locale / "_strings.po"
        wordings[locale], problems = wording.read_catalogue(path, name(path), locale, source)
        found += problems
    all_pages, problems = pages.read_pages(docs, locales)
    found += problems
    unreadable = {problem.file for problem in problems}
    searches = {}
    source_pages = {page.path: page for page in all_pages if page.locale == locales[0]}
    for locale in locales:
        path = docs / locale / "_search.yml"
        searches[locale], file, problems = search.read_words(path, name(path))
        terms = [key.split(".")[1] for key in source if key.startswith("glossary.")]
        found += problems + search.check_words(searches[locale], file, source_pages, terms)
    references_file = medical / "references.json"
    references, unsound = read_references(references_file, name(references_file))
    found += unsound
    claims_file = medical / "claims.yml"
    register, problems = read_register(
        claims_file,
        name(claims_file),
        None if unsound else set(references),
        set(source) if source else None,
    )
    found += problems
    facts_file = medical / "publisher.yml"
    facts, problems = read_facts(facts_file, name(facts_file))
    found += problems
    criteria_file = medical / "criteria.yml"
    criteria, problems = read_criteria(criteria_file, name(criteria_file))
    found += problems
    cases: list[Case] = []
    if criteria:
        cases_file = medical / "cases.yml"
        cases, problems = read_cases(cases_file, name(cases_file), criteria)
        found += problems
    for page in all_pages:
        found += pages.check_page(page)
    found += pages.check_translations(all_pages, locales, unreadable)
    missing = [key for key in words_needed.needed() if key not in source] if source else []
    found += _missing(missing, "The site", name(source_file))
    numbers = None
    if criteria and source and not missing:
        numbers = set(criteria_values(criteria, wordings[locales[0]]))
    known: page_text.Known = {
        "cite": None if unsound else set(references),
        "term": set(_glossary_ids(source)) if source else None,
        "treatment": {each.id for each in register.treatments} if register else None,
        "claim": {each.id for each in register.claims} if register else None,
        "claims_on": None if unreadable else _paths_of_claims(source_pages.values()),
        "evidence": set(SHAPES),
        "fact": set(facts.names()) if facts else None,
        "picture": set(PICTURES),
        "criteria": numbers,
    }
    for page in all_pages:
        found += page_text.check(page, known)
    if not (register and facts and criteria and source and references and numbers is not None):
        return None, found
    site = Site(
        locales,
        wordings,
        {(page.locale, page.path): page for page in all_pages},
        criteria,
        tuple(cases),
        register,
        references,
        facts,
        components.environment(root / "overrides" / "components"),
        searches,
    )
    folder = root / "overrides" / "components"
    asked, broken = words_needed.read_components(site.environment, folder, name(folder))
    found += broken + words_needed.check_words(asked, set(source))
    found += _check_placeholders(site, asked, numbers, name(source_file))
    needed = self_check_page.needed_strings(criteria)
    missing = [key for key in needed if key not in source]
    found += _missing(missing, "The self-check", name(source_file))
    words_file = medical / "words.yml"
    found += plain_words.check(words_file, name(words_file), all_pages, wordings)
    numbers_file = medical / "numbers.yml"
    found += stray_numbers.check(
        numbers_file, name(numbers_file), all_pages, wordings, site.criteria
    )
    if not errors(found):  # these two read pages as readers see them: every marker has to hold
        found += readability.check(readability.read(site))
        found += balance.check(all_pages, register.claims, wordings)
    if not unreadable and not unsound:
        found += _check_uses(site, name(claims_file), name(references_file))
    return (None if errors(found) else site), found


def _glossary_ids(source: Iterable[str]) -> list[str]:
    return [
        key.split(".")[1] for key in source if key.startswith("glossary.") and key.endswith(".term")
    ]


def _paths_of_claims(pages_read: Iterable[Page]) -> set[str]:
    return {page.path for page in pages_read if page_text.shows([page], "claim")}


def _missing(keys: Iterable[str], who: str, name: str) -> list[Problem]:
    return [
        Problem(
            name,
            0,
            f"{who} needs words `{key}`, which are not there.",
            "Add them, with a note for translators.",
        )
        for key in keys
    ]


def _check_uses(site: Site, claims_name: str, references_name: str) -> list[Problem]:
    found: list[Problem] = []
    if page_text.ARTICLE not in site.references:
        what = f"There is no reference `{page_text.ARTICLE}`, which the self-check cites."
        found.append(Problem(references_name, 0, what, "Give the clinic's article this id."))
    english = [page for (locale, _), page in site.pages.items() if locale == site.default]
    shown = set(page_text.shows(english, "claim"))
    text = {claim.id for claim in site.register.claims}
    found += [
        Problem(
            claims_name,
            0,
            f"No page shows the claim `{id}`.",
            f'Put {{{{ claim("{id}") }}}} on a page.',
        )
        for id in sorted(text - shown)
    ]
    return found


def _check_placeholders(
    site: Site, asked: list[Asked], names: Set[str], name: str
) -> list[Problem]:
    found = []
    for string in site.wordings[site.default].source.values():
        values = words_needed.values_of(string.key, asked, site.criteria, names)
        if values is None:
            continue
        known = sorted(values)
        written = {each for form in string.forms for each in PLACEHOLDER.findall(form)}
        for wrong in sorted(written.difference(known)):
            what = f"`{string.key}` has the placeholder {{{{ {wrong} }}}}, which does not exist."
            fix = "Known here are: " + ", ".join(f"{{{{ {each} }}}}" for each in known) + "."
            if not known:
                fix = "Nothing is filled in here: write the words themselves."
            found.append(Problem(name, string.line, what, fix))
    return found
