"""`make new-site`: the engine of this project with an empty, valid content, for another condition.

What is copied and what stays here is listed below. Words that every site needs are taken from
this site's own strings at that moment, so that none stands twice.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template

from babel import UnknownLocaleError

from patientinfo.languages.tags import own_name
from patientinfo.load import SETTINGS
from patientinfo.reading.problems import report
from patientinfo.reading.settings import read_settings

EMPTY = Path(__file__).with_suffix("")
"""The empty content, as files; ``_source`` is the folder of the source language."""

ENGINE = (
    ".ci",
    ".editorconfig",
    ".github/workflows",
    ".gitignore",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "docs/assets/favicon.svg",
    "hooks",
    "mkdocs.yml",
    "overrides",
    "pyproject.toml",
    "requirements",
    "tests",
)
"""What a new site gets: files, and folders with all that is in them."""

STAYS = (
    "hooks/new_site*",
    "overrides/components/pictures/*.html",  # illustrations of this condition
    "tests/browser/*.py",  # these folders ask about this site's own pages and rules
    "tests/browser/*.yml",
    "tests/browser/accepted-looks",
    "tests/content",
    "tests/patientinfo/self_check",
    "tests/self_check_*.py",
    "tests/hooks/test_new_site.py",
    "__pycache__",
)
"""What of it stays here, as patterns of paths."""

FAMILIES = (
    *("facts.", "nav.about", "notice.", "outcomes.", "self_check.", "status."),
    *("treatments.column-", "verdicts."),
)
"""Beginnings of keys that the engine puts together; all its other keys it names whole."""

UNSAID = ("self_check.evidence-summary",)
"""Keys whose words each site has to find for itself; the checks ask for them in time."""

SUBJECT = re.compile(r"\bCP\b|\bcerebral|\bcells?\b", re.IGNORECASE)
"""Words of this site's subject. A word to avoid that is explained with one is left out."""

MENU = """nav:
  - index.md
  - about:
      - about/index.md
      - search.md
      - about/a-to-z.md
      - about/downloads.md
      - about/glossary.md
      - about/references.md
"""


def make(root: Path, target: Path, locale: str, language: str, today: date) -> None:
    """Write the new site into an empty folder; ``language`` is the source language's own name."""
    settings, problems = read_settings(root / SETTINGS, {})
    assert settings is not None, report(problems)
    source = next(iter(settings.languages))
    words = re.sub(r"[\W_]+", " ", target.name).strip() or "Site"
    values = {
        "name": words[0].upper() + words[1:],
        "slug": "-".join(re.findall("[a-z0-9]+", words.lower())) or "site",
        "locale": locale,
        "language": language,
        "today": today.isoformat(),
        "in_a_year": (today + timedelta(days=365)).isoformat(),
    }

    def write(file: str, text: str) -> None:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        (target / file).write_text(text, encoding="utf-8")

    def ours(file: str) -> str:
        return (root / file).read_text(encoding="utf-8")

    for file in engine(root):
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / file, target / file)
    for path in sorted(each for each in EMPTY.rglob("*") if each.is_file()):
        file = path.relative_to(EMPTY).as_posix().replace("_source/", f"{locale}/")
        write(file, Template(path.read_text(encoding="utf-8")).substitute(values))
    strings = f"docs/{locale}/_strings.yml"
    written = (target / strings).read_text(encoding="utf-8")
    write(strings, written + more_words(ours(f"docs/{source}/_strings.yml"), written, code(target)))
    language_file = ours(f"docs/{source}/_language.yml")
    write(f"docs/{locale}/_language.yml", of_any_site(language_file, same=locale == source))
    write("README.md", f"# {values['name']}\n\n{what_to_do(ours('README.md'))}")
    write(SETTINGS, settings_text(ours(SETTINGS), values))
    write("pyproject.toml", project_text(ours("pyproject.toml"), values))
    write("LICENSE", ours("LICENSE").partition("\nThe content (")[0])
    for file in ("Makefile", "CONTRIBUTING.md"):
        write(file, ours(file).replace(f"docs/{source}/", f"docs/{locale}/"))
    write("Makefile", without_missing((target / "Makefile").read_text(encoding="utf-8"), target))


def engine(root: Path) -> Iterator[str]:
    """Yield the paths of the files that belong to any site."""
    for name in ENGINE:
        for path in sorted((root / name, *(root / name).rglob("*"))):
            file = path.relative_to(root)
            stays = (part.match(each) for part in (file, *file.parents) for each in STAYS)
            if path.is_file() and not any(stays):
                yield file.as_posix()


