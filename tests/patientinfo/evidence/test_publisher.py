from pathlib import Path

import pytest

from patientinfo.evidence.publisher import read_facts

TEXT = """publisher:
  name:
  address: " "
  correction_contact: "mistakes@example.org"
  funding:
  relation_to_clinic:
clinic:
  legal_name:
  address:
  phone:
  email:
  licence:
  website:
printed_beside: [ka, en]
"""
LANGUAGES = ("en", "ka")


def messages(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "publisher.yml").write_text(text, encoding="utf-8")
    facts, found = read_facts(tmp_path / "publisher.yml", "publisher.yml", LANGUAGES)
    assert (facts is None) == bool(found)
    return [str(problem) for problem in found]


def test_a_fact_is_its_text_and_an_empty_or_blank_one_is_not_stated(tmp_path: Path) -> None:
    (tmp_path / "publisher.yml").write_text(TEXT, encoding="utf-8")
    facts, found = read_facts(tmp_path / "publisher.yml", "publisher.yml", LANGUAGES)
    assert facts is not None and found == []
    assert facts.value("publisher.correction_contact") == "mistakes@example.org"
    assert facts.value("clinic.phone") is None
    assert facts.value("publisher.address") is None
    assert facts.names()[:2] == ["publisher.name", "publisher.address"]
    assert len(facts.names()) == 11


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "phone:",
            "phone: 995322000000",
            "publisher.yml:10: `clinic.phone` is `995322000000`. Write text in double quotes.",
        ),
        (
            "  licence:",
            "  licence: no",
            "publisher.yml:12: `clinic.licence` is `false` (YAML reads yes, no, on and off that "
            "way; put such a word in quotes). Write text in double quotes.",
        ),
        (
            '"mistakes@example.org"',
            "@example",
            "publisher.yml:4: This is not valid YAML: found character '@' that cannot start any "
            "token. Look at the indentation, the colons and the quotes of this line and the one "
            "above.",
        ),
        (
            "  legal_name:",
            "  legal_name: '<img src=x onerror=alert(1)>'",
            "publisher.yml:8: `clinic.legal_name` holds HTML (`<img>`), and readers see it as it "
            "stands. Delete such signs, and keep the words.",
        ),
        (
            "  website:",
            "  website: 'javascript:alert(1)'",
            "publisher.yml:13: `clinic.website` is `javascript:alert(1)`. Write an address that "
            "begins with https://, or leave it empty.",
        ),
        (
            "  website:",
            "  website: www.clinic.example",
            "publisher.yml:13: `clinic.website` is `www.clinic.example`. Write an address that "
            "begins with https://, or leave it empty.",
        ),
        (
            '"mistakes@example.org"',
            '"JavaScript:alert(1)"',
            "publisher.yml:4: `publisher.correction_contact` is `JavaScript:alert(1)`. Write an "
            "address that begins with https://, or leave it empty.",
        ),
        (
            "[ka, en]",
            "[ge, en]",
            "publisher.yml:14: There is no language `ge`. Known are: `en`, `ka`.",
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    assert said in messages(tmp_path, TEXT.replace(old, new))


@pytest.mark.parametrize(
    "address",
    ["https://clinic.example", "https://კლინიკა.გე/", "https://clinic.example/ka/?a=1#b"],
)
def test_the_clinic_has_an_address_of_its_own(tmp_path: Path, address: str) -> None:
    assert messages(tmp_path, TEXT.replace("  website:", f'  website: "{address}"')) == []
