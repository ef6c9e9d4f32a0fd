"""Every kind of fault, seeded into copies of two packs, is reported: that fault and no other.

Each is seeded alone into the small pack; all together into the shipped data. Whatever a pack can be
told is among them: the last test reads every sentence out of the code.
"""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest

from careerpath import packs
from careerpath.datafiles import shipped_pack
from careerpath.months import parse_month
from careerpath.packs.doubts import DOUBTS, doubts
from careerpath.packs.reading import read_packs
from tests.seeds import ADDRESS, CHECKED, CITED, GROUND, Seed, entry, role, route, seed
from tests.seeds_of_form import KINDS, MISNAMED_PLACE, NO_CAREER, OF_FORM, OF_ROLES
from tests.small_pack import write_pack

NOW = parse_month("2026-11")


QUOTED = route(months="'9'")

ERRORS = [
    # one value
    seed("unknown-field", "colour: red", said="5: colour: @: `colour` is not a field this entry has"),
    seed("missing-field", title="", said="1: title: @: `title` is missing"),
    seed("no-value", "notes:", said="5: notes: @: no value: leave the field out, or state the value (estimates are marked)"),
    seed("quoted-number", f"routes: [{QUOTED}]",
         said="5: routes[0].months: @: expected a whole number; found the text '9': leave out the quotes"),
    seed("too-many-hours", f"routes: [{route(hours_per_week=169)}]",
         said="5: routes[0].hours_per_week: @: expected at most 168; found 169"),
    seed("no-hours", "routes: [{id: r, months: 1, fee: 0, sources: [seed-source]}]",
         said="5: routes[0].hours_per_week: @: `hours_per_week` is missing"),
    seed("not-a-date", "checked: soon", said="5: checked: @: `soon` is not a date: YYYY, YYYY-MM or YYYY-MM-DD"),
    seed("not-a-word", "confidence: total", said="5: confidence: @: expected 'high', 'medium' or 'low'; found 'total'"),
    seed("not-an-id", "sources: [Not An Id]",
         said="5: sources[0]: @: `Not An Id` is not an id: lower-case letters, digits and single hyphens"),
    seed("not-money", f"routes: [{route(fee='{amount: many, currency: GBP}')}]",
         said="5: routes[0].fee: @: `many` is not an amount"),
    seed("not-a-currency", f"routes: [{route(fee='{amount: 1, currency: pounds}')}]",
         said="5: routes[0].fee.currency: @: expected a currency: its code of three capital letters; found 'pounds'"),
    # values that don't go together
    seed("window-upside-down", f"routes: [{route('available: {from: 2027-01, until: 2026-01}')}]",
         said="5: routes[0].available: @: the window ends before it begins"),
    seed("starts-and-sat", f"routes: [{route(starts=9, sat=6)}]",
         said="5: routes[0]: @: give `starts` or `sat`, not both"),
    seed("no-basis", f"routes: [{route(estimated='[months]')}]",
         said="5: routes[0]: @: estimated figures state their `basis`"),
    seed("no-basis-of-fee", f"routes: [{route(fee='{amount: 1, currency: GBP, estimated: true}')}]",
         said="5: routes[0].fee: @: an estimated fee states its `basis`"),
    seed("two-routes-alike", f"routes: [{route()}, {route()}]", said="1: @: two routes have the same id"),
    seed("retake-of-nothing", f"routes: [{route()}]", "retake: [s]",
         said="1: @: `retake` names `s`, which is no route of this entry"),
    seed("grade-twice", "scale: [a, b, A]", said="5: scale: @: a scale lists each grade once, and has at least one"),
    seed("scale-of-none", "scale: seed-plain", said="5: scale: @ shares the scale of `seed-plain`, which has none"),
    seed("role-among-qualifications", kind="role", said="1: @: a role belongs into roles.yaml"),
    role("role-with-fee", "routes: [{fee: {amount: 1, currency: GBP}}]", CITED,
         said="5: routes[0]: @: a way into a role has no fee: put it on the licence or course"),
    role("role-awarded", "completes_with: seed-plain", CITED,
         said="1: @: a role has no `completes_with`: it is worked in, not awarded"),
    role("pay-upside-down", "salary: {low: 2, high: 1, currency: GBP}", CITED,
         said="5: salary: @: pay runs from `low` by `typical` to `high`"),
    # requirements
    seed("unknown-requirement", "requires: {some: [seed-plain]}", CITED,
         said=f"5: requires: @: `some` is not a requirement; expected one of {KINDS}"),
    seed("impossible-count", "requires: {at_least: 2, of: [seed-plain, seed-plain]}", CITED,
         said="5: requires: @: at least 2 of 1 different parts can't be met"),
    seed("nobodys-age", "requires: {age: {at_least: 22, under: 22}}", CITED,
         said="5: requires: @: nobody is both: `under` must be above `at_least`"),
    seed("unknown-id", "requires: [seed-plain, gone]", CITED, said="5: requires: @: `gone` is not in the data"),
    seed("unknown-grade", "requires: seed-course>=A", CITED,
         said="5: requires: @: `A` is not a grade of `seed-course` (Pass, Merit)"),
    seed("grade-without-scale", "requires: seed-plain>=A", CITED,
         said="5: requires: @: `seed-plain` has no scale of grades"),
    seed("role-required", "requires: seed-work", CITED,
         said="5: requires: @: `seed-work` is a role; a requirement names roles only inside `experience`"),
    seed("experience-of-no-role", "requires: {experience: {months: 1, in: [seed-plain]}}", CITED,
         said="5: requires: @: `seed-plain` is not a role: experience is work"),
    seed("experience-of-nothing", "requires: {experience: {months: 1, in: [gone]}}", CITED,
         said="5: requires: @: the role `gone` is not in the data"),
    # sources
    seed("rule-without-source", "requires: seed-plain", said="1: @: a rule without a source: cite `sources`"),
    seed("route-rule-without-source", "routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, requires: seed-plain}]",
         said="5: routes[0]: @: route `r` has a rule without a source: cite `sources`"),
    seed("unknown-source", "facts:", "  - {says: So it is said., source: gone}",
         said="6: facts[0].source: @: the source `gone` is not in the data"),
    # other references
    seed("counts-as-nothing", "counts_as: [gone]", said="5: counts_as[0]: @: `gone` is not in the data"),
    seed("counts-as-role", "counts_as: [seed-work]", said="5: counts_as[0]: @: `seed-work`: a role counts as a role only"),
    seed("grade-map", "scale: [a]", "counts_as: [{id: seed-course, grades: {a: A}}]",
         said="6: counts_as[0]: @: `A` is not a grade of `seed-course`"),
    seed("assumes-nothing", "assumes: [gone]", said="5: assumes[0]: @: `gone` is not in the data"),
    seed("not-if-nothing-held", f"routes: [{route('not_if_held: [gone]')}]",
         said="5: routes[0].not_if_held: @: `gone` is not in the data"),
    seed("gives-no-work", f"routes: [{route('gives: [{role: seed-plain, months: 1}]')}]",
         said="5: routes[0].gives: @: `seed-plain` is not a role"),
    role("leads-nowhere", "progresses_to: [gone]", CITED, said="5: progresses_to[0]: @: `gone` is not in the data"),
    Seed("counts-as-itself", entry("ring-a", "counts_as: [ring-b]") + entry("ring-b", "counts_as: [ring-a]"),
         ("5: counts_as: `ring-a`: counts as itself, through a cycle",
          "10: counts_as: `ring-b`: counts as itself, through a cycle")),
    # files and packs
    Seed("twice-defined", entry("twice") + entry("twice"),
         ("5: id: `twice` is already defined at {pack}/seeded/twice-defined/qualifications.yaml:1",)),
    Seed("key-twice", entry("key-twice", "notes: one", "notes: two"), ("6: [0]: the key `notes` is written twice",)),
    Seed("tag", entry("tag", "notes: !!python/name:os.system x"),
         ("5: [0].notes: tags such as `tag:yaml.org,2002:python/name:os.system` are not allowed",)),
    Seed("extends-nothing", "- {id: gone, extends: true}\n", ("1: extends: no earlier pack has `gone`",)),
    Seed("no-web-address", "- {id: no-web-address, title: T, publisher: P, authority: official, address: 'javascript:x'}\n",
         ("1: `no-web-address`: `address` is a web address beginning with http:// or https://",), "sources"),
    Seed("nowhere", "- {id: nowhere, title: Nowhere, within: gone}\n",
         ("1: within: `nowhere`: the place `gone` is not in the data",), "places"),
    Seed("rate-of-rumour", "- {currency: DKK, rate: '0.12', dated: 2026-11, source: gone}\n",
         ("1: source: `DKK`: the source `gone` is not in the data",), "rates"),
    *OF_FORM,
    *OF_ROLES,
]  # fmt: skip

