"""Days and thresholds (termiņi): when a package is due, which warnings a budget has passed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from pumpurs.rulebook import accounting_terms, calendar
from pumpurs.values.periods import Month


def package_due_on(month: Month) -> date:
    """The last day on which the package of a month is in time."""
    number = accounting_terms.number_on("package_due_working_day", month.next.span.first)
    return calendar.working_day(month.next, number)


def package_reminded_from(month: Month) -> date:
    """The day since which people are reminded of the package of a month."""
    due_on = package_due_on(month)
    return due_on - timedelta(days=accounting_terms.number_on("package_reminder_days", due_on))


def reminded_anew(reminded_on: date | None, due_on: date, today: date) -> bool:
    """Once before the day, once when it has come, then again and again after as many days as the rulebook says."""
    if reminded_on is None or reminded_on < due_on <= today:
        return True
    days = accounting_terms.number_on("package_reminder_again_days", today)
    return reminded_on >= due_on and (today - reminded_on).days >= days


def used_percent(used_eur: Decimal, budget_eur: Decimal) -> int:
    """How much of a budget is used, in whole per cent rounded down; of no budget, any use is all of it."""
    if budget_eur <= 0:
        return 100 if used_eur > 0 else 0
    return int(used_eur * 100 / budget_eur)


def warnings_passed(used_eur: Decimal, budget_eur: Decimal, day: date) -> tuple[int, ...]:
    """Which warnings of the rulebook the use of a budget has reached, in per cent, the least first."""
    percent = used_percent(used_eur, budget_eur)
    return tuple(at for at in accounting_terms.warnings_on(day) if percent >= at)


def warning_to_tell(passed: Collection[int], told: Collection[int]) -> int | None:
    """The greatest warning that was reached, unless it or a greater one was told; smaller ones are told with it."""
    most = max(passed, default=0)
    return most if most > max(told, default=0) else None


def forecast_eur(used_eur: Decimal, planned_eur: Decimal, given_eur: Decimal) -> Decimal:
    """What will have been used at the semester's end if all that is planned and still open is given.

    `used_eur`: of the whole year until now. `planned_eur`, `given_eur`: of the plans that still run.
    """
    return used_eur + max(Decimal("0.00"), planned_eur - given_eur)
