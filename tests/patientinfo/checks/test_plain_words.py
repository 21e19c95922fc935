"""Words that may not appear are found in every language and form, and where they stand."""

from pathlib import Path
from typing import Any

import pytest

from patientinfo.checks.plain_words import WordList, find, word_list
from patientinfo.languages.language import Avoided, Language, read_language
from patientinfo.languages.letters import Letters
from patientinfo.pages import render
from tiny import Project

ROOT = Path(__file__).parents[3]

HOW_TO_QUOTE = 'To quote somebody, write {{ quote("…") }} and cite the source.'
HOW_TO_QUOTE_IN_A_STRING = (
    "To quote somebody, put it in quotation marks and name them in `quotes` in _strings.yml."
)
CURE = (
    "el asma no desaparece con un tratamiento, y la palabra lo promete. Better: alivia; ayuda a "
    "respirar mejor."
)
PAGE = "docs/es/asma/index.md"


def one_entry(**entry: Any) -> WordList:
    return word_list(Language(avoid=[Avoided(reason="it is wrong", better="nothing", **entry)]))


def test_an_exception_counts_in_its_own_sentence_only() -> None:
    words = one_entry(forms=["safe"], unless=["the clinic says"])
    text = "The clinic says it is safe. It is safe."
    assert [hit.start for hit in find(text, words)] == [text.rindex("safe")]


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    words = one_entry(forms=["act now"])
    assert find("How did it act? Now we know.", words) == ()


@pytest.mark.parametrize(
    "written",
    [
        "\u0441ure",
        "c\u03c5re",
        "\uff43\uff55\uff52\uff45",
        "\U0001d41c\U0001d42e\U0001d42b\U0001d41e",
        "ⓒⓤⓡⓔ",
        "curé",
        "cu\u00adre",
        "CURE",
    ],
)
def test_a_word_is_read_as_readers_see_it(written: str) -> None:
    english = Language(
        letters=Letters(accents=False),
        avoid=[Avoided(forms=["cure"], reason="it is wrong", better="nothing")],
    )
    assert [hit.written for hit in find(f"A {written}.", word_list(english))] == [written]


def test_an_accent_makes_another_word_unless_the_language_says_otherwise() -> None:
    assert find("Un curé sur le pont.", one_entry(forms=["cure", "sûr"])) == ()


@pytest.mark.parametrize("written", ["risk\u2013free", "risk\u2014free", "risk\u00a0free"])
def test_any_dash_or_space_joins_a_phrase(written: str) -> None:
    words = one_entry(forms=["risk-free"])
    assert [hit.written for hit in find(f"It is {written}.", words)] == [written]


def test_one_mistake_is_reported_once_though_several_entries_have_it() -> None:
    entries = [
        Avoided(forms=forms, reason="it is wrong", better="nothing")
        for forms in (["safe"], ["100% safe"])
    ]
    hits = find("It is 100% safe, so safe.", word_list(Language(avoid=entries)))
    assert [hit.written for hit in hits] == ["100% safe", "safe"]


ENGLISH, GEORGIAN, RUSSIAN, ARABIC = (
    word_list(read_language(ROOT / f"docs/{locale}/_language.yml", locale)[0])
    for locale in ("en", "ka", "ru", "ar")
)


@pytest.mark.parametrize(
    ("words", "sentence", "written"),
    [
        (ENGLISH, "Come, and your child will walk.", "your child will walk"),
        (ENGLISH, "If you come, she will walk again.", "she will walk"),
        (ENGLISH, "We see 90 % success.", "success"),
        (ENGLISH, "Only until Sunday!", "Only until"),
        (ENGLISH, "It is the best clinic of all.", "best clinic"),
        (ENGLISH, "Massage is safe.", "safe"),
        (GEORGIAN, "თქვენი ბავშვი გაივლის.", "ბავშვი გაივლის"),
        (GEORGIAN, "ეს წარმატებული მკურნალობაა.", "წარმატებული"),
        (GEORGIAN, "ფასი მხოლოდ კვირამდე მოქმედებს.", "მხოლოდ კვირამდე"),
        (GEORGIAN, "ეს საუკეთესო კლინიკაა.", "საუკეთესო კლინიკაა"),
        (RUSSIAN, "Ваш ребенок пойдет.", "ребенок пойдет"),
        (RUSSIAN, "Успех в 90 % случаев.", "Успех"),
        (RUSSIAN, "Только до воскресенья.", "Только до"),
        (RUSSIAN, "Это лучшая клиника.", "лучшая клиника"),
        (RUSSIAN, "Массаж безопасен.", "безопасен"),
        (ARABIC, "سيمشي طفلكم.", "سيمشي طفلكم"),
        (ARABIC, "هذا نجاحنا.", "نجاحنا"),
        (ARABIC, "فقط حتى يوم الأحد.", "فقط حتى"),
        (ARABIC, "عیادتنا هي أفضل عیادة.", "أفضل عیادة"),
        (ARABIC, "التدليك سيشفيهم.", "سيشفيهم"),
        (ARABIC, "التدليك ﺷﻔﺎﺀ.", "ﺷﻔﺎﺀ"),
    ],
)
def test_promises_and_pressure_are_found_in_every_language(
    words: WordList, sentence: str, written: str
) -> None:
    assert [hit.written for hit in find(sentence, words)] == [written]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (ENGLISH, "Nobody can say whether your child will walk."),
        (ENGLISH, "Most children will walk."),
        (ENGLISH, "The clinic treats children only until 18 years."),
        (RUSSIAN, "Клиника принимает детей только до 18 лет."),
        (RUSSIAN, "Ребёнок пойдёт в школу."),
        (ARABIC, "اسألوا في المستشفى."),
    ],
)
def test_what_promises_nothing_is_left_alone(words: WordList, sentence: str) -> None:
    assert find(sentence, words) == ()


