"""A month's package on its pages: opened, read, sent, commented, returned, accepted."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.paging import PAGE_SIZE
from pumpurs.programme.reporting.models import Package, PackageComment, PackageVersion
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved
from tests.programme.reporting.month import accountant, booked, opened, sent, sheet_ready, the_package
from tests.programme.work.workday import closed
from tests.web.pages.plans.hands import browser_of, text_of
from tests.web.pages.plans.test_flat import MOST_QUERIES, cost


def path(package_id: UUID) -> str:
    return f"/packages/{package_id}/"


def post(browser: Any, package_id: UUID, step: str, **more: str) -> Any:
    return browser.post(path(package_id), {"step": step, **more})


def test_the_coordinator_opens_the_month_that_is_over(home: Stage) -> None:
    browser = browser_of(home.coordinator)
    listed = text_of(browser.get("/packages/"))

    answer = browser.post("/packages/", {"partner": str(home.school.partner_id), "month": "2026-10"})

    assert "Sagatavot mēneša dokumentus: 2026. gada oktobris" in listed
    with as_owner():
        package = Package.objects.get(month="2026-10")
    assert answer["Location"] == path(package.id)
    assert "2026. gada oktobris" in text_of(browser.get("/packages/"))


def test_the_page_shows_what_would_be_sent_and_what_lacks(home: Stage) -> None:
    closed(home, approved(home))
    booked(home)
    package_id = opened(home)

    shown = text_of(browser_of(home.coordinator).get(path(package_id)))

    assert "40,00" in shown
    assert "Kas vēl trūkst" in shown
    assert "vadītājs: apstiprina" in shown


def test_what_lacks_is_told_and_sending_again_with_the_mark_does_it(home: Stage) -> None:
    closed(home, approved(home))
    package_id = opened(home)
    browser = browser_of(home.coordinator)

    refused = post(browser, package_id, "send")
    done = post(browser, package_id, "send", said_so="yes")

    assert refused.status_code == 422
    assert 'href="#id_said_so"' in refused.content.decode()
    assert done.status_code == 302
    assert the_package(package_id).state == "sent"


def test_the_programme_comments_returns_and_the_partner_answers(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    package_id = opened(home)
    sent(home, package_id)
    expert, coordinator = browser_of(home.expert), browser_of(home.coordinator)

    post(expert, package_id, "comment", line=f"sheet:{sheet_id}", note="Kur ir temats?")
    post(expert, package_id, "send_back")
    with as_owner():
        comment = PackageComment.objects.get()
    shown = text_of(coordinator.get(path(package_id)))
    post(coordinator, package_id, "settle", comment=str(comment.id), note="Ierakstīts.")
    again = post(coordinator, package_id, "send")

    assert "Kur ir temats?" in shown
    assert "Anna Liepa" in shown
    assert again.status_code == 302
    assert the_package(package_id).version == 2


def test_the_partner_reads_why_the_package_came_back(home: Stage) -> None:
    package_id = opened(home)
    sent(home, package_id)

    post(browser_of(home.expert), package_id, "send_back", note="Trūkst Annas lapas.")

    assert "Trūkst Annas lapas." in text_of(browser_of(home.coordinator).get(path(package_id)))


def test_every_sheet_of_a_large_package_is_on_one_of_its_pages(home: Stage) -> None:
    sheet_ready(home)
    package_id = opened(home)
    sent(home, package_id)
    with as_owner():
        version = PackageVersion.objects.get()
        (one,) = version.content["sheets"]
        ids = {str(uuid4()) for _ in range(PAGE_SIZE + 1)}
        version.content["sheets"] = [{**one, "id": id_} for id_ in sorted(ids)]
        version.save(update_fields=["content"])
    browser = browser_of(home.expert)

    pages = [text_of(browser.get(path(package_id), {"page": number})) for number in (1, 2)]

    found = [set(re.findall(r'href="/work/sheets/([0-9a-f-]{36})/"', one)) for one in pages]
    assert [len(one) for one in found] == [PAGE_SIZE, 1]
    assert set.union(*found) == ids
    assert 'rel="next"' in pages[0]


def test_the_way_of_a_package_agrees_with_its_name(home: Stage) -> None:
    shown = text_of(browser_of(home.coordinator).get(path(opened(home))))

    assert {
        word for word in ("Sagatavoti", "Nosūtīti", "Pārbaudīti", "Pieņemti") if word not in shown
    } == set()
    assert "Aizpildīti" not in shown


def test_checked_by_the_expert_accepted_by_the_manager(home: Stage) -> None:
    package_id = opened(home)
    sent(home, package_id)
    expert = browser_of(home.expert)
    post(expert, package_id, "check")

    own = post(expert, package_id, "accept")
    other = post(browser_of(home.manager), package_id, "accept")

    assert (own.status_code, other.status_code) == (422, 302)
    assert the_package(package_id).state == "accepted"


def test_an_accountant_sees_sums_once_they_are_sent(home: Stage) -> None:
    sheet_ready(home)
    package_id = opened(home)
    browser = browser_of(accountant(home))

    before = text_of(browser.get(path(package_id)))
    sent(home, package_id)
    after = text_of(browser.get(path(package_id)))

    assert "Vēl nav nosūtīts" in before
    assert "12,00" in after


def test_a_head_of_a_municipal_school_and_a_stranger_do_not_find_it(home: Stage) -> None:
    package_id = opened(home)

    assert browser_of(home.head).get(path(package_id)).status_code == 404
    assert browser_of(home.foreign_coordinator).get(path(package_id)).status_code == 404
    assert browser_of(home.anna).get(path(package_id)).status_code == 403


@pytest.mark.parametrize("is_sent", [False, True])
def test_list_and_package_ask_few_queries(home: Stage, *, is_sent: bool) -> None:
    sheet_ready(home)
    booked(home)
    package_id = opened(home)
    if is_sent:
        sent(home, package_id)
    browser = browser_of(home.coordinator)

    for url in ("/packages/", path(package_id)):
        assert cost(browser, url) <= MOST_QUERIES, url


def test_behind_the_hours_of_an_institution_stand_its_sheets(home: Stage) -> None:
    sheet_ready(home)
    package_id = opened(home)
    browser = browser_of(home.coordinator)
    sheet_link = re.compile(r'href="/work/sheets/[0-9a-f-]{36}/"')

    whole = browser.get(path(package_id)).content.decode()
    here = browser.get(f"{path(package_id)}?institution={home.school.id}").content.decode()
    elsewhere = browser.get(f"{path(package_id)}?institution={home.vocational.id}").content.decode()

    assert f"?institution={home.school.id}#sheets" in whole
    assert sheet_link.search(here)
    assert not sheet_link.search(elsewhere)


@pytest.mark.parametrize("is_sent", [False, True])
def test_behind_a_sum_of_compensations_stand_its_claims_by_number(home: Stage, *, is_sent: bool) -> None:
    sheet_ready(home)
    lines = [booked(home)[0], booked(home, granted="15.00", paid="10.50")[0]]
    late = booked(home, on=date(2026, 11, 2))[0]
    package_id = opened(home)
    if is_sent:
        sent(home, package_id)
    link = f"?institution={home.school.id}&amp;kind=meals"

    for viewer in (home.coordinator, home.expert) if is_sent else (home.coordinator,):
        browser = browser_of(viewer)
        whole = browser.get(path(package_id)).content.decode()
        here = browser.get(path(package_id) + link.replace("&amp;", "&")).content.decode()

        assert f"{link}#claims" in whole
        assert re.findall(r"/compensations/([0-9a-f-]{36})/", here) == [str(one.claim_id) for one in lines]
        assert str(late.claim_id) not in here
        assert "10,50" in here
        assert home.janis.family_name not in here
        assert browser.get(f"/compensations/{lines[0].claim_id}/").status_code == 200


def test_a_kind_that_the_package_does_not_hold_shows_its_sheets(home: Stage) -> None:
    sheet_id = sheet_ready(home)
    booked(home)
    package_id = opened(home)
    strange = f"?institution={home.school.id}&kind=travel"

    answer = browser_of(home.coordinator).get(path(package_id) + strange)

    assert answer.status_code == 200
    assert f"/work/sheets/{sheet_id}/" in answer.content.decode()
