"""Numbers of a source hold for one place; who takes a learner over leaves the name, and the old school is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.programme.learners.models import Enrollment, Guardian, Learner
from pumpurs.programme.learners.queries.one import learner_page
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.actions.roster_scene import School, codes, counts, learners
from tests.programme.learners.rosters import EMILS, LIVA, NOW, Pupil, Roster, checked, imported

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db

HERS = replace(LIVA, born="2013-03-14")
LEFT, NEXT_DAY, LATER = (NOW + timedelta(days=days) for days in (1, 2, 3))


class Between:
    """Līva left the school by its roster; the other school may take her in."""

    def __init__(self, as_owner: AsOwner, school: School, folder: Path) -> None:
        self.school, self.folder = school, folder
        self.other = School(as_owner, "Raunas pamatskola", "S2")
        imported(Roster([HERS, EMILS]).at(folder / "a"), school.head, **school.where)
        imported(Roster([EMILS]).at(folder / "b"), school.head, now=LEFT, **school.where)
        with as_owner():
            self.liva = Learner.objects.get(given_name="Līva")
            guardian = place.make_guardian(self.liva)
            Guardian.objects.filter(pk=guardian.pk).update(email="ilze@example.org", phone="20000000")

    def taken_in(self, **told: str) -> object:
        pupil = replace(HERS, **{"school": "S2", **told})
        roster = Roster([pupil], {"S2": "Raunas pamatskola"})
        return imported(roster.at(self.folder / "c"), self.other.head, now=NEXT_DAY, **self.other.where)


@pytest.fixture
def between(school: School, as_owner: AsOwner, tmp_path: Path) -> Between:
    return Between(as_owner, school, tmp_path)


def test_whoever_takes_a_learner_over_does_not_rename_her(between: Between) -> None:
    between.taken_in(given_name="LIVA", family_name="Berzina")

    liva = learners()["Līva"]
    assert (liva.full_name, liva.institution_id) == ("Līva Bērziņa", between.other.institution.id)


def test_a_taking_over_is_written_down_at_the_old_school(between: Between, as_owner: AsOwner) -> None:
    between.taken_in()

    with as_owner(), connection.cursor() as cursor:
        old = Enrollment.objects.get(institution=between.school.institution, learner=between.liva)
        cursor.execute(
            "SELECT institution_id, learners FROM foundation_auditline WHERE action = 'learner.taken_in'"
        )
        assert cursor.fetchall() == [(between.school.institution.id, [between.liva.id])]
    assert old.taken_on == NEXT_DAY.date()


def test_mail_and_phone_that_came_along_are_kept_back(between: Between) -> None:
    between.taken_in()
    viewer = between.other.head

    page = learner_page(viewer=viewer, learner_id=between.liva.id, today=NEXT_DAY.date())

    (guardian,) = page.guardians
    assert (guardian.email, guardian.phone, guardian.kept_back) == ("", "", True)


def test_undoing_forgets_the_taking_over(between: Between, as_owner: AsOwner) -> None:
    roster_id = between.taken_in()

    undo(roster_id=roster_id, viewer=between.other.head, now=LATER)  # type: ignore[arg-type]

    with as_owner():
        assert Guardian.objects.get().came_with_id is None
        assert not Enrollment.objects.exclude(taken_on=None).exists()
        liva = Learner.objects.get(pk=between.liva.pk)
    assert (liva.source_place_id, liva.source_id) == (between.school.institution.id, "L1")


def test_undoing_a_second_taking_over_keeps_mail_and_phone_back(between: Between, as_owner: AsOwner) -> None:
    first = between.taken_in()
    third = School(as_owner, "Taurenes pamatskola", "S3")
    others = Roster([Pupil("R9", "Anna", "Ozola", school="S2")], {"S2": "Raunas pamatskola"})
    imported(others.at(between.folder / "d"), between.other.head, now=LATER, **between.other.where)
    again = Roster([replace(HERS, school="S3")], {"S3": "Taurenes pamatskola"})
    day = LATER + timedelta(days=1)
    second = imported(again.at(between.folder / "e"), third.head, now=day, **third.where)
    with as_owner():
        assert Guardian.objects.get().came_with_id == second

    undo(roster_id=second, viewer=third.head, now=day)

    with as_owner():
        assert Guardian.objects.get().came_with_id == first


def test_the_same_number_at_two_schools_is_two_learners(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    other = School(as_owner, "Raunas pamatskola", "S2")
    squatter = Roster([Pupil("L1", "Anna", "Ozola", school="S2")], {"S2": "Raunas pamatskola"})
    imported(squatter.at(tmp_path / "a"), other.head, **other.where)

    roster_id = imported(Roster([HERS]).at(tmp_path / "b"), school.head, **school.where)

    assert counts(roster_id) == (1, 0, 0, 0)
    assert {one.source_id for one in learners().values()} == {"L1"}
    again = checked(Roster([HERS]).at(tmp_path / "c"), school.head, now=LEFT, **school.where)
    assert counts(again) == (0, 0, 0, 0)


def test_a_number_is_free_again_when_its_learner_has_gone(between: Between) -> None:
    between.taken_in(id="R7")
    newcomer = Pupil("L1", "Anna", "Ozola")

    roster_id = imported(
        Roster([EMILS, newcomer]).at(between.folder / "d"), between.school.head, now=LATER,
        **between.school.where,
    )  # fmt: skip

    assert counts(roster_id) == (1, 0, 0, 0)
    assert learners()["Līva"].source_id == "R7"


@pytest.mark.parametrize("source", ["list:S2", "LIST:S2", " list:S2"])
def test_a_system_does_not_call_itself_a_list(school: School, tmp_path: Path, source: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked(Roster([HERS], source=source).at(tmp_path / "a"), school.head, **school.where)

    assert codes(refusal) == ["roster.manifest.source_is_a_list"]


def test_the_municipality_renames_whom_it_moves(between: Between, as_owner: AsOwner, tmp_path: Path) -> None:
    partner = between.school.institution.partner
    with as_owner():
        type(between.other.institution).objects.filter(pk=between.other.institution.pk).update(
            partner=partner
        )
        coordinator = place.viewer_for(place.appoint(Role.MUNICIPAL_COORDINATOR, partner))
    moved = replace(HERS, family_name="Ozola", school="S2")
    both = Roster([EMILS, moved], {"S1": "Priekuļu vidusskola", "S2": "Raunas pamatskola"})

    imported(both.at(tmp_path / "m"), coordinator, now=NEXT_DAY, partner_id=partner.id)

    assert learners()["Līva"].family_name == "Ozola"
    with as_owner():
        assert Guardian.objects.get().came_with_id is None
