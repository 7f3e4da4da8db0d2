"""Two authors write the same plan at the same time: no text is lost, and both see both."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account
from tests import database
from tests.programme.plans.stage import NOW, Stage, now_of, stage, started
from tests.stories.people import window_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANNAS = "Gribu pabeigt 9. klasi."
IEVAS = "Gribu kļūt par pavāru."
SLOW_LINE = {"offline": False, "latency": 500, "downloadThroughput": -1, "uploadThroughput": -1}
BOTH = f"{ANNAS} {IEVAS}"


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    settings.FIXED_NOW = NOW
    return str(live_server.url)


@pytest.fixture
def people(transactional_db: None) -> Stage:
    return stage()


@pytest.fixture
def plan_id(people: Stage) -> UUID:
    with transaction.atomic():
        return started(people)


def writing(browser: Browser, site: str, who: Viewer, plan_id: UUID) -> Page:
    """The writing page in a window of its own."""
    with database.as_owner():
        account = Account.objects.get(pk=who.account_id)
    page = window_of(browser, site, account)
    page.goto(f"/plans/{plan_id}/write/")
    return page


def write(page: Page, field: str, text: str) -> None:
    """Write and leave the field, as people do."""
    page.locator(field).fill(text)
    page.locator(field).press("Tab")


def test_the_second_to_save_sees_both_texts_and_nothing_is_lost(
    browser: Browser, site: str, people: Stage, plan_id: UUID
) -> None:
    anna = writing(browser, site, people.anna, plan_id)
    ieva = writing(browser, site, people.ieva, plan_id)
    write(anna, "#goal-text", ANNAS)
    expect(anna.locator("#goal .autosave")).to_contain_text("Saglabāts plkst.")

    write(ieva, "#goal-text", IEVAS)

    expect(ieva.locator("#goal .autosave-clash")).to_contain_text(ANNAS)
    expect(ieva.locator("#goal-text")).to_have_value(IEVAS)
    assert now_of(plan_id).learner_goal == ANNAS

    write(ieva, "#goal-text", BOTH)
    expect(ieva.locator("#goal .autosave")).to_contain_text("Saglabāts plkst.")
    anna.reload()
    expect(anna.locator("#goal-text")).to_have_value(BOTH)


def test_two_who_judge_different_risks_of_one_group_do_not_disturb_each_other(
    browser: Browser, site: str, people: Stage, plan_id: UUID
) -> None:
    anna = writing(browser, site, people.anna, plan_id)
    ieva = writing(browser, site, people.ieva, plan_id)

    anna.locator("#risk-low_motivation input[type=radio][value='2']").click()
    expect(anna.locator("#risks-learning .autosave")).to_contain_text("Saglabāts plkst.")
    ieva.locator("#risk-repeated_grade input[type=radio][value='0']").click()
    expect(ieva.locator("#risks-learning .autosave")).to_contain_text("Saglabāts plkst.")

    ieva.reload()
    expect(ieva.locator("#risk-low_motivation input[type=radio][value='2']")).to_be_checked()
    expect(ieva.locator("#risk-repeated_grade input[type=radio][value='0']")).to_be_checked()


def test_one_who_is_faster_than_the_server_does_not_disturb_herself(
    browser: Browser, site: str, people: Stage, plan_id: UUID
) -> None:
    anna = writing(browser, site, people.anna, plan_id)
    answers: list[int] = []
    anna.on("response", lambda answer: answers.append(answer.status))
    line = anna.context.new_cdp_session(anna)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)

    for who in ("family", "class_teacher", "subject_teachers"):
        anna.locator(f"#consulted input[value={who}]").click(no_wait_after=True)
    write(anna, "#consulted-note", "Runāts ar visiem.")
    expect(anna.locator("#consulted")).not_to_have_attribute("data-unsaved", "")
    expect(anna.locator("#consulted .autosave")).to_contain_text("Saglabāts plkst.")
    expect(anna.locator("#consulted-revision")).to_have_value(
        "2"
    )  # the save that had waited was answered too
    write(anna, "#preparation", "4")
    expect(anna.locator("#consulted-revision")).to_have_value("3")

    assert 422 not in answers
    anna.reload()
    expect(anna.locator("#consulted-note")).to_have_value("Runāts ar visiem.")
    assert now_of(plan_id).consulted == ["class_teacher", "family", "subject_teachers"]
