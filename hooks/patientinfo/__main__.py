"""The commands of the Makefile that read and check what people write."""

import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from patientinfo.checks import readability, standards
from patientinfo.languages import wording
from patientinfo.outputs import share_image
from patientinfo.reading import data_file, pages
from patientinfo.reading.problems import Problem, errors, report, warnings
from patientinfo.self_check import cases_report, criteria_schema
from patientinfo.self_check.cases import Case, read_cases
from patientinfo.self_check.criteria import Criteria
from patientinfo.self_check.criteria_file import read_criteria
from patientinfo.site import load

SOURCE = "en"
MEDICAL = "docs/_medical"
STRINGS = f"docs/{SOURCE}/_strings.yml"


def main(arguments: list[str], root: Path, today: date) -> int:
    """Run a command in the project at ``root``; return the exit status."""
    match arguments:
        case ["check"]:
            return check(root)
        case ["check-dates"]:
            return check_dates(root, today)
        case ["readability"]:
            return show_readability(root)
        case ["strings"]:
            return update_strings(root)
        case ["schema"]:
            return write_schema(root)
        case ["standards"]:
            return show_standards(root)
        case ["og-images", chromium]:
            return draw_share_images(root, chromium)
        case ["cases"]:
            return show_cases(root)
        case ["cases", base]:
            return show_cases(root, base)
        case ["translated", page]:
            return record_translation(root, page)
        case ["translated"]:
            print("Name the page: make translated PAGE=ka/index.md")
        case _:
            print(
                "Commands: check, check-dates, cases [BASE], readability, standards, strings, "
                "schema, og-images CHROMIUM, translated PAGE"
            )
    return 2


def languages(root: Path) -> tuple[str, ...]:
    """Return the languages that have a folder, the source language first."""
    found = sorted(
        path.name
        for path in (root / "docs").iterdir()
        if path.is_dir() and re.fullmatch(r"[a-z]{2}(-[A-Z][a-z]{3})?", path.name)
    )
    return (SOURCE, *(each for each in found if each != SOURCE))


def check(root: Path) -> int:
    """Print everything that is wrong with what people write; errors fail."""
    site, problems = load(root, languages(root))
    if site:  # school grades need textstat, which the build does without
        problems += readability.check_grades(readability.read(site))
    problems += standards.read_standards(root / standards.FILE, standards.FILE)[1]
    if problems:
        print(report(problems))
    return 1 if errors(problems) else 0


def show_readability(root: Path) -> int:
    """Print how long the sentences of every page are and, by language, how hard to read."""
    site, problems = load(root, languages(root))
    if site is None:
        print(report(errors(problems)))
        return 1
    print(readability.table(readability.read(site)))
    return 0


def show_standards(root: Path) -> int:
    """Print what standards of health information ask for, and which pages have it."""
    site, problems = load(root, languages(root))
    read, found = standards.read_standards(root / standards.FILE, standards.FILE)
    if site is None or found:
        print(report(errors([*problems, *found])))
        return 1
    print(standards.report(read, site))
    return 0


def draw_share_images(root: Path, chromium: str) -> int:
    """Draw the picture of each language that is shown where somebody shares a link."""
    site, problems = load(root, languages(root))
    if site is None:
        print(report(errors(problems)))
        return 1
    wanted = {locale: share_image.html(site, locale) for locale in site.locales}
    for locale, png in share_image.draw(wanted, chromium).items():
        file = root / "docs" / share_image.FOLDER / f"{locale}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png)
        print(f"{file.relative_to(root).as_posix()}: {len(png) / 1024:.0f} KiB")
    return 0


def check_dates(root: Path, today: date) -> int:
    """Print which pages and criteria are due to be looked at again; any fails."""
    site, problems = load(root, languages(root))
    if site is None:
        print(report(errors(problems)))
        return 1
    due = [
        Problem(
            page.name,
            page.lines.line("review_due"),
            f"This page was to be looked at again by {page.facts.review_due}.",
            "Have it checked, then change `updated` and `review_due`.",
        )
        for page in site.pages.values()
        if pages.overdue(page, today)
    ]
    if today > site.criteria.source.check_again:
        due.append(
            Problem(
                "docs/_medical/criteria.yml",
                0,
                f"The criteria were to be checked again by {site.criteria.source.check_again}.",
                "Compare them with what the clinic publishes, then change `seen` and "
                "`check_again`.",
            )
        )
    if due:
        print(report(due))
    return 1 if due else 0


