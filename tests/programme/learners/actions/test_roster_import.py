from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pumpurs.foundation.sealed import blind_index, unseal
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.learners.models import (
    Enrollment,
    LearnerIdentifier,
    SchoolClass,
)
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.actions.roster_scene import (
    BOTH,
    School,
    batch,
    counts,
    learners,
)
from tests.programme.learners.rosters import EMILS, JEKABS, LIVA, NOW, Pupil, Roster, checked, imported

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


def test_a_check_plans_and_writes_no_learner(school: School, tmp_path: Path) -> None:
    roster_id = checked(BOTH.at(tmp_path / "s"), school.head, **school.where)

    assert counts(roster_id) == (2, 0, 0, 0)
    assert batch(roster_id).state == "checked"
    assert learners() == {}


def test_a_confirmed_roster_makes_learners_classes_codes_and_enrolments(
    school: School, tmp_path: Path
) -> None:
    imported(BOTH.at(tmp_path / "s"), school.head, **school.where)

    liva = learners()["Līva"]
    code = LearnerIdentifier.objects.get(learner=liva)
    enrollment = Enrollment.objects.get(learner=liva)
    assert (liva.family_name, liva.grade, liva.institution_id) == ("Bērziņa", 7, school.institution.id)
    assert liva.school_class is not None
    assert (liva.school_class.name, liva.school_class.school_year) == ("7.a", "2026/2027")
    assert unseal(code.sealed, about="personal_code") == "32000000001"
    assert code.index == blind_index("32000000001", about="personal_code")
    assert (enrollment.school_class_id, enrollment.since, enrollment.until) == (
        liva.school_class_id,
        date(2026, 9, 1),
        None,
    )


def test_a_personal_code_of_the_old_kind_tells_the_birth_date(school: School, tmp_path: Path) -> None:
    imported(Roster([EMILS]).at(tmp_path / "s"), school.head, **school.where)

    assert learners()["Emīls"].birth_date == date(1975, 11, 16)


def test_the_same_file_again_changes_nothing(
    school: School, tmp_path: Path, everything: Callable[[], Any]
) -> None:
    path = BOTH.at(tmp_path / "s")
    imported(path, school.head, **school.where)
    before = everything()

    again = imported(path, school.head, now=NOW + timedelta(hours=1), **school.where)

    assert counts(again) == (0, 0, 0, 0)
    assert batch(again).unchanged == 2
    assert everything() == before


def test_rows_in_another_order_change_nothing(
    school: School, tmp_path: Path, everything: Callable[[], Any]
) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    before = everything()

    imported(
        Roster([JEKABS, LIVA]).at(tmp_path / "b"), school.head, now=NOW + timedelta(hours=1), **school.where
    )

    assert everything() == before


def test_a_learner_is_known_again_by_the_code_when_the_source_changes(school: School, tmp_path: Path) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    other = [
        Pupil("X9", "Līva", "Bērziņa", "8.a", LIVA.code),
        Pupil("X8", "Jēkabs", "Šķēle", "7.b", JEKABS.code),
    ]

    roster_id = imported(
        Roster(other, source="mykoob").at(tmp_path / "b"),
        school.head,
        now=NOW + timedelta(hours=1),
        **school.where,
    )

    assert counts(roster_id) == (0, 1, 0, 0)
    assert learners()["Līva"].grade == 8


def test_nobody_is_matched_by_name_alone(school: School, tmp_path: Path) -> None:
    imported(Roster([LIVA]).at(tmp_path / "a"), school.head, **school.where)
    namesake = Pupil("L7", "Līva", "Bērziņa", "7.a", "320000-00007")

    roster_id = checked(Roster([LIVA, namesake]).at(tmp_path / "b"), school.head, **school.where)

    assert counts(roster_id) == (1, 0, 0, 0)


def test_a_changed_name_and_class_are_changed(school: School, tmp_path: Path) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    moved = Pupil("L1", "Līva", "Kalniņa", "8.c", LIVA.code, born="2013-02-28")

    roster_id = imported(
        Roster([moved, JEKABS]).at(tmp_path / "b"), school.head, now=NOW + timedelta(hours=1), **school.where
    )

    liva = learners()["Līva"]
    assert counts(roster_id) == (0, 1, 0, 0)
    assert (liva.family_name, liva.grade, liva.birth_date) == ("Kalniņa", 8, date(2013, 2, 28))
    assert Enrollment.objects.get(learner=liva).school_class_id == liva.school_class_id


def test_who_is_missing_from_a_whole_roster_leaves(school: School, tmp_path: Path) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)

    roster_id = imported(
        Roster([LIVA]).at(tmp_path / "b"), school.head, now=NOW + timedelta(hours=1), **school.where
    )

    jekabs = learners()["Jēkabs"]
    assert counts(roster_id) == (0, 0, 1, 0)
    assert Enrollment.objects.get(learner=jekabs).until == date(2026, 10, 5)
    assert jekabs.school_class is None


