"""Links, lists of pages and what people type, in the texts of this site."""

import json

from patientinfo.outputs.search_index import files, index, read_text
from patientinfo.pages.a_to_z import by_letter, entries
from patientinfo.site import Site

ARTICLE = """<h1>Massage</h1>
<div><p>It feels <strong>good</strong> to many children.<br>A short while.</p></div>"""


def test_links_stay_in_the_language_of_the_site(site: Site) -> None:
    place = site.place("treatments/index.md", "ka")
    assert place.url("about/references.md", "novak-2020") == "../about/references/#novak-2020"
    assert place.url("index.md#what-the-labels-mean") == "../#what-the-labels-mean"


def test_a_page_is_known_by_what_it_shows(site: Site) -> None:
    place = site.place("treatments/index.md", "ka")
    assert place.to("references", anchor="novak-2020") == "../about/references/#novak-2020"
    assert place.to("treatment", "massage") == "massage/"
    assert place.to("evidence_key") == "../"
    assert place.to("evidence_key", section=True) == "../#what-the-labels-mean"
    assert place.to("nothing that a page shows") == "./"


def test_the_a_to_z_lists_every_other_page_and_every_word_once(site: Site) -> None:
    for locale in site.locales:
        place = site.place("about/a-to-z.md", locale)
        every = entries(site, place)
        assert len(every) == len(site.originals) - 1 + len(site.glossary_ids)
        grouped = by_letter(every, site.languages[locale].order)
        assert len(every) == sum(len(each) for _, each in grouped)
        assert len({letter for letter, _ in grouped}) == len(grouped), locale


def test_lists_of_other_pages_are_not_in_the_index(site: Site) -> None:
    made = json.loads(files(site, ["en"])["search/words.json"])
    links = {link for link, _, _ in made["pages"]}
    assert links.isdisjoint({"./", "../about/a-to-z/", "../about/references/"})
    assert "../treatments/massage/" in links


def test_what_people_type_stands_with_the_page_or_the_section_it_means(site: Site) -> None:
    made = json.loads(index(site, "ru", {"treatments/drug-therapy.md": read_text(ARTICLE, "ru")}))
    [[_, _, [[_, _, _, typed], *_]]] = made["pages"]
    assert "ботокс" in typed
    assert made["latin"][0] == [["a"], ["а"]]


def test_the_letters_that_are_alike_come_along(site: Site, tiny_site: Site) -> None:
    assert json.loads(index(site, "ru", {}))["alike"] == [["ё", "е"]]
    assert json.loads(index(site, "en", {}))["alike"] == []
    finals = json.loads(index(tiny_site, "he", {}))["alike"]
    assert finals == [["ך", "כ"], ["ם", "מ"], ["ן", "נ"], ["ף", "פ"], ["ץ", "צ"]]
