"""The leaflet's page: all of it from the site's own words, with its own list of sources."""

from dataclasses import replace
from datetime import date

import lxml.html
import pytest

from content.pages import LOCALES
from patientinfo.outputs import leaflet
from patientinfo.site import Site


@pytest.mark.parametrize("locale", LOCALES)
def test_it_shows_every_claim_and_treatment_question_and_rule(site: Site, locale: str) -> None:
    tree = lxml.html.document_fromstring(leaflet.html(site, locale, 9))
    claims = tree.xpath("//table[@class='claims']//tr/@data-claim")
    assert claims == [each.id for each in site.register.claims]
    assert len(tree.xpath("//table[@class='treatments']/tbody/tr")) == 9
    assert len(tree.xpath("//div[contains(@class, 'ask')]")) >= 7
    assert tree.xpath("//*[@class='criteria-list__notes']")
    assert tree.xpath("//html/@dir") == ["rtl" if locale == "ar" else "ltr"]


def test_each_number_of_a_source_leads_to_the_leaflets_own_list(site: Site) -> None:
    tree = lxml.html.document_fromstring(leaflet.html(site, "ka", 9))
    targets = {link.get("href") for link in tree.xpath("//span[@class='cites']/a")}
    assert targets == {f"#{id}" for id in tree.xpath("//section[@class='sources']//li/@id")}
    relative = [href for href in tree.xpath("//a/@href") if not href.startswith(("#", "http"))]
    assert relative == []


def test_what_a_screen_opens_is_left_out(site: Site) -> None:
    tree = lxml.html.document_fromstring(leaflet.html(site, "en", 9))
    assert tree.xpath("//button | //*[@popover] | //*[contains(@class, 'term__note')]") == []


def test_a_translation_says_that_nobody_who_translates_medicine_has_read_it(site: Site) -> None:
    words = site.wordings["ru"].text("downloads.machine-translation")
    assert words in leaflet.html(site, "ru", 9)
    english = site.wordings["en"].text("downloads.machine-translation")
    assert english not in leaflet.html(site, "en", 9)


@pytest.mark.parametrize(
    ("chromium", "fix"),
    [
        ("/no/such/chromium", "Name a Chromium that works. It said: No such file or directory."),
        ("/bin/false", "Name a Chromium that works. It said: "),
    ],
)
def test_a_chromium_that_prints_nothing_is_reported_once(
    site: Site, chromium: str, fix: str
) -> None:
    broken = replace(site, settings=replace(site.settings, chromium=chromium))
    line = site.settings.file.line("extra", "leaflet_chromium")
    assert [str(each) for each in leaflet.problems(broken, site.locales)] == [
        f"mkdocs.yml:{line}: The leaflets cannot be printed: {chromium} printed nothing. {fix}"
    ]
    assert leaflet.files(broken, site.locales) == {}


def test_a_leaflet_that_fits_in_no_type_is_reported(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = b"/Type /Page " * 9
    monkeypatch.setattr(leaflet, "printed", lambda page, chromium: (pages, ""))
    wanted = replace(site, settings=replace(site.settings, chromium="chromium-of-nine-pages"))
    assert [each.what for each in leaflet.problems(wanted, ["ka"])] == [
        "The leaflet in `ka` has 9 pages in the smallest type."
    ]


def test_a_site_without_leaflets_has_none(tiny_site: Site) -> None:
    named = replace(tiny_site, settings=replace(tiny_site.settings, chromium="chromium"))
    assert leaflet.files(named, named.locales) == {}


def test_the_day_of_the_text_stands_in_the_place_of_the_moment_of_printing() -> None:
    pdf = b"/CreationDate (D:20261122164331+00'00')\n/ModDate (D:20261122164331+00'00')>>"
    day = b"20270102000000+00'00'"
    expected = b"/CreationDate (D:" + day + b")\n/ModDate (D:" + day + b")>>"
    assert leaflet.dated(pdf, date(2027, 1, 2)) == expected
