"""/plans/ — plans in reach."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.learners.models import Learner
from tests.database import as_owner
from tests.programme.plans.stage import Stage, started, submitted
from tests.web.pages.plans.hands import browser_of, text_of

MOST_QUERIES = 12
HOUSEKEEPING = ("SAVEPOINT", "RELEASE")  # the transaction's own


def test_plans_in_reach_are_listed_and_others_not(home: Stage, anna: Client) -> None:
    started(home)

    assert "Jānis Ozols" in text_of(anna.get("/plans/"))
    assert "Jānis Ozols" not in text_of(browser_of(home.stranger).get("/plans/"))


def test_an_empty_list_says_how_to_begin_and_a_narrow_one_how_to_widen(home: Stage, anna: Client) -> None:
    assert 'href="/learners/"' in text_of(anna.get("/plans/"))
    assert 'href="/plans/"' in text_of(anna.get("/plans/?q=bērziņš"))


@pytest.mark.parametrize(
    "asked",
    ["q=%00", "state=x", "semester=99999999", "page=-1", "page=999999999999", "institution=x", "q=%25"],
)
def test_nonsense_in_the_address_is_no_fault(home: Stage, anna: Client, asked: str) -> None:
    started(home)

    assert anna.get(f"/plans/?{asked}").status_code == 200


def test_a_learner_who_left_is_named_so_and_leads_nowhere(home: Stage, head: Client) -> None:
    plan_id = started(home)
    with as_owner():
        Learner.objects.filter(pk=home.janis.id).update(institution=None)

    assert "Izglītojamais, kurš pārgājis uz citu iestādi" in text_of(head.get("/plans/"))
    shown = text_of(head.get(f"/plans/{plan_id}/"))
    assert "Izglītojamais, kurš pārgājis uz citu iestādi" in shown
    assert f"/learners/{home.janis.id}/" not in shown


def test_what_was_asked_for_stays_in_its_fields(home: Stage, anna: Client) -> None:
    text = text_of(anna.get('/plans/?q="><b>x&state=approved'))

    assert '"><b>x' not in anna.get('/plans/?q="><b>x').content.decode()
    assert 'value="approved" selected' in text


@pytest.mark.parametrize("name", ["anna", "head"])
def test_desk_list_and_plan_cost_at_most_twelve_queries(home: Stage, name: str) -> None:
    plan_id, client = submitted(home), browser_of(getattr(home, name))
    client.get("/plans/")

    costs = {}
    for path in ("/desk/", "/plans/", f"/plans/{plan_id}/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked = [query["sql"] for query in queries if not query["sql"].startswith(HOUSEKEEPING)]
        costs[path] = len(asked)

    assert {path: cost for path, cost in costs.items() if cost > MOST_QUERIES} == {}
