from patientinfo.reading.problems import Problem, errors, report, warnings

typo = Problem("docs/en/index.md", 12, "`title` is empty.", "Write text in double quotes.")
missing = Problem("docs/_medical/claims.yml", 0, "This file is missing.", "Bring it back from git.")
late = Problem("docs/ka/index.md", 0, "This page is not translated.", "Translate it.", "warning")


def test_a_problem_reads_as_place_what_and_fix() -> None:
    assert str(typo) == "docs/en/index.md:12: `title` is empty. Write text in double quotes."


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(missing) == "docs/_medical/claims.yml: This file is missing. Bring it back from git."


def test_a_report_counts_and_sorts_and_says_nothing_twice() -> None:
    assert report([typo, missing, typo]) == (
        "2 problems to mend:\n"
        "  docs/_medical/claims.yml: This file is missing. Bring it back from git.\n"
        "  docs/en/index.md:12: `title` is empty. Write text in double quotes."
    )


def test_one_problem_is_not_called_problems() -> None:
    assert report([missing]).startswith("1 problem to mend:\n")


def test_errors_and_warnings_are_told_apart() -> None:
    assert errors([late, typo, missing]) == [missing, typo]
    assert warnings([late, typo, missing]) == [late]
