"""The commands of the Makefile that read, check and make the site, a function each."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from patientinfo import build
from patientinfo.checks import THOROUGH, readability, standards
from patientinfo.languages import catalogues, gettext_file, updates
from patientinfo.languages.wording import original_words, read_source
from patientinfo.load import MEDICAL, SETTINGS, load, name_of
from patientinfo.outputs import share_image
from patientinfo.pages.head import PICTURES
from patientinfo.reading import data_file, pages, translations
from patientinfo.reading.problems import Problem, behind, errors, report, warnings
from patientinfo.reading.settings import Settings, read_settings
from patientinfo.self_check import cases_report, criteria_schema
from patientinfo.self_check.cases import OTHERWISE, read_cases
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import parse_criteria, read_criteria
from patientinfo.site import Site

T = TypeVar("T")


class StopError(Exception):
    """Ends a command; the text says why."""


def main(arguments: list[str], root: Path, today: date) -> int:
    """Run a command in the project at ``root``; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m patientinfo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[..., int | None], *, name: str = "") -> argparse.ArgumentParser:
        about = (run.__doc__ or "").split("\n")[0]
        name = name or run.__name__.replace("_", "-")
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(run=run)
        return made

    checked = command(check)
    checked.set_defaults(today=today)
    names = [*(name_of(each) for each in THOROUGH), "words"]
    checked.add_argument("--only", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    checked.add_argument("--times", action="store_true", help="say how long each check took")
    built = command(build_site, name="build")
    built.set_defaults(today=today)
    built.add_argument("--site-dir", type=Path, required=True, help="an empty folder, or a new one")
    command(check_dates).set_defaults(today=today)
    command(show_readability, name="readability")
    command(show_standards, name="standards")
    strings = command(update_strings, name="strings")
    strings.add_argument("--force", action="store_true", help="even if translations go out of use")
    command(write_schema, name="schema")
    command(og_images).add_argument("chromium", help="the path of a Chromium")
    shown = command(show_cases, name="cases")
    shown.add_argument("base", nargs="?", default="", help="a git revision to compare with")
    command(record_translation, name="translated").add_argument(
        "page", nargs="?", default="", help="ka/index.md, say"
    )
    try:
        given = vars(parser.parse_args(arguments))
        run: Callable[..., int | None] = given.pop("run")
        return run(root, **given) or 0
    except SystemExit as error:
        return int(error.code or 0)
    except StopError as stop:
        print(stop)
        return 1


def sound(read: tuple[T | None, list[Problem]]) -> T:
    """Return what was read without errors."""
    value, problems = read
    if value is None or errors(problems):
        raise StopError(report(errors(problems)))
    return value


def site_of(root: Path) -> Site:
    """Return the site of a project without errors."""
    return sound(load(root, os.environ))


def settings_of(root: Path) -> Settings:
    """Return the project's settings."""
    return sound(read_settings(root.resolve() / SETTINGS, os.environ))


def held(
    settings: Settings, below: str, read: Callable[..., tuple[T | None, list[Problem]]]
) -> tuple[T, str]:
    """Return what a file below the texts holds, and what reports call it."""
    name = settings.name(settings.docs / below)
    return sound(read(settings.docs / below, name)), name


def check(root: Path, only: str | None, times: bool, today: date) -> int:
    """Print everything that is wrong with what people write.

    Errors fail, and example children who come out otherwise than ``cases.yml`` says.
    """
    took: dict[str, float] = {}
    site, problems = load(root, os.environ, checks=THOROUGH, took=took, today=today)
    if site is not None and only in (None, "words"):
        problems += build.files(site)[1]
    wrong = [each for each in problems if each.level != "behind"]
    if only:
        wrong = [each for each in problems if each.code == only]
    if wrong and os.environ.get("GITHUB_ACTIONS"):
        print("\n".join(map(annotation, sorted(set(wrong)))))
    elif wrong:
        print(report(wrong))
    for line in () if only else behind(problems):
        print(line)
    for name, seconds in sorted(took.items(), key=lambda each: -each[1]) if times else ():
        print(f"{seconds:6.3f} s  {name}")
    otherwise = any(each.code == OTHERWISE for each in wrong)
    return 1 if errors(wrong) or otherwise else 0


def annotation(problem: Problem) -> str:
    """Return a problem as GitHub's runner takes it, to show it beside the line that is meant."""
    text = str(problem).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    kind = {"error": "error", "warning": "warning"}.get(problem.level, "notice")
    return f"::{kind} file={problem.file},line={problem.line or 1}::{text}"


def build_site(root: Path, site_dir: Path, today: date) -> None:
    """Write the whole site into an empty folder, without MkDocs."""
    folder = root / site_dir
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StopError(
            f"`{site_dir}` is not an empty folder; who reads there would meet half of two sites. "
            "Name a new one, or put the site in place of another with hooks/publish.py."
        )
    made = build.make(root, os.environ, today=today)
    for warning in warnings(made[1]):
        print(f"WARNING: {warning}")
    for line in behind(made[1]):
        print(line)
    files = sound(made)
    try:
        for path, content in files.items():
            write(folder / path, content)
    except OSError as error:
        what = f"`{site_dir}` is half a site: {path} could not be written ({error.strerror})."
        raise StopError(f"{what} Remove it, mend that, then build again.") from None


def write(file: Path, content: bytes) -> None:
    """Write a file, and the folders that it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def rewrite(file: Path, content: bytes, name: str) -> None:
    """Write a file that people write too, in one step: whatever stops it, nothing is lost."""
    part = file.with_name(f"{file.name}.part")
    try:
        if not file.exists() or file.read_bytes() != content:
            write(part, content)
            part.replace(file.resolve())
    except OSError as error:
        part.unlink(missing_ok=True)
        what = f"{name} could not be written ({error.strerror}); it is as it was."
        raise StopError(f"{what} Mend that, then run the command again.") from None


def show_readability(root: Path) -> None:
    """Print how long the sentences of every page are and, by language, how hard to read."""
    site = site_of(root)
    print(readability.table(readability.read(site), site.languages))


def show_standards(root: Path) -> None:
    """Print what standards of health information ask for, and which pages have it."""
    site = site_of(root)
    read, _ = standards.read_standards(site.files["standards"])
    print(standards.report(read, site))


def og_images(root: Path, chromium: str) -> None:
    """Draw the picture of each language that is shown where somebody shares a link."""
    site = site_of(root)
    wanted = {locale: share_image.html(site, locale) for locale in site.locales}
    for locale, png in share_image.draw(wanted, chromium).items():
        file = site.settings.docs / PICTURES / f"{locale}.png"
        write(file, png)
        print(f"{site.settings.name(file)}: {len(png) / 1024:.0f} KiB")


def check_dates(root: Path, today: date) -> None:
    """Print which pages and criteria are due to be looked at again; any fails."""
    site = site_of(root)
    fix = "Have it checked, then change `updated` and `review_due`."
    due = []
    for page in site.pages.values():
        if pages.overdue(page, today):
            what = f"This page was to be looked at again by {page.facts.review_due}."
            due.append(page.lines.problem(("review_due",), what, fix))
    if site.criteria and today > site.criteria.source.check_again:
        what = f"The criteria were to be checked again by {site.criteria.source.check_again}."
        fix = "Compare them with their source, then change `seen` and `check_again`."
        due.append(Problem(site.files["criteria"].name, 0, what, fix))
    if due:
        raise StopError(report(due))


def update_strings(root: Path, force: bool) -> int:
    """Bring every language's catalogue up to date with the strings of the source language."""
    settings = settings_of(root)
    original, *others = settings.languages
    source, words = held(settings, f"{original}/_strings.yml", read_source)
    template = settings.docs / original / "_strings.pot"
    rewrite(template, updates.template(source).encode(), settings.name(template))
    status = 0
    for locale in others:
        file = settings.docs / locale / "_strings.po"
        name = settings.name(file)
        text, problems = catalogues.read_text(file, name) if file.exists() else ("", [])
        existing, broken = gettext_file.parse(text, name)
        if [each.code for each in broken] == [gettext_file.NO_HEADER]:
            existing, broken = gettext_file.parse(f'msgid ""\nmsgstr ""\n\n{text}', name)
        if problems or broken:
            print(report(problems or broken))
            status = 1
            continue
        new = updates.updated(source, locale, existing if text.strip() else None)
        if len(new.gone) * updates.MOST > new.translations and not force:
            what = f"{len(new.gone)} of {new.translations} translations would be out of use: "
            what += ", ".join(f"`{each}`" for each in new.gone[:3])
            what += ", …." if len(new.gone) > 3 else "."
            fix = f"Look for what has changed in {words} or here; if it is meant, "
            fix += "`make strings FORCE=1` keeps them at the end of the file."
            print(report([Problem(name, 0, what, fix)]))
            status = 1
            continue
        rewrite(file, new.text.encode(), name)
        _, left = catalogues.read_catalogue(file, name, locale, source, original=original)
        print(f"{locale}: {len(left)} of {len(source)} strings to translate or check")
    return status


def show_cases(root: Path, base: str) -> None:
    """Print the example children as a Markdown report; against a git revision, what changes."""
    settings = settings_of(root)
    source = next(iter(settings.languages))
    criteria, name = held(settings, f"{MEDICAL}/criteria.yml", read_criteria)
    words, strings = held(settings, f"{source}/_strings.yml", read_source)
    read = partial(read_cases, criteria=criteria, compare=False)
    cases, _ = held(settings, f"{MEDICAL}/cases.yml", read)
    wording = original_words(words, source, strings)
    before = cases_report.Version(base, criteria_of(root, base, name)) if base else None
    print(cases_report.report(criteria, cases, wording, before), end="")


def criteria_of(root: Path, base: str, name: str) -> Criteria:
    """Return the criteria as they stand in a git revision."""
    command = ["git", "show", "--end-of-options", f"{base}:./{name}"]
    shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if shown.returncode:
        what = f"git cannot show `{base}`: {shown.stderr.strip().rstrip('.')}."
        fix = "Write a branch, a tag or a commit: make cases BASE=main"
        raise StopError(report([Problem(name, 0, what, fix)]))
    return sound(parse_criteria(*data_file.parse(shown.stdout, f"{name} in {base}")))


def write_schema(root: Path) -> None:
    """Write the JSON Schema of the criteria file beside it, as the model is now."""
    file = settings_of(root).docs / MEDICAL / criteria_schema.name
    file.write_text(criteria_schema.schema_text(), encoding="utf-8")
    print(f"{criteria_schema.name} is up to date.")


def record_translation(root: Path, page: str) -> None:
    """Write into a translated page the hash of the text it translates, as it stands now."""
    settings = settings_of(root)
    source, docs = next(iter(settings.languages)), settings.docs_name
    below = page.removeprefix(f"{docs}/")
    locale, _, path = below.partition("/")
    name, translates = f"{docs}/{below}", f"{docs}/{source}/{path}"
    file, original = settings.docs / below, settings.docs / source / path
    if not (file.is_file() and original.is_file()) or locale == source:
        raise StopError(
            f"{name} and {translates} must both be pages. "
            f"Name the page like this: make translated PAGE={[*settings.languages][-1]}/index.md"
        )
    translated = sound(pages.read_page(original, source, path, translates))
    text = sound(data_file.read_text(file, name))
    try:
        text = translations.record_translation(text, translated.content_hash)
    except ValueError as error:
        what = f"{name}: {error} Begin the page with front matter, as the other pages do."
        raise StopError(what) from None
    rewrite(file, text.encode(), name)
    print(f"{name} translates {translates} as it stands now.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd(), date.today()))
