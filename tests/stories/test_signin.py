"""Signing in, through a browser: password and second step, passkey, a real identity provider, sessions, roles."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client as RelyingParty
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.programme.people.models import Account
from pumpurs.values.roles import Role
from tests.programme.people_and_places import appoint, make_account, make_institution
from tests.web.signin.hands import ANNA, PASSWORD, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AsOwner = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address by the name that passkeys need."""
    cache.clear()
    return f"http://localhost:{urlsplit(live_server.url).port}"


@pytest.fixture
def anna(transactional_db: None, as_owner: AsOwner) -> Account:
    """Plan author at one school and head at another."""
    with as_owner():
        account = make_account("Anna Liepa", email=ANNA)
        account.set_password(PASSWORD)
        account.is_demo = True
        account.save()
        appoint(Role.PLAN_AUTHOR, make_institution(), account=account)
        appoint(Role.HEAD, make_institution("Raunas pamatskola"), account=account)
    return account


def no_faults(page: Page) -> None:
    """axe finds nothing serious, and the browser refused nothing."""
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == [], page.url


def listen(page: Page) -> list[str]:
    """What the browser complains of (a policy violated, a script that broke)."""
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if "Content Security" in message.text else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def give_password(page: Page, site: str, path: str = "/signin/") -> None:
    page.goto(site + path)
    page.locator("#id_login").fill(ANNA)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form .button-primary").click()


def test_an_app_is_set_up_and_then_asked_for_and_every_page_is_clean(
    page: Page, site: str, anna: Account
) -> None:
    said = listen(page)
    page.goto(f"{site}/signin/")
    no_faults(page)
    give_password(page, site, "/signin/?next=/account/")
    no_faults(page)

    page.goto(f"{site}/account/second-step/")
    no_faults(page)
    page.goto(f"{site}/account/second-step/app/")
    no_faults(page)
    page.locator(".setup summary").click()
    secret = page.locator("code.secret").inner_text()
    page.locator("#id_code").fill(code_of(secret))
    page.locator("main form .button-primary").click()
    expect(page.locator(".secrets li")).to_have_count(10)
    no_faults(page)
    for path in ("passkeys/", "codes/new/", "app/remove/"):
        page.goto(f"{site}/account/second-step/{path}")
        no_faults(page)
    page.goto(f"{site}/account/password/")
    no_faults(page)

    page.goto(f"{site}/signout/")
    no_faults(page)
    page.locator("main form button").click()
    give_password(page, site, "/signin/?next=/account/")
    expect(page).to_have_url(re.compile("/signin/code/"))
    no_faults(page)
    page.locator("#id_code").fill(code_of(secret))
    page.locator("main form .button-primary").first.click()
    expect(page).to_have_url(f"{site}/account/")
    assert said == []


def test_a_passkey_is_registered_and_then_opens_without_a_password(
    page: Page, site: str, anna: Account
) -> None:
    said = listen(page)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    give_password(page, site, "/signin/?next=/account/")
    page.goto(f"{site}/account/second-step/passkeys/new/")
    no_faults(page)

    page.locator("#id_name").fill("Skolas dators")
    page.locator("#passkey_button").click()
    expect(page.locator(".secrets li")).to_have_count(10)
    page.goto(f"{site}/account/second-step/passkeys/")
    expect(page.get_by_role("row", name="Skolas dators")).to_be_visible()
    no_faults(page)

    page.goto(f"{site}/signout/")
    page.locator("main form button").click()
    page.goto(f"{site}/signin/?next=/account/")
    page.locator("#passkey_button").click()
    expect(page).to_have_url(f"{site}/account/")
    expect(page.get_by_role("heading", name="Anna Liepa")).to_be_visible()
    assert said == []


@pytest.fixture
def provider(site: str, settings: Settings, as_owner: AsOwner, anna: Account) -> str:
    """A real OpenID Connect provider, on the other name of this machine: another origin, other cookies."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.IDP_OIDC_PRIVATE_KEY = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    settings.ROOT_URLCONF = "tests.stories.provider_urls"
    issuer = site.replace("localhost", "127.0.0.1")
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Skolas konts"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "pumpurs", "the word between the two"
    with as_owner():
        party = RelyingParty(
            id="pumpurs", name="PuMPuRS", skip_consent=True, redirect_uris=f"{site}/signin/oidc/callback/",
            scopes="openid\nprofile\nemail",
        )  # fmt: skip
        party.set_secret("the word between the two")
        party.save()
        EmailAddress.objects.create(user=anna, email=ANNA, verified=True, primary=True)
    return issuer


def test_a_real_identity_provider_signs_in(page: Page, site: str, provider: str) -> None:
    said = listen(page)
    give_password(page, provider, "/signin/?next=/account/")
    page.goto(f"{site}/account/")
    expect(page).to_have_url(re.compile("localhost.*/signin/"))

    page.get_by_role("link", name="Skolas konts").click()

    expect(page).to_have_url(re.compile("localhost.*/account/"))
    expect(page.get_by_role("heading", name="Anna Liepa")).to_be_visible()
    assert said == []


def test_a_person_tries_the_demo_switches_role_and_ends_the_other_session(
    page: Page, site: str, anna: Account, browser: Browser
) -> None:
    elsewhere = browser.new_context()
    give_password(elsewhere.new_page(), site, "/signin/?next=/account/")
    page.goto(f"{site}/demo/")
    no_faults(page)
    page.get_by_role("button", name="Anna Liepa").first.click()
    page.goto(f"{site}/account/")
    expect(page.locator(".role-who")).to_contain_text("Priekuļu vidusskola")

    page.locator("details.role summary").click()
    page.get_by_role("button", name="Raunas pamatskola").click()
    page.goto(f"{site}/account/")
    expect(page.locator(".role-who")).to_contain_text("Raunas pamatskola")

    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("tbody button").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    elsewhere.close()


def test_signing_in_needs_no_script_and_fits_a_phone(browser: Browser, site: str, anna: Account) -> None:
    phone = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}, locale="lv-LV"
    )
    page = phone.new_page()

    give_password(page, site, "/signin/?next=/account/")

    expect(page.get_by_role("heading", name="Anna Liepa")).to_be_visible()
    expect(page.locator("#passkey_button")).to_have_count(0)
    expect(page.locator(".session-hour time")).to_be_visible()
    for path in ("/account/", "/demo/", "/account/second-step/"):
        page.goto(site + path)
        assert page.locator("body").bounding_box()["width"] <= 320  # type: ignore[index]
    phone.close()


def test_the_warning_comes_by_itself_and_one_press_stays(
    page: Page, site: str, anna: Account, settings: Settings
) -> None:
    settings.SESSION_WARN_SECONDS = settings.SESSION_IDLE_SECONDS
    give_password(page, site, "/signin/?next=/account/")
    warning = page.locator("#session-warning")

    expect(warning).to_be_visible()
    no_faults(page)
    with page.expect_response(
        lambda answer: answer.url.endswith("/account/session/") and answer.request.method == "POST"
    ) as got:
        warning.get_by_role("button").click()

    assert got.value.status == 200
