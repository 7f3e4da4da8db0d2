from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from pumpurs.foundation.sealed import blind_index, unseal
from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.learners.actions.roster_check import NATIONWIDE
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import receive, turn_away
from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.programme.learners.models import (
    Enrollment,
    Learner,
    LearnerIdentifier,
    RosterChange,
    RosterImport,
    RosterRejection,
    SchoolClass,
)
from pumpurs.programme.partners.models import Institution
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.rosters import EMILS, JEKABS, LIVA, NOW, Pupil, Roster, checked, imported

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db

BOTH = Roster([LIVA, JEKABS])


class School:
    """A school with its head, seen with the head's eyes."""

    def __init__(
        self, as_owner: AsOwner, name: str = "Priekuļu vidusskola", code: str = "S1", **more: Any
    ) -> None:
        with as_owner():
            self.institution: Institution = place.make_institution(name, source_code=code, **more)
            self.head: Viewer = place.viewer_for(place.appoint(Role.HEAD, self.institution))
        self.where: dict[str, Any] = {"institution_id": self.institution.id}


@pytest.fixture
def school(as_owner: AsOwner) -> School:
    return School(as_owner)


@pytest.fixture
def everything(as_owner: AsOwner) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """All business rows of the room, to be compared before and after."""

    def rows() -> dict[str, list[tuple[Any, ...]]]:
        with as_owner():
            return {
                table: sorted(_rows(table))
                for table in (
                    "learners_learner", "learners_learneridentifier", "learners_enrollment", "learners_schoolclass",
                )
            }  # fmt: skip

    def _rows(table: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {table} t")
            return list(cursor.fetchall())

    return rows


def learners() -> dict[str, Learner]:
    raise_wall(NATIONWIDE)
    return {one.given_name: one for one in Learner.objects.select_related("school_class")}


def batch(roster_id: UUID) -> RosterImport:
    raise_wall(NATIONWIDE)
    return RosterImport.objects.get(pk=roster_id)


def counts(roster_id: UUID) -> tuple[int, int, int, int]:
    roster = batch(roster_id)
    return roster.added, roster.changed, roster.leaving, roster.rejected


def rejections(roster_id: UUID) -> list[tuple[str, int, str]]:
    raise_wall(NATIONWIDE)
    rows = RosterRejection.objects.filter(roster_id=roster_id).order_by("file", "row")
    return [(row.file, row.row, row.reason_code.removeprefix("roster.row.")) for row in rows]


def codes(refusal: Any) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


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

    raise_wall(NATIONWIDE)
    rows = list(LearnerIdentifier.objects.order_by("since").values_list("masked", "until"))
    assert rows == [("******-***97", date(2026, 10, 6)), ("******-***03", None)]


def test_two_new_codes_after_another_are_rejected(school: School, tmp_path: Path) -> None:
    imported(Roster([EMILS]).at(tmp_path / "a"), school.head, **school.where)
    first, second = (Pupil("L3", "Emīls", "Ķēniņš", "7.b", f"320000-0000{number}") for number in (3, 4))
    imported(Roster([first]).at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)

    roster_id = checked(Roster([second]).at(tmp_path / "c"), school.head, **school.where)

    assert rejections(roster_id) == [("users.csv", 2, "code_differs")]


def test_rows_of_another_institution_are_rejected_and_the_file_is_refused_whole(
    school: School, as_owner: AsOwner, tmp_path: Path, everything: Callable[[], Any]
) -> None:
    School(as_owner, "Raunas pamatskola", "S2", partner=school.institution.partner)
    before = everything()
    stranger = Pupil("L9", "Anna", "Ozola", "5.a", "320000-00009", school="S2")
    roster = Roster([LIVA, stranger], {"S1": "Priekuļu vidusskola", "S2": "Raunas pamatskola"})
    roster_id = checked(roster.at(tmp_path / "s"), school.head, **school.where)

    with pytest.raises(Refused) as refusal:
        confirm(roster_id=roster_id, viewer=school.head, now=NOW)

    assert rejections(roster_id) == [("orgs.csv", 3, "other_institution")]
    assert codes(refusal)[0] == "roster.confirm.rows_rejected"
    assert everything() == before


def test_an_unknown_institution_is_rejected(school: School, tmp_path: Path) -> None:
    roster = Roster([Pupil("L1", school="S9")], {"S9": "Nezināmā skola"})

    assert rejections(checked(roster.at(tmp_path / "s"), school.head, **school.where)) == [
        ("orgs.csv", 2, "unknown_institution")
    ]


def test_one_bad_row_keeps_the_whole_file_out(school: School, tmp_path: Path) -> None:
    bad = Pupil("L5", "", "Ozola", "7.a", "320000-00005")
    roster_id = checked(Roster([LIVA, bad]).at(tmp_path / "s"), school.head, **school.where)

    with pytest.raises(Refused) as refusal:
        confirm(roster_id=roster_id, viewer=school.head, now=NOW)

    assert rejections(roster_id) == [("users.csv", 3, "missing")]
    assert refusal.value.reasons[1].values["column"] == "givenName"
    assert learners() == {}


@pytest.mark.parametrize(
    ("pupils", "reason"),
    [
        ([LIVA, Pupil("L1", "Anna", "Ozola", "7.a", "320000-00008")], "twice"),
        ([LIVA, Pupil("L8", "Anna", "Ozola", "7.a", LIVA.code)], "same_code"),
    ],
)
def test_doubles_inside_a_file_are_rejected(
    school: School, pupils: list[Pupil], reason: str, tmp_path: Path
) -> None:
    found = rejections(checked(Roster(pupils).at(tmp_path / "s"), school.head, **school.where))

    assert ("users.csv", 3, reason) in found


def test_a_learner_still_enrolled_elsewhere_is_rejected(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    other = School(as_owner, "Valkas ģimnāzija", "S2")
    theirs = Pupil("V1", "Līva", "Bērziņa", "7.a", LIVA.code, school="S2")
    imported(
        Roster([theirs], {"S2": "Valkas ģimnāzija"}, source="v").at(tmp_path / "a"), other.head, **other.where
    )

    roster_id = checked(Roster([LIVA]).at(tmp_path / "b"), school.head, **school.where)

    assert rejections(roster_id) == [("users.csv", 2, "learner_elsewhere")]


def test_a_learner_who_left_elsewhere_moves_and_stays_one_person(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    other = School(as_owner, "Valkas ģimnāzija", "S2")
    theirs = Pupil("V1", "Līva", "Bērziņa", "7.a", LIVA.code, school="S2")
    stays = Pupil("V2", "Anna", "Ozola", "7.a", "320000-00009", school="S2")
    there = {"S2": "Valkas ģimnāzija"}
    imported(Roster([theirs, stays], there, source="v").at(tmp_path / "a"), other.head, **other.where)
    imported(
        Roster([stays], there, source="v").at(tmp_path / "b"),
        other.head,
        now=NOW + timedelta(days=1),
        **other.where,
    )

    roster_id = imported(
        Roster([LIVA]).at(tmp_path / "c"), school.head, now=NOW + timedelta(days=2), **school.where
    )

    assert counts(roster_id) == (0, 1, 0, 0)
    assert learners()["Līva"].institution_id == school.institution.id
    assert Learner.objects.filter(given_name="Līva").count() == 1


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


def test_a_roster_of_another_school_year_is_refused(school: School, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        checked(BOTH.but(year=2024).at(tmp_path / "s"), school.head, **school.where)

    assert codes(refusal) == ["roster.file.other_school_year"]


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


@pytest.mark.parametrize(
    "role", [Role.PLAN_AUTHOR, Role.NATIONAL_EXPERT, Role.MUNICIPAL_COORDINATOR, Role.HEAD]
)
def test_a_roster_is_received_only_by_those_whose_place_it_is(
    school: School, as_owner: AsOwner, role: Role
) -> None:
    with as_owner():
        valka = place.make_partner("Valkas novads", code="LV-101")
        elsewhere = place.make_institution("Valkas ģimnāzija", partner=valka)
        where = elsewhere.partner if role is Role.MUNICIPAL_COORDINATOR else elsewhere
        stranger = place.viewer_for(place.appoint(role, None if role is Role.NATIONAL_EXPERT else where))

    with pytest.raises(Refused) as refusal:
        receive(file_name="s.zip", viewer=stranger, now=NOW, **school.where)

    assert codes(refusal) == ["roster.receive.not_yours"]


def test_somebody_elses_import_does_not_exist(school: School, as_owner: AsOwner, tmp_path: Path) -> None:
    other = School(as_owner, "Valkas ģimnāzija", "S2")
    roster_id = checked(BOTH.at(tmp_path / "s"), school.head, **school.where)

    with pytest.raises(RosterImport.DoesNotExist):
        confirm(roster_id=roster_id, viewer=other.head, now=NOW)


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


def test_a_plain_list_with_unknown_headings_is_refused_until_its_columns_are_told(
    school: School, tmp_path: Path
) -> None:
    path = tmp_path / "saraksts.csv"
    path.write_text("A;B;C;D\r\nLīva;Bērziņa;320000-00001;7.b\r\n", encoding="utf-8")

    with pytest.raises(Refused):
        checked(path, school.head, **school.where)
    columns = {"given_name": "A", "family_name": "B", "personal_code": "C", "class_title": "D"}
    roster_id = checked(path, school.head, columns=columns, **school.where)

    assert counts(roster_id) == (1, 0, 0, 0)


def test_no_personal_code_stands_in_any_column(school: School, as_owner: AsOwner, tmp_path: Path) -> None:
    imported(BOTH.at(tmp_path / "s"), school.head, **school.where)
    rooms = "rosterimport rosterchange rosterrejection learner learneridentifier enrollment schoolclass"
    tables = ["foundation_auditline", *(f"learners_{name}" for name in rooms.split())]

    with as_owner(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ~ '320000-?0000[12]'")
            assert cursor.fetchone() == (0,), table


def test_after_a_verb_the_wall_stands_for_the_viewer_again(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    other = School(as_owner, "Valkas ģimnāzija", "S2")
    theirs = Pupil("V1", "Anna", "Ozola", "7.a", "320000-00009", school="S2")
    imported(Roster([theirs], {"S2": "Valkas ģimnāzija"}).at(tmp_path / "a"), other.head, **other.where)

    imported(BOTH.at(tmp_path / "b"), school.head, **school.where)

    assert set(Learner.objects.values_list("given_name", flat=True)) == {"Līva", "Jēkabs"}
