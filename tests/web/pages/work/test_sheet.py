"""/work/sheets/<id>/ — one sheet by day, its steps, and what each role reads of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.programme.work.models import Correction, Entry, Sheet
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage
from tests.programme.work.workday import closed, given, line, recorded, send_closed, sent, the_sheet
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of
from tests.web.pages.work.test_sheets import HOUSEKEEPING, state_of


@pytest.fixture(autouse=True)
def november(settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=34)


def of(home: Stage, name: str) -> Client:
    return browser_of(getattr(home, name))


def take(home: Stage, name: str, sheet_id: UUID, step: str, **more: str) -> Any:
    body = {"step": step, "form_key": str(uuid4()), **more}
    return of(home, name).post(f"/work/sheets/{sheet_id}/", body)


def test_it_shows_sessions_by_day_with_learners_and_those_who_did_not_come_apart(
    home: Stage, plan_id: UUID
) -> None:
    sheet_id = closed(home, plan_id)

    text = text_of(of(home, "head").get(f"/work/sheets/{sheet_id}/"))

    for word in ("08.10.2026.", "14:00–15:00", "Jānis Ozols", "12,00\xa0€"):
        assert word in text, word


def test_the_programme_reads_the_plans_number_and_no_name(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    for name in ("expert", "manager"):
        text = text_of(of(home, name).get(f"/work/sheets/{sheet_id}/"))
        assert "IAP-2026/1-" in text
        assert "Ozols" not in text


def test_a_sheet_out_of_reach_is_not_there(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    for name in ("foreign_head", "foreign_coordinator", "ieva", "stranger"):
        assert of(home, name).get(f"/work/sheets/{sheet_id}/").status_code == 404


def test_a_month_goes_from_closing_to_approval_by_its_buttons(home: Stage, plan_id: UUID) -> None:
    sheet_id = the_sheet(recorded(given(line(plan_id)), home.anna)).id

    take(home, "anna", sheet_id, "submit")
    take(home, "head", sheet_id, "set_position", position="teacher")
    take(home, "head", sheet_id, "approve", read="2")
    take(home, "coordinator", sheet_id, "approve", read="3")

    assert state_of(sheet_id) == "approved"


@pytest.mark.parametrize(
    ("name", "buttons"),
    [
        ("anna", {"recall"}),
        ("head", {"set_position", "approve", "send_back"}),
        ("coordinator", set()),
        ("expert", set()),
    ],
)
def test_only_open_steps_have_a_button(home: Stage, plan_id: UUID, name: str, buttons: set[str]) -> None:
    sheet_id = closed(home, plan_id)

    text = text_of(of(home, name).get(f"/work/sheets/{sheet_id}/"))

    steps = {"submit", "recall", "set_position", "approve", "send_back", "take_back", "ask_correction"}
    assert {step for step in steps if f'value="{step}"' in text} == buttons


def test_a_refusal_keeps_what_was_typed_and_says_the_reason(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    answer = take(home, "head", sheet_id, "send_back", note="  ")

    assert (answer.status_code, reasons_on(answer)) == (422, ["sheet.send_back.says_nothing"])
    assert state_of(sheet_id) == "at_head"


def test_sending_back_opens_the_sheet_and_the_words_stand_in_its_history(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    take(home, "head", sheet_id, "send_back", note="Trūkst 8. oktobra.")

    assert state_of(sheet_id) == "open"
    assert "Trūkst 8. oktobra." in text_of(of(home, "anna").get(f"/work/sheets/{sheet_id}/"))


def test_an_approval_is_taken_back_until_the_month_was_sent(home: Stage, plan_id: UUID) -> None:
    sheet_id = sent(home, plan_id)

    answer = take(home, "coordinator", sheet_id, "take_back", note="Kļūda.")

    assert reasons_on(answer) == ["sheet.take_back.sent"]
    assert "labojum" in text_of(answer)


def test_the_provider_corrects_a_line_of_a_sent_month(home: Stage, plan_id: UUID) -> None:
    sheet_id = sent(home, plan_id)
    with as_owner():
        entry = str(Entry.objects.get(session__sheet_id=sheet_id).id)

    bad = take(home, "anna", sheet_id, "correct", entry=entry, minutes="-61", reason="Īsāk.")
    nonsense = take(home, "anna", sheet_id, "correct", entry=entry, minutes="1,5", reason="Īsāk.")
    good = take(home, "anna", sheet_id, "correct", entry=entry, minutes="−20", reason="Beidzām agrāk.")

    assert reasons_on(bad) == ["work.correct.below_nothing"]
    assert 'value="-61"' in text_of(bad)
    assert reasons_on(nonsense) == ["work.correct.nothing"]
    assert good.status_code == 302
    with as_owner():
        correction = Correction.objects.get()
    assert correction.minutes_delta == -20
    text = text_of(of(home, "head").get(f"/work/sheets/{correction.sheet_id}/"))
    assert "−20\xa0min" in text
    assert "Beidzām agrāk." in text
    assert "labots uz 40\xa0min" in text_of(of(home, "anna").get(f"/work/sheets/{sheet_id}/"))


def test_a_double_press_writes_one_correction(home: Stage, plan_id: UUID) -> None:
    sheet_id = sent(home, plan_id)
    text = text_of(of(home, "anna").get(f"/work/sheets/{sheet_id}/"))
    found = re.search(r'name="form_key" value="([0-9a-f-]{36})"', text)
    with as_owner():
        entry = str(Entry.objects.get(session__sheet_id=sheet_id).id)
    assert found
    body = {"entry": entry, "minutes": "-10", "reason": "Īsāk.", "form_key": found[1]}

    answers = [take(home, "anna", sheet_id, "correct", **body).status_code for _press in range(2)]

    assert answers == [302, 302]
    with as_owner():
        assert Correction.objects.count() == 1


def test_topic_and_reason_of_a_correction_are_not_shown_by_number(home: Stage, plan_id: UUID) -> None:
    october = sent_with_words(home, plan_id)
    with as_owner():
        november = Correction.objects.get().sheet_id

    for name, read in (("expert", False), ("manager", False), ("head", True), ("anna", True)):
        assert ("Mamma slimo" in text_of(of(home, name).get(f"/work/sheets/{october}/"))) is read, name
        assert ("Zēns raudāja" in text_of(of(home, name).get(f"/work/sheets/{november}/"))) is read, name


def sent_with_words(home: Stage, plan_id: UUID) -> UUID:
    """A sheet that was sent, with a topic and a correction that tell about a child."""
    session_id = recorded(given(line(plan_id), topic="Mamma slimo"), home.anna)
    sheet_id = the_sheet(session_id).id
    take(home, "anna", sheet_id, "submit")
    send_closed(home, sheet_id)
    with as_owner():
        entry = str(Entry.objects.get(session=session_id).id)
    take(home, "anna", sheet_id, "correct", entry=entry, minutes="-10", reason="Zēns raudāja.")
    return sheet_id


def test_an_unknown_step_is_refused(home: Stage, plan_id: UUID) -> None:
    answer = take(home, "head", closed(home, plan_id), "burn")

    assert (answer.status_code, reasons_on(answer)) == (422, ["sheet.decide.nothing_chosen"])


def test_an_empty_sheet_says_what_to_do(home: Stage, plan_id: UUID) -> None:
    with as_owner():
        made = Sheet.objects.create(
            provider_id=home.anna.account_id, appointment_id=home.anna.appointment_id, institution=home.school,
            partner=home.school.partner, month="2026-11", position="teacher", opened_at=NOW,
        )  # fmt: skip

    assert 'href="/work/"' in text_of(of(home, "anna").get(f"/work/sheets/{made.id}/"))


def test_one_sheet_costs_at_most_twelve_queries(home: Stage, plan_id: UUID) -> None:
    sheet_id = sent(home, plan_id)
    browser = of(home, "head")
    browser.get(f"/work/sheets/{sheet_id}/")

    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/work/sheets/{sheet_id}/")

    queries = [one["sql"] for one in asked if not one["sql"].startswith(HOUSEKEEPING)]
    assert len(queries) <= 12, [sql[:90] for sql in queries]
