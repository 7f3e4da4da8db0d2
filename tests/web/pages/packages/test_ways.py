"""Ways through accounting: each page has its own name and its tab in sight; the desk leads to the month that lacks."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from pumpurs.programme.reporting.actions import statements
from pumpurs.programme.reporting.models import Package
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, by
from tests.programme.reporting.month import AFTER, OCTOBER, accepted, accountant, opened, statement_of
from tests.programme.work.workday import closed
from tests.web.pages.plans.hands import browser_of, text_of
from tests.web.window import HOUSE, too_wide, window

NAMES = {
    "/packages/": "Mēneša dokumenti",
    "/budgets/": "Budžeti",
    "/statements/": "Pārskati",
    "/samples/": "Izlases",
    "/samples/proof/": "Summu pārbaude",
}


def test_the_desk_leads_to_the_earliest_month_that_lacks_and_the_page_has_that_place(home: Stage) -> None:
    closed(home, approved(home))
    package_id = opened(home)
    with as_owner():
        later = Package.objects.get(pk=package_id)
        later.pk, later.month = UUID(int=0), "2026-11"  # the smaller id is not the earlier month
        later.save(force_insert=True)
    browser = browser_of(home.coordinator)

    assert f'href="/packages/{package_id}/#lacking"' in browser.get("/desk/").content.decode()
    assert 'id="lacking"' in browser.get(f"/packages/{package_id}/").content.decode()


def test_every_page_of_accounting_has_a_name_of_its_own(home: Stage) -> None:
    browser = browser_of(home.manager)
    found = {}
    for path in NAMES:
        page = browser.get(path).content.decode()
        found[path] = "".join(re.findall(r"<h1>([^<]*)", page)).strip()
    assert found == NAMES


@pytest.mark.browser
@pytest.mark.parametrize("path", [*NAMES])
def test_on_the_narrowest_phone_the_tab_of_this_page_is_in_sight(
    browser: Browser, home: Stage, path: str
) -> None:
    with window(browser, browser_of(home.manager), width=320, scripts=False) as page:
        page.goto(HOUSE + path)
        tab = page.locator(".tabs a[aria-current]").bounding_box()
        assert tab is not None
        assert tab["x"] >= 0
        assert tab["x"] + tab["width"] <= 320
        assert not too_wide(page)


def test_no_link_of_accounting_ends_in_a_refusal(home: Stage) -> None:
    package_id = accepted(home)
    statement_id = statement_of(home)
    statements.accept(statement_id=statement_id, **by(home.manager, days=AFTER + 4))
    claim_id = statements.draft_claim(first=OCTOBER, last=OCTOBER, **by(home.expert, days=AFTER + 5))
    opened(home, OCTOBER.plus(1))
    readers = {
        "accountant": accountant(home), "coordinator": home.coordinator, "head": home.head,
        "expert": home.expert, "manager": home.manager,
    }  # fmt: skip
    pages = (
        *NAMES,
        f"/packages/{package_id}/",
        f"/statements/{statement_id}/",
        f"/statements/claims/{claim_id}/",
    )
    refused = set()
    for name, reader in readers.items():
        browser = browser_of(reader)
        for path in pages:
            answer = browser.get(path)
            main = text_of(answer).partition("<main")[2]
            links = re.findall(r'href="(/[^"#]*|\?[^"#]*)', main) if answer.status_code == 200 else []
            for link in dict.fromkeys(links):
                if browser.get(path + link if link.startswith("?") else link).status_code >= 400:
                    refused.add((name, path, link))
    assert refused == set()
