"""/work/sheets/ — the month's sheets, what waits, and approving several at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.learners.models import Care
from pumpurs.programme.work.models import Sheet
from tests.database import as_owner
from tests.programme.people_and_places import make_institution
from tests.programme.plans.stage import NOW, Stage
from tests.programme.work.workday import closed, given, line, recorded, sent, the_sheet
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of

HOUSEKEEPING = ("SAVEPOINT", "RELEASE")


@pytest.fixture(autouse=True)
def november(settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=31)  # the 5th of November


def of(home: Stage, name: str) -> Client:
    return browser_of(getattr(home, name))


def mark(sheet_id: UUID, steps: int) -> dict[str, str]:
    return {"pick": f"{sheet_id}:{steps}"}


def state_of(sheet_id: UUID) -> str:
    with as_owner():
        return Sheet.objects.get(pk=sheet_id).state


def test_the_head_sees_the_month_with_hours_position_and_whom_it_waits_for(
    home: Stage, plan_id: UUID
) -> None:
    closed(home, plan_id)

    text = text_of(of(home, "head").get("/work/sheets/?month=2026-10"))

    for word in ("Anna Liepa", "Pedagogs", "1\xa0h", "2026. gada oktobris"):
        assert word in text, word
    assert "Anna Liepa" not in text_of(of(home, "head").get("/work/sheets/?month=2026-09"))


def test_sheets_of_others_are_not_listed(home: Stage, plan_id: UUID) -> None:
    closed(home, plan_id)

    for name in ("foreign_head", "foreign_coordinator", "ieva"):
        assert "Anna Liepa" not in text_of(of(home, name).get("/work/sheets/"))
    assert "Anna Liepa" in text_of(of(home, "anna").get("/work/sheets/"))


def test_a_person_or_an_institution_is_found_without_diacritics(home: Stage, plan_id: UUID) -> None:
    closed(home, plan_id)
    expert = of(home, "expert")

    assert "Anna Liepa" in text_of(expert.get("/work/sheets/?q=priekulu"))
    assert "Anna Liepa" in text_of(expert.get("/work/sheets/?q=LIEPA"))
    assert "Anna Liepa" not in text_of(expert.get("/work/sheets/?q=kalnins"))


@pytest.mark.parametrize("asked", ["q=%00", "state=x", "month=2026-99", "page=-1", "institution=x", "q=%25"])
def test_nonsense_in_the_address_is_no_fault(home: Stage, plan_id: UUID, asked: str) -> None:
    closed(home, plan_id)

    assert of(home, "head").get(f"/work/sheets/?{asked}").status_code == 200


def test_what_is_marked_is_approved_together(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    answer = of(home, "head").post("/work/sheets/", mark(sheet_id, 1), follow=True)

    assert state_of(sheet_id) == "at_municipality"
    assert "Apstiprināta 1 lapa." in text_of(answer)


def test_a_sheet_that_took_a_step_since_it_was_read_is_not_approved(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    answer = of(home, "head").post("/work/sheets/", mark(sheet_id, 0))

    assert (answer.status_code, reasons_on(answer)) == (422, ["sheet.approve.other_than_read"])
    assert state_of(sheet_id) == "at_head"


@pytest.mark.parametrize("body", [{}, {"pick": "x"}])
def test_without_a_mark_nothing_is_approved(home: Stage, plan_id: UUID, body: dict[str, str]) -> None:
    closed(home, plan_id)

    answer = of(home, "head").post("/work/sheets/", body)

    assert (answer.status_code, reasons_on(answer)) == (422, ["sheet.approve.nothing_marked"])


def test_the_provider_has_nothing_to_mark(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    shown = of(home, "anna").get("/work/sheets/")
    answer = of(home, "anna").post("/work/sheets/", mark(sheet_id, 1))

    assert 'name="pick"' not in text_of(shown)
    assert reasons_on(answer) == ["sheet.approve.not_yours"]


def test_a_late_sheet_is_marked_on_the_list_and_the_desk(home: Stage, plan_id: UUID, settings: Any) -> None:
    closed(home, plan_id)
    on_time = of(home, "head").get("/desk/")
    settings.FIXED_NOW = NOW + timedelta(days=35)  # the 9th, after the fifth working day

    late = of(home, "head").get("/desk/")

    assert (on_time.context["sheets"].waiting, on_time.context["sheets"].late) == (1, 0)
    assert late.context["sheets"].late == 1
    assert "nokavēta" in text_of(of(home, "head").get("/work/sheets/"))


def test_the_desk_tells_a_provider_of_a_month_that_is_not_closed(home: Stage, plan_id: UUID) -> None:
    recorded(given(line(plan_id)), home.anna)

    desk = of(home, "anna").get("/desk/").context["sheets"]

    assert [one.month.isoformat() for one in desk.own] == ["2026-10-01"]


def test_the_desk_tells_a_provider_of_a_correction_that_is_asked_for(home: Stage, plan_id: UUID) -> None:
    sheet_id = sent(home, plan_id)
    before = of(home, "anna").get("/desk/").context["sheets"]

    of(home, "head").post(
        f"/work/sheets/{sheet_id}/", {"step": "ask_correction", "note": "8. oktobrī 40 minūtes."}
    )

    asked = of(home, "anna").get("/desk/").context["sheets"].asked
    assert (before.asked, [one.id for one in asked]) == ((), [sheet_id])


def test_the_desk_shows_a_sheet_that_came_back_with_the_words(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)
    before = of(home, "anna").get("/desk/").context["sheets"]

    of(home, "head").post(f"/work/sheets/{sheet_id}/", {"step": "send_back", "note": "Trūkst 8. oktobra."})

    answer = of(home, "anna").get("/desk/")
    desk = answer.context["sheets"]
    assert (before.came_back, desk.own) == ((), ())
    assert [(one.line.id, one.note) for one in desk.came_back] == [(sheet_id, "Trūkst 8. oktobra.")]
    assert "Trūkst 8. oktobra." in text_of(answer)


def test_an_authors_desk_leads_to_recording_a_session(home: Stage) -> None:
    assert 'href="/work/record/"' in text_of(of(home, "anna").get("/desk/"))


def test_own_work_for_a_learner_no_longer_in_care_says_just_that(home: Stage, plan_id: UUID) -> None:
    session_id = recorded(given(line(plan_id)), home.anna)
    sheet_id = the_sheet(session_id).id
    with as_owner():
        Care.objects.filter(account_id=home.anna.account_id).update(until=NOW.date() + timedelta(days=10))

    pages = (f"/work/sheets/{sheet_id}/", f"/work/sessions/{session_id}/", "/work/?month=2026-10")
    for path in pages:
        text = text_of(of(home, "anna").get(path))
        assert "vairs nav Jūsu aprūpē" in text, path
        assert "Ozols" not in text, path
    assert "vairs nav Jūsu aprūpē" not in text_of(of(home, "head").get(pages[0]))


@pytest.mark.parametrize(
    ("name", "path"), [("head", "/desk/"), ("head", "/work/sheets/"), ("anna", "/desk/")]
)
def test_desk_and_list_cost_at_most_twelve_queries(home: Stage, plan_id: UUID, name: str, path: str) -> None:
    closed(home, plan_id)
    browser = of(home, name)
    browser.get(path)

    with CaptureQueriesContext(connection) as asked:
        browser.get(path)

    queries = [one["sql"] for one in asked if not one["sql"].startswith(HOUSEKEEPING)]
    assert len(queries) <= 12, [sql[:90] for sql in queries]


def test_who_has_several_institutions_chooses_one_of_them(home: Stage, plan_id: UUID) -> None:
    closed(home, plan_id)
    with as_owner():
        other = make_institution("Liepas pamatskola", partner=home.school.partner)
    coordinator = of(home, "coordinator")

    whole = text_of(coordinator.get("/work/sheets/"))
    here = text_of(coordinator.get(f"/work/sheets/?institution={home.school.id}"))
    there = text_of(coordinator.get(f"/work/sheets/?institution={other.id}"))

    assert "Liepas pamatskola" in whole
    assert "Anna Liepa" in here
    assert "Anna Liepa" not in there
    assert 'name="institution"' not in of(home, "head").get("/work/sheets/").content.decode()
