"""Puts components and values where the text of a page says ``{{ … }}``."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from patientinfo.pages.blocks import expand
from patientinfo.pages.tables import StackedTables


def on_config(config: MkDocsConfig) -> None:
    """Add our Markdown extension once: static-i18n runs this event for every language."""
    extensions: list[Any] = config.markdown_extensions
    if not any(isinstance(each, StackedTables) for each in extensions):
        extensions.append(StackedTables())


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand the markers in the language of the text, with links that fit the site's language."""
    site = config.extra["patientinfo"]
    file: Any = page.file  # static-i18n adds the languages
    place = site.place(file.norm_src_uri, file.locale_alternate_of, file.locale)
    return expand(markdown, place, site)
