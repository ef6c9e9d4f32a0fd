"""What people type finds the one thing they mean, or is refused with the nearest names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from careerpath.datafiles import shipped_pack
from careerpath.errors import UnknownIdError, UsageError
from careerpath.lookup import QUALIFICATION_FIRST, ROLE_FIRST, ROLES_ONLY, Lookup
from careerpath.packs.store import load

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue


@pytest.mark.parametrize(
    "text",
    ["law-degree", "LAW DEGREE", "Law degree", "law  degree", "law_degree", "llb", "Degree"],
)
def test_an_id_a_title_or_an_alias_will_do_in_any_case(small: Catalogue, text: str) -> None:
    assert Lookup(small).find(text) == "law-degree"


def test_a_role_without_its_place_is_the_one_of_the_default_place(small: Catalogue) -> None:
    assert Lookup(small).find("paralegal", ROLE_FIRST) == "paralegal-ew"


def test_a_role_without_its_place_is_the_one_of_the_persons_place(small: Catalogue) -> None:
    assert Lookup(small, "united-states").find("paralegal", ROLE_FIRST) == "paralegal-us"


def test_an_exact_id_needs_no_place(small: Catalogue) -> None:
    assert Lookup(small, "united-states").find("paralegal-ew") == "paralegal-ew"


def test_a_name_that_fits_two_places_equally_is_refused_with_both(small: Catalogue) -> None:
    with pytest.raises(UnknownIdError) as caught:
        Lookup(small, "atlantis").find("paralegal", ROLE_FIRST)
    assert caught.value.message == "'paralegal' names more than one thing"
    assert caught.value.details == (
        "paralegal-ew — Paralegal (role, England & Wales)",
        "paralegal-us — Paralegal (role, United States)",
    )


def test_an_unknown_name_is_refused_with_the_nearest(small: Catalogue) -> None:
    with pytest.raises(UnknownIdError) as caught:
        Lookup(small).find("solicitr")
    assert caught.value.message == "no role or qualification is called 'solicitr'"
    assert caught.value.details[0] == "solicitor-ew — Solicitor (role, England & Wales)"
    assert caught.value.hint == "Did you mean one of these?"


def test_letters_shared_here_and_there_suggest_nothing(small: Catalogue) -> None:
    with pytest.raises(UnknownIdError) as caught:
        Lookup(small).find("nothing-such")
    assert caught.value.details == ()
    assert caught.value.hint == "`careerpath find` lists what there is."


@pytest.mark.parametrize(
    ("text", "first"),
    [("sollicitor", "solicitor-ew"), ("law degre", "law-degree"), ("lawdegree", "law-degree")],
)
def test_a_word_misspelt_suggests_the_name_that_holds_it(
    small: Catalogue, text: str, first: str
) -> None:
    assert Lookup(small).nearest(text)[0] == first


@pytest.mark.parametrize("text", ["nothing such", "nurse", "accountant", "teacher"])
def test_what_the_shipped_data_does_not_hold_is_likened_to_nothing(text: str) -> None:
    assert Lookup(load([shipped_pack()])).nearest(text) == []


def test_at_most_five_names_are_suggested(small: Catalogue) -> None:
    assert len(Lookup(small).nearest("a")) <= 5


def test_a_role_is_not_held(small: Catalogue) -> None:
    with pytest.raises(UsageError, match="is worked in, not held") as caught:
        Lookup(small).find("solicitor-ew", QUALIFICATION_FIRST)
    assert caught.value.hint == "Say how long you worked in it: --worked solicitor-ew=MONTHS"


def test_a_qualification_is_not_worked_in(small: Catalogue) -> None:
    with pytest.raises(UsageError, match="is held, not worked in"):
        Lookup(small).find("law-degree", ROLES_ONLY)


@pytest.mark.parametrize("text", ["england-wales", "England and Wales", "EW", "england & wales"])
def test_a_place_goes_by_id_title_or_alias(small: Catalogue, text: str) -> None:
    assert Lookup(small).find_place(text) == "england-wales"


def test_an_unknown_place_is_refused(small: Catalogue) -> None:
    with pytest.raises(UnknownIdError, match="no place called 'Mars'"):
        Lookup(small).find_place("Mars")


def test_a_route_goes_by_id_or_title(small: Catalogue) -> None:
    assert Lookup(small).find_route("law-degree", "Part-time at a distance") == "part-time"
    with pytest.raises(UnknownIdError) as caught:
        Lookup(small).find_route("law-degree", "weekend")
    assert caught.value.details == (
        "full-time — Full-time at university",
        "part-time — Part-time at a distance",
    )
