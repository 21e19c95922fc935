"""What a template cannot be filled in with is said with the template's line."""

from dataclasses import replace

from jinja2 import TemplateError

from patientinfo.checks import templates
from patientinfo.site import Site


def test_the_templates_of_the_project_can_be_read(tiny_site: Site) -> None:
    assert list(templates.check(tiny_site)) == []


def test_a_name_that_is_not_there_is_reported_with_its_line(tiny_site: Site) -> None:
    text = "<p>\n{{ word }}\n{{ wrod }}</p>"
    site = replace(tiny_site, templates=(*tiny_site.templates, ("box/template.html", text)))
    try:
        site.place("index.md", "es").render("box", word="sí")
    except TemplateError as error:
        assert str(templates.problem(site, error)) == (
            "overrides/components/box/template.html:3: This template cannot be filled in: 'wrod' "
            "is undefined. Look at this line."
        )
    else:
        raise AssertionError("nothing was missed")
