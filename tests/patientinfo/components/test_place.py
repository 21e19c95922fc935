from datetime import date

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from patientinfo.components.place import dialled, environment
from patientinfo.site import Site

NOTE = (("note/template.html", "<p>{{ text }}</p>"),)


def test_what_a_component_is_given_is_escaped() -> None:
    template = environment(NOTE).get_template("note/template.html")
    assert template.render(text="<script>") == "<p>&lt;script&gt;</p>"


def test_a_name_that_a_component_was_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment(NOTE).get_template("note/template.html").render()


@pytest.mark.parametrize(
    ("locale", "written"),
    [("en", "4 March 2025"), ("ka", "4 მარტი, 2025"), ("ar", "4 مارس 2025")],
)
def test_a_date_is_written_in_the_language_with_the_machines_form_beside_it(
    site: Site, locale: str, written: str
) -> None:
    html = site.place("index.md", locale).wording.date(date(2025, 3, 4))
    assert html == f'<time datetime="2025-03-04">{written}</time>'


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


def test_emergency_numbers_call_when_they_are_pressed() -> None:
    words = Markup("Georgia &amp; the EU: 112. Elsewhere, in 5 minutes: 0800 11.")
    assert dialled(words) == Markup(
        'Georgia &amp; the EU:&nbsp;<a href="tel:112">112</a>. Elsewhere, in 5 minutes: 0800 11.'
    )
