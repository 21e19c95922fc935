"""The commands, as a person at a terminal sees them."""

from datetime import date

import pytest

from patientinfo.__main__ import languages, main
from tiny import Project

TODAY = date(2025, 12, 1)


def run(project: Project, *arguments: str, today: date = TODAY) -> int:
    return main(list(arguments), project.root, today)


def test_languages_are_the_folders_named_like_one(tiny_project: Project) -> None:
    (tiny_project.root / "docs/zh-Hant").mkdir()
    assert languages(tiny_project.root) == ("en", "ar", "ka", "zh-Hant")


def test_check_says_nothing_of_a_sound_project(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "check") == 0
    assert capsys.readouterr().out == ""


def test_check_lists_warnings_and_passes(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny_project.remove("docs/ka/treatments/index.md")
    assert run(tiny_project, "check") == 0
    assert capsys.readouterr().out == (
        "1 problem to mend:\n"
        "  docs/ka/treatments/index.md: This page is not translated; readers see it in English "
        "under a notice. Translate en/treatments/index.md, then run `make translated "
        "PAGE=ka/treatments/index.md`.\n"
    )


def test_check_lists_errors_and_fails(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny_project.change("docs/_medical/publisher.yml", "  phone:", "  telephone:")
    assert run(tiny_project, "check") == 1
    assert capsys.readouterr().out.startswith("2 problems to mend:\n  docs/_medical/publisher.yml:")


def test_dates_are_compared_with_the_day_of_the_command(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "check-dates") == 0
    assert capsys.readouterr().out == ""
    assert run(tiny_project, "check-dates", today=date(2026, 3, 5)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "12 problems to mend:"
    assert lines[1] == (
        "  docs/ar/about/references.md:5: This page was to be looked at again by 2026-03-04. Have "
        "it checked, then change `updated` and `review_due`."
    )


def test_criteria_that_are_due_are_listed(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    site, _ = tiny_project.load()
    assert site is not None
    due = site.rules.source.check_again
    assert run(tiny_project, "check-dates", today=date(due.year + 1, 1, 1)) == 1
    assert (
        f"  docs/_medical/criteria.yml: The criteria were to be checked again by {due}. Compare "
        "them with what the clinic publishes, then change `seen` and `check_again`.\n"
    ) in capsys.readouterr().out


def test_strings_brings_the_catalogues_up_to_date(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    count = len(languages_words(tiny_project))
    tiny_project.change("docs/en/_strings.yml", 'text: "Menu"', 'text: "All pages"')
    tiny_project.remove("docs/ka/_strings.po")
    assert run(tiny_project, "strings") == 0
    assert capsys.readouterr().out == (
        f"ar: 1 of {count} strings to translate or check\n"
        f"ka: {count} of {count} strings to translate or check\n"
    )
    assert '#, fuzzy\nmsgctxt "site.menu"' in tiny_project.text("docs/ar/_strings.po")
    before = tiny_project.text("docs/ar/_strings.po")
    assert run(tiny_project, "strings") == 0
    assert tiny_project.text("docs/ar/_strings.po") == before


def languages_words(project: Project) -> list[str]:
    site, _ = project.load()
    assert site is not None
    return list(site.wordings["en"].source)


def test_strings_leaves_a_broken_catalogue_as_it_is(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = 'msgctxt "site.menu"\nmsgid "Menu"\nmsgstr "მენიუ\n'
    tiny_project.write("docs/ka/_strings.po", broken)
    assert run(tiny_project, "strings") == 1
    assert (
        "1 problem to mend:\n"
        "  docs/ka/_strings.po:3: This is not a valid line of a gettext file. Open the file in "
        "Poedit, or mend the word before the quotes, and the quotes.\n"
    ) in capsys.readouterr().out
    assert tiny_project.text("docs/ka/_strings.po") == broken


def test_strings_reports_broken_english_words(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tiny_project.text("docs/ka/_strings.po")
    tiny_project.write("docs/en/_strings.yml", "site.menu: Menu\n")
    assert run(tiny_project, "strings") == 1
    assert capsys.readouterr().out == (
        "1 problem to mend:\n  docs/en/_strings.yml:1: `site.menu` is `Menu`. Write "
        '`text: "…"` and `note: "…"` under it.\n'
    )
    assert tiny_project.text("docs/ka/_strings.po") == before


@pytest.mark.parametrize("name", ["ka/index.md", "docs/ka/index.md"])
def test_translated_records_the_english_text_as_it_stands(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    tiny_project.change("docs/en/index.md", "Speech therapy helps.", "Speech therapy can help.")
    assert len(tiny_project.problems()) == 2
    assert run(tiny_project, "translated", name) == 0
    assert capsys.readouterr().out == (
        "docs/ka/index.md translates docs/en/index.md as it stands now.\n"
    )
    assert [each.split(":")[0] for each in tiny_project.problems()] == ["docs/ar/index.md"]


@pytest.mark.parametrize("name", ["en/index.md", "ka/nothing.md", "nothing", "xx/index.md", ""])
def test_translated_asks_for_the_name_of_a_translated_page(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(tiny_project, "translated", name) == 1
    assert capsys.readouterr().out == (
        f"docs/{name} and docs/en/{name.partition('/')[2]} must both be pages. Name the page like "
        "this: make translated PAGE=ka/index.md\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"# Title\n",
            "docs/ka/index.md: This page has no front matter. Begin the page with front matter, "
            "as the other pages do.\n",
        ),
        (
            b"\xff\xfe\x00",
            "1 problem to mend:\n  docs/ka/index.md: This file is not UTF-8 text. Save it again as "
            "UTF-8.\n",
        ),
    ],
)
def test_translated_leaves_a_broken_page_as_it_is(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    tiny_project.write("docs/ka/index.md", content)
    assert run(tiny_project, "translated", "ka/index.md") == 1
    assert capsys.readouterr().out == said
    assert (tiny_project.root / "docs/ka/index.md").read_bytes() == content


def test_standards_shows_what_is_asked_for_or_what_is_wrong_with_the_list(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "standards") == 0
    out = capsys.readouterr().out
    assert out.startswith("NHS standard for creating health content\n")
    assert out.endswith("This is no certificate.\n")
    tiny_project.change(
        "docs/_medical/standards.yml", "check: publisher-named", "check: publisher-nmaed"
    )
    for command in ("standards", "check"):
        assert run(tiny_project, command) == 1
        line = tiny_project.line("docs/_medical/standards.yml", "check: publisher-nmaed")
        assert capsys.readouterr().out == (
            f"1 problem to mend:\n  docs/_medical/standards.yml:{line}: There is no check "
            "`publisher-nmaed`. Did you mean `publisher-named`?\n"
        )


def test_a_command_that_is_not_known_lists_those_that_are(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "chek") == 2
    assert run(tiny_project, "translated") == 2
    commands, page = capsys.readouterr().out.splitlines()
    assert commands.startswith("Commands: ") and " check, check-dates, " in commands
    assert commands.endswith(", translated PAGE")
    assert page == "Name the page: make translated PAGE=ka/index.md"
