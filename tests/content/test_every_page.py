"""What holds for every page in every language, on the HTML as built."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from conftest import SITE_URL
from content.pages import LOCALES, RIGHT_TO_LEFT, attribute, page, pages
from patientinfo.components.links import page_url
from patientinfo.site import Site

ROOT_PATH = urlsplit(SITE_URL).path


def test_every_page_is_built_in_every_language(built: Path, site: Site) -> None:
    expected = {page_url(path, locale, "en") for path in english(site) for locale in LOCALES}
    assert {each.address for each in pages(built)} == expected
    assert set(site.locales) == set(LOCALES)


def test_every_page_is_translated_into_every_language(site: Site) -> None:
    missing = [
        f"{locale}/{path}"
        for path in english(site)
        for locale in LOCALES
        if site.page(locale, path) is None
    ]
    assert missing == []


def test_every_string_is_translated_into_every_language(site: Site) -> None:
    missing = [
        f"{locale}: {key}"
        for locale, wording in site.wordings.items()
        for key in wording.source
        if not wording.is_translated(key)
    ]
    assert missing == []


def test_language_and_direction_stand_on_the_page_and_on_the_article(built: Path) -> None:
    for each in pages(built):
        direction = "rtl" if each.locale in RIGHT_TO_LEFT else "ltr"
        for selector in ("html", "article"):
            element = each.one(selector)
            found = (attribute(element, "lang"), attribute(element, "dir"))
            assert found == (each.locale, direction), f"{each.address}: {selector}"


def test_every_internal_link_and_anchor_resolves(built: Path) -> None:
    ids = {
        each.address: {attribute(element, "id") for element in each.soup.select("[id]")}
        for each in pages(built)
    }
    broken = []
    for each in pages(built):
        for element in each.soup.select("[href], [src]"):
            target = attribute(element, "href") or attribute(element, "src")
            absolute = urljoin(SITE_URL + each.address, target)
            if not absolute.startswith(SITE_URL):
                continue
            path, _, anchor = absolute.removeprefix(SITE_URL).partition("#")
            if not (built / path).exists() or (path.endswith("/") and path not in ids):
                broken.append(f"{each.address} -> {target}")
            elif anchor and path in ids and anchor not in ids[path]:
                broken.append(f"{each.address} -> {target} (no such anchor)")
    assert broken == []


def test_links_work_under_a_sub_path(built: Path) -> None:
    rooted = [
        f"{each.address}: {attribute(element, name)}"
        for each in pages(built)
        for name in ("href", "src")
        for element in each.soup.select(f"[{name}]")
        if attribute(element, name).startswith("/")
    ]
    assert rooted == []


def test_nothing_is_loaded_from_another_host(built: Path) -> None:
    foreign = [
        f"{each.address}: {attribute(element, 'src') or attribute(element, 'href')}"
        for each in pages(built)
        for element in each.soup.select("script, img, iframe, link[rel~=stylesheet], source")
        if "//" in (attribute(element, "src") or attribute(element, "href"))
    ]
    assert foreign == []


def test_the_policy_forbids_everything_inline_and_nothing_inline_is_there(built: Path) -> None:
    for each in pages(built):
        policy = attribute(each.one('meta[http-equiv="Content-Security-Policy"]'), "content")
        assert policy.startswith("default-src 'none'; "), each.address
        reads = policy.split("connect-src")[1].split()
        assert ("'self'" in reads) == each.address.endswith("search/"), each.address
        assert "unsafe-inline" not in policy and "unsafe-eval'" not in policy.replace(
            "wasm-unsafe-eval'", ""
        )
        assert each.soup.select("style, [style]") == [], each.address
        inline = [
            script
            for script in each.soup.select("script:not([src])")
            if attribute(script, "type") != "application/ld+json"
        ]
        assert inline == [], each.address
        handlers = [
            name
            for element in each.soup.find_all(True)
            for name in element.attrs
            if name.startswith("on")
        ]
        assert handlers == [], each.address


def test_ids_are_unique_and_headings_never_skip_a_level(built: Path) -> None:
    for each in pages(built):
        ids = [attribute(element, "id") for element in each.soup.select("[id]")]
        assert len(ids) == len(set(ids)), each.address
        levels = [int(heading.name[1]) for heading in each.soup.select("main :is(h1,h2,h3,h4,h5)")]
        assert levels[0] == 1 and levels.count(1) == 1, each.address
        skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert skipped == [], f"{each.address}: {levels}"


def test_hreflang_is_absolute_and_reciprocal_and_has_a_default(built: Path) -> None:
    groups = {
        each.address: {
            attribute(link, "hreflang"): attribute(link, "href")
            for link in each.soup.select("link[rel=alternate][hreflang]")
        }
        for each in pages(built)
    }
    for address, group in groups.items():
        assert set(group) == {*LOCALES, "x-default"}, address
        assert group["x-default"] == group["en"]
        for target in group.values():
            assert target.startswith(SITE_URL)
            assert groups[target.removeprefix(SITE_URL)] == group


def test_every_page_is_its_own_canonical_address(built: Path) -> None:
    for each in pages(built):
        assert attribute(each.one("link[rel=canonical]"), "href") == SITE_URL + each.address


def test_titles_and_descriptions_differ_from_page_to_page(built: Path) -> None:
    seen: dict[str, str] = {}
    for each in pages(built):
        title = each.one("head > title").text
        assert title not in seen, f"{each.address} and {seen[title]}"
        seen[title] = each.address
        assert len(attribute(each.one("meta[name=description]"), "content")) > 20, each.address


def test_every_page_shows_who_answers_for_it_and_when_it_was_changed(built: Path) -> None:
    for each in pages(built):
        facts = {attribute(fact, "data-fact") for fact in each.soup.select("[data-fact]")}
        expected = {
            "publisher",
            "author",
            "clinical-review",
            "updated",
            "review-due",
            "interests",
            "sources",
            "mistakes",
        }
        if each.locale != "en":
            expected.add("translation")
        assert facts == expected, each.address


def test_translated_pages_say_how_they_were_translated(built: Path, site: Site) -> None:
    for each in pages(built):
        notices = each.soup.select('[data-notice="translation"]')
        assert len(notices) == (0 if each.locale == "en" else 1), each.address
        if notices:
            words = site.wordings[each.locale].text("notice.machine-translation")
            assert words in notices[0].text, each.address


def test_the_language_list_leads_to_the_same_page_in_its_own_name(built: Path) -> None:
    names = {"en": "English", "ka": "ქართული", "ru": "Русский", "ar": "العربية"}
    for each in pages(built):
        links = each.soup.select(":is(.languages, .language-row) nav a, nav.language-row a")
        found = {}
        for link in links:
            name = link.select_one("span[lang]")
            assert name is not None
            target = urljoin(SITE_URL + each.address, attribute(link, "href"))
            found[attribute(name, "lang")] = (name.text, target.removeprefix(SITE_URL))
        bare = re.sub(r"^(ka|ru|ar)/", "", each.address)
        assert found == {
            locale: (name, bare if locale == "en" else f"{locale}/{bare}")
            for locale, name in names.items()
        }, each.address


def test_the_sitemap_dates_come_from_the_pages(built: Path, site: Site) -> None:
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    found = dict(re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text, flags=re.DOTALL))
    assert found == {
        SITE_URL + page_url(path, locale, "en"): each.facts.updated.isoformat()
        for (locale, path), each in site.pages.items()
    }
    assert not (built / "sitemap.xml.gz").exists()


def test_the_error_page_speaks_every_language(built: Path, site: Site) -> None:
    soup = BeautifulSoup((built / "404.html").read_text(encoding="utf-8"), "html.parser")
    assert [attribute(part, "lang") for part in soup.select("section[lang]")] == list(LOCALES)
    for part in soup.select("section[lang]"):
        locale = attribute(part, "lang")
        assert site.wordings[locale].text("page-not-found.title") in part.text
        link = part.select_one("a")
        assert link is not None
        assert attribute(link, "href") == ROOT_PATH + page_url("index.md", locale, "en")


def test_no_working_file_is_published(built: Path) -> None:
    published = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    working = [path for path in published if re.search(r"(^|/)_|\.(md|yml|po|py)$|template", path)]
    assert working == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_of_a_page_shows_an_unfilled_marker(built: Path, locale: str) -> None:
    for each in pages(built):
        if each.locale == locale:
            assert "{{" not in each.soup.text and "}}" not in each.soup.text, each.address


def test_a_page_loads_one_script_and_the_self_check_its_words_before_it(built: Path) -> None:
    for each in pages(built):
        names = [
            attribute(script, "src").rsplit("/", 1)[-1].split(".")[0]
            for script in each.soup.select("script[src]")
        ]
        wanted = ["page"]
        if each.soup.select_one("form[data-self-check]"):
            wanted = ["self-check-results", "self-check"]
        if each.soup.select_one("[data-search]"):
            wanted = ["search"]
        assert names == wanted, each.address


def english(site: Site) -> list[str]:
    return [path for locale, path in site.pages if locale == "en"]


def test_the_first_page_names_all_languages_without_a_menu_to_open(built: Path) -> None:
    for locale in LOCALES:
        home = page(built, "" if locale == "en" else f"{locale}/")
        row = home.one(".language-row")
        assert [attribute(a, "lang") for a in row.select("span[lang]")] == list(LOCALES)
        assert row.find_parent("details") is None


def test_long_pages_list_their_sections_after_what_they_say_in_short(built: Path) -> None:
    without = {"", "search/", "about/a-to-z/"}
    for each in pages(built):
        sections = [str(heading["id"]) for heading in each.soup.select("article h2[id]")]
        links = [attribute(link, "href") for link in each.soup.select("details.contents a")]
        listed = [link.removeprefix("#") for link in links]
        if each.address.removeprefix(f"{each.locale}/") in without or len(sections) < 3:
            assert listed == [], each.address
        else:
            assert listed and set(listed) <= set(sections), each.address
            assert each.one("h1 ~ details.contents"), each.address


@pytest.mark.parametrize("locale", LOCALES)
def test_the_word_list_is_in_the_order_of_the_alphabet(
    built: Path, site: Site, locale: str
) -> None:
    shown = page(built, page_url("about/glossary.md", locale, "en"))
    words = [each.get_text() for each in shown.soup.select("article .glossary dt")]
    assert len(words) == len(site.glossary_ids)
    assert words == sorted(words, key=site.alphabet(locale).key)
