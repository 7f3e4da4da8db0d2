"""The main job with JavaScript off, on a narrow window: plain links and plain forms lead all the way.

A new learner's consent on paper, the plan written section by section, sent, returned with a comment on a line, mended,
sent again and approved by three levels.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfWriter
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from tests import database
from tests.programme.people_and_places import care_for, make_guardian, make_learner
from tests.programme.plans.stage import NOW, Stage, appointment_of, stage
from tests.stories.people import window_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GIVEN, FAMILY = "Estere", "Žīgure"
MOTHER = "Baiba Žīgure"
GOAL = "Gribu pabeigt 7. klasi kopā ar draudzenēm."
ASKED = "Lūdzu, ierakstiet, ko tieši jānokārto."
MENDED = "Nokārtoti abi matemātikas parādi."
WHY = "Septembrī kavētas 23 no 120 stundām."
NARROW = {"width": 320, "height": 720}


@pytest.fixture
def home(settings: Settings, transactional_db: None) -> Stage:
    """Two schools, committed, and one more learner of Anna's, whose family was not asked yet."""
    settings.FIXED_NOW = NOW
    with transaction.atomic():
        found = stage()
        with database.as_owner():
            learner = make_learner(found.school, GIVEN, FAMILY)
            make_guardian(learner, MOTHER)
            care_for(appointment_of(found.anna), learner)
    return found


def plain_window(browser: Browser, site: str, viewer: Viewer) -> Page:
    """A window of 320 pixels without JavaScript."""
    with database.as_owner():
        account = Account.objects.get(pk=viewer.account_id)
    page = window_of(browser, site, account, java_script_enabled=False, viewport=NARROW)
    page.set_default_timeout(10_000)
    return page


def send(page: Page, form: str, button: str = "button") -> None:
    """Press the form's own button; the page that follows tells of no refusal."""
    page.locator(form).locator(button).first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main .errors")).to_have_count(0)


def record_paper(page: Page, scan: Path) -> None:
    """The author finds the learner and records the papers that the mother signed."""
    page.goto("/learners/")
    page.locator("main a.row-link", has_text=FAMILY).click()
    page.locator("main a[href^='/consents/new/']").first.click()
    page.locator("a[href^='/consents/paper/']").click()
    page.fill("[name=signer_name]", MOTHER)
    page.fill("[name=signed_on]", "2026-10-01")
    page.check("input[name=wanted][value=teacher_consultation]")
    page.set_input_files("input[name=scan]", scan)
    send(page, "main form[enctype]", ".button-primary")


def write_plan(page: Page) -> None:
    """Goal, talks, risks group by group, one measure; each section saved by its own button."""
    page.goto("/learners/")
    page.locator("main a.row-link", has_text=FAMILY).click()
    page.locator("main a[href^='/plans/new/']").first.click()
    page.locator("button[name=how][value=empty]").click()
    page.fill("#goal-text", GOAL)
    send(page, "form#goal")
    page.check("#consulted input[value=family]")
    page.fill("#preparation", "4")
    send(page, "form#consulted")
    page.check("#risk-unexcused_absence input[type=radio][value='2']")
    page.fill("[name=why-unexcused_absence]", WHY)
    for group in ("learning", "social", "economic", "family"):
        send(page, f"form#risks-{group}", "button[name=rest]")
    page.locator("#measures a[href$='/measures/new/']").first.click()
    page.locator("main a[href='?kind=teacher_consultation']").click()
    page.fill("[name=hours_planned]", "10")
    page.fill("[name=expected_result]", "Nokārtoti parādi.")
    send(page, "form#measure", ".button-primary")
    send(page, "form[action$='/submit/']")


def open_from_desk(page: Page) -> None:
    """An approver opens the plan from the desk."""
    page.goto("/desk/")
    page.locator("table[data-queue] a.row-link", has_text=FAMILY).click()


def test_the_main_job_needs_no_javascript(
    browser: Browser, live_server: LiveServer, home: Stage, tmp_path: Path
) -> None:
    scan = tmp_path / "papirs.pdf"
    sheet = PdfWriter()
    sheet.add_blank_page(210, 297)
    sheet.write(scan)
    author = plain_window(browser, live_server.url, home.anna)
    head = plain_window(browser, live_server.url, home.head)

    record_paper(author, scan)
    write_plan(author)
    expect(author.locator("h1")).to_contain_text("Pie vadītāja")
    plan = re.sub(r"(write|submit)/.*", "", author.url)

    open_from_desk(head)
    line = head.locator("article[id^=measure-]").first
    line.locator("summary").click()
    line.locator("textarea").fill(ASKED)
    line.locator("form button").click()
    expect(head.locator("article[id^=measure-]").first).to_contain_text(ASKED)
    head.locator("button[name=decision][value=send_back]").click()
    expect(head.locator(".messages").first).to_be_visible()

    author.goto("/desk/")
    author.locator("a.row-link", has_text=FAMILY).first.click()
    author.locator("#measures a.row-link").first.click()
    author.fill("[name=expected_result]", MENDED)
    send(author, "form#measure", ".button-primary")
    author.locator("form[action$='/submit/'] button").first.click()
    expect(author.locator("main .errors")).to_contain_text(ASKED)  # every comment wants an answer first
    author.locator("#measures button[form^='settle-']").first.click()
    send(author, "form[action$='/submit/']")
    expect(author.locator("h1")).to_contain_text("Pie vadītāja")

    for viewer in (home.head, home.coordinator, home.expert):
        approver = plain_window(browser, live_server.url, viewer)
        open_from_desk(approver)
        approver.locator("button[name=decision][value=approve]").click()
        expect(approver.locator(".messages").first).to_be_visible()
        approver.context.close()
    author.goto(plan)

    expect(author.locator("h1")).to_contain_text("Apstiprināts")
    expect(author.locator("main")).to_contain_text(MENDED)
    with database.as_owner():
        found = Plan.objects.get(learner__family_name=FAMILY)
        assert (found.state, found.learner_goal, found.version) == ("approved", GOAL, 2)
