"""A page is made from Markdown, markers and a skeleton, the same whoever drives it."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from patientinfo.pages import render
from patientinfo.site import Site
from tiny import Project

ASTHMA = "asma/index.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<h1>A</h1><div class="admonition in-short"><p>B</p></div><p>C</p>',
            '<h1>A</h1><div class="admonition in-short"><p>B</p></div>\n[]<p>C</p>',
        ),
        (
            '<h1>A</h1><div class="admonition in-short"><p>B</p></div>\n'
            '<p><a class="button" href="#c">C</a></p><p>D</p>',
            '<h1>A</h1><div class="admonition in-short"><p>B</p></div>\n'
            '<p><a class="button" href="#c">C</a></p>\n[]<p>D</p>',
        ),
        ("<h1>A</h1><p>B</p>", "<h1>A</h1>\n[]<p>B</p>"),
        ("<p>B</p>", "<p>B</p>"),
    ],
)
def test_contents_stand_after_the_summary_and_what_to_press(text: str, expected: str) -> None:
    assert render.with_contents(text, "[]") == expected


@pytest.mark.parametrize(
    ("written", "locale", "leads_to"),
    [
        ("comprobar.md", "es", "comprobar/"),
        ("comprobar.md#la-regla", "he", "comprobar/#la-regla"),
        ("../index.md", "he", "../"),
        ("#que-pasa", "es", "#que-pasa"),
        ("https://example.org/", "es", "https://example.org/"),
        ("tel:112", "es", "tel:112"),
        ("../../assets/favicon.svg", "es", "../assets/favicon.svg"),
        ("../../assets/favicon.svg", "he", "../../assets/favicon.svg"),
        ("nothing.md", "es", None),
        ("/asma/", "es", None),
    ],
)
def test_a_link_between_files_becomes_one_between_pages(
    tiny_site: Site, written: str, locale: str, leads_to: str | None
) -> None:
    page = tiny_site.shown(locale, ASTHMA)
    place = tiny_site.place(ASTHMA, locale)
    assert render.link(tiny_site, page, place, written) == leads_to


def test_the_self_check_is_put_where_the_page_says_so_and_nowhere_else(tiny_site: Site) -> None:
    made = render.page(tiny_site, "asma/comprobar.md", "he")
    widget = render.self_check(tiny_site, "asma/comprobar.md", "he")
    assert "data-self-check-here" in made and "<form" not in made
    whole = BeautifulSoup(render.inject_self_check(made, widget), "html.parser")
    [form] = whole.select("article form[data-self-check]")
    assert form.find_next("h2") is not None
    assert render.self_check(tiny_site, ASTHMA, "he") == ""


def test_what_a_marker_shows_is_no_markdown(tiny_project: Project) -> None:
    path = f"docs/es/{ASTHMA}"
    tiny_project.change(
        path,
        "Unas semanas",
        'Dijo {{ quote("*no* es <b>así</b>") }} {{ cite("gina") }} Unas semanas',
    )
    site, problems = tiny_project.load()
    assert site is not None, problems
    assert (
        "<q data-quoted>*no* es &lt;b&gt;así&lt;/b&gt;</q>" in render.text(site, ASTHMA, "es").html
    )


def test_the_same_page_is_made_once(tiny_project: Project) -> None:
    first, _ = tiny_project.load()
    search = "sobre/buscar.md"
    tiny_project.change(f"docs/es/{search}", "Sin buscador:", "Sin él:")
    second, _ = tiny_project.load()
    assert first and second
    assert render.page(first, ASTHMA, "es") is render.page(second, ASTHMA, "es")
    assert render.page(first, search, "es") != render.page(second, "sobre/buscar.md", "es")


def shown(site: Site, written: str) -> BeautifulSoup:
    """Return the HTML of a page's text, with more text written below it, unchecked."""
    page = site.shown("es", ASTHMA)
    changed = replace(page, written=f"{page.body}\n## Fin {{ #fin }}\n\n{written}\n")
    pages = {**site.pages, ("es", ASTHMA): changed}
    html = render.text(replace(site, pages=pages), ASTHMA, "es").html
    return BeautifulSoup(html.split('id="fin">')[1], "html.parser")


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<div title="a<b" onclick=alert(1)>\n\nx\n\n</div>',
        "<svg/onload=alert(1)>",
        "<sub onclick=alert(1)>x</sub>",
        "<javascript://%0aalert(1)>",
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x][r]\n\n[r]: JavaScript:alert(1)",
        "[x](comprobar.md){ onclick=alert(1) }",
        r"\`[x](comprobar.md){ onclick=alert(1) }\`",
        "[x](comprobar.md){ .button } onclick=alert(1) }",
        "[x](comprobar.md){ href=javascript:alert(1) style=color:red }",
        "x\n{: onclick=alert(1) }",
        "| a | b |\n|---|---|\n| c { onclick=alert(1) } | d |",
        "![x](//example.net/a.gif)",
        "![x](https://example.net/a.gif)",
        "![x](data:image/svg+xml;base64,AA)",
        '!!! ask "<script>alert(1)</script>"\n\n    x',
    ],
)
def test_nothing_in_a_text_runs_or_loads_whatever_the_checks_miss(
    tiny_site: Site, written: str
) -> None:
    for element in shown(tiny_site, written).find_all(True):
        assert element.name not in ("script", "svg", "iframe", "style")
        assert element.attrs.keys() <= render.ATTRIBUTES
        assert not str(element.get("href", "")).lower().startswith(("javascript", "data"))
        assert ":" not in str(element.get("src", "")) and "//" not in str(element.get("src", ""))


def test_a_few_small_tags_are_what_they_are(tiny_site: Site) -> None:
    html = str(shown(tiny_site, "SO<sub>2</sub>, m<sup>*2*</sup>,<br>y <sub>1"))
    expected = "<p>SO<sub>2</sub>, m<sup><em>2</em></sup>,<br/>\ny &lt;sub&gt;1</p>"
    assert html.strip().endswith(expected)


def test_columns_are_set_to_a_side_by_the_style_sheet(tiny_site: Site) -> None:
    cells = shown(tiny_site, "| a | b | c |\n|:--|:-:|--:|\n| d | e | f |").find_all(["th", "td"])
    assert [each.get("class") for each in cells] == [["start"], ["middle"], ["end"]] * 2
    assert not any(each.has_attr("style") for each in cells)
