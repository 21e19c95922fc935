import re
from decimal import Decimal
from pathlib import Path

import pytest

from patientinfo.languages.catalogues import read_catalogue
from patientinfo.languages.tags import direction, plural_categories, plural_index
from patientinfo.languages.wording import SourceString, Strings, Wording, fill, read_source

STRINGS = """site.menu:
  text: "Menu"
  note: "Button that opens the list of all pages."
facts.reviewed-by:
  text: "{{ name }}, {{ date }}"
  note: "Who read the page, and when."
unit.year:
  one: "{{ count }} year"
  other: "{{ count }} years"
  note: "An age."
"""
BROKEN = (
    "This is not a valid line of a gettext file. Open the file in Poedit, or mend the word before "
    "the quotes, and the quotes."
)
NOT_TRANSLATED = "is not translated; readers see it in English."

RUSSIAN = """msgid ""
msgstr ""
"Language: ru\\n"
"Plural-Forms: nplurals=4; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<12 || n%100>14) ? 1 : 2;\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgctxt "site.menu"
msgid "Menu"
msgstr "Меню"

msgctxt "facts.reviewed-by"
msgid "{{ name }}, {{ date }}"
msgstr "{{ date }}, {{ name }}"

msgctxt "unit.year"
msgid "{{ count }} year"
msgid_plural "{{ count }} years"
msgstr[0] "{{ count }} год"
msgstr[1] "{{ count }} года"
msgstr[2] "{{ count }} лет"
msgstr[3] "{{ count }} года"
"""


def source(tmp_path: Path, text: str = STRINGS) -> tuple[Strings, list[str]]:
    (tmp_path / "_strings.yml").write_text(text, encoding="utf-8")
    strings, found = read_source(tmp_path / "_strings.yml", "_strings.yml")
    return strings, [str(problem) for problem in found]


def catalogue(tmp_path: Path, text: str | bytes) -> tuple[Wording, list[str], set[str]]:
    strings, _ = source(tmp_path)
    file = tmp_path / "_strings.po"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    wording, found = read_catalogue(file, "ru.po", "ru", strings, original="en")
    return wording, [str(problem) for problem in found], {problem.level for problem in found}


