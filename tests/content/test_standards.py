"""What the standards ask for is looked for where it is asked, and reported as it was found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parts import bare, page
from patientinfo.__main__ import main
from patientinfo.checks.standards import CODE, Item, Standards, read_standards, report, result
from patientinfo.evidence.publisher import Facts, Publisher
from patientinfo.reading import data_file
from patientinfo.reading.pages import Page
from patientinfo.site import Site
from tiny import ROOT, Project

FILE, _ = data_file.read(ROOT / "docs/_medical/standards.yml", "standards.yml")
REAL, _ = read_standards(FILE)
TODAY = date(2025, 6, 1)

TEXT = """checks:
  review-dates: {looks_for: the day of the next look, code: loaded, stops: true}
  clinician-reviewed: {looks_for: a reviewer and the day, front_matter: [reviewed, reviewer]}
standards:
  - id: tiny
    name: "A tiny standard"
    where: "Nowhere"
    checked: false
    items:
      - asks: "Each page has a day for the next look."
        check: review-dates
      - asks: "A clinician has read it."
        pages: [asma/*, "!asma/index.md", index.md]
        check: clinician-reviewed
        person: "a clinician"
      - asks: "It is liked."
        person: "families"
"""


def read(text: str = TEXT) -> tuple[Standards, list[str]]:
    file, _ = data_file.parse(text, "standards.yml")
    found, problems = read_standards(file)
    return found, [str(each) for each in problems]


def checked(project: Project) -> Site:
    site, problems = project.load()
    assert site is not None, problems
    return site


def test_sound_standards_have_no_problems() -> None:
    assert read()[1] == []
    assert read_standards(FILE)[1] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "check: review-dates",
            "check: review-date",
            "standards.yml:11: There is no check `review-date`. Did you mean `review-dates`?",
        ),
        (
            '        person: "families"\n',
            "",
            "standards.yml:16: Nobody looks for «It is liked.». Add `check`, or `person`: who "
            "judges it.",
        ),
        (
            "    checked: false\n",
            "",
            "standards.yml:5: `standards.0.checked` is missing. Add the key `checked`.",
        ),
        (
            "code: loaded",
            "code: loadde",
            "standards.yml:2: There is no code `loadde`. Did you mean `loaded`?",
        ),
    ],
)
def test_a_mistake_is_reported(old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    assert read(TEXT.replace(old, new))[1] == [said]


def test_a_mistake_in_the_file_is_reported_with_the_others(tiny_project: Project) -> None:
    tiny_project.write("docs/_medical/standards.yml", TEXT.replace("code: loaded", "code: loadde"))
    assert tiny_project.problems() == [
        "docs/_medical/standards.yml:2: There is no code `loadde`. Did you mean `loaded`?"
    ]


def test_the_report_says_for_each_item_who_looks_and_on_which_pages_it_is_met(
    tiny_project: Project,
) -> None:
    tiny_project.change(
        "docs/es/index.md",
        "review_due: 2026-03-04\n",
        "review_due: 2026-03-04\nreviewed: 2025-06-01\nreviewer: Dra. Ana Ruiz\n",
    )
    assert report(read()[0], checked(tiny_project)) == (
        "A tiny standard\n"
        "  Nowhere\n"
        "  No person has compared these lines with the standard itself yet.\n"
        "\n"
        "  Each page has a day for the next look.\n"
        "    the build stops without: the day of the next look\n"
        "    met on 8 of 8 pages: asma/comprobar.md, asma/index.md, index.md, sobre/buscar.md, "
        "sobre/descargas.md, sobre/fuentes.md, sobre/glosario.md, sobre/indice.md (es, he)\n"
        "\n"
        "  A clinician has read it.\n"
        "    the build looks for: a reviewer and the day\n"
        "    met on 1 of 2 pages: index.md (es)\n"
        "    met on 0 of 2 pages (he)\n"
        "    judged by a clinician\n"
        "\n"
        "  It is liked.\n"
        "    judged by families\n"
        "\n"
        "3 items: the build looks for 2, only a person can judge 1. That something is there does "
        "not say that it is good. This is no certificate."
    )


def holds(check: str, page: Page, **given: Any) -> bool:
    return REAL.checks[check].holds(page, bare(page, files={"standards": FILE}, **given))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("summary-first", '!!! in-short "In short"\n\n    It helps.\n'),
        ("action-named", '!!! you-can "You can"\n\n    * Ask.\n'),
        ("questions-to-ask", '!!! ask "Ask"\n\n    * Who helps?\n'),
        ("uncertainty-stated", '!!! unknown "Not known"\n\n    How.\n'),
        ("next-steps", "## What now { #next-steps }\n"),
        ("quality-of-life", "## Every day { #quality-of-life }\n"),
        ("workings-described", "## How it works { #how-it-works }\n"),
        ("harms-described", "## Harms { #what-can-go-wrong }\n"),
        ("benefits-described", "## Benefits { #benefits }\n"),
        ("balanced", '{{ claim("cells-become-nerve-cells") }}\n'),
        ("lists", "- See the doctor.\n"),
        ("picture", '{{ gain_chart("cord-blood") }}\n'),
    ],
)
def test_a_check_tells_the_page_that_has_it_from_the_page_that_has_not(
    tmp_path: Path, check: str, text: str
) -> None:
    assert not holds(check, page(tmp_path, "Speech therapy helps.\n"))
    assert holds(check, page(tmp_path, text))


def test_what_the_front_matter_says_counts(tmp_path: Path) -> None:
    plain = page(tmp_path, "Speech therapy helps.\n")
    assert not holds("interests-stated", plain)
    stated = replace(plain, facts=replace(plain.facts, interests="None."))
    assert holds("interests-stated", stated)


@pytest.mark.parametrize(
    ("check", "key"),
    [
        ("publisher-named", "name"),
        ("funding-stated", "funding"),
        ("correction-address", "correction_contact"),
    ],
)
def test_a_fact_of_the_publisher_counts_once_it_is_stated(
    tmp_path: Path, check: str, key: str
) -> None:
    plain = page(tmp_path, "Speech therapy helps.\n")
    assert not holds(check, plain)
    assert holds(check, plain, facts=Facts(publisher=Publisher(**{key: "Stated"})))


def test_originals_are_not_asked_about_their_translation(tiny_project: Project) -> None:
    tiny_project.change("docs/he/index.md", 'of: "', 'of: "0')
    tiny_project.change("docs/he/asma/index.md", "none yet", "Noa Levi")
    site = checked(tiny_project)

    def met(check: str) -> object:
        item = Item(asks="x", check=check, pages=["index.md", "asma/index.md"])
        return result(item, site, REAL.checks).met

    assert met("translation-current") == {"he": ("asma/index.md",)}
    assert met("translation-read") == {"he": ("asma/index.md",)}


def items() -> Iterator[Item]:
    for standard in REAL.standards:
        yield from standard.items


def test_every_check_is_asked_for_by_a_standard() -> None:
    assert {item.check for item in items() if item.check} == set(REAL.checks)


def test_every_code_is_used() -> None:
    assert {check.code for check in REAL.checks.values() if check.code} == set(CODE)


def test_the_scope_of_an_item_reaches_some_page(site: Site) -> None:
    lost = [each.asks for each in items() if not any(map(each.applies_to, site.originals))]
    assert lost == []


def test_standards_shows_what_is_asked_for_or_what_is_wrong_with_the_list(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "docs/_medical/standards.yml"
    tiny_project.write(path, (ROOT / path).read_text(encoding="utf-8"))
    assert main(["standards"], tiny_project.root, TODAY) == 0
    out = capsys.readouterr().out
    assert out.startswith("NHS standard for creating health content\n")
    assert out.endswith("This is no certificate.\n")
    tiny_project.change(path, "check: publisher-named", "check: publisher-nmaed")
    for command in ("standards", "check"):
        assert main([command], tiny_project.root, TODAY) == 1
        line = tiny_project.line(path, "check: publisher-nmaed")
        assert capsys.readouterr().out == (
            f"1 problem to mend:\n  {path}:{line}: There is no check "
            "`publisher-nmaed`. Did you mean `publisher-named`?\n"
        )
