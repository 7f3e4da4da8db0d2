"""Sessions: a person sees their own and ends them; without use a session ends, after a warning in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from pumpurs.programme.people.models import Account
from pumpurs.web.signin.models import SignInSession
from tests.database import as_owner
from tests.programme.people_and_places import make_account
from tests.web.signin.hands import ELSEWHERE, HOME, PASSWORD, lines, sign_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def phone_of_anna() -> Client:
    phone = Client(HTTP_USER_AGENT=FIREFOX)
    sign_in(phone, place=ELSEWHERE)
    phone.get("/account/", REMOTE_ADDR=ELSEWHERE)
    return phone


def asleep(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    later = datetime.now(UTC) + timedelta(minutes=minutes)
    monkeypatch.setattr("pumpurs.foundation.clock.timezone.now", lambda: later)


def test_the_list_shows_device_and_masked_place_and_marks_this_one(at_work: Client) -> None:
    phone_of_anna()

    sessions = at_work.get("/account/", REMOTE_ADDR=HOME).context["sessions"]

    assert [(one.device, one.place, one.this_one) for one in sessions][1:] == [
        ("Firefox, Windows", "198.51.100.x", False)
    ]
    assert sessions[0].this_one


def test_a_session_is_ended_from_another_one(at_work: Client) -> None:
    phone = phone_of_anna()
    other = next(one for one in at_work.get("/account/").context["sessions"] if not one.this_one)

    at_work.post("/account/sessions/end/", {"session": str(other.id)})

    assert phone.get("/account/").status_code == 302
    assert at_work.get("/account/").status_code == 200
    assert lines("signin.session_ended")


def test_all_others_are_ended_at_once(at_work: Client) -> None:
    phones = [phone_of_anna(), phone_of_anna()]

    at_work.post("/account/sessions/end/", {"session": "others"})

    assert [phone.get("/account/").status_code for phone in phones] == [302, 302]
    assert at_work.get("/account/").status_code == 200


def test_somebody_elses_session_cannot_be_ended(at_work: Client) -> None:
    with as_owner():
        stranger = make_account("Pēteris Bērzs", email="peteris@example.lv")
        stranger.set_password(PASSWORD)
        stranger.save()
    theirs = Client()
    sign_in(theirs, "peteris@example.lv")
    theirs.get("/account/")
    with as_owner():
        session = SignInSession.objects.get(account_id=stranger.pk)

    assert at_work.post("/account/sessions/end/", {"session": str(session.id)}).status_code == 404
    assert at_work.post("/account/sessions/end/", {"session": "x"}).status_code == 404
    assert theirs.get("/account/").status_code == 200


def test_the_table_holds_no_key_that_opens_a_session(at_work: Client) -> None:
    key = at_work.cookies["session"].value

    with as_owner():
        kept = str(list(SignInSession.objects.values()))

    assert key
    assert key not in kept


def test_without_use_a_session_ends_and_says_so(
    at_work: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    at_work.get("/account/")
    asleep(monkeypatch, settings.SESSION_IDLE_SECONDS / 60 + 0.1)

    ended = at_work.get("/account/")

    assert ended["Location"] == "/signin/?next=/account/"
    assert [str(one.level_tag) for one in at_work.get("/signin/").context["messages"]] == ["warning"]


def test_just_before_the_end_a_session_still_lives_and_use_lengthens_it(
    at_work: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    minutes = settings.SESSION_IDLE_SECONDS / 60
    at_work.get("/account/")

    asleep(monkeypatch, minutes - 0.1)
    assert at_work.get("/account/").status_code == 200
    asleep(monkeypatch, 2 * minutes - 0.3)
    assert at_work.get("/account/").status_code == 200


def test_asking_how_long_it_lasts_does_not_lengthen_it_but_staying_does(
    at_work: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    at_work.get("/account/")
    asleep(monkeypatch, 10)

    at_work.get("/account/session/")
    before = at_work.get("/account/session/").json()["left_seconds"]
    stayed = at_work.post("/account/session/", headers={"Accept": "application/json"}).json()["left_seconds"]

    assert before <= settings.SESSION_IDLE_SECONDS - 9 * 60
    assert stayed > settings.SESSION_IDLE_SECONDS - 60


def test_the_head_says_the_hour_of_the_end_without_any_script(at_work: Client) -> None:
    page = at_work.get("/account/")

    assert f">{timezone.localtime(page.context['session_ends_at']):%H:%M}</time>" in page.content.decode()


def test_the_warning_comes_at_least_two_minutes_before(settings: Settings) -> None:
    assert settings.SESSION_WARN_SECONDS >= 120


def test_a_working_day_ends_too(at_work: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work.get("/account/")
    with as_owner():
        row = SignInSession.objects.get()
    monkeypatch.setattr("pumpurs.web.signin.middleware.settings.SESSION_COOKIE_AGE", 60)
    monkeypatch.setattr("pumpurs.web.signin.middleware.settings.SESSION_IDLE_SECONDS", 6000)
    asleep(monkeypatch, 2)

    assert row.since is not None
    assert at_work.get("/account/").status_code == 302


def test_staying_signed_in_goes_back_only_to_our_own_pages(at_work: Client, teacher: Account) -> None:
    there = at_work.post("/account/session/", {"next": "https://example.com/"})
    here = at_work.post("/account/session/", {"next": "/account/password/"})

    assert (there["Location"], here["Location"]) == ("/account/", "/account/password/")
