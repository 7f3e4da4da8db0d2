"""Groups, factors and levels of risk."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import risks
from pumpurs.rulebook.reading import TABLES, RulebookError
from tests.rulebook.planted import plant

DAY = date(2026, 11, 22)


def test_there_are_four_groups_with_their_letters_and_each_has_factors() -> None:
    groups = list(risks.table().groups.values())

    assert [group.code for group in groups] == ["M", "S", "E", "G"]
    assert all(risks.factors_of(group.key, DAY) for group in groups)


def test_factors_come_group_by_group() -> None:
    order = list(risks.table().groups)
    found = [order.index(factor.group) for factor in risks.factors_on(DAY)]

    assert found == sorted(found)
    assert len(found) == sum(len(risks.factors_of(group, DAY)) for group in order)


# Plans store these keys: a name may change, a key may not, and none may go.
def test_keys_of_factors_are_never_renamed_or_removed() -> None:
    stored = {
        "unexcused_absence", "learning_difficulties", "conflicts_with_classmates", "conflicts_with_teachers",
        "violence_at_school", "low_motivation", "insufficient_marks", "behaviour_difficulties",
        "language_of_instruction", "change_of_school", "repeated_grade", "special_needs", "long_illness",
        "pregnancy_or_small_children", "marriage_or_relationship", "addiction", "ill_relatives",
        "emotional_difficulties", "offences", "difficult_journey", "material_conditions", "home_duties", "paid_work",
        "low_parental_involvement", "parents_abroad", "family_conflicts", "out_of_family_care", "violence_in_family",
    }  # fmt: skip

    assert stored <= set(risks.table().factors)


@pytest.mark.parametrize(
    ("key", "compartment"),
    [
        ("unexcused_absence", "general"),
        ("special_needs", "health"),
        ("long_illness", "health"),
        ("addiction", "health"),
        ("pregnancy_or_small_children", "health"),
        ("emotional_difficulties", "health"),
        ("violence_in_family", "family"),
        ("out_of_family_care", "family"),
        ("material_conditions", "family"),
    ],
)
def test_what_is_written_on_health_and_family_lies_in_its_compartment(key: str, compartment: str) -> None:
    assert risks.factor(key).compartment == compartment


def test_every_factor_of_the_family_lies_in_the_family_compartment() -> None:
    assert {factor.compartment for factor in risks.factors_of("family", DAY)} == {"family"}


def test_levels_run_from_none_to_high_and_only_none_needs_no_justification() -> None:
    found = [(one.level, one.key, one.justification_required) for one in risks.levels_on(DAY)]

    assert found == [(0, "none", False), (1, "low", True), (2, "medium", True), (3, "high", True)]
    assert risks.level(3).name.lv == "Augsts"


def test_a_factor_suggests_its_own_measures_or_else_those_of_its_group() -> None:
    own = [one.key for one in risks.suggested_measures("difficult_journey", DAY)]
    of_group = [one.key for one in risks.suggested_measures("parents_abroad", DAY)]

    assert own == ["intercity_transport", "overnight", "special_transport"]
    assert of_group == list(risks.group("family").suggests)


def test_learning_aids_are_suggested_to_vocational_learners_only() -> None:
    for vocational in (False, True):
        found = [
            one.key for one in risks.suggested_measures("material_conditions", DAY, vocational=vocational)
        ]

        assert ("learning_aids" in found) is vocational


@pytest.mark.parametrize(
    ("table", "right", "wrong", "said"),
    [
        (
            "risk_factors",
            'group = "learning"',
            'group = "weather"',
            "unexcused_absence.group: does not know 'weather'",
        ),
        (
            "risk_factors",
            'compartment = "general"',
            'compartment = "x"',
            "unexcused_absence.compartment: does not know",
        ),
        (
            "risk_factors",
            '"teacher_consultation"',
            '"sweets"',
            "unexcused_absence.suggests: does not know 'sweets'",
        ),
        ("risk_groups", '"orphans_court"', '"police_state"', "family.refer_to: does not know 'police_state'"),
        ("risk_levels", "level = 1", "level = 2", "level: two levels have the same number"),
    ],
)
def test_a_faulty_risk_is_refused(tmp_path: Path, table: str, right: str, wrong: str, said: str) -> None:
    for name in ("risk_groups", "risk_factors", "risk_levels"):
        shutil.copy(TABLES / f"{name}.toml", tmp_path)

    with pytest.raises(RulebookError) as refused:
        risks.read(plant(tmp_path, table, right, wrong))

    assert str(refused.value).startswith(f"{table}.toml, {said}")