UNREAD = [
    Seed("anchor", "- &a {id: anchored}\n", ("1: not readable as YAML: anchors and aliases are not allowed; write the value out",)),
    Seed("not-a-list", "id: x\n", ("1: the file must be one list of entries",)),
]  # fmt: skip
"""Faults that keep a file from being read: what others name may stand in it, so nothing is said of them."""

UNGAINABLE = Seed(
    "circle",
    entry("circle-a", "requires: circle-b", CITED, f"routes: [{route()}]")
    + entry("circle-b", "requires: circle-a", CITED, f"routes: [{route()}]"),
    ("1: `circle-a`: no one can gain this: every way in needs something that needs it",
     "8: `circle-b`: no one can gain this: every way in needs something that needs it"),
)  # fmt: skip
"""Looked for only once every id is known."""

WARNINGS = [
    seed("of-itself", "requires: {any: [of-itself, seed-plain]}", CITED,
         said="5: requires: @: the requirement mentions its own credential, which can't satisfy itself"),
    seed("figures-without-source", "routes: [{id: r, months: 1, hours_per_week: 1, fee: 0}]",
         said="5: routes[0]: @: route `r` has figures without a source, not marked estimated"),
    seed("nowhere-described", jurisdiction="atlantis",
         said="4: jurisdiction: @: the place `atlantis` is not described in places.yaml"),
    seed("no-rate", f"routes: [{route(fee='{amount: 1, currency: SEK}')}]",
         said="5: routes[0].fee: @: no exchange rate for SEK in rates.yaml"),
    Seed("alias-twice", entry("alias-a", "aliases: [Seeded Alias]") + entry("alias-b", "aliases: [seeded alias]"),
         ("10: aliases: `alias-b`: the alias `seeded alias` also names `alias-a`",)),
    Seed("second-default", "- {id: utopia, title: Utopia, default: true}\n",
         ("1: default: `utopia`: `england-wales` is the default place already",), "places"),
    NO_CAREER,
    MISNAMED_PLACE,
    Seed("misnamed-file", "- {}\n", (" not read: the name of the file is to be qualifications.yaml",), "qualification"),
]  # fmt: skip

