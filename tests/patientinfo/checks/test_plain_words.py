"""Words that may not appear are found in every language and form, and where they stand."""

from pathlib import Path

import pytest

from patientinfo.checks.plain_words import Entry, WordList, find, read_words, word_list
from patientinfo.pages.blocks import expand
from tiny import Project

ROOT = Path(__file__).parents[3]
LISTS, _ = read_words(ROOT / "docs/_medical/words.yml", "docs/_medical/words.yml")

HOW_TO_QUOTE = 'To quote somebody, write {{ quote("…") }} and cite the source.'
HOW_TO_QUOTE_IN_A_STRING = (
    "To quote somebody, put it in quotation marks and name them in `quotes` in _strings.yml."
)
CURE = (
    "no treatment takes CP away, and the word promises it. Better: there is no treatment that "
    "takes CP away; helps with; eases."
)


def found(text: str, locale: str) -> list[str]:
    return [hit.written for hit in find(text, LISTS[locale])]


def one_entry(locale: str, **entry: object) -> WordList:
    return word_list(locale, [Entry(reason="it is wrong", better="nothing", **entry)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("locale", "text", "written"),
    [
        ("en", "This cures children.", "cures"),
        ("en", "CURED at last", "CURED"),
        ("en", "A risk-free method", "risk-free"),
        ("en", "It is free\nof risks.", "free\nof risks"),
        ("en", "guaranteed", "guaranteed"),
        ("en", "It is 100% safe.", "100% safe"),
        ("en", "a success rate of 8", "success rate"),
        ("en", "Your child is eligible.", "eligible"),
        ("en", "This is proven.", "proven"),
        ("en", "An unproven method", "unproven"),
        ("en", "She suffers from CP.", "suffers"),
        ("en", "a wheelchair\u2011bound child", "wheelchair\u2011bound"),
        ("ru", "Его вылечили.", "вылечили"),
        ("ru", "о полном излечении", "излечении"),
        ("ru", "Гарантированный результат", "Гарантированный"),
        ("ru", "гаранти\u0301руем", "гаранти\u0301руем"),
        ("ru", "совершенно безопасного метода", "совершенно безопасного"),
        ("ru", "процент успешных случаев", "процент успешных"),
        ("ru", "подходящего кандидата", "подходящего кандидата"),
        ("ru", "больные дети", "больные дети"),
        ("ru", "ребенок подходит для терапии", "ребенок подходит"),
        ("ru", "инновационными методами", "инновационными"),
        ("ka", "ბავშვის განკურნებას", "განკურნებას"),
        ("ka", "განკურნავს ბავშვს", "განკურნავს"),
        ("ka", "უკურნებელი სენი", "უკურნებელი"),
        ("ka", "გარანტირებულია შედეგი", "გარანტირებულია"),
        ("ka", "რისკის გარეშე", "რისკის გარეშე"),
        ("ka", "დამტკიცებულია, რომ ეხმარება", "დამტკიცებულია"),
        ("ka", "წარმატების მაჩვენებელს", "წარმატების მაჩვენებელს"),
        ("ka", "კარგი კანდიდატები", "კანდიდატები"),
        ("ka", "ინვალიდებისთვის", "ინვალიდებისთვის"),
        ("ka", "ცერებრალური დამბლა", "ცერებრალური"),
        ("ar", "علاج يَشفي الأطفال", "يَشفي"),
        ("ar", "الشفاء ممكن", "الشفاء"),
        ("ar", "وبالشفاء", "وبالشفاء"),
        ("ar", "للشِّفاء", "للشِّفاء"),
        ("ar", "نتيجة مضمونة", "مضمونة"),
        ("ar", "من دون مخاطر", "من دون مخاطر"),
        ("ar", "أثبتت الأبحاث", "أثبتت"),
        ("ar", "فأثبتت ذلك", "فأثبتت"),
        ("ar", "نسبة النجاح عالية", "نسبة النجاح"),
        ("ar", "طفل مؤهَّل للعلاج", "مؤهَّل"),
        ("ar", "والمعاقين", "والمعاقين"),
        ("ar", "أطفال يعانون من الصرع", "يعانون من"),
    ],
)
def test_a_word_is_found_in_the_form_that_the_sentence_gives_it(
    locale: str, text: str, written: str
) -> None:
    assert written in found(text, locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "The doctor checks the secure area for accuracy and procures a chair."),
        ("en", "There is no treatment that takes CP away. It approves of nothing without a sieve."),
        ("en", "The clinic says that it is safe."),
        ("ru", "Лечения, которое избавляет от ДЦП, нет."),
        ("ru", "Ребёнок лечится, врач лечит, человек с инвалидностью."),
        ("ru", "Не доказано, что помогает."),
        ("ka", "მკურნალობა ეხმარება, კვლევებს ეს არ უჩვენებია."),
        ("ka", "ეს არ არის დამტკიცებული."),
        ("ar", "المستشفى قريب، والشلل الدماغي ليس شلل الأطفال."),
        ("ar", "لم يثبت أنه يفيد."),
        ("ar", "5 سم على مقعد السيارة"),
    ],
)
def test_a_word_that_only_looks_alike_or_is_denied_is_not_found(locale: str, text: str) -> None:
    errors = [hit.written for hit in find(text, LISTS[locale]) if not hit.entry.only]
    assert errors == []


