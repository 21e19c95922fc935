"""Every template can be read by Jinja, and what one asks for in vain is said with its line."""

import traceback
from collections.abc import Iterator

from jinja2 import TemplateError, TemplateSyntaxError

from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()


def check(site: Site) -> Iterator[Problem]:
    """Compile each template: it is needed so for the pages."""
    for name, _ in site.templates:
        try:
            site.environment.get_template(name)
        except TemplateSyntaxError as error:
            what = f"This is not a valid Jinja template: {error.message}."
            fix = "Look at the braces of this line."
            yield Problem(site.template_file(name), error.lineno, what, fix)


def problem(site: Site, error: TemplateError) -> Problem:
    """Return what a template that could not be filled in has to have mended."""
    names = {name for name, _ in site.templates}
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename in names]
    file, line = (site.template_file(frames[-1].filename), frames[-1].lineno) if frames else ("", 0)
    what = f"This template cannot be filled in: {error.message}."
    return Problem(file or site.template_file("main.html"), line or 0, what, "Look at this line.")
