"""What a page says about itself is true on the day of the build, and readers see plain words."""

from datetime import date

import pytest

from patientinfo.load import load
from tiny import SITE_URL, Project

PAGE = "docs/es/asma/index.md"
SEEN = "and readers see it as it stands. Delete such signs, and keep the words."


def said(project: Project, today: date | None = None) -> list[str]:
    _, found = load(project.root, {"SITE_URL": SITE_URL}, today=today)
    return [str(each) for each in found if each.code != "translations"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("updated: 2025-03-04", "updated: 2025-03-07",
         "4: `updated` is 2025-03-07, which is still to come. Write the day of your change."),
        ("review_due: 2026-03-04", 'review_due: 2026-03-04\nreviewed: 2025-04-01\nreviewer: "A"',
         "6: `reviewed` is 2025-04-01, which is still to come. Write the day of the review."),
        ("review_due: 2026-03-04", "review_due: 2025-03-03",
         "5: `review_due` is 2025-03-03, before `updated` (2025-03-04). Write the date on which "
         "the page is to be looked at again."),
        ('"Qué es el asma"', "“Qué es el asma”",
         "2: `title` begins with a curly quote (“), which readers would see. Use straight quotes "
         '(") round it, or none.'),
        ('"Qué es el asma"', "«Qué es el asma»",
         "2: `title` begins with a curly quote («), which readers would see. Use straight quotes "
         '(") round it, or none.'),
        ('"Qué es el asma"', "Qué es <b>el asma</b>", f"2: `title` holds HTML (`<b>`), {SEEN}"),
        ('"Qué pasa', '"**Qué** pasa', f"3: `description` holds Markdown (`**Qué**`), {SEEN}"),
        ('"Qué pasa', '"Qu&eacute; pasa',
         "3: `description` holds `&eacute;`, and readers see it as it stands. Write é."),
        ('"Qué pasa', '"{{ uno }} pasa',
         "3: `description` is `{{ uno }} pasa en los bronquios, qué lo alivia y qué puede h…`. "
         "Write plain text: values such as {{ … }} are not filled in here."),
    ],
)  # fmt: skip
def test_a_mistake_in_the_front_matter_is_reported(
    tiny_project: Project, old: str, new: str, message: str
) -> None:
    tiny_project.change(PAGE, old, new)
    assert said(tiny_project, date(2025, 3, 5)) == [f"{PAGE}:{message}"]


def test_two_pages_of_one_title_are_reported(tiny_project: Project) -> None:
    path, title = "docs/es/asma/comprobar.md", "Comparar las respuestas con la regla"
    tiny_project.change(path, f'title: "{title}"', 'title: "Qué es el asma"')
    tiny_project.change(path, f"# {title}", "# Qué es el asma")
    assert said(tiny_project) == [
        f"{path}:2: `title` is «Qué es el asma», as in {PAGE}. Give each page a title of its own: "
        "readers choose by it."
    ]


@pytest.mark.parametrize("today", [None, date(2025, 3, 3), date(2030, 1, 1)])
def test_a_day_that_has_come_somewhere_on_earth_is_right(
    tiny_project: Project, today: date | None
) -> None:
    assert said(tiny_project, today) == []
