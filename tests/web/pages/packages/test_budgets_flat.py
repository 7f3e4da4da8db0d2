"""A year's budget costs the same number of queries for one institution or partner and for fifty."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from pumpurs.foundation.paging import PAGE_SIZE
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import LedgerLine
from tests.database import as_owner
from tests.programme.people_and_places import make_institution, make_partner
from tests.programme.plans.stage import Stage, approved
from tests.programme.reporting.month import accountant, booked
from tests.web.pages.plans.hands import browser_of, text_of
from tests.web.pages.plans.test_flat import MOST_QUERIES, cost

ONE_TOO_MANY = PAGE_SIZE + 1  # for one page


def multiply(home: Stage, *, partners: bool) -> None:
    """Jānis's forty euros of meals stand there for more schools than fit a page: of one partner, or of one each."""
    granted = LedgerLine.objects.get(what="grant")
    for turn in range(1, ONE_TOO_MANY):
        owner = make_partner(f"{turn}. novads", code=f"X-{turn:03}") if partners else home.school.partner
        school = make_institution(f"{turn}. pamatskola", partner=owner)
        granted.pk, granted.key = uuid4(), f"grant:{turn}"
        granted.institution_id, granted.partner_id = school.id, owner.id
        granted.save(force_insert=True)


@pytest.mark.parametrize("name", ["coordinator", "accountant", "manager"])
def test_fifty_institutions_of_a_budget_cost_the_queries_of_one(home: Stage, name: str) -> None:
    approved(home)
    booked(home)
    viewer: Viewer = accountant(home) if name == "accountant" else getattr(home, name)
    browser, path = browser_of(viewer), f"/budgets/{home.school.partner_id}/?year=2026"
    browser.get(path)

    one = cost(browser, path)
    with as_owner():
        multiply(home, partners=False)
    fifty, second = cost(browser, path), cost(browser, f"{path}&page=2")

    assert (fifty, second) == (one, one)
    assert one <= MOST_QUERIES
    first, last = text_of(browser.get(path)), text_of(browser.get(f"{path}&page=2"))
    assert (first.count("pamatskola"), first.count("Priekuļu vidusskola")) == (PAGE_SIZE, 0)
    assert (last.count("pamatskola"), last.count("Priekuļu vidusskola")) == (0, 1)
    assert all("2040,00" in re.sub(r"[\s\xa0]", "", page) for page in (first, last))  # of all pages: 51 × 40


def test_fifty_partners_of_the_nations_budgets_cost_the_queries_of_one(home: Stage) -> None:
    approved(home)
    booked(home)
    browser, path = browser_of(home.manager), "/budgets/?year=2026"
    browser.get(path)

    one = cost(browser, path, rows=1)
    with as_owner():
        multiply(home, partners=True)

    assert cost(browser, path, rows=PAGE_SIZE) == one
    assert one <= MOST_QUERIES
