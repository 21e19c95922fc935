"""The site as MkDocs builds it: wrong input, missing translations, the files that nobody writes."""

import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from conftest import Built, build
from tiny import ROOT, SITE_URL, Project

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def said(result: subprocess.CompletedProcess[str]) -> str:
    return result.stdout + result.stderr


# ---- wrong input: one report, exit status 1, no traceback, and the site that was there stays


def test_a_sound_project_is_built_without_a_word(whole: Built) -> None:
    assert "WARNING" not in whole.said


def test_what_waits_for_a_translator_is_a_line_of_a_summary(
    unfinished: Built, tmp_path: Path
) -> None:
    line = unfinished.project.line("docs/he/_strings.po", 'msgctxt "site.menu"')
    assert "WARNING" not in unfinished.said
    assert (
        f"docs/he: 3 texts wait for a translator (docs/he/_strings.po:{line}, "
        "docs/he/asma/index.md, docs/he/index.md:7). `make check ONLY=translations` says what each "
        "needs."
    ) in unfinished.said
    assert build(unfinished.project.root, tmp_path / "site", "--strict").returncode == 0


def warn(project: Project) -> str:
    """Write something that a search engine would cut off, and return what is said of it."""
    path = "docs/es/asma/index.md"
    project.change(path, "description: ", f"description: {'Qué ayuda a respirar. ' * 9}")
    return f"{path}:{project.line(path, 'description: ')}: "


def test_a_warning_is_listed_and_stops_only_a_strict_build(
    tiny_project: Project, tmp_path: Path
) -> None:
    listed = warn(tiny_project)
    for flags, status in (((), 0), (("--strict",), 1)):
        command = build(tiny_project.root, tmp_path / "site", *flags)
        assert command.returncode == status
        assert f"WARNING -  {listed}" in said(command)
        assert ("Aborted with 1 warnings in strict mode!" in said(command)) == bool(status)
        assert "Traceback" not in said(command)


def wrong(project: Project) -> None:
    """Make one mistake in every language and in the medical data."""
    project.change("docs/es/asma/index.md", '"gina", "oms-asma"', '"gina", "oms-asmo"')
    project.change("docs/he/index.md", "title: ", "titel: ")
    project.change("docs/he/sobre/glosario.md", "{{ glossary }}", "{{ glosary }}")
    project.change("docs/_medical/publisher.yml", "  name:", "  name: 5")


EXPECTED = (
    "docs/_medical/publisher.yml:2: `publisher.name` is `5`. Write text in double quotes.",
    "docs/es/asma/index.md:",
    "docs/he/index.md:2: `titel` is not a key that is known here.",
    "docs/he/sobre/glosario.md:",
)


def test_wrong_input_ends_with_one_report_and_the_old_site_stays(tiny_project: Project) -> None:
    wrong(tiny_project)
    old = tiny_project.root / "site/index.html"
    tiny_project.write("site/index.html", "the site of yesterday")
    result = build(tiny_project.root, tiny_project.root / "site")
    assert result.returncode == 1
    assert said(result).count("problems to mend:") == 1
    assert "Traceback" not in said(result)
    for each in EXPECTED:
        assert f"\n  {each}" in said(result)
    assert old.read_text(encoding="utf-8") == "the site of yesterday"
    assert [path.name for path in old.parent.iterdir()] == ["index.html"]


def test_words_that_only_finished_pages_ask_for_are_reported_before_anything_is_written(
    tiny_project: Project,
) -> None:
    tiny_project.change("docs/es/_strings.yml", "\nsearch.button:", "\nsearch.knopf:")
    result = build(tiny_project.root, tiny_project.root / "site")
    assert result.returncode == 1
    assert (
        "1 problem to mend:\n  docs/es/_strings.yml: The words `search.button` are asked for in "
        "overrides/components/search/template.html:4, and are not there. Add them, with a note "
        "for translators."
    ) in said(result)
    assert not (tiny_project.root / "site").exists()


