"""/plans/<id>/versions/ — every frozen version, and any two side by side."""

from __future__ import annotations

import pytest
from django.test import Client

from pumpurs.programme.plans.actions import change, decide, write
from tests.programme.plans.stage import GOAL, Stage, approved, by, written
from tests.web.pages.plans.hands import browser_of, text_of


def test_both_sides_of_what_differs_are_shown(home: Stage, anna: Client) -> None:
    plan_id = approved(home)
    change.revise(plan_id=plan_id, **by(home.anna, days=5))
    write.write_goal(plan_id=plan_id, text="Jauns mērķis.", revision=1, **by(home.anna))
    decide.submit(plan_id=plan_id, **by(home.anna, days=6))

    text = text_of(anna.get(f"/plans/{plan_id}/versions/"))

    assert GOAL in text
    assert "Jauns mērķis." in text
    assert "Matemātika" not in text


def test_before_the_first_version_it_says_so(home: Stage, anna: Client) -> None:
    assert 'class="empty"' in text_of(anna.get(f"/plans/{written(home)}/versions/"))


@pytest.mark.parametrize("asked", ["older=x&newer=-1", "older=99999999999&newer=7", "older=1&newer=1"])
def test_nonsense_in_the_address_is_no_fault(home: Stage, anna: Client, asked: str) -> None:
    assert anna.get(f"/plans/{approved(home)}/versions/?{asked}").status_code == 200


def test_another_institution_finds_nothing(home: Stage) -> None:
    assert browser_of(home.foreign_head).get(f"/plans/{approved(home)}/versions/").status_code == 404
