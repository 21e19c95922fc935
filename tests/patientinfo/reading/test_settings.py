"""mkdocs.yml is read by the core itself, and a setting without effect is refused by name."""

from pathlib import Path
from typing import Any

import pytest

from patientinfo.reading.settings import Section, Settings, read_settings

TEXT = """site_url: !ENV [SITE_URL, "https://cp.example/"]
theme:
  name: material
  custom_dir: looks
nav:
  - index.md
  - treatments:
      - treatments/index.md
      - treatments/massage.md
plugins:
  - i18n:
      languages:
        - { locale: en, name: English, default: true }
        - { locale: ka, name: ქართული }
markdown_extensions:
  - tables
  - toc:
      permalink: false
extra:
  leaflet_chromium: !ENV LEAFLET_CHROMIUM
"""


def read(tmp_path: Path, text: str = TEXT, **variables: str) -> tuple[Settings | None, list[str]]:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    settings, problems = read_settings(tmp_path / "mkdocs.yml", variables)
    return settings, [str(each) for each in problems]


def test_the_settings_are_those_of_the_file(tmp_path: Path) -> None:
    settings, problems = read(tmp_path)
    assert settings is not None and problems == []
    assert settings.languages == {"en": "English", "ka": "ქართული"}
    assert settings.sections == (
        Section("", ("index.md",)),
        Section("treatments", ("treatments/index.md", "treatments/massage.md")),
    )
    assert settings.extensions == {"tables": {}, "toc": {"permalink": False}}
    assert (settings.docs, settings.docs_name) == (tmp_path / "docs", "docs")
    assert settings.overrides == tmp_path / "looks"
    assert not settings.live


@pytest.mark.parametrize(
    ("variables", "base", "chromium"),
    [
        ({}, "https://cp.example/", ""),
        ({"SITE_URL": "https://other.example/sub"}, "https://other.example/sub/", ""),
        ({"LEAFLET_CHROMIUM": "/usr/bin/chromium"}, "https://cp.example/", "/usr/bin/chromium"),
    ],
)
def test_variables_count_before_what_the_file_says(
    tmp_path: Path, variables: dict[str, str], base: str, chromium: str
) -> None:
    settings, _ = read(tmp_path, **variables)
    assert settings is not None
    assert (settings.base, settings.chromium) == (base, chromium)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  - i18n:\n",
            "  - search\n  - i18n:\n",
            "mkdocs.yml:11: The plugin `search` is not run here, so it would have no effect. "
            "Remove it. Known are: `i18n`.",
        ),
        (
            "  - tables\n",
            "  - pymdownx.tabbed:\n      alternate_style: true\n",
            "mkdocs.yml:16: The Markdown extension `pymdownx.tabbed` is not run here, so it would "
            "have no effect. Remove it. Known are: `admonition`, `attr_list`, `fenced_code`, "
            "`tables`, `toc`.",
        ),
        (
            ", default: true",
            "",
            "mkdocs.yml:10: The first language, `en`, is not the default. Write `default: true` "
            "beside it: it is the language that the others translate.",
        ),
        (
            "languages:",
            "langauges:",
            "mkdocs.yml:10: No language is named. List the languages under `languages` of the "
            "plugin `i18n`, the source first.",
        ),
        (
            "nav:",
            "nav: [",
            "mkdocs.yml:6: This is not valid YAML: expected the node content, but found '-'. Look "
            "at the indentation, the colons and the quotes of this line and the one above.",
        ),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    assert read(tmp_path, TEXT.replace(old, new)) == (None, [said])


def test_a_file_that_is_missing_is_reported(tmp_path: Path) -> None:
    found: tuple[Any, Any] = read_settings(tmp_path / "mkdocs.yml", {})
    assert found[0] is None
    assert [str(each) for each in found[1]] == [
        "mkdocs.yml: This file is missing. Bring it back from git."
    ]


def test_the_same_file_and_variables_are_the_same_settings(tmp_path: Path) -> None:
    assert read(tmp_path, A="1")[0] is read(tmp_path, A="1")[0]
    assert read(tmp_path, A="1")[0] is not read(tmp_path, A="2")[0]
