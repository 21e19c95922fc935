"""``sitemap.xml`` and ``robots.txt``: translated pages only, dated by their content."""

from collections.abc import Iterable

from markupsafe import escape

from patientinfo.components.links import page_url
from patientinfo.pages.head import alternates
from patientinfo.site import Site


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return both files, with the source language."""
    if site.default not in locales:
        return {}
    base = site.settings.base
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"
    return {"sitemap.xml": sitemap(site).encode(), "robots.txt": robots.encode()}


def sitemap(site: Site) -> str:
    """Return the sitemap: pages that are there in a language, dated from their front matter."""
    base = site.settings.base
    entries = []
    for locale, path in sorted(site.pages):
        page = site.pages[(locale, path)]
        links = "".join(
            f'\n    <xhtml:link rel="alternate" hreflang="{each}" href="{escape(address)}"/>'
            for each, address in alternates(site, path)
        )
        entries.append(
            f"  <url>\n    <loc>{escape(base + page_url(path, locale, site.default))}</loc>\n"
            f"    <lastmod>{page.facts.updated.isoformat()}</lastmod>{links}\n  </url>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )
