"""/f/<token>/ and /f/ — from the link to the first question."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.programme.consents.rules import LINK_LASTS, WRONG_CODES
from pumpurs.programme.people.models import Account
from pumpurs.web.frame.viewer import LINK_DOOR
from tests.database import as_owner
from tests.programme.consents.household import NOW, Household, sent, stage
from tests.programme.people_and_places import make_account
from tests.web.pages.family.walk import arrived, inside

pytestmark = pytest.mark.django_db
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


def test_the_token_leaves_the_address_at_once(home: Household) -> None:
    handover = sent(home)
    phone = Client()

    answer = phone.get(f"/f/{handover.token}/")

    assert (answer.status_code, answer["Location"]) == (302, "/f/")
    assert handover.token not in phone.get("/f/").content.decode()


def test_the_page_speaks_the_familys_language_from_the_start(home: Household) -> None:
    phone = arrived(sent(home))

    assert 'lang="uk"' in phone.get("/f/").content.decode()


def test_before_the_code_nothing_about_the_child_is_shown(home: Household) -> None:
    phone = arrived(sent(home))

    pages = [phone.get("/f/")] + [phone.get(f"/f/{step}/") for step in STEPS] + [phone.get("/family/")]

    assert "Jānis" not in "".join(page.content.decode() for page in pages)
    assert {page.status_code for page in pages[1:]} == {302}


def test_the_right_code_opens_and_gives_a_new_session(home: Household) -> None:
    handover = sent(home)
    phone = arrived(handover)
    before = phone.cookies["session"].value

    answer = phone.post("/f/", {"code": handover.code})

    assert answer["Location"] == "/f/language/"
    assert phone.cookies["session"].value != before


def signed_in(account: Account | None) -> Client:
    phone = Client(headers={"accept-language": "lv"})
    phone.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return phone


def test_opening_a_link_signs_out_another_family_on_this_device(home: Household) -> None:
    handover = sent(home)
    with as_owner():
        account = make_account("Zane Kalniņa")
    phone = signed_in(account)
    phone.get(f"/f/{handover.token}/")

    phone.post("/f/", {"code": handover.code})

    assert "_auth_user_id" not in phone.session


def test_where_staff_are_signed_in_a_link_does_not_open(home: Household) -> None:
    handover = sent(home)
    desk = signed_in(FamilyLink.objects.get().made_by)

    tapped = desk.get(f"/f/{handover.token}/")

    assert tapped.status_code == 403
    assert 'action="/signout/"' in tapped.content.decode()
    assert LINK_DOOR not in desk.session


def test_nor_is_a_code_taken_there_though_the_link_was_tapped_before(home: Household) -> None:
    handover = sent(home)
    phone = arrived(handover)
    raise_wall(home.teacher)
    phone.force_login(
        FamilyLink.objects.get().made_by, backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    answers = [phone.get("/f/"), phone.post("/f/", {"code": handover.code})]

    raise_wall(home.teacher)
    assert [answer.status_code for answer in answers] == [403, 403]
    assert FamilyLink.objects.get().opened_at is None


def test_the_attempt_of_staff_is_written_down(home: Household) -> None:
    handover = sent(home)
    desk = signed_in(FamilyLink.objects.get().made_by)
    desk.get(f"/f/{handover.token}/")

    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT account_id FROM foundation_auditline WHERE action = 'family/arrive' AND outcome = 'refused'"
        )
        found = cursor.fetchall()
    assert found == [(home.teacher.account_id,)]


def test_after_signing_out_the_link_opens_there_too(home: Household) -> None:
    handover = sent(home)
    desk = signed_in(FamilyLink.objects.get().made_by)
    desk.get(f"/f/{handover.token}/")
    desk.post("/signout/")
    desk.get(f"/f/{handover.token}/")

    opens = desk.post("/f/", {"code": handover.code})

    assert opens["Location"] == "/f/language/"


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_closes(home: Household) -> None:
    handover = sent(home)
    phone = arrived(handover)
    wrong = "000000" if handover.code != "000000" else "111111"

    answers = [phone.post("/f/", {"code": wrong}) for _ in range(WRONG_CODES)]
    right = phone.post("/f/", {"code": handover.code})

    assert [answer.status_code for answer in answers] == [422] * (WRONG_CODES - 1) + [404]
    assert [str(left) in answers[0].content.decode() for left in (4,)] == [True]
    assert right.status_code == 404


def test_unknown_expired_and_closed_links_look_alike(home: Household, settings: Any) -> None:
    handover = sent(home)
    settings.FIXED_NOW = NOW + LINK_LASTS
    expired = arrived(handover).get("/f/", headers={"accept-language": "lv"})
    guess = Client()
    guess.get("/f/" + "A" * 43 + "/")
    unknown = guess.get("/f/", headers={"accept-language": "lv"})

    assert (expired.status_code, unknown.status_code) == (404, 404)
    assert "Jānis" not in expired.content.decode()


def test_an_open_session_ends_when_its_link_is_closed(home: Household) -> None:
    phone = inside(sent(home))
    before = phone.get("/f/about/").status_code
    raise_wall(home.teacher)
    FamilyLink.objects.update(closed_at=NOW + timedelta(minutes=1))

    after = phone.get("/f/about/")

    assert (before, after.status_code, after["Location"]) == (200, 302, "/f/")


def test_the_link_of_one_child_opens_no_page_of_another(home: Household) -> None:
    phone = inside(sent(home))

    assert phone.get(f"/family/looks/{home.janis.id}/").status_code == 200
    assert phone.get(f"/family/looks/{home.marta.id}/").status_code == 404
    assert phone.post("/family/answer/", {"learner": str(home.marta.id)}).status_code == 404
    assert "Kalniņa" not in phone.get("/family/").content.decode()


def test_a_link_opens_no_page_of_staff(home: Household) -> None:
    phone = inside(sent(home))

    assert {phone.get(path).status_code for path in ("/consents/", "/learners/", "/plans/", "/desk/")} == {
        403
    }
