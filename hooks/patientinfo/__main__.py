"""The commands of the Makefile that read, check and make the site, a function each."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from patientinfo import build
from patientinfo.checks import THOROUGH, readability, standards
from patientinfo.languages import catalogues
from patientinfo.languages.wording import original_words, read_source
from patientinfo.load import MEDICAL, SETTINGS, load, name_of
from patientinfo.outputs import share_image
from patientinfo.pages.head import PICTURES
from patientinfo.reading import data_file, pages, translations
from patientinfo.reading.problems import Problem, errors, report, warnings
from patientinfo.reading.settings import Settings, read_settings
from patientinfo.self_check import cases_report, criteria_schema
from patientinfo.self_check.cases import read_cases
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import parse_criteria, read_criteria
from patientinfo.site import Site


class StopError(Exception):
    """Ends a command; the text says why."""


def main(arguments: list[str], root: Path, today: date) -> int:
    """Run a command in the project at ``root``; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m patientinfo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[..., int], *, name: str = "") -> argparse.ArgumentParser:
        about = (run.__doc__ or "").split("\n")[0]
        name = name or run.__name__.replace("_", "-")
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(run=run)
        return made

    checked = command(check)
    names = [*(name_of(each) for each in THOROUGH), "words"]
    checked.add_argument("--only", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    checked.add_argument("--times", action="store_true", help="say how long each check took")
    built = command(build_site, name="build")
    built.add_argument("--site-dir", type=Path, required=True, help="an empty folder, or a new one")
    command(check_dates).set_defaults(today=today)
    command(show_readability, name="readability")
    command(show_standards, name="standards")
    command(update_strings, name="strings")
    command(write_schema, name="schema")
    command(og_images).add_argument("chromium", help="the path of a Chromium")
    shown = command(show_cases, name="cases")
    shown.add_argument("base", nargs="?", default="", help="a git revision to compare with")
    command(record_translation, name="translated").add_argument(
        "page", nargs="?", default="", help="ka/index.md, say"
    )
    try:
        given = vars(parser.parse_args(arguments))
        run: Callable[..., int] = given.pop("run")
        return run(root, **given)
    except SystemExit as error:
        return int(error.code or 0)
    except StopError as stop:
        print(stop)
        return 1


def sound(root: Path) -> Site:
    """Return the site of a project without errors."""
    site, problems = load(root, os.environ)
    if site is None:
        raise StopError(report(errors(problems)))
    return site


def settings_of(root: Path) -> Settings:
    """Return the project's settings."""
    settings, problems = read_settings(root.resolve() / SETTINGS, os.environ)
    if settings is None:
        raise StopError(report(problems))
    return settings


def check(root: Path, only: str | None, times: bool) -> int:
    """Print everything that is wrong with what people write; errors fail."""
    took: dict[str, float] = {}
    site, problems = load(root, os.environ, checks=THOROUGH, watch=took.__setitem__)
    if site is not None and only in (None, "words"):
        problems += build.files(site)[1]
    if only:
        problems = [each for each in problems if each.code == only]
    if problems:
        print(report(problems))
    for name, seconds in sorted(took.items(), key=lambda each: -each[1]) if times else ():
        print(f"{seconds:6.3f} s  {name}")
    return 1 if errors(problems) else 0


def build_site(root: Path, site_dir: Path) -> int:
    """Write the whole site into an empty folder, without MkDocs."""
    folder = root / site_dir
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StopError(
            f"`{site_dir}` is not an empty folder; who reads there would meet half of two sites. "
            "Name a new one, or put the site in place of another with hooks/publish.py."
        )
    files, problems = build.make(root, os.environ)
    for warning in warnings(problems):
        print(f"WARNING: {warning}")
    if errors(problems):
        raise StopError(report(errors(problems)))
    try:
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    except OSError as error:
        what = f"`{site_dir}` is half a site: {path} could not be written ({error.strerror})."
        raise StopError(f"{what} Remove it, mend that, then build again.") from None
    return 0


def show_readability(root: Path) -> int:
    """Print how long the sentences of every page are and, by language, how hard to read."""
    site = sound(root)
    print(readability.table(readability.read(site), site.languages))
    return 0


def show_standards(root: Path) -> int:
    """Print what standards of health information ask for, and which pages have it."""
    site = sound(root)
    read, _ = standards.read_standards(site.files["standards"])
    print(standards.report(read, site))
    return 0


def og_images(root: Path, chromium: str) -> int:
    """Draw the picture of each language that is shown where somebody shares a link."""
    site = sound(root)
    wanted = {locale: share_image.html(site, locale) for locale in site.locales}
    for locale, png in share_image.draw(wanted, chromium).items():
        file = site.settings.docs / PICTURES / f"{locale}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png)
        print(f"{file.relative_to(root.resolve()).as_posix()}: {len(png) / 1024:.0f} KiB")
    return 0


def check_dates(root: Path, today: date) -> int:
    """Print which pages and criteria are due to be looked at again; any fails."""
    site = sound(root)
    due = []
    for page in site.pages.values():
        if pages.overdue(page, today):
            what = f"This page was to be looked at again by {page.facts.review_due}."
            fix = "Have it checked, then change `updated` and `review_due`."
            due.append(page.lines.problem(("review_due",), what, fix))
    if site.criteria and today > site.criteria.source.check_again:
        what = f"The criteria were to be checked again by {site.criteria.source.check_again}."
        fix = "Compare them with their source, then change `seen` and `check_again`."
        due.append(Problem(site.files["criteria"].name, 0, what, fix))
    if due:
        print(report(due))
    return 1 if due else 0


def update_strings(root: Path) -> int:
    """Bring every language's catalogue up to date with the strings of the source language."""
    settings = settings_of(root)
    original, *others = settings.languages
    path = settings.docs / original / "_strings.yml"
    source, problems = read_source(path, path.relative_to(root.resolve()).as_posix())
    if problems:
        raise StopError(report(problems))
    status = 0
    for locale in others:
        file = settings.docs / locale / "_strings.po"
        name = file.relative_to(root.resolve()).as_posix()
        existing = None
        if file.exists():
            text, unreadable = data_file.read_text(file, name)
            existing, broken = catalogues.parse_catalogue(text, name, locale)
            if unreadable or broken:
                print(report(unreadable or broken))
                status = 1
                continue
        updated = catalogues.updated_catalogue(source, locale, existing)
        file.write_bytes(catalogues.catalogue_text(updated))
        _, left = catalogues.read_catalogue(file, name, locale, source, original=original)
        print(f"{locale}: {len(warnings(left))} of {len(source)} strings to translate or check")
    return status


def show_cases(root: Path, base: str) -> int:
    """Print the example children as a Markdown report; against a git revision, what changes."""
    settings = settings_of(root)
    source, folder = next(iter(settings.languages)), f"{settings.docs_name}/{MEDICAL}"
    name = f"{folder}/criteria.yml"
    strings = f"{settings.docs_name}/{source}/_strings.yml"
    criteria, problems = read_criteria(root / name, name)
    words, found = read_source(root / strings, strings)
    problems += found
    if criteria is None:
        raise StopError(report(problems))
    file = f"{folder}/cases.yml"
    cases, found = read_cases(root / file, file, criteria, compare=False)
    if problems + found:
        raise StopError(report(problems + found))
    before = cases_report.Version(base, criteria_of(root, base, name)) if base else None
    wording = original_words(words, source, strings)
    print(cases_report.report(criteria, cases, wording, before), end="")
    return 0


def criteria_of(root: Path, base: str, name: str) -> Criteria:
    """Return the criteria as they stand in a git revision."""
    command = ["git", "show", "--end-of-options", f"{base}:./{name}"]
    shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if shown.returncode:
        what = f"git cannot show `{base}`: {shown.stderr.strip().rstrip('.')}."
        fix = "Write a branch, a tag or a commit: make cases BASE=main"
        raise StopError(report([Problem(name, 0, what, fix)]))
    criteria, problems = parse_criteria(*data_file.parse(shown.stdout, f"{name} in {base}"))
    if criteria is None:
        raise StopError(report(problems))
    return criteria


def write_schema(root: Path) -> int:
    """Write the JSON Schema of the criteria file beside it, as the model is now."""
    file = settings_of(root).docs / MEDICAL / criteria_schema.name
    file.write_text(criteria_schema.schema_text(), encoding="utf-8")
    print(f"{criteria_schema.name} is up to date.")
    return 0


def record_translation(root: Path, page: str) -> int:
    """Write into a translated page the hash of the text it translates, as it stands now."""
    settings = settings_of(root)
    source, docs = next(iter(settings.languages)), settings.docs_name
    name = page.removeprefix(f"{docs}/")
    locale, _, path = name.partition("/")
    file, original = settings.docs / locale / path, settings.docs / source / path
    if not (file.is_file() and original.is_file()) or locale == source:
        raise StopError(
            f"{docs}/{name} and {docs}/{source}/{path} must both be pages. "
            f"Name the page like this: make translated PAGE={[*settings.languages][-1]}/index.md"
        )
    translated, problems = pages.read_page(original, source, path, f"{docs}/{source}/{path}")
    text, unreadable = data_file.read_text(file, f"{docs}/{name}")
    if translated is None or unreadable:
        raise StopError(report(problems or unreadable))
    try:
        text = translations.record_translation(text, translated.content_hash)
    except ValueError as error:
        what = f"{docs}/{name}: {error} Begin the page with front matter, as the other pages do."
        raise StopError(what) from None
    file.write_text(text, encoding="utf-8")
    print(f"{docs}/{name} translates {docs}/{source}/{path} as it stands now.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd(), date.today()))