def test_a_word_in_a_fact_of_the_publisher_is_reported_with_its_name(
    tiny_project: Project,
) -> None:
    path = "docs/_medical/publisher.yml"
    tiny_project.write(path, 'publisher:\n  name: "Ana"\n  funding: "Amigos de la cura"\n')
    assert [each for each in tiny_project.problems() if "cura" in each] == [
        f"{path}:3: `publisher.funding`: «cura» may not appear: {CURE}"
    ]


def test_the_tiny_project_has_no_word_that_may_not_appear(tiny_project: Project) -> None:
    assert tiny_project.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Qué pasa en los bronquios, qué lo alivia", "Qué cura los bronquios", "description:"),
        ("Unas semanas van bien", "Unas semanas la cura va bien", "Unas semanas"),
        ("## El inhalador {", "## El inhalador y la cura {", "## El inh"),
        ("Baja la hinchazón", "Baja y cura", "| De control"),
        ('!!! do "Qué puede hacer"', '!!! do "Una cura"', "!!! do"),
        ("* el humo del tabaco", "* la cura del tabaco", "* la cura"),
        ("[comparar las respuestas con la regla]", "[comparar la cura]", "Con {{"),
        ('{{ term("medidor") }}', '{{ term("medidor", "una cura") }}', "Con {{"),
        ("* el humo del tabaco", "* el humo c&#117;ra todo", "* el humo"),
        ("* el humo del tabaco", "* el humo cu<b>ra</b> todo", "* el humo"),
        ("* el humo del tabaco", "* el humo cu<!-- no -->ra todo", "* el humo"),
        ("* el humo del tabaco", "> el humo\n> cura todo", "> cura"),
        ("* el humo del tabaco", '* [humo](comprobar.md "una cura")', "* [humo]"),
        ("updated:", 'interests: "Vende una cura."\nupdated:', "interests:"),
    ],
)
def test_a_word_is_reported_wherever_readers_meet_it(
    tiny_project: Project, old: str, new: str, line: str
) -> None:
    tiny_project.change(PAGE, old, new)
    number = tiny_project.line(PAGE, line)
    said = f"{PAGE}:{number}: «cura» may not appear: {CURE} {HOW_TO_QUOTE}"
    assert said in tiny_project.problems()


def test_a_word_in_a_title_is_reported_on_the_line_of_the_title(tiny_project: Project) -> None:
    tiny_project.change(PAGE, 'title: "Qué es el asma"', 'title: "Una cura"')
    tiny_project.change(PAGE, "# Qué es el asma\n", "# Una cura\n")
    said = [each for each in tiny_project.problems() if "may not appear" in each]
    assert said == [
        f"{PAGE}:2: «cura» may not appear: {CURE} {HOW_TO_QUOTE}",
        f"{PAGE}:8: «cura» may not appear: {CURE} {HOW_TO_QUOTE}",
    ]


def test_a_word_that_is_wrong_in_one_meaning_is_a_warning(tiny_project: Project) -> None:
    tiny_project.change(PAGE, "Unas semanas van bien", "El inhalador es seguro")
    site, problems = tiny_project.load()
    assert site is not None
    assert [str(each) for each in problems if each.file == PAGE] == [
        f"{PAGE}:18: «seguro» may not appear where it means un tratamiento, como palabra de este "
        "sitio: solo los estudios pueden decirlo. Better: no se sabe con qué frecuencia hace "
        f"daño. {HOW_TO_QUOTE}"
    ]


def test_a_quotation_with_a_source_may_hold_the_word(tiny_project: Project) -> None:
    new = 'Un anuncio decía {{ quote("cura") }}. {{ cite("gina") }}'
    tiny_project.change(PAGE, "Unas semanas van bien y otras peor.", new)
    assert [each for each in tiny_project.problems() if "docs/es" in each] == []


