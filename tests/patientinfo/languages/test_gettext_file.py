"""What people and tools leave in a gettext file: read where it is valid, named where it is not."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from patientinfo.languages.gettext_file import forms, parse, plural_forms, with_field
from patientinfo.languages.tags import plural_categories, plural_rule

WHOLE = r"""# Слова сайта.
# Nino, 2026
msgid ""
msgstr ""
"Last-Translator: Nino Beridze <nino@example.org>\n"
"Language: ru\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n"
"%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"
"X-Generator: Poedit 3.4\n"

# A note of the translator.
#. A note for the translator.
#, fuzzy
#| msgid "List"
msgctxt "site.menu"
msgid "Menu"
msgstr "Меню"

msgctxt ""
"site."
"search"
msgid ""
"Search "
"here"
msgstr "Поиск"

  # An indented comment.
  msgctxt "site.skip"
  msgid "Skip"
  msgstr "Дальше"

#No space behind the sign
#,no-wrap
#= fuzzy
#
msgctxt "unit.year"
msgid "{{ count }} year"
msgid_plural "{{ count }} years"
msgstr[0] "{{ count }} год"
msgstr[1] "{{ count }} года"
msgstr[2] "{{ count }} лет"

# An old one.
#~| msgctxt "site.older"
#~| msgid "Older"
#~ msgctxt "site.old"
#~ msgid "Old"
#~
#~ msgstr "Старое"

