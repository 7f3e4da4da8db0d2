"""Approved hours for payroll (algu aprēķins): one line for each provider's sheet, position and rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.paging import PAGE_SIZE, Page
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.programme.work.queries.given import given
from pumpurs.programme.work.rules import hours
from pumpurs.programme.work.rules.costs import Cost, costs_of
from pumpurs.values.periods import Month
from pumpurs.values.roles import Role

PAYABLE = (SheetState.APPROVED, SheetState.SENT)


@dataclass(frozen=True)
class PayLine:
    """Minutes of one provider at one institution in one position at one rate; less than nothing after corrections."""

    provider: str
    institution: str
    position: str
    minutes: int
    hours: Decimal
    rate_eur: Decimal
    sum_eur: Decimal


@dataclass(frozen=True)
class Payroll:
    """A month's approved hours in reach, by provider's name."""

    month: Month
    lines: tuple[PayLine, ...]

    @property
    def sum_eur(self) -> Decimal:
        """All lines together."""
        return sum((line.sum_eur for line in self.lines), start=Decimal("0.00"))

    def page(self, number: int) -> Page[PayLine]:
        """Lines of one page of the screen; a file holds them all."""
        first = (number - 1) * PAGE_SIZE
        items = self.lines[first : first + PAGE_SIZE]
        return Page(items, number, len(self.lines) > first + PAGE_SIZE)

    @property
    def minutes(self) -> int:
        """Minutes of all lines."""
        return sum(line.minutes for line in self.lines)


def partners_of_payroll(*, viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """(partner, its name) to choose from, for who reaches the nation: payroll is read of one partner at a time."""
    if not viewer.reach.national:
        return ()
    return tuple(Partner.objects.order_by("sort_key", "id").values_list("id", "name"))


def payroll(
    *, viewer: Viewer, month: Month, institution_id: UUID | None = None, partner_id: UUID | None = None
) -> Payroll:
    """Hours of approved and sent sheets of a month, at one institution or partner if told. No learner is named.

    Who reaches the nation is told nothing until a partner is chosen.

    An accountant reaches no sheet, but is shown what the partner's sheets come to. That it was read is noted, because
    it tells what people earn.
    """
    if viewer.role is Role.ACCOUNTANT:
        with open_eyes(viewer, "payroll") as job:
            lines = [
                line for one in viewer.reach.partners for line in _lines(job, month, institution_id, one)
            ]
    elif viewer.reach.national and partner_id is None:
        return Payroll(month, ())
    else:
        lines = _lines(viewer, month, institution_id, partner_id)
    audit.noted(
        viewer, "work.payroll", object_type="sheet", details={"month": str(month), "lines": len(lines)}
    )
    return Payroll(
        month, tuple(sorted(lines, key=lambda line: (line.provider, line.institution, line.position)))
    )


def _lines(
    viewer: Viewer, month: Month, institution_id: UUID | None, partner_id: UUID | None = None
) -> list[PayLine]:
    costs: list[tuple[UUID, UUID, Cost]] = []
    for sheet in given(viewer=viewer, months=[str(month)], partner_id=partner_id, states=PAYABLE):
        if institution_id and sheet.institution_id != institution_id:
            continue
        costs += [
            (sheet.provider_id, sheet.institution_id, one) for one in costs_of(sheet.sums) if one.minutes
        ]
    people = dict(Account.objects.filter(pk__in={who for who, _, _ in costs}).values_list("id", "name"))
    places = dict(
        Institution.objects.filter(pk__in={where for _, where, _ in costs}).values_list("id", "name")
    )
    return [
        PayLine(
            people[who],
            places[where],
            one.position,
            one.minutes,
            hours(one.minutes),
            one.rate_eur,
            one.cost_eur,
        )
        for who, where, one in costs
    ]
