"""Journal files (žurnālu datnes): what they hold, what their columns may mean, how headings are guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from pumpurs.programme.learners.rules.columns import folded, misfits, shape_of
from pumpurs.programme.learners.rules.columns import guessed as guessed_by
from pumpurs.values.reasons import Reason

__all__ = ["Field", "What", "fields_of", "guessed", "reasons_against", "shape_of", "what_by_name"]


class What(StrEnum):
    """What a journal file tells."""

    ATTENDANCE = "attendance"  # kavējumi un klātbūtne
    MARKS = "marks"  # vērtējumi
    NOTES = "notes"  # piezīmes
    TIMETABLE = "timetable"  # notikušās stundas, kur žurnālā ir tikai kavējumi


class Field(StrEnum):
    """What a column of a journal file can hold."""

    LEARNER_NUMBER = "learner_number"
    PERSONAL_CODE = "personal_code"
    INSTITUTION = "institution"
    DAY = "day"
    LESSON = "lesson"
    SUBJECT = "subject"
    STATUS = "status"
    EXCUSE = "excuse"
    MARK = "mark"
    KIND = "kind"
    LESSONS = "lessons"


F = Field
NEEDED: Mapping[What, tuple[Field, ...]] = {
    What.ATTENDANCE: (F.DAY, F.LESSON, F.SUBJECT, F.STATUS),
    What.MARKS: (F.DAY, F.SUBJECT, F.MARK),
    What.NOTES: (F.DAY, F.KIND),
    What.TIMETABLE: (F.DAY, F.LESSONS),
}
MAY: Mapping[What, tuple[Field, ...]] = {
    What.ATTENDANCE: (F.EXCUSE,),
    What.MARKS: (F.KIND,),
    What.NOTES: (),
    What.TIMETABLE: (),
}
WHO = (F.LEARNER_NUMBER, F.PERSONAL_CODE)
_NAMES: Mapping[What, tuple[str, ...]] = {
    What.ATTENDANCE: ("attendance", "apmeklejum", "kavejum"),
    What.MARKS: ("marks", "vertejum", "atzimes", "results"),
    What.NOTES: ("notes", "piezimes"),
    What.TIMETABLE: ("timetable", "stundas"),
}
_LEARNER = ("skolena", "izglitojama", "audzekna", "student", "learner", "pupil")
_HEADINGS: Mapping[Field, tuple[str, ...]] = {
    F.LEARNER_NUMBER: (
        "numurs", "id", "lietas numurs", "personas lietas numurs", "sourcedid", "studentsourcedid", "learner",
        "student", "skolens", "izglitojamais", "source id",
        *(f"{who} {what}" for who in _LEARNER for what in ("numurs", "id", "nr", "number")),
    ),
    F.PERSONAL_CODE: ("personas kods", "pers kods", "pk", "p k", "personal code", "personalcode"),
    F.INSTITUTION: (
        "iestade", "izglitibas iestade", "skola", "iestades kods", "iestades registracijas numurs", "school",
        "institution", "registracijas numurs", "reg nr",
    ),
    F.DAY: (
        "datums", "diena", "date", "day", "lesson date", "stundas datums", "scoredate", "score date", "nedela",
        "week", "nedelas sakums",
    ),
    F.LESSON: (
        "stunda", "stundas numurs", "stundas nr", "macibu stunda", "nr p k", "lesson", "lesson no", "lesson number",
        "period",
    ),
    F.SUBJECT: ("prieksmets", "macibu prieksmets", "subject", "course", "joma"),
    F.STATUS: (
        "statuss", "kavejums", "kavejuma veids", "apmeklejums", "atzime par apmeklejumu", "klatbutne", "status",
        "attendance", "mark of attendance",
    ),
    F.EXCUSE: ("iemesls", "kavejuma iemesls", "attaisnojums", "attaisnojuma veids", "reason", "excuse"),
    F.MARK: ("vertejums", "atzime", "balles", "mark", "grade", "score", "punkti"),
    F.KIND: (
        "veids", "vertejuma veids", "darba veids", "piezimes veids", "kategorija", "kind", "type", "category",
    ),
    F.LESSONS: ("stundas", "stundu skaits", "notikusas stundas", "lessons", "lessons held", "hours"),
}  # fmt: skip
_FIELD_OF: Mapping[str, Field] = {heading: field for field, all_ in _HEADINGS.items() for heading in all_}


def what_by_name(file_name: str) -> What | None:
    """What a file holds, told by how its name begins; None if it does not tell."""
    name = folded(file_name).replace(" ", "")
    return next((what for what, names in _NAMES.items() if name.startswith(names)), None)


def fields_of(what: What) -> tuple[Field, ...]:
    """What columns of such a file can hold, in the order in which people are asked."""
    return (*WHO, *NEEDED[what], *MAY[what], F.INSTITUTION)


def may_lack(what: What, *, one_school: bool) -> frozenset[Field]:
    """Fields that a file can do without. Of `WHO` one is enough."""
    needed = {*WHO, *NEEDED[what]} if one_school else {*WHO, *NEEDED[what], F.INSTITUTION}
    return frozenset(fields_of(what)) - needed


def guessed(what: What, header: Sequence[str]) -> dict[Field, str]:
    """Field -> column, for the headings we know."""
    return guessed_by(_FIELD_OF, header, fields_of(what))


def reasons_against(
    what: What, columns: Mapping[Field, str], header: Sequence[str], *, one_school: bool
) -> tuple[Reason, ...]:
    """What a mapping lacks: who, when, what; the school, where the file is for several; columns that do not fit."""
    reasons = misfits("journal.mapping", columns, header)
    if not set(WHO) & set(columns):
        reasons.append(Reason("journal.mapping.nothing_to_know_by", place=F.LEARNER_NUMBER))
    reasons += [
        Reason(f"journal.mapping.no_{field}", place=field) for field in NEEDED[what] if field not in columns
    ]
    if not one_school and F.INSTITUTION not in columns:
        reasons.append(Reason("journal.mapping.no_institution", place=F.INSTITUTION))
    return tuple(reasons)
