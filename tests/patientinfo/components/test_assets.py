import re
from pathlib import Path

from parts import ROOT
from patientinfo.components.assets import POLICY, Texts, gather, policy, read_sources
from patientinfo.pages.blocks import BLOCKS


def overrides(folder: Path, script: str = "go()") -> Path:
    for name in ("term", "claim"):
        (folder / "components" / name).mkdir(parents=True, exist_ok=True)
    (folder / "style.css").write_text("body {}", encoding="utf-8")
    (folder / "components/claim/style.css").write_text(".claim {}", encoding="utf-8")
    (folder / "components/term/own.css").write_text(".term {}", encoding="utf-8")
    (folder / "components/term/script.js").write_text(script, encoding="utf-8")
    return folder


def sources(folder: Path) -> Texts:
    texts, found = read_sources(folder, "overrides")
    assert found == []
    return texts


def test_style_sheets_become_one_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "components/notices").mkdir(parents=True)
    (tmp_path / "components/notices/style.css").write_text(".notice {}", encoding="utf-8")
    made = gather(sources(overrides(tmp_path)))
    assert sorted(made) == ["style", "style/all", "style/term", "term"]
    assert made["style"].content == "body{}.claim{}.notice{}"


def test_a_component_of_few_pages_has_its_style_on_these_only(tmp_path: Path) -> None:
    (tmp_path / "components/search").mkdir(parents=True)
    (tmp_path / "components/search/own.css").write_text(".search {}", encoding="utf-8")
    made = gather(sources(overrides(tmp_path)))
    assert made["style/term"].content == "body{}.claim{}.term{}"
    assert made["style/all"].content == "body{}.claim{}.search{}.term{}"
    assert made["style/term"].path.startswith("assets/term.")


def test_a_components_script_holds_what_every_page_needs_too(tmp_path: Path) -> None:
    (tmp_path / "components/page").mkdir(parents=True)
    (tmp_path / "components/page/script.js").write_text("const day = 1;", encoding="utf-8")
    made = gather(sources(overrides(tmp_path, "const day = 2;")))
    assert made["page"].content == "const day=1;"
    assert made["term"].content == "{const day=1;}\n{const day=2;}"


def test_a_files_name_changes_only_with_what_is_in_it(tmp_path: Path) -> None:
    before = gather(sources(overrides(tmp_path)))
    assert gather(sources(overrides(tmp_path))) == before
    after = gather(sources(overrides(tmp_path, "stop()")))
    assert after["style"].path == before["style"].path
    assert after["term"].path != before["term"].path
    assert before["term"].path == "assets/term.e4a62ff8.js"


def test_the_policy_lets_nothing_inline_and_no_other_host_in() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY


def test_the_only_connection_a_page_may_make_is_the_one_that_grading_tools_ask_for() -> None:
    assert POLICY.endswith("; connect-src")
    assert policy("https://example.org/sub/path/") == f"{POLICY} https://example.org/robots.txt"
    assert policy("") == POLICY


def test_comments_stay_out_of_what_readers_load(tmp_path: Path) -> None:
    source = "/* why */\nconst text = `a  b`; // said once\ngo(text);\n"
    made = gather(sources(overrides(tmp_path, source)))
    assert made["term"].content == "const text=`a  b`;go(text);"


def test_the_real_styles_and_scripts_name_no_other_host() -> None:
    for asset in gather(sources(ROOT / "overrides")).values():
        assert not re.search(r"(https?:)?//[a-z]+\.", asset.content), asset.path


def test_every_style_of_its_own_has_a_page_that_asks_for_it() -> None:
    found = {each.parent.name for each in ROOT.glob("overrides/components/*/own.css")}
    assert found == {block.style for block in BLOCKS if block.style}
