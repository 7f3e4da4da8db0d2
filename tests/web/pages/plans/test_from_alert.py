"""A plan opened from an alert: its facts stand beside it, and neither it nor the alert costs more than other pages."""

from __future__ import annotations

import pytest
from django.test import Client

from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.people.models import Account
from tests.database import as_owner
from tests.programme.alerts.nights import night, sign
from tests.programme.plans.stage import Stage
from tests.web.pages.plans.hands import browser_of
from tests.web.pages.plans.test_flat import MOST_QUERIES, cost

FACT = "Neattaisnoti kavētas stundas: 12 no 100"
COUNT = 'aria-hidden="true">1</b>'


@pytest.fixture
def alert(home: Stage) -> Alert:
    """What last night found about Jānis."""
    night({home.janis: [sign(), sign("many_notes", 5, 1)]})
    with as_owner():
        return Alert.objects.get()


@pytest.fixture
def anna(home: Stage) -> Client:
    """Her browser; it has opened its first page."""
    browser = browser_of(home.anna)
    browser.get("/desk/")
    return browser


def test_the_facts_stand_beside_the_plan_within_the_budget_of_a_page(alert: Alert, anna: Client) -> None:
    write = anna.post(f"/alerts/{alert.id}/", {"step": "plan"}).headers["Location"]
    read = write.removesuffix("write/")

    costs = {path: cost(anna, path) for path in (write, read)}

    assert all(FACT in anna.get(path).content.decode() for path in costs)
    assert {path: queries for path, queries in costs.items() if queries > MOST_QUERIES} == {}


def test_alerts_cost_no_more_queries_than_other_pages(alert: Alert, anna: Client, home: Stage) -> None:
    head = browser_of(home.head)
    head.get("/desk/")

    costs = {f"{who} {path}": cost(browser, path)
             for who, browser in (("anna", anna), ("head", head))
             for path in ("/desk/", "/alerts/", f"/alerts/{alert.id}/")}  # fmt: skip

    assert {path: queries for path, queries in costs.items() if queries > MOST_QUERIES} == {}


def test_the_menu_counts_what_is_mine_and_nobody_has_looked_at(
    alert: Alert, anna: Client, home: Stage
) -> None:
    ieva = browser_of(home.ieva)
    with as_owner():
        Alert.objects.update(owner=Account.objects.get(pk=home.anna.account_id))

    assert COUNT in anna.get("/learners/").content.decode()
    assert "Jūsu, vēl neapskatīti: 1" in anna.get("/learners/").content.decode()
    assert COUNT not in ieva.get("/learners/").content.decode()
    assert COUNT not in browser_of(home.head).get("/learners/").content.decode()

    anna.post(f"/alerts/{alert.id}/", {"step": "look"})
    assert COUNT not in anna.get("/learners/").content.decode()


def test_what_belongs_to_nobody_or_waits_too_long_is_the_heads(alert: Alert, home: Stage) -> None:
    head, page = browser_of(home.head), "/learners/"
    with as_owner():
        Alert.objects.update(owner=None)
    assert COUNT in head.get(page).content.decode()

    with as_owner():
        Alert.objects.update(owner=Account.objects.get(pk=home.anna.account_id), escalated_at=alert.raised_at)
    assert COUNT in head.get(page).content.decode()
    assert COUNT not in browser_of(home.foreign_head).get(page).content.decode()
