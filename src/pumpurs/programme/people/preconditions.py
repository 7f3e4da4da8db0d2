"""What must be true before somebody is appointed, ended or represented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.rules import (
    AT_INSTITUTION,
    COLUMN_NAMES,
    EMAIL,
    HOW_PERSON_WAS_KNOWN,
    WHY_SECOND_STEP_GOES,
    RowFault,
    StaffRow,
    doubled,
)
from pumpurs.rulebook import separate_roles
from pumpurs.rulebook.vocabulary import positions
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import NATIONAL_ROLES, Role


def person_can_be_written_to(name: str, email: str) -> tuple[Reason, ...]:
    """A name, and an e-mail that can be one."""
    reasons = []
    if not name.strip():
        reasons.append(Reason("people.appoint.no_name", place="id_name"))
    if not EMAIL.fullmatch(email):
        reasons.append(Reason("people.appoint.not_an_email", place="id_email"))
    return tuple(reasons)


def place_is_named(
    role: Role, partner_id: UUID | None, institution_id: UUID | None, strategic_partner_id: UUID | None
) -> Reason | None:
    """A role is held somewhere: at an institution, a strategic partner, a partner, or (national ones) nowhere."""
    if role in NATIONAL_ROLES:
        return None
    if role in AT_INSTITUTION:
        return None if institution_id else Reason("people.appoint.no_institution", place="id_institution")
    if role is Role.STRATEGIC_PARTNER:
        place = "id_strategic_partner"
        return None if strategic_partner_id else Reason("people.appoint.no_strategic_partner", place=place)
    return None if partner_id else Reason("people.appoint.no_partner", place="id_partner")


def not_upward(lifts: bool, place: str) -> Reason | None:
    """Nobody appoints herself upward; `lifts` says whether this would."""
    return Reason("people.appoint.upward", place=place) if lifts else None


def profession_is_known(profession: str, day: date) -> Reason | None:
    """The profession, if one is given, is one of the rulebook's positions of that day."""
    if not profession or profession in {one.key for one in positions.on(day)}:
        return None
    return Reason("people.appoint.unknown_profession", place="id_profession")


def holds_it_not_yet(appointment: Appointment) -> Reason | None:
    """The same person does not hold the same role at the same place in these days already."""
    same = Appointment.objects.filter(
        account_id=appointment.account_id,
        role=appointment.role,
        institution=appointment.institution_id,
        partner=appointment.partner_id,
        strategic_partner=appointment.strategic_partner_id,
        deputy_for=appointment.deputy_for_id,
    )
    held = _in_the_same_days(same, appointment).first()
    return Reason("people.appoint.holds_it", {"since": held.since}, place="id_email") if held else None


def holds_no_separate_role(appointment: Appointment, viewer: Viewer) -> Reason | None:
    """The same person holds, in these days, no role anywhere that the rulebook keeps apart from this one."""
    role = Role(appointment.role)
    apart = separate_roles.apart_from(role, appointment.since)
    if not apart:
        return None
    with open_eyes(viewer, "separate_roles"):  # a place out of the viewer's sight counts too
        others = Appointment.objects.filter(account_id=appointment.account_id, role__in=apart)
        held = _in_the_same_days(others, appointment).exists()
    return Reason(_separate("people.appoint", role), place="id_role") if held else None


def _separate(verb: str, role: Role) -> str:
    """Which of the two roles is given decides what can be done about it."""
    return f"{verb}.works_there" if role in NATIONAL_ROLES else f"{verb}.works_for_programme"


def _in_the_same_days(rows: QuerySet[Appointment], appointment: Appointment) -> QuerySet[Appointment]:
    """Those other appointments of which some day is one of this appointment's, first to last."""
    rows = rows.filter(Q(until=None) | Q(until__gt=appointment.since))
    if appointment.until is not None:
        rows = rows.filter(since__lt=appointment.until)
    return rows.exclude(pk=appointment.pk).exclude(until=F("since")).order_by("since")


def ends_after_it_begins(appointment: Appointment) -> Reason | None:
    """The last day is not before the first."""
    if appointment.until is None or appointment.until > appointment.since:
        return None
    return Reason("people.end.before_it_began", {"since": appointment.since}, place="id_last_day")


def still_in_force(appointment: Appointment, day: date) -> Reason | None:
    """The appointment has not ended before that day."""
    if appointment.until is None or appointment.until > day:
        return None
    return Reason("people.end.ended_already", {"until": appointment.until})


