"""The engine of life-cycles: the table decides, all reasons at once, nobody else writes the state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pytest

from pumpurs.foundation.lifecycle import STAYS, UNBORN, Step, life, not_yours, refuse_if
from pumpurs.values.reasons import Reason, Refused


class Kettle(StrEnum):
    COLD = "cold"
    HOT = "hot"
    EMPTY = "empty"


@dataclass
class Tea:
    state: str = "cold"
    water: int = 1
    leaves: int = 1
    owner: str = "Anna"


def owner_of_kettle(viewer: object, tea: Tea) -> bool:
    return viewer == tea.owner


def anybody(viewer: object, tea: Tea) -> bool:
    return True


def drank_already(viewer: object, tea: Tea) -> bool:
    return viewer == "Juris"


def water(tea: Tea) -> Reason | None:
    return None if tea.water else Reason("tea.no_water")


def leaves(tea: Tea) -> tuple[Reason, ...]:
    return () if tea.leaves else (Reason("tea.no_leaves"), Reason("tea.no_sugar"))


TEA = life(
    "tea",
    first=Kettle.COLD,
    steps=[
        Step("boil", frozenset({Kettle.COLD}), Kettle.HOT, owner_of_kettle, (water, leaves)),
        Step("smell", frozenset(Kettle), STAYS, anybody),
        Step(
            "pour", frozenset({Kettle.HOT}), frozenset({Kettle.EMPTY, Kettle.COLD}), anybody,
            bars=(drank_already,),
        ),
        Step(
            "wait", frozenset({Kettle.HOT, Kettle.COLD}),
            {Kettle.HOT: frozenset({Kettle.COLD, Kettle.EMPTY}), Kettle.COLD: frozenset({Kettle.EMPTY})},
            anybody,
        ),
    ],
)  # fmt: skip
BREW = life(
    "brew", first=Kettle.COLD, steps=[Step("fill", frozenset({UNBORN}), Kettle.COLD, owner_of_kettle)]
)


def codes(step: str, tea: Tea, viewer: str) -> list[str]:
    return [reason.code for reason in TEA.reasons_against(step, tea, viewer)]


def test_a_step_that_is_open_leads_where_the_table_says() -> None:
    tea = Tea()

    TEA.take("boil", tea, "Anna")

    assert tea.state == "hot"


def test_all_reasons_come_back_at_once() -> None:
    assert codes("boil", Tea(water=0, leaves=0), "Anna") == ["tea.no_water", "tea.no_leaves", "tea.no_sugar"]


def test_a_refused_step_changes_nothing_and_carries_every_reason() -> None:
    tea = Tea(water=0, leaves=0)

    with pytest.raises(Refused) as refusal:
        TEA.take("boil", tea, "Anna")

    assert tea.state == "cold"
    assert len(refusal.value.reasons) == 3


def test_the_wrong_state_is_named_before_anything_else() -> None:
    reasons = TEA.reasons_against("boil", Tea(state="empty", water=0), "Anna")

    assert [(r.code, r.values["state"]) for r in reasons] == [("tea.boil.wrong_state", "empty")]


def test_the_wrong_person_learns_the_rule_and_nothing_of_the_record() -> None:
    reasons = TEA.reasons_against("boil", Tea(water=0), "Juris")

    assert [(r.code, r.values["rule"]) for r in reasons] == [("tea.boil.not_yours", "owner_of_kettle")]


def test_a_bar_closes_a_step_although_the_role_fits() -> None:
    tea = Tea(state="hot")

    assert codes("pour", tea, "Juris") == ["tea.pour.drank_already"]
    assert TEA.may("pour", tea, "Anna")
    assert not TEA.may("pour", tea, "Juris")


def test_buttons_are_shown_by_state_and_person_and_told_their_needs_when_tried() -> None:
    assert TEA.open_steps(Tea(water=0), "Anna") == ("boil", "smell", "wait")
    assert TEA.open_steps(Tea(), "Juris") == ("smell", "wait")
    assert TEA.open_steps(Tea(state="hot"), "Juris") == ("smell", "wait")


def test_where_several_ways_lead_on_the_verb_says_which() -> None:
    tea = Tea(state="hot")

    with pytest.raises(ValueError, match="needs a target"):
        TEA.take("pour", tea, "Anna")
    TEA.take("pour", tea, "Anna", target=Kettle.EMPTY)

    assert tea.state == "empty"


def test_a_way_that_the_table_does_not_name_is_a_programmers_mistake() -> None:
    tea = Tea(state="hot")

    with pytest.raises(ValueError, match="leads to cold, empty, not to hot"):
        TEA.take("pour", tea, "Anna", target=Kettle.HOT)
    with pytest.raises(ValueError, match="leads to hot, not to empty"):
        TEA.take("boil", Tea(), "Anna", target=Kettle.EMPTY)

    assert tea.state == "hot"


def test_each_state_may_have_ways_of_its_own() -> None:
    tea = Tea()

    with pytest.raises(ValueError, match="leads to empty, not to cold"):
        TEA.take("wait", tea, "Anna", target=Kettle.COLD)
    TEA.take("wait", tea, "Anna")

    assert tea.state == "empty"


@pytest.mark.parametrize("state", list(Kettle))
def test_a_step_that_stays_leaves_the_state_as_it_is(state: Kettle) -> None:
    tea = Tea(state=state)

    TEA.take("smell", tea, "Anna")

    assert tea.state == state


def test_a_record_is_born_by_a_step_too() -> None:
    tea = Tea(state=UNBORN)

    with pytest.raises(Refused, match=r"brew\.fill\.not_yours"):
        BREW.take("fill", tea, "Juris")
    BREW.take("fill", tea, "Anna")

    assert tea.state == "cold"


def test_a_verb_without_a_life_refuses_with_every_reason_it_found() -> None:
    foreign = not_yours("tea.drink", owner_of_kettle, "Juris", Tea(), place="cup")

    with pytest.raises(Refused) as refusal:
        refuse_if(None, foreign, leaves(Tea(leaves=0)), water(Tea()))

    assert [reason.code for reason in refusal.value.reasons] == [
        "tea.drink.not_yours",
        "tea.no_leaves",
        "tea.no_sugar",
    ]
    assert (refusal.value.reasons[0].values["rule"], refusal.value.reasons[0].place) == (
        "owner_of_kettle",
        "cup",
    )


def test_a_verb_against_which_nothing_was_found_goes_on() -> None:
    refuse_if(None, (), not_yours("tea.drink", owner_of_kettle, "Anna", Tea()))


def test_an_unknown_step_is_a_programmers_mistake() -> None:
    with pytest.raises(KeyError):
        TEA.take("freeze", Tea(), "Anna")


def test_the_diagram_is_drawn_from_the_table() -> None:
    assert TEA.mermaid().splitlines()[1:] == [
        "  [*] --> cold",
        "  cold --> hot: boil (owner_of_kettle)",
        "  cold --> cold: smell (anybody)",
        "  empty --> empty: smell (anybody)",
        "  hot --> hot: smell (anybody)",
        "  hot --> cold: pour (anybody)",
        "  hot --> empty: pour (anybody)",
        "  cold --> empty: wait (anybody)",
        "  hot --> cold: wait (anybody)",
        "  hot --> empty: wait (anybody)",
    ]
    assert BREW.mermaid().splitlines()[1:] == ["  [*] --> cold: fill (owner_of_kettle)"]
