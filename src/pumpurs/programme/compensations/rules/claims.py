"""Arithmetic and yes/no of claims on plain values: what is open on the day of service, what is left under the cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pumpurs.rulebook import calendar, compensation_kinds
from pumpurs.values.periods import Month, Semester, Span, month_of
from pumpurs.values.reasons import Reason

CIRCUMSTANCE = {"low_income_family": "low_income", "special_needs": "special_needs"}


@dataclass(frozen=True)
class Other:
    """Another payer of the same kind for the same learner, since a day until a day (exclusive) or still."""

    payer: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Basis:
    """What a claim rests on, as it was on the day of service. `measure`: None where the plan holds no such kind."""

    kind: str
    service_on: date
    plan: Span
    measure: Span | None
    open_since: date | None
    plan_runs: bool
    enrolled: bool
    agreed: bool
    vocational: bool
    circumstances: frozenset[str] = frozenset()
    rests: tuple[tuple[date, date | None], ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What comes along with a step: the day it is taken, a reason of the rulebook, a note, what it rests on."""

    day: date | None = None
    reason_code: str = ""
    note: str = ""
    basis: Basis | None = None


def period_of(kind: str, service_on: date) -> str:
    """The period whose cap a day of service counts in: 2026-10, or 2026/1. RulebookError after the known calendar."""
    if compensation_kinds.kind(kind).per == "month":
        return str(month_of(service_on))
    return str(calendar.current_semester(service_on))


def days_of(period: str) -> Span:
    """The days of a period."""
    return calendar.dates(Semester.parse(period)) if "/" in period else Month.parse(period).span


def kind_paid_on(kind: str, service_on: date) -> Reason | None:
    """The kind is one that the rulebook pays on the day of service, and the calendar knows the day."""
    paid = kind in {one.key for one in compensation_kinds.kinds_on(service_on)}
    known = service_on < calendar.dates(calendar.semesters()[-1]).end
    return None if paid and known else Reason("claim.file.not_paid_then", place="kind")


def against_claim(basis: Basis, *, today: date) -> tuple[Reason, ...]:
    """Every reason against paying this kind for this day of service; () if it is open."""
    return tuple(_against(basis, today))


def _against(basis: Basis, today: date) -> Iterator[Reason]:
    if basis.service_on > today:
        yield Reason("claim.file.in_future", place="service_on")
    yield from _against_plan(basis)
    yield from _against_learner(basis)


def _against_plan(basis: Basis) -> Iterator[Reason]:
    day = basis.service_on
    if not basis.plan_runs:
        yield Reason("claim.file.plan_not_running", place="plan")
    if basis.open_since is None or day < basis.open_since:
        yield Reason("claim.file.before_approval", place="service_on")
    if not basis.plan.contains(day):
        yield Reason(
            "claim.file.outside_plan", {"first": basis.plan.first, "last": basis.plan.last}, "service_on"
        )
    elif basis.measure is None:
        yield Reason("claim.file.not_planned", {"kind": basis.kind}, place="kind")
    elif not basis.measure.contains(day):
        values = {"first": basis.measure.first, "last": basis.measure.last}
        yield Reason("claim.file.outside_measure", values, place="service_on")
    if any(since <= day and (until is None or day < until) for since, until in basis.rests):
        yield Reason("claim.file.suspended", place="service_on")


def _against_learner(basis: Basis) -> Iterator[Reason]:
    kind = compensation_kinds.kind(basis.kind)
    if not basis.agreed:
        yield Reason("claim.file.no_consent", place="service_on")
    if not basis.enrolled:
        yield Reason("claim.file.learner_elsewhere", place="service_on")
    if not kind.open_to_learner(vocational=basis.vocational):
        yield Reason("claim.file.vocational_only", place="kind")
    condition = kind.condition
    wanted = CIRCUMSTANCE.get(condition.code) if condition and condition.force.on(basis.service_on) else None
    if wanted and wanted not in basis.circumstances:
        yield Reason(f"claim.file.not_{wanted}", place="kind")
    period = days_of(period_of(basis.kind, basis.service_on))
    for other in basis.others:
        if other.since < period.end and (other.until is None or other.until > period.first):
            yield Reason("claim.file.paid_by_others", {"payer": other.payer}, place="kind")


def left_eur(*, cap_eur: Decimal | None, granted_eur: Decimal) -> Decimal | None:
    """What may still be granted of a period; None where there is no cap, never less than nothing."""
    return None if cap_eur is None else max(Decimal("0.00"), cap_eur - granted_eur)


def whole_or_left(*, documented_eur: Decimal, left: Decimal | None) -> Decimal:
    """What is granted where the whole is not insisted on: all that is documented, or what is left under the cap."""
    return documented_eur if left is None else min(documented_eur, left)


def over_cap(*, asked_eur: Decimal, left: Decimal | None, cap_eur: Decimal | None) -> Reason | None:
    """None if the amount fits into what is left, else the reason with what is left."""
    if left is None or asked_eur <= left:
        return None
    code = "claim.grant.over_cap" if left else "claim.grant.nothing_left"
    return Reason(code, {"asked_eur": asked_eur, "left_eur": left, "cap_eur": cap_eur}, place="amount")


def claim_code(number: int) -> str:
    """The claim's number as people say it: K-100001."""
    return f"K-{number}"
