"""The one MkDocs hook: MkDocs goes through languages and pages, the core makes what stands there.

In the order of events: the theme's folders are put aside (``on_config``); everything is read and
checked, and the whole site made, before MkDocs empties the site folder (``on_pre_build``, in the
first language's build only); files that are no pages are handed over (``on_files``); pages are
not read again (``on_page_read_source``), and come finished (``on_post_page``). The plugin i18n
starts a build of its own for each further language, with the same configuration.

The core is loaded only when something has to be made: that takes half a second.
"""

import logging
import os
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jinja2 import DictLoader, Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from patientinfo import cache
from patientinfo.components.links import page_file
from patientinfo.reading.problems import Problem, behind, errors, report, warnings

log = logging.getLogger("mkdocs.hooks.patientinfo_site")

serving = False
"""Whether this process serves the site: MkDocs' live reload needs a script in the page then."""

SITE = "patientinfo"
"""Where the finished files stand in the configuration, by their path."""


def inject_self_check(html: str, widget: Markup) -> str:
    """Put the self-check where the page says ``{{ self_check }}``."""
    from patientinfo.pages.blocks import SELF_CHECK

    return html.replace(SELF_CHECK, widget)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember for the life of the process what it was started for."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Put the theme's folders aside: to go through them takes longer than to make the site."""
    config.theme.dirs = []
    config.theme.static_templates.clear()


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop with one report of everything that is wrong, or keep the whole site for the pages."""
    i18n: Any = config.plugins["i18n"]
    if i18n.building:
        return
    config.extra[SITE], problems = _made(config)
    for warning in warnings(problems):
        log.warning(str(warning))
    for line in behind(problems):
        log.info(line)
    if errors(problems):
        raise Abort(report(errors(problems)))


def _made(config: MkDocsConfig) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the finished site and what is wrong, from the cache where nothing has changed.

    ``FAST=0`` goes the slow way: no cache, one process.
    """
    settings = Path(config.config_file_path)
    fast = os.environ.get("FAST", "1") != "0"
    folders = [Path(config.docs_dir), Path(config.theme.custom_dir or "")]
    own = Path(__file__).read_text(encoding="utf-8")
    key = cache.key(settings, folders, os.environ, own, f"live: {serving}") if fast else ""
    if fast and (kept := cache.read(settings.parent, key)):
        return kept
    from patientinfo import build

    made, problems = build.make(
        settings.parent,
        os.environ,
        live=serving,
        inject=inject_self_check,
        processes=2 if fast and not serving else 1,
        today=date.today(),
    )
    leaflets = any(path.endswith(".pdf") for path in made)  # another Chromium prints others
    if fast and made and not leaflets:
        cache.write(settings.parent, key, made, problems)
    return made, problems


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
    i18n: Any = config.plugins["i18n"]
    file: Any = page.file  # i18n adds the languages
    path = page_file(file.norm_src_uri, file.locale_alternate_of, i18n.default_language)
    html: bytes = config.extra[SITE][path]
    return html.decode()


def on_build_error(error: Exception) -> None:
    """Say in a sentence that the disk is full, say, or something may not be read."""
    if isinstance(error, OSError):
        where = f": `{error.filename}`" if error.filename else ""
        raise Abort(f"{error.strerror}{where}. Mend that, then build again.")
