"""Who checks, grants and signs, by kind of partner, and what a wrong table is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import payment_duties
from pumpurs.rulebook.reading import RulebookError
from pumpurs.values.roles import Role
from tests.rulebook.planted import plant

DAY = date(2026, 10, 31)
SCHOOL = {Role.INSTITUTION_COORDINATOR, Role.HEAD}


@pytest.mark.parametrize(
    ("kind", "duty", "roles"),
    [
        ("municipality", "check", SCHOOL),
        ("municipality", "grant", {Role.MUNICIPAL_COORDINATOR}),
        ("municipality", "draft", {Role.ACCOUNTANT, Role.MUNICIPAL_COORDINATOR}),
        ("municipality", "sign", {Role.ACCOUNTANT, Role.MUNICIPAL_COORDINATOR}),
        ("state_vocational_school", "check", {Role.INSTITUTION_COORDINATOR}),
        ("state_vocational_school", "grant", {Role.HEAD}),
        ("state_vocational_school", "draft", {Role.ACCOUNTANT, Role.HEAD}),
        ("state_vocational_school", "sign", {Role.ACCOUNTANT}),
        ("municipality", "demand", {Role.ACCOUNTANT, Role.MUNICIPAL_COORDINATOR}),
        ("state_vocational_school", "demand", {Role.ACCOUNTANT, Role.HEAD}),
    ],
)
def test_each_kind_of_partner_has_its_hands(kind: str, duty: str, roles: set[Role]) -> None:
    assert payment_duties.roles(duty, kind, DAY) == roles


@pytest.mark.parametrize("kind", ["municipality", "state_vocational_school"])
def test_no_partner_depends_on_one_role_to_draft_and_sign(kind: str) -> None:
    drafts, signs = (payment_duties.roles(duty, kind, DAY) for duty in ("draft", "sign"))

    assert len(drafts | signs) > 1
    assert drafts - payment_duties.roles("check", kind, DAY)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('roles = ["head"]', "roles = []", "names nobody"),
        ("municipality.check", "municipality.chek", "check"),
        ("municipality.", "village.", "is missing"),
    ],
)
def test_a_wrong_table_is_told(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    with pytest.raises(RulebookError, match=told):
        payment_duties.read(plant(tmp_path, "payment_duties", right, wrong))
