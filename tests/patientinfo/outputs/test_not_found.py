"""The page for wrong addresses speaks every language, wherever the wrong address was."""

from bs4 import BeautifulSoup

from patientinfo.outputs import not_found
from patientinfo.site import Site


def test_it_speaks_every_language_with_links_from_the_root(tiny_site: Site) -> None:
    made = not_found.files(tiny_site, tiny_site.locales)
    page = BeautifulSoup(made["404.html"], "html.parser")
    sections = page.select("main section")
    assert [(each["lang"], each["dir"]) for each in sections] == [("es", "ltr"), ("he", "rtl")]
    assert [str(link["href"]) for each in sections for link in each.select("a")] == [
        "/sub/path/",
        "/sub/path/he/",
    ]
    assert page.select("meta[name=robots][content=noindex]")


def test_it_is_made_once_with_the_source_language(tiny_site: Site) -> None:
    assert not_found.files(tiny_site, ["he"]) == {}
