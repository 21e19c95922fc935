from pathlib import Path

import pytest

from patientinfo.evidence.claims import Register, claim_strings, read_register, treatment_strings

TEXT = """claims:
  - id: cells-become-nerve-cells
    kind: mechanism
    verdict: not-supported
    references: [sun-2017]
    seen: 2026-11-22
  - id: effective-therapy
    kind: outcome
    verdicts: {bone-marrow: uncertain, cord-blood: partly-supported}
    references: [sun-2017, mancias-guerra-2014]
    seen: 2026-11-22
treatments:
  - id: massage
    parts:
      - id: craniosacral
        label: probably-not
        references: [novak-2020]
cells:
  - {id: cord-blood-drip, label: probable, references: [novak-2020, sun-2017]}
cord_blood_gain:
  reference: sun-2017
  lowest: 0
  highest: 100
  treated: 170
  compared: 171
  differences:
    - {months: 12, mean: 1.42, low: 0.31, high: 2.52}
"""
REFERENCES = {"sun-2017", "mancias-guerra-2014", "novak-2020"}
WORDS = {
    *(
        f"claims.{id}.{part}"
        for id in ("cells-become-nerve-cells", "effective-therapy")
        for part in ("title", "clinic", "research")
    ),
    "subjects.bone-marrow",
    "subjects.cord-blood",
    *(f"treatments.massage.{part}" for part in ("name", "clinic", "meaning")),
    "parts.craniosacral.name",
    "parts.craniosacral.research",
    "cells.cord-blood-drip.name",
    "cells.cord-blood-drip.why",
}


def read(
    tmp_path: Path, text: str, words: set[str] | None = WORDS
) -> tuple[Register | None, list[str]]:
    (tmp_path / "claims.yml").write_text(text, encoding="utf-8")
    register, found = read_register(tmp_path / "claims.yml", "claims.yml", REFERENCES, words)
    return register, [str(problem) for problem in found]


def test_a_sound_register_is_read(tmp_path: Path) -> None:
    register, found = read(tmp_path, TEXT)
    assert register is not None and found == []
    whole, parts = register.claims
    assert whole.judged() == [("", "not-supported")]
    assert parts.judged() == [("bone-marrow", "uncertain"), ("cord-blood", "partly-supported")]
    assert register.claim("effective-therapy") == parts
    assert register.treatment("surgery") is None
    assert {*claim_strings(whole), *claim_strings(parts)} < WORDS
    assert treatment_strings(register.treatments[0])[-1] == "parts.craniosacral.research"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "references: [sun-2017]",
            "references: [sun-2071]",
            "claims.yml:5: There is no reference `sun-2071`. Did you mean `sun-2017`?",
        ),
        (
            "references: [novak-2020]",
            "references: [x]",
            "claims.yml:17: There is no reference `x`. Known are: `mancias-guerra-2014`, "
            "`novak-2020`, `sun-2017`.",
        ),
        (
            "references: [sun-2017]",
            "references: []",
            "claims.yml:5: `cells-become-nerve-cells` has no reference. Name the sources of what "
            "research shows.",
        ),
        (
            "    verdict: not-supported\n",
            "",
            "claims.yml:2: `cells-become-nerve-cells` must have either `verdict` or `verdicts`. "
            "Write one verdict for the whole, or `verdicts` with one for each subject.",
        ),
        (
            "    verdicts:",
            "    verdict: uncertain\n    verdicts:",
            "claims.yml:7: `effective-therapy` must have either `verdict` or `verdicts`. Write "
            "one verdict for the whole, or `verdicts` with one for each subject.",
        ),
        (
            "verdict: not-supported",
            "verdict: false-claim",
            "claims.yml:4: `claims.0.verdict` is `false-claim`. Write one of: clinic-rule, "
            "clinic-statement, supported, partly-supported, uncertain, not-supported, "
            "cannot-be-checked, promotion, misleading.",
        ),
        (
            "label: probably-not",
            "label: no",
            "claims.yml:16: `treatments.0.parts.0.label` is `false` (YAML reads yes, no, on and "
            "off that way; put such a word in quotes). Write one of: strong, probable, uncertain, "
            "probably-not, consensus.",
        ),
        (
            "id: effective-therapy",
            "id: cells-become-nerve-cells",
            "claims.yml:7: The id `cells-become-nerve-cells` stands twice. Rename one of the two.",
        ),
        (
            "    seen: 2026-11-22\n  - id",
            '    seen: "2026-11-22"\n  - id',
            "claims.yml:6: `claims.0.seen` is `2026-11-22`. Write a date such as 2026-11-22.",
        ),
        (
            "[sun-2017]",
            "sun-2017",
            "claims.yml:5: `claims.0.references` is `sun-2017`. Write a list, one item a line, "
            "each after a dash.",
        ),
        (
            "mean: 1.42",
            "mean: 14.2",
            "claims.yml:27: The mean 14.2 does not lie between 0.31 and 2.52, or these lie "
            "outside 0 to 100. Compare the three numbers with the study.",
        ),
        (
            "treatments:",
            "treatment:",
            "claims.yml:1: `treatments` is missing. Add the key `treatments`.",
        ),
    ],
)
def test_a_mistake_is_reported(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    assert said in read(tmp_path, TEXT.replace(old, new))[1]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("claims.effective-therapy.research", "claims.yml:7: `effective-therapy`"),
        ("subjects.cord-blood", "claims.yml:7: `effective-therapy`"),
        ("treatments.massage.meaning", "claims.yml:13: `massage`"),
        ("parts.craniosacral.name", "claims.yml:13: `massage`"),
        ("cells.cord-blood-drip.why", "claims.yml:19: `cord-blood-drip`"),
    ],
)
def test_words_that_are_missing_are_reported(tmp_path: Path, key: str, said: str) -> None:
    assert read(tmp_path, TEXT, WORDS - {key})[1] == [
        f"{said} has no words `{key}`. Add them to docs/en/_strings.yml."
    ]


def test_nothing_is_said_of_words_that_could_not_be_read(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT, None)[1] == []


def test_a_register_without_claims_is_reported(tmp_path: Path) -> None:
    assert read(tmp_path, "claims:\n" + TEXT[TEXT.index("treatments:") :]) == (
        None,
        ["claims.yml:1: `claims` is empty. Write a list, one item a line, each after a dash."],
    )
