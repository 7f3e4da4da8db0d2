"""Made-up rosters: a seeded OneRoster bundle of invented people, for the demo, the benchmark and the tests.

The same arguments give the same bytes. Personal codes are of the newer kind, drawn at random.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pumpurs.jobs.invented_names import invented_name

LETTERS = "abcd"


@dataclass(frozen=True)
class SampleSchool:
    """A school of the sample. `code` is its identifier in rosters; `grades` first and last."""

    code: str
    name: str
    grades: tuple[int, int] = (1, 12)


@dataclass(frozen=True)
class Sample:
    """What to make: schools, how many learners, from which seed, which version and mode."""

    schools: Sequence[SampleSchool]
    learners: int
    seed: int = 1
    version: str = "1.2"
    mode: str = "bulk"
    start_year: int = 2026
    source: str = "sample"
    class_size: int = 24


Line = Sequence[str]


def write_sample(path: Path, sample: Sample) -> None:
    """Write the bundle as a zip, one learner at a time; memory does not grow with the number of learners."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, lines in files_of(sample):
            entry = zipfile.ZipInfo(name, (sample.start_year, 9, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with bundle.open(entry, "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
                csv.writer(text, lineterminator="\r\n").writerows(lines)


def files_of(sample: Sample) -> Iterator[tuple[str, Iterator[Line]]]:
    """(file name, its lines with the header first) of the whole bundle."""
    yield "manifest.csv", _manifest(sample)
    yield "academicSessions.csv", _sessions(sample)
    yield "orgs.csv", _orgs(sample)
    yield "courses.csv", _courses(sample)
    yield "classes.csv", _classes(sample)
    yield "users.csv", _users(sample)
    if sample.version != "1.1":
        yield "roles.csv", _roles(sample)
    yield "demographics.csv", _demographics(sample)
    yield "enrollments.csv", _enrollments(sample)


@dataclass(frozen=True)
class _Learner:
    number: int
    school: SampleSchool
    grade: int
    letter: str
    given_name: str
    family_name: str
    personal_code: str
    birth_date: str

    @property
    def source_id(self) -> str:
        return f"{self.school.code}-L{self.number:06}"

    @property
    def class_id(self) -> str:
        return f"{self.school.code}-{self.grade}{self.letter}"


def _learners(sample: Sample) -> Iterator[_Learner]:
    """All learners in order; drawn anew from the seed each time, so that all files tell of the same."""
    draw = random.Random(sample.seed)
    codes: set[int] = set()
    places = list(_places(sample))
    for number in range(sample.learners):
        school, grade, letter = places[number % len(places)]
        given_name, family_name = invented_name(draw)
        code = draw.randrange(32_000_000_000, 40_000_000_000)
        while code in codes:
            code = draw.randrange(32_000_000_000, 40_000_000_000)
        codes.add(code)
        digits = str(code)
        born = f"{sample.start_year - 6 - grade:04}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        yield _Learner(
            number,
            school,
            grade,
            letter,
            given_name,
            family_name,
            f"{digits[:6]}-{digits[6:]}",
            born,
        )


def _places(sample: Sample) -> Iterator[tuple[SampleSchool, int, str]]:
    """(school, grade, class letter) of every class, as many classes a grade as the learners need."""
    grades = sum(school.grades[1] - school.grades[0] + 1 for school in sample.schools)
    parallel = max(1, -(-sample.learners // (grades * sample.class_size)))
    for school in sample.schools:
        for grade in range(school.grades[0], school.grades[1] + 1):
            for number in range(parallel):
                yield school, grade, _letter(number)


def _letter(number: int) -> str:
    return (
        LETTERS[number]
        if number < len(LETTERS)
        else f"{LETTERS[number % len(LETTERS)]}{number // len(LETTERS)}"
    )


def _ends(sample: Sample) -> tuple[str, str]:
    """status and dateLastModified: blank in bulk, told in delta."""
    return ("active", f"{sample.start_year}-09-01T00:00:00Z") if sample.mode == "delta" else ("", "")


def _manifest(sample: Sample) -> Iterator[Line]:
    yield "propertyName", "value"
    yield "manifest.version", "1.0"
    yield "oneroster.version", sample.version
    there = {"academicSessions", "orgs", "courses", "classes", "users", "demographics", "enrollments"}
    if sample.version != "1.1":
        there.add("roles")
    for name in (
        "academicSessions",
        "categories",
        "classes",
        "classResources",
        "courses",
        "courseResources",
        "demographics",
        "enrollments",
        "lineItems",
        "orgs",
        "resources",
        "results",
        "roles",
        "userProfiles",
        "users",
    ):
        if sample.version == "1.1" and name in ("roles", "userProfiles"):
            continue
        yield f"file.{name}", sample.mode if name in there else "absent"
    yield "source.systemName", sample.source
    yield "source.systemCode", sample.source


def _sessions(sample: Sample) -> Iterator[Line]:
    columns = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear"
    yield columns.split(",")
    year = sample.start_year
    yield (
        f"Y{year}",
        *_ends(sample),
        f"{year}/{year + 1}",
        "schoolYear",
        f"{year}-09-01",
        f"{year + 1}-09-01",
        "",
        str(year + 1),
    )


def _orgs(sample: Sample) -> Iterator[Line]:
    yield "sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"
    for school in sample.schools:
        yield school.code, *_ends(sample), school.name, "school", school.code, ""


def _courses(sample: Sample) -> Iterator[Line]:
    columns = (
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
        "orgSourcedId,subjects,subjectCodes"
    )
    yield columns.split(",")
    for school in sample.schools:
        yield (
            f"{school.code}-C",
            *_ends(sample),
            f"Y{sample.start_year}",
            "Klase",
            "",
            "",
            school.code,
            "",
            "",
        )


def _classes(sample: Sample) -> Iterator[Line]:
    columns = (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
        "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"
    )
    yield columns.split(",")
    for school, grade, letter in _places(sample):
        yield (
            f"{school.code}-{grade}{letter}",
            *_ends(sample),
            f"{grade}.{letter}",
            f"{grade:02}",
            f"{school.code}-C",
            "",
            "homeroom",
            "",
            school.code,
            f"Y{sample.start_year}",
            "",
            "",
            "",
        )


def _users(sample: Sample) -> Iterator[Line]:
    in_one = sample.version == "1.1"
    role_columns = ("orgSourcedIds", "role") if in_one else ()
    late_columns = (
        ()
        if in_one
        else (
            "userMasterIdentifier",
            "resourceSourcedIds",
            "preferredGivenName",
            "preferredMiddleName",
            "preferredFamilyName",
            "primaryOrgSourcedId",
            "pronouns",
        )
    )
    yield (
        "sourcedId",
        "status",
        "dateLastModified",
        "enabledUser",
        *role_columns,
        "username",
        "userIds",
        "givenName",
        "familyName",
        "middleName",
        "identifier",
        "email",
        "sms",
        "phone",
        "agentSourcedIds",
        "grades",
        "password",
        *late_columns,
    )
    late = ("",) * len(late_columns)
    for school in sample.schools:
        yield (
            f"{school.code}-T1",
            *_ends(sample),
            "true",
            *((school.code, "teacher") if in_one else ()),
            f"t.{school.code}",
            "",
            "Skaidrīte",
            "Skolotāja",
            "",
            "",
            f"skolotaja.{school.code}@example.org",
            "",
            "",
            "",
            "",
            "",
            *late,
        )
    for one in _learners(sample):
        yield (
            one.source_id,
            *_ends(sample),
            "true",
            *((one.school.code, "student") if in_one else ()),
            one.source_id.lower(),
            f"{{LV:{one.personal_code}}}",
            one.given_name,
            one.family_name,
            "",
            "",
            "",
            "",
            "",
            "",
            f"{one.grade:02}",
            "",
            *late,
        )


def _roles(sample: Sample) -> Iterator[Line]:
    columns = (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
        "orgSourcedId,userProfileSourcedId"
    )
    yield columns.split(",")
    for school in sample.schools:
        yield (
            f"{school.code}-T1-R",
            *_ends(sample),
            f"{school.code}-T1",
            "primary",
            "teacher",
            "",
            "",
            school.code,
            "",
        )
    for one in _learners(sample):
        yield (
            f"{one.source_id}-R",
            *_ends(sample),
            one.source_id,
            "primary",
            "student",
            "",
            "",
            one.school.code,
            "",
        )


def _demographics(sample: Sample) -> Iterator[Line]:
    yield "sourcedId", "status", "dateLastModified", "birthDate", "sex"
    for one in _learners(sample):
        yield one.source_id, *_ends(sample), one.birth_date, ""


def _enrollments(sample: Sample) -> Iterator[Line]:
    columns = (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
        "primary,beginDate,endDate"
    )
    yield columns.split(",")
    begin = f"{sample.start_year}-09-01"
    for school, grade, letter in _places(sample):
        class_id = f"{school.code}-{grade}{letter}"
        yield (
            f"{class_id}-T1",
            *_ends(sample),
            class_id,
            school.code,
            f"{school.code}-T1",
            "teacher",
            "true",
            begin,
            "",
        )
    for one in _learners(sample):
        yield (
            f"{one.source_id}-E",
            *_ends(sample),
            one.class_id,
            one.school.code,
            one.source_id,
            "student",
            "",
            begin,
            "",
        )
