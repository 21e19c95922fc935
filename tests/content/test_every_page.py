"""What holds for every page in every language, on the HTML as built: of this site and another."""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from conftest import Built
from content.pages import LOCALES, BuiltPage, attribute, page, pages
from patientinfo.components.links import page_url
from patientinfo.site import Site
from tiny import SITE_URL

ROOT_PATH = urlsplit(SITE_URL).path


@dataclass(frozen=True)
class Finished:
    """A site as read and as built."""

    site: Site
    folder: Path

    @property
    def pages(self) -> list[BuiltPage]:
        """Every page but the error page."""
        return list(pages(self.folder, self.site.locales))


@pytest.fixture(params=["this site", "another site"])
def finished(request: pytest.FixtureRequest) -> Finished:
    """Both sites, one after the other."""
    if request.param == "this site":
        return Finished(request.getfixturevalue("site"), request.getfixturevalue("built"))
    whole: Built = request.getfixturevalue("whole")
    site, problems = whole.project.load()
    assert site is not None, problems
    return Finished(site, whole.folder)


def test_every_page_is_built_in_every_language(finished: Finished) -> None:
    site = finished.site
    expected = {
        page_url(path, locale, site.default) for path in site.originals for locale in site.locales
    }
    assert len(site.locales) > 1
    assert {each.address for each in finished.pages} == expected


def test_every_page_and_string_is_translated_into_every_language(finished: Finished) -> None:
    site = finished.site
    missing = [
        f"{locale}/{path}"
        for path in site.originals
        for locale in site.locales
        if site.page(locale, path) is None
    ]
    missing += [
        f"{locale}: {key}"
        for locale, wording in site.wordings.items()
        for key in wording.source
        if not wording.is_translated(key)
    ]
    assert missing == []


def test_language_and_direction_stand_on_the_page_and_on_the_article(finished: Finished) -> None:
    for each in finished.pages:
        for selector in ("html", "article"):
            element = each.one(selector)
            found = (attribute(element, "lang"), attribute(element, "dir"))
            assert found == (each.locale, each.direction), f"{each.address}: {selector}"


def test_every_internal_link_and_anchor_resolves(finished: Finished) -> None:
    ids = {
        each.address: {attribute(element, "id") for element in each.soup.select("[id]")}
        for each in finished.pages
    }
    broken = []
    for each in finished.pages:
        for element in each.soup.select("[href], [src]"):
            target = attribute(element, "href") or attribute(element, "src")
            absolute = urljoin(SITE_URL + each.address, target)
            if not absolute.startswith(SITE_URL):
                continue
            path, _, anchor = absolute.removeprefix(SITE_URL).partition("#")
            if not (finished.folder / path).exists() or (path.endswith("/") and path not in ids):
                broken.append(f"{each.address} -> {target}")
            elif anchor and path in ids and anchor not in ids[path]:
                broken.append(f"{each.address} -> {target} (no such anchor)")
    assert broken == []


def test_links_work_under_a_sub_path(finished: Finished) -> None:
    rooted = [
        f"{each.address}: {attribute(element, name)}"
        for each in finished.pages
        for name in ("href", "src")
        for element in each.soup.select(f"[{name}]")
        if attribute(element, name).startswith("/")
    ]
    assert rooted == []


def test_nothing_is_loaded_from_another_host(finished: Finished) -> None:
    foreign = [
        f"{each.address}: {attribute(element, 'src') or attribute(element, 'href')}"
        for each in finished.pages
        for element in each.soup.select("script, img, iframe, link[rel~=stylesheet], source")
        if "//" in (attribute(element, "src") or attribute(element, "href"))
    ]
    assert foreign == []


def test_the_policy_forbids_everything_inline_and_nothing_inline_is_there(
    finished: Finished,
) -> None:
    error = BuiltPage("404.html", (finished.folder / "404.html").read_text("utf-8"))
    for each in [*finished.pages, error]:
        policy = attribute(each.one('meta[http-equiv="Content-Security-Policy"]'), "content")
        assert policy.startswith("default-src 'none'; "), each.address
        reads = policy.split("connect-src")[1].split()
        assert ("'self'" in reads) == bool(each.soup.select("[data-search]")), each.address
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


def test_ids_are_unique_and_headings_never_skip_a_level(finished: Finished) -> None:
    for each in finished.pages:
        ids = [attribute(element, "id") for element in each.soup.select("[id]")]
        assert len(ids) == len(set(ids)), each.address
        levels = [int(heading.name[1]) for heading in each.soup.select("main :is(h1,h2,h3,h4,h5)")]
        assert levels[0] == 1 and levels.count(1) == 1, each.address
        skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert skipped == [], f"{each.address}: {levels}"


def test_hreflang_is_absolute_and_reciprocal_and_has_a_default(finished: Finished) -> None:
    groups = {
        each.address: {
            attribute(link, "hreflang"): attribute(link, "href")
            for link in each.soup.select("link[rel=alternate][hreflang]")
        }
        for each in finished.pages
    }
    for address, group in groups.items():
        assert list(group) == [*finished.site.locales, "x-default"], address
        assert group["x-default"] == group[finished.site.default]
        for target in group.values():
            assert target.startswith(SITE_URL)
            assert groups[target.removeprefix(SITE_URL)] == group


def test_every_page_is_its_own_canonical_address(finished: Finished) -> None:
    for each in finished.pages:
        assert attribute(each.one("link[rel=canonical]"), "href") == SITE_URL + each.address


