"""`make strings` brings a catalogue up to date and drops nothing that a person wrote."""

import random
import re
from pathlib import Path

import pytest

from patientinfo.languages.gettext_file import parse
from patientinfo.languages.updates import Updated, template, updated
from patientinfo.languages.wording import Strings, read_source

STRINGS = """site.menu:
  text: "Menu"
  note: "Button that opens the list of all pages."
site.skip:
  text: "Skip"
  note: "First link of each page."
unit.year:
  one: "{{ count }} year"
  other: "{{ count }} years"
  note: "An age."
"""

HEADER = r"""# Translated by Nino Beridze.
#
# Ask the clinic before you change the names of treatments.
msgid ""
msgstr ""
"Project-Id-Version: site\n"
"POT-Creation-Date: 2026-01-02 10:00+0400\n"
"PO-Revision-Date: 2026-02-03 11:00+0400\n"
"Last-Translator: Nino Beridze <nino@example.org>\n"
"Language-Team: Tbilisi\n"
"Language: ka\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"X-Generator: Poedit 3.4\n"
"""

MENU = """#. Button that opens the list of all pages.
msgctxt "site.menu"
msgid "Menu"
msgstr "მენიუ"
"""
SKIP = """# Not a jump: see https://example.org/a-rather-long-address-with-hyphens-in-it/of-a-page-on-words
#. First link of each page.
#, no-wrap
msgctxt "site.skip"
msgid "Skip"
msgstr "გამოტოვება"
"""
YEAR = """#. An age.
msgctxt "unit.year"
msgid "{{ count }} year"
msgid_plural "{{ count }} years"
msgstr[0] "{{ count }} წელი"
msgstr[1] "{{ count }} წლის"
"""
OLD = """# Kept for the leaflet.
#, fuzzy
#~| msgid "Earlier still"
#~ msgctxt "site.earlier"
#~ msgid "Earlier"
#~ msgstr "ადრე"
"""
END = "# To do: the names of pages.\n"


def catalogue(*messages: str) -> str:
    return "\n".join((HEADER, *messages))


GEORGIAN = catalogue(MENU, SKIP, YEAR, OLD, END)


def source(tmp_path: Path, text: str = STRINGS) -> Strings:
    (tmp_path / "_strings.yml").write_text(text, encoding="utf-8")
    strings, problems = read_source(tmp_path / "_strings.yml", "_strings.yml")
    assert problems == []
    return strings


def update(tmp_path: Path, po: str, strings: str = STRINGS, locale: str = "ka") -> Updated:
    """Update a catalogue; a second time nothing changes any more."""
    file, problems = parse(po, f"{locale}.po")
    assert problems == []
    new = updated(source(tmp_path, strings), locale, file)
    again, problems = parse(new.text, f"{locale}.po")
    assert problems == []
    assert updated(source(tmp_path, strings), locale, again).text == new.text
    return new


def change(old: str, new: str, text: str = STRINGS) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_what_is_up_to_date_stays_as_it_is(tmp_path: Path) -> None:
    assert update(tmp_path, GEORGIAN) == Updated(GEORGIAN, 3, ())


@pytest.mark.parametrize(
    "po",
    [
        change('msgid "Menu"', '"" \\\nmsgid "Menu"'.replace("\\\n", "\n"), GEORGIAN).replace(
            'msgctxt "site.menu"\n"" \n', 'msgctxt ""\n"site."\n"menu"\n'
        ),
        change('msgstr "მენიუ"', 'msgstr ""\n"მენ"\n"იუ"', GEORGIAN),
        change("#. An age.\n", "#. An\n#. age.\n", GEORGIAN),
        change("#, no-wrap", "#,no-wrap", GEORGIAN),
        change(MENU, re.sub("(?m)^", "  ", MENU).rstrip(" "), GEORGIAN),
        change("nplurals=2; plural=(n != 1);", 'nplurals=2; "\n"plural=(n != 1);', GEORGIAN),
    ],
    ids=["wrapped key", "wrapped text", "wrapped note", "no space", "indented", "wrapped header"],
)
def test_how_another_tool_writes_the_same_stays_too(tmp_path: Path, po: str) -> None:
    assert update(tmp_path, po).text == po