def deputy_is_another_person(appointment: Appointment, account_id: UUID) -> Reason | None:
    """Nobody stands in for herself."""
    same = appointment.account_id == account_id
    return Reason("people.deputy.same_person", place="id_email") if same else None


def deputy_is_none_already(appointment: Appointment) -> Reason | None:
    """A deputy has no deputy: the absent person names another one."""
    return Reason("people.deputy.of_a_deputy") if appointment.deputy_for_id else None


def deputy_days_not_over(last_day: date, today: date) -> Reason | None:
    """A deputy stands in today or later."""
    return Reason("people.deputy.in_the_past", place="id_last_day") if last_day < today else None


def second_step_explained(why: str, known: str) -> tuple[Reason, ...]:
    """Why it goes, and how the person was known: both of the list."""
    reasons = []
    if why not in WHY_SECOND_STEP_GOES:
        reasons.append(Reason("people.second_step.no_reason", place="id_why"))
    if known not in HOW_PERSON_WAS_KNOWN:
        reasons.append(Reason("people.second_step.not_known", place="id_known"))
    return tuple(reasons)


def somebody_on_the_list(rows: Sequence[StaffRow]) -> Reason | None:
    """A list names at least one person."""
    return None if rows else Reason("people.list.nobody")


def no_faulty_row(faults: Sequence[RowFault]) -> Reason | None:
    """The whole file or nobody; the first faulty row is named."""
    if not faults:
        return None
    return Reason("people.list.faults", {"faults": len(faults), "row": faults[0].row})


def staff_list_faults(
    rows: Sequence[StaffRow],
    *,
    institutions: dict[str, Institution],
    may_give: Callable[[Role, UUID], bool],
    lifts_giver: Callable[[UUID, Role], bool],
    viewer: Viewer,
) -> tuple[RowFault, ...]:
    """Every row of a staff list that could not be appointed, with its place in the file and why.

    `may_give(role, institution)` and `lifts_giver(account, role)` are the permissions of who appoints.
    """
    accounts = {one.email.lower(): one for one in _accounts(one.email for one in rows)}
    held = _held(accounts.values(), institutions.values())
    apart = _apart(accounts.values(), viewer)
    faults = list(doubled(rows))
    for one in rows:
        institution = institutions.get(one.institution_code)
        account = accounts.get(one.email)
        found: tuple[str, str, Reason] | None = None
        if institution is None:
            found = ("institution", one.institution_code, Reason("people.list.unknown_institution"))
        elif not may_give(one.role, institution.id):
            found = ("role", str(one.role), Reason("people.list.role_not_yours"))
        elif account and lifts_giver(account.id, one.role):
            found = ("role", str(one.role), Reason("people.appoint.upward"))
        elif account and (account.id, str(one.role), institution.id) in held:
            found = ("email", one.email, Reason("people.list.holds_it"))
        elif account and any(
            role in separate_roles.apart_from(one.role, one.since) and (until is None or until > one.since)
            for role, until in apart.get(account.id, ())
        ):
            found = ("role", str(one.role), Reason(_separate("people.list", one.role)))
        if found:
            faults.append(RowFault(one.row, COLUMN_NAMES[found[0]][0], found[1], found[2]))
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _accounts(emails: Iterable[str]) -> Iterable[Account]:
    return Account.objects.filter(email__in=list(emails))


def _held(accounts: Iterable[Account], places: Iterable[Institution]) -> set[tuple[UUID, str, UUID | None]]:
    rows = Appointment.objects.filter(
        account__in=list(accounts), institution__in=list(places), until=None, deputy_for=None
    )
    return set(rows.values_list("account_id", "role", "institution_id"))


def _apart(accounts: Iterable[Account], viewer: Viewer) -> dict[UUID, list[tuple[Role, date | None]]]:
    """The programme's roles of these accounts with their ends: a list gives roles at schools and no others."""
    found: dict[UUID, list[tuple[Role, date | None]]] = {}
    with open_eyes(viewer, "separate_roles"):
        rows = Appointment.objects.filter(account__in=list(accounts), role__in=NATIONAL_ROLES)
        for account_id, role, until in rows.exclude(until=F("since")).values_list(
            "account_id", "role", "until"
        ):
            found.setdefault(account_id, []).append((Role(role), until))
    return found
