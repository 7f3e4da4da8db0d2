"""Which roles one person cannot hold in the same days, and what a wrong table is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import separate_roles
from pumpurs.rulebook.reading import RulebookError
from pumpurs.values.roles import NATIONAL_ROLES, Role
from tests.rulebook.planted import plant

DAY = date(2026, 10, 31)
CHECKED = {
    Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT, Role.STRATEGIC_PARTNER, Role.HEAD, Role.INSTITUTION_COORDINATOR,
    Role.PLAN_AUTHOR, Role.PROVIDER,
}  # fmt: skip


@pytest.mark.parametrize("role", sorted(NATIONAL_ROLES))
def test_a_role_of_the_programme_goes_with_none_at_those_who_are_checked(role: Role) -> None:
    assert separate_roles.apart_from(role, DAY) == CHECKED


@pytest.mark.parametrize("role", sorted(CHECKED))
def test_it_holds_both_ways(role: Role) -> None:
    assert separate_roles.apart_from(role, DAY) == NATIONAL_ROLES


def test_other_roles_and_days_before_the_rule_are_free() -> None:
    assert separate_roles.apart_from(Role.GUARDIAN, DAY) == frozenset()
    assert separate_roles.apart_from(Role.NATIONAL_EXPERT, date(2017, 2, 28)) == frozenset()


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('roles = ["programme_manager", "national_expert"]', "roles = []", "names nobody"),
        ('"accountant",', '"national_expert",', "both sides"),
        ('"accountant",', '"wizard",', "does not know"),
    ],
)
def test_a_wrong_table_is_told(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    with pytest.raises(RulebookError, match=told):
        separate_roles.read(plant(tmp_path, "separate_roles", right, wrong))
