"""A month of support and money, from the first session to what the bank confirmed, through all roles, in Latvian.

The plan's author records and corrects, a mother claims on a phone, the school checks, the municipality grants and sends
the month, the accountant pays, the programme checks and accepts.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.money import TICKET, iban_of
from pumpurs.programme.compensations.models import LedgerLine
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.people.models import Account
from tests import database
from tests.programme.compensations.bank import left, statement
from tests.stories.people import PHONE, is_fine, signed_in, small_country, window_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OCTOBER, NOVEMBER, LATER = (
    datetime(2026, 10, 28, 15, 0, tzinfo=UTC),
    datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
    datetime(2026, 11, 12, 9, 0, tzinfo=UTC),
)
TOPIC = "Procentu uzdevumi no kontroldarba"
SPENT, LEAST = "12,40", "–20"
SAID = "[role=status], .messages"


@pytest.fixture
def site(live_server: LiveServer, settings: Settings, transactional_db: None) -> str:
    """The address of a server in front of the small demonstration country in October."""
    with small_country(settings, OCTOBER):
        return str(live_server.url)


def close(page: Page) -> None:
    """Done in this window."""
    page.context.close()


def record(page: Page) -> None:
    """The author records what she did today with one learner who came."""
    page.goto("/work/record/")
    is_fine(page)
    page.locator("input[name=pick]").first.check(force=True)
    page.fill("[name=begins]", "15:10")
    page.fill("[name=ends]", "15:50")
    page.fill("[name=topic]", TOPIC)
    page.locator("main form[method=post] .button-primary").click()
    expect(page).to_have_url(re.compile("/work/$"))
    expect(page.locator("main")).to_contain_text(TOPIC)
    is_fine(page)


def claim_on_phone(browser: Browser, site: str) -> None:
    """The mother photographs a ticket and tells the account."""
    with database.as_owner():
        mother = Account.objects.get(email=cast.GUARDIAN.email)
    page = window_of(browser, site, mother, viewport=PHONE)
    page.goto("/family/")
    page.locator("a[href^='/family/claims/']").first.click()
    page.wait_for_url("**/family/claims/**")
    there = page.url
    page.locator("a[href$='/new/']").click()
    page.set_input_files("input[name=scan]", TICKET)
    page.check("[name=kind][value=intercity_transport]", force=True)
    page.fill("[name=documented_eur]", SPENT)
    page.fill("[name=service_on]", "2026-10-28")
    page.locator("main .button-primary").click()
    if page.url.endswith("/account/"):
        page.fill("[name=holder_name]", cast.GUARDIAN.name)
        page.fill("[name=iban]", iban_of(777))
        page.locator("main .button-primary").click()
    page.goto(there)
    expect(page.locator("main")).to_contain_text(SPENT)
    is_fine(page)
    close(page)


def decide(browser: Browser, site: str, person: cast.Person, decision: str) -> None:
    """Somebody opens the claim from the desk and decides."""
    page = signed_in(browser, site, person.email)
    page.goto("/desk/")
    page.locator("main a[href^='/compensations/']").first.click()
    page.locator("tbody tr", has_text=SPENT).locator("a.row-link").first.click()
    is_fine(page)
    page.locator(f"button[name=decision][value={decision}]").click()
    expect(page.locator(SAID).first).to_be_visible()
    close(page)


def pay(browser: Browser, site: str, folder: Path) -> None:
    """The coordinator drafts; the accountant signs, downloads the file, and reads the bank's answer."""
    page = signed_in(browser, site, cast.COORDINATOR.email)
    page.goto("/payments/new/")
    page.fill("[name=pays_on]", "2026-11-03")
    page.locator("button[name=do][value=all]").click()
    batch = page.url
    is_fine(page)
    close(page)
    page = signed_in(browser, site, cast.ACCOUNTANT.email)
    page.goto(batch)
    is_fine(page)
    page.locator("a[href$='/sign/']").click()
    is_fine(page)
    page.locator("main form .button-primary").click()
    with page.expect_download() as downloading:
        page.locator("main a[href$='/file/']").first.click()
    order = downloading.value.path().read_text("utf-8")
    assert "pain.001.001.09" in order
    page.locator("button[name=do][value=send]").click()

    paid = zip(
        re.findall(r"<EndToEndId>([^<]+)", order), re.findall(r"<InstdAmt[^>]*>([^<]+)", order), strict=True
    )
    lines = [left(reference, amount, day=NOVEMBER.date()) for reference, amount in paid]
    answer = folder / "izraksts.xml"
    answer.write_bytes(statement(lines, iban=iban_of(1)))
    page.goto("/payments/statements/")
    page.set_input_files("input[name=file]", answer)
    page.locator("main form .button-primary").first.click()
    is_fine(page)
    page.locator("button[name=do][value=take]").click()
    page.goto(batch)
    expect(page.locator("h1")).to_contain_text("Noslēgts")
    close(page)