def test_a_changed_text_keeps_its_translation_marked_beside_the_earlier_text(
    tmp_path: Path,
) -> None:
    changed = change('text: "Skip"', 'text: "Skip to the text"')
    changed = change('other: "{{ count }} years"', 'other: "{{ count }} full years"', changed)
    assert update(tmp_path, GEORGIAN, changed) == Updated(
        catalogue(
            MENU,
            """# Not a jump: see https://example.org/a-rather-long-address-with-hyphens-in-it/of-a-page-on-words
#. First link of each page.
#, fuzzy, no-wrap
#| msgid "Skip"
msgctxt "site.skip"
msgid "Skip to the text"
msgstr "გამოტოვება"
""",
            """#. An age.
#, fuzzy
#| msgid "{{ count }} year"
#| msgid_plural "{{ count }} years"
msgctxt "unit.year"
msgid "{{ count }} year"
msgid_plural "{{ count }} full years"
msgstr[0] "{{ count }} წელი"
msgstr[1] "{{ count }} წლის"
""",
            OLD,
            END,
        ),
        3,
        (),
    )


def test_a_text_that_changes_twice_keeps_the_text_that_was_translated(tmp_path: Path) -> None:
    once = update(tmp_path, GEORGIAN, change('"Menu"', '"List"')).text
    assert (
        '#, fuzzy\n#| msgid "Menu"\nmsgctxt "site.menu"\nmsgid "Pages"\nmsgstr "მენიუ"\n'
        in update(tmp_path, once, change('"Menu"', '"Pages"')).text
    )


def test_a_renamed_key_is_found_by_its_text(tmp_path: Path) -> None:
    renamed = change("site.skip:", "page.skip:")
    new = update(tmp_path, GEORGIAN, renamed)
    assert (new.translations, new.gone) == (3, ())
    assert new.text == change(
        '#, no-wrap\nmsgctxt "site.skip"\n',
        '#, fuzzy, no-wrap\n#| msgctxt "site.skip"\n#| msgid "Skip"\nmsgctxt "page.skip"\n',
        GEORGIAN,
    )


def test_keys_that_a_tool_has_dropped_are_found_by_their_texts(tmp_path: Path) -> None:
    """`xliff2po` writes no `msgctxt`, and one message for all that have the same text."""
    twice = STRINGS + 'page.menu:\n  text: "Menu"\n  note: "A heading."\n'
    without = re.sub(r'(?m)^msgctxt ".*\n', "", catalogue(MENU, SKIP, YEAR))
    new = update(tmp_path, without, twice)
    assert (new.translations, new.gone) == (3, ())
    marked = [
        change("msgctxt", "#, fuzzy\nmsgctxt", MENU),
        change("#, no-wrap", "#, fuzzy, no-wrap", SKIP),
        change("msgctxt", "#, fuzzy\nmsgctxt", YEAR),
        '#. A heading.\n#, fuzzy\nmsgctxt "page.menu"\nmsgid "Menu"\nmsgstr "მენიუ"\n',
    ]
    assert new.text == catalogue(*marked)


def test_what_no_string_uses_any_more_goes_to_the_end(tmp_path: Path) -> None:
    without = STRINGS[: STRINGS.index("site.skip:")] + STRINGS[STRINGS.index("unit.year:") :]
    new = update(tmp_path, GEORGIAN, without)
    gone = """# Not a jump: see https://example.org/a-rather-long-address-with-hyphens-in-it/of-a-page-on-words
#, no-wrap
#~ msgctxt "site.skip"
#~ msgid "Skip"
#~ msgstr "გამოტოვება"
"""
    assert new == Updated(catalogue(MENU, YEAR, gone, OLD, END), 3, ("site.skip",))
    assert update(tmp_path, new.text).text == GEORGIAN


