from patientinfo.languages.alphabet import alphabet
from patientinfo.pages.a_to_z import Entry, by_letter


def listed(texts: list[str], letters: str, pass_over: tuple[str, ...] = ()) -> dict[str, list[str]]:
    every = [Entry(text, "#") for text in texts]
    groups = by_letter(every, alphabet(letters, pass_over))
    return {letter: [each.text for each in group] for letter, group in groups}


def test_russian_yo_stands_with_ye_and_capitals_do_not_matter() -> None:
    assert listed(["Жизнь", "ёмкость", "Ездить", "Если"], "а б в г д е ж") == {
        "Е": ["Ездить", "ёмкость", "Если"],
        "Ж": ["Жизнь"],
    }


def test_the_arabic_article_and_the_forms_of_alif_do_not_count() -> None:
    found = listed(["الجراحة", "أسئلة", "التدليك", "إدارة"], "ا ب ت ث ج د س", ("ال",))
    assert found == {"ا": ["إدارة", "أسئلة"], "ت": ["التدليك"], "ج": ["الجراحة"]}


def test_georgian_letters_stay_as_they_are_written_and_latin_names_come_last() -> None:
    assert list(listed(["GMFCS", "მასაჟი", "ანესთეზია"], "ა ბ გ მ")) == ["ა", "მ", "G"]


def test_turkish_letters_have_a_place_of_their_own() -> None:
    assert list(listed(["Dil", "Çocuk", "Cerrahi"], "a b c ç d")) == ["C", "Ç", "D"]