def code(root: Path) -> str:
    """Return all that may name a key of the strings: the core and the templates."""
    paths = (*(root / "hooks").rglob("*.py"), *(root / "overrides").rglob("*.html"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def more_words(ours: str, written: str, code: str) -> str:
    """Return the entries of ``_strings.yml`` that the engine asks for and nobody has written."""
    kept, heading = [], ""
    for entry in re.split(r"(?m)^(?=# ----|[\w.-]+:$)", ours)[1:]:
        key = entry.partition(":")[0]
        if entry.startswith("#"):
            heading = entry
        elif key in UNSAID or f"\n{key}:\n" in written:
            continue
        elif f'"{key}"' in code or key.startswith(FAMILIES):
            kept += [heading, entry]
            heading = ""
    return "".join(kept)


def of_any_site(ours: str, *, same: bool) -> str:
    """Return of a ``_language.yml`` what explains it and, in the same language, what is general."""
    about, *parts = re.split(r"(?m)^(?=[a-z_]+:)", ours)
    if not same:
        return f"{about}avoid: []\n"
    kept = []
    for part in parts:
        if part.startswith("avoid:"):
            entries = re.split(r"(?m)^(?=  - forms:|  # ----)", part)
            kept += [each for each in entries if not SUBJECT.search(each)]
        elif not part.startswith(("search:", "numbers:")):
            kept.append(part)
    return about + "".join(kept)


def what_to_do(readme: str) -> str:
    """Return what the README says of filling in a new site."""
    section = readme.partition("\n## Start a site on another condition\n")[2].partition("\n## ")[0]
    return section[section.index("Fill in") :].strip() + "\n"


def settings_text(text: str, values: Mapping[str, str]) -> str:
    """Return the settings with one language and the menu of the empty content."""
    text = changed(text, r'^site_name: ".*?"', f'site_name: "{values["name"]}"')
    where = f"docs/{values['locale']}/_strings.yml: nav.about"
    text = changed(text, r"docs/\w+/_strings\.yml: nav\.[\w-]+", where)
    text = changed(text, r"^nav:\n(?:  .*\n)+", MENU)
    only = '        - {{ locale: {locale}, name: "{language}", default: true }}\n'
    return changed(text, r"(?: +- \{ locale: .*\n)+", only.format_map(values))


def project_text(text: str, values: Mapping[str, str]) -> str:
    """Return the project's file under another name, without the room of the benchmarks."""
    text = changed(text, r'^name = ".*"', f'name = "{values["slug"]}-site"')
    text = changed(text, r'^description = ".*"', f'description = "{values["name"]}"')
    text = changed(text, r'^"benchmarks/.*\n', "")
    return text.replace(', "benchmarks"', "").replace(":benchmarks", "")


def without_missing(makefile: str, target: Path) -> str:
    """Return the Makefile without the commands that run what stays here."""
    parts, gone = [], []
    for part in makefile.split("\n\n"):
        runs = re.findall(r"(?:benchmarks|hooks|tests)/[\w./-]+\.(?:py|sh)", part)
        if all((target / file).exists() for file in runs):
            parts.append(part)
        else:
            gone.append(part.partition(":")[0])
    return re.sub(rf" ({'|'.join(gone)})(?= |\n)", "", "\n\n".join(parts)) if gone else makefile


def changed(text: str, pattern: str, new: str) -> str:
    """Return a text with the one place changed that a pattern finds."""
    made, count = re.subn(pattern, lambda found: new, text, flags=re.MULTILINE)
    assert count == 1, f"found {count} times: {pattern}"
    return made


def main(arguments: list[str], root: Path, today: date) -> int:
    """Make the new site, or say why not; return the exit status."""
    parser = argparse.ArgumentParser(description="Start a site on another condition.")
    parser.add_argument("--dir", default="", help="the folder of the new site")
    parser.add_argument("--locale", default="", help="the source language: en")
    parser.add_argument("--name", default="", help="what that language calls itself")
    given = parser.parse_args(arguments)
    root, target, locale = root.resolve(), (root / given.dir).resolve(), given.locale or "en"
    example = "make new-site DIR=../asthma"
    try:
        language = given.name or own_name(locale).title()
    except (UnknownLocaleError, ValueError):
        print(f"`{locale}` is no tag of a language. Write one such as en, ka or pt-BR.")
        return 1
    if not given.dir:
        print(f"Say where the new site is to stand: {example}")
    elif target == root or root in target.parents:
        print(f"{given.dir} is part of this project. Name a folder beside it: {example}")
    elif target.exists() and not target.is_dir():
        print(f"{given.dir} is a file. Name a folder: {example}")
    elif target.exists() and any(target.iterdir()):
        print(f"{given.dir} is not empty. Name a folder that does not exist yet: {example}")
    else:
        make(root, target, locale, language, today)
        print(f"{given.dir} is ready. Its README.md says what to fill in, and in which order.")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd(), date.today()))
