"""Renders the components under ``overrides/components`` into HTML, for one page in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from patientinfo.components.assets import Texts, read_texts
from patientinfo.components.links import page_url, relative
from patientinfo.languages.tags import direction
from patientinfo.languages.wording import Wording, bare
from patientinfo.reading.problems import Problem

Marker = tuple[str, ...]
"""A marker that a page is known by: its name, and its first argument if it has one."""


@lru_cache(maxsize=8)
def environment(templates: Texts) -> Environment:
    """Return the environment that renders these (name, text) templates.

    It escapes, and no name may be missing.
    """
    texts = dict(templates)
    made = Environment(
        loader=FunctionLoader(lambda name: (texts[name], name, None) if name in texts else None),
        autoescape=True,
        undefined=StrictUndefined,
        cache_size=-1,
        auto_reload=False,
    )
    made.filters |= {"dialled": dialled, "direction": direction}
    return made


def read_templates(overrides: Path, name: str) -> tuple[Texts, list[Problem]]:
    """Return the page's skeleton and the components' templates as (name, text) pairs."""
    skeleton, found = read_texts(overrides, name, "main.html")
    components, more = read_texts(overrides / "components", f"{name}/components", "*/*.html")
    return (*skeleton, *components), [*found, *more]


def dialled(words: Markup) -> Markup:
    """Return words in which each emergency number, three digits in a row, calls when pressed."""
    called = re.sub(r"\b(\d{3})\b", r'<a href="tel:\1">\1</a>', str(words), flags=re.ASCII)
    return Markup(called.replace(" <a", "&nbsp;<a"))


@dataclass(frozen=True)
class Place:
    """Where a component is shown: the site's language, the page, and whose words are used.

    ``values`` are placeholders that any string may use, such as ``criteria.minimum_age``.
    ``where`` has the path and anchor of the page that shows a marker: the code knows the word
    list as the page with ``{{ glossary }}``, and never by its path.
    """

    page: str
    locale: str
    default: str
    wording: Wording
    environment: Environment
    where: Mapping[Marker, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    terms_shown: set[str] = field(default_factory=set)

    def t(self, key: str, count: int | None = None, **values: object) -> Markup:
        """Return the words of a key as HTML."""
        return self.wording.html(key, count, **{**self.values, **values})

    def plain(self, key: str, count: int | None = None, **values: object) -> str:
        """Return the words of a key without any HTML, for attributes and the titles of drawings."""
        return bare(self.t(key, count, **values))

    def url(self, path: str, anchor: str = "") -> str:
        """Return the link from this page to another page of the same language."""
        path, _, inside = path.partition("#")
        anchor = anchor or inside
        target = page_url(path, self.locale, self.default)
        return self.file(f"{target}#{anchor}" if anchor else target)

    def file(self, address: str) -> str:
        """Return the link from this page to an address below the site's root."""
        return relative(address, page_url(self.page, self.locale, self.default))

    def to(self, *marker: str, anchor: str = "", section: bool = False) -> str:
        """Return the link to the page that shows a marker, or to the ``section`` with it.

        Where no page does, it is this page.
        """
        path, _, inside = self.where.get(marker, self.page).partition("#")
        return self.url(path, anchor or (inside if section else ""))

    def render(self, component: str, template: str = "template.html", **context: Any) -> Markup:
        """Render a component's template; ``t``, ``plain``, ``url``, ``to``, ``date`` are there."""
        return Markup(
            self.environment.get_template(f"{component}/{template}").render(
                t=self.t,
                plain=self.plain,
                url=self.url,
                to=self.to,
                date=self.wording.date,
                locale=self.locale,
                original=self.wording.original,
                **context,
            )
        )
