"""A page's words without its Markdown, each piece with the line on which it stands."""

from datetime import date

from patientinfo.reading.data_file import DataFile
from patientinfo.reading.markers import Marker
from patientinfo.reading.pages import FrontMatter, Page
from patientinfo.reading.passages import of_page, sentences


def page(body: str, locale: str = "en") -> Page:
    facts = FrontMatter(
        title="Massage",
        description="What massage can do.",
        updated=date(2026, 11, 22),
        review_due=date(2027, 11, 22),
    )
    name = f"docs/{locale}/treatments/massage.md"
    lines = DataFile(name, None, {("title",): 2, ("description",): 3})
    return Page(locale, "treatments/massage.md", name, facts, body, 7, lines)


def words(marker: Marker) -> str:
    return marker.arguments[-1] if marker.name == "term" else ""


def test_every_piece_of_a_page_is_found_with_its_kind_and_line() -> None:
    body = """# Massage

!!! in-short "In **short**"

    Massage may relax.
    It takes time.

## What [it](../index.md) is { #what-it-is }

{{ treatment("massage") }}

* Ask {{ term("carer", "a carer") }}. {{ cite("novak-2020") }}
* Stop when it hurts.

| Part | Label |
|---|---|
| Touch | uncertain |
"""
    found = [(each.kind, each.text.strip(), each.line) for each in of_page(page(body), words)]
    assert found == [
        ("title", "Massage", 2),
        ("description", "What massage can do.", 3),
        ("heading", "Massage", 7),
        ("card-title", "In short", 9),
        ("text", "Massage may relax.\nIt takes time.", 11),
        ("heading", "What it is", 14),
        ("marker", "", 16),
        ("text", "Ask a carer.", 18),
        ("text", "Stop when it hurts.", 19),
        ("cell", "Part", 21),
        ("cell", "Label", 21),
        ("cell", "Touch", 23),
        ("cell", "uncertain", 23),
    ]


def test_a_piece_knows_the_line_of_each_of_its_characters() -> None:
    [text] = [each for each in of_page(page("One line,\nand another."), words) if each.line == 7]
    assert text.line_at(text.text.index("another")) == 8


def test_words_are_read_as_readers_see_them_and_stay_on_their_line() -> None:
    body = """> A c&#117;<wbr>re<!-- a
> note --> and [a
> link](x.md
> "its title"),
> 16&nbsp;kg<br>each, <https://example.org>.
"""
    found = [(each.kind, each.text) for each in of_page(page(body), words)][2:]
    assert found == [
        ("text", "A cure\nand a\nlink\n,\n16\u00a0kg each, <https://example.org>."),
        ("link-title", "its title"),
    ]


def test_a_decimal_number_does_not_end_a_sentence() -> None:
    text = "It rose by 1.4 points. Is that much? نعم؟ لا."
    assert [text[begin:end].strip() for begin, end in sentences(text)] == [
        "It rose by 1.4 points.",
        "Is that much?",
        "نعم؟",
        "لا.",
    ]
