"""OneRoster 1.1 and 1.2, the CSV binding: manifest and files into neutral rows.

Column names and word lists are those of the standard. Only what the programme needs is read: of
demographics the date of birth, of users neither password nor phone; guardians and relatives are passed
over. A personal code may stand in `userIds` as {LV:…}, in `identifier`, or in `metadata.personalCode`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pumpurs.programme.learners.rules import cells
from pumpurs.programme.learners.rules.cells import BadCell
from pumpurs.programme.learners.rules.roster import (
    BirthRow,
    ClassRow,
    CourseRow,
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
from pumpurs.values.reasons import Reason, Refused

Header = Sequence[str]
NumberedRow = tuple[int, list[str]]
Get = Callable[[str], str]

LIST = "list:"  # sources of plain lists, which no other system may call itself
VERSIONS = {"1.1": "1.1", "1.2": "1.2", "1.2.0": "1.2", "1.2.1": "1.2"}
ORDER = (
    "academicSessions",
    "orgs",
    "courses",
    "classes",
    "users",
    "userProfiles",
    "roles",
    "demographics",
    "enrollments",
)
_REQUIRED_IN_BULK = {
    "1.1": ("orgs", "users", "classes", "enrollments"),
    "1.2": ("orgs", "users", "roles", "classes", "enrollments"),
}

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "1.1": {
        "academicSessions": ("sourcedId", "title", "type", "startDate", "endDate"),
        "orgs": ("sourcedId", "name", "type"),
        "courses": ("sourcedId", "title", "orgSourcedId"),
        "classes": ("sourcedId", "title", "classType", "schoolSourcedId"),
        "users": ("sourcedId", "enabledUser", "orgSourcedIds", "role", "givenName", "familyName"),
        "demographics": ("sourcedId",),
        "enrollments": ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    },
    "1.2": {
        "academicSessions": ("sourcedId", "title", "type", "startDate", "endDate"),
        "orgs": ("sourcedId", "name", "type"),
        "courses": ("sourcedId", "title", "orgSourcedId"),
        "classes": ("sourcedId", "title", "classType", "schoolSourcedId"),
        "users": ("sourcedId", "enabledUser", "givenName", "familyName"),
        "userProfiles": ("sourcedId", "userSourcedId"),
        "roles": ("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
        "demographics": ("sourcedId",),
        "enrollments": ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    },
}

_LEAVES = {"": False, "active": False, "tobedeleted": True, "inactive": True}
_ORG_TYPES = {
    "department": False, "school": True, "district": False, "local": False, "state": False, "national": False,
}  # fmt: skip
_CLASS_TYPES = {"homeroom": True, "scheduled": False}
_SESSION_TYPES = {
    "gradingperiod": "term", "term": "term", "semester": "semester", "schoolyear": "school_year",
}  # fmt: skip
_PARTS = {
    "student": Part.LEARNER, "teacher": Part.TEACHER,
    "administrator": Part.OTHER, "aide": Part.OTHER, "proctor": Part.OTHER, "counselor": Part.OTHER,
    "principal": Part.OTHER, "siteadministrator": Part.OTHER, "districtadministrator": Part.OTHER,
    "systemadministrator": Part.OTHER, "guardian": Part.OTHER, "parent": Part.OTHER, "relative": Part.OTHER,
}  # fmt: skip
_FAMILY = frozenset({"guardian", "parent", "relative"})
_CODE_KEYS = frozenset(
    {"lv", "pk", "lvpk", "lv_pk", "personaskods", "personas_kods", "personalcode", "personal_code"}
)
_CODE_COLUMNS = ("metadata.personalCode", "metadata.personasKods", "metadata.lv.personalCode")
_USER_ID = re.compile(r"\{\s*([^:{}]+?)\s*:\s*([^{}]*?)\s*\}")


@dataclass(frozen=True)
class Manifest:
    """What the bundle says of itself: version, the system it comes from, the mode of each file in it."""

    version: str
    source: str
    modes: Mapping[str, Mode]

    @property
    def whole(self) -> bool:
        """Whether enrolments are told completely, so that who is missing has left."""
        return self.modes.get("enrollments") == Mode.BULK


def manifest(header: Header, rows: Iterable[NumberedRow], *, files: Iterable[str]) -> Manifest:
    """Read manifest.csv; `files` are those really there. Refused with every `roster.manifest.…` reason."""
    names = [name.strip() for name in header]
    if names[:2] != ["propertyName", "value"]:
        raise Refused(Reason("roster.manifest.wrong_columns", {"file": "manifest.csv", "row": 1}))
    told = {row[0].strip(): row[1].strip() for _, row in rows}
    version = VERSIONS.get(told.get("oneroster.version", ""))
    if version is None:
        raise Refused(
            Reason(
                "roster.manifest.unknown_version",
                {"value": told.get("oneroster.version", "")[:20], "file": "manifest.csv"},
            )
        )
    there = {name.casefold() for name in files}
    reasons: list[Reason] = []
    modes: dict[str, Mode] = {}
    for name in ORDER:
        mode, is_there = told.get(f"file.{name}", "absent").casefold(), f"{name}.csv".casefold() in there
        if mode not in ("bulk", "delta", "absent"):
            reasons.append(
                Reason("roster.manifest.unknown_mode", {"file": f"{name}.csv", "value": mode[:20]})
            )
        elif mode == "absent" and is_there and name in COLUMNS[version]:
            reasons.append(Reason("roster.manifest.not_declared", {"file": f"{name}.csv"}))
        elif mode != "absent" and not is_there:
            reasons.append(Reason("roster.manifest.file_missing", {"file": f"{name}.csv"}))
        elif mode != "absent" and name in COLUMNS[version]:
            modes[name] = Mode(mode)
    if not reasons and modes.get("enrollments") == Mode.BULK:
        reasons += [
            Reason("roster.manifest.needed_in_bulk", {"file": f"{name}.csv"})
            for name in _REQUIRED_IN_BULK[version]
            if name not in modes
        ]
    if not reasons and not modes:
        reasons.append(Reason("roster.manifest.nothing_in_it"))
    source = told.get("source.systemCode") or told.get("source.systemName") or ""
    if source.strip().casefold().startswith(LIST):
        reasons.append(Reason("roster.manifest.source_is_a_list", {"value": cells.shown(source)}))
    if reasons:
        raise Refused(*reasons)
    return Manifest(version, cells.shown(source), modes)


def rows_of(
    name: str, header: Header, rows: Iterable[NumberedRow], *, version: str
) -> Iterator[RosterRow | Rejection]:
    """The neutral rows of one file (`users`, `orgs`, …). Refused where a needed column is missing."""
    file = f"{name}.csv"
    missing = [column for column in COLUMNS[version][name] if column not in header]
    if missing:
        raise Refused(
            *(
                Reason("roster.file.column_missing", {"file": file, "row": 1, "column": column})
                for column in missing
            )
        )
    reader = _READERS[name, version]
    places = _Places({column: at for at, column in enumerate(header)})
    for number, row in rows:
        row.append("")  # what a column says that is not there

        def get(column: str, row: list[str] = row) -> str:
            return row[places[column]]

        try:
            yield from reader(file, number, get)
        except BadCell as bad:
            yield Rejection(file, number, bad.column, bad.value, f"roster.row.{bad.reason}")


class _Places(dict[str, int]):
    """Where a column stands; one that is not there stands at the end, where nothing is."""

    def __missing__(self, column: str) -> int:
        return -1


def _id(get: Get, column: str = "sourcedId") -> str:
    return cells.identifier(cells.needed(get(column), column=column, longest=cells.LONGEST_ID))


def _leaves(get: Get) -> bool:
    return cells.one_of(get("status"), _LEAVES, column="status") if get("status") else False


def _title(get: Get, column: str, longest: int) -> str:
    return cells.needed(get(column), column=column, longest=longest)


def _first_grade(get: Get) -> int | None:
    told = cells.several(get("grades"))
    return cells.grade(told[0], column="grades") if told else None


def _span(get: Get) -> tuple[date | None, date | None]:
    first, end = cells.day(get("beginDate"), column="beginDate"), cells.day(get("endDate"), column="endDate")
    cells.in_order(first, end, column="endDate")
    return first, end


def _part(get: Get) -> Part:
    if get("role").strip().casefold().startswith("ext:"):
        return Part.OTHER
    return cells.one_of(get("role"), _PARTS, column="role")


def _sessions(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    first, end = (
        cells.needed_day(get("startDate"), column="startDate"),
        cells.needed_day(get("endDate"), column="endDate"),
    )
    if end <= first:
        raise BadCell("endDate", get("endDate")[:20], "ends_before_it_begins")
    kind = cells.one_of(get("type"), _SESSION_TYPES, column="type")
    yield SessionRow(file, number, _id(get), kind, first, end, _leaves(get))


def _orgs(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    is_school = cells.one_of(get("type"), _ORG_TYPES, column="type")
    identifier = cells.plain_text(get("identifier"), column="identifier", longest=cells.LONGEST_ID)
    yield OrgRow(
        file, number, _id(get), _title(get, "name", cells.LONGEST_TITLE), is_school, identifier, _leaves(get)
    )


def _courses(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    yield CourseRow(file, number, _id(get), _first_grade(get), _leaves(get))


def _classes(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    title = _title(get, "title", cells.LONGEST_CLASS)
    grade = _first_grade(get)
    sessions = cells.several(get("termSourcedIds"))
    yield ClassRow(
        file,
        number,
        _id(get),
        _id(get, "schoolSourcedId"),
        title,
        grade if grade is not None else cells.grade_in_title(title),
        cells.one_of(get("classType"), _CLASS_TYPES, column="classType"),
        cells.identifier(get("courseSourcedId").strip()),
        cells.identifier(sessions[0]) if sessions else "",
        _leaves(get),
    )


def _person(file: str, number: int, get: Get) -> PersonRow:
    return PersonRow(
        file,
        number,
        _id(get),
        cells.needed(get("givenName"), column="givenName", longest=cells.LONGEST_NAME),
        cells.needed(get("familyName"), column="familyName", longest=cells.LONGEST_NAME),
        _personal_code(get),
        grade=_first_grade(get),
        email=cells.email(get("email")),
        leaves=_leaves(get),
    )


def _users_1_1(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    """A person and, in 1.1, the role in each of the organisations listed beside the name."""
    part = _part(get)
    if get("role").strip().casefold() in _FAMILY:
        return
    orgs = cells.several(get("orgSourcedIds"))
    if not orgs:
        raise BadCell("orgSourcedIds", "", "missing")
    person = _person(file, number, get)
    yield person
    for org_id in orgs:
        yield RoleRow(
            file, number, f"{person.source_id}@{org_id}", person.source_id, org_id, part, leaves=person.leaves
        )


def _users_1_2(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    yield _person(file, number, get)


def _roles(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    part = _part(get)
    first, end = _span(get)
    if get("role").strip().casefold() not in _FAMILY:
        yield RoleRow(
            file,
            number,
            _id(get),
            _id(get, "userSourcedId"),
            _id(get, "orgSourcedId"),
            part,
            first,
            end,
            _leaves(get),
        )


def _user_profiles(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    """Sign-in profiles of other systems: checked to be whole, nothing is kept of them."""
    _id(get)
    _id(get, "userSourcedId")
    return iter(())


def _demographics(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    born = cells.birth_day(get("birthDate") or get("birthdate"), column="birthDate")
    yield BirthRow(file, number, _id(get), born, _leaves(get))


def _enrollments(file: str, number: int, get: Get) -> Iterator[RosterRow]:
    first, end = _span(get)
    yield EnrollmentRow(
        file,
        number,
        _id(get),
        _id(get, "classSourcedId"),
        _id(get, "schoolSourcedId"),
        _id(get, "userSourcedId"),
        _part(get),
        cells.yes(get("primary")),
        first,
        end,
        _leaves(get),
    )


def _personal_code(get: Get) -> str:
    """The personal code of a user, wherever it is written; an identifier of another shape is not one."""
    for column in _CODE_COLUMNS:
        if told := get(column).strip():
            return cells.personal_code(told, column=column)
    for kind, value in _USER_ID.findall(get("userIds")):
        if kind.casefold() in _CODE_KEYS and value:
            return cells.personal_code(value, column="userIds")
    identifier = get("identifier").strip()
    if cells.has_code_shape(identifier):
        try:
            return cells.personal_code(identifier, column="identifier")
        except BadCell:
            if "-" in identifier:
                raise
    return ""


_EVERYWHERE = {
    "academicSessions": _sessions,
    "orgs": _orgs,
    "courses": _courses,
    "classes": _classes,
    "demographics": _demographics,
    "enrollments": _enrollments,
}
_READERS: Mapping[tuple[str, str], Callable[[str, int, Get], Iterator[RosterRow]]] = {
    **{(name, version): reader for name, reader in _EVERYWHERE.items() for version in ("1.1", "1.2")},
    ("users", "1.1"): _users_1_1,
    ("users", "1.2"): _users_1_2,
    ("roles", "1.2"): _roles,
    ("userProfiles", "1.2"): _user_profiles,
}