def test_an_exception_counts_in_its_own_sentence_only() -> None:
    words = one_entry("en", forms=["safe"], unless=["the clinic says"])
    text = "The clinic says it is safe. It is safe."
    assert [hit.start for hit in find(text, words)] == [text.rindex("safe")]


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    words = one_entry("en", forms=["act now"])
    assert list(find("How did it act? Now we know.", words)) == []


def test_the_tiny_project_has_no_word_that_may_not_appear(tiny_project: Project) -> None:
    assert tiny_project.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("description: Cerebral palsy.", "description: A cure.", "description:"),
        ("Speech therapy helps.", "Speech therapy is a cure.", "Speech"),
        ("{ #what-the-labels-mean }", "and a cure { #what-the-labels-mean }", "## What the l"),
        (
            "See the [treatments](treatments/index.md).",
            '!!! do "A cure"\n\n    See the [treatments](treatments/index.md).',
            "!!!",
        ),
        ("See the [treatments]", "See the [cure]", "See"),
        ('{{ term("spasticity") }}', '{{ term("spasticity", "a cure") }}', "{{ fact("),
    ],
)
def test_a_word_is_reported_wherever_readers_meet_it(
    tiny_project: Project, old: str, new: str, line: str
) -> None:
    tiny_project.change("docs/en/index.md", old, new)
    number = tiny_project.line("docs/en/index.md", line)
    said = f"docs/en/index.md:{number}: «cure» may not appear: {CURE} {HOW_TO_QUOTE}"
    assert said in tiny_project.problems()


def test_a_word_in_a_title_is_reported_on_the_line_of_the_title(tiny_project: Project) -> None:
    tiny_project.change("docs/en/index.md", "title: Cerebral palsy", "title: A cure")
    tiny_project.change("docs/en/index.md", "# Cerebral palsy\n", "# A cure\n")
    said = [each for each in tiny_project.problems() if "may not appear" in each]
    assert said == [
        f"docs/en/index.md:2: «cure» may not appear: {CURE} {HOW_TO_QUOTE}",
        f"docs/en/index.md:8: «cure» may not appear: {CURE} {HOW_TO_QUOTE}",
    ]


def test_a_word_that_is_wrong_in_one_meaning_is_a_warning(tiny_project: Project) -> None:
    tiny_project.change("docs/en/index.md", "Speech therapy helps.", "Speech therapy is safe.")
    site, problems = tiny_project.load()
    assert site is not None
    assert [str(each) for each in problems if each.file == "docs/en/index.md"] == [
        "docs/en/index.md:10: «safe» may not appear where it means a treatment, as this site's own "
        "word: safety is a claim that only studies can carry. Better: serious problems were "
        f"uncommon; how safe it is, is not known. {HOW_TO_QUOTE}"
    ]


def test_a_quotation_with_a_source_may_hold_the_word(tiny_project: Project) -> None:
    old = "Speech therapy helps."
    tiny_project.change("docs/en/index.md", old, 'An advert said {{ quote("cured") }}.')
    assert [each for each in tiny_project.problems() if "docs/en" in each] == []


def test_a_quotation_is_marked_as_one_on_the_page(tiny_project: Project) -> None:
    site, problems = tiny_project.load()
    assert site is not None, problems
    place = site.place("index.md", "en")
    html = expand('An advert said {{ quote("<b>cured") }}.', place, site)
    assert html == "An advert said <q data-quoted>&lt;b&gt;cured</q>."


def test_a_quotation_without_a_source_is_a_problem(tiny_project: Project) -> None:
    tiny_project.change(
        "docs/en/index.md", "See the [treatments]", 'One said {{ quote("cured") }}. See [them]'
    )
    assert [each for each in tiny_project.problems() if "docs/en" in each] == [
        "docs/en/index.md:12: Here somebody is quoted, but no source is cited. "
        'Put {{ cite("…") }} behind the sentence, and say in it who says so.'
    ]


