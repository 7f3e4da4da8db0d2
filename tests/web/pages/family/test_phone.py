"""The family's pages on a phone 360 pixels wide: without scripts, fit for screen readers, nothing cut off."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page

from pumpurs.foundation.sealed import seal
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.consents.actions.returns import link_for_return
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.people.models import Account
from tests.programme.consents.household import NOW, Household, sent, stage
from tests.web.pages.family.walk import inside
from tests.web.window import HOUSE, too_wide, window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PICTURES = os.environ.get("PUMPURS_PICTURES", "")
SMALL = 320
STEPS = (
    "language",
    "about",
    "data",
    "consent",
    "support",
    "circumstances",
    "confirm",
    "no",
    "question",
    "done",
)


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = NOW


@pytest.fixture
def home() -> Household:
    return stage()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def serious(page: Page) -> list[Any]:
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in {"serious", "critical"}
    ]


def test_a_parent_signs_on_a_phone_without_scripts(home: Household, browser: Browser) -> None:
    handover = sent(home)
    with window(browser, Client()) as page:
        page.goto(f"{HOUSE}/f/{handover.token}/")
        page.fill("#code", handover.code)
        picture(page, "01_code")
        page.click(".button-primary")
        page.check("input[value=lv]")
        picture(page, "02_language")
        page.click(".button-primary")
        for name in ("03_about", "04_data"):
            picture(page, name)
            page.click(".button-primary")
        page.check("input[value=yes]")
        picture(page, "05_consent")
        page.click(".button-primary")
        page.check("input[value=teacher_consultation]")
        page.check("input[value=meals]")
        picture(page, "06_support")
        page.click(".button-primary")
        page.check("input[value=distance]")
        picture(page, "07_circumstances")
        page.click(".button-primary")
        page.fill("#signer_name", "Ilze Ozola")
        picture(page, "08_confirm")
        page.click(".button-primary")
        picture(page, "09_done")
        page.goto(f"{HOUSE}/family/")
        picture(page, "10_home")
        page.goto(f"{HOUSE}/family/looks/{home.janis.id}/")
        picture(page, "11_looks")

    raise_wall(home.teacher)
    assert Consent.objects.get().state == "signed"


@pytest.mark.parametrize("language", ["lv", "en", "ru", "uk"])
def test_every_step_fits_the_phone_and_has_no_serious_fault(
    home: Household, browser: Browser, language: str
) -> None:
    phone = inside(sent(home))
    phone.post("/f/language/", {"language": language})
    faults = {}
    with window(browser, phone, scripts=True) as page:
        for step in STEPS:
            answer = page.goto(f"{HOUSE}/f/{step}/")
            assert answer is not None
            assert answer.status == 200
            picture(page, f"{language}_{step}")
            faults[step] = [*too_wide(page), *serious(page)]

    assert {step: found for step, found in faults.items() if found} == {}


def test_the_familys_own_pages_fit_the_phone_and_have_no_serious_fault(
    home: Household, browser: Browser
) -> None:
    phone = inside(sent(home))
    phone.post("/f/language/", {"language": "lv"})
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/confirm/", {"signer_name": "Ilze Ozola"})
    raise_wall(home.teacher)
    paths = [
        "/f/done/",
        "/family/",
        f"/family/looks/{home.janis.id}/",
        f"/family/withdraw/{Consent.objects.get().id}/",
    ]
    faults = {}
    with window(browser, phone, scripts=True) as page:
        for number, path in enumerate(paths):
            page.goto(HOUSE + path)
            picture(page, f"own_{number}")
            faults[path] = [*too_wide(page), *serious(page)]

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", ["lv", "en", "ru", "uk"])
def test_the_pages_of_coming_back_fit_a_small_phone(home: Household, browser: Browser, language: str) -> None:
    cache.clear()
    phone = inside(sent(home))
    phone.post("/f/language/", {"language": language})
    faults: dict[str, list[Any]] = {}

    def look(page: Page, name: str) -> None:
        page.wait_for_load_state()
        picture(page, f"{language}_{name}")
        faults[name] = [*too_wide(page), *(serious(page) if language == "lv" else [])]

    with window(browser, phone, width=SMALL, scripts=True) as page:
        page.goto(f"{HOUSE}/f/key/")
        look(page, "key")
        page.click("main .button-primary")
        look(page, "key_given")
        page.goto(f"{HOUSE}/f/key/")
        look(page, "key_again")
        page.goto(f"{HOUSE}/family/")
        look(page, "own_page")
        page.goto(f"{HOUSE}/f/again/")
        look(page, "again")
        page.fill("#email", "ilze.ozola@example.lv")
        page.click("main .button-primary")
        look(page, "asked")
        job = job_viewer("test")
        raise_wall(job)
        letter = link_for_return(
            sealed_address=seal("ilze.ozola@example.lv", about="family_return"), viewer=job, now=NOW
        )
        assert letter is not None
        page.goto(f"{HOUSE}/f/{letter.token}/")
        look(page, "return_code")
        phone.logout()
        page.goto(f"{HOUSE}/f/")
        look(page, "over")
        phone.force_login(_account(home), backend="allauth.account.auth_backends.AuthenticationBackend")
        page.goto(f"{HOUSE}/f/{letter.token}/")
        look(page, "staff")

    assert {name: found for name, found in faults.items() if found} == {}


def _account(home: Household) -> Account:
    raise_wall(home.teacher)
    return Account.objects.get(pk=home.teacher.account_id)


def test_a_code_is_copied_with_one_press(home: Household, browser: Browser) -> None:
    phone = inside(sent(home))
    with window(browser, phone, width=SMALL, scripts=True) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{HOUSE}/f/key/")
        page.click("main .button-primary")
        code = page.locator("#return-code").inner_text()
        page.click("[data-copy]")
        page.wait_for_function("document.querySelector('[data-copy] [aria-live]').textContent != ''")

        copied = page.evaluate("navigator.clipboard.readText()")

    assert copied == code


def test_a_fault_is_told_at_the_top_and_at_the_field(home: Household, browser: Browser) -> None:
    phone = inside(sent(home))
    phone.post("/f/language/", {"language": "lv"})
    with window(browser, phone, scripts=True) as page:
        page.goto(f"{HOUSE}/f/confirm/")
        page.evaluate("document.querySelector('form.stack').noValidate = true")
        page.click(".button-primary")
        picture(page, "fault")

        links = page.locator(".errors a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        found = serious(page)

    assert "#signer_name" in links
    assert found == []
