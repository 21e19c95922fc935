from pathlib import Path

import pytest

from patientinfo.checks.standards import CHECKS, FILE, Item, read_standards, report, result
from patientinfo.site import Site
from tiny import ROOT, Project

TEXT = """standards:
  - id: tiny
    name: "A tiny standard"
    where: "Nowhere"
    checked: false
    items:
      - asks: "Each page has a day for the next look."
        check: review-dates
      - asks: "A clinician has read it."
        pages: [treatments/*, "!treatments/index.md", index.md]
        check: clinician-reviewed
        person: "a clinician"
      - asks: "It is liked."
        person: "families"
"""


def read(folder: Path, text: str = TEXT) -> tuple[int, list[str]]:
    (folder / "standards.yml").write_text(text, encoding="utf-8")
    found, problems = read_standards(folder / "standards.yml", "standards.yml")
    return len(found), [str(each) for each in problems]


def checked(project: Project) -> Site:
    site, problems = project.load()
    assert site is not None, problems
    return site


def test_sound_standards_have_no_problems(tmp_path: Path) -> None:
    assert read(tmp_path) == (1, [])
    assert read_standards(ROOT / FILE, FILE)[1] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "check: review-dates",
            "check: review-date",
            "standards.yml:8: There is no check `review-date`. Did you mean `review-dates`?",
        ),
        (
            '        person: "families"\n',
            "",
            "standards.yml:13: Nobody looks for «It is liked.». Add `check`, or `person`: who "
            "judges it.",
        ),
        (
            "    checked: false\n",
            "",
            "standards.yml:2: `standards.0.checked` is missing. Add the key `checked`.",
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    assert read(tmp_path, TEXT.replace(old, new))[1] == [said]


def test_the_report_says_for_each_item_who_looks_and_on_which_pages_it_is_met(
    tiny_project: Project, tmp_path: Path
) -> None:
    tiny_project.change(
        "docs/en/index.md",
        "review_due: 2026-03-04\n",
        "review_due: 2026-03-04\nreviewed: 2025-06-01\nreviewer: Dr Nino Beridze\n",
    )
    read(tmp_path)
    standards, _ = read_standards(tmp_path / "standards.yml", "standards.yml")
    assert report(standards, checked(tiny_project)) == (
        "A tiny standard\n"
        "  Nowhere\n"
        "  No person has compared these lines with the standard itself yet.\n"
        "\n"
        "  Each page has a day for the next look.\n"
        "    the build stops without: the day of the last change and of the next look, at most "
        "three years apart\n"
        "    met on 4 of 4 pages: about/references.md, index.md, stem-cells/self-check.md, "
        "treatments/index.md (en, ar, ka)\n"
        "\n"
        "  A clinician has read it.\n"
        "    the build looks for: a reviewer and the day in the front matter\n"
        "    met on 1 of 1 pages: index.md (en)\n"
        "    met on 0 of 1 pages (ar, ka)\n"
        "    judged by a clinician\n"
        "\n"
        "  It is liked.\n"
        "    judged by families\n"
        "\n"
        "3 items: the build looks for 2, only a person can judge 1. That something is there does "
        "not say that it is good. This is no certificate."
    )


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("summary-first", "Speech therapy helps.", '!!! in-short "In short"\n\n    It helps.\n\nA'),
        ("action-named", "See the", '!!! you-can "You can"\n\n    * Ask.\n\nSee the'),
        ("questions-to-ask", "See the", '!!! ask "Ask"\n\n    * Who helps?\n\nSee the'),
        ("uncertainty-stated", "See the", '!!! unknown "Not known"\n\n    How.\n\nSee the'),
        ("next-steps", "{ #who-makes-this-site }", "{ #next-steps }"),
        ("quality-of-life", "{ #who-makes-this-site }", "{ #quality-of-life }"),
        ("workings-described", "{ #who-makes-this-site }", "{ #how-it-works }"),
        ("harms-described", "{ #who-makes-this-site }", "{ #what-can-go-wrong }"),
        ("benefits-described", "{ #who-makes-this-site }", "{ #benefits }"),
        ("balanced", "{{ emergency }}", '{{ claim("cells-become-nerve-cells") }}'),
        ("lists", "See the", "- See the"),
        ("picture", "{{ emergency }}", "{{ cord_blood_chart }}"),
        ("interests-stated", "updated: 2025-03-04", "updated: 2025-03-04\ninterests: None."),
    ],
)
def test_a_check_tells_the_page_that_has_it_from_the_page_that_has_not(
    tiny_project: Project, check: str, old: str, new: str
) -> None:
    item = Item(asks="Something.", check=check, pages=["index.md"])
    assert result(item, checked(tiny_project)).met["en"] == ()
    tiny_project.change("docs/en/index.md", old, new)
    for locale in ("ar", "ka"):  # their headings would no longer fit
        tiny_project.remove(f"docs/{locale}/index.md")
    assert result(item, checked(tiny_project)).met["en"] == ("index.md",)


@pytest.mark.parametrize(
    ("check", "key"),
    [
        ("publisher-named", "name"),
        ("funding-stated", "funding"),
        ("correction-address", "correction_contact"),
    ],
)
def test_a_fact_of_the_publisher_counts_once_it_is_stated(
    tiny_project: Project, check: str, key: str
) -> None:
    item = Item(asks="Something.", check=check, pages=["index.md"])
    blank = "publisher:\n" + "".join(
        f"  {each}:\n"
        for each in ("name", "address", "correction_contact", "funding", "relation_to_clinic")
    )
    path = "docs/_medical/publisher.yml"
    clinic = tiny_project.text(path).split("\nclinic:")[1]
    tiny_project.write(path, f"{blank}clinic:{clinic}")
    assert result(item, checked(tiny_project)).met["ka"] == ()
    tiny_project.write(path, blank.replace(f"  {key}:", f'  {key}: "Stated"') + f"clinic:{clinic}")
    assert result(item, checked(tiny_project)).met["ka"] == ("index.md",)


def test_originals_are_not_asked_about_their_translation(tiny_project: Project) -> None:
    tiny_project.change("docs/ar/index.md", 'of: "', 'of: "0')
    tiny_project.change("docs/ka/index.md", "none yet", "Eka Gelashvili")
    site = checked(tiny_project)
    current = result(Item(asks="x", check="translation-current", pages=["index.md"]), site)
    assert current.met == {"ar": (), "ka": ("index.md",)}
    read_by = result(Item(asks="x", check="translation-read", pages=["index.md"]), site)
    assert read_by.met == {"ar": (), "ka": ("index.md",)}


def test_every_check_is_asked_for_by_a_standard() -> None:
    standards, _ = read_standards(ROOT / FILE, FILE)
    asked = {item.check for standard in standards for item in standard.items if item.check}
    assert asked == set(CHECKS)


def test_the_scope_of_an_item_reaches_some_page(site: Site) -> None:
    standards, _ = read_standards(ROOT / FILE, FILE)
    paths = [path for locale, path in site.pages if locale == "en"]
    lost = [
        item.asks
        for standard in standards
        for item in standard.items
        if not any(item.applies_to(path) for path in paths)
    ]
    assert lost == []
