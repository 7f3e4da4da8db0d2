"""The second factor: setting it up, giving it, losing it; who must have one; its secret stays sealed."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client
from pytest_django import Settings

from pumpurs.programme.people.models import Account
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import (
    appoint,
    make_account,
    make_guardian,
    make_institution,
    make_learner,
)
from tests.web.signin.hands import ELSEWHERE, HOME, PASSWORD, code_of, lines, sign_in

APP = "/account/second-step/app/"


def set_up(client: Client) -> str:
    """Add an authenticator app; its secret."""
    secret: str = client.get(APP).context["form"].secret
    assert client.post(APP, {"code": code_of(secret)}).status_code == 302
    return secret


def after_the_password(place: str = HOME) -> Client:
    client = Client()
    assert sign_in(client, place=place)["Location"] == "/signin/code/"
    return client


def code(client: Client, text: str, place: str = HOME) -> int:
    return client.post("/signin/code/", {"code": text}, REMOTE_ADDR=place).status_code


def test_after_setting_up_an_app_the_password_alone_opens_nothing(at_work: Client) -> None:
    secret = set_up(at_work)
    client = after_the_password()

    assert client.get("/account/").status_code == 302
    assert code(client, code_of(secret)) == 302
    assert client.get("/account/").status_code == 200
    assert lines("signin.ok")[-1].details["by"] == ["password", "totp"]


def test_the_picture_and_the_secret_are_shown_without_any_script(at_work: Client) -> None:
    page = at_work.get(APP)

    body = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in body
    assert page.context["form"].secret in body


def test_the_secret_is_kept_sealed(at_work: Client) -> None:
    secret = set_up(at_work)

    with as_owner():
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    codes = re.findall(
        r'class="secret">([^<]+)<', at_work.get("/account/second-step/codes/").content.decode()
    )
    assert len(codes) == 10
    assert secret not in kept
    assert not any(one in kept for one in codes)


def test_a_recovery_code_opens_once(at_work: Client) -> None:
    set_up(at_work)
    [first, *_others] = at_work.get("/account/second-step/codes/").context["unused_codes"]

    assert code(after_the_password(), first) == 302
    assert code(after_the_password(), first) == 200


def test_five_wrong_codes_lock_the_second_step_for_this_place_only(at_work: Client) -> None:
    secret = set_up(at_work)
    client = after_the_password(ELSEWHERE)

    answers = [code(client, "000000", ELSEWHERE) for _turn in range(5)]
    right_but_locked = code(after_the_password(ELSEWHERE), code_of(secret), ELSEWHERE)
    owner = code(after_the_password(HOME), code_of(secret), HOME)

    assert answers == [200, 200, 200, 200, 429]
    assert right_but_locked == 429
    assert owner == 302
    assert [line.details["by"] for line in lines("signin.failed")] == ["code"] * 5


def test_a_right_code_forgets_the_wrong_ones(at_work: Client) -> None:
    secret = set_up(at_work)
    client = after_the_password()
    for _turn in range(4):
        code(client, "000000")
    code(client, code_of(secret))

    with as_owner():
        assert not AccessAttempt.objects.exists()


def test_staff_without_a_second_factor_are_led_to_set_it_up_where_it_is_required(
    at_work: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True

    assert at_work.get("/house/showcase/").status_code in {200, 302, 404}
    assert at_work.get("/role/").status_code == 405
    refused = Client()
    sign_in(refused)
    desk = refused.get("/desk/")
    assert desk["Location"] == "/account/second-step/"
    set_up(refused)
    assert refused.get("/desk/").status_code == 200


def test_the_last_second_factor_stays_where_one_is_required(at_work: Client, settings: Settings) -> None:
    set_up(at_work)
    settings.SECOND_FACTOR_REQUIRED = True

    at_work.post(APP + "remove/")

    with as_owner():
        assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
    settings.SECOND_FACTOR_REQUIRED = False
    at_work.post(APP + "remove/")
    with as_owner():
        assert not Authenticator.objects.exists()


def test_a_parent_is_never_led_to_it(db: None, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    with as_owner():
        parent = make_account("Ilze Ozola", email="ilze.ozola@example.lv")
        parent.set_password(PASSWORD)
        parent.save()
        make_guardian(make_learner(make_institution()), account=parent)
    client = Client()

    sign_in(client, "ilze.ozola@example.lv")

    assert client.get("/")["Location"] == "/family/"


def test_setting_up_asks_again_who_it_is_when_sign_in_was_long_ago(
    at_work: Client, teacher: Account, settings: Settings
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    assert at_work.get(APP)["Location"].startswith("/account/confirm/")


@pytest.mark.parametrize(
    "credential", ["", "x", "[]", "{}", '{"id": 1}', '{"response": {"userHandle": "AA"}}', "null"]
)
@pytest.mark.parametrize("path", ["/signin/passkey/", "/account/second-step/passkeys/new/"])
def test_a_broken_passkey_answer_is_refused_and_never_breaks_the_page(
    path: str, credential: str, at_work: Client
) -> None:
    client = Client() if path == "/signin/passkey/" else at_work

    answer = client.post(path, {"credential": credential, "name": "x"})

    assert answer.status_code in {200, 302}
    with as_owner():
        assert not Authenticator.objects.exists()


def test_somebody_with_two_roles_is_led_to_it_only_as_staff(teacher: Account, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    with as_owner():
        make_guardian(make_learner(make_institution("Raunas pamatskola")), account=teacher)
        appoint(Role.HEAD, make_institution("Liepas pamatskola"), account=teacher)
    client = Client()
    sign_in(client)

    client.post("/role/", {"role": "guardian"})

    assert client.get("/")["Location"] == "/family/"


def test_a_code_that_was_used_opens_nothing_a_second_time(at_work: Client) -> None:
    secret = set_up(at_work)
    given = code_of(secret)
    assert code(after_the_password(), given) == 302

    assert code(after_the_password(ELSEWHERE), given, ELSEWHERE) == 200


@pytest.mark.parametrize(
    "path", ["/desk/", "/learners/", "/account/", "/account/second-step/", "/", "/plans/new/"]
)
def test_between_the_two_steps_no_page_opens(at_work: Client, path: str) -> None:
    set_up(at_work)
    halfway = after_the_password()

    answer = halfway.get(path)

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/signin/")
    assert halfway.post(path, {}).status_code in {302, 405}
