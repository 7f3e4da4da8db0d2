"""Ways in: password, invitation, a forgotten password; what is closed; what is written down."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from pumpurs.programme.people.models import Account
from pumpurs.web.door_lists.signin import DOORS
from pumpurs.web.signin.invite import invite_path
from tests.database import as_owner
from tests.programme.people_and_places import make_account
from tests.web.signin.hands import ANNA, HOME, PASSWORD, letters, lines, sign_in

NEW = "četri sarkani āboli grozā"
BUTTONS = [door for door in DOORS if "POST" in door.methods]
PAGES = [door for door in DOORS if "GET" in door.methods and "<" not in door.path]


def test_signing_in_and_out_is_written_down_without_the_address(at_work: Client, teacher: Account) -> None:
    at_work.post("/signout/")

    [came], [went] = lines("signin.ok"), lines("signin.out")
    assert (came.account_id, went.account_id) == (teacher.pk, teacher.pk)
    assert came.details == {"by": ["password"], "place": "203.0.113.x"}
    assert at_work.get("/account/").status_code == 302


def test_a_wrong_password_is_written_down_with_the_account_but_without_its_name(teacher: Account) -> None:
    sign_in(Client(), password="cita parole")

    [line] = lines("signin.failed")
    assert line.outcome == "refused"
    assert line.details == {"by": "password", "place": "203.0.113.x", "account": str(teacher.pk)}


def test_a_known_and_an_unknown_name_get_the_same_answer(teacher: Account) -> None:
    bodies = [
        sign_in(Client(), name, "cita parole").content.decode() for name in (ANNA, "nav.tada@example.lv")
    ]

    known, unknown = (
        re.sub(r'value="[^"]*"|csrf\w*"[^>]*|[0-9a-f]{32}', "", body.replace("nav.tada@example.lv", ANNA))
        for body in bodies
    )
    assert known == unknown


def test_an_address_goes_through_only_to_our_own_pages(teacher: Account) -> None:
    outside = Client().post("/signin/?next=https://example.com/", {"login": ANNA, "password": PASSWORD})
    inside = Client().post("/signin/?next=/account/", {"login": ANNA, "password": PASSWORD})

    assert (outside["Location"], inside["Location"]) == ("/", "/account/")


def test_a_closed_account_does_not_open(teacher: Account) -> None:
    with as_owner():
        Account.objects.filter(pk=teacher.pk).update(is_active=False)
    client = Client()

    assert sign_in(client)["Location"] == "/signin/closed/"
    assert client.get("/account/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "login/code/",
        "3rdparty/",
        "3rdparty/signup/",
        "2fa/",
        "login/",
        "logout/",
    ],
)
def test_what_we_do_not_want_of_the_library_is_closed(path: str) -> None:
    assert Client().get(f"/signin/{path}").status_code == 404


@pytest.mark.parametrize("door", BUTTONS, ids=lambda door: door.name)
def test_nothing_is_sent_without_the_token_against_forgery(door: Any, teacher: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    path = re.sub(r"<int:\w+>", "1", re.sub(r"<str:\w+>", "x", re.sub(r"<slug:\w+>", "x", door.path)))
    path = re.sub(r"<uuid:\w+>", str(UUID(int=1)), path)

    answer = client.post(f"/{path}", {"login": ANNA, "password": PASSWORD})

    assert answer.status_code == 403
    assert "csrf" not in answer.content.decode().lower().replace("csrfmiddlewaretoken", "").replace(
        "x-csrftoken", ""
    )


@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.name)
def test_every_page_of_sign_in_carries_the_headers(door: Any, at_work: Client) -> None:
    answer = at_work.get(f"/{door.path}")

    assert answer.status_code in {200, 302, 404, 410}
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Request-Id"]


def test_an_invited_person_sets_a_first_password_once_and_is_in(db: None) -> None:
    with as_owner():
        invited = make_account("Jānis Kalns", email="janis.kalns@example.lv")
    link, client = invite_path(invited.pk), Client()

    client.get(link, follow=True)
    answer = client.post("/signin/invited/", {"password1": NEW, "password2": NEW})

    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    assert Client().get(link).status_code == 410
    assert sign_in(Client(), "janis.kalns@example.lv", NEW).status_code == 302


def test_an_invitation_that_is_too_old_or_changed_does_not_open(db: None, settings: Settings) -> None:
    with as_owner():
        invited = make_account("Jānis Kalns")
        other = make_account("Pēteris Bērzs")
    link = invite_path(invited.pk)

    assert Client().get(link.replace(str(invited.pk), str(other.pk))).status_code == 410
    assert Client().get(link[:-4] + "abc/").status_code == 410
    settings.INVITE_SECONDS = -1
    assert Client().get(link).status_code == 410


def test_an_invitation_never_opens_an_account_that_has_a_password(teacher: Account) -> None:
    assert Client().get(invite_path(teacher.pk)).status_code == 410


def test_a_weak_first_password_is_refused_with_a_reason(db: None) -> None:
    with as_owner():
        invited = make_account("Jānis Kalns")
    client = Client()
    client.get(invite_path(invited.pk))

    answer = client.post("/signin/invited/", {"password1": "parole", "password2": "parole"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["password1"]


def test_a_forgotten_password_is_set_by_a_letter_and_no_page_tells_who_has_an_account(
    teacher: Account,
) -> None:
    client = Client()
    known = client.post("/signin/password/", {"email": ANNA})
    unknown = Client().post("/signin/password/", {"email": "nav.tada@example.lv"})
    letter = next(mail for mail in letters() if mail.to == [ANNA])
    [link] = re.findall(r"http://127.0.0.1:8000(/\S+)", letter.body)

    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert done["Location"] == "/signin/password/done/"
    assert sign_in(Client(), password=NEW).status_code == 302
    assert sign_in(Client(), password=PASSWORD).status_code == 200


def test_a_new_password_signs_out_everywhere_else(at_work: Client, teacher: Account) -> None:
    phone = Client()
    sign_in(phone, place=HOME)

    answer = at_work.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert answer.status_code == 302
    assert [one.this_one for one in at_work.get("/account/").context["sessions"]] == [True]
    assert phone.get("/account/").status_code == 302
