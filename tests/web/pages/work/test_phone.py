"""Recording on a phone 320 pixels wide, without scripts: taps are counted, nothing is cut off, axe is content."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.models import Plan
from tests.database import as_owner
from tests.programme.people_and_places import care_for, viewer_for
from tests.programme.plans.stage import Stage, appointment_of
from tests.programme.work.actions.test_record import plan_of_another
from tests.web.pages.plans.hands import browser_of
from tests.web.pages.work.conftest import AFTERNOON
from tests.web.pages.work.hands import entries, key_of, typed
from tests.web.window import HOUSE, too_wide, window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PICTURES = os.environ.get("PUMPURS_PICTURES", "")
SMALL, WIDE = 320, 1280
MOST_SECONDS = 20


class Finger:
    """Taps, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def taps_on(self, name: str) -> None:
        """Tap what is called so."""
        self.taps += 1
        self.page.get_by_role("main").get_by_text(name).first.click()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def is_fine(browser: Browser, client: Client, path: str, name: str) -> None:
    """With scripts, for the checks alone: at both widths nothing is cut off and nothing serious is found."""
    for width in (SMALL, WIDE):
        with window(browser, client, width=width, scripts=True) as page:
            page.emulate_media(reduced_motion="reduce")
            page.goto(HOUSE + path)
            picture(page, f"{name}_{width}")
            found = Axe().run(page).response["violations"]
            serious = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
            assert (too_wide(page), serious) == ([], []), f"{path} at {width}"


def with_marta(home: Stage, baiba: Viewer) -> tuple[UUID, Client]:
    """Marta has a plan too, and the provider cares for her."""
    marta_plan = plan_of_another(home)
    with as_owner():
        appointment = appointment_of(baiba)
        care_for(appointment, plan_learner(marta_plan))
        return marta_plan, browser_of(viewer_for(appointment))


def plan_learner(plan_id: UUID) -> Any:

    return Plan.objects.get(pk=plan_id).learner


def test_the_last_session_is_repeated_in_one_tap(
    phone: Client, plan_id: UUID, browser: Browser, settings: Any
) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))
    settings.FIXED_NOW = AFTERNOON + timedelta(days=1)
    with window(browser, phone, width=SMALL) as page:
        page.goto(f"{HOUSE}/work/")
        is_fine(browser, phone, "/work/", "again")
        finger, began = Finger(page), monotonic()

        finger.taps_on("Atkārtot 14:00–15:00")
        expect(page.locator("main")).to_contain_text("9. oktobris")
        expect(page.locator("main")).not_to_contain_text(
            "Vēlreiz šodien?"
        )  # what is done today is not offered again

    assert (finger.taps, monotonic() - began < MOST_SECONDS) == (1, True)
    assert [(one.session.day.day, one.minutes, one.session.topic) for one in entries()] == [
        (8, 60, "Daļas"), (9, 60, "Daļas"),
    ]  # fmt: skip


def test_a_group_is_recorded_with_one_who_did_not_come(
    home: Stage, plan_id: UUID, baiba: Viewer, browser: Browser
) -> None:
    marta_plan, client = with_marta(home, baiba)
    with window(browser, client, width=SMALL) as page:
        page.goto(f"{HOUSE}/work/record/")
        janis, marta = (
            page.locator(f".attend:has([value='{key_of(one)}'])") for one in (plan_id, marta_plan)
        )
        expect(marta.locator("[name=absent]")).to_be_hidden()
        janis.locator("[name=pick]").check()
        marta.locator("[name=pick]").check()
        marta.locator("[name=absent]").check()
        page.get_by_role("button", name="Saglabāt nodarbību").click()

        expect(page.locator("main")).to_contain_text("Jānis Ozols, Marta Zaķe neieradās")

    assert [(one.attended, one.minutes) for one in entries()] == [(True, 40), (False, 0)]
    assert len({one.session_id for one in entries()}) == 1
    for path, name in (("/work/", "month"), ("/work/record/", "record"), ("/desk/", "desk")):
        is_fine(browser, client, path, name)
    session_id = entries()[0].session_id
    is_fine(browser, client, f"/work/sessions/{session_id}/", "session")
    is_fine(browser, browser_of(home.head), "/work/orders/", "orders")
    is_fine(browser, browser_of(home.anna), f"/plans/{plan_id}/", "plan")


def test_too_few_hours_lead_to_asking_for_more(
    phone: Client, plan_id: UUID, home: Stage, browser: Browser
) -> None:
    for day, begins, ends in (("07", "08:00", "12:00"), ("07", "12:00", "16:00"), ("08", "08:00", "09:40")):
        phone.post("/work/record/", typed(key_of(plan_id), day=f"2026-10-{day}", begins=begins, ends=ends))
    assert len(entries()) == 3
    with window(browser, phone, width=SMALL) as page:
        page.goto(f"{HOUSE}/work/record/")
        page.locator("[name=pick]").check()
        page.get_by_role("button", name="Saglabāt nodarbību").click()
        expect(page.locator(".errors")).to_contain_text("atlicis: 20 min")
        picture(page, "refused_320")
        page.get_by_role("button", name="Palūgt papildu stundas").first.click()

        expect(page.locator("main")).to_contain_text("gaida plāna sagatavotāju")
        picture(page, "asked_320")

    phone.post(
        "/work/record/", typed(absent=[key_of(plan_id)], day="2026-10-08", begins="10:00", ends="10:40")
    )
    phone.post(
        "/work/record/", typed(absent=[key_of(plan_id)], day="2026-10-08", begins="11:00", ends="11:40")
    )
    anna = browser_of(home.anna)
    is_fine(browser, anna, "/desk/", "author_desk")
    is_fine(browser, anna, f"/plans/{plan_id}/", "author_plan")
    is_fine(browser, anna, f"/work/missed/{plan_id}/", "missed")
    with window(browser, anna, width=SMALL) as page:
        page.goto(f"{HOUSE}/desk/")
        page.get_by_role("button", name="Sākt pārskatīšanu").click()
        expect(page.locator("#id_hours_planned")).to_have_value("10,5")


def test_one_word_without_end_breaks_and_nothing_is_cut_off(
    phone: Client, plan_id: UUID, browser: Browser
) -> None:
    phone.post("/work/record/", typed(key_of(plan_id), topic="Ņ" * 200))
    (entry,) = entries()
    sheet = f"/work/sheets/{entry.session.sheet_id}/"

    for path in ("/work/", f"/work/sessions/{entry.session_id}/", sheet):
        is_fine(browser, phone, path, "endless")
