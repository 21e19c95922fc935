"""Reads everything into a site, then asks each of the checks about it."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from patientinfo.checks import CHECKS, templates
from patientinfo.components import assets, place
from patientinfo.components.assets import Texts
from patientinfo.evidence.claims import Register, read_register
from patientinfo.evidence.publisher import Facts, read_facts
from patientinfo.evidence.references import References, read_references
from patientinfo.languages.catalogues import read_catalogue
from patientinfo.languages.language import read_language
from patientinfo.languages.wording import original_words, read_source
from patientinfo.reading import data_file, pages
from patientinfo.reading.condition import Condition, read_condition
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.files import read_files
from patientinfo.reading.problems import Problem, errors
from patientinfo.reading.settings import read_settings
from patientinfo.self_check.cases import read_cases
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.site import Site

SETTINGS = "mkdocs.yml"
MEDICAL = "_medical"

CONDITION, REGISTER, REFERENCES, FACTS = Condition(), Register(), References(), Facts()
"""What a site has that does without the file: always the same, so that pages are known again."""


def load(
    root: Path,
    environment: Mapping[str, str],
    *,
    checks: Iterable[ModuleType] = CHECKS,
    took: dict[str, float] | None = None,
    today: date | None = None,
) -> tuple[Site | None, list[Problem]]:
    """Read and check everything below ``root``; a site with errors is None and its problems.

    Without ``today`` nothing is said of days that are still to come.
    """
    site, found = read(root, environment, today=today)
    if site is not None:
        found += run(site, checks, took)
    return (None if errors(found) else site), found


def run(
    site: Site, checks: Iterable[ModuleType], took: dict[str, float] | None = None
) -> Iterator[Problem]:
    """Yield what the checks find; one whose input could not be read, or is wrong, is skipped.

    ``took`` gets the seconds that each check took, by its name.
    """
    broken = set(site.broken)
    for check in checks:
        if not broken.isdisjoint(check.NEEDS):
            continue
        started, name = time.perf_counter(), name_of(check)
        try:
            found = [replace(each, code=each.code or name) for each in check.check(site)]
        except Exception as error:
            found = [templates.problem(site, error)]
        if took is not None:
            took[name] = time.perf_counter() - started
        if errors(found):
            broken.add(name)
        yield from found


def name_of(check: ModuleType) -> str:
    """Return what a check is called: its module's name, with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def read(
    root: Path, environment: Mapping[str, str], *, live: bool = False, today: date | None = None
) -> tuple[Site | None, list[Problem]]:
    """Read all files; what cannot be read is left out, and named as broken.

    Only settings that cannot be read leave no site at all.
    """
    settings, found = read_settings(root.resolve() / SETTINGS, environment, live=live)
    if settings is None:
        return None, found
    docs, source = settings.docs, next(iter(settings.languages))
    broken: set[str] = set()
    absent: set[str] = set()
    files: dict[str, DataFile] = {}

    def noted(kind: str, problems: list[Problem]) -> None:
        """Note what is wrong, and that files of this kind are not to be relied on."""
        found.extend(problems)
        if wrong := errors(problems):
            broken.update((kind, *(each.file for each in wrong)))

    def held(kind: str, below: str, read: Callable[..., Any], *more: Any) -> Any:
        """Return what a file below the texts holds; a site can do without those of the medicine.

        The file with its lines is kept by the name of its kind.
        """
        path = docs / below
        files[kind] = DataFile(settings.name(path), {})
        if below.startswith(MEDICAL) and not path.exists():
            absent.add(kind)
            return None
        value, *lines, problems = read(path, files[kind].name, *more)
        files[kind] = next(
            (each for each in (*lines, value) if isinstance(each, DataFile)), files[kind]
        )
        noted(kind.partition("/")[0], problems)
        return value

    def overrides(read: Callable[[Path, str], tuple[Texts, list[Problem]]]) -> Texts:
        texts, problems = read(settings.overrides, settings.name(settings.overrides))
        noted("overrides", problems)
        return texts

    languages = {
        locale: held(f"languages/{locale}", f"{locale}/_language.yml", read_language)
        for locale in settings.languages
    }
    words = held("strings", f"{source}/_strings.yml", read_source)
    own, cldr = files["strings"].name, languages[source].cldr
    wordings = {source: original_words(words, source, own, cldr)}
    for locale in settings.languages if words else ():
        if locale != source:
            told = {"original": source, "original_cldr": cldr, "cldr": languages[locale].cldr}
            catalogue = partial(read_catalogue, locale=locale, source=words, **told)
            wordings[locale] = held(f"catalogues/{locale}", f"{locale}/_strings.po", catalogue)
    every, problems = pages.read_pages(docs, settings.languages)
    noted("pages", problems)
    published, problems = read_files(settings)
    noted("files", problems)
    held("standards", f"{MEDICAL}/standards.yml", data_file.read)
    criteria = held("criteria", f"{MEDICAL}/criteria.yml", read_criteria)
    cases = held("cases", f"{MEDICAL}/cases.yml", read_cases, criteria) if criteria else None
    site = Site(
        settings=settings,
        pages={(page.locale, page.path): page for page in every},
        wordings=wordings,
        languages=languages,
        condition=held("condition", f"{MEDICAL}/condition.yml", read_condition) or CONDITION,
        criteria=criteria,
        cases=tuple(cases or ()),
        register=held("claims", f"{MEDICAL}/claims.yml", read_register) or REGISTER,
        references=held("references", f"{MEDICAL}/references.json", read_references) or REFERENCES,
        facts=held("facts", f"{MEDICAL}/publisher.yml", read_facts, settings.languages) or FACTS,
        published=published,
        templates=overrides(place.read_templates),
        sources=overrides(assets.read_sources),
        files=files,
        broken=frozenset(broken),
        absent=frozenset(absent),
        today=today,
    )
    return site, found
