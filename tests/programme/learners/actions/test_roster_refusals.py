from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import receive
from pumpurs.programme.learners.models import (
    Learner,
    RosterImport,
)
from pumpurs.programme.learners.queries.rosters import changes_of, to_look_at
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.actions.roster_scene import (
    BOTH,
    School,
    codes,
    counts,
    learners,
    rejections,
)
from tests.programme.learners.rosters import EMILS, LIVA, NOW, Pupil, Roster, checked, imported

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


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
    raise_wall(school.head)
    assert changes_of(viewer=school.head, roster_id=roster_id).items == ()


def test_a_preview_does_not_tell_what_stood_at_another_school(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    other = School(as_owner, "Valkas ģimnāzija", "S2")
    there = {"S2": "Valkas ģimnāzija"}
    theirs = Pupil("V1", "LIVA", "Berzina", "7.z", LIVA.code, "2013-03-14", school="S2")
    stays = Pupil("V2", "Anna", "Ozola", "7.a", "320000-00009", school="S2")
    imported(Roster([theirs, stays], there, source="v").at(tmp_path / "a"), other.head, **other.where)
    later = {"now": NOW + timedelta(days=1), **other.where}
    imported(Roster([stays], there, source="v").at(tmp_path / "b"), other.head, **later)

    here = replace(LIVA, born="2013-03-14")
    roster_id = checked(Roster([here]).at(tmp_path / "c"), school.head, **school.where)

    raise_wall(school.head)
    (change,) = changes_of(viewer=school.head, roster_id=roster_id).items
    assert (change.name, change.before_name, change.before_class) == ("LIVA Berzina", "", "")


def test_a_learner_who_left_elsewhere_moves_and_stays_one_person(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    other = School(as_owner, "Valkas ģimnāzija", "S2")
    theirs = Pupil("V1", "Līva", "Bērziņa", "7.a", LIVA.code, "2013-03-14", school="S2")
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
        Roster([replace(LIVA, born="2013-03-14")]).at(tmp_path / "c"),
        school.head,
        now=NOW + timedelta(days=2),
        **school.where,
    )

    assert counts(roster_id) == (0, 1, 0, 0)
    assert learners()["Līva"].institution_id == school.institution.id
    assert Learner.objects.filter(given_name="Līva").count() == 1


def test_a_roster_of_another_school_year_is_refused(school: School, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        checked(BOTH.but(year=2024).at(tmp_path / "s"), school.head, **school.where)

    assert codes(refusal) == ["roster.file.other_school_year"]


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


@pytest.mark.parametrize(
    ("told", "rejected"),
    [
        ({}, ""),
        ({"born": "2013-03-15"}, "birth_does_not_fit"),
        ({"born": ""}, "birth_does_not_fit"),
        ({"given_name": "Anna"}, "name_does_not_fit"),
        ({"family_name": "Bērziņš"}, "name_does_not_fit"),
        ({"given_name": "Līva Anna"}, "name_does_not_fit"),
        ({"given_name": "BERZINA", "family_name": "Liva"}, ""),
        ({"given_name": "Anna", "born": "2013-03-15"}, "birth_does_not_fit"),
    ],
)
def test_a_child_between_schools_is_taken_over_only_with_date_of_birth_and_name(
    school: School, as_owner: AsOwner, tmp_path: Path, told: dict[str, str], rejected: str
) -> None:
    born = Pupil("L1", "Līva", "Bērziņa", "7.a", LIVA.code, "2013-03-14")
    imported(Roster([born]).at(tmp_path / "a"), school.head, **school.where)
    imported(Roster([EMILS]).at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)
    other = School(as_owner, "Raunas pamatskola", "S2")
    claim = Pupil(**{**vars(born), **told, "school": "S2"})
    roster = Roster([claim], {"S2": "Raunas pamatskola"})

    roster_id = checked(roster.at(tmp_path / "c"), other.head, **other.where)

    expected = [("users.csv", 2, rejected)] if rejected else []
    assert rejections(roster_id) == expected
    shown = changes_of(viewer=other.head, roster_id=roster_id).items
    assert [(card.what, card.name) for card in shown] == ([] if rejected else [("returned", "Līva Bērziņa")])


def test_a_claim_by_number_alone_without_a_name_tells_nothing(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    imported(Roster([LIVA]).at(tmp_path / "a"), school.head, **school.where)
    imported(Roster([EMILS]).at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)
    other = School(as_owner, "Raunas pamatskola", "S2")
    roster = Roster([Pupil("L1", school="S2")], {"S2": "Raunas pamatskola"}, mode="delta")
    folder = roster.at(tmp_path / "c")
    users = folder / "users.csv"
    users.write_text(users.read_text(encoding="utf-8").splitlines()[0] + "\r\n", encoding="utf-8")

    roster_id = checked(folder, other.head, **other.where)

    assert [code for _file, _row, code in rejections(roster_id)] == ["no_such_person"]
    assert changes_of(viewer=other.head, roster_id=roster_id).items == ()


@pytest.mark.parametrize(
    ("then", "now", "looks"),
    [
        (("7.a", "2013-03-14"), ("7.a", "2013-03-14"), None),
        (("7.a", "2013-03-14"), ("8.a", "2013-03-14"), ()),
        (("7.a", "2013-03-14"), ("7.a", "2013-04-14"), ("birth_date",)),
        (("9.a", "2008-10-06"), ("9.a", "2008-10-05"), ("birth_date", "of_age")),
        (("9.a", ""), ("9.a", "2008-10-05"), ("of_age",)),
        (("7.a", "2013-03-14"), ("9.a", "2013-03-14"), ("grade",)),
        (("7.a", "2013-03-14"), ("6.a", "2013-03-14"), ("grade",)),
    ],
)
def test_the_preview_says_which_changes_to_look_at_twice(
    school: School,
    tmp_path: Path,
    then: tuple[str, str],
    now: tuple[str, str],
    looks: tuple[str, ...] | None,
) -> None:
    first, second = (
        Pupil("L1", "Līva", "Bērziņa", in_class, LIVA.code, born) for in_class, born in (then, now)
    )
    imported(Roster([first]).at(tmp_path / "a"), school.head, **school.where)

    roster_id = checked(Roster([second]).at(tmp_path / "b"), school.head, **school.where)

    shown = changes_of(viewer=school.head, roster_id=roster_id).items
    assert [card.looks for card in shown] == ([] if looks is None else [looks])
    twice = changes_of(viewer=school.head, roster_id=roster_id, what="look").items
    assert len(twice) == to_look_at(viewer=school.head, roster_id=roster_id) == (1 if looks else 0)


def test_without_a_known_date_of_birth_nobody_outside_takes_a_child_over(
    school: School, as_owner: AsOwner, tmp_path: Path
) -> None:
    imported(Roster([LIVA]).at(tmp_path / "a"), school.head, **school.where)
    imported(Roster([EMILS]).at(tmp_path / "b"), school.head, now=NOW + timedelta(days=1), **school.where)
    other = School(as_owner, "Raunas pamatskola", "S2")
    roster = Roster([replace(LIVA, born="2013-03-14", school="S2")], {"S2": "Raunas pamatskola"})

    roster_id = checked(roster.at(tmp_path / "c"), other.head, **other.where)

    assert rejections(roster_id) == [("users.csv", 2, "birth_does_not_fit")]
