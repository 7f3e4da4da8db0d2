"""Budgets (budžets): rows of agreements and amendments; warnings that are told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.reporting.models import BudgetLine, BudgetWarning
from pumpurs.programme.reporting.permissions import keeps_budgets
from pumpurs.programme.reporting.preconditions import budget_row_stands
from pumpurs.programme.reporting.rules.terms import warning_to_tell, warnings_passed


@transaction.atomic
def add_row(
    *, partner_id: UUID, year: int, amount_eur: Decimal, in_force_on: date, document: str, form_key: UUID,
    viewer: Viewer, now: datetime,
) -> None:  # fmt: skip
    """Write down what an agreement or amendment adds to a year's budget, or takes from it (less than nothing).

    The same form sent again changes nothing. Partner.DoesNotExist; Refused with every reason.
    """
    refuse_if(not_yours("budget.add", keeps_budgets, viewer))
    partner = Partner.objects.select_for_update(of=("self",)).get(pk=partner_id)
    if BudgetLine.objects.filter(form_key=form_key).exists():
        return
    there = BudgetLine.objects.filter(partner=partner, year=year).values_list("amount_eur", flat=True)
    row = BudgetLine(
        partner=partner, year=year, amount_eur=amount_eur, in_force_on=in_force_on, document=document.strip(),
        form_key=form_key, by_id=viewer.account_id, at=now,
    )  # fmt: skip
    refuse_if(budget_row_stands(row, before_eur=sum(there, Decimal("0.00"))))
    row.save(force_insert=True)
    audit.changed(viewer, "budget.add", row, details={"year": year, "amount_eur": str(amount_eur)})


@transaction.atomic
def warn(
    *, year: int, used: Iterable[tuple[UUID, Decimal, Decimal]], today: date, viewer: Viewer, now: datetime
) -> int:
    """Tell partners whose budget has reached a warning, each warning once; how many. For jobs.

    `used`: partner, euros used, budget in euros. Partners without a budget are not warned.
    """
    told: dict[UUID, set[int]] = {}
    for partner_id, percent in BudgetWarning.objects.filter(year=year).values_list("partner_id", "percent"):
        told.setdefault(partner_id, set()).add(percent)
    fresh = []
    for partner_id, used_eur, budget_eur in used:
        if budget_eur <= 0:
            continue
        passed = warnings_passed(used_eur, budget_eur, today)
        reached = warning_to_tell(passed, told.get(partner_id, set()))
        if reached is None:
            continue
        fresh.append(
            BudgetWarning(
                partner_id=partner_id, year=year, percent=reached, used_eur=used_eur, budget_eur=budget_eur,
                told_at=now,
            )
        )  # fmt: skip
    BudgetWarning.objects.bulk_create(fresh)
    for one in fresh:
        later("reporting.budget_warning", partner_id=str(one.partner_id))
    if fresh:
        audit.noted(
            viewer, "budget.warn", object_type="budgetwarning", details={"year": year, "count": len(fresh)}
        )
    return len(fresh)
