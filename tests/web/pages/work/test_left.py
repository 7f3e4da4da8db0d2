"""A provider has left: the head finds the sheet on the desk, closes it, and corrects hours with plans by its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.programme.work.actions.prepare import prepare
from pumpurs.programme.work.models import Preparation
from pumpurs.programme.work.rules import Prepared
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage, by
from tests.programme.work.actions.test_left import leaves
from tests.programme.work.workday import THURSDAY, closed, given, line, recorded, send_closed, the_sheet
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of
from tests.web.pages.work.test_sheets import state_of


@pytest.fixture(autouse=True)
def november(settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=34)


def test_the_head_goes_from_the_desk_to_the_sheet_and_closes_it(home: Stage, plan_id: UUID) -> None:
    sheet_id = the_sheet(recorded(given(line(plan_id)), home.anna)).id
    leaves(home.anna)
    head = browser_of(home.head)
    assert f"/work/sheets/{sheet_id}/" in head.get("/desk/").content.decode()
    assert 'value="submit"' in head.get(f"/work/sheets/{sheet_id}/").content.decode()

    head.post(f"/work/sheets/{sheet_id}/", {"step": "submit"})

    assert state_of(sheet_id) == "at_municipality"
    assert "Anna Liepa" not in text_of(head.get("/desk/"))


def hours_sent(home: Stage, plan_id: UUID) -> Preparation:
    prepare(plan_id=plan_id, given=Prepared(THURSDAY, 60), form_key=uuid4(), **by(home.anna, days=6))
    send_closed(home, closed(home, plan_id))
    with as_owner():
        return Preparation.objects.get(plan_id=plan_id)


def test_the_author_corrects_hours_with_a_plan_by_the_page_of_the_sheet(home: Stage, plan_id: UUID) -> None:
    hours = hours_sent(home, plan_id)
    anna, here = browser_of(home.anna), f"/work/sheets/{hours.sheet_id}/"
    assert f'id="hours-{hours.id}"' in anna.get(here).content.decode()
    body = {"step": "correct", "hours": str(hours.id), "minutes": "−20", "form_key": str(uuid4())}

    refused = anna.post(here, body | {"reason": ""})
    assert (refused.status_code, len(reasons_on(refused))) == (422, 1)
    anna.post(here, body | {"reason": "Pārrakstīšanās."})

    with as_owner():
        later = Preparation.objects.get(corrects=hours)
    assert (later.minutes, later.reason) == (-20, "Pārrakstīšanās.")
    assert "Pārrakstīšanās." in text_of(anna.get(f"/work/sheets/{later.sheet_id}/"))
