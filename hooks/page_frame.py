"""Gives each page what stands round its text, and its true language and direction."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from patientinfo.pages import frame


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Add ``frame``: the header, notices, text, dates, sources and footer as finished HTML."""
    file: Any = page.file  # static-i18n adds the languages
    parts = frame.build(
        config.extra["patientinfo"],
        file.norm_src_uri,
        file.locale_alternate_of,
        _sections(nav),
        frame.Settings(
            names=_names(config),
            site_url=config.site_url or "",
            assets=config.extra["assets"],
            headings=[(each.id, each.title, each.level) for each in _flat(page.toc)],
        ),
    )
    parts["text"] = frame.with_contents(page.content or "", parts["contents"])
    context["frame"] = parts
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Write the site's language and direction on the html element, which no block reaches."""
    file: Any = page.file
    return frame.with_language(output, file.locale_alternate_of)


def _sections(nav: Navigation) -> list[frame.Section]:
    return [
        frame.Section(item.title, [_path(child) for child in item.children])
        if isinstance(item, Section)
        else frame.Section("", [_path(item)])
        for item in nav.items
    ]


def _path(item: Any) -> str:
    return str(item.file.norm_src_uri)


def _names(config: MkDocsConfig) -> dict[str, str]:
    return {each.locale: each.name for each in config.plugins["i18n"].config.languages}


def _flat(entries: Any) -> list[Any]:
    return [each for entry in entries for each in (entry, *_flat(entry.children))]
