"""Reads and checks the whole site before anything is written, in the first language's build."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from patientinfo.pages import frame
from patientinfo.reading.problems import errors, report, warnings
from patientinfo.site import load

log = logging.getLogger("mkdocs.hooks.site_checks")


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop with one report of everything that is wrong, or keep the checked site for the hooks.

    Before on_files: MkDocs empties the site folder between the two.
    """
    i18n: Any = config.plugins["i18n"]
    if i18n.building:
        return
    locales = tuple(sorted(i18n.build_languages, key=lambda each: each != i18n.default_language))
    file = Path(config.config_file_path)
    site, problems = load(file.parent, locales)
    if site:
        problems += frame.check_menu(config.nav, site, file.read_text(encoding="utf-8"), file.name)
    for warning in warnings(problems):
        log.warning(str(warning))
    if site is None or errors(problems):
        raise Abort(report(errors(problems)))
    config.extra["patientinfo"] = site