def test_a_note_on_a_string_that_was_never_translated_stays_too(tmp_path: Path) -> None:
    blank = '# What is this?\nmsgctxt "site.gone"\nmsgid "Gone"\nmsgstr ""\n'
    nothing = '#. Shown.\nmsgctxt "site.none"\nmsgid "None"\nmsgstr "\u200b"\n'
    assert update(tmp_path, catalogue(MENU, SKIP, YEAR, blank, nothing)) == Updated(
        catalogue(
            *(MENU, SKIP, YEAR),
            '# What is this?\n#~ msgctxt "site.gone"\n#~ msgid "Gone"\n#~ msgstr ""\n',
        ),
        3,
        (),
    )


@pytest.mark.parametrize(
    "other",
    [
        'msgctxt "site.menu"\nmsgid "Menu"\nmsgstr ""\n',
        '#, fuzzy\nmsgctxt "site.menu"\nmsgid "Menu"\nmsgstr "სია"\n',
        'msgctxt "site.menu"\nmsgid "All"\nmsgstr "ყველა"\n',
    ],
    ids=["not translated", "fuzzy", "of another text"],
)
@pytest.mark.parametrize("better_first", [True, False])
def test_of_two_for_one_key_the_better_one_stays(
    tmp_path: Path, other: str, better_first: bool
) -> None:
    two = (MENU, other) if better_first else (other, MENU)
    new = update(tmp_path, catalogue(*two, SKIP, YEAR))
    flags, rest = ("#, fuzzy\n", other[9:]) if other.startswith("#") else ("", other)
    kept = flags + re.sub("(?m)^(?=.)", "#~ ", rest)
    if 'msgid "Menu"' in kept:
        kept = change('"site.menu"', '"site.menu (2)"', kept)
    kept_words = [kept] if 'msgstr ""' not in kept else []
    assert new.text == catalogue(MENU, SKIP, YEAR, *kept_words)
    assert new.gone == (("site.menu",) if kept_words else ())


def test_three_for_one_key_are_numbered_as_gettext_wants_them(tmp_path: Path) -> None:
    second, third = MENU.replace("მენიუ", "სია"), MENU.replace("მენიუ", "გვერდები")
    new = update(tmp_path, catalogue(MENU, second, third, MENU, SKIP, YEAR))
    assert new.text == catalogue(
        *(MENU, SKIP, YEAR),
        '#~ msgctxt "site.menu (2)"\n#~ msgid "Menu"\n#~ msgstr "სია"\n',
        '#~ msgctxt "site.menu (3)"\n#~ msgid "Menu"\n#~ msgstr "გვერდები"\n',
    )


def test_a_text_that_becomes_plural_or_stops_being_so_loses_no_form(tmp_path: Path) -> None:
    plural = change('text: "Skip"', 'one: "Skip"\n  other: "Skip all"')
    single = re.sub(r"  one: .*\n  other: .*\n", '  text: "{{ count }} years"\n', plural[-95:])
    assert "one:" not in single
    new = update(tmp_path, catalogue(MENU, SKIP, YEAR), plural[:-95] + single)
    skip = change("#, no-wrap\n", '#, fuzzy, no-wrap\n#| msgid "Skip"\n', SKIP)
    skip = change('msgstr "გამოტოვება"', 'msgstr[0] "გამოტოვება"\nmsgstr[1] "გამოტოვება"', skip)
    assert new.text == catalogue(
        MENU,
        change('msgid "Skip"\nmsgstr', 'msgid "Skip"\nmsgid_plural "Skip all"\nmsgstr', skip),
        """#. An age.
#, fuzzy
#| msgid "{{ count }} year"
#| msgid_plural "{{ count }} years"
msgctxt "unit.year"
msgid "{{ count }} years"
msgstr "{{ count }} წელი"
""",
        re.sub("(?m)^(?=.)", "#~ ", YEAR.split("\n", 1)[1]),
    )