def update_strings(root: Path) -> int:
    """Bring every language's catalogue up to date with the English strings."""
    path = root / "docs" / SOURCE / "_strings.yml"
    source, problems = wording.read_source(path, path.relative_to(root).as_posix())
    if problems:
        print(report(problems))
        return 1
    status = 0
    for locale in languages(root)[1:]:
        file = root / "docs" / locale / "_strings.po"
        existing = None
        if file.exists():
            name = file.relative_to(root).as_posix()
            text, unreadable = data_file.read_text(file, name)
            existing, broken = wording.parse_catalogue(text, name, locale)
            if unreadable or broken:
                print(report(unreadable or broken))
                status = 1
                continue
        updated = wording.updated_catalogue(source, locale, existing)
        file.write_bytes(wording.catalogue_text(updated))
        _, left = wording.read_catalogue(file, file.relative_to(root).as_posix(), locale, source)
        print(f"{locale}: {len(warnings(left))} of {len(source)} strings to translate or check")
    return status


def show_cases(root: Path, base: str = "") -> int:
    """Print the example children as a Markdown report; against a git revision, what changes."""
    name = f"{MEDICAL}/criteria.yml"
    criteria, problems = read_criteria(root / name, name)
    words, found = wording.read_source(root / STRINGS, STRINGS)
    problems += found
    cases: list[Case] = []
    if criteria:
        file = f"{MEDICAL}/cases.yml"
        cases, found = read_cases(root / file, file, criteria, compare=False)
        problems += found
    if criteria is None or problems:
        print(report(problems))
        return 1
    before = None
    if base:
        old, problems = _criteria_of(root, base, name)
        if old is None:
            print(report(problems))
            return 1
        before = cases_report.Version(base, old)
    english = wording.Wording(SOURCE, words)
    print(cases_report.report(criteria, cases, english, before), end="")
    return 0


def _criteria_of(root: Path, base: str, name: str) -> tuple[Criteria | None, list[Problem]]:
    """Read the criteria file as it stands in a git revision."""
    command = ["git", "show", "--end-of-options", f"{base}:./{name}"]
    shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if shown.returncode:
        what = f"git cannot show `{base}`: {shown.stderr.strip().rstrip('.')}."
        return None, [
            Problem(name, 0, what, "Write a branch, a tag or a commit: make cases BASE=main")
        ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "criteria.yml")
        path.write_text(shown.stdout, encoding="utf-8")
        return read_criteria(path, f"{name} in {base}")


def write_schema(root: Path) -> int:
    """Write the JSON Schema of the criteria file beside it, as the model is now."""
    text = criteria_schema.schema_text()
    (root / criteria_schema.name).write_text(text, encoding="utf-8")
    print(f"{criteria_schema.name} is up to date.")
    return 0


def record_translation(root: Path, name: str) -> int:
    """Write into a translated page the hash of the English text as it stands now."""
    name = name.removeprefix("docs/")
    locale, _, path = name.partition("/")
    original, problems = (
        pages.read_page(root / "docs" / SOURCE / path, SOURCE, path, f"docs/{SOURCE}/{path}")
        if (root / "docs" / SOURCE / path).is_file()
        else (None, [])
    )
    file = root / "docs" / locale / path
    if original is None or not file.is_file() or locale == SOURCE:
        print(
            report(problems)
            if problems
            else f"docs/{name} and docs/{SOURCE}/{path} must both be pages. "
            "Name the page like this: make translated PAGE=ka/index.md"
        )
        return 1
    text, unreadable = data_file.read_text(file, f"docs/{name}")
    if unreadable:
        print(report(unreadable))
        return 1
    try:
        text = pages.record_translation(text, original.content_hash)
    except ValueError as error:
        print(f"docs/{name}: {error} Begin the page with front matter, as the other pages do.")
        return 1
    file.write_text(text, encoding="utf-8")
    print(f"docs/{name} translates docs/{SOURCE}/{path} as it stands now.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd(), date.today()))
