"""Who may read what was written about a child."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import compartments
from pumpurs.rulebook.reading import RulebookError
from pumpurs.values.roles import Role
from tests.rulebook.planted import plant

DAY = date(2026, 11, 22)
AUTHOR_AND_HEAD = {Role.PLAN_AUTHOR, Role.HEAD}
APPROVERS_ABOVE = {Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_EXPERT}


@pytest.mark.parametrize("key", ["health", "family"])
def test_only_author_and_head_read_what_is_written_on_health_and_family(key: str) -> None:
    assert {role for role in Role if compartments.may_read_text(role, key, DAY)} == AUTHOR_AND_HEAD


@pytest.mark.parametrize("key", ["health", "family"])
def test_approvers_above_the_head_see_the_level_and_not_the_text(key: str) -> None:
    for role in APPROVERS_ABOVE:
        assert compartments.may_see_level(role, key, DAY)
        assert not compartments.may_read_text(role, key, DAY)


def test_approvers_above_the_head_read_the_general_text() -> None:
    for role in APPROVERS_ABOVE:
        assert compartments.readable_by(role, DAY) == {"general", "work"}


@pytest.mark.parametrize(
    "role", [Role.SUPPORT, Role.JOB, Role.ACCOUNTANT, Role.STRATEGIC_PARTNER, Role.PROGRAMME_MANAGER]
)
def test_a_role_without_a_compartment_sees_nothing(role: Role) -> None:
    assert compartments.readable_by(role, DAY) == frozenset()
    assert not any(compartments.may_see_level(role, key, DAY) for key in compartments.table().rules)
    assert not any(compartments.may_read(role, text, DAY) for text in compartments.TEXTS)


def test_what_was_said_in_talks_and_why_a_plan_rests_is_read_by_author_and_head_only() -> None:
    for text in ("consulted_note", "resting_note"):
        assert {role for role in Role if compartments.may_read(role, text, DAY)} == AUTHOR_AND_HEAD
    for role in APPROVERS_ABOVE | {Role.GUARDIAN, Role.ADULT_LEARNER}:
        assert compartments.may_read(role, "goal", DAY)


def test_a_provider_of_support_reads_what_it_is_for_and_nothing_else() -> None:
    read = {text for text in compartments.TEXTS if compartments.may_read(Role.PROVIDER, text, DAY)}

    assert read == {"goal", "subject", "expected_result"}
    assert not any(
        compartments.may_see_level(Role.PROVIDER, key, DAY) for key in ("general", "health", "family")
    )


def test_whoever_reads_the_text_sees_the_level() -> None:
    for key in compartments.table().rules:
        for role in Role:
            assert compartments.may_see_level(role, key, DAY) or not compartments.may_read_text(
                role, key, DAY
            )


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'text_read_by = ["plan_author", "head"]',
            'text_read_by = ["everybody"]',
            "health.access.text_read_by: does",
        ),
        (
            'text_read_by = ["plan_author", "head"]',
            'text_read_by = ["plan_author", "head", "national_expert"]',
            "health.access.only_level_seen_by: national_expert reads the text already",
        ),
        (
            'nothing_seen_by = ["programme_manager", "support_provider", ',
            'nothing_seen_by = ["support_provider", ',
            "general.access.nothing_seen_by: must name every role",
        ),
        ('"goal", "subject"', '"subject"', "texts: 'goal' must stand in exactly one"),
        ('"consulted_note"', '"consulted_note", "goal"', "texts: 'goal' must stand in exactly one"),
    ],
)
def test_a_faulty_compartment_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        compartments.read(plant(tmp_path, "compartments", right, wrong))

    assert str(refused.value).startswith(f"compartments.toml, {said}")
