"""Reads everything into a site, then asks each of the checks about it."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import TemplateError

from patientinfo.checks import CHECKS, templates
from patientinfo.components import assets, place
from patientinfo.evidence.claims import Register, read_register
from patientinfo.evidence.publisher import Facts, read_facts
from patientinfo.evidence.references import References, read_references
from patientinfo.languages.catalogues import read_catalogue
from patientinfo.languages.language import read_language
from patientinfo.languages.wording import original_words, read_source
from patientinfo.reading import data_file, pages
from patientinfo.reading.condition import Condition, read_condition
from patientinfo.reading.data_file import DataFile
from patientinfo.reading.problems import Problem, errors
from patientinfo.reading.settings import Settings, read_settings
from patientinfo.self_check.cases import read_cases
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.site import Site

SETTINGS = "mkdocs.yml"
MEDICAL = "_medical"

CONDITION, REGISTER, REFERENCES, FACTS = Condition(), Register(), References(), Facts()
"""What a site has that does without the file: always the same, so that pages are known again."""

Watch = Callable[[str, float], None]
"""Is told the name of each check and how many seconds it took."""


def nobody(name: str, seconds: float) -> None:
    """Take no notice of how long a check took."""


def load(
    root: Path,
    environment: Mapping[str, str],
    *,
    live: bool = False,
    checks: Iterable[ModuleType] = CHECKS,
    watch: Watch = nobody,
) -> tuple[Site | None, list[Problem]]:
    """Read and check everything below ``root``; a site with errors is None and its problems."""
    site, found = read(root, environment, live=live)
    if site is not None:
        found += run(site, checks, watch)
    return (None if errors(found) else site), found


def run(site: Site, checks: Iterable[ModuleType], watch: Watch = nobody) -> Iterator[Problem]:
    """Yield what the checks find; one whose input could not be read, or is wrong, is skipped."""
    broken = set(site.broken)
    for check in checks:
        if not broken.isdisjoint(check.NEEDS):
            continue
        started, name = time.perf_counter(), name_of(check)
        try:
            found = [replace(each, code=each.code or name) for each in check.check(site)]
        except TemplateError as error:
            found = [templates.problem(site, error)]
        watch(name, time.perf_counter() - started)
        if errors(found):
            broken.add(name)
        yield from found


def name_of(check: ModuleType) -> str:
    """Return what a check is called: its module's name, with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def read(
    root: Path, environment: Mapping[str, str], *, live: bool = False
) -> tuple[Site | None, list[Problem]]:
    """Read all files; what cannot be read is left out, and named as broken.

    Only settings that cannot be read leave no site at all.
    """
    root = root.resolve()
    settings, found = read_settings(root / SETTINGS, environment, live=live)
    if settings is None:
        return None, found
    docs, source = settings.docs, next(iter(settings.languages))
    broken: set[str] = set()
    absent: set[str] = set()
    files: dict[str, DataFile] = {}

    def name(path: Path) -> str:
        return path.relative_to(root).as_posix()

    def noted(kind: str, problems: list[Problem]) -> None:
        """Note what is wrong, and that files of this kind are not to be relied on."""
        found.extend(problems)
        if wrong := errors(problems):
            broken.update((kind, *(each.file for each in wrong)))

    def medical(kind: str, file: str, read: Callable[..., Any], *more: Any) -> Any:
        """Return what a file of the medicine holds, or None; a site can do without it."""
        path = docs / MEDICAL / file
        files[kind] = DataFile(name(path), {})
        if not path.exists():
            absent.add(kind)
            return None
        value, *with_lines, problems = read(path, name(path), *more)
        lines = (each for each in (*with_lines, value) if isinstance(each, DataFile))
        files[kind] = next(lines, files[kind])
        noted(kind, problems)
        return value

    languages = {}
    for locale in settings.languages:
        path = docs / locale / "_language.yml"
        languages[locale], files[f"language/{locale}"], problems = read_language(path, name(path))
        noted("languages", problems)
    path = docs / source / "_strings.yml"
    files["strings"] = DataFile(name(path), None)
    words, problems = read_source(path, name(path))
    noted("strings", problems)
    cldr = languages[source].cldr
    own = original_words(words, source, name(path), cldr)
    wordings = {source: own}
    for locale in settings.languages if words else ():
        if locale != source:
            path = docs / locale / "_strings.po"
            told = {"original": source, "cldr": languages[locale].cldr}
            wordings[locale], problems = read_catalogue(path, name(path), locale, words, **told)
            noted("catalogues", problems)
    every, problems = pages.read_pages(docs, settings.languages)
    noted("pages", problems)
    medical("standards", "standards.yml", data_file.read)
    criteria = medical("criteria", "criteria.yml", read_criteria)
    cases = medical("cases", "cases.yml", read_cases, criteria) if criteria else None
    site = Site(
        settings=settings,
        pages={(page.locale, page.path): page for page in every},
        wordings=wordings,
        languages=languages,
        condition=medical("condition", "condition.yml", read_condition) or CONDITION,
        criteria=criteria,
        cases=tuple(cases or ()),
        register=medical("claims", "claims.yml", read_register) or REGISTER,
        references=medical("references", "references.json", read_references) or REFERENCES,
        facts=medical("facts", "publisher.yml", read_facts) or FACTS,
        published=published(settings),
        templates=place.read_templates(settings.overrides),
        sources=assets.read_sources(settings.overrides),
        files=files,
        broken=frozenset(broken),
        absent=frozenset(absent),
    )
    return site, found


def published(settings: Settings) -> dict[str, str]:
    """Return the files that are published as they are: their addresses, and where they stand.

    What is beside the pages of a language stands beside them on the site too.
    """
    found = {}
    source = next(iter(settings.languages))
    for path in sorted(settings.docs.rglob("*")):
        address = path.relative_to(settings.docs).as_posix()
        hidden = any(part.startswith((".", "_")) for part in address.split("/"))
        if path.is_file() and not hidden and path.suffix.lower() not in pages.PAGE_ENDINGS:
            found[address.removeprefix(f"{source}/")] = str(path)
    return found
