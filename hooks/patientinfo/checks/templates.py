"""Every template can be read by Jinja, and what one asks for in vain is said with its line."""

import re
import traceback
from collections.abc import Iterator

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from patientinfo.components.assets import PAGE
from patientinfo.outputs import leaflet, offline_copy
from patientinfo.pages import blocks
from patientinfo.reading.data_file import FROM_GIT
from patientinfo.reading.problems import Problem
from patientinfo.site import Site

NEEDS = ()

ASKING = re.compile(r'\{%-?\s*(?:include|import|from|extends)\s+"([^"]+)"')
"""Where a template names another one."""


def check(site: Site) -> Iterator[Problem]:
    """Compile each template: it is needed so for the pages."""
    for name, _ in site.templates:
        try:
            site.environment.get_template(name)
        except TemplateSyntaxError as error:
            what = f"This is not a valid Jinja template: {error.message}."
            fix = "Look at the braces of this line."
            yield Problem(site.template_file(name), error.lineno, what, fix)
    yield from _asked_in_vain(site)
    there = {name for name, _ in site.sources}
    for name in needed():
        file = site.settings.name(site.settings.overrides / name)
        if name not in there and file not in site.broken:
            yield Problem(file, 0, "This file is missing.", FROM_GIT)


def needed() -> list[str]:
    """Return the style sheets and scripts that the code asks for by their names."""
    named = {f"components/{each.style}/own.css" for each in blocks.BLOCKS if each.style}
    named |= {f"components/{each.script}/script.js" for each in blocks.BLOCKS if each.script}
    return sorted({*named, f"components/{PAGE}/script.js", leaflet.STYLE, offline_copy.STYLE})


def _asked_in_vain(site: Site) -> Iterator[Problem]:
    """Find the templates that others name and that are not there, each once."""
    known = {name for name, _ in site.templates}
    for name, text in site.templates:
        for found in ASKING.finditer(text):
            asked, line = found[1], text.count("\n", 0, found.start()) + 1
            if asked not in known and site.template_file(asked) not in site.broken:
                known.add(asked)
                what = f"There is no template `{asked}`."
                fix = "Bring it back from git, or correct its name."
                yield Problem(site.template_file(name), line, what, fix)


def problem(site: Site, error: Exception) -> Problem:
    """Return what a template that could not be filled in has to have mended.

    What goes wrong outside templates is a mistake of the code, and is raised again.
    """
    if isinstance(error, TemplateNotFound):
        return Problem(site.template_file(str(error.name)), 0, "This file is missing.", FROM_GIT)
    names = {name for name, _ in site.templates}
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename in names]
    if not frames and not isinstance(error, TemplateError):
        raise error
    file, line = (site.template_file(frames[-1].filename), frames[-1].lineno) if frames else ("", 0)
    said = getattr(error, "message", None) or error
    what = f"This template cannot be filled in: {said}."
    return Problem(file or site.template_file("main.html"), line or 0, what, "Look at this line.")
