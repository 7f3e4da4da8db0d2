"""Who may appoint whom, as a table, and how a row of a staff list is read. Plain values only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pumpurs.values.reasons import Reason
from pumpurs.values.roles import CARERS, INSTITUTION_ROLES, NATIONAL_ROLES, Role

APPOINTS: Mapping[Role, frozenset[Role]] = {
    Role.PROGRAMME_MANAGER: NATIONAL_ROLES
    | INSTITUTION_ROLES
    | {Role.MUNICIPAL_COORDINATOR, Role.STRATEGIC_PARTNER, Role.ACCOUNTANT},
    Role.MUNICIPAL_COORDINATOR: INSTITUTION_ROLES | CARERS | {Role.STRATEGIC_PARTNER, Role.ACCOUNTANT},
    Role.HEAD: CARERS | {Role.INSTITUTION_COORDINATOR},
    Role.INSTITUTION_COORDINATOR: CARERS,
}
RANK: Mapping[Role, int] = {
    Role.STRATEGIC_PARTNER: 1,
    Role.PROVIDER: 1,
    Role.PLAN_AUTHOR: 1,
    Role.INSTITUTION_COORDINATOR: 2,
    Role.HEAD: 3,
    Role.ACCOUNTANT: 3,
    Role.MUNICIPAL_COORDINATOR: 4,
    Role.NATIONAL_EXPERT: 5,
    Role.PROGRAMME_MANAGER: 6,
}
HELPS_WITH_SECOND_STEP = frozenset({Role.HEAD, Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER})
WHY_SECOND_STEP_GOES = ("lost", "broken", "stolen", "replaced")
HOW_PERSON_WAS_KNOWN = ("in_person", "called_back")
AT_INSTITUTION = INSTITUTION_ROLES | CARERS
EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")

COLUMNS = ("name", "email", "role", "institution", "profession", "since")
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("vārds, uzvārds", "vārds uzvārds", "vārds un uzvārds", "name", "full name"),
    "email": ("e-pasts", "epasts", "e-pasta adrese", "e-mail", "email"),
    "role": ("loma", "role"),
    "institution": ("iestādes kods", "iestāde", "institution code", "institution"),
    "profession": ("amats", "profesija", "profession", "position"),
    "since": ("no", "sākot ar", "since", "from"),
}
ROLE_WORDS: Mapping[str, Role] = {
    "iap sagatavotājs": Role.PLAN_AUTHOR,
    "plāna sagatavotājs": Role.PLAN_AUTHOR,
    "atbalsta sniedzējs": Role.PROVIDER,
    "iestādes vadītājs": Role.HEAD,
    "direktors": Role.HEAD,
    "vadītājs": Role.HEAD,
    "iestādes koordinators": Role.INSTITUTION_COORDINATOR,
    "koordinators": Role.INSTITUTION_COORDINATOR,
    **{str(role): role for role in AT_INSTITUTION},
    **{str(role).replace("_", " "): role for role in AT_INSTITUTION},
}


@dataclass(frozen=True)
class StaffRow:
    """One row of a staff list, read. `row` is the number a person sees in a spreadsheet."""

    row: int
    name: str
    email: str
    role: Role
    institution_code: str
    profession: str
    since: date


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one cell: row, column as in the file, the value, why."""

    row: int
    column: str
    value: str
    reason: Reason


def same_email(email: str) -> str:
    """An e-mail as it is stored and compared: without case."""
    return email.strip().lower()


def appointable(*, by: Role) -> frozenset[Role]:
    """The roles that a role may give to others."""
    return APPOINTS.get(by, frozenset())


def columns_of(header: Sequence[str]) -> dict[str, int] | Reason:
    """Where each known column stands in a header; a Reason naming what is missing. Profession may be missing."""
    places: dict[str, int] = {}
    for number, given in enumerate(header):
        small = " ".join(given.casefold().split())
        for column, names in COLUMN_NAMES.items():
            if small in names or small == column:
                places.setdefault(column, number)
    missing = [
        COLUMN_NAMES[column][0] for column in COLUMNS if column not in places and column != "profession"
    ]
    return Reason("people.list.columns_missing", {"columns": ", ".join(missing)}) if missing else places


def _day(text: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y."):
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def read_row(
    row: int, cells: Mapping[str, str], professions: Mapping[str, str]
) -> StaffRow | tuple[RowFault, ...]:
    """A row of a staff list; every fault of it at once. `professions`: words in small letters -> key."""
    faults = []

    def fault(column: str, why: str) -> None:
        faults.append(
            RowFault(row, COLUMN_NAMES[column][0], cells.get(column, ""), Reason(f"people.list.{why}"))
        )

    for column in ("name", "email", "role", "institution", "since"):
        if not cells.get(column, "").strip():
            fault(column, "empty")
    email, words = same_email(cells.get("email", "")), " ".join(cells.get("role", "").casefold().split())
    if email and not EMAIL.fullmatch(email):
        fault("email", "not_an_email")
    role, since = ROLE_WORDS.get(words), _day(cells.get("since", ""))
    if words and role is None:
        fault("role", "unknown_role")
    if cells.get("since", "").strip() and since is None:
        fault("since", "not_a_date")
    given = " ".join(cells.get("profession", "").casefold().split())
    if given and given not in professions:
        fault("profession", "unknown_profession")
    if faults or role is None or since is None:
        return tuple(faults)
    name = " ".join(cells["name"].split())
    return StaffRow(row, name, email, role, cells["institution"].strip(), professions.get(given, ""), since)


def doubled(rows: Iterable[StaffRow]) -> tuple[RowFault, ...]:
    """Rows that name the same person in the same role at the same place once more."""
    seen: dict[tuple[str, Role, str], int] = {}
    faults = []
    for one in rows:
        key = (one.email, one.role, one.institution_code)
        if key in seen:
            reason = Reason("people.list.row_twice", {"first": seen[key]})
            faults.append(RowFault(one.row, COLUMN_NAMES["email"][0], one.email, reason))
        seen.setdefault(key, one.row)
    return tuple(faults)