def test_no_text_is_taken_for_a_format_of_python(tmp_path: Path) -> None:
    flagged = change("#. An age.\n", "#. An age.\n#, python-format, no-c-format\n", GEORGIAN)
    flagged = change("#, no-wrap", "#, no-wrap, python-brace-format", flagged)
    assert update(tmp_path, flagged).text == change(
        "#. An age.\n", "#. An age.\n#, no-c-format\n", GEORGIAN
    )


RUSSIAN_THREE = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
    "n%100>14) ? 1 : 2);"
)


def russian(rule: str, *forms: str) -> str:
    head = change("(n != 1);", "0;", HEADER).replace("nplurals=2; plural=0;", rule)
    lines = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
    return f"{head}\n{MENU}\n{SKIP}\n{YEAR[: YEAR.index('msgstr[')]}{lines}"


def test_a_valid_plural_rule_of_a_tool_stays(tmp_path: Path) -> None:
    po = russian(RUSSIAN_THREE, "{{ count }} год", "{{ count }} года", "{{ count }} лет")
    assert update(tmp_path, po, locale="ru").text == po


def test_a_plural_rule_that_gettext_does_not_know_is_mended_for_good(tmp_path: Path) -> None:
    """CLDR's `e` stood in the French, Spanish, Italian, Portuguese and Catalan rules."""
    three = ("{{ count }} año", "{{ count }} de años", "{{ count }} años")
    wrong = "nplurals=3; plural=(((((((e == 0)) && (!((n == 0))))) ? 1 : ((n == 1)) ? 0 : 2);"
    right = "nplurals=3; plural=(((((((0 == 0)) && (!((n == 0)))) && (((n % 1000000) == 0))) && "
    right += "((0 == 0))) || (!((0 >= 0 && 0 <= 5)))) ? 1 : ((n == 1)) ? 0 : 2);"
    assert update(tmp_path, russian(wrong, *three), locale="es").text == russian(right, *three)
    two = russian("nplurals=2; plural=(n != 1);", *three[::2])
    assert update(tmp_path, two, locale="es").text == two


def test_a_rule_with_fewer_forms_than_the_translations_is_replaced(tmp_path: Path) -> None:
    four = ("{{ count }} год", "{{ count }} года", "{{ count }} лет", "{{ count }} года.")
    new = update(tmp_path, russian(RUSSIAN_THREE, *four), locale="ru").text
    assert re.findall(r"nplurals=\d", new) == ["nplurals=4"]
    assert [form in new for form in four] == [True] * 4


def test_forms_that_a_language_has_not_go_to_the_end(tmp_path: Path) -> None:
    three = ("{{ count }} წელი", "{{ count }} წლის", "{{ count }} წლით")
    po = russian("nplurals=2; plural=(n != 1);", *three)
    assert update(tmp_path, po).text == catalogue(
        *(MENU, SKIP, YEAR),
        re.sub("(?m)^(?=.)", "#~ ", YEAR.split("\n", 1)[1]).replace("unit.year", "unit.year (2)")
        + '#~ msgstr[2] "{{ count }} წლით"\n',
    )


def test_a_header_gets_what_it_lacks(tmp_path: Path) -> None:
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=CHARSET\\n"\n"X-Mine: a\\n"\n'
    assert update(tmp_path, f"{po}\n{MENU}\n{SKIP}\n{YEAR}").text.startswith(
        r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"X-Mine: a\n"
"Project-Id-Version: \n"
"PO-Revision-Date: \n"
"Last-Translator: \n"
"Language-Team: \n"
"Language: ka\n"
"MIME-Version: 1.0\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(((n == 1)) ? 0 : 1);\n"

#. Button"""
    )


