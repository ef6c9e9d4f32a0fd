"""Further faults: of the notation of requirements, of single values, of roles and what describes them."""

from __future__ import annotations

from tests.seeds import CITED, Seed, entry, role, route, seed

KINDS = "all, any, at_least (with of), experience, held_for, recent, age"
DEEP = "[" * 21 + "seed-plain" + "]" * 21


def rule(name: str, text: str, said: str) -> Seed:
    """A fault in what the entry requires."""
    return seed(name, f"requires: {text}", CITED, said=f"5: requires: @: {said}")


def figure(name: str, field: str, said: str, **changed: str) -> Seed:
    """A fault in a figure of the one route."""
    return seed(name, f"routes: [{route(**changed)}]", said=f"5: routes[0]{field}: @: {said}")


def profile(name: str, lines: str, *said: str, head: str = "roles: []") -> Seed:
    """A fault in the profile of a role."""
    text = f"- id: {name}\n  title: P\n  {head}\n  summary: S\n  {lines}\n"
    if "skills:" not in lines:
        text += "  skills: {}\n"
    return Seed(name, text, tuple(s.replace("@", f"`{name}`") for s in said), "profiles")


OF_FORM = [
    # the notation of requirements
    rule("nested-too-deep", DEEP, "requirements nest at most 20 deep"),
    rule("number-required", "7", f"a requirement is an id, a list or one of {KINDS}; found `7`"),
    rule("two-at-once", "{any: [seed-plain], all: [seed-plain]}",
         f"a requirement has one of {KINDS}; found `any`, `all` together"),
    rule("spaced-id", "'seed plain'",
         "`seed plain` is not an id with an optional grade, such as some-degree>=2:2"),
    rule("any-of-nothing", "{any: []}", "`any` needs a list of at least one requirement"),
    rule("at-least-nothing", "{at_least: 0, of: [seed-plain]}", "`at_least` is a whole number from 1"),
    rule("bare-experience", "{experience: seed-work}",
         "`experience` is written as a mapping, such as {months: 24, in: [role]}"),
    rule("half-a-wait", "{held_for: {months: 12}}", "`held_for` needs exactly in and months"),
    rule("years-of-experience", "{experience: {years: 2, in: [seed-work]}}", "`experience` has no field `years`"),
    rule("endless-experience", "{experience: {in: [seed-work]}}", "`experience` needs months or hours, and in"),
    rule("hours-in-full", "{experience: {hours: 9, in: [seed-work], full_time: 35}}",
         "`full_time` scales months; hours are counted as worked"),
    rule("no-months", "{experience: {months: 0, in: [seed-work]}}", "`months` is a whole number from 1"),
    rule("experience-nowhere", "{experience: {months: 1, in: []}}", "expected a list of ids"),
    rule("age-in-words", "{age: adult}", "`age` is a number or {at_least: …, under: …}"),
    rule("methuselah", "{age: {at_least: 969}}", "an age is a whole number of years"),
    # one value
    figure("half-a-penny", ".fee", "`1.005` is not an amount of money from 0, to the penny",
           fee="{amount: '1.005', currency: GBP}"),
    figure("no-closing-date", ".apply_by", "`apply_by` is a month and a day of the year, such as 01-29",
           apply_by="spring"),
    figure("gives-two-roles", ".gives", "`gives` names one role an item",
           gives="[{in: [seed-work, seed-pay-0], months: 1}]"),
    figure("opens-never", ".available.from", "expected a month, YYYY-MM", available="{from: true}"),
    figure("opens-in-autumn", ".available.from",
           "'autumn' is not a month: write it as YYYY-MM, for example 2027-09", available="{from: autumn}"),
    seed("scale-without-order", "scale: {grades: Pass}", said="5: scale: @: `grades` is a list, worst to best"),
    seed("scale-of-more", "scale: {grades: [a], best: a}",
         said="5: scale: @: a scale is {grades: [worst, …, best], equivalents: {C: 4}}"),
    seed("equals-nothing", "scale: {grades: [a], equivalents: {b: c}}",
         said="5: scale: @: `b` equals `c`, which is not a grade of the scale"),
    seed("assumes-a-wish", "assumes: ['a wish']", said="1: @: `a wish` is not an id with an optional grade"),
    seed("completed-without-route", "completes_with: seed-plain", CITED,
         said="1: @: `completes_with` and `available` need a route"),
    Seed("rate-in-words", "- {currency: SEK, rate: some, dated: 2026-11}\n",
         ("1: `SEK`: `some` is not a rate",), "rates"),
    Seed("rate-of-nothing", "- {currency: NOK, rate: '0', dated: 2026-11}\n",
         ("1: `NOK`: `0` is not a rate above 0",), "rates"),
    # references
    rule("misspelt-id", "seed-plane", "`seed-plane` is not in the data; did you mean `seed-plain`?"),
    rule("list-without-brackets", "'seed-plain, seed-course'",
         "`seed-plain, seed-course` is not an id with an optional grade, several stand in brackets: [a, b]"),
    figure("month-in-words", ".starts[0]",
           "expected a whole number; found 'September': write the number of the month, 1 to 12", starts="[September]"),
    figure("figure-with-unit", ".months", "expected a whole number; found '9 months': write 9 alone", months="9 months"),
    figure("price-in-words", ".fee",
           "expected a mapping, such as {key: value}; found '£850': write {amount: 100, currency: its code, year: of the price}",
           fee="'£850'"),
    seed("misspelt-source", "sources: [seed-sourse]",
         said="5: sources: @: the source `seed-sourse` is not in the data; did you mean `seed-source`?"),
    seed("grade-map-from", "scale: [a]", "counts_as: [{id: seed-course, grades: {b: Pass}}]",
         said="6: counts_as[0]: @: `b` is not a grade of this entry"),
    seed("gives-work-nowhere", f"routes: [{route('gives: [{role: gone, months: 1}]')}]",
         said="5: routes[0].gives: @: the role `gone` is not in the data"),
    seed("entry-of-unknown-source", "sources: [gone]", said="5: sources: @: the source `gone` is not in the data"),
    seed("route-of-unknown-source", "routes: [{id: r, months: 1, hours_per_week: 1, fee: 0, sources: [gone]}]",
         said="5: routes[0].sources: @: the source `gone` is not in the data"),
    seed("unmodelled-of-unknown-source", f"routes: [{route('unmodelled: [{says: So., source: gone}]')}]",
         said="5: routes[0].unmodelled: @: the source `gone` is not in the data"),
    role("pay-of-unknown-source", "salary: {low: 1, currency: GBP, source: gone}", CITED,
         said="5: salary.source: @: the source `gone` is not in the data"),
    # files
    Seed("no-mapping", "- just text\n", ("1: an entry is a mapping that begins with its id",)),
    Seed("key-of-keys", entry("key-of-keys", "? [a]\n  : b"), ("5: [0]: a key must be plain text",)),
    Seed("places-in-a-circle",
         "- {id: hither, title: H, within: thither}\n- {id: thither, title: T, within: hither}\n",
         ("1: within: `hither`: lies within itself, through a circle",
          "2: within: `thither`: lies within itself, through a circle"), "places"),
]  # fmt: skip

