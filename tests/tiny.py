"""A tiny project in a folder of its own: four pages, three languages, the real hooks and words.

A test changes one line of it and looks at what is reported or built.
"""

import json
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog

from patientinfo.languages.wording import (
    SourceString,
    catalogue_text,
    plural_categories,
    read_source,
    updated_catalogue,
)
from patientinfo.reading.pages import content_hash
from patientinfo.reading.problems import Problem
from patientinfo.site import Site, load

ROOT = Path(__file__).parent.parent
LOCALES = ("en", "ar", "ka")
NAV = """nav:
  - index.md
  - treatments:
      - treatments/index.md
  - stem-cells:
      - stem-cells/self-check.md
  - about:
      - about/references.md
"""
LANGUAGES = """\
        - { locale: en, name: English, default: true }
        - { locale: ar, name: العربية }
        - { locale: ka, name: ქართული }
"""
WORDS = {
    "claims.cells-become-nerve-cells.clinic": "The clinic says the cells turn into nerve cells.",
    "claims.cells-become-nerve-cells.research": "No study has seen this. The cells go away soon.",
    "treatments.massage.clinic": "The clinic says it helps the legs.",
    "treatments.massage.meaning": "It can feel good.",
    "parts.massage.research": "There are few studies.",
}
"""Short English words in the place of the real ones, which may be changed any day."""

TITLES = {
    "index.md": ("Cerebral palsy", "الشلل الدماغي", "ცერებრული დამბლა"),
    "treatments/index.md": ("Treatments", "العلاجات", "მკურნალობა"),
    "stem-cells/self-check.md": ("Compare your answers", "قارنوا إجاباتكم", "შეადარეთ პასუხები"),
    "about/references.md": ("References", "المراجع", "წყაროები"),
}
BODIES = {
    "index.md": """Speech therapy helps. {{ cite("novak-2020") }}

See the [treatments](treatments/index.md).

{{ emergency }}

## What the labels mean { #what-the-labels-mean }

{{ evidence_key }}

## Who makes this site { #who-makes-this-site }

{{ fact("publisher.name") }} explains {{ term("spasticity") }} from {{ criteria.minimum_age }}.
""",
    "treatments/index.md": """## Massage { #massage }

{{ treatment("massage") }}

{{ treatments }}
""",
    "stem-cells/self-check.md": """{{ self_check }}

## What the clinic says { #what-the-clinic-says }

{{ claim("cells-become-nerve-cells") }}
""",
    "about/references.md": """{{ references }}
""",
}
CLAIMS = """claims:
  - id: cells-become-nerve-cells
    kind: mechanism
    verdict: not-supported
    references: [sun-2017, mancias-guerra-2014]
    seen: 2026-11-22
treatments:
  - id: massage
    parts:
      - id: massage
        label: uncertain
        references: [novak-2020]
cells:
  - {id: cord-blood-drip, label: probable, references: [sun-2017]}
cord_blood_gain:
  reference: sun-2017
  lowest: 0
  highest: 100
  treated: 170
  compared: 171
  differences:
    - {months: 12, mean: 1.42, low: 0.31, high: 2.52}
"""
REFERENCES = ("novak-2020", "sun-2017", "mancias-guerra-2014", "clinic-article")


@dataclass(frozen=True)
class Project:
    """A project on disk; ``root`` is its folder, paths are relative to it."""

    root: Path

    def text(self, path: str) -> str:
        """Return a file's text."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file, its folders too."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def change(self, path: str, old: str, new: str) -> None:
        """Change one thing in a file; the old text has to be there exactly once."""
        text = self.text(path)
        assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()

    def line(self, path: str, start: str) -> int:
        """Return the number of the first line that begins with these words, spaces apart."""
        lines = self.text(path).split("\n")
        return next(
            number for number, each in enumerate(lines, 1) if each.strip().startswith(start)
        )

    def load(self) -> tuple[Site | None, list[Problem]]:
        """Read and check the project as the build does."""
        return load(self.root, LOCALES)

    def problems(self) -> list[str]:
        """Return everything that is reported about the project, in its order, as readers see it."""
        return [str(problem) for problem in sorted(self.load()[1])]


def make(root: Path) -> Project:
    """Write the tiny project into an empty folder."""
    project = Project(root)
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    for file in sorted((ROOT / "docs/_medical").glob("*.yml")):
        project.write(f"docs/_medical/{file.name}", file.read_bytes())
    project.write("docs/en/_strings.yml", english())
    project.write("docs/_medical/claims.yml", CLAIMS)
    every = json.loads((ROOT / "docs/_medical/references.json").read_text(encoding="utf-8"))
    project.write(
        "docs/_medical/references.json",
        json.dumps([each for each in every if each["id"] in REFERENCES], indent=1),
    )
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"(?ms)^nav:\n.*?^plugins:", lambda _: f"{NAV}\nplugins:", settings)
    settings = re.sub(r"(?m)(^ +- \{ locale: .*\n)+", LANGUAGES, settings)
    project.write("mkdocs.yml", settings)
    for path in TITLES:
        for locale in LOCALES:
            project.write(f"docs/{locale}/{path}", page(locale, path))
    for locale in LOCALES[1:]:
        project.write(f"docs/{locale}/_strings.po", catalogue(locale))
    return project


def page(locale: str, path: str) -> str:
    """Return the text of one page of the tiny project."""
    titles = dict(zip(LOCALES, TITLES[path], strict=True))
    title, description = titles[locale], f"{titles[locale]}."
    body = f"\n# {title}\n\n{BODIES[path]}"
    translation = ""
    if locale != "en":
        english = f"\n# {titles['en']}\n\n{BODIES[path]}"
        source = content_hash(titles["en"], f"{titles['en']}.", english)
        translation = (
            f'translation:\n  of: "{source}"\n  made_by: machine\n'
            "  second_reading: machine\n  medical_translator: none yet\n"
        )
    return (
        f"---\ntitle: {title}\ndescription: {description}\nupdated: 2025-03-04\n"
        f"review_due: 2026-03-04\n{translation}---\n{body}"
    )


def translated(string: SourceString, locale: str) -> str | tuple[str, ...]:
    """Return a stand-in translation: a word of the language, then the placeholders."""
    word = {"ar": "كلمة", "ka": "სიტყვა"}[locale]
    text = " ".join([word, *re.findall(r"\{\{.*?\}\}", string.forms[-1])])
    return text if len(string.forms) == 1 else (text,) * len(plural_categories(locale))


@cache
def english() -> str:
    """Return the real English words, with short ones for the claim and the treatment."""
    text = (ROOT / "docs/en/_strings.yml").read_text(encoding="utf-8")
    for key, words in WORDS.items():
        pattern = rf'(?m)^({re.escape(key)}:\n  text: )".*"$'
        text, count = re.subn(pattern, rf'\1"{words}"', text)
        assert count == 1, key
    return text


@cache
def catalogue(locale: str) -> bytes:
    """Return a complete gettext file of stand-in translations."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "_strings.yml")
        file.write_text(english(), encoding="utf-8")
        source, _ = read_source(file, "docs/en/_strings.yml")
    complete = Catalog(locale=locale)
    for key, string in source.items():
        complete.add(string.msgid, translated(string, locale), context=key)
    return catalogue_text(updated_catalogue(source, locale, complete))
