"""mkdocs.yml is read by the core itself, and a setting without effect is refused by name."""

from pathlib import Path
from typing import Any

import pytest

from patientinfo.reading.settings import Section, Settings, address, canonical_tag, read_settings

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
    for folder in ("docs", "looks"):
        (tmp_path / folder).mkdir(exist_ok=True)
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


KA = "        - { locale: ka, name: ქართული }\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("theme:\n", "copyright: 2026\ntheme:\n", 2, "`copyright` has no effect here. Remove it."),
        ("nav:\n", "navigation:\n", 5, "`navigation` has no effect here. Did you mean `nav`?"),
        ("  name:", "  logo: a.svg\n  name:", 3, "`theme.logo` has no effect here. Remove it."),
        ("material", "readthedocs", 3, "`theme.name` is `readthedocs`. Write `material`."),
        ("theme:\n  name: material\n  custom_dir: looks\n", "theme: material\n", 2,
         "`theme` is `material`. Write keys and values, one a line."),
        ("      languages:", "      docs_structure: suffix\n      languages:", 12,
         "`plugins.i18n.docs_structure` is `suffix`. Write `folder`."),
        ("custom_dir: looks", "custom_dir: [looks]", 4,
         "`theme.custom_dir` is `['looks']`. Write text in double quotes."),
        ("  custom_dir: looks", "  custom_dir: look", 4,
         "There is no folder `look`. Write the folder of the looks: overrides."),
        ("theme:\n", "docs_dir: texts\ntheme:\n", 2,
         "There is no folder `texts`. Write the folder of the texts: docs."),
        (KA, KA + KA, 15, "The language `ka` stands twice. Remove one of the two."),
        (", name: ქართული", "", 14,
         "The language `ka` has no name. Write `name:` and what it calls itself."),
        ("name: ქართული", "name: <i>ქართული</i>", 14, "The name of the language `ka` holds HTML "
         "(`<i>`), and readers see it as it stands. Delete such signs, and keep the words."),
        ("locale: ka", "locale: pt_BR", 14,
         "The language `pt_BR` has an underscore. Write `pt-BR`."),
        ("locale: ka", "locale: zh-hans", 14, "The language `zh-hans` has other capital letters "
         "than browsers write. Write `zh-Hans`."),
        ("locale: ka", "locale: german", 14,
         "`german` is no language. Write its tag, such as de, pt-BR or zh-Hans."),
        ("locale: ka", "locale: no", 14, "`false` (YAML reads yes, no, on and off that way; put "
         "such a word in quotes) is no language. Write its tag, such as de, pt-BR or zh-Hans."),
        ("locale: ka", "build: false, locale: ka", 14,
         "`build` of the language `ka` has no effect here. Remove it."),
        ("locale: ka", "default: true, locale: ka", 14,
         "`default` of the language `ka` has no effect here. Remove it."),
    ],
)  # fmt: skip
def test_what_has_no_effect_or_is_not_there_is_reported(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert TEXT.count(old) == 1
    assert read(tmp_path, TEXT.replace(old, new)) == (None, [f"mkdocs.yml:{line}: {said}"])


@pytest.mark.parametrize("locale", ["pt-BR", "zh-Hans", "sr-Latn", "he", "ckb", "es-419"])
def test_a_language_with_a_region_or_a_script_is_a_language(tmp_path: Path, locale: str) -> None:
    settings, problems = read(tmp_path, TEXT.replace("locale: ka", f"locale: {locale}"))
    assert problems == [] and settings is not None
    assert list(settings.languages) == ["en", locale]
    assert canonical_tag(locale.upper().replace("-", "_")) == locale


WHERE = "Write where the site will stand, such as https://example.org/"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "`site_url` is empty: `SITE_URL` is set, and holds nothing. Set it to where the site "
         "will stand, such as https://example.org/."),
        ("cp.org/a", "`site_url` is `cp.org/a`. Write it with its beginning: https://cp.org/a/."),
        ("https://cp.org/?a", f"`site_url` is `https://cp.org/?a`. {WHERE}, without ? and #."),
        ("https://cp.org/#a", f"`site_url` is `https://cp.org/#a`. {WHERE}, without ? and #."),
        *((url, f"`site_url` is `{url}`. {WHERE}.")
          for url in ("ftp://cp.org/", "https:///a", "https://c p.org/", "https://[a/",
                      "https://cp.org:x/", "https://-дцп.рф/", "https://a@cp.org/")),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_reported(tmp_path: Path, url: str, said: str) -> None:
    assert read(tmp_path, SITE_URL=url) == (None, [f"mkdocs.yml:1: {said}"])


@pytest.mark.parametrize(
    ("text", "said"), [("site_url:\n", "empty"), ("site_url: cp.org\n", "`cp.org`"), ("", "empty")]
)
def test_an_address_in_the_file_itself_is_looked_at_too(
    tmp_path: Path, text: str, said: str
) -> None:
    _, found = read(tmp_path, text + TEXT.partition("\n")[2])
    assert [each.startswith(f"mkdocs.yml:1: `site_url` is {said}. Write ") for each in found] == [
        True
    ]


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://example.org/sub", "https://example.org/sub"),
        ("https://дцп.рф/семьям/", "https://xn--d1awu.xn--p1ai/%D1%81%D0%B5%D0%BC%D1%8C%D1%8F%D0%BC/"),
        ("https://FAß.de:8080/a%20b/", "https://xn--fa-hia.de:8080/a%20b/"),
    ],
)  # fmt: skip
def test_an_address_is_kept_in_the_form_that_browsers_send(written: str, sent: str) -> None:
    assert address(written) == sent


def test_a_file_that_is_missing_is_reported(tmp_path: Path) -> None:
    found: tuple[Any, Any] = read_settings(tmp_path / "mkdocs.yml", {})
    assert found[0] is None
    assert [str(each) for each in found[1]] == [
        "mkdocs.yml: This file is missing. Bring it back from git."
    ]


def test_the_same_file_and_variables_are_the_same_settings(tmp_path: Path) -> None:
    assert read(tmp_path, A="1")[0] is read(tmp_path, A="1")[0]
    assert read(tmp_path, A="1")[0] is not read(tmp_path, A="2")[0]
