"""OpenID Connect: an answer that is not proven opens nothing; an identity is linked only by a verified e-mail."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from pumpurs.programme.people.models import Account
from tests.database import as_owner
from tests.programme.people_and_places import make_account
from tests.web.signin.hands import lines
from tests.web.signin.issuer import CLIENT, ISSUER, Issuer

BACK = "/signin/oidc/callback/"


@pytest.fixture
def issuer(teacher: Account, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """The provider of the environment, in memory."""
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = ISSUER, CLIENT, "word"
    told = Issuer()
    monkeypatch.setattr("pumpurs.web.signin.adapters.IdentityAdapter.get_requests_session", lambda self: told)
    return told


def go_out(client: Client, issuer: Issuer, path: str = "/signin/oidc/start/") -> dict[str, str]:
    """Start the sign-in; what the provider is asked."""
    address = client.get(path)["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    issuer.nonce = asked["nonce"]
    return asked


def come_back(client: Client, issuer: Issuer, **more: str) -> Any:
    """The whole way: out and back with a code."""
    asked = go_out(client, issuer)
    return client.get(BACK, {"code": "c", "state": asked["state"], **more})


def signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_verified_e_mail_links_to_the_account_and_signs_in(issuer: Issuer, teacher: Account) -> None:
    client = Client()

    assert come_back(client, issuer)["Location"] == "/"

    assert signed_in(client)
    assert lines("signin.ok")[0].details["by"] == ["oidc"]
    with as_owner():
        link = SocialAccount.objects.get()
    assert (link.user_id, link.extra_data) == (teacher.pk, {})
    assert "anna" not in link.uid


def test_state_nonce_and_pkce_are_asked_and_proven(issuer: Issuer) -> None:
    client = Client()
    asked = go_out(client, issuer)

    client.get(BACK, {"code": "c", "state": asked["state"]})

    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 16
    assert len(asked["nonce"]) >= 32
    assert len(issuer.asked[0]["code_verifier"]) >= 43


def test_a_link_made_once_holds_when_the_e_mail_changes_at_the_provider(issuer: Issuer) -> None:
    come_back(Client(), issuer)
    issuer.claims = {"email": "anna.ozola@example.lv"}
    client = Client()

    come_back(client, issuer)

    assert signed_in(client)


LIES = {
    "wrong nonce": Issuer(claims={"nonce": "0" * 64}),
    "no nonce": Issuer(lacking=("nonce",)),
    "wrong issuer": Issuer(claims={"iss": "https://other.example.lv"}),
    "wrong audience": Issuer(claims={"aud": "somebody-else"}),
    "two audiences and no azp": Issuer(claims={"aud": [CLIENT, "somebody-else"]}),
    "expired": Issuer(claims={"exp": int(time.time()) - 120}),
    "no expiry": Issuer(lacking=("exp",)),
    "not yet": Issuer(claims={"iat": int(time.time()) + 600}),
    "unsigned": Issuer(algorithm="none"),
    "signed by a shared secret": Issuer(algorithm="HS256"),
    "signed by somebody else": Issuer(signed_by="theirs"),
    "another issuer in the description": Issuer(discovery={"issuer": "https://other.example.lv"}),
}


@pytest.mark.parametrize("lie", list(LIES))
def test_an_answer_that_is_not_proven_opens_nothing(lie: str, issuer: Issuer) -> None:
    client, told = Client(), LIES[lie]
    asked = go_out(client, issuer)
    for name in ("claims", "lacking", "algorithm", "signed_by", "discovery"):
        setattr(issuer, name, getattr(told, name))

    answer = client.get(BACK, {"code": "c", "state": asked["state"]})

    assert answer.status_code == 401
    assert not signed_in(client)
    assert lines("signin.failed")
    with as_owner():
        assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("given", [{}, {"state": "foreign"}, {"state": ""}])
def test_a_wrong_or_missing_state_opens_nothing(given: dict[str, str], issuer: Issuer) -> None:
    client = Client()
    go_out(client, issuer)

    assert client.get(BACK, {"code": "c", **given}).status_code == 401
    assert issuer.asked == []
    assert not signed_in(client)


def test_the_state_of_another_browser_opens_nothing(issuer: Issuer) -> None:
    asked = go_out(Client(), issuer)
    victim = Client()

    assert victim.get(BACK, {"code": "c", "state": asked["state"]}).status_code == 401
    assert not signed_in(victim)


def test_an_answer_works_once(issuer: Issuer) -> None:
    client = Client()
    asked = go_out(client, issuer)
    client.get(BACK, {"code": "c", "state": asked["state"]})
    client.post("/signout/")

    assert client.get(BACK, {"code": "c", "state": asked["state"]}).status_code == 401
    assert not signed_in(client)


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email": "nezinams@example.lv"}, {"email": ""}],
    ids=["not verified", "unknown", "without e-mail"],
)
def test_who_is_not_known_here_gets_a_page_with_a_way_on_and_no_account(
    claims: dict[str, Any], issuer: Issuer
) -> None:
    client = Client()
    issuer.claims = claims
    with as_owner():
        before = Account.objects.count()

    answer = come_back(client, issuer)

    assert answer.status_code == 403
    assert "socialaccount/unknown.html" in [template.name for template in answer.templates]
    assert not signed_in(client)
    with as_owner():
        assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_another_identity_with_the_same_e_mail_does_not_take_over_a_linked_account(issuer: Issuer) -> None:
    come_back(Client(), issuer)
    issuer.claims = {"sub": "somebody-2"}
    client = Client()

    assert come_back(client, issuer).status_code == 403
    assert not signed_in(client)


def test_nobody_can_connect_a_foreign_identity_to_the_account_that_is_signed_in(issuer: Issuer) -> None:
    with as_owner():
        other = make_account("Pēteris Bērzs", email="peteris@example.lv")
    client = Client()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")

    asked = go_out(
        client, issuer, "/signin/oidc/start/?process=connect&scope=admin&auth_params=prompt%3Dnone"
    )
    client.get(BACK, {"code": "c", "state": asked["state"]})

    assert "prompt" not in asked
    assert "admin" not in asked["scope"]
    with as_owner():
        assert SocialAccount.objects.get().user.email == "anna.liepa@example.lv"


@pytest.mark.parametrize(("acr", "opens"), [("high", True), ("low", False), (None, False)])
def test_a_low_assurance_is_refused_where_a_level_is_asked(
    acr: str | None, opens: bool, issuer: Issuer, settings: Settings
) -> None:
    settings.OIDC_ACR = ("high",)
    issuer.claims = {"acr": acr} if acr else {}
    client = Client()

    come_back(client, issuer)

    assert signed_in(client) is opens


@pytest.mark.django_db
def test_without_an_issuer_there_is_no_such_door() -> None:
    assert Client().get("/signin/oidc/start/").status_code == 404
    assert Client().get(BACK, {"code": "c", "state": "s"}).status_code == 404
    assert Client().get("/signin/google/start/").status_code == 404


def test_a_provider_that_does_not_answer_is_told_in_words(issuer: Issuer) -> None:
    issuer.discovery = {"jwks_uri": None, "issuer": None}

    assert Client().get("/signin/oidc/start/").status_code == 401


def test_a_sign_in_that_the_person_stopped_says_so(issuer: Issuer) -> None:
    client = Client()
    asked = go_out(client, issuer)

    assert (
        client.get(BACK, {"error": "access_denied", "state": asked["state"]})["Location"]
        == "/signin/cancelled/"
    )


@pytest.mark.parametrize(
    "where",
    ["https://example.com/", "//example.com/", "/\\example.com", "https:example.com", "javascript:alert(1)"],
)
def test_after_sign_in_at_the_provider_nobody_is_led_to_a_foreign_page(where: str, issuer: Issuer) -> None:
    client = Client()
    asked = go_out(client, issuer, f"/signin/oidc/start/?{urlencode({'next': where})}")

    answer = client.get(BACK, {"code": "c", "state": asked["state"], "next": where})

    assert answer["Location"] == "/"


def test_an_account_of_another_issuer_with_the_same_subject_and_mail_is_somebody_else(
    issuer: Issuer, settings: Settings
) -> None:
    come_back(Client(), issuer)
    other = "https://other.example.lv"
    settings.OIDC_ISSUER = other
    issuer.discovery, issuer.claims = {"issuer": other}, {"iss": other}
    client = Client()

    assert come_back(client, issuer).status_code == 403
    assert not signed_in(client)
