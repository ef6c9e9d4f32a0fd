"""Hand-made questions, one a construct, with the optimal vector worked out by hand.

`expected` is (months, fees, steps, estimates) for `time`, in the objective's order otherwise; None
for infeasible. Month 0 is January 2027. Fees are in pennies, study in twelfths of an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from careerpath.profile import Holding, Limits, Profile, Question, Worked
from tests.proof.building import (
    DEGREE,
    GRADES,
    START,
    Json,
    age,
    any_of,
    at_least,
    both,
    catalogue,
    credential,
    held_for,
    hours_in,
    months_in,
    recent,
    role,
    route,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue
    from tests.proof.plan_records import Vector


@dataclass(frozen=True, slots=True)
class MicroCase:
    """One question whose answer is known without a program."""

    name: str
    why: str
    """How the expected vector was found."""
    catalogue: Catalogue
    question: Question
    expected: Vector | None
    usual: bool = True


def micro_cases() -> tuple[MicroCase, ...]:
    """Every case, in a fixed order."""
    groups = (
        _basics(), _capacity_and_waiting(), _completion(), _foundations(), _experience(), _grades(),
        _calendar(), _time_since(), _ages(), _employment(), _limits(), _strengths(), _targets(),
        _objectives(),
    )  # fmt: skip
    return tuple(case for group in groups for case in group)


_PERSON = {"holds", "worked", "lacks", "born", "hours_per_week", "place"}


def _ask(target: str = "goal", objective: str = "time", **given: Any) -> Question:  # noqa: ANN401
    """A question from January 2027 in pounds; `given` goes to the profile or the limits."""
    person = {k: v for k, v in given.items() if k in _PERSON}
    limits = {k: v for k, v in given.items() if k not in _PERSON}
    return Question(target, START, "GBP", Profile(**person), objective, Limits(**limits))


def _goal(*requires: Any, **more: Any) -> Json:  # noqa: ANN401 - JSON is any
    return role("goal", requires=both(*requires), **more)


def _case(
    name: str,
    why: str,
    entries: list[Json],
    expected: Vector | None,
    question: Question | None = None,
    *,
    usual: bool = True,
) -> MicroCase:
    return MicroCase(name, why, catalogue(*entries), question or _ask(), expected, usual)


def _basics() -> Iterator[MicroCase]:
    chain = [
        _goal("b"),
        credential("a", route(3, fee=100)),
        credential("b", route(2, fee=20), requires="a"),
    ]
    yield _case("chain", "a takes 0-3, b 3-5; 100 + 20 pennies.", chain, (5, 120, 2, 0))
    yield _case(
        "eligible-already",
        "b is held, so the role can be entered at once.",
        chain,
        (0, 0, 0, 0),
        _ask(holds=(Holding("b"),)),
    )
    yield _case(
        "worked-in-the-target",
        "Who has worked in the role has reached it, whatever it requires.",
        chain,
        (0, 0, 0, 0),
        _ask(worked=(Worked("goal", 1),)),
    )
    yield _case(
        "only-stated-can-be-missing",
        "A credential without routes or rule can only be stated; it is not.",
        [_goal("circumstance"), credential("circumstance")],
        None,
    )
    yield _case(
        "two-of-three",
        "The two shortest side by side: max(2, 4); the third would take 9.",
        [
            _goal(at_least(2, "a", "b", "c")),
            credential("a", route(2, fee=1)),
            credential("b", route(4, fee=1)),
            credential("c", route(9, fee=0)),
        ],
        (4, 2, 2, 0),
    )
    yield _case(
        "shared-prerequisite-paid-once",
        "p 0-1 serves a and b, both 1-3: three steps, p's fee once.",
        [
            _goal("a", "b"),
            credential("p", route(1, fee=1000)),
            credential("a", route(2, fee=1), requires="p"),
            credential("b", route(2, fee=1), requires="p"),
        ],
        (3, 1002, 3, 0),
    )
    yield _case(
        "extra-step-makes-it-faster",
        "x needs a or b; waiting for a gives 6 + 4 = 10. The needless b (0-1) lets x run 1-5 "
        "beside a (0-6): 6 months, three steps.",
        _extra_step(),
        (6, 70, 3, 0),
    )
    yield _case(
        "extra-step-is-not-cheaper",
        "The same for cost: without b 20 pennies, a 0-6, x 6-10.",
        _extra_step(),
        (20, 10, 2, 0),
        _ask(objective="cost"),
    )


def _extra_step() -> list[Json]:
    return [
        _goal("x", "a"),
        credential("a", route(6, fee=10)),
        credential("b", route(1, fee=50)),
        credential("x", route(4, fee=10), requires=any_of("a", "b")),
    ]


def _capacity_and_waiting() -> Iterator[MicroCase]:
    two = [_goal("a", "b"), credential("a", route(4, 30)), credential("b", route(4, 30))]
    yield _case("capacity-forces-sequence", "30 + 30 > 50: one after the other.", two, (8, 0, 2, 0))
    yield _case(
        "capacity-just-enough",
        "30 + 30 = 60: side by side.",
        two,
        (4, 0, 2, 0),
        _ask(hours_per_week=60),
    )
    yield _case(
        "too-many-hours-for-anyone",
        "51 hours a week never fit into 50.",
        [_goal("a"), credential("a", route(1, 51))],
        None,
    )
    yield _case(
        "zero-months-take-no-hours",
        "A step of no months takes its 99 hours a week in no month.",
        [_goal("a"), credential("a", route(0, 99, 7))],
        (0, 7, 1, 0),
    )
    release = [
        _goal("long", "march"),
        credential("long", route(10, 40)),
        credential("march", route(2, 40, starts=[3])),
    ]
    yield _case(
        "deliberate-wait-for-a-release-date",
        "Starting long at once ends it at 10 and march at 16. Idle in January and February, march "
        "2-4, long 4-14.",
        release,
        (14, 0, 2, 0),
    )
    once = credential("march", route(2, 40, available={"from": START + 2, "last_start": START + 2}))
    yield _case(
        "deliberate-wait-or-never",
        "march can be begun in March 2027 only, so long has to wait until it is over.",
        [release[0], release[1], once],
        (14, 0, 2, 0),
    )
    yield _case(
        "part-time-pace-beside-a-course",
        "The course takes 30 of 50 hours; the job's 20-hour pace fits beside it, 37 would not.",
        [
            _goal("course", months_in(6, "clerk")),
            credential("course", route(10, 30)),
            role("clerk", 37, 20),
        ],
        (10, 0, 2, 0),
    )
    yield _case(
        "the-slower-route-fits-beside",
        "a full-time 4 months at 40 hours after b (4 months, 40 h) is 8; a part-time, 6 months at "
        "10 hours beside b, is 6.",
        [
            _goal("a", "b"),
            credential("a", route(4, 40), route(6, 10)),
            credential("b", route(4, 40)),
        ],
        (6, 0, 2, 0),
    )


def _completion() -> Iterator[MicroCase]:
    yield _case(
        "completion-overrun",
        "c is taught for 2 months, but its award waits for 6 months of work begun with it.",
        [
            _goal("c"),
            credential("c", route(2), completes_with=months_in(6, "clerk")),
            role("clerk"),
        ],
        (6, 0, 2, 0),
    )
    yield _case(
        "overrun-takes-no-hours",
        "c runs 0-2 at 40 hours, then waits for w; w (40 hours) runs 2-6 in the waiting time.",
        [
            _goal("c"),
            credential("c", route(2, 40), completes_with="w"),
            credential("w", route(4, 40)),
        ],
        (6, 0, 2, 0),
    )
    yield _case(
        "two-complete-each-other-never",
        "x waits for y, y for x: neither ends.",
        [
            _goal("x"),
            credential("x", route(1), completes_with="y"),
            credential("y", route(1), completes_with="x"),
        ],
        None,
    )
    yield _case(
        "completes-with-a-step-that-ends-at-the-same-moment",
        "y ends at 3; x, taught until 3, counts from the same moment.",
        [
            _goal("x"),
            credential("x", route(3), completes_with="y"),
            credential("y", route(3)),
        ],
        (3, 0, 2, 0),
    )
    yield _case(
        "overrun-past-the-window",
        "The award must fall by month 5, but the work it waits for takes 6.",
        [
            _goal("c"),
            credential(
                "c",
                route(2, available={"until": START + 5}),
                completes_with=months_in(6, "clerk"),
            ),
            role("clerk"),
        ],
        None,
    )


def _foundations() -> Iterator[MicroCase]:
    yield _case(
        "zero-month-chain",
        "a, b and c take no time; d is derived between b and c. All at moment 0.",
        [
            _goal("c"),
            credential("a", route(0, 0, 100)),
            credential("b", route(0, 0, 200), requires="a"),
            credential("d", requires="b"),
            credential("c", route(0, 0, 300), requires="d"),
        ],
        (0, 600, 3, 0),
    )
    mutual = [
        _goal("licence-b"),
        credential("licence-a", route(0, 0, 5, requires="licence-b")),
        credential("licence-b", route(0, 0, 5), requires="licence-a"),
    ]
    yield _case(
        "mutual-recognition-proves-nothing", "Each licence only from the other.", mutual, None
    )
    course = credential("licence-a", route(0, 0, 5, requires="licence-b"), route(6, 20, 80))
    yield _case(
        "mutual-recognition-with-a-way-in",
        "licence-a by its course 0-6, licence-b by recognition at 6.",
        [mutual[0], course, mutual[2]],
        (6, 85, 2, 0),
    )
    yield _case(
        "derived-cycle",
        "p holds when q does, q when p does: never.",
        [_goal("p"), credential("p", requires="q"), credential("q", requires="p")],
        None,
    )
    yield _case(
        "zero-month-completion-cycle",
        "x and y take no time and complete each other; being simultaneous proves nothing.",
        [
            _goal("x", "y"),
            credential("x", route(0, 0), completes_with="y"),
            credential("y", route(0, 0), completes_with="x"),
        ],
        None,
    )
    yield _case(
        "own-credential-in-its-requirement",
        "a asks for a: only the alternative b (3 months) can open it.",
        [
            _goal("a"),
            credential("a", route(1), requires=any_of("a", "b")),
            credential("b", route(3)),
        ],
        (4, 0, 2, 0),
    )


def _experience() -> Iterator[MicroCase]:
    yield _case(
        "stretch-longer-because-of-after",
        "4 months of work open y (4-5), y opens the licence (5-6); 3 months after it end at 9. One "
        "stretch 0-9.",
        [
            _goal(months_in(3, "clerk", after=["licence"])),
            role("clerk", 30),
            credential("y", route(1), requires=months_in(4, "clerk")),
            credential("licence", route(1), requires="y"),
        ],
        (9, 0, 3, 0),
    )
    around = [
        _goal("course", months_in(6, "first-job", "second-job")),
        role("first-job"),
        role("second-job"),
        credential("course", route(3, 40, available={"from": START + 3, "last_start": START + 3})),
    ]
    yield _case(
        "split-over-two-roles-around-a-full-time-course",
        "first-job 0-3, course 3-6 (only date), second-job 6-9; a stretch cannot be interrupted.",
        around,
        (9, 0, 3, 0),
    )
    yield _case(
        "one-stretch-when-steps-count",
        "Two steps: course 3-6, one job 6-12.",
        around,
        (2, 12, 0, 0),
        _ask(objective="steps"),
    )
    yield _case(
        "a-stretch-is-not-interrupted",
        "Without the second job 3 months before and 3 after would do, but they are two stretches: "
        "6-12.",
        [_goal("course", months_in(6, "first-job")), around[1], around[3]],
        (12, 0, 2, 0),
    )
    yield _case(
        "hours-round-up",
        "1100 hours at 37 a week: 13200 / (52 x 37) = 6.86, so 7 months.",
        [_goal(hours_in(1100, "clerk")), role("clerk", 37)],
        (7, 0, 1, 0),
    )
    yield _case(
        "full-time-pro-rata",
        "A month at 14 hours counts 14/35: 4 x 35 / 14 = 10.",
        [_goal(months_in(4, "clerk", full_time=35)), role("clerk", 14)],
        (10, 0, 1, 0),
    )
    yield _case(
        "full-time-counts-at-most-one",
        "A month at 49 hours counts as one month, not 1.4.",
        [_goal(months_in(5, "clerk", full_time=35)), role("clerk", 49)],
        (5, 0, 1, 0),
    )
    yield _case(
        "past-work-adds-up",
        "2 months past at 35 hours and n at 14 of 35: 70 + 14 n >= 140, n = 5.",
        [_goal(months_in(4, "clerk", full_time=35)), role("clerk", 14)],
        (5, 0, 1, 0),
        _ask(worked=(Worked("clerk", 2, None, 35),)),
    )
    yield _case(
        "narrower-role-counts",
        "4 months in a role that counts as the wanted one.",
        [
            _goal(months_in(4, "legal-work")),
            role("legal-work", requires="nothing-gives-this"),
            role("clerk", counts_as=["legal-work"]),
            credential("nothing-gives-this"),
        ],
        (4, 0, 1, 0),
    )
    yield _case(
        "experienced-need-no-entry-requirement",
        "clerk needs what nobody can gain, but the person has been a clerk: 2 past + 4 more.",
        [_goal(months_in(6, "clerk")), role("clerk", requires="lost"), credential("lost")],
        (4, 0, 1, 0),
        _ask(worked=(Worked("clerk", 2),)),
    )
    yield _case(
        "past-work-after-a-dated-licence",
        "Of 10 past months the 3 since the licence count; 5 are asked, so 2 more.",
        [
            _goal(months_in(5, "clerk", after=["licence"])),
            role("clerk"),
            credential("licence"),
        ],
        (2, 0, 1, 0),
        _ask(holds=(Holding("licence", None, START - 3),), worked=(Worked("clerk", 10),)),
    )
    yield _case(
        "past-work-after-an-undated-licence",
        "Undated is gained at 0: no past month counts, 5 more.",
        [
            _goal(months_in(5, "clerk", after=["licence"])),
            role("clerk"),
            credential("licence"),
        ],
        (5, 0, 1, 0),
        _ask(holds=(Holding("licence"),), worked=(Worked("clerk", 10),)),
    )
    yield _case(
        "last-forgets-old-work",
        "12 past months ended 6 months ago; of the last 10, 4 count at 0. At t, with t more, "
        "max(0, 4 - t) + t >= 6 from t = 6.",
        [_goal(months_in(6, "clerk", last=10)), role("clerk")],
        (6, 0, 1, 0),
        _ask(worked=(Worked("clerk", 12, START - 6),)),
    )
    yield _case(
        "last-puts-the-course-first",
        "course and work don't fit together. Work first would lapse during the course's 12 months: "
        "course 0-12, work 12-18.",
        [
            _goal("course", months_in(6, "clerk", last=8)),
            role("clerk"),
            credential("course", route(12, 40)),
        ],
        (18, 0, 2, 0),
    )
    yield _case(
        "start-missed-for-lack-of-hours",
        "a runs 0-4, now or never. b begins in March (2) or September (8), and March is taken: 8-10.",
        [
            _goal("a", "b"),
            credential("a", route(4, 40, available={"last_start": START})),
            credential("b", route(2, 40, starts=[3, 9])),
        ],
        (10, 0, 2, 0),
    )
    yield _case(
        "last-months-at-two-paces",
        "Of the last 6 months 3 as a driver at 40 hours, who closes then, and 3 as a clerk at 20: "
        "180 x 52 / 12 = 780 hours. 5 as a driver would do as well, but nobody can have them.",
        [
            _goal(hours_in(780, "clerk", "driver", last=6)),
            role("clerk", 20),
            role("driver", 40, available={"until": START + 3}),
        ],
        (6, 0, 2, 0),
    )
    yield _case(
        "role-that-closes-does-not-stand-in",
        "clerk and helper are alike, but clerk ends by 4: one job of 6 months, as helper, begun in "
        "time.",
        [
            _goal(months_in(6, "clerk", "helper")),
            role("clerk", available={"until": START + 4}),
            role("helper", available={"last_start": START + 1}),
        ],
        (6, 0, 1, 0),
    )
    yield _case(
        "role-closes-before-the-experience-is-complete",
        "clerk ends by 4; helper opens with cert at 2. clerk 0-2, helper 2-6; helper alone is 8.",
        [
            _goal(months_in(6, "clerk", "helper")),
            role("clerk", available={"until": START + 4}),
            role("helper", requires="cert"),
            credential("cert", route(2)),
        ],
        (6, 0, 3, 0),
    )


def _grades() -> Iterator[MicroCase]:
    law = credential("law-degree", route(3, fee=9), scale=DEGREE, counts_as=["degree"])
    degree = credential("degree", scale=DEGREE)
    third = _ask(holds=(Holding("degree", "3"),))
    lower_second = _ask(holds=(Holding("degree", "2:2"),))
    yield _case(
        "frozen-grade-is-not-raised",
        "A third cannot be raised, by another degree neither.",
        [_goal(["degree", "2:2"]), degree, law],
        None,
        third,
    )
    yield _case(
        "frozen-grade-another-degree-for-its-own-sake",
        "Asked for at any grade, the law degree can be taken: 3 months.",
        [_goal("law-degree"), degree, law],
        (3, 9, 1, 0),
        third,
    )
    yield _case(
        "frozen-grade-reached-again",
        "A 2:2 in law implies no better degree than the 2:2 held.",
        [_goal(["law-degree", "2:2"]), degree, law],
        (3, 9, 1, 0),
        lower_second,
    )
    yield _case(
        "frozen-grade-forbids-more-of-the-narrower",
        "A 2:1 in law would imply a 2:1 degree, above the 2:2 held.",
        [_goal(["law-degree", "2:1"]), degree, law],
        None,
        lower_second,
    )
    yield _case(
        "not-frozen-when-a-holding-has-no-grade",
        "A second holding without grade: it may be a 2:1 itself.",
        [_goal(["degree", "2:1"]), degree, law],
        (0, 0, 0, 0),
        _ask(holds=(Holding("degree", "2:2"), Holding("degree"))),
    )
    gcse = credential(
        "gcse",
        route(1, fee=1),
        route(2, fee=30, id="again", retake=True, first_time=False),
        scale=GRADES,
    )
    yield _case(
        "retake-raises-a-grade",
        "Held at fail: the first-time route is closed, the retake takes 2 months.",
        [_goal(["gcse", "merit"]), gcse],
        (2, 30, 1, 0),
        _ask(holds=(Holding("gcse", "fail"),)),
    )
    yield _case(
        "retake-not-before-the-result",
        "The grade is expected at 5; the retake starts then: 7.",
        [_goal(["gcse", "merit"]), gcse],
        (7, 30, 1, 0),
        _ask(holds=(Holding("gcse", "fail", START + 5),)),
    )
    yield _case(
        "unknown-grade-is-taken-as-met",
        "The grade is not stated: a condition, not an obstacle.",
        [_goal(["gcse", "merit"]), gcse],
        (0, 0, 0, 0),
        _ask(holds=(Holding("gcse"),)),
    )
    yield _case(
        "no-retake-no-way",
        "Held at fail, no route raises it.",
        [_goal(["gcse", "merit"]), credential("gcse", route(1), scale=GRADES)],
        None,
        _ask(holds=(Holding("gcse", "fail"),)),
    )
    tariff = credential("tariff", scale=[["96"], ["120"], ["144"]])
    letters = [["CCC"], ["BBB"], ["AAA"]]
    mapped = credential(
        "a-levels",
        scale=letters,
        counts_as=[{"id": "tariff", "grades": {"CCC": "96", "BBB": "120"}}],
    )
    yield _case(
        "grade-map",
        "AAA is better than BBB, which carries over as 120.",
        [_goal(["tariff", "120"]), tariff, mapped],
        (0, 0, 0, 0),
        _ask(holds=(Holding("a-levels", "AAA"),)),
    )
    yield _case(
        "grade-map-too-low",
        "CCC carries over as 96; nothing raises it.",
        [_goal(["tariff", "120"]), tariff, mapped],
        None,
        _ask(holds=(Holding("a-levels", "CCC"),)),
    )
    yield _case(
        "grade-map-reaches-no-such-grade",
        "No grade of the A-levels carries over as 144.",
        [_goal(["tariff", "144"]), tariff, mapped],
        None,
        _ask(holds=(Holding("a-levels", "AAA"),)),
    )
    yield _case(
        "grades-on-other-scales-are-dropped",
        "Without a map nothing carries over; b (2 months) has the tariff's own scale.",
        [
            _goal(["tariff", "96"]),
            tariff,
            credential("a-levels", scale=letters, counts_as=["tariff"]),
            credential("b", route(2), scale=tariff["scale"], counts_as=["tariff"]),
        ],
        (2, 0, 1, 0),
        _ask(holds=(Holding("a-levels", "AAA"),)),
    )
    yield _case(
        "a-step-reaches-the-grade-asked",
        "A first-time step is taken at whatever grade is asked.",
        [_goal(["gcse", "distinction"]), gcse],
        (1, 1, 1, 0),
    )


def _calendar() -> Iterator[MicroCase]:
    exam = credential("exam", route(2, fee=5, sat=[5, 11], results=2), requires="p")
    yield _case(
        "sat-and-results",
        "p 0-1; two months up to May (moment 4) from 2; results at 6.",
        [_goal("exam"), exam, credential("p", route(1))],
        (6, 5, 2, 0),
    )
    yield _case(
        "sat-missed",
        "p ends at 3, too late for May; November is moment 10, results at 12.",
        [_goal("exam"), exam, credential("p", route(3))],
        (12, 5, 2, 0),
    )
    old_or_new = credential("a", route(5, available={"until": START + 6}), route(12), requires="p")
    yield _case(
        "closing-window-met",
        "p 0-1, the old route 1-6, awarded at the last moment.",
        [_goal("a"), old_or_new, credential("p", route(1))],
        (6, 0, 2, 0),
    )
    yield _case(
        "closing-window-missed",
        "p 0-2, the old route would end at 7: the new one, 2-14.",
        [_goal("a"), old_or_new, credential("p", route(2))],
        (14, 0, 2, 0),
    )
    yield _case(
        "windows-narrow-each-other",
        "Credential from month 3, route last started at month 4: 3-5.",
        [
            _goal("a"),
            credential(
                "a", route(2, available={"last_start": START + 4}), available={"from": START + 3}
            ),
        ],
        (5, 0, 1, 0),
    )
    yield _case(
        "expected-holding",
        "a is expected at 9: waiting is all there is to do.",
        [_goal("a"), credential("a")],
        (9, 0, 0, 0),
        _ask(holds=(Holding("a", None, START + 9),)),
    )
    yield _case(
        "quicker-than-the-expected-holding",
        "b counts as a and takes 4 months.",
        [_goal("a"), credential("a"), credential("b", route(4, fee=3), counts_as=["a"])],
        (4, 3, 1, 0),
        _ask(holds=(Holding("a", None, START + 9),)),
    )
    yield _case(
        "role-opens-later",
        "Nothing is required, but the role is open from month 5.",
        [role("goal", available={"from": START + 5})],
        (5, 0, 0, 0),
    )


def _time_since() -> Iterator[MicroCase]:
    member = credential("member", route(0, 0, 50))
    yield _case(
        "held-for",
        "Membership at 0, then 12 months.",
        [_goal(held_for(12, "member")), member],
        (12, 50, 1, 0),
    )
    yield _case(
        "held-for-since-a-date",
        "Held for 5 months at the start: 7 more.",
        [_goal(held_for(12, "member")), member],
        (7, 0, 0, 0),
        _ask(holds=(Holding("member", None, START - 5),)),
    )
    yield _case(
        "held-for-undated",
        "Undated counts as just gained.",
        [_goal(held_for(12, "member")), member],
        (12, 0, 0, 0),
        _ask(holds=(Holding("member"),)),
    )
    yield _case(
        "recent-delays-a-pass",
        "The pass must be at most 3 months old at 6: any start from 2 to 5.",
        [_goal(recent(3, "exam"), "course"), credential("exam", route(1)),
         credential("course", route(6))],
        (6, 0, 2, 0),
    )  # fmt: skip
    yield _case(
        "recent-and-only-one-sitting-a-year",
        "In January only: at 0 it lapses before 6, so the next, 12-13.",
        [_goal(recent(3, "exam"), "course"), credential("exam", route(1, starts=[1])),
         credential("course", route(6))],
        (13, 0, 2, 0),
    )  # fmt: skip
    yield _case(
        "recent-on-its-last-day",
        "Passed at 1, the course ends at 4: 3 months old, still recent.",
        [_goal(recent(3, "exam"), "course"), credential("exam", route(1, starts=[1])),
         credential("course", route(4))],
        (4, 0, 2, 0),
    )  # fmt: skip
    yield _case(
        "recent-holding-has-lapsed",
        "Gained 10 months ago, asked within 3: nothing renews it.",
        [_goal(recent(3, "exam")), credential("exam", route(1))],
        None,
        _ask(holds=(Holding("exam", None, START - 10),)),
    )
    yield _case(
        "recent-undated-holding",
        "Undated counts as recent, gained at 0; at the course's end, 3, still so.",
        [_goal(recent(3, "exam"), "course"), credential("exam"), credential("course", route(3))],
        (3, 0, 1, 0),
        _ask(holds=(Holding("exam"),)),
    )
    yield _case(
        "recent-of-a-derived-credential-can't-be-delayed",
        "d is derived at 0 from the holding and stays held; at 6 its gain is 6 months old for good.",
        [_goal(recent(3, "d"), "course"), credential("d", requires="a"), credential("a"),
         credential("course", route(6))],
        None,
        _ask(holds=(Holding("a"),)),
    )  # fmt: skip
    once = credential("exam", route(1, available={"last_start": START}), completes_with="paper")
    yield _case(
        "recent-award-can't-be-delayed",
        "The exam is begun in January 2027 or never; the paper it waits for is held, so it is "
        "awarded at 1, though later would be better: 5 months old at 6.",
        [_goal(recent(3, "exam"), "course"), once, credential("paper"),
         credential("course", route(6))],
        None,
        _ask(holds=(Holding("paper"),)),
    )  # fmt: skip
    yield _case(
        "recent-award-delayed-by-what-it-waits-for",
        "The same, but the paper (2 months) is still to be written, and is put off to end at 3 or "
        "later: all three are done by 6.",
        [_goal(recent(3, "exam"), "course"), once, credential("paper", route(2)),
         credential("course", route(6))],
        (6, 0, 3, 0),
    )  # fmt: skip
    yield _case(
        "derived-later-by-delaying-its-step",
        "d comes with a; a is delayed to end between 3 and 6.",
        [_goal(recent(3, "d"), "course"), credential("d", requires="a"),
         credential("a", route(1)), credential("course", route(6))],
        (6, 0, 2, 0),
    )  # fmt: skip


def _ages() -> Iterator[MicroCase]:
    adult = credential("a", route(3, requires=age(18)))
    born = START + 7 - 18 * 12
    yield _case("age-at-least", "18 at moment 7, then 3 months.", [_goal("a"), adult],
                (10, 0, 1, 0), _ask(born=born))  # fmt: skip
    yield _case("age-unknown", "Not stated: taken as met.", [_goal("a"), adult], (3, 0, 1, 0))
    young = credential("a", route(3, requires=both(age(under=19), "p")), route(9, requires="p"))
    yield _case(
        "age-under",
        "19 at moment 4; p ends at 4, too late for the young people's route: 4 + 9.",
        [_goal("a"), young, credential("p", route(4))],
        (13, 0, 2, 0),
        _ask(born=START + 4 - 19 * 12),
    )
    yield _case(
        "age-under-just-in-time",
        "19 at moment 5: the route starts at 4 and ends at 7, when its student is 19.",
        [_goal("a"), young, credential("p", route(4))],
        (7, 0, 2, 0),
        _ask(born=START + 5 - 19 * 12),
    )


def _employment() -> Iterator[MicroCase]:
    gives = [{"role": "clerk", "months": 12}]
    apprentice = credential("apprenticeship", route(12, 30, employed=True, gives=gives))
    yield _case(
        "apprenticeship-gives-experience",
        "12 months with the apprenticeship; as a clerk, with cert first, 15.",
        [
            _goal(months_in(12, "clerk")),
            role("clerk", requires="cert"),
            credential("cert", route(3)),
            apprentice,
        ],
        (12, 0, 1, 0),
    )
    yield _case(
        "gives-counts-only-at-the-end",
        "6 months are asked, but what the apprenticeship gives counts from 12; cert and clerk: 9.",
        [
            _goal(months_in(6, "clerk")),
            role("clerk", requires="cert"),
            credential("cert", route(3)),
            apprentice,
        ],
        (9, 0, 2, 0),
    )
    yield _case(
        "gives-counts-only-after",
        "licence at 4: of the months 0-12 given at 12, those from 4 count, 8 as asked.",
        [
            _goal(months_in(8, "clerk", after=["licence"])),
            role("clerk", requires="lost"),
            credential("lost"),
            credential("licence", route(4)),
            apprentice,
        ],
        (12, 0, 2, 0),
    )
    yield _case(
        "gives-too-little-after",
        "One month more is asked than the 8 that can count if the licence comes with month 4; the "
        "licence first, then the apprenticeship a month later: 4-16 would give 12, 1-13 gives 9.",
        [
            _goal(months_in(9, "clerk", after=["licence"])),
            role("clerk", requires="lost"),
            credential("lost"),
            credential("licence", route(4)),
            apprentice,
        ],
        (13, 0, 2, 0),
    )
    yield _case(
        "one-job-at-a-time",
        "10 and 10 hours fit, but an apprenticeship is a job: 4 + 4.",
        [
            _goal("apprenticeship", months_in(4, "clerk")),
            role("clerk", 10),
            credential("apprenticeship", route(4, 10, employed=True)),
        ],
        (8, 0, 2, 0),
    )
    yield _case(
        "gives-at-the-employed-pace",
        "12 months at the route's 30 hours of 60: 6 full-time months, as asked.",
        [
            _goal(months_in(6, "clerk", full_time=60)),
            role("clerk", 10),
            apprentice,
        ],
        (12, 0, 1, 0),
    )


def _limits() -> Iterator[MicroCase]:
    two_routes = [_goal("a"), credential("a", route(2, 30, 900), route(8, 10, 100))]
    yield _case("time-first", "2 months for 900.", two_routes, (2, 900, 1, 0))
    yield _case("budget", "900 is too dear: 8 months.", two_routes, (8, 100, 1, 0),
                _ask(budget=899))  # fmt: skip
    yield _case("budget-exactly", "900 of 900.", two_routes, (2, 900, 1, 0), _ask(budget=900))
    yield _case("budget-too-small", "Nothing below 100.", two_routes, None, _ask(budget=99))
    yield _case("within", "8 months are too long for the cheap route.", two_routes,
                (900, 2, 1, 0), _ask(objective="cost", within=7))  # fmt: skip
    yield _case("within-too-short", "Nothing in a month.", two_routes, None, _ask(within=1))
    only = [_goal("a"), credential("a", route(5, fee=900, results=1))]
    yield _case("just-in-time", "5 months and 1 for results.", only, (6, 900, 1, 0), _ask(within=6))
    yield _case("just-too-late", "The results are a month late.", only, None, _ask(within=5))
    yield _case(
        "just-affordable", "All the money there is.", only, (6, 900, 1, 0), _ask(budget=900)
    )
    yield _case("just-too-dear", "A penny short.", only, None, _ask(budget=899))
    yield _case("earning", "30 hours leave no time for earning.", two_routes, (8, 100, 1, 0),
                _ask(earning=True))  # fmt: skip
    yield _case("earning-at-twenty-hours", "20 hours a week are full-time study, 19 are not.",
                [_goal("a"), credential("a", route(2, 20), route(5, 19))], (5, 0, 1, 0),
                _ask(earning=True))  # fmt: skip
    yield _case("route-fixed", "a by its second route.", two_routes, (8, 100, 1, 0),
                _ask(routes=(("a", "route-2"),)))  # fmt: skip
    either = [
        _goal("umbrella"),
        credential("umbrella"),
        credential("a", route(2, fee=1), counts_as=["umbrella"]),
        credential("b", route(4, fee=1), counts_as=["umbrella"]),
    ]
    yield _case("without", "Not a, so b.", either, (4, 1, 1, 0), _ask(without=("a",)))
    yield _case("without-umbrella", "Nothing that counts as it.", either, None,
                _ask(without=("umbrella",)))  # fmt: skip
    yield _case("via", "b besides a or instead: b alone, 4 months.", either, (4, 1, 1, 0),
                _ask(via=("b",)))  # fmt: skip
    yield _case(
        "via-a-role",
        "One month as a clerk satisfies it; a runs beside, 2 months.",
        [*either, role("clerk", 20)],
        (2, 1, 2, 0),
        _ask(via=("clerk",)),
    )
    yield _case(
        "via-a-role-worked-before",
        "It has been worked.",
        [*either, role("clerk", 20)],
        (2, 1, 1, 0),
        _ask(via=("clerk",), worked=(Worked("clerk", 1),)),
    )
    yield _case(
        "via-when-the-target-could-be-reached-before",
        "The target is open at 0, but b is wanted on the way: 4 months (NOTES.md, 1).",
        either,
        (4, 1, 1, 0),
        _ask(via=("b",), holds=(Holding("a"),)),
    )
    abroad = [
        _goal("a"),
        credential("a", route(9), route(0, 0, 10, requires="bar")),
        credential("bar", route(2, fee={"minor": 1000, "currency": "USD"}),
                   jurisdiction=["new-york"]),
        credential("us-school", jurisdiction=["united-states"]),
    ]  # fmt: skip
    yield _case("not-abroad", "The New York bar is another country's.", abroad, (9, 0, 1, 0))
    yield _case("abroad", "2 months; 10 USD are 8 GBP, and 10 pennies.", abroad, (2, 810, 2, 0),
                _ask(abroad=True))  # fmt: skip
    yield _case("abroad-by-place", "Who lives in the country is not abroad in its parts.", abroad,
                (2, 810, 2, 0), _ask(place="united-states"))  # fmt: skip
    yield _case("abroad-by-holding", "Something is held in the country.", abroad, (2, 810, 2, 0),
                _ask(holds=(Holding("us-school"),)))  # fmt: skip
    closed = credential("a", route(1, not_if_held=["umbrella"]), route(5))
    yield _case("not-if-held", "What is held counts as umbrella: 5 months.",
                [_goal("a"), closed, credential("umbrella"),
                 credential("b", counts_as=["umbrella"])],
                (5, 0, 1, 0), _ask(holds=(Holding("b"),)))  # fmt: skip


def _strengths() -> Iterator[MicroCase]:
    entries = [
        role("goal", requires="a", usually="b"),
        credential("a", route(2)),
        credential("b", route(5)),
    ]
    yield _case("usually-binds", "b is usually asked: 5 months.", entries, (5, 0, 2, 0))
    yield _case("usually-dropped", "Only a.", entries, (2, 0, 1, 0), usual=False)
    favour = [_goal("a"), credential("a", route(1, strength="discretion"), route(6))]
    yield _case("discretion-is-not-counted-on", "6 months by rule.", favour, (6, 0, 1, 0))
    yield _case("discretion-hoped-for", "A month by favour.", favour, (1, 0, 1, 0),
                _ask(hopeful=True))  # fmt: skip
    degree = credential("degree", scale=DEGREE, assumes=[["gcse", "merit"]])
    gcse = credential("gcse", route(7), scale=GRADES, assumes=[["school", None]])
    school = credential("school", route(11))
    asked = _goal("degree", ["gcse", "distinction"], "school")
    yield _case("assumes", "The degree assumes GCSEs, these school; grades unknown.",
                [asked, degree, gcse, school], (0, 0, 0, 0),
                _ask(holds=(Holding("degree", "3"),)))  # fmt: skip
    yield _case("lacks", "Without GCSEs nothing assumes school either: 7 and 11 side by side.",
                [asked, degree, gcse, school], (11, 0, 2, 0),
                _ask(holds=(Holding("degree", "3"),), lacks=("gcse",)))  # fmt: skip
    yield _case("stated-is-not-assumed", "The stated fail counts, not the assumption.",
                [asked, degree, gcse, school], None,
                _ask(holds=(Holding("degree", "3"), Holding("gcse", "fail"))))  # fmt: skip


def _targets() -> Iterator[MicroCase]:
    broad = [
        credential("broad", route(5, fee=1)),
        credential("narrow", route(2, fee=7), counts_as=["broad"]),
    ]
    yield _case("qualification-by-something-narrower", "narrow is broad: 2 months.", broad,
                (2, 7, 1, 0), _ask("broad"))  # fmt: skip
    yield _case("qualification-held", "Held already.", broad, (0, 0, 0, 0),
                _ask("broad", holds=(Holding("narrow"),)))  # fmt: skip
    yield _case(
        "qualification-derived",
        "Derived when both parts are held, at 4.",
        [
            credential("whole", requires=both("a", "b")),
            credential("a", route(4)),
            credential("b", route(3)),
        ],
        (4, 0, 2, 0),
        _ask("whole"),
    )
    yield _case(
        "the-target-role-is-no-experience-for-itself",
        "The role asks for months in itself, which nobody can have.",
        [_goal(months_in(3, "goal"))],
        None,
    )


def _objectives() -> Iterator[MicroCase]:
    ways = [
        _goal("a"),
        credential("a", route(1, 40, 500), route(6, 20, 100), route(0, 0, 300, requires="b")),
        credential("b", route(0, 0, 300, requires="c")),
        credential("c", route(7, 0, 0)),
    ]
    yield _case("objective-time", "The first route.", ways, (1, 500, 1, 0))
    yield _case("objective-cost", "The second.", ways, (100, 6, 1, 0), _ask(objective="cost"))
    yield _case("objective-steps", "One step, the quickest.", ways, (1, 1, 500, 0),
                _ask(objective="steps"))  # fmt: skip
    yield _case("objective-study", "c, b and a take no hours: 7 months, 600.", ways,
                (0, 7, 600, 0), _ask(objective="study"))  # fmt: skip
    yield _case("study-counts-hours", "1 x 40 x 52 against 6 x 20 x 52 twelfths of an hour.",
                [*ways[:2], credential("b")], (2080, 1, 500, 0),
                _ask(objective="study"))  # fmt: skip
    yield _case(
        "fewer-estimates-among-equals",
        "Two routes alike but for two estimated figures.",
        [_goal("a"), credential("a", route(2, fee=5, estimated=["fee", "months"], basis="guess"),
                                route(2, fee=5))],
        (2, 5, 1, 0),
    )  # fmt: skip
    yield _case(
        "estimates-are-counted",
        "The estimated route is quicker: three figures.",
        [_goal("a"), credential("a", route(1, estimated=["fee", "hours_per_week", "months"],
                                           basis="guess"), route(2))],
        (1, 0, 1, 3),
    )  # fmt: skip
