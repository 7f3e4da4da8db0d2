"""A sheet that came back is mended on a phone: the words first, each session a link, one button to record it anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from pumpurs.programme.work.models import Session
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage
from tests.programme.work.workday import closed, given, line, recorded, sent, the_sheet
from tests.web.pages.plans.hands import browser_of, text_of
from tests.web.pages.work.hands import entries

WORDS = "Piektdien skola bija slēgta."


@pytest.fixture(autouse=True)
def november(settings: Any) -> None:
    settings.FIXED_NOW = NOW + timedelta(days=34)


def take(viewer: Any, sheet_id: UUID, step: str, **more: str) -> Any:
    return browser_of(viewer).post(f"/work/sheets/{sheet_id}/", {"step": step, **more})


def read(viewer: Any, sheet_id: UUID) -> str:
    return text_of(browser_of(viewer).get(f"/work/sheets/{sheet_id}/"))


@pytest.fixture
def returned(home: Stage, plan_id: UUID) -> UUID:
    """Anna's sheet, sent back by the head."""
    sheet_id = closed(home, plan_id)
    take(home.head, sheet_id, "send_back", note=WORDS)
    return sheet_id


def the_session() -> UUID:
    with as_owner():
        return Session.objects.get().id


def test_the_words_stand_before_the_sessions_while_the_sheet_is_open(home: Stage, returned: UUID) -> None:
    open_again = read(home.anna, returned)
    take(home.anna, returned, "submit")
    closed_again = read(home.anna, returned)

    assert open_again.index(WORDS) < open_again.index("14:00–15:00")
    assert closed_again.index(WORDS) > closed_again.index("14:00–15:00")


def test_a_session_of_the_own_open_sheet_leads_to_its_page(home: Stage, returned: UUID) -> None:
    link = f"/work/sessions/{the_session()}/"

    shown = {name: link in read(getattr(home, name), returned) for name in ("anna", "head")}
    take(home.anna, returned, "submit")

    assert shown == {"anna": True, "head": False}
    assert link not in read(home.anna, returned)


def test_a_session_is_taken_out_and_recorded_anew_from_a_filled_form(home: Stage, returned: UUID) -> None:
    phone: Client = browser_of(home.anna)

    form = phone.post(f"/work/sessions/{the_session()}/", {"then": "record"}, follow=True)
    text = text_of(form)

    assert [one.taken_out_at is not None for one in entries()] == [True]
    assert {str(form.context["form"][name].value()) for name in ("day", "begins", "ends")} == {
        "2026-10-08", "14:00:00", "15:00:00",
    }  # fmt: skip
    assert "Prot daļas.</textarea>" in text
    assert [line["picked"] for line in form.context["lines"]] == [True]


def test_only_who_gave_the_session_records_it_anew(home: Stage, returned: UUID) -> None:
    answer = browser_of(home.head).post(f"/work/sessions/{the_session()}/", {"then": "record"})

    assert answer.status_code == 422
    assert [one.taken_out_at for one in entries()] == [None]


def test_the_owner_reads_whom_to_ask_for_the_sheet_back(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)
    ask_back, ask_undone = "sūtīt lapu atpakaļ", "atsaukt apstiprinājumu"
    take(home.head, sheet_id, "approve", read="1")
    waiting = read(home.anna, sheet_id)
    take(home.coordinator, sheet_id, "approve", read="2")
    approved = read(home.anna, sheet_id)

    assert ask_back in waiting
    assert ask_undone in approved
    assert ask_back not in read(home.head, sheet_id)


def test_words_of_staff_do_not_reach_who_reads_by_number(home: Stage, returned: UUID, plan_id: UUID) -> None:
    names = ("head", "expert", "manager")

    shown = {name: WORDS in read(getattr(home, name), returned) for name in names}

    assert shown == {"head": True, "expert": False, "manager": False}


def test_what_the_programme_asks_for_is_read_by_number_too(home: Stage, plan_id: UUID) -> None:
    sheet_id = sent(home, plan_id)
    take(home.expert, sheet_id, "ask_correction", note="8. oktobrī ir 45 minūtes.")

    assert "8. oktobrī ir 45 minūtes." in read(home.expert, sheet_id)


def test_sheets_are_approved_in_one_word_of_their_own(home: Stage, plan_id: UUID) -> None:
    sheet_id = closed(home, plan_id)

    one, several = read(home.head, sheet_id), text_of(browser_of(home.head).get("/work/sheets/"))
    desk = text_of(browser_of(home.head).get("/desk/"))

    assert "Apstiprināt<" in one
    assert "Apstiprināt atzīmētās" in several
    assert "Gaida apstiprinājumu" in several
    assert "Apstiprināt atzīmētās" in desk
    assert "askaņo" not in one[one.index("<main"):]  # fmt: skip


def test_an_empty_month_offers_to_record_once(home: Stage, plan_id: UUID) -> None:
    empty = text_of(browser_of(home.anna).get("/work/"))
    recorded(given(line(plan_id)), home.anna)

    assert empty.count('href="/work/record/"') == 1
    assert the_sheet(the_session()).state == "open"
