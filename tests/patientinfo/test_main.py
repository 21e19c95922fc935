"""The commands, as a person at a terminal sees them."""

import errno
import re
from datetime import date
from pathlib import Path

import pytest

from patientinfo.__main__ import main
from patientinfo.checks import THOROUGH
from patientinfo.load import name_of
from tiny import Project

TODAY = date(2025, 12, 1)


def run(project: Project, *arguments: str, today: date = TODAY) -> int:
    return main(list(arguments), project.root, today)


def test_check_says_nothing_of_a_sound_project(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "check") == 0
    assert capsys.readouterr().out == ""


def test_check_sums_up_what_waits_for_a_translator_and_passes(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny_project.remove("docs/he/asma/index.md")
    assert run(tiny_project, "check") == 0
    assert capsys.readouterr().out == (
        "docs/he: 1 text waits for a translator (docs/he/asma/index.md). "
        "`make check ONLY=translations` says what each needs.\n"
    )
    assert run(tiny_project, "check", "--only", "translations") == 0
    assert capsys.readouterr().out == (
        "1 problem to mend:\n"
        "  docs/he/asma/index.md: This page is not translated; readers see it in Spanish "
        "under a notice. Translate es/asma/index.md, then run `make translated "
        "PAGE=he/asma/index.md`.\n"
    )


def test_github_shows_problems_beside_their_lines(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    tiny_project.change("docs/_medical/publisher.yml", "  funding:", "  fundign: 100%")
    assert run(tiny_project, "check") == 1
    assert capsys.readouterr().out.startswith(
        "::error file=docs/_medical/publisher.yml,line=5::docs/_medical/publisher.yml:5: "
        "`publisher.fundign` is not a key that is known here."
    )


def test_check_fails_for_an_example_child_who_comes_out_otherwise(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    file = "docs/_medical/cases.yml"
    tiny_project.change(
        file, "answers: {respira: bien, edad: unknown}", "answers: {respira: bien, edad: {year: 7}}"
    )
    tiny_project.change(
        file,
        "findings: {respira: met, edad-minima: unknown}",
        "findings: {respira: met, edad-minima: met}",
    )
    line = tiny_project.line(file, "outcome: cannot-tell")
    assert run(tiny_project, "check") == 1
    assert capsys.readouterr().out == (
        "1 problem to mend:\n"
        f"  {file}:{line}: The outcome is written as `cannot-tell`; the criteria give `matches`. "
        "Correct the case, or the criteria if the case is right.\n"
    )
    assert run(tiny_project, "build", "--site-dir", "built") == 0


def test_check_lists_errors_and_fails(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny_project.change("docs/_medical/publisher.yml", "  funding:", "  fundign:")
    tiny_project.change("docs/_medical/condition.yml", "J45", "[J45]")
    assert run(tiny_project, "check") == 1
    assert capsys.readouterr().out.startswith("2 problems to mend:\n  docs/_medical/condition.yml:")


def test_one_check_is_asked_by_its_name(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny_project.change("docs/es/index.md", "No hace falta", "La cura: no hace falta")
    tiny_project.remove("docs/he/asma/index.md")
    assert run(tiny_project, "check", "--only", "plain-words") == 1
    [_, line] = capsys.readouterr().out.splitlines()
    assert line.startswith("  docs/es/index.md:10: «cura» may not appear: ")
    assert run(tiny_project, "check", "--only", "translations") == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run(tiny_project, "check", "--only", "no-such-check") == 2


def test_every_check_says_how_long_it_took(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "check", "--times") == 0
    names = [line.split("  ")[-1] for line in capsys.readouterr().out.splitlines()]
    assert sorted(names) == sorted(name_of(each) for each in THOROUGH)


def test_dates_are_compared_with_the_day_of_the_command(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "check-dates") == 0
    assert capsys.readouterr().out == ""
    assert run(tiny_project, "check-dates", today=date(2026, 3, 5)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "17 problems to mend:"
    assert lines[1:3] == [
        "  docs/_medical/criteria.yml: The criteria were to be checked again by 2026-03-04. "
        "Compare them with their source, then change `seen` and `check_again`.",
        "  docs/es/asma/comprobar.md:5: This page was to be looked at again by 2026-03-04. Have "
        "it checked, then change `updated` and `review_due`.",
    ]


def test_strings_brings_the_catalogues_up_to_date(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    site, _ = tiny_project.load()
    assert site is not None
    count = len(site.words)
    path = "docs/he/_strings.po"
    tiny_project.change("docs/es/_strings.yml", 'text: "Menú"', 'text: "Todas"')
    assert run(tiny_project, "strings") == 0
    assert capsys.readouterr().out == f"he: 1 of {count} strings to translate or check\n"
    assert (
        '\n#, fuzzy\n#| msgid "Menú"\nmsgctxt "site.menu"\nmsgid "Todas"\nmsgstr "תפריט"\n'
    ) in tiny_project.text(path)
    before = tiny_project.text(path)
    assert run(tiny_project, "strings") == 0
    assert tiny_project.text(path) == before
    tiny_project.remove(path)
    capsys.readouterr()
    assert run(tiny_project, "strings") == 0
    assert capsys.readouterr().out == f"he: {count} of {count} strings to translate or check\n"


def test_strings_asks_before_translations_go_out_of_use(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tiny_project.text("docs/es/_strings.yml")
    before = tiny_project.text("docs/he/_strings.po")
    all_keys = re.findall(r"(?m)^([a-z].*):$", words)
    last = all_keys[-len(all_keys) // 10 :]
    tiny_project.write("docs/es/_strings.yml", words[: words.index(f"\n{last[0]}:") + 1])
    assert run(tiny_project, "strings") == 1
    assert capsys.readouterr().out == (
        f"1 problem to mend:\n  docs/he/_strings.po: {len(last)} of {len(all_keys)} translations "
        f"would be out of use: `{last[0]}`, `{last[1]}`, `{last[2]}`, …. Look for what has changed "
        "in docs/es/_strings.yml or here; if it is meant, `make strings FORCE=1` keeps them at the "
        "end of the file.\n"
    )
    assert tiny_project.text("docs/he/_strings.po") == before
    assert run(tiny_project, "strings", "--force") == 0
    assert tiny_project.text("docs/he/_strings.po").count("\n#~ msgctxt ") == len(last)


def test_strings_gives_a_file_that_has_lost_its_header_a_new_one(tiny_project: Project) -> None:
    path = "docs/he/_strings.po"
    whole = tiny_project.text(path)
    messages = whole.split("\n\n", 1)[1]
    tiny_project.write(path, messages)
    assert run(tiny_project, "strings") == 0
    made = tiny_project.text(path)
    assert made.startswith('msgid ""\nmsgstr ""\n"Project-Id-Version: \\n"\n')
    assert made.split("\n\n", 1)[1] == messages
    assert tiny_project.problems() == []


def test_strings_makes_the_file_of_a_new_language_and_the_template(tiny_project: Project) -> None:
    tiny_project.remove("docs/he/_strings.po")
    assert run(tiny_project, "strings") == 0
    template = tiny_project.text("docs/es/_strings.pot")
    assert (
        template.split("\n\n")[1:]
        == re.sub(r"(?m)^msgstr\[2\].*\n", "", tiny_project.text("docs/he/_strings.po")).split(
            "\n\n"
        )[1:]
    )


def test_strings_that_cannot_be_written_stay_as_they_were(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_project.change("docs/es/_strings.yml", 'text: "Menú"', 'text: "Todas"')
    assert run(tiny_project, "strings") == 0
    before = {path: path.read_bytes() for path in sorted(tiny_project.root.rglob("_strings.po*"))}
    tiny_project.change("docs/es/_strings.yml", 'text: "Todas"', 'text: "Temas y páginas"')
    capsys.readouterr()

    def full(path: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert run(tiny_project, "strings") == 1
    assert capsys.readouterr().out == (
        "docs/es/_strings.pot could not be written (No space left on device); it is as it was. "
        "Mend that, then run the command again.\n"
    )
    after = {path: path.read_bytes() for path in sorted(tiny_project.root.rglob("_strings.po*"))}
    assert after == before


def test_strings_leaves_a_broken_catalogue_as_it_is(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = 'msgctxt "site.menu"\nmsgid "Menú"\nmsgstr "תפריט\n'
    tiny_project.write("docs/he/_strings.po", broken)
    assert run(tiny_project, "strings") == 1
    assert capsys.readouterr().out == (
        "1 problem to mend:\n"
        "  docs/he/_strings.po:3: This is not a valid line of a gettext file. Open the file in "
        "Poedit, or mend the word before the quotes, and the quotes.\n"
    )
    assert tiny_project.text("docs/he/_strings.po") == broken


def test_strings_reports_broken_words_of_the_source_language(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tiny_project.text("docs/he/_strings.po")
    tiny_project.write("docs/es/_strings.yml", "site.menu: Menú\n")
    assert run(tiny_project, "strings") == 1
    assert capsys.readouterr().out == (
        "1 problem to mend:\n  docs/es/_strings.yml:1: `site.menu` is `Menú`. Write "
        '`text: "…"` and `note: "…"` under it.\n'
    )
    assert tiny_project.text("docs/he/_strings.po") == before


@pytest.mark.parametrize("name", ["he/index.md", "docs/he/index.md"])
def test_translated_records_the_text_of_the_source_as_it_stands(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    tiny_project.change("docs/es/index.md", "No hace falta", "No es necesario")
    assert len(tiny_project.problems()) == 1
    assert run(tiny_project, "translated", name) == 0
    assert capsys.readouterr().out == (
        "docs/he/index.md translates docs/es/index.md as it stands now.\n"
    )
    assert tiny_project.problems() == []


@pytest.mark.parametrize("name", ["es/index.md", "he/nothing.md", "nothing", "xx/index.md", ""])
def test_translated_asks_for_the_name_of_a_translated_page(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(tiny_project, "translated", name) == 1
    assert capsys.readouterr().out == (
        f"docs/{name} and docs/es/{name.partition('/')[2]} must both be pages. Name the page like "
        "this: make translated PAGE=he/index.md\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"# Title\n",
            "docs/he/index.md: This page has no front matter. Begin the page with front matter, "
            "as the other pages do.\n",
        ),
        (
            b"\xff\xfe\x00",
            "1 problem to mend:\n  docs/he/index.md: This file is UTF-16 text. Save it again as "
            "UTF-8.\n",
        ),
    ],
)
def test_translated_leaves_a_broken_page_as_it_is(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    tiny_project.write("docs/he/index.md", content)
    assert run(tiny_project, "translated", "he/index.md") == 1
    assert capsys.readouterr().out == said
    assert (tiny_project.root / "docs/he/index.md").read_bytes() == content


def test_a_command_that_is_not_known_lists_those_that_are(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "chek") == 2
    assert "invalid choice: 'chek' (choose from 'check', 'build', " in capsys.readouterr().err


def test_build_writes_the_site_or_says_what_is_wrong_and_writes_nothing(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny_project, "build", "--site-dir", "out") == 0
    assert (tiny_project.root / "out/he/asma/index.html").is_file()
    tiny_project.change("docs/he/index.md", "{{ emergency }}", "{{ emergancy }}")
    line = tiny_project.line("docs/he/index.md", "{{ emergancy }}")
    assert run(tiny_project, "build", "--site-dir", "other") == 1
    assert capsys.readouterr().out == (
        f"1 problem to mend:\n  docs/he/index.md:{line}: `{{{{ emergancy }}}}` is not known. Did "
        "you mean `emergency`?\n"
    )
    assert not (tiny_project.root / "other").exists()


def test_build_refuses_a_folder_that_somebody_may_read(
    tiny_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny_project.write("site/index.html", "old")
    assert run(tiny_project, "build", "--site-dir", "site") == 1
    assert capsys.readouterr().out == (
        "`site` is not an empty folder; who reads there would meet half of two sites. Name a new "
        "one, or put the site in place of another with hooks/publish.py.\n"
    )
    assert tiny_project.text("site/index.html") == "old"


def test_build_says_that_it_could_write_only_half_of_a_site(
    tiny_project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert run(tiny_project, "build", "--site-dir", "out") == 1
    assert capsys.readouterr().out == (
        "`out` is half a site: asma/comprobar/index.html could not be written (No space left on "
        "device). Remove it, mend that, then build again.\n"
    )
