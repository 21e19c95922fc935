import json
from pathlib import Path

from patientinfo.outputs.search_index import (
    SearchWords,
    check_words,
    index,
    read_article,
    read_words,
)
from patientinfo.site import Site
from tiny import Project

ARTICLE = """<main><p>Round it.</p><article lang="en" dir="ltr"><h1>Massage</h1>
<div><p>It feels <strong>good</strong> to many children.<br>A short while.</p></div>
<h2 id="what-it-is">What it <em>is</em></h2>
<p>Hands press the muscles.<span class="cites">[3]</span></p>
<form><label>Age</label></form><template>Later</template><p hidden>Hidden</p>
<p>One word: <span>tone<button>?</button><span popover id="t">Explained</span></span>.</p>
<section id="claim"><h3>A claim</h3><h4>The clinic says</h4>
<p>The clinic says so. <q lang="ka">ასე</q></p></section>
<dl><div id="cp"><dt>CP</dt><dd>Cerebral palsy.</dd></div></dl>
</article><footer>Foot</footer>"""


def test_an_article_becomes_sections_with_a_line_for_each_block() -> None:
    assert [(each.anchor, each.heading, each.text) for each in read_article(ARTICLE, "en")] == [
        ("", "", "It feels good to many children.\nA short while."),
        ("what-it-is", "What it is", "Hands press the muscles.\nOne word: tone."),
        ("claim", "A claim", "The clinic says\nThe clinic says so."),
        ("cp", "CP", "Cerebral palsy."),
    ]


def test_a_page_that_is_not_translated_is_not_in_the_languages_index(site: Site) -> None:
    made = json.loads(index(site, "ka", {"treatments/massage.md": ARTICLE, "missing.md": ARTICLE}))
    assert [(link, title) for link, title, _ in made["pages"]] == [
        ("../treatments/massage/", "მასაჟი და მანუალური ტექნიკები")
    ]


def test_lists_of_other_pages_are_not_in_the_index(site: Site) -> None:
    lists = dict.fromkeys(("search.md", "about/a-to-z.md", "about/references.md"), ARTICLE)
    assert json.loads(index(site, "en", lists))["pages"] == []


def test_what_people_type_stands_with_the_page_or_the_section_it_means(site: Site) -> None:
    made = json.loads(index(site, "ru", {"treatments/drug-therapy.md": ARTICLE}))
    [[_, _, [[_, _, _, typed]]]] = made["pages"]
    assert "ботокс" in typed
    assert made["latin"][0] == [["a"], ["а"]]


def test_a_language_can_do_without_a_file_of_search_words(tmp_path: Path) -> None:
    words, _, found = read_words(tmp_path / "_search.yml", "docs/uk/_search.yml")
    assert (words, found) == (SearchWords(), [])


def test_words_for_a_page_or_section_that_is_not_there_are_reported(
    tiny_project: Project, site: Site
) -> None:
    tiny_project.write(
        "docs/ka/_search.yml",
        'words:\n  treatments/index.md#masage: ["მასაჟი"]\n  treatments/botox.md: ["ბოტოქსი"]\n',
    )
    assert [each for each in tiny_project.problems() if "_search.yml" in each] == [
        "docs/ka/_search.yml:2: `treatments/index.md` has no section `masage`. "
        "Did you mean `massage`?",
        "docs/ka/_search.yml:3: There is no page `treatments/botox.md`. "
        "Did you mean `treatments/index.md`?",
    ]


def test_a_spelling_in_two_rows_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "_search.yml"
    path.write_text('latin:\n  "ts c": ც წ\n  "ch c": ჩ ჭ\n', encoding="utf-8")
    words, file, _ = read_words(path, "docs/ka/_search.yml")
    assert [str(each) for each in check_words(words, file, {}, [])] == [
        "docs/ka/_search.yml:3: The spelling `c` stands also in the row `ts c`. "
        "Put it into one row only."
    ]
