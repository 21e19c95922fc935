"""Markers on finished pages: components stand where the text asks for them."""

from conftest import Built


def test_no_braces_are_left_on_any_page(whole: Built) -> None:
    for path in whole.pages():
        text = whole.page(path).get_text()
        assert "{{" not in text and "}}" not in text, path


def test_markdown_round_a_component_is_still_markdown(whole: Built) -> None:
    page = whole.page("treatments/index.html")
    assert page.article is not None
    assert [each["id"] for each in page.article.select("h2[id]")] == ["massage"]
    assert page.article.select_one("[data-treatments] table") is not None
    assert page.article.select("p > section, p > div") == []


def test_every_language_has_the_same_components(whole: Built) -> None:
    selectors = (
        "[data-claim]",
        "[data-emergency]",
        "form[data-self-check]",
        ".cites",
        ".term",
        "[data-treatments]",
        "ol.references > li",
        "[data-criterion]",
    )
    for path in (
        "index.html",
        "treatments/index.html",
        "stem-cells/self-check/index.html",
        "about/references/index.html",
    ):
        counts = [
            [len(whole.page(f"{prefix}{path}").select(each)) for each in selectors]
            for prefix in ("", "ar/", "ka/")
        ]
        assert counts[0] == counts[1] == counts[2], path
        assert any(counts[0]), path


def test_a_components_words_are_in_the_language_of_the_text(
    whole: Built, unfinished: Built
) -> None:
    [label] = whole.page("ka/treatments/index.html").select("h2#massage")
    assert label is not None
    translated = whole.page("ka/treatments/index.html").article
    english = unfinished.page("ka/treatments/index.html").article
    assert translated is not None and "სიტყვა" in translated.get_text()
    assert english is not None and "სიტყვა" not in english.get_text()


def test_links_of_an_english_text_stay_in_the_readers_language(unfinished: Built) -> None:
    page = unfinished.page("ka/treatments/index.html")
    links = {str(link["href"]) for link in page.select("article .cites a")}
    assert links and all(link.startswith("../about/references/#") for link in links)


def test_a_number_of_the_criteria_is_marked(whole: Built) -> None:
    for path in ("index.html", "ar/index.html"):
        [number] = whole.page(path).select('article data[data-criterion="minimum-age"]')
        assert str(number["value"]) in number.get_text() or "كلمة" in number.get_text()