# To do: ask the clinic.
"""


def test_everything_that_gettext_allows_is_read() -> None:
    file, problems = parse(WHOLE, "ru.po")
    assert problems == []
    assert [
        (entry.msgctxt, entry.msgid, forms(entry), bool(entry.obsolete)) for entry in file.entries
    ] == [
        ("site.menu", "Menu", ("Меню",), False),
        ("site.search", "Search here", ("Поиск",), False),
        ("site.skip", "Skip", ("Дальше",), False),
        (
            "unit.year",
            "{{ count }} year",
            ("{{ count }} год", "{{ count }} года", "{{ count }} лет"),
            False,
        ),
        ("site.old", "Old", ("Старое",), True),
    ]
    assert [WHOLE.split("\n")[line - 1].strip() for line in file.lines] == [
        'msgctxt "site.menu"',
        'msgctxt ""',
        'msgctxt "site.skip"',
        'msgctxt "unit.year"',
        '#~ msgctxt "site.old"',
    ]
    menu, _, skip, year, old = file.entries
    assert (menu.tcomment, menu.flags, menu.previous_msgid) == (
        "A note of the translator.",
        ["fuzzy"],
        "List",
    )
    assert (skip.tcomment, year.flags) == ("An indented comment.", ["no-wrap", "fuzzy"])
    assert year.tcomment.strip() == "No space behind the sign"
    assert (old.previous_msgctxt, old.previous_msgid) == ("site.older", "Older")
    assert (file.top, file.end) == ("# Слова сайта.\n# Nino, 2026", "# To do: ask the clinic.")


def test_what_is_not_changed_stays_as_its_lines_stand() -> None:
    file, _ = parse(WHOLE, "ru.po")
    assert file.changed(file.header, file.entries) == WHOLE


def test_a_changed_header_keeps_its_comments_and_its_other_fields() -> None:
    file, _ = parse(WHOLE, "ru.po")
    header = with_field(with_field(file.header, "Language", "uk"), "Language-Team", "Tbilisi")
    assert file.changed(header, file.entries).split("\n\n")[0].split("\n") == [
        "# Слова сайта.",
        "# Nino, 2026",
        'msgid ""',
        'msgstr ""',
        r'"Last-Translator: Nino Beridze <nino@example.org>\n"',
        r'"Language: uk\n"',
        r'"Content-Type: text/plain; charset=UTF-8\n"',
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
        r'(n%100<12 || n%100>14) ? 1 : 2);\n"',
        r'"X-Generator: Poedit 3.4\n"',
        r'"Language-Team: Tbilisi\n"',
    ]


NOT_WHOLE = (
    "Here a message is not whole, or its parts stand in another order. Write `msgctxt`, `msgid`, "
    "for plurals `msgid_plural`, then `msgstr`, each once."
)
NOT_VALID = (
    "This is not a valid line of a gettext file. Open the file in Poedit, or mend the word before "
    "the quotes, and the quotes."
)
UNMERGED = (
    "is a line that git writes where two people have changed the same place. Keep one of the two "
    "texts, and remove the lines with <<<<<<<, ======= and >>>>>>>."
)
INVISIBLE = (
    "In this line stands an invisible sign that ends lines (U+{}). Delete it, or type the words "
    "again."
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgstr "Меню"\n', '<<<<<<< HEAD\nmsgstr "Меню"\n', f"18: `<<<<<<< HEAD` {UNMERGED}"),
        ('msgstr "Меню"\n', 'msgstr "Меню"\n=======\n', f"19: `=======` {UNMERGED}"),
        ('msgstr "Меню"\n', 'msgstr "Меню"\n>>>>>>> nino\n', f"19: `>>>>>>> nino` {UNMERGED}"),
        ("# An old one.", "||||||| 1f2e3d4", f"44: `||||||| 1f2e3d4` {UNMERGED}"),
        ("Меню", "Ме\u2028ню", f"18: {INVISIBLE.format('2028')}"),
        ("Меню", "Ме\x0bню", f"18: {INVISIBLE.format('000B')}"),
        ("# An old one.", "# An old one.\x85", f"44: {INVISIBLE.format('0085')}"),
        ('msgstr "Меню"\n', "", f"19: {NOT_WHOLE}"),
        ('msgid "Menu"\n', "", f"17: {NOT_WHOLE}"),
        ('msgid "Menu"\n', 'msgid "Menu"\nmsgid "Menu"\n', f"18: {NOT_WHOLE}"),
        ('\n#~\n#~ msgstr "Старое"', "", f"44: {NOT_WHOLE}"),
        ('msgstr "Меню"', "# Later", f"12: {NOT_WHOLE}"),
        ('msgid "Skip"', '# Why?\nmsgstr "Дальше"', f"30: {NOT_WHOLE}"),
        ('#~ msgstr "Старое"', '#~ msgstr "Старое', f"50: {NOT_VALID}"),
        ('#~| msgid "Older"', '#~| msgid Older"', f"46: {NOT_VALID}"),
        ('#| msgid "List"', '#| msgidd "List"', f"15: {NOT_VALID}"),
        ('"Меню"', '"Меню" "и"', f"18: {NOT_VALID}"),
        ('"Меню"', '"Ме"ню"', f"18: {NOT_VALID}"),
    ],
)
def test_what_is_broken_is_named_as_what_it_is(old: str, new: str, said: str) -> None:
    assert WHOLE.count(old) == 1
    file, problems = parse(WHOLE.replace(old, new), "ru.po")
    assert ([str(each) for each in problems], file.entries) == ([f"ru.po:{said}"], ())


TAGS = sorted(tag for tag in locale_identifiers() if "_" not in tag)


@pytest.mark.parametrize("locale", TAGS)
def test_the_plural_rule_of_every_language_is_one_that_gettext_understands(locale: str) -> None:
    categories = plural_categories(locale)
    assert plural_forms(plural_rule(locale), locale) == (
        len(categories),
        tuple(range(len(categories))),
    )
    assert Locale.parse(locale).plural_form.tags <= {*categories}


def test_gettext_itself_takes_the_plural_rules_of_romance_languages(tmp_path: Path) -> None:
    if not shutil.which("msgfmt"):
        pytest.skip("gettext is missing")
    for locale in ("fr", "es", "it", "pt", "ca", "ru", "ar", "he", "lv"):
        count = len(plural_categories(locale))
        many = "".join(f'msgstr[{form}] "d"\n' for form in range(count))
        (tmp_path / "made.po").write_text(
            f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
            f'"Plural-Forms: {plural_rule(locale)}\\n"\n\nmsgid "a"\nmsgid_plural "b"\n{many}',
            encoding="utf-8",
        )
        command = ["msgfmt", "--check-format", "--check-domain", "-o", "made.mo", "made.po"]
        said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr) == (0, ""), locale


@pytest.mark.parametrize(
    ("locale", "rule", "taken"),
    [
        (
            "ru",
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
            "n%100>14) ? 1 : 2);",
            {"one": 0, "few": 1, "many": 2, "other": 1},
        ),
        (
            "lv",
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
            {"zero": 1, "one": 0, "other": 1},
        ),
        (
            "he",
            "nplurals=4; plural=(n==1 ? 0 : n==2 ? 1 : n>10 && n%10==0 ? 2 : 3);",
            {"one": 0, "two": 1, "other": 3},
        ),
        ("fr", "nplurals=2; plural=(n > 1);", {"one": 0, "many": 1, "other": 1}),
        ("pt", "nplurals=2; plural=n != 1", {"one": 0, "many": 1, "other": 1}),
        ("ka", "nplurals=1; plural=0;", {"one": 0, "other": 0}),
        (
            "ar",
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
            "n%100>=11 ? 4 : 5);",
            {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 4, "other": 5},
        ),
    ],
)
def test_a_valid_plural_rule_of_a_tool_is_understood(
    locale: str, rule: str, taken: dict[str, int]
) -> None:
    found = plural_forms(rule, locale)
    assert found is not None
    count, order = found
    assert count == int(re.findall(r"nplurals=(\d)", rule)[0])
    assert dict(zip(plural_categories(locale), order, strict=True)) == taken


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=3; plural=((e == 0) ? 0 : 2);",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=n / 0;",
        "nplurals=2; plural=0 - n;",
        "nplurals=2; plural=(n != 1;",
        "nplurals=2",
    ],
)
def test_a_plural_rule_that_gettext_does_not_understand_is_none(rule: str) -> None:
    assert plural_forms(rule, "fr") is None
