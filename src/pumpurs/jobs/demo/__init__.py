"""The demo country (paraugvalsts): real municipalities, kinds of institutions, semesters, caps; only invented people.

`build("small")` is a country to try things out in, `build("national")` one of full size with years of history. Both are
seeded: the same day gives the same country.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from pumpurs.analytics.store import Store
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.jobs.demo import places, timing, volumes
from pumpurs.jobs.demo.cast import MORE_SIGN_INS, SIGN_INS, WORD, SignIn
from pumpurs.jobs.demo.country import Country
from pumpurs.jobs.demo.families import Families
from pumpurs.jobs.demo.given import Support
from pumpurs.jobs.demo.journals import SAMPLE, keep_journals
from pumpurs.jobs.demo.ledger import Ledger
from pumpurs.jobs.demo.money import keep_money
from pumpurs.jobs.demo.packages import keep_packages
from pumpurs.jobs.demo.past import file_model
from pumpurs.jobs.demo.people import People
from pumpurs.jobs.demo.planning import Planning
from pumpurs.jobs.demo.plans import PlanWriter
from pumpurs.jobs.demo.school import Codes, SchoolPeople
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.people.models import Account

__all__ = ["MORE_SIGN_INS", "SAMPLE", "SIGN_INS", "SIZES", "WORD", "SignIn", "build", "is_empty"]

SIZES = ("small", "national")
TERMS_OF_SMALL = 4
Report = Callable[[int, int], None]


def _quiet(done: int, total: int) -> None:
    """Tell nobody."""


def is_empty() -> bool:
    """Nothing has been recorded yet, neither by the demo nor by anybody."""
    return not (Account.objects.exists() or Partner.objects.exists())


def build(size: str = "small", *, now: datetime, report: Report = _quiet, store: Store | None = None) -> None:
    """Build the country into an empty database, as its owner: all or nothing. `report(done, total)` tells progress;
    `store` keeps the lessons.
    """
    if size not in SIZES:
        raise ValueError(f"{size!r} is no size of the demo country: {', '.join(SIZES)}")
    today = now.astimezone(timing.RIGA).date()
    is_small = size == "small"
    schools = places.small() if is_small else places.national(today)
    terms = timing.terms(volumes.FIRST, now, TERMS_OF_SMALL if is_small else None)
    with transaction.atomic():
        raise_wall(job_viewer("demo"))
        ledger = Ledger()
        people = People(ledger, now)
        country = Country(ledger, people, now)
        if not is_small:
            country.more_experts()
        sites = country.sites(schools)
        families, writer, codes = Families(ledger, people), PlanWriter(ledger), Codes()
        support = Support(ledger, now)
        quotas = volumes.Volumes(sites, terms)
        for number, site in enumerate(sites):
            school = SchoolPeople(ledger, people, codes, site, today)
            Planning(school, country, families, writer, support, terms, rounds=is_small).run(quotas)
            report(number + 1, len(sites))
        ledger.flush()
        support.close()
        if is_small:
            keep_journals(now, store)
            file_model(now)
            keep_money(now)
            keep_packages(now)
        reach("demo.before_commit")
        _finish(writer.count)


def _finish(plans: int) -> None:
    """The next plan gets the next number; the planner learns how large the tables are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('plans_plan_number', %s)", [max(plans, 1)])
        cursor.execute(
            "UPDATE plans_plan SET money_used = true WHERE id IN (SELECT plan_id FROM work_entry WHERE attended)"
        )
        cursor.execute("ANALYZE")