PRICE = "{amount: 2000, currency: GBP, year: 2026}"

DOUBTFUL = [
    seed("never-usable", CHECKED, f"routes: [{route('starts: [9], available: {from: 2027-01, last_start: 2027-03}')}]",
         said="6: routes[0]: @: route `r` can never be used: "
              "it starts in September, and may start from 2027-01 to 2027-03 alone"),
    seed("closed-before-open", CHECKED, CITED, f"routes: [{route('requires: seed-closed, available: {from: 2024-01}')}]",
         said="7: routes[0].available: @: route `r` opens in 2024-01, and what it requires could last be gained in 2019-06"),
    Seed("no-way-from-school",
         "- id: no-way-from-school\n  title: R\n  jurisdiction: england-wales\n  checked: 2026-11-01\n"
         f"  {CITED}\n  requires: seed-closed\n",
         ("6: requires: `no-way-from-school`: no way in from school: nobody can come to hold `seed-closed`",), "roles"),
    seed("odd-fee", CHECKED, f"routes: [{route(months=3, fee=PRICE)}]", kind="seeded-peer",
         said="6: routes[0].fee: @: the fee of route `r`, 2,000 GBP, is 19 times the median of 10 peers"),
    seed("odd-months", CHECKED, f"routes: [{route(months=36)}]", kind="seeded-peer",
         said="6: routes[0].months: @: the length of route `r`, 36 months, is 12 times the median of"),
    Seed("odd-pay", "- {id: odd-pay, title: R, jurisdiction: england-wales, checked: 2026-11-01, sources: [seed-source],"
         " salary: {typical: 31000000, currency: GBP, year: 2026}}\n",
         ("1: salary.typical: `odd-pay`: the typical pay, 31,000,000 GBP, is",), "roles"),
    seed("secondary-rule", CHECKED, "requires: seed-plain", "sources: [seed-hearsay]",
         said="7: sources: @: its rule rests on `seed-hearsay`: no regulator, awarding body or official page"),
    seed("unchecked", CITED, said="1: @: no `checked` day: nobody can tell how old it is"),
    seed("old-check", "checked: 2025-10-31", said="5: checked: @: last checked 2025-10-31, more than a year ago"),
    Seed("old-source", "- {id: old-source, title: T, publisher: P, authority: official, checked: 2025-10-31, "
         f"{ADDRESS}}}\n", ("1: checked: `old-source`: last read 2025-10-31, more than a year ago",), "sources"),
    seed("old-fee", CHECKED, f"routes: [{route(fee='{amount: 2, currency: GBP, year: 2024}')}]",
         said="6: routes[0].fee: @: the fee of route `r` is at prices of 2024"),
    Seed("old-pay", "- {id: old-pay, title: R, jurisdiction: england-wales, checked: 2026-11-01, sources: [seed-source],"
         " salary: {typical: 30000, currency: GBP, year: 2024}}\n",
         ("1: salary: `old-pay`: the pay is that of 2024",), "roles"),
    Seed("old-rate", "- {currency: SEK, rate: '0.08', dated: 2025-10}\n",
         ("1: dated: `SEK`: the rate is that of 2025-10",), "rates"),
    Seed("unused-source", "- {id: unused-source, title: T, publisher: P, authority: official, checked: 2026-11-01, "
         f"{ADDRESS}}}\n", ("1: `unused-source`: no entry cites this source",), "sources"),
]  # fmt: skip
"""By the code of the doubt."""

