"""Addresses of pages: relative ones for links, absolute ones for search engines."""

from posixpath import commonprefix


def page_url(path: str, locale: str, default: str) -> str:
    """Return a page's address below the site's root: ``ka/treatments/massage/``, or ``""``."""
    stem = path.removesuffix(".md")
    stem = "" if stem == "index" else stem.removesuffix("/index")
    prefix = "" if locale == default else f"{locale}/"
    return f"{prefix}{stem}/" if stem else prefix


def page_file(path: str, locale: str, default: str) -> str:
    """Return where a page stands below the site's root: ``ka/treatments/massage/index.html``."""
    return f"{page_url(path, locale, default)}index.html"


def relative(target: str, page: str) -> str:
    """Return the link from the address ``page`` to the address ``target``, both below the root.

    Works wherever the site stands, under a sub-path too.
    """
    path, hash_sign, anchor = target.partition("#")
    here, there = page.split("/")[:-1], path.split("/")
    shared = len(commonprefix([here, there[:-1]]))
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{link or './'}{hash_sign}{anchor}"
