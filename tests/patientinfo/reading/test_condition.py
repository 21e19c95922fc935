"""What the code has to know of the condition is a file that can be left out, in parts or whole."""

from pathlib import Path

import pytest
from lxml import etree

from patientinfo.reading.condition import Condition, elements, read_condition

TEXT = """code: {system: ICD-10, value: G80}
file_name: cerebral-palsy
emergency: [long-seizure]
options:
  page: stem-cells/options.md
  options: [waiting]
  facets: [benefits, harms]
copy_without:
  - pages: [about/privacy.md]
  - elements: [".//ul"]
leaflet:
  - {pages: [index.md], cards: [in-short], show: rules}
"""


def read(tmp_path: Path, text: str) -> tuple[Condition, list[str]]:
    (tmp_path / "condition.yml").write_text(text, encoding="utf-8")
    condition, _, problems = read_condition(tmp_path / "condition.yml", "condition.yml")
    return condition, [str(each) for each in problems]


def test_the_file_is_read_with_the_places_of_its_pages(tmp_path: Path) -> None:
    condition, problems = read(tmp_path, TEXT)
    assert problems == [] and condition.code is not None
    assert (condition.code.value, condition.emergency) == ("G80", ["long-seizure"])
    assert condition.paths() == [
        (("options", "page"), "stem-cells/options.md"),
        (("copy_without", 0, "pages", 0), "about/privacy.md"),
        (("leaflet", 0, "pages", 0), "index.md"),
    ]


def test_a_site_can_do_without(tmp_path: Path) -> None:
    condition, _, problems = read_condition(tmp_path / "condition.yml", "condition.yml")
    assert (condition.code, condition.file_name, problems) == (None, "site", [])
    assert read(tmp_path, "file_name: asthma\n")[0].leaflet == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "show: rules",
            "show: rule",
            "condition.yml:12: `leaflet.0.show` is `rule`. Write one of: emergency, treatments, "
            "claims, rules.",
        ),
        (
            "  facets: [benefits, harms]\n",
            "",
            "condition.yml:4: `options.facets` is missing. Add the key `facets`.",
        ),
        (
            "emergency: [long-seizure]",
            "emergency: long-seizure",
            "condition.yml:3: `emergency` is `long-seizure`. Write a list, one item a line, each "
            "after a dash.",
        ),
        *(
            (
                "file_name: cerebral-palsy",
                f'file_name: "{name}"',
                f"condition.yml:2: `file_name` is `{name}`. Write lower-case words joined by "
                "hyphens, such as one-condition.",
            )
            for name in ("../asthma", "Asthma", "asthma a", "ასთმა", "")
        ),
        *(
            (
                '".//ul"',
                f'"{xpath}"',
                f"condition.yml:10: `copy_without.1.elements.0` is `{xpath}`. Write an XPath as "
                "the others, such as .//*[@data-seen].",
            )
            for xpath in (".//ul[@id", "", "string(.)", "$a", "near(.)", "a:ul", "'ul'", "1")
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    assert read(tmp_path, TEXT.replace(old, new))[1] == [said]


def test_only_elements_are_selected() -> None:
    article = etree.fromstring('<article id="a">One <b>two</b></article>')
    assert elements(article, ".//b | .//@id | .//text()") == [article[0]]