CITES_OLD = Seed("cites-old", entry("cites-old", CHECKED, "sources: [old-source]"), ())


def _ids(seeds: list[Seed]) -> list[str]:
    return [s.name for s in seeds]


def _small(folder: Path, *seeds: Seed) -> Path:
    pack = write_pack(folder / "pack")
    for one in (*GROUND, *seeds):
        one.write(pack)
    return pack


def _problems(pack: Path, severity: str) -> list[str]:
    return [str(p) for p in read_packs([pack]).problems if p.severity == severity]


def _expected(seeds: list[Seed], pack: str) -> list[str]:
    return sorted(said.replace("{pack}", pack) for s in seeds for said in s.expected(pack))


@pytest.mark.parametrize("fault", [*ERRORS, *UNREAD, UNGAINABLE], ids=lambda s: s.name)
def test_an_error_alone_in_a_small_pack_is_reported_alone(tmp_path: Path, fault: Seed) -> None:
    assert sorted(_problems(_small(tmp_path, fault), "error")) == _expected([fault], "pack")


@pytest.mark.parametrize("fault", WARNINGS, ids=lambda s: s.name)
def test_a_warning_alone_in_a_small_pack_is_reported_alone(tmp_path: Path, fault: Seed) -> None:
    pack = _small(tmp_path, fault)
    assert _problems(pack, "error") == []
    seeded = [p for p in _problems(pack, "warning") if "/seeded/" in p]
    assert seeded == _expected([fault], "pack")


def _doubted(pack: Path) -> list[tuple[str, str]]:
    reading = read_packs([pack])
    assert [str(p) for p in reading.problems if p.severity == "error"] == []
    return [(d.code, str(f.problem)) for d in doubts(reading, NOW) for f in d.found]


def _begins(found: tuple[str, str], fault: Seed, pack: str) -> bool:
    return found[0] == fault.name and found[1].startswith(fault.expected(pack)[0])


@pytest.mark.parametrize("fault", DOUBTFUL, ids=lambda s: s.name)
def test_a_doubt_alone_in_a_small_pack_is_reported_alone(tmp_path: Path, fault: Seed) -> None:
    further = (CITES_OLD,) if fault.name == "old-source" else ()
    before = _doubted(_small(tmp_path / "calm"))
    after = [d for d in _doubted(_small(tmp_path, fault, *further)) if d not in before]
    (found,) = after
    assert _begins(found, fault, "pack")


def test_every_doubt_is_seeded() -> None:
    assert len(DOUBTFUL) == len(DOUBTS)


PACKS = Path(packs.__file__).parent
CHECKING = (
    "checks",
    "place_checks",
    "role_checks",
    "reading",
    "requirement_text",
    "schema",
    "role_schema",
)


@pytest.mark.parametrize("module", CHECKING)
def test_every_sentence_that_checking_can_say_is_seeded(module: str) -> None:
    seeded = [said for s in (*ERRORS, *UNREAD, UNGAINABLE, *WARNINGS) for said in s.said]
    tree = ast.parse((PACKS / f"{module}.py").read_text(encoding="utf-8"))
    sentences = {s for s in map(_template, ast.walk(tree)) if s}
    assert sentences
    unsaid = [s for s in sentences if not any(_as_pattern(s).search(said) for said in seeded)]
    assert sorted(unsaid) == []


