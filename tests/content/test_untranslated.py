"""A language without a single translated word has whole pages: English words, marked as English."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from conftest import ROOT
from patientinfo import build
from patientinfo.load import load
from patientinfo.reading.problems import errors
from tiny import SITE_URL


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All files of a site whose Arabic, beside the pages, has no words yet."""
    root: Path = tmp_path_factory.mktemp("untranslated")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "docs/ar/_strings.po").unlink()
    site, found = load(root, {"SITE_URL": SITE_URL})
    assert site is not None, errors(found)
    assert [(each.file, each.level) for each in found] == [("docs/ar/_strings.po", "behind")]
    made, problems = build.files(site, ["ar"])
    assert problems == []
    return made


def test_no_word_ends_an_attribute(files: dict[str, bytes]) -> None:
    pages = {path: content for path, content in files.items() if path.endswith(".html")}
    assert len(pages) >= 30
    for path, content in pages.items():
        tree = etree.HTML(content.decode())
        for element in tree.iter(etree.Element):
            for name, value in element.attrib.items():
                assert "<" not in value or name == "data-rules", f"{path}: {name}={value}"
                assert not set(name) & set("\"'<="), f"{path}: {name}"


def test_what_is_english_says_so_and_holds_no_other_language(files: dict[str, bytes]) -> None:
    tree = etree.HTML(files["ar/stem-cells/self-check/index.html"].decode())
    [form] = tree.iterfind(".//form[@data-self-check]")
    marked = form.findall('.//span[@lang="en"]')
    assert len(marked) > 40
    for element in marked:
        words = "".join(element.itertext())
        assert not any("\u0600" <= sign <= "\u06ff" for sign in words), words
    for element in form.iter("legend", "button", "option"):
        said = element.find('span[@lang="en"]')
        assert element.tag == "option" or said is not None, etree.tostring(element)
