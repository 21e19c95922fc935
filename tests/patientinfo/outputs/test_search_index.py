"""What the search page loads: the words that readers see, by section, and what people type."""

import json

from patientinfo.outputs.search_index import files, index, read_text
from patientinfo.site import Site
from tiny import Project

ARTICLE = """<h1>Massage</h1>
<div><p>It feels <strong>good</strong> to many children.<br>A short while.</p></div>
<h2 id="what-it-is">What it <em>is</em></h2>
<p>Hands press the muscles.<span class="cites">[3]</span></p>
<form><label>Age</label></form><template>Later</template><p hidden>Hidden</p>
<p>One word: <span>tone<button>?</button><span popover id="t">Explained</span></span>.</p>
<section id="claim"><h3>A claim</h3><h4>The clinic says</h4>
<p>The clinic says so. <q lang="ka">ასე</q></p></section>
<p>The rules come from “<cite lang="ka">ასე</cite>”. We read them in May.</p>
<dl><div id="cp"><dt>CP</dt><dd>Cerebral palsy.</dd></div></dl>"""
SECTIONS = read_text(ARTICLE, "en")


def test_an_article_becomes_sections_with_a_line_for_each_block() -> None:
    assert [(each.anchor, each.heading, each.text) for each in SECTIONS] == [
        ("", "", "It feels good to many children.\nA short while."),
        ("what-it-is", "What it is", "Hands press the muscles.\nOne word: tone."),
        ("claim", "A claim", "The clinic says\nThe clinic says so.\nWe read them in May."),
        ("cp", "CP", "Cerebral palsy."),
    ]


def test_a_page_that_is_not_translated_is_not_in_the_languages_index(
    tiny_project: Project,
) -> None:
    tiny_project.remove("docs/he/asma/index.md")
    site, problems = tiny_project.load()
    assert site is not None, problems
    made = json.loads(files(site, ["he"])["he/sobre/buscar/words.json"])
    assert [link for link, _, _ in made["pages"]] == [
        "../../asma/comprobar/",
        "../../",
        "../descargas/",
        "../glosario/",
    ]
    source = json.loads(files(site, ["es"])["sobre/buscar/words.json"])
    assert "../../asma/" in [link for link, _, _ in source["pages"]]


def test_lists_of_other_pages_are_not_in_the_index(site: Site) -> None:
    made = json.loads(files(site, ["en"])["search/words.json"])
    links = {link for link, _, _ in made["pages"]}
    assert links.isdisjoint({"./", "../about/a-to-z/", "../about/references/"})
    assert "../treatments/massage/" in links


def test_what_people_type_stands_with_the_page_or_the_section_it_means(site: Site) -> None:
    made = json.loads(index(site, "ru", {"treatments/drug-therapy.md": SECTIONS}))
    [[_, _, [[_, _, _, typed], *_]]] = made["pages"]
    assert "ботокс" in typed
    assert made["latin"][0] == [["a"], ["а"]]


def test_the_letters_that_are_alike_come_along(site: Site, tiny_site: Site) -> None:
    assert json.loads(index(site, "ru", {}))["alike"] == [["ё", "е"]]
    assert json.loads(index(site, "en", {}))["alike"] == []
    finals = json.loads(index(tiny_site, "he", {}))["alike"]
    assert finals == [["ך", "כ"], ["ם", "מ"], ["ן", "נ"], ["ף", "פ"], ["ץ", "צ"]]


def test_a_site_without_a_search_page_has_no_index(tiny_project: Project) -> None:
    for locale in ("es", "he"):
        tiny_project.change(f"docs/{locale}/sobre/buscar.md", "{{ search }}\n", "")
    site, problems = tiny_project.load()
    assert site is not None, problems
    assert files(site, site.locales) == {}