def test_a_sound_file_has_no_problems(tmp_path: Path) -> None:
    strings, found = source(tmp_path)
    assert found == []
    assert strings["unit.year"] == SourceString(
        "unit.year", ("{{ count }} year", "{{ count }} years"), "An age.", 7
    )
    assert catalogue(tmp_path, RUSSIAN)[1] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '  note: "An age."\n',
            "",
            "_strings.yml:7: `unit.year.note` is missing. Add the key `note`.",
        ),
        (
            '"An age."',
            '""',
            "_strings.yml:10: `unit.year.note` is ``. Write text in double quotes.",
        ),
        (
            '  text: "Menu"\n',
            "",
            "_strings.yml:1: `site.menu.text` is missing. Add the key `text`.",
        ),
        ('"Menu"', "5", "_strings.yml:2: `site.menu.text` is `5`. Write text in double quotes."),
        (
            '"Menu"',
            '["Menu"]',
            "_strings.yml:2: `site.menu.text` is `['Menu']`. Write text in double quotes.",
        ),
        (
            '"Menu"',
            "No",
            "_strings.yml:2: `site.menu.text` is `false` (YAML reads yes, no, on and off that "
            "way; put such a word in quotes). Write text in double quotes.",
        ),
        (
            '  one: "{{ count }} year"\n',
            "",
            "_strings.yml:7: `unit.year.one` is missing. Add the key `one`.",
        ),
        (
            "  text:",
            "  txet:",
            "_strings.yml:2: `site.menu.txet` is not a key that is known here. Known are: `text`, "
            "`one`, `other`, `note`, `quotes`.",
        ),
        (
            "site.menu:",
            "unit.year:",
            "_strings.yml:7: `unit.year` stands twice; the second would silently win. Remove one "
            "of the two.",
        ),
        (
            "site.menu:",
            "2026:",
            "_strings.yml:1: `2026` is a key, but not text. Put it in double quotes.",
        ),
        (
            "site.menu:",
            "yes:",
            "_strings.yml:1: `yes` is a key, but YAML reads it as true or false. Put it in double "
            "quotes.",
        ),
        (
            '"{{ name }}, {{ date }}"',
            "{{ name }}, {{ date }}",
            "_strings.yml:5: This is not valid YAML: expected <block end>, but found ','. Look at "
            "the indentation, the colons and the quotes of this line and the one above.",
        ),
        (
            "{{ date }}",
            "{{ date }",
            "_strings.yml:5: `{{` stands alone. A value is written {{ name }}: two braces on "
            "either side.",
        ),
    ],
)
def test_a_mistake_in_the_english_words_is_reported(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    changed = STRINGS.replace(old, new, 1)
    assert changed != STRINGS
    assert said in source(tmp_path, changed)[1]


def test_a_text_without_a_key_below_is_reported(tmp_path: Path) -> None:
    assert source(tmp_path, 'site.menu: "Menu"\n')[1] == [
        '_strings.yml:1: `site.menu` is `Menu`. Write `text: "…"` and `note: "…"` under it.'
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- Menu\n", "Menu\n"])
def test_a_file_without_keys_is_reported(tmp_path: Path, text: str) -> None:
    assert source(tmp_path, text) == (
        {},
        ["_strings.yml:1: This file does not hold keys with texts. Bring it back from git."],
    )


@pytest.mark.parametrize(
    ("old", "new", "said", "level"),
    [
        (
            '"Меню"',
            '"Меню',
            f"ru.po:10: {BROKEN}",
            "error",
        ),
        (
            'msgctxt "facts',
            'msgctx "facts',
            f"ru.po:12: {BROKEN}",
            "error",
        ),
        (
            "nplurals=4",
            "nplurals=INTEGER",
            "ru.po:4: gettext does not understand this plural rule: `nplurals=INTEGER; "
            "plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
            "2;`. Run `make strings`, which writes a right one.",
            "error",
        ),
        (
            '"{{ date }}, {{ name }}"',
            '"{{ day }}, {{ name }}"',
            "ru.po:12: `facts.reviewed-by` has the placeholder {{ day }}, which the English text "
            "has not. Write the placeholders as in the English text: {{ date }}, {{ name }}.",
            "error",
        ),
        (
            '"Меню"',
            '"Меню {{ count }}"',
            "ru.po:8: `site.menu` has the placeholder {{ count }}, which the English text has not. "
            "Write the placeholders as in the English text: none.",
            "error",
        ),
        (
            '"{{ date }}, {{ name }}"',
            '"{{ name }}"',
            "ru.po:12: `facts.reviewed-by` lacks the placeholder {{ date }}. Copy it unchanged "
            "to the place in your sentence where the value belongs.",
            "error",
        ),
        (
            '"{{ date }}, {{ name }}"',
            '"{{ date }}, {{ name }"',
            "ru.po:12: `facts.reviewed-by`: `{{` stands alone. A value is written {{ name }}: two "
            "braces on either side.",
            "error",
        ),
        (
            "nplurals=4",
            "nplurals=3",
            "ru.po:16: This string has more plural forms than the file's `Plural-Forms` line says. "
            "Bring back that line at the top of the file from git, or run `make strings`.",
            "error",
        ),
        (
            'msgstr[2] "{{ count }} лет"\n',
            'msgstr[2] ""\n',
            f"ru.po:16: `unit.year` {NOT_TRANSLATED} Translate it.",
            "behind",
        ),
        *(
            (
                '"Меню"',
                f'"{nothing}"',
                f"ru.po:8: `site.menu` {NOT_TRANSLATED} Translate it.",
                "behind",
            )
            for nothing in ("", " ", "\u00a0", "\u200b\u200d", "\ufeff \\n")
        ),
        (
            'msgctxt "site.menu"\nmsgid "Menu"\nmsgstr "Меню"\n',
            "",
            f"ru.po: `site.menu` {NOT_TRANSLATED} Run `make strings`, then translate it.",
            "behind",
        ),
        (
            'msgctxt "site.menu"',
            '#, fuzzy\nmsgctxt "site.menu"',
            "ru.po:9: `site.menu` is marked as needing work; readers see it in English. Check the "
            "translation and take the mark off.",
            "behind",
        ),
        (
            'msgid "Menu"',
            'msgid "All pages"',
            "ru.po:8: `site.menu` translates English words that have changed since. Run "
            "`make strings`, then look at the strings that Poedit marks as needing work.",
            "behind",
        ),
        (
            "Language: ru",
            "Language: uk",
            "ru.po:3: The header says that this file is in `uk`, but it is the one of Russian. "
            "Write `Language: ru`.",
            "error",
        ),
        (
            "charset=utf-8",
            "charset=windows-1251",
            "ru.po:6: The header says that this file is `windows-1251`, but it is UTF-8. Write "
            "`charset=UTF-8`.",
            "error",
        ),
    ],
)
def test_a_mistake_in_a_catalogue_is_reported(
    tmp_path: Path, old: str, new: str, said: str, level: str
) -> None:
    assert RUSSIAN.count(old) == 1
    _, found, levels = catalogue(tmp_path, RUSSIAN.replace(old, new))
    assert (found, levels) == ([said], {level})


def test_a_string_that_the_english_has_not_is_reported(tmp_path: Path) -> None:
    more = RUSSIAN + '\nmsgctxt "site.search"\nmsgid "Search"\nmsgstr "Поиск"\n'
    assert catalogue(tmp_path, more)[1] == [
        "ru.po:24: `site.search` is translated here, but the English has no such string. Run "
        "`make strings`, which finds its new key by the text, or keeps it at the end."
    ]


def test_a_string_without_its_key_is_reported(tmp_path: Path) -> None:
    without = RUSSIAN.replace('msgctxt "site.menu"\n', "")
    assert catalogue(tmp_path, without)[1] == [
        "ru.po:8: `Menu` is translated here, but the English has no such string. Run `make "
        "strings`, which finds its new key by the text, or keeps it at the end.",
        f"ru.po: `site.menu` {NOT_TRANSLATED} Run `make strings`, then translate it.",
    ]


def test_a_file_of_which_a_tool_has_dropped_the_keys_is_one_problem(tmp_path: Path) -> None:
    without = re.sub(r'(?m)^msgctxt ".*\n', "", RUSSIAN)
    wording, found, levels = catalogue(tmp_path, without)
    assert (found, levels) == (
        [
            "ru.po:8: None of these 3 strings says its key, `msgctxt`: a tool has dropped them. "
            "Run `make strings`, which finds the keys by the texts, then check the strings."
        ],
        {"error"},
    )
    assert wording.text("site.menu") == "Menu"


def test_a_string_that_stands_twice_is_reported(tmp_path: Path) -> None:
    twice = RUSSIAN + '\nmsgctxt "site.menu"\nmsgid "Menu"\nmsgstr "Список"\n'
    assert catalogue(tmp_path, twice)[1:] == (
        [
            "ru.po:24: `site.menu` stands twice; the second would silently win. Remove one of the "
            "two, or run `make strings`, which keeps both."
        ],
        {"error"},
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Меню".encode("cp1251"), "ru.po: This file is not UTF-8 text. Save it again as UTF-8."),
        (RUSSIAN.encode("utf-16"), "ru.po: This file is UTF-16 text. Save it again as UTF-8."),
        (
            RUSSIAN.replace("charset=utf-8", "charset=windows-1251").encode("cp1251"),
            "ru.po:6: This file is not UTF-8 text but windows-1251, as this line says. In Poedit "
            "choose UTF-8 under Translation, Properties, and save it again.",
        ),
        (
            "Menu = Меню\n".encode(),
            f"ru.po:1: {BROKEN}",
        ),
    ],
)
def test_another_kind_of_file_is_reported(tmp_path: Path, content: bytes, said: str) -> None:
    assert catalogue(tmp_path, content)[1] == [said]


@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + RUSSIAN.encode(),
        RUSSIAN.replace("charset=utf-8", "charset=CHARSET").encode(),
    ],
    ids=["Windows line endings", "byte order mark", "no charset"],
)
def test_what_editors_do_to_a_file_changes_nothing(tmp_path: Path, text: bytes) -> None:
    wording, found, _ = catalogue(tmp_path, text)
    assert (found, wording.text("site.menu")) == ([], "Меню")