def test_who_is_missing_from_a_delta_stays(school: School, tmp_path: Path) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)

    roster_id = imported(
        Roster([LIVA], mode="delta").at(tmp_path / "b"),
        school.head,
        now=NOW + timedelta(hours=1),
        **school.where,
    )

    assert counts(roster_id) == (0, 0, 0, 0)


def test_who_is_marked_for_deletion_in_a_delta_leaves(school: School, tmp_path: Path) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    gone = Pupil("L2", "Jēkabs", "Šķēle", "7.b", JEKABS.code, status="tobedeleted")

    roster_id = imported(
        Roster([gone], mode="delta").at(tmp_path / "b"),
        school.head,
        now=NOW + timedelta(hours=1),
        **school.where,
    )

    assert counts(roster_id) == (0, 0, 1, 0)
    assert Enrollment.objects.get(learner=learners()["Jēkabs"]).until == date(2026, 10, 5)


def test_who_left_and_comes_back_is_the_same_learner(school: School, tmp_path: Path) -> None:
    imported(BOTH.at(tmp_path / "a"), school.head, **school.where)
    first = learners()["Jēkabs"].id
    imported(Roster([LIVA]).at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)

    imported(BOTH.at(tmp_path / "c"), school.head, now=NOW + timedelta(days=2), **school.where)

    assert learners()["Jēkabs"].id == first
    assert Enrollment.objects.filter(learner_id=first).count() == 2
    assert Enrollment.objects.filter(learner_id=first, until=None).count() == 1


def test_a_new_code_beside_an_old_one_is_kept_through_time(school: School, tmp_path: Path) -> None:
    imported(Roster([EMILS]).at(tmp_path / "a"), school.head, **school.where)
    renewed = Pupil("L3", "Emīls", "Ķēniņš", "7.b", "320000-00003")

    imported(Roster([renewed]).at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)

    raise_wall(job_viewer("roster"))
    rows = list(LearnerIdentifier.objects.order_by("since").values_list("masked", "until"))
    assert rows == [("******-***97", date(2026, 10, 6)), ("******-***03", None)]


def test_a_coordinator_imports_the_whole_municipality_and_learners_move_inside_it(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    partner = school.institution.partner
    School(as_owner, "Raunas pamatskola", "S2", partner=partner)
    with as_owner():
        coordinator = place.viewer_for(place.appoint(Role.MUNICIPAL_COORDINATOR, partner))
    schools = {"S1": "Priekuļu vidusskola", "S2": "Raunas pamatskola"}
    imported(Roster([LIVA, JEKABS], schools).at(tmp_path / "a"), coordinator, partner_id=partner.id)
    moved = Pupil("L1", "Līva", "Bērziņa", "7.z", LIVA.code, school="S2")

    roster_id = imported(
        Roster([moved, JEKABS], schools).at(tmp_path / "b"),
        coordinator,
        now=NOW + timedelta(days=1),
        partner_id=partner.id,
    )

    liva = learners()["Līva"]
    assert counts(roster_id) == (0, 1, 0, 0)
    assert liva.institution is not None
    assert liva.institution.name == "Raunas pamatskola"
    assert [e.until is None for e in Enrollment.objects.filter(learner=liva).order_by("since")] == [
        False,
        True,
    ]


def test_learners_without_a_grade_are_left_out_and_counted(school: School, tmp_path: Path) -> None:
    small = Pupil("L5", "Rēzija", "Ozola", "Bitītes", "320000-00005")

    roster_id = imported(Roster([LIVA, small]).at(tmp_path / "s"), school.head, **school.where)

    assert (batch(roster_id).outside, set(learners())) == (1, {"Līva"})


def test_classes_already_there_are_used(school: School, as_owner: AsOwner, tmp_path: Path) -> None:
    with as_owner():
        existing = place.make_class(school.institution, "7.a")

    imported(BOTH.at(tmp_path / "s"), school.head, **school.where)

    assert learners()["Līva"].school_class == existing
    assert SchoolClass.objects.count() == 2


def test_a_plain_list_is_imported_for_one_institution(school: School, tmp_path: Path) -> None:
    path = tmp_path / "saraksts.csv"
    path.write_bytes(
        "Vārds;Uzvārds;Personas kods;Klase\r\nLīva;Bērziņa;320000-00001;7.b\r\n".encode("cp1257")
    )

    roster_id = imported(path, school.head, **school.where)

    liva = learners()["Līva"]
    assert counts(roster_id) == (1, 0, 0, 0)
    assert (liva.source, liva.source_id) == ("", "")
    assert liva.school_class is not None
    assert liva.school_class.name == "7.b"
