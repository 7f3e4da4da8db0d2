from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import turn_away
from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.programme.learners.models import (
    Learner,
    RosterChange,
)
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.actions.roster_scene import (
    BOTH,
    School,
    batch,
    codes,
)
from tests.programme.learners.rosters import EMILS, JEKABS, LIVA, NOW, Pupil, Roster, checked, imported

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_undo_brings_back_every_row(
    school: School, tmp_path: Path, steps: int, everything: Callable[[], Any]
) -> None:
    rosters = [
        BOTH,
        Roster([Pupil("L1", "Līva", "Kalniņa", "8.c", LIVA.code), EMILS]),
        Roster([JEKABS, Pupil("L3", "Emīls", "Ķēniņš", "7.d", "320000-00003")]),
    ]
    states, ids = [everything()], []
    for number, roster in enumerate(rosters[:steps]):
        path, now = roster.at(tmp_path / str(number)), NOW + timedelta(days=number)
        ids.append(imported(path, school.head, now=now, **school.where))
        states.append(everything())

    for roster_id, before in zip(reversed(ids), reversed(states[:-1]), strict=True):
        undo(roster_id=roster_id, viewer=school.head, now=NOW + timedelta(days=9))
        assert everything() == before


def test_only_the_last_import_can_be_undone(school: School, tmp_path: Path) -> None:
    first = imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    imported(Roster([LIVA]).at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)

    with pytest.raises(Refused) as refusal:
        undo(roster_id=first, viewer=school.head, now=NOW + timedelta(days=2))

    assert codes(refusal) == ["roster.undo.later_import"]


def test_undo_is_refused_where_somebody_already_cares_for_a_learner(
    school: School, as_owner: AsOwner, tmp_path: Path, everything: Callable[[], Any]
) -> None:
    roster_id = imported(BOTH.at(tmp_path / "s"), school.head, **school.where)
    with as_owner():
        teacher = place.appoint(Role.PLAN_AUTHOR, school.institution)
        place.care_for(teacher, Learner.objects.get(given_name="Līva"))
    before = everything()

    with pytest.raises(Refused) as refusal:
        undo(roster_id=roster_id, viewer=school.head, now=NOW)

    assert codes(refusal) == ["roster.undo.facts_rest_on_it"]
    assert everything() == before


def test_undo_is_refused_where_a_learner_was_changed_since(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    changed = Roster([Pupil("L1", "Līva", "Kalniņa", "7.a", LIVA.code), JEKABS])
    roster_id = imported(changed.at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)
    with as_owner():
        Learner.objects.filter(given_name="Līva").update(family_name="Liepa")

    with pytest.raises(Refused) as refusal:
        undo(roster_id=roster_id, viewer=school.head, now=NOW + timedelta(days=2))

    assert codes(refusal) == ["roster.undo.learners_changed_since"]


def test_a_plan_made_before_another_import_was_confirmed_is_refused(school: School, tmp_path: Path) -> None:
    first = checked(BOTH.at(tmp_path / "a"), school.head, **school.where)
    second = checked(Roster([LIVA]).at(tmp_path / "b"), school.head, **school.where)
    confirm(roster_id=second, viewer=school.head, now=NOW)

    with pytest.raises(Refused) as refusal:
        confirm(roster_id=first, viewer=school.head, now=NOW)

    assert codes(refusal) == ["roster.confirm.another_meanwhile"]


def test_a_plan_is_refused_where_a_learner_was_changed_by_hand_meanwhile(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    changed = Roster([Pupil("L1", "Līva", "Kalniņa", "7.a", LIVA.code), JEKABS])
    roster_id = checked(changed.at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)
    with as_owner():
        Learner.objects.filter(given_name="Līva").update(family_name="Liepa")

    with pytest.raises(Refused) as refusal:
        confirm(roster_id=roster_id, viewer=school.head, now=NOW + timedelta(days=1))

    assert codes(refusal) == ["roster.confirm.learners_changed_meanwhile"]


def test_an_import_is_confirmed_once(school: School, tmp_path: Path) -> None:
    roster_id = imported(BOTH.at(tmp_path / "s"), school.head, **school.where)

    with pytest.raises(Refused) as refusal:
        confirm(roster_id=roster_id, viewer=school.head, now=NOW)

    assert codes(refusal) == ["roster.confirm.wrong_state"]


def test_turning_a_checked_roster_away_forgets_its_plan(school: School, tmp_path: Path) -> None:
    roster_id = checked(BOTH.at(tmp_path / "s"), school.head, **school.where)

    turn_away(roster_id=roster_id, reasons=[Reason("roster.turn_away.chosen")], viewer=school.head, now=NOW)

    assert batch(roster_id).state == "refused"
    assert not RosterChange.objects.filter(roster_id=roster_id).exists()
