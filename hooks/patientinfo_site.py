"""The one MkDocs hook: MkDocs goes through languages and pages, the core makes what stands there.

In the order of events: the theme's folders are put aside (``on_config``); everything is read and
checked, and the whole site made, before MkDocs empties the site folder (``on_pre_build``, in the
first language's build only); files that are no pages are handed over (``on_files``); pages are
not read again (``on_page_read_source``), and come finished (``on_post_page``). The plugin i18n
starts a build of its own for each further language, with the same configuration.
"""

import logging
import os
from pathlib import Path
from typing import Any, Literal

from jinja2 import DictLoader, Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from patientinfo import build
from patientinfo.load import load
from patientinfo.pages import render
from patientinfo.reading.problems import errors, report, warnings

log = logging.getLogger("mkdocs.hooks.patientinfo_site")

serving = False
"""Whether this process serves the site: MkDocs' live reload needs a script in the page then."""

SITE = "patientinfo"
"""Where the finished files stand in the configuration, by their path."""


def inject_self_check(html: str, widget: Markup) -> str:
    """Put the self-check where the page says ``{{ self_check }}``."""
    return render.inject_self_check(html, widget)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember for the life of the process what it was started for."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Put the theme's folders aside: to go through them takes longer than to make the site."""
    config.theme.dirs = []
    config.theme.static_templates.clear()


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop with one report of everything that is wrong, or make the whole site."""
    i18n: Any = config.plugins["i18n"]
    if i18n.building:
        return
    root = Path(config.config_file_path).parent
    site, problems = load(root, os.environ, live=serving)
    for warning in warnings(problems):
        log.warning(str(warning))
    if site is not None:
        config.extra[SITE], more = build.files(site, inject=inject_self_check)
        problems += more
    if errors(problems):
        raise Abort(report(errors(problems)))


@event_priority(-150)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep the pages, and add the files that are none, once.

    After i18n has rebuilt the list: earlier, it stumbles over generated files.
    """
    i18n: Any = config.plugins["i18n"]
    for file in list(files):
        if not file.is_documentation_page():
            files.remove(file)
    if not i18n.building:
        for path, content in config.extra[SITE].items():
            if not path.endswith("index.html"):
                files.append(File.generated(config, path, content=content))
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Give MkDocs nothing to read: the core has read the page."""
    return ""


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give MkDocs an empty template to fill."""
    return Environment(loader=DictLoader({"main.html": ""}))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Hand over the finished page."""
    file: Any = page.file  # i18n adds the languages
    i18n: Any = config.plugins["i18n"]
    html: bytes = config.extra[SITE][
        build.page_file(file.norm_src_uri, file.locale_alternate_of, i18n.default_language)
    ]
    return html.decode()