def test_a_catalogue_without_its_header_is_reported(tmp_path: Path) -> None:
    assert catalogue(tmp_path, RUSSIAN.split("\n\n", 1)[1])[1:] == (
        [
            "ru.po:1: The header of this file is lost: the message with an empty `msgid` at its "
            "top, which names the language and its plural forms. Bring it back from git; if you "
            "cannot, `make strings` writes a new one."
        ],
        {"error"},
    )


def test_too_few_plural_forms_are_reported(tmp_path: Path) -> None:
    few = RUSSIAN.replace('msgstr[3] "{{ count }} года"\n', "")
    assert catalogue(tmp_path, few)[1:] == (
        [
            "ru.po:16: `unit.year` has 3 plural forms; the file's `Plural-Forms` line asks for 4. "
            "Run `make strings`, then fill in the forms."
        ],
        {"warning"},
    )


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_catalogue_is_a_mistake(tmp_path: Path, text: str) -> None:
    _, found, levels = catalogue(tmp_path, text)
    assert found == ["ru.po: This file is empty. Bring it back from git, or run `make strings`."]
    assert levels == {"error"}


def test_a_missing_catalogue_waits_for_a_translator(tmp_path: Path) -> None:
    strings, _ = source(tmp_path)
    _, problems = read_catalogue(tmp_path / "none.po", "ka.po", "ka", strings, original="en")
    assert [(str(each), each.level) for each in problems] == [
        (
            "ka.po: This language has no strings yet; its readers see the English words. Run "
            "`make strings`.",
            "behind",
        )
    ]


