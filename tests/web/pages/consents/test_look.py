"""The consents room in a window: wide and narrow, without serious faults, nothing cut off."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.actions.answers import ask
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.people.models import Account
from tests.programme.consents.household import NOW, Household, opened, stage
from tests.web.window import HOUSE, too_wide, window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PICTURES = os.environ.get("PUMPURS_PICTURES", "")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def home(settings: Any) -> Household:
    settings.FIXED_NOW = NOW
    return stage()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_its_window_and_has_no_serious_fault(
    home: Household, browser: Browser, width: int
) -> None:
    desk = Client(headers={"accept-language": "lv"})
    desk.force_login(Account.objects.get(pk=home.teacher.account_id), backend=BACKEND)
    mother = opened(home)
    ask(learner_id=home.janis.id, question="Cik tas maksā?", viewer=mother)
    raise_wall(home.teacher)
    consent = Consent.objects.get().id
    learner = home.janis.id
    paths = {
        "list": "/consents/",
        "one": f"/consents/{consent}/",
        "new": f"/consents/new/?learner={learner}",
        "link": f"/consents/link/{learner}/",
        "paper": f"/consents/paper/{learner}/",
        "in_person": f"/consents/in_person/{learner}/",
        "withdraw": f"/consents/{consent}/withdraw/",
    }
    faults = {}
    with window(browser, desk, width=width, scripts=True) as page:
        for name, path in paths.items():
            answer = page.goto(HOUSE + path)
            assert answer is not None
            assert answer.status == 200
            if PICTURES:
                Path(PICTURES).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=f"{PICTURES}/staff_{name}_{width}.png", full_page=True)
            found = Axe().run(page).response["violations"]
            serious = [
                (x["id"], x["nodes"][0]["target"]) for x in found if x["impact"] in {"serious", "critical"}
            ]
            faults[name] = [*too_wide(page), *serious]

    assert {name: found for name, found in faults.items() if found} == {}
