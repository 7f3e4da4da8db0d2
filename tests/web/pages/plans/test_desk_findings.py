"""Findings of a check on the desk of the partner that is to mend them: the words, the way on, and who sees nothing."""

from __future__ import annotations

from uuid import uuid4

from pumpurs.programme.reporting.models import SampleItem
from tests.database import as_owner
from tests.programme.plans.stage import Stage
from tests.programme.reporting.actions.test_samples import asked_back, found
from tests.programme.reporting.month import accountant
from tests.web.pages.plans.hands import browser_of, text_of
from tests.web.pages.plans.test_flat import MOST_QUERIES, cost


def test_the_coordinator_reads_what_was_found_and_goes_to_the_record(home: Stage) -> None:
    item = found(home, "claim", "40.00")
    browser = browser_of(home.coordinator)

    waits = text_of(browser.get("/desk/"))
    asked_back(home, item.record_id, "40.00")
    mended = text_of(browser.get("/desk/"))

    assert "Pārbaudē konstatēts" in waits
    assert "Nav pierādījumu." in waits
    assert f"/compensations/{item.record_id}/" in waits
    assert "pieprasījums 700001" in waits
    assert "Vēl nav novērsts" in waits
    assert "Vēl nav novērsts" not in mended
    assert "Novērsts: labots vai atprasīts 40,00" in mended


def test_the_accountant_reads_findings_of_money_and_the_sheet_is_the_coordinators(home: Stage) -> None:
    item = found(home, "sheet", "5.00")

    assert f"/work/sheets/{item.record_id}/" in text_of(browser_of(home.coordinator).get("/desk/"))
    assert "Pārbaudē konstatēts" not in text_of(browser_of(accountant(home)).get("/desk/"))


def test_nobody_else_finds_it_on_the_desk(home: Stage) -> None:
    found(home, "claim", "40.00")

    for who in (home.anna, home.head, home.school_coordinator, home.foreign_coordinator, home.head_of_liga):
        assert "Nav pierādījumu." not in text_of(browser_of(who).get("/desk/"))
    item_page = browser_of(home.coordinator)
    with as_owner():
        item = SampleItem.objects.get(kind="claim")
    assert item_page.get(f"/samples/records/{item.id}/").status_code == 403


def test_many_findings_cost_the_queries_of_one(home: Stage) -> None:
    item = found(home, "sheet", "5.00")
    browser = browser_of(home.coordinator)
    browser.get("/desk/")
    one = cost(browser, "/desk/")
    with as_owner():
        item.refresh_from_db()
        for turn in range(20):
            item.pk, item.record_id, item.place = uuid4(), uuid4(), turn + 10
            item.save(force_insert=True)

    many = cost(browser, "/desk/")

    assert many == one <= MOST_QUERIES
    assert text_of(browser.get("/desk/")).count("Atvērt mēneša lapu") == 8
