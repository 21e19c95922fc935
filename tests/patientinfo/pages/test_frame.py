from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from patientinfo.pages import frame
from patientinfo.pages.frame import Section, Settings
from patientinfo.site import Site
from tiny import TITLES, Project, make

SETTINGS = Settings(
    names={"en": "English", "ar": "العربية", "ka": "ქართული"},
    site_url="https://example.org/sub/",
    assets={
        "style": "assets/style.1.css",
        "style/all": "assets/all.6.css",
        "style/evidence-chart": "assets/evidence-chart.5.css",
        "style/self-check": "assets/self-check.4.css",
        "page": "assets/page.2.js",
        "self-check": "assets/self-check.3.js",
        "self-check-results/en/stem-cells/self-check.md": "assets/self-check-results.7.js",
        "self-check-results/ka/stem-cells/self-check.md": "assets/self-check-results.8.js",
        "policy": "default-src 'none'",
    },
    headings=[("massage", "Massage", 2), ("heat", "Heat", 2), ("cold", "Cold", 2), ("x", "X", 3)],
)
SECTIONS = [
    Section("", ["index.md"]),
    Section("treatments", ["treatments/index.md"]),
    Section("stem-cells", ["stem-cells/self-check.md"]),
    Section("about", ["about/references.md"]),
]


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose Georgian treatments page is missing and whose Arabic home page is outdated."""
    project = make(tmp_path_factory.mktemp("tiny") / "project")
    project.remove("docs/ka/treatments/index.md")
    project.change("docs/ar/index.md", 'of: "', 'of: "0')
    site, problems = project.load()
    assert site is not None, problems
    return site


def part(site: Site, path: str, locale: str, name: str) -> BeautifulSoup:
    return BeautifulSoup(frame.build(site, path, locale, SECTIONS, SETTINGS)[name], "html.parser")


def notices(site: Site, path: str, locale: str) -> list[str]:
    found = part(site, path, locale, "notices").select("[data-notice]")
    return [str(each["data-notice"]) for each in found]


def test_a_page_that_is_not_translated_keeps_the_language_of_its_text(tiny_site: Site) -> None:
    built = frame.build(tiny_site, "treatments/index.md", "ka", SECTIONS, SETTINGS)
    assert (built["lang"], built["dir"]) == ("en", "ltr")
    built = frame.build(tiny_site, "treatments/index.md", "ar", SECTIONS, SETTINGS)
    assert (built["lang"], built["dir"]) == ("ar", "rtl")


def test_notices_say_how_true_a_translation_is(tiny_site: Site) -> None:
    assert notices(tiny_site, "index.md", "en") == ["overdue"]
    assert notices(tiny_site, "treatments/index.md", "ka") == ["fallback", "overdue"]
    assert notices(tiny_site, "index.md", "ka") == ["translation", "overdue"]
    assert notices(tiny_site, "index.md", "ar") == ["translation", "outdated", "overdue"]


def test_the_notice_of_an_overdue_review_waits_for_its_day(tiny_site: Site) -> None:
    [overdue] = part(tiny_site, "index.md", "en", "notices").select("[data-notice=overdue]")
    assert overdue.has_attr("hidden")
    assert overdue["data-after"] == "2026-03-04"


def test_the_head_names_each_language_of_the_page_with_absolute_addresses(tiny_site: Site) -> None:
    head = part(tiny_site, "index.md", "ka", "head")
    found = {str(each["hreflang"]): each["href"] for each in head.select("[hreflang]")}
    assert found == {
        "en": "https://example.org/sub/",
        "ar": "https://example.org/sub/ar/",
        "ka": "https://example.org/sub/ka/",
        "x-default": "https://example.org/sub/",
    }
    [canonical] = head.select("link[rel=canonical]")
    assert canonical["href"] == "https://example.org/sub/ka/"


def test_a_page_shown_in_english_is_canonical_to_the_english_page_and_in_no_group(
    tiny_site: Site,
) -> None:
    head = part(tiny_site, "treatments/index.md", "ka", "head")
    [canonical] = head.select("link[rel=canonical]")
    assert canonical["href"] == "https://example.org/sub/treatments/"
    assert head.select("[hreflang]") == []
    english = part(tiny_site, "treatments/index.md", "en", "head")
    assert [each["hreflang"] for each in english.select("[hreflang]")] == ["en", "ar", "x-default"]


def test_only_the_page_with_the_self_check_loads_its_style_and_script(tiny_site: Site) -> None:
    head = part(tiny_site, "stem-cells/self-check.md", "ka", "head")
    assert [each["src"] for each in head.select("script[src]")] == [
        "../../../assets/self-check-results.8.js",
        "../../../assets/self-check.3.js",
    ]
    [sheet] = head.select("link[rel=stylesheet]")
    assert sheet["href"] == "../../../assets/self-check.4.css"
    home = part(tiny_site, "index.md", "ka", "head")
    assert [each["src"] for each in home.select("script[src]")] == ["../assets/page.2.js"]
    [sheet] = home.select("link[rel=stylesheet]")
    assert sheet["href"] == "../assets/style.1.css"


def test_a_marker_without_spaces_brings_the_same_files(tiny_project: Project) -> None:
    tiny_project.change("docs/en/stem-cells/self-check.md", "{{ self_check }}", "{{self_check}}")
    site, problems = tiny_project.load()
    assert site is not None, problems
    head = part(site, "stem-cells/self-check.md", "en", "head")
    assert [each["src"] for each in head.select("script[src]")] == [
        "../../assets/self-check-results.7.js",
        "../../assets/self-check.3.js",
    ]


def test_a_page_with_several_such_components_loads_the_style_of_all(
    tiny_project: Project,
) -> None:
    text = tiny_project.text("docs/en/stem-cells/self-check.md")
    tiny_project.write("docs/en/stem-cells/self-check.md", text + "\n{{ evidence_chart }}\n")
    site, problems = tiny_project.load()
    assert site is not None, problems
    [sheet] = part(site, "stem-cells/self-check.md", "en", "head").select("link[rel=stylesheet]")
    assert sheet["href"] == "../../assets/all.6.css"


def test_the_switcher_leads_to_the_same_page_and_says_where_it_is_not_translated(
    tiny_site: Site,
) -> None:
    header = part(tiny_site, "treatments/index.md", "en", "header")
    links = header.select(".languages li a")
    assert [(link["href"], link.span and link.span["lang"], link.get_text()) for link in links] == [
        ("./", "en", "English"),
        ("../ar/treatments/", "ar", "العربية"),
        (
            "../ka/treatments/",
            "ka",
            f"ქართული ({tiny_site.wordings['en'].text('site.not-in-this-language-yet')})",
        ),
    ]
    assert [link.get("aria-current") for link in links] == ["true", None, None]


def test_the_menu_marks_titles_that_are_not_in_its_language(tiny_site: Site) -> None:
    header = part(tiny_site, "index.md", "ka", "header")
    [link] = header.select('.menu a[href="treatments/"]')
    assert (link.get_text(), link["lang"], link["dir"]) == ("Treatments", "en", "ltr")
    [own] = header.select('.menu a[href="about/references/"]')
    assert (own.get_text(), own.get("lang")) == (TITLES["about/references.md"][2], None)


def test_contents_list_the_second_level_where_there_are_enough(tiny_site: Site) -> None:
    contents = part(tiny_site, "treatments/index.md", "en", "contents")
    assert [link["href"] for link in contents.select("a")] == ["#massage", "#heat", "#cold"]
    assert part(tiny_site, "index.md", "en", "contents").select("*") == []


def test_contents_of_a_page_in_english_say_so_below_a_word_of_the_readers(tiny_site: Site) -> None:
    contents = part(tiny_site, "treatments/index.md", "ka", "contents")
    [box, list_] = contents.select("details, nav")
    assert (box["lang"], list_["lang"]) == ("ka", "en")
    own = part(tiny_site, "treatments/index.md", "ar", "contents")
    assert own.select("[lang]") == []


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
    assert frame.with_contents(text, "[]") == expected


def test_dates_stand_on_the_page_as_in_its_front_matter(tiny_site: Site) -> None:
    facts = part(tiny_site, "index.md", "en", "facts")
    [updated] = facts.select("[data-fact=updated] time")
    assert (updated["datetime"], updated.get_text()) == ("2025-03-04", "4 March 2025")
    assert facts.select_one("[data-fact=publisher] [data-not-stated]") is not None


def test_the_language_of_the_site_is_written_on_the_html_element() -> None:
    page = '<!doctype html><html lang="en" class="no-js"><p>html lang="en" class="no-js"'
    assert frame.with_language(page, "ar") == (
        '<!doctype html><html lang="ar" dir="rtl"><p>html lang="en" class="no-js"'
    )


def test_the_page_for_wrong_addresses_speaks_every_language(tiny_site: Site) -> None:
    made = frame.not_found_page(tiny_site, SETTINGS)
    sections = BeautifulSoup(made["text"], "html.parser").select("section")
    assert [(each["lang"], each["dir"]) for each in sections] == [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ka", "ltr"),
    ]
    assert [str(link["href"]) for each in sections for link in each.select("a")] == [
        "/sub/",
        "/sub/ar/",
        "/sub/ka/",
    ]
    assert '<meta name="robots" content="noindex">' in made["head"]


def test_the_sitemap_has_translated_pages_only_and_the_dates_of_their_content(
    tiny_site: Site,
) -> None:
    root = ElementTree.fromstring(frame.sitemap(tiny_site, "https://example.org/sub/"))
    addresses = [each.text for each in root.iterfind(".//{*}loc")]
    assert len(addresses) == 11
    assert "https://example.org/sub/ka/treatments/" not in addresses
    assert {each.text for each in root.iterfind(".//{*}lastmod")} == {"2025-03-04"}


@pytest.mark.parametrize(
    ("menu", "said"),
    [
        (
            ["index.md", "tretments/index.md"],
            "mkdocs.yml:2: The menu names `tretments/index.md`, which is no English page. Write "
            "the path below en/, such as treatments/massage.md.",
        ),
        (
            [{"support": ["index.md"]}],
            "mkdocs.yml:3: The section `support` of the menu has no words. Add `nav.support` to "
            "en/_strings.yml.",
        ),
        (
            [{"about": [{"deeper": ["index.md"]}]}],
            "mkdocs.yml: The menu names `{'deeper': ['index.md']}`, which is no English page. "
            "Write the path below en/, such as treatments/massage.md.",
        ),
        (
            ["https://example.org/"],
            "mkdocs.yml: The menu names `https://example.org/`, which is no English page. Write "
            "the path below en/, such as treatments/massage.md.",
        ),
    ],
)
def test_a_mistake_in_the_menu_is_reported(tiny_site: Site, menu: list[object], said: str) -> None:
    text = "nav:\n  - tretments/index.md\n  - support:\n"
    found = frame.check_menu(menu, tiny_site, text, "mkdocs.yml")
    assert [str(each) for each in found] == [said]


def test_the_tiny_menu_has_no_problems(tiny_site: Site) -> None:
    menu = ["index.md", {"treatments": ["treatments/index.md"]}, {"about": "about/references.md"}]
    assert frame.check_menu(menu, tiny_site, "", "mkdocs.yml") == []
    assert frame.check_menu(None, tiny_site, "", "mkdocs.yml") == []


def test_who_translated_is_said_as_it_is(tiny_project: Project) -> None:
    for made, reading, reader, key in (
        ("machine", "none", "none yet", "notice.machine-translation-once"),
        ("person", "none", "none yet", "notice.person-translation"),
        ("machine", "machine", "Nino Beridze", "notice.read-translation"),
    ):
        text = tiny_project.text("docs/ka/index.md")
        front = text[: text.index("  made_by")]
        body = text[text.index("---\n", 4) :]
        tiny_project.write(
            "docs/ka/index.md",
            f"{front}  made_by: {made}\n  second_reading: {reading}\n"
            f"  medical_translator: {reader}\n{body}",
        )
        site, _ = tiny_project.load()
        assert site is not None
        notices = part(site, "index.md", "ka", "notices")
        [notice] = notices.select("[data-notice=translation] p")
        wanted = site.wordings["ka"].text(key).replace("{{ name }}", reader)
        assert notice.get_text().startswith(wanted), key
        facts = part(site, "index.md", "ka", "facts")
        assert [each.get_text() for each in facts.select("[data-fact=translation] dd")] == [wanted]
        line = [each.get_text() for each in notices.select("[data-notice=translation] summary")]
        short = site.wordings["ka"].text(f"notice.{made}-translation-short")
        assert line == ([short] if reader == "none yet" else []), key


def test_who_wrote_a_page_and_for_whom_is_said_where_the_page_says_so(
    tiny_project: Project,
) -> None:
    tiny_project.change(
        "docs/ka/index.md",
        "review_due: 2026-03-04\n",
        'review_due: 2026-03-04\nauthor: Ana <Kapanadze>\ninterests: "ინტერესი არ აქვს."\n',
    )
    site, _ = tiny_project.load()
    assert site is not None
    for path, author, interests in (
        ("index.md", "Ana <Kapanadze>", "ინტერესი არ აქვს."),
        ("about/references.md", site.wordings["ka"].text("facts.author-machine"), None),
    ):
        facts = part(site, path, "ka", "facts")
        assert facts.select("[data-fact=author] dd")[0].get_text() == author
        shown = facts.select("[data-fact=interests] dd")[0].get_text()
        assert (shown == interests) == (interests is not None)


def test_the_page_says_how_many_sources_it_has_and_how_many_a_person_has_opened(
    tiny_project: Project,
) -> None:
    file = "docs/_medical/references.json"
    text = tiny_project.text(file)
    tiny_project.write(file, text.replace('"checked": false', '"checked": true', 1))
    site, _ = tiny_project.load()
    assert site is not None
    opened = sum(each.checked for each in site.references.values())
    assert opened == 1
    said = {
        path: part(site, path, "en", "facts").select("[data-fact=sources] dd")[0].get_text()
        for path in ("stem-cells/self-check.md", "about/references.md")
    }
    cited = {"clinic-article", "sun-2017", "mancias-guerra-2014"}
    checked = sum(site.references[each].checked for each in cited)
    assert said == {
        "stem-cells/self-check.md": f"3, in the list above. Opened by a person so far: {checked}.",
        "about/references.md": "This page cites no sources.",
    }


def shared(site: Site, path: str, locale: str, **assets: str) -> dict[str, str]:
    settings = Settings(SETTINGS.names, SETTINGS.site_url, {**SETTINGS.assets, **assets})
    head = BeautifulSoup(frame.build(site, path, locale, SECTIONS, settings)["head"], "html.parser")
    found = head.select('meta[property^="og:"]')
    return {str(each["property"]).removeprefix("og:"): str(each["content"]) for each in found}


def test_a_shared_link_names_page_language_and_picture(tiny_site: Site) -> None:
    words = tiny_site.wordings["ar"]
    assert shared(tiny_site, "treatments/index.md", "ar", **{"og/ar": "assets/og/ar.png"}) == {
        "type": "article",
        "site_name": words.text("site.name"),
        "title": "العلاجات",
        "description": "العلاجات.",
        "url": "https://example.org/sub/ar/treatments/",
        "locale": "ar_AR",
        "locale:alternate": "en_GB",
        "image": "https://example.org/sub/assets/og/ar.png",
        "image:width": "1200",
        "image:height": "630",
        "image:alt": f"{words.text('site.name')}. {words.text('share.line')}",
    }


def test_a_language_without_a_picture_names_none(tiny_site: Site) -> None:
    names = set(shared(tiny_site, "index.md", "ka", **{"og/ar": "assets/og/ar.png"}))
    assert not {each for each in names if each.startswith("image")}


def test_a_page_shown_in_english_gives_the_data_of_the_english_page(tiny_site: Site) -> None:
    foreign = part(tiny_site, "treatments/index.md", "ka", "head")
    english = part(tiny_site, "treatments/index.md", "en", "head")
    selector = 'script[type="application/ld+json"]'
    assert foreign.select(selector)[0].string == english.select(selector)[0].string
    assert shared(tiny_site, "treatments/index.md", "ka") == (
        shared(tiny_site, "treatments/index.md", "en")
    )


def test_a_finished_page_has_its_own_language_and_nothing_of_the_themes_skeleton() -> None:
    html = (
        '<html lang="en" class="no-js">\n  <body dir="ltr">\n\n<input class="md-toggle" id="a">\n'
        '<label class="md-overlay"></label><div data-md-component="skip">\n<a>…</a></div>\n'
        '<a class="skip" href="#text">…</a>\n\n  \n<p>…</p>\n'
        '<div class="md-dialog">\n<div class="md-typeset"></div>\n</div>\n</body>'
    )
    assert frame.with_language(html, "ar") == (
        '<html lang="ar" dir="rtl">\n  <body>\n'
        '<a class="skip" href="#text">…</a>\n<p>…</p>\n</body>'
    )
