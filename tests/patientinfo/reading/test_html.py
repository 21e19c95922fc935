"""HTML in plain words is found; signs that only look like it are not."""

import pytest

from patientinfo.reading import html


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a <b>word</b>", "<b>"),
        ("a word</B>", "</b>"),
        ("<img src=x onerror=alert(1)>", "<img>"),
        ("<svg/onload=alert(1)>", "<svg>"),
        ("two\n<br\n/>lines", "<br>"),
        ("children <5 years and >2 years", ""),
        ("a<b, and nothing more", ""),
        ("<https://www.who.int/> and <ana@example.org>", ""),
        ("ბავშვი <წელი> и <год>", ""),
    ],
)
def test_a_tag_is_found_and_a_sign_that_looks_like_one_is_not(text: str, tag: str) -> None:
    assert html.tag(text) == tag


def test_plain_words_that_hold_html_are_said_to() -> None:
    said = "`title` holds HTML (`<b>`), and readers see it as it stands."
    assert html.held("`title`", "a <b>word</b>") == said
    assert html.held("`title`", "a word") == ""
