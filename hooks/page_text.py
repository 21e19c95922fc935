"""Puts components and values where the text of a page says ``{{ … }}``."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from patientinfo.page_text import expand


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand the markers in the language of the text, with links that fit the site's language."""
    site = config.extra["patientinfo"]
    file = page.file
    place = site.place(file.norm_src_uri, file.locale_alternate_of, file.locale)
    return expand(markdown, place, site)