def test_a_translated_word_is_reported_in_its_own_file_and_language(tiny_project: Project) -> None:
    old = "Speech therapy helps."
    tiny_project.change("docs/ka/index.md", old, "თერაპია განკურნავს.")
    said = [each for each in tiny_project.problems() if "docs/ka" in each]
    assert said == [
        "docs/ka/index.md:15: «განკურნავს» may not appear: no treatment takes CP away, and the "
        "word promises or denies it. Better: მკურნალობა, რომელიც ცერებრულ დამბლას გააქრობდა, არ "
        f"არსებობს; ეხმარება; ამსუბუქებს. {HOW_TO_QUOTE}"
    ]


def test_a_word_in_a_string_is_reported_with_its_key(tiny_project: Project) -> None:
    path = "docs/en/_strings.yml"
    tiny_project.change(path, 'text: "Skip to the text"', 'text: "Skip to the cure"')
    number = tiny_project.line(path, "site.skip:")
    said = [each for each in tiny_project.problems() if each.startswith(path)]
    assert said == [
        f"{path}:{number}: `site.skip`: «cure» may not appear: {CURE} {HOW_TO_QUOTE_IN_A_STRING}"
    ]


def test_a_word_in_a_translated_string_is_reported_with_the_line_of_its_message(
    tiny_project: Project,
) -> None:
    path = "docs/ar/_strings.po"
    old = 'msgctxt "site.skip"\nmsgid "Skip to the text"\nmsgstr "كلمة"'
    tiny_project.change(path, old, old.replace("كلمة", "الشفاء"))
    number = tiny_project.line(path, 'msgctxt "site.skip"')
    assert tiny_project.problems() == [
        f"{path}:{number}: `site.skip`: «الشفاء» may not appear: no treatment takes CP away, and "
        "the word promises it. Better: لا يوجد علاج يزيل الشلل الدماغي؛ يساعد؛ يخفّف. "
        f"{HOW_TO_QUOTE_IN_A_STRING}"
    ]


def test_a_string_may_quote_a_word_when_it_says_who_is_quoted(tiny_project: Project) -> None:
    path = "docs/en/_strings.yml"
    old = 'text: "Skip to the text"'
    tiny_project.change(path, old, 'text: "Skip the “cure”"\n  quotes: "an advert"')
    assert [each for each in tiny_project.problems() if each.startswith(path)] == []


def test_outside_its_quotation_marks_such_a_string_may_not_hold_it(tiny_project: Project) -> None:
    path = "docs/en/_strings.yml"
    old = 'text: "Skip to the text"'
    tiny_project.change(path, old, 'text: "Skip the cure, “so”"\n  quotes: "an advert"')
    assert len([each for each in tiny_project.problems() if each.startswith(path)]) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "forms: [guarantee*, ",
            'forms: ["gua*rantee", ',
            "`gua*rantee` is not a word, a phrase or the beginning of a word. Write whole words, "
            "such as `risk-free`, or a stem with a star, such as `guarantee*`.",
        ),
        (
            "forms: [suffer*, victim*, afflict*, stricken]",
            "forms: []",
            "This entry has no `forms`. Write the words that it is about.",
        ),
        (
            'reason: "it praises instead of telling"\n    better: "new; still being studied"',
            'better: "new; still being studied"',
            "`en.12.reason` is missing. Add the key `reason`.",
        ),
    ],
)
def test_a_mistake_in_the_list_is_reported_with_its_line(
    tiny_project: Project, old: str, new: str, said: str
) -> None:
    path = "docs/_medical/words.yml"
    before = tiny_project.text(path).split("\n")
    tiny_project.change(path, old, new)
    after = tiny_project.text(path).split("\n")
    line = next(
        number
        for number, pair in enumerate(zip(before, after, strict=False), 1)
        if pair[0] != pair[1]
    )
    problems = tiny_project.problems()
    assert [each.split(": ", 1)[1] for each in problems] == [said]
    assert abs(int(problems[0].split(":")[1]) - line) <= 1


def test_a_language_without_a_list_is_a_warning(tiny_project: Project) -> None:
    path = "docs/_medical/words.yml"
    tiny_project.change(path, "\nka:\n", "\ntr:\n")
    assert tiny_project.problems() == [
        "docs/_medical/words.yml: The language ka has no list of words that may not appear. "
        "Add `ka:` with its words."
    ]