def make_build(
    project: Project, *settings: str, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Call ``make build`` in a project that finds its packages set up already."""
    root = project.root
    if not (root / "Makefile").exists():
        project.write("Makefile", (ROOT / "Makefile").read_bytes())
        project.write("requirements/site.txt", "")
        (root / ".venv").mkdir()
        (root / ".venv/bin").symlink_to(Path(sys.executable).parent)
        (root / ".venv/site").touch()
    return subprocess.run(
        ["make", "build", *settings],
        cwd=root,
        env={**os.environ, "MAKEFLAGS": ""},
        preexec_fn=before,
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_build_lists_warnings_and_stops_on_them_only_when_strict(
    tiny_project: Project,
) -> None:
    listed = warn(tiny_project)
    for settings, status in (((), 0), (("STRICT=1",), 2)):
        result = make_build(tiny_project, *settings)
        assert result.returncode == status
        assert listed in result.stderr


def test_make_build_keeps_the_old_site_and_leaves_no_half_of_a_new_one(
    tiny_project: Project,
) -> None:
    root = tiny_project.root
    assert make_build(tiny_project).returncode == 0
    before = sorted(path.relative_to(root / "site") for path in (root / "site").rglob("*"))
    assert Path("index.html") in before
    wrong(tiny_project)
    result = make_build(tiny_project)
    assert result.returncode != 0
    assert "problems to mend:" in said(result)
    assert sorted(path.relative_to(root / "site") for path in (root / "site").rglob("*")) == before
    assert list(root.glob(".site-*")) == []


def test_a_full_disk_is_said_in_a_sentence_and_the_old_site_stays(tiny_project: Project) -> None:
    root = tiny_project.root
    tiny_project.write("site/index.html", "old")
    setrlimit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (9000, 9000))
    result = make_build(tiny_project, before=setrlimit)
    assert result.returncode == 2
    assert "\nFile too large. Mend that, then build again.\n" in result.stdout
    assert "\nThe build has failed; `site` is as it was.\n" in result.stderr
    assert "Traceback" not in said(result)
    assert [path.name for path in (root / "site").iterdir()] == ["index.html"]
    assert list(root.glob(".site-*")) == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("docs/es/_strings.yml", b""),
        ("docs/es/_strings.yml", b"{{ [\x00"),
        ("docs/he/_strings.po", "תפריט".encode("utf-16")),
        ("docs/_medical/references.json", b"[{]"),
        ("docs/he/sobre/fuentes.md", b""),
        ("docs/he/notes.markdown", b"# Notes\n"),
        ("mkdocs.yml", b"plugins: [i18n]\n"),
    ],
)
def test_no_file_that_a_person_spoils_ends_in_a_traceback(
    tiny_project: Project, path: str, content: bytes
) -> None:
    tiny_project.write(path, content)
    result = build(tiny_project.root, tiny_project.root / "site")
    assert "Traceback" not in said(result)
    if path != "mkdocs.yml":  # MkDocs reads that first, and says so in its own words
        assert result.returncode == 1
        assert f"1 problem to mend:\n  {path}" in said(result)


def test_a_wrong_menu_is_reported(tiny_project: Project) -> None:
    tiny_project.change("mkdocs.yml", "  - index.md\n", "  - index.md\n  - ayuda: [help.md]\n")
    result = build(tiny_project.root, tiny_project.root / "site")
    line = tiny_project.line("mkdocs.yml", "- ayuda")
    assert result.returncode == 1 and "Traceback" not in said(result)
    assert (
        f"2 problems to mend:\n  mkdocs.yml:{line}: The menu names `help.md`, which is no Spanish "
        "page. Write the path below es/, such as treatments/massage.md.\n"
        f"  mkdocs.yml:{line}: The section `ayuda` of the menu has no words. Add `nav.ayuda` "
        "to es/_strings.yml.\n"
    ) in said(result)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "plugins:\n",
            "plugins:\n  - search\n",
            "The plugin `search` is not run here, so it would have no effect. Remove it. Known "
            "are: `i18n`.",
        ),
        (
            "  - tables\n",
            "  - footnotes\n",
            "The Markdown extension `footnotes` is not run here, so it would have no effect. "
            "Remove it. Known are: `admonition`, `attr_list`, `fenced_code`, `tables`, `toc`.",
        ),
    ],
)
def test_what_the_core_does_not_run_is_refused_by_name(
    tiny_project: Project, old: str, new: str, expected: str
) -> None:
    tiny_project.change("mkdocs.yml", old, new)
    line = tiny_project.line("mkdocs.yml", new.strip().rsplit("\n", 1)[-1].strip())
    result = build(tiny_project.root, tiny_project.root / "site")
    assert result.returncode == 1
    assert f"1 problem to mend:\n  mkdocs.yml:{line}: {expected}" in said(result)


# ---- missing translations, in the true language of every part


def hreflang(page: BeautifulSoup) -> dict[str, str]:
    return {str(each["hreflang"]): str(each["href"]) for each in page.select("link[hreflang]")}


def test_a_page_that_is_missing_shows_the_original_text_under_a_notice(unfinished: Built) -> None:
    page = unfinished.page("he/asma/index.html")
    assert page.html is not None and page.article is not None
    assert (page.html["lang"], page.html["dir"]) == ("he", "rtl")
    assert (page.article["lang"], page.article["dir"]) == ("es", "ltr")
    assert page.article.h1 is not None
    assert page.article.h1.get_text() == "Qué es el asma"
    [notice] = page.select("[data-notice=fallback]")
    assert notice.get_text(strip=True) == "הדף עדיין לא תורגם. למטה הטקסט בספרדית."
    assert notice.find_parent(attrs={"lang": "es"}) is None
    [contents] = page.article.select("details.contents")
    assert (contents["lang"], contents["dir"]) == ("he", "rtl")
    contents.extract()
    assert not re.search("[א-ת]", page.article.get_text())


def test_a_page_that_is_missing_is_the_original_one_to_search_engines(unfinished: Built) -> None:
    page = unfinished.page("he/asma/index.html")
    [canonical] = page.select("link[rel=canonical]")
    assert canonical["href"] == f"{SITE_URL}asma/"
    assert hreflang(page) == {}
    assert list(hreflang(unfinished.page("asma/index.html"))) == ["es", "x-default"]
    text = (unfinished.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "he/asma/</loc>" not in text and "he/asma/comprobar/</loc>" in text


def test_links_of_an_original_text_stay_in_the_readers_language(unfinished: Built) -> None:
    page = unfinished.page("he/asma/index.html")
    links = {str(link["href"]) for link in page.select("article .cites a")}
    assert links == {"../sobre/fuentes/#gina", "../sobre/fuentes/#oms-asma"}
    assert page.select_one('article a[href="../#que-quiere-saber"]') is not None


def test_the_switcher_says_where_a_page_is_not_translated(unfinished: Built) -> None:
    for path in ("asma/index.html", "he/asma/index.html"):
        links = unfinished.page(path).select("header .languages li a")
        assert [bool(link.select(".quiet")) for link in links] == [False, True]
    links = unfinished.page("sobre/glosario/index.html").select("header .languages li a")
    assert [bool(link.select(".quiet")) for link in links] == [False, False]


def test_a_translation_of_an_older_text_says_so(unfinished: Built) -> None:
    page = unfinished.page("he/index.html")
    found = [each["data-notice"] for each in page.select("[data-notice]")]
    assert found == ["translation", "outdated", "overdue"]
    [outdated] = page.select("[data-notice=outdated]")
    assert outdated.get_text(strip=True).startswith("הטקסט בספרדית השתנה")
    assert not outdated.has_attr("hidden")


def test_words_that_are_not_translated_are_marked_with_their_language(unfinished: Built) -> None:
    [word] = unfinished.page("he/index.html").select(".menu summary span")
    assert (word["lang"], word["dir"], word.get_text()) == ("es", "ltr", "Menú")


def test_every_language_has_the_same_components(whole: Built) -> None:
    selectors = (
        *("[data-emergency]", "form[data-self-check]", ".cites", ".term", "dl.glossary"),
        *("ol.references > li", "[data-criterion]", "[data-search]", "dl.a-to-z", ".downloads"),
    )
    for path in (path for path in whole.pages() if path.endswith("index.html")):
        if path.startswith("he/"):
            continue
        counts = [
            [len(whole.page(f"{prefix}{path}").select(each)) for each in selectors]
            for prefix in ("", "he/")
        ]
        assert counts[0] == counts[1] and any(counts[0]), path


def test_a_number_of_the_criteria_is_marked(whole: Built) -> None:
    for path, words in (("asma/index.html", "5 años"), ("he/asma/index.html", "5 שנים")):
        [number] = whole.page(path).select('article data[data-criterion="edad-minima"]')
        assert (number["value"], number.get_text()) == ("5", words)


# ---- the self-check comes from the hook


def test_without_the_hooks_one_function_the_self_check_is_gone(
    whole: Built, tiny_project: Project
) -> None:
    assert whole.page("asma/comprobar/index.html").select("form[data-self-check]")
    hook = "hooks/patientinfo_site.py"
    tiny_project.change(hook, "    return html.replace(SELF_CHECK, widget)\n", "    return html\n")
    result = build(tiny_project.root, tiny_project.root / "site")
    assert result.returncode == 0, said(result)
    page = (tiny_project.root / "site/asma/comprobar/index.html").read_text(encoding="utf-8")
    assert "<form" not in page and "data-self-check-here" in page


# ---- the files that nobody writes


def test_only_what_pages_use_is_published(whole: Built) -> None:
    files = {
        re.sub(r"\.[0-9a-f]{8}\.", ".", path.relative_to(whole.folder).as_posix())
        for path in whole.folder.rglob("*")
        if path.is_file() and path.suffix not in (".html", ".svg")
    }
    own = ("page.js", "search.css", "search.js", "self-check.css", "self-check.js", "style.css")
    assert files == {
        *(f"assets/{name}" for name in own),
        *("assets/self-check-results.js", "robots.txt", "sitemap.xml"),
        *("sobre/buscar/words.json", "he/sobre/buscar/words.json"),
    }


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

ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "4"}


def run(project: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a project, with the address that the tests build for."""
    environment = {
        **os.environ,
        "SITE_URL": SITE_URL,
        "PYTHONPATH": "hooks",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_build_elsewhere_on_another_day_writes_the_same_bytes(
    whole: Built, tiny_project: Project
) -> None:
    target = tiny_project.root / "another place" / "site"
    command = ("-c", LATER, "build", "--quiet", "--site-dir", str(target))
    result = run(tiny_project.root, *command, **ELSEWHERE)
    assert result.returncode == 0, said(result)
    assert digest(target) == digest(whole.folder)


def test_the_cache_and_the_slow_way_give_the_same_bytes(
    whole: Built, tiny_project: Project
) -> None:
    root = tiny_project.root
    for number, fast in enumerate(("1", "1", "0")):
        target = root / f"site-{number}"
        command = ("-m", "mkdocs", "build", "--quiet", "--site-dir", str(target))
        result = run(root, *command, FAST=fast)
        assert result.returncode == 0, said(result)
        assert digest(target) == digest(whole.folder)
        assert len(list((root / ".cache").glob("*.zip"))) == 1


def test_a_cache_that_is_spoilt_or_of_another_text_is_not_trusted(
    whole: Built, tiny_project: Project
) -> None:
    root = tiny_project.root
    command = ("-m", "mkdocs", "build", "--quiet", "--site-dir", "site")
    assert run(root, *command).returncode == 0
    [kept] = (root / ".cache").glob("*.zip")
    kept.write_bytes(kept.read_bytes()[:-2000])
    assert run(root, *command).returncode == 0
    assert digest(root / "site") == digest(whole.folder)
    tiny_project.change("docs/es/sobre/glosario.md", "Palabras médicas", "Voces médicas")
    assert run(root, *command).returncode == 0
    assert "Voces médicas" in (root / "site/sobre/glosario/index.html").read_text(encoding="utf-8")
    assert len(list((root / ".cache").glob("*.zip"))) == 2
    shutil.rmtree(root / ".cache")
    assert run(root, *command).returncode == 0


ALONE = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("mkdocs", "material", "mkdocs_static_i18n", "properdocs"):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
sys.argv = ["patientinfo", *sys.argv[1:]]
import runpy
runpy.run_module("patientinfo", run_name="__main__")
"""


def test_the_core_alone_makes_the_same_files_as_mkdocs(whole: Built, tiny_project: Project) -> None:
    result = run(tiny_project.root, "-c", ALONE, "build", "--site-dir", "alone")
    assert result.returncode == 0, said(result)
    assert digest(tiny_project.root / "alone") == digest(whole.folder)


@pytest.mark.deep
def test_the_heir_of_mkdocs_makes_the_same_files(whole: Built, tiny_project: Project) -> None:
    command = ("-m", "properdocs", "build", "--quiet", "--site-dir", "heir")
    result = run(tiny_project.root, *command, FAST="0")
    assert result.returncode == 0, said(result)
    assert digest(tiny_project.root / "heir") == digest(whole.folder)


def test_no_file_holds_the_day_of_the_build_or_the_folder_it_was_built_in(whole: Built) -> None:
    today = date.today().isoformat()
    for path in whole.folder.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert str(whole.project.root) not in text and today not in text, path


def test_the_sitemap_names_the_languages_of_each_page_both_ways(whole: Built) -> None:
    root = ElementTree.parse(whole.folder / "sitemap.xml").getroot()
    groups = {
        each.findtext("s:loc", "", SITEMAP): {
            str(link.get("hreflang")): str(link.get("href"))
            for link in each.findall("x:link", SITEMAP)
        }
        for each in root.findall("s:url", SITEMAP)
    }
    assert len(groups) == 16
    for address, group in groups.items():
        assert address in group.values() and group["x-default"] == group["es"]
        assert all(groups[other] == group for other in group.values())
