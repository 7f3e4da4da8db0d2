"""/plans/<id>/submit/ — all that is missing at once, each with a link to its place."""

from __future__ import annotations

import re
from decimal import Decimal

from django.test import Client

from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.partners.models import Participation
from pumpurs.programme.plans.models import Plan
from pumpurs.rulebook import risks
from tests.database import as_owner
from tests.programme.plans.stage import Stage, now_of, started, written
from tests.web.pages.plans.hands import all_of, browser_of, dead_links, reasons_on, text_of


def test_a_complete_plan_goes_to_the_head(home: Stage, anna: Client) -> None:
    plan_id = written(home)

    answer = anna.post(f"/plans/{plan_id}/submit/")

    assert (answer["Location"], now_of(plan_id).state) == (f"/plans/{plan_id}/", "at_head")


def test_all_that_is_missing_stands_on_top_with_links_that_lead_somewhere(home: Stage, anna: Client) -> None:
    plan_id = started(home)
    with as_owner():
        for table in (Consent, Application, Participation):
            table.objects.all().delete()
        Plan.objects.update(grade=13, preparation_hours=Decimal("6.5"))
    before = all_of(plan_id)

    answer = anna.post(f"/plans/{plan_id}/submit/")

    assert answer.status_code == 422
    assert len(reasons_on(answer)) == len(risks.table().groups) + 8
    summary = re.search(r'<div class="errors".*?</div>', answer.content.decode(), re.DOTALL)
    assert summary is not None
    assert summary[0].count('<a href="#') == len(reasons_on(answer))
    assert dead_links(answer) == set()
    assert "%(" not in text_of(answer)
    assert all_of(plan_id) == before


def test_another_schools_author_finds_nothing(home: Stage) -> None:
    plan_id = written(home)

    assert browser_of(home.stranger).post(f"/plans/{plan_id}/submit/").status_code == 404
    assert browser_of(home.head).post(f"/plans/{plan_id}/submit/").status_code == 403
    assert now_of(plan_id).state == "draft"
