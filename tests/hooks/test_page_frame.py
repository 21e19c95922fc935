"""What stands round the text of every finished page, in its true language."""

import re

import pytest
from bs4 import BeautifulSoup

from conftest import SITE_URL, Built
from tiny import LOCALES, TITLES

DIRECTIONS = {"en": "ltr", "ar": "rtl", "ka": "ltr"}
ENDONYMS = {"en": "English", "ar": "العربية", "ka": "ქართული"}
PATHS = {
    "index.md": "",
    "treatments/index.md": "treatments/",
    "stem-cells/self-check.md": "stem-cells/self-check/",
    "about/references.md": "about/references/",
}


def locale_of(path: str) -> str:
    return next((each for each in LOCALES[1:] if path.startswith(f"{each}/")), "en")


def hreflang(page: BeautifulSoup) -> dict[str, str]:
    return {str(each["hreflang"]): str(each["href"]) for each in page.select("link[hreflang]")}


def test_every_page_is_built_in_every_language(whole: Built) -> None:
    assert whole.pages() == sorted(
        f"{'' if locale == 'en' else locale + '/'}{path}index.html"
        for locale in LOCALES
        for path in PATHS.values()
    )


def test_every_page_says_its_language_and_direction(whole: Built) -> None:
    for path in whole.pages():
        page, locale = whole.page(path), locale_of(path)
        assert page.html is not None and page.article is not None
        for element in (page.html, page.article):
            assert (element["lang"], element["dir"]) == (locale, DIRECTIONS[locale]), path


def test_languages_name_each_other_with_absolute_addresses(whole: Built) -> None:
    for path in whole.pages():
        group = hreflang(whole.page(path))
        assert list(group) == [*LOCALES, "x-default"], path
        assert group["x-default"] == group["en"]
        for locale, address in group.items():
            assert address.startswith(SITE_URL)
            other = whole.page(f"{address.removeprefix(SITE_URL)}index.html")
            assert hreflang(other) == group, f"{path} and {locale}"


def test_each_page_is_canonical_to_itself(whole: Built) -> None:
    for path in whole.pages():
        [canonical] = whole.page(path).select("link[rel=canonical]")
        assert canonical["href"] == SITE_URL + path.removesuffix("index.html")


def test_a_page_that_is_missing_shows_the_english_text_under_a_notice(unfinished: Built) -> None:
    page = unfinished.page("ka/treatments/index.html")
    assert page.html is not None and page.article is not None
    assert (page.html["lang"], page.html["dir"]) == ("ka", "ltr")
    assert (page.article["lang"], page.article["dir"]) == ("en", "ltr")
    assert page.article.h1 is not None
    assert page.article.h1.get_text() == TITLES["treatments/index.md"][0]
    [notice] = page.select("[data-notice=fallback]")
    assert notice.get_text(strip=True) == "სიტყვა"
    assert notice.find_parent(attrs={"lang": "en"}) is None
    assert "სიტყვა" not in page.article.get_text()


def test_a_page_that_is_missing_is_the_english_one_to_search_engines(unfinished: Built) -> None:
    page = unfinished.page("ka/treatments/index.html")
    [canonical] = page.select("link[rel=canonical]")
    assert canonical["href"] == f"{SITE_URL}treatments/"
    assert hreflang(page) == {}
    for path in ("treatments/index.html", "ar/treatments/index.html"):
        assert list(hreflang(unfinished.page(path))) == ["en", "ar", "x-default"]


def test_the_switcher_leads_to_the_same_page_in_each_languages_own_name(unfinished: Built) -> None:
    for path in unfinished.pages():
        page, locale = unfinished.page(path), locale_of(path)
        links = page.select("header .languages li a, header .language-row li a")
        names = [link.select_one("span[lang]") for link in links]
        assert [(each["lang"], each["dir"], each.get_text()) for each in names if each] == [
            (each, DIRECTIONS[each], ENDONYMS[each]) for each in LOCALES
        ]
        own = path.removeprefix(f"{locale}/").removesuffix("index.html")
        for link, other in zip(links, LOCALES, strict=True):
            target = (unfinished.folder / path).parent / str(link["href"])
            wanted = unfinished.folder / ("" if other == "en" else other) / own
            assert target.resolve() == wanted.resolve()
        missing = [link for link in links if link.select(".quiet")]
        assert len(missing) == (1 if own == "treatments/" else 0)
        assert all("ქართული" in link.get_text() for link in missing)


def test_a_translation_of_an_older_text_says_so(unfinished: Built) -> None:
    page = unfinished.page("ar/index.html")
    found = [each["data-notice"] for each in page.select("[data-notice]")]
    assert found == ["translation", "outdated", "overdue"]
    [outdated] = page.select("[data-notice=outdated]")
    assert outdated.get_text(strip=True).startswith("كلمة")
    assert not outdated.has_attr("hidden")


def test_words_that_are_not_translated_are_marked_as_english(unfinished: Built) -> None:
    [menu] = unfinished.page("ka/index.html").select(".menu summary")
    assert str(menu) == '<summary><span dir="ltr" lang="en">Menu</span></summary>' or str(menu) == (
        '<summary><span lang="en" dir="ltr">Menu</span></summary>'
    )


def test_no_page_holds_anything_that_the_policy_would_stop(whole: Built) -> None:
    for path in [*whole.pages(), "404.html"]:
        page = whole.page(path)
        [policy] = page.select('meta[http-equiv="Content-Security-Policy"]')
        assert "default-src 'none'" in str(policy["content"])
        assert "unsafe-inline" not in str(policy["content"])
        assert page.select("style, [style]") == [], path
        data = "application/ld+json"  # browsers do not run it, and the policy does not stop it
        scripts = [each for each in page.select("script") if each.get("type") != data]
        assert [each for each in scripts if not each.get("src")] == [], path
        handlers = [name for tag in page.find_all(True) for name in tag.attrs if name[:2] == "on"]
        assert handlers == [], path


def test_everything_that_a_page_loads_or_links_to_works_below_any_folder(whole: Built) -> None:
    for path in whole.pages():
        for tag in whole.page(path).select("[href], [src]"):
            address = str(tag.get("href") or tag.get("src"))
            if re.match(r"https?://|tel:", address):
                assert tag.name in ("a", "link") and tag.get("rel") != ["stylesheet"], path
                continue
            assert not address.startswith("/"), f"{path}: {address}"
            if tag.find_parent(attrs={"data-treatments": True}):
                continue  # the tiny site has no pages for single treatments
            target = (whole.folder / path).parent / address.partition("#")[0]
            file = target / "index.html" if not address.partition("#")[0] else target
            assert file.is_file() or (file / "index.html").is_file() or address[:1] == "#", (
                f"{path}: {address}"
            )


@pytest.mark.parametrize("path", ["index.html", "ka/index.html"])
def test_no_page_asks_another_host_for_anything(whole: Built, path: str) -> None:
    page = whole.page(path)
    loads = page.select("[src], link[rel=stylesheet], link[rel=icon], source, iframe")
    assert loads
    assert [each for each in loads if "//" in str(each.get("src") or each.get("href"))] == []