def _template(node: ast.AST) -> str:
    """What a fault says, with braces for what differs: an argument, or kept under a name."""
    match node:
        case ast.Call(func=ast.Name("ValueError"), args=[text, *_]):
            return _sentence(text)
        case ast.Call(func=ast.Attribute(attr="problem" | "_problem"), args=[*_, text]):
            return _sentence(text)
        case ast.Assign(targets=[ast.Name("message" | "says")], value=text):
            return _sentence(text)
        case _:
            return ""


def _sentence(node: ast.expr) -> str:
    """A text of several words; names of fields, ids and severities are none."""
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) else "{}" for v in node.values]
        text = "".join(map(str, parts))
    else:
        text = str(node.value) if isinstance(node, ast.Constant) else ""
    return text.removeprefix("`{}`: ") if " " in text.strip("{} `:") else ""


def _as_pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, sentence.split("{}"))))


# the shipped data


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped data, with the ground for the faults."""
    pack = tmp_path / "copy"
    shutil.copytree(shipped_pack(), pack)
    for one in GROUND:
        one.write(pack)
    return pack


def test_all_errors_together_in_the_shipped_data_are_reported_each_at_its_place(copy: Path) -> None:
    assert _problems(copy, "error") == []
    for fault in ERRORS:
        fault.write(copy)
    assert sorted(_problems(copy, "error")) == _expected(ERRORS, "copy")


def test_files_that_cant_be_read_are_all_that_is_said_of_the_shipped_data(copy: Path) -> None:
    for fault in UNREAD:
        fault.write(copy)
    assert sorted(_problems(copy, "error")) == _expected(UNREAD, "copy")


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("qualifications", "      months: 9\n", "      months: nine\n", "expected a whole number; found 'nine'"),
        ("qualifications", "  kind: school\n", "   kind: school\n", "not readable as YAML: "),
        ("roles", "  title: Paralegal\n", "  title: ''\n", "expected a value that is not empty"),
        ("sources", "authority: regulator", "authority: king", "expected 'regulator', "),
        ("skills", "kind: knowledge", "kind: knowing", "expected 'knowledge', "),
        ("rates", "rate: '0.746324'", "rate: much", "`much` is not a rate"),
    ],
)  # fmt: skip
def test_a_fault_made_in_place_is_reported_without_its_consequences(
    copy: Path, file: str, right: str, wrong: str, said: str
) -> None:
    """Of an entry that others name, the fault is said once, and nothing of those others."""
    path = copy / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    (problem,) = _problems(copy, "error")
    line = text[: text.index(right)].count("\n") + 1
    assert re.match(rf"copy/{file}\.yaml:({line}|{line + 1}): ", problem)
    assert said in problem


def test_a_circle_in_the_shipped_data_is_reported_at_its_places(copy: Path) -> None:
    UNGAINABLE.write(copy)
    assert sorted(_problems(copy, "error")) == _expected([UNGAINABLE], "copy")


def test_all_doubts_together_in_the_shipped_data_are_reported_each_at_its_place(copy: Path) -> None:
    before = _doubted(copy)
    for fault in (*DOUBTFUL, CITES_OLD):
        fault.write(copy)
    after = [d for d in _doubted(copy) if d not in before]
    assert len(after) == len(DOUBTFUL), after
    for fault in DOUBTFUL:
        assert [d for d in after if _begins(d, fault, "copy")], fault.name


def test_a_figure_of_the_shipped_data_with_a_digit_too_many_is_doubtful(copy: Path) -> None:
    """A fault made in place: the first fee that no author explains, ten times over and again."""
    file = copy / "qualifications.yaml"
    before = _doubted(copy)
    text = file.read_text(encoding="utf-8")
    fee = "fee: {amount: 29370, currency: GBP, year: 2026}"
    assert fee in text
    file.write_text(text.replace(fee, fee.replace("29370", "2937000"), 1), encoding="utf-8")
    line = text[: text.index(fee)].count("\n") + 1
    ((code, problem),) = [d for d in _doubted(copy) if d not in before]
    assert code == "odd-fee"
    assert problem.startswith(f"copy/qualifications.yaml:{line}: ")
