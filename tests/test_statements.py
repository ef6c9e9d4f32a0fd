"""Statements are read exactly, and refused with the option, the value and what was expected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from careerpath.errors import InvalidDataError, UnknownIdError, UsageError
from careerpath.months import parse_month
from careerpath.profile import Holding, Question, Worked
from careerpath.statements import Asked, Said, Statements, ask

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue

TODAY = date(2026, 11, 22)


def said(option: str, *texts: str) -> tuple[Said, ...]:
    return tuple(Said(text, f"{option} {text}") for text in texts)


def one(option: str, text: str) -> Said:
    return Said(text, option)


def asked(catalogue: Catalogue, **statements: object) -> Asked:
    """The question about becoming a solicitor."""
    given = {"targets": said("", "solicitor"), **statements}
    (found,) = ask(catalogue, Statements(**given), TODAY)  # type: ignore[arg-type]
    return found


def question(catalogue: Catalogue, **statements: object) -> Question:
    return asked(catalogue, **statements).question


def refusal(catalogue: Catalogue, **statements: object) -> UsageError:
    with pytest.raises(UsageError) as caught:
        question(catalogue, **statements)
    return caught.value


def test_the_plan_starts_in_the_month_after_it_is_asked(small: Catalogue) -> None:
    found = asked(small)
    assert (found.as_of, found.question.start) == ("2026-11-22", parse_month("2026-12"))
    assert found.question.currency == "GBP"


def test_a_holding_has_a_grade_and_a_date(small: Catalogue) -> None:
    have = said("--have", "gcse-english=c@2019-08", "LLB")
    assert question(small, have=have).profile.holds == (
        Holding("gcse-english", "4", parse_month("2019-08")),
        Holding("law-degree"),
    )


def test_a_bad_grade_lists_the_grades(small: Catalogue) -> None:
    error = refusal(small, have=said("--have", "gcse-english=Z"))
    assert error.message == "--have gcse-english=Z: 'Z' is not a grade of gcse-english"
    assert error.hint == "Its grades, worst to best: 1, 2, 3, 4, 5, 6, 7, 8, 9"


def test_a_grade_of_what_has_none_is_refused(small: Catalogue) -> None:
    error = refusal(small, have=said("--have", "sqe=pass"))
    assert error.message == "--have sqe=pass: sqe has no grades"


def test_two_grades_of_one_credential_are_refused(small: Catalogue) -> None:
    error = refusal(small, have=said("--have", "gcse-english=4", "gcse-english=5"))
    assert error.message == "--have gcse-english=5: gcse-english is given two grades, 4 and 5"


def test_a_bad_month_is_refused_with_its_option(small: Catalogue) -> None:
    error = refusal(small, have=said("--have", "law-degree@2027-13"))
    assert error.message == "--have law-degree@2027-13: '2027-13' is not a month"
    assert error.hint == "Write it as YYYY-MM, for example 2027-09."


def test_work_is_months_in_a_role(small: Catalogue) -> None:
    worked = said("--worked", "paralegal=18", "paralegal=2y@2020-05")
    assert question(small, worked=worked).profile.worked == (
        Worked("paralegal-ew", 18),
        Worked("paralegal-ew", 24, parse_month("2020-05")),
    )


def test_work_in_the_future_is_refused(small: Catalogue) -> None:
    error = refusal(small, worked=said("--worked", "paralegal=18@2027-05"))
    assert error.message.endswith("work until 2027-05 lies in the future")


def test_work_without_months_is_refused(small: Catalogue) -> None:
    error = refusal(small, worked=said("--worked", "paralegal"))
    assert error.message == "--worked paralegal: 'paralegal' lacks the months"


def test_an_age_is_reckoned_back_from_the_day_asked(small: Catalogue) -> None:
    found = asked(small, age=one("--age", "18"))
    assert (found.question.profile.born, found.age) == (parse_month("2008-11"), 18)


def test_limits_are_read(small: Catalogue) -> None:
    limits = question(
        small,
        budget=one("--budget", "£31,400.50"),
        within=one("--within", "3y"),
        via=said("--via", "LLB"),
        routes=said("--route", "law-degree=Part-time at a distance"),
        earning=True,
    ).limits
    assert (limits.budget, limits.within, limits.via) == (3_140_050, 36, ("law-degree",))
    assert limits.routes == (("law-degree", "part-time"),)
    assert limits.earning
    assert not limits.hopeful


def test_by_counts_from_the_start(small: Catalogue) -> None:
    assert question(small, by=one("--by", "2027-12")).limits.within == 12


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (
            {"age": one("--age", "18"), "born": one("--born", "2008-01")},
            "--born: give --age or --born, not both",
        ),
        (
            {"by": one("--by", "2030-01"), "within": one("--within", "3y")},
            "--by: give --by or --within, not both",
        ),
        ({"by": one("--by", "2026-01")}, "--by: 2026-01 is before the start, 2026-12"),
        (
            {"without": said("--without", "solicitor-ew")},
            "--without solicitor-ew rules out the target",
        ),
        (
            {"without": said("--without", "LLB"), "via": said("--via", "LLB")},
            "--without law-degree rules out --via law-degree",
        ),
        (
            {"have": said("--have", "sqe"), "lack": said("--lack", "sqe")},
            "--lack sqe: sqe is stated as held too",
        ),
        ({"hours_per_week": one("--hours-per-week", "169")}, "'169' is not a number of hours"),
        ({"hours_per_week": one("--hours-per-week", "0")}, "'0' is not a number of hours"),
        ({"budget": one("--budget", "lots")}, "'lots' is not an amount of money"),
        ({"budget": one("--budget", "-5")}, "'-5' is not an amount of money"),
        ({"budget": one("--budget", "$500")}, "'$500' is not in GBP"),
        ({"within": one("--within", "soon")}, "'soon' is not a length of time"),
        ({"objective": one("--objective", "fame")}, "'fame' is not an objective"),
        ({"age": one("--age", "old")}, "'old' is not a number of years"),
        ({"born": one("--born", "2031-01")}, "can't be a month of birth"),
        ({"as_of": one("--as-of", "2026-02-31")}, "'2026-02-31' is not a date"),
        ({"routes": said("--route", "law-degree")}, "'law-degree' lacks the route"),
    ],
)
def test_what_contradicts_or_cannot_be_read_is_refused(
    small: Catalogue, statements: dict[str, object], message: str
) -> None:
    assert message in refusal(small, **statements).message


def test_an_unknown_name_keeps_its_suggestions(small: Catalogue) -> None:
    error = refusal(small, have=said("--have", "law-degre=2:1"))
    assert isinstance(error, UnknownIdError)
    assert error.details[0] == "law-degree — Law degree (degree, England & Wales)"


def test_the_command_line_overrides_and_extends_the_file(small: Catalogue) -> None:
    file = Statements(
        have=(
            Said("gcse-english=3", "have[0]", "me.yaml"),
            Said("law-degree=2:2", "have[1]", "me.yaml"),
        ),
        worked=(Said("paralegal=6", "worked[0]", "me.yaml"),),
        age=Said("20", "age", "me.yaml"),
        hours_per_week=Said("30", "hours_per_week", "me.yaml"),
    )
    own = Statements(
        targets=said("", "solicitor"),
        have=said("--have", "gcse-english=5"),
        worked=said("--worked", "paralegal=12"),
        born=one("--born", "2000-01"),
        lack=said("--lack", "law-degree"),
    )
    (found,) = ask(small, own.over(file), TODAY)
    profile = found.question.profile
    assert profile.holds == (Holding("gcse-english", "5"),)
    assert profile.worked == (Worked("paralegal-ew", 12),)
    assert (profile.born, profile.hours_per_week) == (parse_month("2000-01"), 30)
    assert profile.lacks == ("law-degree",)


def test_a_bad_value_in_a_file_is_the_files_fault(small: Catalogue) -> None:
    file = Statements(have=(Said("gcse-english=Z", "have[0]", "me.yaml"),))
    own = Statements(targets=said("", "solicitor"))
    with pytest.raises(InvalidDataError) as caught:
        ask(small, own.over(file), TODAY)
    assert caught.value.message == "me.yaml: have[0]: 'Z' is not a grade of gcse-english"