def test_english_words_among_others_are_marked_as_english(tmp_path: Path) -> None:
    wording, _, _ = catalogue(tmp_path, RUSSIAN.replace('"Меню"', '""'))
    assert wording.html("site.menu") == '<span lang="en" dir="ltr">Menu</span>'
    assert wording.html("facts.reviewed-by", name="<b>", date="1") == "1, &lt;b&gt;"


@pytest.mark.parametrize(("count", "text"), [(1, "год"), (4, "года"), (18, "лет"), (21, "год")])
def test_a_number_takes_the_plural_form_of_the_language(
    tmp_path: Path, count: int, text: str
) -> None:
    wording, _, _ = catalogue(tmp_path, RUSSIAN)
    assert wording.text("unit.year", count) == f"{{{{ count }}}} {text}"


def test_arabic_has_six_plural_forms_and_runs_from_right_to_left() -> None:
    assert plural_categories("ar") == ["zero", "one", "two", "few", "many", "other"]
    assert [plural_index("ar", count) for count in (0, 1, 2, 5, 11, 100)] == [0, 1, 2, 3, 4, 5]
    assert (direction("ar"), direction("ka"), direction("zh-Hant")) == ("rtl", "ltr", "ltr")


def test_values_are_escaped_and_a_text_cannot_bring_in_markup() -> None:
    assert fill("<i>{{ a }}</i>", {"a": "5 < 6"}) == "&lt;i&gt;5 &lt; 6&lt;/i&gt;"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "год"), (4, "года"), (18, "лет"), (Decimal("1.5"), "года")]
)
def test_three_plural_forms_of_a_tool_serve_four_categories(
    tmp_path: Path, count: int | Decimal, text: str
) -> None:
    three = RUSSIAN.replace("nplurals=4", "nplurals=3").replace(
        'msgstr[3] "{{ count }} года"\n', ""
    )
    wording, found, _ = catalogue(tmp_path, three)
    assert (found, wording.text("unit.year", count)) == ([], f"{{{{ count }}}} {text}")