def step(browser: Browser, site: str, person: cast.Person, where: str, name: str) -> None:
    """One person takes one step of a sheet or a package."""
    page = signed_in(browser, site, person.email)
    page.goto(where)
    is_fine(page)
    if (knows := page.locator("[name=said_so]")).count():
        knows.check()
    page.locator(f"button[name=step][value={name}]").click()
    expect(page.locator(SAID).first).to_be_visible()
    close(page)


def send_month(browser: Browser, site: str, month: str, named: str) -> str:
    """The coordinator sends a month's package with what there is, knowing what lacks; its address."""
    page = signed_in(browser, site, cast.COORDINATOR.email)
    page.goto(f"/packages/?month={month}")
    if (opens := page.locator("main button", has_text=named)).count():
        opens.first.click()
        page.goto(f"/packages/?month={month}")
    page.locator("tbody a.row-link").first.click()
    package = page.url
    close(page)
    step(browser, site, cast.COORDINATOR, package, "send")
    return package


def test_a_month_from_the_first_session_to_what_the_bank_confirmed(
    browser: Browser, site: str, settings: Settings, tmp_path: Path
) -> None:
    author = signed_in(browser, site, cast.AUTHOR.email)
    record(author)
    author.locator("main a[href^='/work/sheets/']").first.click()
    sheet = re.sub(r"\?.*", "", author.url)
    close(author)
    claim_on_phone(browser, site)

    settings.FIXED_NOW = NOVEMBER
    decide(browser, site, cast.SCHOOL_COORDINATOR, "check")
    decide(browser, site, cast.COORDINATOR, "grant_whole")
    pay(browser, site, tmp_path)

    for person, name in ((cast.AUTHOR, "submit"), (cast.HEAD, "approve"), (cast.COORDINATOR, "approve")):
        step(browser, site, person, sheet, name)
    send_month(browser, site, "2026-09", "septembri")
    package = send_month(browser, site, "2026-10", "oktobri")
    for person, name in ((cast.EXPERT, "check"), (cast.MANAGER, "accept")):
        step(browser, site, person, package, name)

    settings.FIXED_NOW = LATER
    author = signed_in(browser, site, cast.AUTHOR.email)
    author.goto(sheet)
    day = author.locator("main", has_text=TOPIC)
    expect(day).to_be_visible()
    line = author.locator("tr, li, article", has_text=TOPIC).last
    line.locator("details summary").first.click()
    line.locator("[name=minutes]").fill(LEAST)
    line.locator("[name=reason]").fill("Nodarbība beidzās agrāk.")
    line.locator("details button").click()
    expect(author.locator(SAID).first).to_be_visible()
    author.goto("/work/")
    expect(author.locator("main")).to_contain_text("20")
    close(author)

    with database.as_owner():
        with looking_as(job_viewer("story")) as viewer:
            assert differences(viewer=viewer) == ()
        assert LedgerLine.objects.filter(what="pay", paid_eur="12.40").count() == 1
