"""What is shown as it stands holds no HTML, no Markdown and no entity."""

import pytest

from patientinfo.reading import plain_text

SEEN = "and readers see it as it stands."
PLAIN = "Delete such signs, and keep the words."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A <b>bold</b> word", (f"holds HTML (`<b>`), {SEEN}", PLAIN)),
        ("A note <!-- not yet -->", (f"holds HTML (`<!--`), {SEEN}", PLAIN)),
        ("**მასაჟი** და", (f"holds Markdown (`**მასაჟი**`), {SEEN}", PLAIN)),
        ("The _GMFCS_ levels", (f"holds Markdown (`_GMFCS_`), {SEEN}", PLAIN)),
        ("See `make`", (f"holds Markdown (``make``), {SEEN}", PLAIN)),
        ("[Signs](signs.md)", (f"holds Markdown (`[Signs](signs.md)`), {SEEN}", PLAIN)),
        ("Q &amp; A", (f"holds `&amp;`, {SEEN}", "Write &.")),
        ("40&nbsp;kg", (f"holds `&nbsp;`, {SEEN}", "Type the sign itself.")),
    ],
)
def test_signs_that_readers_would_see_are_found(text: str, said: tuple[str, str]) -> None:
    assert plain_text.slip(text) == said


@pytest.mark.parametrize(
    "text",
    ["Q & A", "R&D; more", "5 < 6 > 4", "2 * 3 * 4", "snake_case_name", "[unclear]", "2 ** 3"],
)
def test_signs_that_mean_themselves_are_none(text: str) -> None:
    assert plain_text.slip(text) is None


@pytest.mark.parametrize("text", ["“Massage”", "„მასაჟი“", "«Массаж»", "“Massage", "“It’s fine”"])
def test_curly_quotes_round_a_value_are_found(text: str) -> None:
    assert plain_text.quoted(text) == (
        f"begins with a curly quote ({text[0]}), which readers would see.",
        'Use straight quotes (") round it, or none.',
    )


@pytest.mark.parametrize("text", ["", "Massage", "«Массаж» дома", "‘Clicking’ hips", "A “word”"])
def test_curly_quotes_inside_a_value_are_right(text: str) -> None:
    assert plain_text.quoted(text) is None
