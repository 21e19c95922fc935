"""The files that nobody writes: style sheet, scripts, sitemap, and the page for wrong addresses."""

import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import SITE_URL, Built
from tiny import ROOT, Project

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_only_what_pages_use_is_published(whole: Built) -> None:
    files = {
        re.sub(r"\.[0-9a-f]{8}\.", ".", path.relative_to(whole.folder).as_posix())
        for path in whole.folder.rglob("*")
        if path.is_file() and path.suffix not in (".html", ".svg", ".png")
    }
    assert files == {
        "assets/style.css",
        "assets/page.js",
        "assets/self-check.css",
        "assets/self-check.js",
        "fhir/questionnaire-self-check.ar.json",
        "fhir/questionnaire-self-check.en.json",
        "fhir/questionnaire-self-check.ka.json",
        "robots.txt",
        "sitemap.xml",
    } | {file for file in files if re.fullmatch(r"assets/[a-z-]+\.(js|css)", file)}


def test_data_and_words_are_not_published(whole: Built) -> None:
    names = {path.name for path in whole.folder.rglob("*")}
    assert names.isdisjoint({"_medical", "_strings.yml", "_strings.po", "criteria.yml"})


def entries(built: Built) -> dict[str, ElementTree.Element]:
    root = ElementTree.parse(built.folder / "sitemap.xml").getroot()
    return {each.findtext("s:loc", "", SITEMAP): each for each in root.findall("s:url", SITEMAP)}


def test_the_sitemap_lists_every_translated_page_and_no_other(unfinished: Built) -> None:
    pages = {SITE_URL + path.removesuffix("index.html") for path in unfinished.pages()}
    assert set(entries(unfinished)) == pages - {f"{SITE_URL}ka/treatments/"}
    text = (unfinished.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "ka/treatments" not in text


def test_the_sitemap_dates_pages_by_their_content(whole: Built) -> None:
    dates = {each.findtext("s:lastmod", "", SITEMAP) for each in entries(whole).values()}
    assert dates == {"2025-03-04"}


def test_the_sitemap_names_the_languages_of_each_page_both_ways(whole: Built) -> None:
    groups = {
        address: {
            str(link.get("hreflang")): str(link.get("href"))
            for link in each.findall("x:link", SITEMAP)
        }
        for address, each in entries(whole).items()
    }
    for address, group in groups.items():
        assert address in group.values() and group["x-default"] == group["en"]
        assert all(groups[other] == group for other in group.values())


def test_the_page_for_wrong_addresses_speaks_every_language(whole: Built) -> None:
    page = whole.page("404.html")
    assert page.html is not None
    assert (page.html["lang"], page.html["dir"]) == ("en", "ltr")
    sections = page.select("section[lang]")
    assert [(each["lang"], each["dir"]) for each in sections] == [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ka", "ltr"),
    ]
    assert "كلمة" in sections[1].get_text() and "სიტყვა" in sections[2].get_text()
    links = [str(link["href"]) for each in sections for link in each.select("a")]
    assert links == ["/sub/path/", "/sub/path/ar/", "/sub/path/ka/"]
    assert page.select_one("meta[name=robots][content=noindex]") is not None
    for tag in page.select("link[href], script[src]"):
        address = str(tag.get("href") or tag.get("src"))
        assert (whole.folder / address.removeprefix("/sub/path/")).is_file(), address


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


LATER = """
import datetime, sys, time
class Later(datetime.date):
    @classmethod
    def today(cls): return cls(2031, 7, 8)
class LaterTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(2031, 7, 8, 9, 10, 11, tzinfo=tz)
    @classmethod
    def utcnow(cls): return cls(2031, 7, 8, 9, 10, 11)
    @classmethod
    def today(cls): return cls(2031, 7, 8, 9, 10, 11)
datetime.date, datetime.datetime = Later, LaterTime
seconds = datetime.datetime(2031, 7, 8).timestamp()
time.time = lambda: seconds
from mkdocs.__main__ import cli
cli(sys.argv[1:])
"""
"""Runs mkdocs on a day in 2031, as far as Python's own clocks go."""


def test_a_build_elsewhere_on_another_day_writes_the_same_bytes(
    whole: Built, tiny_project: Project
) -> None:
    environment = {
        **os.environ,
        "SITE_URL": SITE_URL,
        "PYTHONPATH": "hooks",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4",
    }
    target = tiny_project.root / "another place" / "site"
    result = subprocess.run(
        [sys.executable, "-c", LATER, "build", "--quiet", "--site-dir", str(target)],
        cwd=tiny_project.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert digest(target) == digest(whole.folder)


def test_no_file_holds_the_day_of_the_build_or_the_folder_it_was_built_in(whole: Built) -> None:
    today = date.today()
    medical = "".join(path.read_text("utf-8") for path in (ROOT / "docs/_medical").glob("*.yml"))
    for path in whole.folder.rglob("*"):
        if path.is_file() and path.suffix != ".png":
            text = path.read_text(encoding="utf-8")
            assert str(whole.project.root) not in text, path
            if today.isoformat() not in medical:
                assert today.isoformat() not in text, path


@pytest.mark.parametrize("path", ["index.html", "stem-cells/self-check/index.html"])
def test_a_page_loads_style_and_scripts_that_are_there(whole: Built, path: str) -> None:
    page = whole.page(path)
    files = [str(each["href"]) for each in page.select("link[rel=stylesheet], link[rel=icon]")]
    files += [str(each["src"]) for each in page.select("script[src]")]
    assert len(files) == (4 if "self-check" in path else 3)
    assert all(((whole.folder / path).parent / file).is_file() for file in files)
