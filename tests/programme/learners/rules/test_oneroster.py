from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from pumpurs.foundation.intake.opening import opened
from pumpurs.jobs.roster_sample import Sample, SampleSchool, write_sample
from pumpurs.programme.learners.rules import oneroster
from pumpurs.programme.learners.rules.roster import (
    BirthRow,
    ClassRow,
    EnrollmentRow,
    Mode,
    OrgRow,
    Part,
    PersonRow,
    Rejection,
    RoleRow,
    RosterRow,
    SessionRow,
)
from pumpurs.values.reasons import Refused

MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,{version}
file.orgs,{mode}
file.users,{mode}
file.roles,{roles}
file.classes,{mode}
file.enrollments,{mode}
source.systemCode,e-klase
"""
FILES = ("orgs.csv", "users.csv", "classes.csv", "enrollments.csv")


def table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    rows = list(csv.reader(io.StringIO(text.strip())))
    return rows[0], list(enumerate(rows[1:], start=2))


def read(name: str, text: str, version: str = "1.2") -> list[RosterRow | Rejection]:
    header, rows = table(text)
    return list(oneroster.rows_of(name, header, rows, version=version))


def manifest(text: str, files: Iterable[str] = FILES) -> oneroster.Manifest:
    header, rows = table(text)
    return oneroster.manifest(header, rows, files=files)


def codes(text: str, files: Iterable[str] = FILES) -> list[str]:
    with pytest.raises(Refused) as refusal:
        manifest(text, files)
    return [reason.code for reason in refusal.value.reasons]


def test_the_manifest_tells_version_source_and_modes() -> None:
    told = manifest(MANIFEST.format(version="1.1", mode="bulk", roles="absent"))

    assert (told.version, told.source, told.whole) == ("1.1", "e-klase", True)
    assert told.modes["users"] is Mode.BULK


def test_a_delta_is_not_whole() -> None:
    assert not manifest(MANIFEST.format(version="1.1", mode="delta", roles="absent")).whole


@pytest.mark.parametrize(
    ("version", "mode", "roles", "files", "code"),
    [
        ("1.0", "bulk", "absent", FILES, "roster.manifest.unknown_version"),
        ("", "bulk", "absent", FILES, "roster.manifest.unknown_version"),
        ("1.1", "all", "absent", FILES, "roster.manifest.unknown_mode"),
        ("1.1", "bulk", "absent", FILES[:3], "roster.manifest.file_missing"),
        ("1.2", "bulk", "absent", FILES, "roster.manifest.needed_in_bulk"),
        ("1.2", "bulk", "absent", (*FILES, "roles.csv"), "roster.manifest.not_declared"),
        ("1.1", "absent", "absent", (), "roster.manifest.nothing_in_it"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    version: str, mode: str, roles: str, files: tuple[str, ...], code: str
) -> None:
    assert code in codes(MANIFEST.format(version=version, mode=mode, roles=roles), files)


def test_a_user_of_1_1_is_a_person_with_a_role_in_each_organisation() -> None:
    rows = read(
        "users",
        """
sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,email,grades
L1,,,true,"S1,S2",student,l1,{LV:320000-00001},Līva,Bērziņa,,Liva@Example.org,07
""",
        "1.1",
    )

    assert rows == [
        PersonRow("users.csv", 2, "L1", "Līva", "Bērziņa", "32000000001", None, 7, "liva@example.org"),
        RoleRow("users.csv", 2, "L1@S1", "L1", "S1", Part.LEARNER),
        RoleRow("users.csv", 2, "L1@S2", "L1", "S2", Part.LEARNER),
    ]


def test_a_personal_code_never_shows_in_the_text_of_a_row() -> None:
    assert "32000000001" not in repr(PersonRow("users.csv", 2, "L1", "Līva", "Bērziņa", "32000000001"))


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("userIds", "{LV:320000-00001}", "32000000001"),
        ("userIds", "{LDAP:liva},{personasKods: 32000000001 }", "32000000001"),
        ("userIds", "{LDAP:32000000001}", ""),
        ("identifier", "320000-00001", "32000000001"),
        ("identifier", "161175-19997", "16117519997"),
        ("identifier", "11223344556", ""),
        ("identifier", "A-17", ""),
        ("metadata.personalCode", "32000000001", "32000000001"),
    ],
)
def test_a_personal_code_is_found_where_sources_write_it(column: str, value: str, code: str) -> None:
    (person,) = read(
        "users", f'sourcedId,enabledUser,givenName,familyName,{column}\nL1,true,Līva,Bērziņa,"{value}"'
    )

    assert isinstance(person, PersonRow)
    assert person.personal_code == code


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("userIds", "{LV:161175-19998}", "personal_code_check_digit"),
        ("userIds", "{LV:123}", "personal_code_not_eleven_digits"),
        ("identifier", "161175-19998", "personal_code_check_digit"),
        ("metadata.personalCode", "310275-10000", "personal_code_not_a_date"),
    ],
)
def test_a_wrong_personal_code_rejects_the_row_without_repeating_it(
    column: str, value: str, reason: str
) -> None:
    (row,) = read(
        "users", f'sourcedId,enabledUser,givenName,familyName,{column}\nL1,true,Līva,Bērziņa,"{value}"'
    )

    assert isinstance(row, Rejection)
    assert (row.row, row.column, row.reason_code) == (2, column, f"roster.row.{reason}")
    assert "161175" not in row.value
    assert "310275" not in row.value


def test_guardians_and_relatives_are_passed_over() -> None:
    users = "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName\nG1,true,S1,guardian,g,Ilze,Ozola"
    roles = "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\nR1,G1,primary,parent,,,S1"

    assert read("users", users, "1.1") == []
    assert read("roles", roles) == []


def test_a_role_of_1_2_has_its_days() -> None:
    rows = read(
        "roles",
        "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
        "R1,tobedeleted,T1,primary,teacher,2026-09-01,2027-06-01,S1",
    )

    assert rows == [
        RoleRow("roles.csv", 2, "R1", "T1", "S1", Part.TEACHER, date(2026, 9, 1), date(2027, 6, 1), True)
    ]


def test_orgs_classes_sessions_demographics_and_enrollments_are_read() -> None:
    orgs = read(
        "orgs", "sourcedId,name,type,identifier\nS1,Ozolu pamatskola,school,90001259032\nD1,Novads,district,"
    )
    classes = read(
        "classes",
        "sourcedId,title,grades,classType,schoolSourcedId,termSourcedIds\n"
        'C1,7.b,,homeroom,S1,"Y1,Y2"\nC2,Ķīmija,"08,09",scheduled,S1,',
    )
    sessions = read(
        "academicSessions",
        "sourcedId,title,type,startDate,endDate\nY1,2026/2027,schoolYear,2026-09-01,2027-09-01",
    )
    births = read("demographics", "sourcedId,birthDate,sex\nL1,2013-02-28,female")
    enrollments = read(
        "enrollments",
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
        "E1,C1,S1,L1,student,,2026-09-01,\nE2,C1,S1,T1,teacher,true,,",
    )

    assert [row.is_school for row in orgs if isinstance(row, OrgRow)] == [True, False]
    assert classes == [
        ClassRow("classes.csv", 2, "C1", "S1", "7.b", 7, True, "", "Y1"),
        ClassRow("classes.csv", 3, "C2", "S1", "Ķīmija", 8, False),
    ]
    assert sessions == [
        SessionRow("academicSessions.csv", 2, "Y1", "school_year", date(2026, 9, 1), date(2027, 9, 1))
    ]
    assert births == [BirthRow("demographics.csv", 2, "L1", date(2013, 2, 28))]
    assert enrollments[1] == EnrollmentRow(
        "enrollments.csv", 3, "E2", "C1", "S1", "T1", Part.TEACHER, is_primary=True
    )


@pytest.mark.parametrize(
    ("name", "text", "column", "reason"),
    [
        ("orgs", "sourcedId,name,type\n,Skola,school", "sourcedId", "missing"),
        ("orgs", "sourcedId,name,type\nS1,,school", "name", "missing"),
        ("orgs", "sourcedId,name,type\nS1,Skola,skola", "type", "unknown_value"),
        ("orgs", "sourcedId,name,type,status\nS1,Skola,school,gone", "status", "unknown_value"),
        ("users", "sourcedId,enabledUser,givenName,familyName\nL1,true,,Ozola", "givenName", "missing"),
        (
            "users",
            "sourcedId,enabledUser,givenName,familyName\nL1,true,A\u202eb,Ozola",
            "givenName",
            "unprintable",
        ),
        (
            "users",
            f"sourcedId,enabledUser,givenName,familyName\nL1,true,{'A' * 81},Ozola",
            "givenName",
            "too_long",
        ),
        (
            "users",
            "sourcedId,enabledUser,givenName,familyName,grades\nL1,true,A,B,99",
            "grades",
            "unknown_grade",
        ),
        (
            "roles",
            "sourcedId,userSourcedId,roleType,role,orgSourcedId\nR1,L1,primary,pupil,S1",
            "role",
            "unknown_value",
        ),
        (
            "roles",
            "sourcedId,userSourcedId,roleType,role,orgSourcedId\nR1,L1,primary,student,",
            "orgSourcedId",
            "missing",
        ),
        ("demographics", "sourcedId,birthDate\nL1,2013-02-29", "birthDate", "not_a_date"),
        ("demographics", "sourcedId,birthDate\nL1,1213-02-28", "birthDate", "not_a_date"),
        (
            "classes",
            "sourcedId,title,classType,schoolSourcedId\nC1,7.b,form,S1",
            "classType",
            "unknown_value",
        ),
        (
            "enrollments",
            "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate\n"
            "E1,C1,S1,L1,student,2026-09-01,2026-08-31",
            "endDate",
            "ends_before_it_begins",
        ),
        (
            "academicSessions",
            "sourcedId,title,type,startDate,endDate\nY1,Gads,schoolYear,2026-09-01,2026-09-01",
            "endDate",
            "ends_before_it_begins",
        ),
    ],
)
def test_a_bad_cell_rejects_its_row_with_the_column_and_why(
    name: str, text: str, column: str, reason: str
) -> None:
    (row,) = read(name, text)

    assert isinstance(row, Rejection)
    assert (row.file, row.row, row.column, row.reason_code) == (
        f"{name}.csv",
        2,
        column,
        f"roster.row.{reason}",
    )


def test_a_missing_column_refuses_the_file() -> None:
    with pytest.raises(Refused) as refusal:
        read("orgs", "sourcedId,title\nS1,Skola")

    assert [reason.values["column"] for reason in refusal.value.reasons] == ["name", "type"]


def test_a_very_long_source_id_is_known_by_its_hash_in_every_file() -> None:
    long_id = "L" * 200
    (person,) = read("users", f"sourcedId,enabledUser,givenName,familyName\n{long_id},true,Līva,Bērziņa")
    (birth,) = read("demographics", f"sourcedId,birthDate\n{long_id},2013-02-28")

    assert isinstance(person, PersonRow)
    assert isinstance(birth, BirthRow)
    assert person.source_id == birth.source_id
    assert len(person.source_id) == 64


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_sample_roster_is_read_without_a_rejection(version: str, tmp_path: Path) -> None:
    school = SampleSchool("90001259032", "Ozolu pamatskola", (5, 9))
    write_sample(tmp_path / "s.zip", Sample([school], learners=150, version=version))

    with opened(tmp_path / "s.zip") as intake:
        control = intake.tables["manifest.csv"]
        told = oneroster.manifest(control.header, control.rows(), files=intake.tables)
        rows = [
            row
            for name in told.modes
            for row in oneroster.rows_of(
                name,
                intake.tables[f"{name.lower()}.csv"].header,
                intake.tables[f"{name.lower()}.csv"].rows(),
                version=told.version,
            )
        ]

    people = {row.source_id: row for row in rows if isinstance(row, PersonRow)}
    learners = {row.person_id for row in rows if isinstance(row, RoleRow) and row.part is Part.LEARNER}
    assert not [row for row in rows if isinstance(row, Rejection)]
    assert len(learners) == 150
    assert all(people[learner].personal_code for learner in learners)
