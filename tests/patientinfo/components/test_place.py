import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from patientinfo.components.place import dialled, environment

NOTE = (("note/template.html", "<p>{{ text }}</p>"),)


def test_what_a_component_is_given_is_escaped() -> None:
    template = environment(NOTE).get_template("note/template.html")
    assert template.render(text="<script>") == "<p>&lt;script&gt;</p>"


def test_a_name_that_a_component_was_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment(NOTE).get_template("note/template.html").render()


def test_emergency_numbers_call_when_they_are_pressed() -> None:
    words = Markup("Georgia &amp; the EU: 112. Elsewhere, in 5 minutes: 0800 11.")
    assert dialled(words) == Markup(
        'Georgia &amp; the EU:&nbsp;<a href="tel:112">112</a>. Elsewhere, in 5 minutes: 0800 11.'
    )
