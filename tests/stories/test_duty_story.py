"""The duty to tell the municipality in real windows, in Latvian: the teacher writes, the head signs, the municipality
answers; by plain forms, on a narrow phone without scripts too, and axe finds nothing serious."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.jobs.demo import cast
from pumpurs.programme.alerts.models import Alert, DutyNotice
from pumpurs.programme.people.models import Account
from tests import database
from tests.stories.people import is_fine, small_country, window_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture
def site(live_server: LiveServer, settings: Settings, transactional_db: None) -> str:
    """The address of a server in front of the small demonstration country."""
    with small_country(settings):
        return str(live_server.url)


def at(browser: Browser, site: str, email: str, *, scripts: bool = True) -> Page:
    """A window of this person; without scripts it is a narrow one."""
    with database.as_owner():
        account = Account.objects.get(email=email)
    if scripts:
        return window_of(browser, site, account)
    return window_of(browser, site, account, java_script_enabled=False, viewport=NARROW)


@pytest.mark.parametrize("scripts", [True, False], ids=["desk", "phone without scripts"])
def test_a_notice_goes_from_the_teacher_to_the_head_to_the_municipality_and_back(
    site: str, browser: Browser, scripts: bool
) -> None:
    with database.as_owner():
        alert = Alert.objects.filter(kind="duty", owner__email=cast.AUTHOR.email).order_by("id")[0]
    teacher = at(browser, site, cast.AUTHOR.email, scripts=scripts)
    teacher.goto(f"/alerts/{alert.id}/")
    expect(teacher.locator("main")).to_contain_text("Kavējumi pa dienām")
    teacher.get_by_role("link", name="Paziņojums pašvaldībai").click()
    teacher.fill("#id_family_told_on", "2026-10-02")
    teacher.fill("#id_cause", "Zvanīju mammai un tētim, neviens neatbild.")
    expect(teacher.get_by_role("button", name="Parakstīt un nosūtīt")).to_have_count(0)
    teacher.get_by_role("button", name="Saglabāt").click()
    expect(teacher.locator("main")).to_contain_text("Gaida vadītāja parakstu")

    head = at(browser, site, cast.HEAD.email, scripts=scripts)
    head.goto("/alerts/")
    head.get_by_role("link", name="Atvērt").click()
    head.locator("tbody tr").filter(has_text=alert_name(alert)).get_by_role("link").click()
    expect(head.locator("#id_cause")).to_have_value("Zvanīju mammai un tētim, neviens neatbild.")
    if scripts:
        is_fine(head)
    head.get_by_role("button", name="Parakstīt un nosūtīt").click()
    expect(head.locator("main")).to_contain_text("Nosūtīts pašvaldībai")
    expect(head.get_by_role("link", name="PDF")).to_be_visible()

    town = at(browser, site, cast.COORDINATOR.email, scripts=scripts)
    town.goto("/alerts/duty/")
    town.locator("tbody").get_by_role("link").first.click()
    town.get_by_role("button", name="Saņemts").click()
    expect(town.locator("main")).to_contain_text("Pašvaldība saņēmusi")
    town.get_by_role("button", name="Nosūtīt atbildi").click()
    expect(town.locator("main")).to_contain_text("Uzrakstiet, ar ko tas beidzās")
    town.get_by_label("Sociālais dienests").check()
    town.fill("#id_outcome", "Sociālais dienests apmeklēja ģimeni.")
    if scripts:
        is_fine(town)
    town.get_by_role("button", name="Nosūtīt atbildi").click()
    expect(town.locator("main")).to_contain_text("Atbildēts")

    head.reload()
    expect(head.locator("main")).to_contain_text("Sociālais dienests apmeklēja ģimeni.")


def alert_name(alert: Alert) -> str:
    with database.as_owner():
        return DutyNotice.objects.get(alert_id=alert.id).learner_name
