"""The commands of the Makefile that read and check what people write."""

import re
import sys
from datetime import date
from pathlib import Path

from patientinfo import criteria_schema, data_file, pages, readability, wording
from patientinfo.problems import Problem, errors, report, warnings
from patientinfo.site import load

SOURCE = "en"


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
        case ["og-images"]:
            return draw_share_images(root)
        case ["translated", page]:
            return record_translation(root, page)
        case ["translated"]:
            print("Name the page: make translated PAGE=ka/index.md")
        case _:
            print("Commands: check, check-dates, readability, strings, schema, translated PAGE")
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