def test_a_quotation_is_marked_as_one_on_the_page(tiny_project: Project) -> None:
    new = 'Un anuncio decía {{ quote("<b>cura") }}. {{ cite("gina") }}'
    tiny_project.change(PAGE, "Unas semanas van bien y otras peor.", new)
    site, problems = tiny_project.load()
    assert site is not None, problems
    html = render.text(site, "asma/index.md", "es").html
    assert "decía <q data-quoted>&lt;b&gt;cura</q>." in html


def test_a_quotation_without_a_source_is_a_problem(tiny_project: Project) -> None:
    tiny_project.change(PAGE, "Unas semanas van bien", 'Decía {{ quote("cura") }}: van bien')
    assert [each for each in tiny_project.problems() if "docs/es" in each] == [
        f"{PAGE}:18: Here somebody is quoted, but no source is cited. "
        'Put {{ cite("…") }} behind the sentence, and say in it who says so.'
    ]


def test_a_translated_word_is_reported_in_its_own_file_and_language(tiny_project: Project) -> None:
    path = "docs/he/asma/index.md"
    tiny_project.change(path, "* הצטננות", "* הטיפול מרפא")
    number = tiny_project.line(path, "* הטיפול")
    assert tiny_project.problems() == [
        f"{path}:{number}: «מרפא» may not appear: no treatment takes asthma away, and the word "
        f"promises it. Better: מקל; עוזר לנשום. {HOW_TO_QUOTE}"
    ]


def test_a_word_in_a_string_is_reported_with_its_key(tiny_project: Project) -> None:
    path = "docs/es/_strings.yml"
    tiny_project.change(path, '"Ir al texto"', '"Ir a la cura"')
    number = tiny_project.line(path, "site.skip:")
    said = [each for each in tiny_project.problems() if each.startswith(path)]
    assert said == [
        f"{path}:{number}: `site.skip`: «cura» may not appear: {CURE} {HOW_TO_QUOTE_IN_A_STRING}"
    ]


def test_a_word_in_a_translated_string_is_reported_with_the_line_of_its_message(
    tiny_project: Project,
) -> None:
    path = "docs/he/_strings.po"
    tiny_project.change(
        path, 'msgid "Ir al texto"\nmsgstr "דלגו לטקסט"', 'msgid "Ir al texto"\nmsgstr "ריפוי"'
    )
    number = tiny_project.line(path, 'msgctxt "site.skip"')
    assert tiny_project.problems() == [
        f"{path}:{number}: `site.skip`: «ריפוי» may not appear: no treatment takes asthma away, "
        f"and the word promises it. Better: מקל; עוזר לנשום. {HOW_TO_QUOTE_IN_A_STRING}"
    ]


def test_a_string_may_quote_a_word_when_it_says_who_is_quoted(tiny_project: Project) -> None:
    path = "docs/es/_strings.yml"
    tiny_project.change(path, '"Ir al texto"', '"Pasar la “cura”"\n  quotes: "un anuncio"')
    assert [each for each in tiny_project.problems() if each.startswith(path)] == []


def test_outside_its_quotation_marks_such_a_string_may_not_hold_it(tiny_project: Project) -> None:
    path = "docs/es/_strings.yml"
    tiny_project.change(path, '"Ir al texto"', '"La cura, “así”"\n  quotes: "un anuncio"')
    assert len([each for each in tiny_project.problems() if each.startswith(path)]) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "forms: [garantiza*, ",
            'forms: ["ga*rantiza", ',
            "`ga*rantiza` is not a word, a phrase or the beginning of a word. Write whole words, "
            "such as `risk-free`, or a stem with a star, such as `guarantee*`.",
        ),
        (
            "forms: [garantiza*, garantía*]",
            "forms: []",
            "This entry has no `forms`. Write the words that it is about.",
        ),
        (
            'reason: "todo tratamiento tiene riesgos"\n    better:',
            "better:",
            "`avoid.2.reason` is missing. Add the key `reason`.",
        ),
    ],
)
def test_a_mistake_in_the_list_is_reported_with_its_line(
    tiny_project: Project, old: str, new: str, said: str
) -> None:
    path = "docs/es/_language.yml"
    before = tiny_project.text(path).split("\n")
    tiny_project.change(path, old, new)
    after = tiny_project.text(path).split("\n")
    pairs = enumerate(zip(before, after, strict=False), 1)
    line = next(number for number, (was, is_now) in pairs if was != is_now)
    problems = tiny_project.problems()
    assert [each.split(": ", 1)[1] for each in problems] == [said]
    assert abs(int(problems[0].split(":")[1]) - line) <= 1


def test_a_language_without_a_list_is_a_warning(tiny_project: Project) -> None:
    path = "docs/he/_language.yml"
    text = tiny_project.text(path)
    tiny_project.write(path, text[: text.index("avoid:")])
    assert tiny_project.problems() == [
        f"{path}: The language he has no list of words that may not appear. "
        "Add `avoid:` with its words."
    ]