OF_ROLES = [
    profile("profile-of-nobody", "", "3: roles[0]: @: the role `gone` is not in the data", head="roles: [gone]"),
    profile("profile-of-a-course", "", "3: roles[0]: @: `seed-plain` is not a role", head="roles: [seed-plain]"),
    Seed("described-twice",
         "- {id: described-one, title: P, roles: [seed-pay-1], summary: S, skills: {}}\n"
         "- {id: described-two, title: P, roles: [seed-pay-1], summary: S, skills: {}}\n",
         ("2: roles[0]: `described-two`: `seed-pay-1` is described by `described-one` already",), "profiles"),
    Seed("seed-plain-profile", "- {id: seed-plain, title: P, roles: [], summary: S, skills: {}}\n",
         ("1: id: `seed-plain`: a credential has the same id",), "profiles"),
    profile("unheard-of-skill", "skills: {useful: [juggling]}",
            "5: skills: @: `juggling` is not in the vocabulary of skills.yaml"),
    profile("tool-among-skills", "skills: {useful: [seed-tool]}",
            "5: skills: @: `seed-tool` is a tool, which does not belong here"),
    profile("skill-twice", "skills: {essential: [seed-skill], useful: [seed-skill]}",
            "5: skills: @: `seed-skill` is named twice"),
    profile("said-by-nobody", "limits: [{says: So it is.}]",
            "5: limits[0]: @: a statement cites its `source`, or is marked `judgement: true`"),
    profile("said-and-thought", "limits: [{says: So., source: seed-source, judgement: true}]",
            "5: limits[0]: @: give `source` or `judgement`, not both"),
    profile("verdict-on-nothing", "limits: [{says: So., source: seed-source, verdict: wrong}]",
            "5: limits[0]: @: `was` and `verdict` belong together"),
    profile("claim-without-id", "limits: [{says: So., source: seed-source, was: Not., verdict: wrong}]",
            "5: limits[0]: @: a corrected claim keeps its id in `claims`"),
    profile("said-by-a-stranger", "limits: [{says: So., source: gone}]",
            "5: limits[0].source: @: the source `gone` is not in the data"),
    profile("said-of-nowhere", "limits: [{says: So., source: seed-source, places: [atlantis]}]",
            "5: limits[0].places[0]: @: the place `atlantis` is not described in places.yaml"),
    Seed("shown-by-magic", "- {id: magic-skill, title: M, kind: technical, shown_by: [magic]}\n",
         ("1: shown_by[0]: `magic-skill`: `magic` is neither a credential nor a role profile of the data",), "skills"),
    Seed("compared-with-nobody", "- {id: compared, between: [seed-profile, gone]}\n",
         ("1: between[1]: `compared`: the role profile `gone` is not in the data",), "comparisons"),
    Seed("row-of-a-third",
         "- {id: row-of-a-third, between: [seed-profile, seed-profile-2], rows: [{id: r, title: R, of: {gone: So.}}]}\n",
         ("1: `row-of-a-third`: row `r` speaks of `gone`, not one of `between`",), "comparisons"),
]  # fmt: skip

MISNAMED_PLACE = seed(
    "place-by-another-name", jurisdiction="ew",
    said="4: jurisdiction: @: the place `ew` is not described in places.yaml; did you mean `england-wales`?",
)  # fmt: skip
"""A warning."""

NO_CAREER = role(
    "no-career", "hours_per_week: 37", CITED,
    said="1: progresses_to: @: no usual next role and no role that leads to it: name it, or state `career_ends`",
)  # fmt: skip
"""A warning."""
