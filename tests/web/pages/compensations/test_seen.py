"""Claims in a real window: two claims of one photo in Latvian and English, the family's pages in each of its languages;
a long list is read page by page."""

from __future__ import annotations

import os
import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page

from pumpurs.programme.compensations.models import Claim, ClaimProof
from tests.database import as_owner
from tests.programme.compensations.claims import Place, filed, told
from tests.web.pages.plans.hands import text_of
from tests.web.window import HOUSE, too_wide, window

PICTURES = os.environ.get("PUMPURS_PICTURES", "")
SMALL, WIDE = 320, 1280
MOST_QUERIES = {"school": 12, "mother": 14}  # hers ask for the plan that still pays, too


@pytest.fixture
def twice(here: Place) -> UUID:
    """A claim that waits for its check, and one of another kind with the same photo."""
    told(here)
    claim_id, other = filed(here, viewer=here.mother), filed(here, kind="overnight", viewer=here.mother)
    with as_owner():
        ClaimProof.objects.filter(claim_id__in=(claim_id, other)).update(sha256="a" * 64)
    return claim_id


def looked_at(page: Page, name: str) -> list[str]:
    """What axe finds, and whether something sticks out; a picture is kept where somebody asks for it."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    faults = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    return faults + (["too wide"] if too_wide(page) else [])


def in_language(client: Client, language: str) -> Client:
    client.cookies["django_language"] = language
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


@pytest.mark.browser
@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_page_of_a_photo_that_proves_two_is_whole_on_phone_and_desk(
    browser: Browser, here: Place, school: Client, twice: UUID, language: str
) -> None:
    found: list[str] = []
    plan = here.plan_id
    pages = {
        "list": "/compensations/",
        "one": f"/compensations/{twice}/",
        "new": f"/compensations/new/{plan}/",
        "account": f"/compensations/account/{plan}/",
        "payers": f"/compensations/payers/{here.home.janis.id}/",
    }
    for width in (SMALL, WIDE):
        with window(browser, in_language(school, language), width=width, scripts=True) as page:
            for name, path in pages.items():
                page.goto(HOUSE + path)
                found += looked_at(page, f"{name}-{language}-{width}")
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("language", ["lv", "en", "ru", "uk"])
def test_the_familys_pages_of_claims_are_whole_in_each_language(
    browser: Browser, here: Place, mother: Client, twice: UUID, language: str
) -> None:
    learner = here.home.janis.id
    found: list[str] = []
    pages = {
        "claims": f"/family/claims/{learner}/",
        "new": f"/family/claims/{learner}/new/",
        "account": f"/family/claims/{learner}/account/",
        "one": f"/family/claims/one/{twice}/",
    }
    for width in (SMALL, WIDE):
        with window(browser, in_language(mother, language), width=width, scripts=True) as page:
            for name, path in pages.items():
                page.goto(HOUSE + path)
                found += looked_at(page, f"family-{name}-{language}-{width}")
    assert found == []


def two_hundred(claim_id: UUID) -> None:
    """The same claim two hundred times, each with a number of its own."""
    with as_owner():
        first = Claim.objects.get(pk=claim_id)
        told_of = {name: value for name, value in vars(first).items() if not name.startswith("_")}
        copies = [
            Claim(**{**told_of, "id": uuid4(), "form_key": uuid4(), "number": first.number + more})
            for more in range(1, 200)
        ]
        Claim.objects.bulk_create(copies)


@pytest.mark.parametrize("reader", ["school", "mother"])
def test_two_hundred_claims_are_read_fifty_to_a_page_with_few_questions(
    here: Place, school: Client, mother: Client, reader: str
) -> None:
    claim_id = filed(here, viewer=here.mother)
    two_hundred(claim_id)
    own = f"/family/claims/{here.home.janis.id}/"
    client, path = (school, "/compensations/") if reader == "school" else (mother, own)
    row = re.compile(r'href="/(?:compensations|family/claims/one)/([0-9a-f-]{36})/"')
    seen: list[set[str]] = []
    for number in (1, 4, 5):
        with CaptureQueriesContext(connection) as asked:
            page = text_of(client.get(path, {"page": number}))
        seen.append(set(row.findall(page)))
        assert (
            sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked) <= MOST_QUERIES[reader]
        )
    assert [len(ids) for ids in seen] == [50, 50, 0]
    assert not seen[0] & seen[1]
