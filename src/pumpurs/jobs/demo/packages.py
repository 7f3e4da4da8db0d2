"""Monthly packages of the demo: budgets, a month that went all its way, a month that is being put together."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.acting import Acting
from pumpurs.jobs.demo.timing import RIGA
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.reporting.actions import budgets, packages, statements
from pumpurs.programme.reporting.models import Package
from pumpurs.rulebook import calendar
from pumpurs.values.periods import Month, month_of
from pumpurs.values.roles import Role

SENT, CHECKED, ACCEPTED, STATED = (timedelta(days=days) for days in (6, 9, 10, 13))
BUDGET_EUR = {"municipality": Decimal("9600.00"), "state_vocational_school": Decimal("2400.00")}


def keep_packages(now: datetime) -> None:
    """Months of this semester that are over: all but the last were sent and accepted, that one is put together."""
    today = now.astimezone(RIGA).date()
    acting = Acting(now)
    first, present = month_of(calendar.dates(calendar.current_semester(today)).first), month_of(today)
    months, month = [], first
    while month < present:
        months.append(month)
        month = month.next
    _budgets(acting, now, today)
    for month in months:
        opened = acting.at(month.span.end, 1)
        packages.open_month(month=month, viewer=acting.nobody(), now=opened)
        if month.next < present:
            for partner in Partner.objects.order_by("id"):
                _all_the_way(acting, partner, month)
    acting.nobody()


def _budgets(acting: Acting, now: datetime, today: date) -> None:
    year = today.year
    for partner in Partner.objects.order_by("id"):
        manager = acting.known(cast.MANAGER.email, Role.PROGRAMME_MANAGER, now)
        budgets.add_row(
            partner_id=partner.id, year=year, amount_eur=BUDGET_EUR[partner.kind], in_force_on=date(year, 1, 1),
            document="Sadarbības līgums", form_key=uuid4(), viewer=manager, now=now,
        )  # fmt: skip
        acting.nobody()


def _all_the_way(acting: Acting, partner: Partner, month: Month) -> None:
    sent, checked, accepted = (acting.at(month.span.end + days, 10) for days in (SENT, CHECKED, ACCEPTED))
    package = Package.objects.filter(partner=partner, month=str(month)).first()
    if package is None:
        return
    if partner.kind == "municipality":
        sender = acting.somebody(Role.MUNICIPAL_COORDINATOR, sent, partner_id=partner.id)
    else:
        sender = acting.somebody(Role.HEAD, sent, institution_id=_own_school(partner))
    packages.send(package_id=package.id, said_so=True, viewer=sender, now=sent)
    expert = acting.known(cast.EXPERT.email, Role.NATIONAL_EXPERT, checked)
    packages.check(package_id=package.id, viewer=expert, now=checked)
    manager = acting.known(cast.MANAGER.email, Role.PROGRAMME_MANAGER, accepted)
    packages.accept(package_id=package.id, viewer=manager, now=accepted)
    if partner.municipality_code == cast.AUGSDAUGAVA:
        _statement(acting, partner.id, month)
    acting.nobody()


def _statement(acting: Acting, partner_id: UUID, month: Month) -> None:
    at = acting.at(month.span.end + STATED, 11)
    accountant = acting.known(cast.ACCOUNTANT.email, Role.ACCOUNTANT, at)
    key = statements.draft(partner_id=partner_id, first=month, last=month, viewer=accountant, now=at)
    statements.send(statement_id=key, viewer=accountant, now=at)


def _own_school(partner: Partner) -> UUID:
    return Institution.objects.filter(partner=partner).values_list("id", flat=True)[0]
