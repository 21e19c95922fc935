"""HTML in a text is named with what to write instead; a few small tags are allowed."""

from pathlib import Path

import pytest

from parts import lines, page
from patientinfo.checks import html

HERE = "docs/en/page.md:10: "


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            '<iframe src="https://example.net"></iframe>',
            "`<iframe>` may not stand in a text: pages load nothing from other sites. Write a "
            "link: [What you see there](https://…).",
        ),
        (
            "<SCRIPT>alert(1)</SCRIPT>",
            "`<script>` may not stand in a text: browsers do not run it here. Delete it.",
        ),
        (
            "<img src=x onerror=alert(1)>",
            "`<img>` may not stand in a text. Write ![What it shows](../../assets/picture.jpg).",
        ),
        (
            '<p style="color: red">A word</p>',
            "`style` may not stand in a text: browsers do not obey it here. Use a card: "
            '!!! dont "…".',
        ),
        (
            '<div title="a<b">A word</div>',
            '`<div>` may not stand in a text. Write Markdown, or use a card: !!! dont "…".',
        ),
        (
            "<svg/onload=alert(1)><path/><circle/></svg>",
            "`<svg>` may not stand in a text. Save it as a file in docs/assets/, and write "
            "![What it shows](../../assets/picture.svg).",
        ),
        ("A <b>word</b>", "`<b>` may not stand in a text. Write **the words**."),
        ("A <kbd>word</kbd>", "`<kbd>` may not stand in a text. Write Markdown."),
        ("A word.</article>", "`</article>` may not stand in a text. Delete it."),
        ("<javascript://x>", "`<javascript:>` may not stand in a text. Write Markdown."),
        ("H<sub>2O", "`<sub>` stands alone. Write <sub>2</sub>."),
        ("H2</sub>O", "`</sub>` stands alone. Write <sub>2</sub>."),
        ("H<sub onclick=x>2</sub>O", "`<sub>` has attributes. Write <sub>2</sub>."),
        ("A<br class=x>word", "`<br>` has attributes. Write <br>."),
        *(
            (
                picture,
                f"The picture `{address}` is on another site, and pages load nothing from there. "
                "Copy it to docs/assets/, if you may.",
            )
            for picture, address in (
                ("![A girl](https://example.net/a.jpg)", "https://example.net/a.jpg"),
                ("![A [big] girl](//example.net/a.jpg)", "//example.net/a.jpg"),
                ("![A girl][a]\n\n[a]: HTTP://example.net/a.jpg", "HTTP://example.net/a.jpg"),
            )
        ),
        (
            "![A dot](data:image/gif;base64,AA)",
            "The picture `data:image/gif;base64,AA` stands inside the text, and pages do not show "
            "it. Save it as a file in docs/assets/.",
        ),
    ],
)
def test_html_is_named_once_with_what_to_write_instead(
    tmp_path: Path, written: str, said: str
) -> None:
    assert lines(html.check_page(page(tmp_path, written))) == [HERE + said]


@pytest.mark.parametrize(
    "written",
    [
        "Two<br>lines, H<sub>2</sub>O and m<sup>2</sup>",
        "Children <5 years and >2 years",
        "`<script>` and\n\n```\n<script>\n```",
        "<https://www.who.int/> and <ana@example.org>",
        "[A word](<a page.md>) and [b]\n\n[b]: <a.md>",
        "![A girl](../../assets/a.jpg)",
    ],
)
def test_what_is_allowed_or_no_html_is_not_named(tmp_path: Path, written: str) -> None:
    assert html.check_page(page(tmp_path, written)) == ()
