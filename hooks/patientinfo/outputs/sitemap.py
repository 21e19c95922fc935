"""``sitemap.xml`` and ``robots.txt``: translated pages only, dated by their content."""

from collections.abc import Iterable

from markupsafe import escape

from patientinfo.pages.head import alternates
from patientinfo.site import Site


def files(site: Site, locales: Iterable[str]) -> dict[str, bytes]:
    """Return both files, with the source language; pages are dated from their front matter."""
    if site.default not in locales:
        return {}
    entries = []
    for (locale, path), page in sorted(site.pages.items(), key=lambda each: each[0]):
        links = "".join(
            f'\n    <xhtml:link rel="alternate" hreflang="{each}" href="{escape(address)}"/>'
            for each, address in alternates(site, path)
        )
        entries.append(
            f"  <url>\n    <loc>{escape(site.address(path, locale))}</loc>\n"
            f"    <lastmod>{page.facts.updated.isoformat()}</lastmod>{links}\n  </url>\n"
        )
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(entries)}</urlset>\n'
    )
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.settings.base}sitemap.xml\n"
    return {"sitemap.xml": sitemap.encode(), "robots.txt": robots.encode()}
