"""A staff list before anything is written: what would happen and every row that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account
from pumpurs.programme.people.permissions import giver, lifts_herself
from pumpurs.programme.people.preconditions import staff_list_faults
from pumpurs.programme.people.rules import COLUMNS, RowFault, StaffRow, columns_of, read_row
from pumpurs.rulebook.vocabulary import positions
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import Role

MOST_ROWS = 2000


@dataclass(frozen=True)
class ListedPerson:
    """One person of the list who can be appointed; `is_new` if an account will be made and invited."""

    row: int
    name: str
    email: str
    role: Role
    institution: str
    profession: str
    since: date
    is_new: bool


@dataclass(frozen=True)
class StaffListTrial:
    """The dry run: who would be appointed and what is wrong. Only a list without faults can be confirmed."""

    people: tuple[ListedPerson, ...]
    faults: tuple[RowFault, ...]
    rows: tuple[StaffRow, ...]


def _professions(day: date) -> dict[str, str]:
    known: dict[str, str] = {}
    for one in positions.on(day):
        known |= {one.key: one.key, one.name.lv.casefold(): one.key, one.name.en.casefold(): one.key}
    return known


def try_staff_list(
    *, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], viewer: Viewer, today: date
) -> StaffListTrial:
    """Read a staff list and say what would happen; nothing is written. Refused if a column is missing."""
    places = columns_of(header)
    if isinstance(places, Reason):
        raise Refused(places)
    professions = _professions(today)
    read: list[StaffRow] = []
    faults: list[RowFault] = []
    for number, (row, cells) in enumerate(rows):
        if number >= MOST_ROWS:
            raise Refused(Reason("people.list.too_many_rows", {"limit": MOST_ROWS}))
        named = {column: cells[places[column]] if column in places else "" for column in COLUMNS}
        found = read_row(row, named, professions)
        if isinstance(found, StaffRow):
            read.append(found)
        else:
            faults += found
    if not read and not faults:
        raise Refused(Reason("people.list.nobody"))
    codes = {one.institution_code for one in read}
    institutions = {one.source_code: one for one in Institution.objects.filter(source_code__in=codes)}
    faults += staff_list_faults(
        read,
        institutions=institutions,
        may_give=giver(viewer),
        lifts_giver=partial(lifts_herself, viewer),
        viewer=viewer,
    )
    wrong = {fault.row for fault in faults}
    known = {email.lower() for email in _known_emails(read)}
    people = tuple(
        ListedPerson(
            row=one.row,
            name=one.name,
            email=one.email,
            role=one.role,
            institution=institutions[one.institution_code].name,
            profession=one.profession,
            since=one.since,
            is_new=one.email not in known,
        )
        for one in read
        if one.row not in wrong
    )
    return StaffListTrial(people, tuple(sorted(faults, key=lambda fault: fault.row)), tuple(read))


def _known_emails(rows: Iterable[StaffRow]) -> Iterable[str]:
    return Account.objects.filter(email__in=[one.email for one in rows]).values_list("email", flat=True)