def test_titles_and_descriptions_differ_from_page_to_page(finished: Finished) -> None:
    seen: dict[str, str] = {}
    for each in finished.pages:
        title = each.one("head > title").text
        assert title not in seen, f"{each.address} and {seen[title]}"
        seen[title] = each.address
        assert len(attribute(each.one("meta[name=description]"), "content")) >= 10, each.address


def test_every_page_shows_who_answers_for_it_and_when_it_was_changed(finished: Finished) -> None:
    for each in finished.pages:
        facts = {attribute(fact, "data-fact") for fact in each.soup.select("[data-fact]")}
        expected = {
            *("publisher", "author", "clinical-review", "updated", "review-due"),
            *("interests", "sources", "mistakes"),
        }
        if each.locale != finished.site.default:
            expected.add("translation")
        assert facts == expected, each.address


def test_translated_pages_say_how_they_were_translated(finished: Finished) -> None:
    for each in finished.pages:
        notices = each.soup.select('[data-notice="translation"]')
        assert len(notices) == (each.locale != finished.site.default), each.address
        if notices:
            words = finished.site.wordings[each.locale].text("notice.machine-translation")
            assert words in notices[0].text, each.address


def test_the_language_list_leads_to_the_same_page_in_its_own_name(finished: Finished) -> None:
    names = finished.site.settings.languages
    for each in finished.pages:
        links = each.soup.select(":is(.languages, .language-row) nav a, nav.language-row a")
        found = {}
        for link in links:
            name = link.select_one("span[lang]")
            assert name is not None
            target = urljoin(SITE_URL + each.address, attribute(link, "href"))
            found[attribute(name, "lang")] = (name.text, target.removeprefix(SITE_URL))
        others = {locale: f"{locale}/{each.bare}" for locale in names}
        others[finished.site.default] = each.bare
        expected = {locale: (name, others[locale]) for locale, name in names.items()}
        assert found == expected, each.address


def test_the_sitemap_dates_come_from_the_pages(finished: Finished) -> None:
    site = finished.site
    text = (finished.folder / "sitemap.xml").read_text(encoding="utf-8")
    found = dict(re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text, flags=re.DOTALL))
    assert found == {
        SITE_URL + page_url(path, locale, site.default): each.facts.updated.isoformat()
        for (locale, path), each in site.pages.items()
    }
    assert not (finished.folder / "sitemap.xml.gz").exists()


def test_the_error_page_speaks_every_language(finished: Finished) -> None:
    site = finished.site
    soup = BeautifulSoup((finished.folder / "404.html").read_text("utf-8"), "html.parser")
    assert soup.html is not None
    found = (attribute(soup.html, "lang"), attribute(soup.html, "dir"))
    assert found == (site.default, "ltr")
    assert soup.select_one("meta[name=robots][content=noindex]") is not None
    parts = soup.select("section[lang]")
    assert [attribute(part, "lang") for part in parts] == list(site.locales)
    for part in parts:
        locale = attribute(part, "lang")
        assert site.wordings[locale].text("page-not-found.title") in part.text
        link = part.select_one("a")
        assert link is not None
        target = ROOT_PATH + page_url("index.md", locale, site.default)
        assert attribute(link, "href") == target
    for tag in soup.select("link[href], script[src]"):
        address = attribute(tag, "href") or attribute(tag, "src")
        assert (finished.folder / address.removeprefix(ROOT_PATH)).is_file(), address


def test_no_working_file_is_published(finished: Finished) -> None:
    every = (path for path in finished.folder.rglob("*") if path.is_file())
    published = {path.relative_to(finished.folder).as_posix() for path in every}
    working = [path for path in published if re.search(r"(^|/)_|\.(md|yml|po|py)$|template", path)]
    assert working == []


def test_no_text_of_a_page_shows_an_unfilled_marker(finished: Finished) -> None:
    for each in finished.pages:
        assert "{{" not in each.soup.text and "}}" not in each.soup.text, each.address
        assert not re.search("[\ue000-\uf8ff]", each.html), each.address


def test_a_page_loads_one_script_and_the_self_check_its_words_before_it(
    finished: Finished,
) -> None:
    for each in finished.pages:
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


def test_markdown_round_a_component_is_still_markdown(finished: Finished) -> None:
    for each in finished.pages:
        assert each.soup.select("article p > section, article p > div") == [], each.address


def test_the_first_page_names_all_languages_without_a_menu_to_open(finished: Finished) -> None:
    homes = [each for each in finished.pages if each.bare == ""]
    assert len(homes) == len(finished.site.locales)
    for home in homes:
        row = home.one(".language-row")
        found = [attribute(a, "lang") for a in row.select("span[lang]")]
        assert found == list(finished.site.locales)
        assert row.find_parent("details") is None


def test_long_pages_list_their_sections_after_what_they_say_in_short(built: Path) -> None:
    without = {"", "search/", "about/a-to-z/"}
    for each in pages(built):
        sections = [str(heading["id"]) for heading in each.soup.select("article h2[id]")]
        links = [attribute(link, "href") for link in each.soup.select("details.contents a")]
        listed = [link.removeprefix("#") for link in links]
        if each.bare in without or len(sections) < 3:
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
    assert words == sorted(words, key=site.languages[locale].order.key)


def test_a_site_on_another_condition_names_nothing_of_this_one(whole: Built) -> None:
    words = r"cerebral|palsy|stem.?cell|cord.?blood|neurolog|\bclinics?\b|clínica|Mardaleishvili"
    found = [
        (path.relative_to(whole.folder).as_posix(), match[0])
        for path in sorted(whole.folder.rglob("*"))
        if path.suffix in (".html", ".json", ".js", ".xml", ".txt")
        for match in re.finditer(words, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert found == []
