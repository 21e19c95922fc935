"""Addresses of pages: relative ones for links, absolute ones for search engines."""

import posixpath


def page_url(path: str, locale: str, default: str) -> str:
    """Return a page's address below the site's root: ``ka/treatments/massage/``, or ``""``."""
    stem = path.removesuffix(".md")
    stem = "" if stem == "index" else stem.removesuffix("/index")
    prefix = "" if locale == default else f"{locale}/"
    return f"{prefix}{stem}/" if stem else prefix


def relative(target: str, page: str) -> str:
    """Return the link from the address ``page`` to the address ``target``, both below the root.

    Works wherever the site stands, under a sub-path too.
    """
    path, hash_sign, anchor = target.partition("#")
    here = page if page.endswith("/") or not page else posixpath.dirname(page)
    link = posixpath.relpath(path or ".", here or ".")
    if not path or path.endswith("/"):
        link += "/"
    return f"{link}{hash_sign}{anchor}"
