"""/work/record/: one session in few taps, again in two, and every refusal with its way on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.work.models import HoursAsked, Session
from tests.database import as_owner
from tests.programme.plans.stage import Stage, now_of
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of, value_of
from tests.web.pages.work.conftest import AFTERNOON
from tests.web.pages.work.hands import entries, key_of, typed

COUNTED = ("SELECT", "INSERT", "UPDATE", "WITH", "(SELECT")


def counted(browser: Client, path: str, body: dict[str, Any] | None = None) -> int:
    browser.get(path)  # the first page of a new sign-in writes its session
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path) if body is None else browser.post(path, body)
    assert answer.status_code < 400
    return len([one for one in queries if one["sql"].startswith(COUNTED)])


def test_a_session_stands_on_the_sheet_after_one_form(phone: Client, plan_id: UUID) -> None:
    answer = phone.post("/work/record/", typed(key_of(plan_id)), follow=True)

    (entry,) = entries()
    assert (entry.attended, entry.minutes, entry.session.topic) == (True, 60, "Daļas")
    assert answer.redirect_chain == [("/work/", 302)]
    assert "Jānis Ozols" in text_of(answer)
    assert "14:00–15:00" in text_of(answer)


def test_the_form_begins_with_today_and_a_session_that_has_just_ended(phone: Client) -> None:
    answer = phone.get("/work/record/")

    assert (value_of(answer, "day"), value_of(answer, "begins"), value_of(answer, "ends")) == (
        "2026-10-08",
        "14:50",
        "15:30",
    )


def test_a_learner_who_did_not_come_is_recorded_without_minutes(phone: Client, plan_id: UUID) -> None:
    phone.post("/work/record/", typed(absent=[key_of(plan_id)]))

    assert [(one.attended, one.minutes) for one in entries()] == [(False, 0)]


def test_minutes_and_outcome_of_one_learner_may_differ(phone: Client, plan_id: UUID) -> None:
    key = key_of(plan_id)
    measure = key.partition(":")[2]
    own = {f"minutes-{measure}": "35", f"outcome-{measure}": "Prot daļas."}

    phone.post("/work/record/", typed(key, **own))

    assert [(one.minutes, one.outcome) for one in entries()] == [(35, "Prot daļas.")]


def test_a_session_is_repeated_with_the_same_learners_length_and_topic(
    phone: Client, plan_id: UUID, settings: Any
) -> None:
    key = key_of(plan_id)
    phone.post("/work/record/", typed(key))
    with as_owner():
        session_id = Session.objects.get().id
    settings.FIXED_NOW = AFTERNOON + timedelta(days=1)

    again = phone.get(f"/work/record/?repeat={session_id}")
    shown = {name: value_of(again, name) for name in ("day", "begins", "ends", "topic")}
    phone.post("/work/record/", {**shown, "pick": [key]})

    assert shown == {"day": "2026-10-09", "begins": "14:00", "ends": "15:00", "topic": "Daļas"}
    assert f'value="{key}" checked' in text_of(again)
    assert [one.session.day.day for one in entries()] == [8, 9]


def test_before_the_clock_of_the_earlier_session_the_length_is_kept(
    phone: Client, plan_id: UUID, settings: Any
) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))
    with as_owner():
        session_id = Session.objects.get().id
    settings.FIXED_NOW = AFTERNOON + timedelta(hours=20, minutes=3)

    again = phone.get(f"/work/record/?repeat={session_id}")

    assert (value_of(again, "begins"), value_of(again, "ends")) == ("10:30", "11:30")


def test_nobody_repeats_the_session_of_somebody_else(phone: Client, home: Stage, plan_id: UUID) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))
    with as_owner():
        session_id = Session.objects.get().id

    assert browser_of(home.head).get(f"/work/record/?repeat={session_id}").status_code == 404


def test_nothing_is_offered_that_the_position_may_not_give(home: Stage, phone: Client, baiba: Viewer) -> None:
    with as_owner():
        baiba_works_as(baiba, "psychologist")

    answer = phone.get("/work/record/")

    assert answer.context["lines"] == []
    assert "Jānis" not in text_of(answer)


def baiba_works_as(baiba: Viewer, profession: str) -> None:
    Appointment.objects.filter(account_id=baiba.account_id).update(profession=profession)


def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(phone: Client, plan_id: UUID) -> None:
    answer = phone.post("/work/record/", typed(key_of(plan_id), begins="15:00", ends="14:30"))

    assert answer.status_code == 422
    assert "work.record.ends_before_it_begins" in reasons_on(answer)
    assert value_of(answer, "topic") == "Daļas"
    assert f'value="{key_of(plan_id)}" checked' in text_of(answer)
    assert entries() == []


def test_nobody_ticked_is_said_at_the_learners(phone: Client) -> None:
    answer = phone.post("/work/record/", typed())

    assert reasons_on(answer) == ["work.record.nobody"]
    assert "Izvēlieties vismaz vienu" in text_of(answer) or "lines" in answer.context["wrong"]


def used_up(phone: Client, plan_id: UUID) -> None:
    """Nine and a half of the ten hours are given."""
    for begins, ends in (("08:00", "11:30"), ("11:30", "15:00")):
        phone.post("/work/record/", typed(key_of(plan_id), begins=begins, ends=ends))
    answer = phone.post(
        "/work/record/", typed(key_of(plan_id), day="2026-10-07", begins="08:00", ends="10:30")
    )
    assert answer.status_code == 302, answer.context["refusals"]


def test_too_few_hours_left_offer_to_ask_for_more_in_one_tap(phone: Client, plan_id: UUID) -> None:
    used_up(phone, plan_id)

    refused = phone.post(
        "/work/record/", typed(key_of(plan_id), day="2026-10-07", begins="14:00", ends="15:00")
    )
    ask = f"{key_of(plan_id)}:30"
    answer = phone.post("/work/hours/", {"ask": ask}, follow=True)

    assert reasons_on(refused) == ["work.record.over_planned"]
    assert f'value="{ask}"' in text_of(refused)
    with as_owner():
        asked = HoursAsked.objects.get()
    assert (asked.minutes, asked.answer, now_of(plan_id).state) == (30, "", "approved")
    assert "gaida plāna sagatavotāju" in text_of(answer) or "waits for the plan" in text_of(answer)


def test_an_author_who_asks_starts_the_revision_at_once(home: Stage, plan_id: UUID) -> None:
    key = key_of(plan_id)

    answer = browser_of(home.anna).post("/work/hours/", {"ask": f"{key}:30"})

    assert now_of(plan_id).state == "under_revision"
    assert answer["Location"] == f"/plans/{plan_id}/measures/{key.partition(':')[2]}/"
    with as_owner():
        assert not HoursAsked.objects.exists()


def test_hours_are_asked_for_once_until_they_are_answered(phone: Client, plan_id: UUID) -> None:
    phone.post("/work/hours/", {"ask": f"{key_of(plan_id)}:30"})

    answer = phone.post("/work/hours/", {"ask": f"{key_of(plan_id)}:30"})

    assert answer.status_code == 422
    with as_owner():
        assert HoursAsked.objects.count() == 1


@pytest.mark.parametrize("ask", ["", "x:y:30", "{key}:0", "{key}:x"])
def test_an_odd_question_for_hours_asks_nothing(phone: Client, plan_id: UUID, ask: str) -> None:
    answer = phone.post("/work/hours/", {"ask": ask.format(key=key_of(plan_id))})

    assert answer.status_code in {404, 422}
    with as_owner():
        assert not HoursAsked.objects.exists()


def test_the_pages_of_a_provider_ask_little_of_the_database(phone: Client, plan_id: UUID) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))

    assert counted(phone, "/work/") <= 12
    assert counted(phone, "/work/record/") <= 12


def test_the_desk_of_a_provider_asks_little_and_offers_no_search(phone: Client) -> None:
    assert counted(phone, "/desk/") <= 12
    assert 'id="frame-search"' not in text_of(phone.get("/desk/"))
