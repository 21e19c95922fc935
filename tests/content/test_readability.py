"""English is short and plain on every page, and no section is long in any language."""

from patientinfo.readability import (
    BETWEEN_HEADINGS,
    GRADE,
    MEAN_SENTENCE,
    english_grade,
    read,
)
from patientinfo.site import Site


def test_every_english_page_keeps_to_15_words_a_sentence_and_grade_7(site: Site) -> None:
    english = [each for each in read(site) if each.locale == "en" and each.sentences]
    assert len(english) > 20
    wrong = {
        each.name: (each.mean_sentence, english_grade(each))
        for each in english
        if each.mean_sentence > MEAN_SENTENCE or english_grade(each) > GRADE
    }
    assert wrong == {}


def test_no_section_of_any_page_in_any_language_is_longer_than_200_words(site: Site) -> None:
    long = {
        each.name: each.longest_section
        for each in read(site)
        if each.longest_section > BETWEEN_HEADINGS
    }
    assert long == {}


def test_every_language_has_a_measure_of_each_of_its_pages(site: Site) -> None:
    measured = {(each.locale, each.name) for each in read(site) if each.name.endswith(".md")}
    assert measured == {(locale, page.name) for (locale, _), page in site.pages.items()}