def test_a_new_language_has_a_file_with_no_date_and_no_name_of_its_maker(tmp_path: Path) -> None:
    new = updated(source(tmp_path), "ar")
    assert (new.translations, new.gone) == (0, ())
    assert new.text == (
        r"""# Words of the site. Open with Poedit; the notes say where each stands.
msgid ""
msgstr ""
"Project-Id-Version: \n"
"PO-Revision-Date: \n"
"Last-Translator: \n"
"Language-Team: \n"
"Language: ar\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""
        '"Plural-Forms: nplurals=6; plural=((((n % 100) >= 3 && (n % 100) <= 10)) ? 3 : (((n % '
        "100) >= 11 && (n % 100) <= 99)) ? 4 : ((n == 1)) ? 1 : ((n == 2)) ? 2 : ((n == 0)) ? 0 "
        r""": 5);\n"

#. Button that opens the list of all pages.
msgctxt "site.menu"
msgid "Menu"
msgstr ""

#. First link of each page.
msgctxt "site.skip"
msgid "Skip"
msgstr ""

#. An age.
msgctxt "unit.year"
msgid "{{ count }} year"
msgid_plural "{{ count }} years"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""
msgstr[3] ""
msgstr[4] ""
msgstr[5] ""
"""
    )


def test_a_file_that_is_only_comments_keeps_them(tmp_path: Path) -> None:
    assert update(tmp_path, "# Mine.\n\n# Later.\n").text.startswith(
        '# Mine.\n\n# Later.\nmsgid ""'
    )


def test_the_template_has_every_string_without_a_translation(tmp_path: Path) -> None:
    made = template(source(tmp_path))
    assert made.startswith(
        "# Words of the site, for tools that begin a language. `make strings` writes this.\n"
    )
    assert made.endswith(
        '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n\n'
        '#. Button that opens the list of all pages.\nmsgctxt "site.menu"\nmsgid "Menu"\n'
        'msgstr ""\n\n#. First link of each page.\nmsgctxt "site.skip"\nmsgid "Skip"\n'
        'msgstr ""\n\n#. An age.\nmsgctxt "unit.year"\nmsgid "{{ count }} year"\n'
        'msgid_plural "{{ count }} years"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )


WORD = re.compile(r"w[0-9]+w")


@pytest.mark.parametrize("seed", range(100))
def test_no_word_that_a_person_wrote_is_ever_dropped(tmp_path: Path, seed: int) -> None:
    """Any messages at all, in any state, with keys and texts that fit, nearly fit or do not."""
    some = random.Random(seed)
    words = iter(range(10_000))

    def word() -> str:
        return f"w{next(words)}w"

    def message() -> str:
        gone = some.random() < 0.3
        sign = "#~ " if gone else ""
        key = some.choice(("site.menu", "site.skip", "unit.year", "old.one", "old.two", None))
        text = some.choice(("Menu", "Skip", "{{ count }} year", "Other"))
        lines = [f"# {word()}" for _ in range(some.randrange(3))]
        lines += ["#, fuzzy"] if some.random() < 0.3 else []
        lines += [f'#{"~" * gone}| msgid "{word()}"'] if some.random() < 0.3 else []
        lines += [f'{sign}msgctxt "{key}"'] if key else []
        lines += [f'{sign}msgid "{text}"']
        if text.endswith("year") or some.random() < 0.1:
            lines += [f'{sign}msgid_plural "{text}s"']
            lines += [f'{sign}msgstr[{n}] "{word()}"' for n in range(some.randrange(1, 5))]
        else:
            lines += [f'{sign}msgstr "{word() if some.random() < 0.8 else ""}"']
        return "\n".join(lines) + "\n"

    messages = [message() for _ in range(some.randrange(12))]
    po = catalogue(*messages, *([f"# {word()}\n"] if some.random() < 0.5 else []))
    new = update(tmp_path, po).text
    assert set(WORD.findall(po)) <= set(WORD.findall(new))
    identities = [(each.msgctxt, each.msgid) for each in parse(new, "ka.po")[0].entries]
    assert len(identities) == len(set(identities)), "gettext refuses a key and text twice"
