"""/f/again/ and /f/key/ — coming back: the code, the neutral answer, the mailed link, the way to everything."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs import notices
from pumpurs.programme.consents.models import Consent
from tests.programme.consents.household import NOW, Household, sent, stage
from tests.web.pages.family.walk import inside

pytestmark = pytest.mark.django_db
ADDRESS = "ilze.ozola@example.lv"
LATER = NOW + timedelta(days=60)


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.FIXED_NOW = NOW
    settings.PUBLIC_URL = "https://pumpurs.example.lv"
    cache.clear()


@pytest.fixture
def home() -> Household:
    return stage()


def signed_with_code(home: Household) -> str:
    """The mother signs and has a code shown to her."""
    phone = inside(sent(home))
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/confirm/", {"signer_name": "Ilze Ozola"})
    given = phone.post("/f/key/", {"email": ADDRESS}).content.decode()
    found = re.search(r'id="return-code">([\d ]+)<', given)
    assert found
    return found[1]


def asks(address: str) -> Any:
    return Client(headers={"accept-language": "lv"}).post("/f/again/", {"email": address})


def worked() -> list[Any]:
    """What the jobs of returning mailed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'notices.family_return'")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("DELETE FROM procrastinate_jobs")
    for args in found:
        notices.family_return.func(**(json.loads(args) if isinstance(args, str) else args))
    sent_now, mail.outbox[:] = list(mail.outbox), []
    return sent_now


def back(home: Household, settings: Any) -> Client:
    """The mother, two months later, come back by mail and code."""
    code = signed_with_code(home)
    settings.FIXED_NOW = LATER
    asks(ADDRESS)
    (letter,) = worked()
    phone = Client(headers={"accept-language": "lv"})
    phone.get(re.search(r"/f/[\w-]{43}/", letter.body)[0])  # type: ignore[index]
    assert phone.post("/f/", {"code": code})["Location"] == "/family/"
    return phone


def test_two_months_later_she_reads_the_log_and_the_plans_place_and_withdraws(
    home: Household, settings: Any
) -> None:
    phone = back(home, settings)
    raise_wall(home.teacher)
    way = f"/family/withdraw/{Consent.objects.get().id}/"
    own = phone.get("/family/").content.decode()

    statuses = [phone.get(path).status_code for path in (f"/family/looks/{home.janis.id}/", way)]
    phone.post(way)

    assert way in own
    assert f"plan-{home.janis.id}" in own
    assert statuses == [200, 200]
    raise_wall(home.teacher)
    assert Consent.objects.get().state == "withdrawn"


def test_a_visit_reaches_no_other_child_and_no_page_of_staff(home: Household, settings: Any) -> None:
    phone = back(home, settings)

    assert phone.get(f"/family/looks/{home.marta.id}/").status_code == 404
    assert {phone.get(path).status_code for path in ("/consents/", "/learners/", "/desk/")} == {403}


def without_what_changes(answer: Any) -> str:
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())


def test_whoever_asks_gets_the_same_answer(home: Household) -> None:
    signed_with_code(home)

    known, unknown = asks(ADDRESS), asks("nobody@example.lv")

    assert known.status_code == unknown.status_code == 200
    assert without_what_changes(known) == without_what_changes(unknown)


def test_and_the_same_work_is_done_for_both(home: Household) -> None:
    signed_with_code(home)
    counts = []
    for address in (ADDRESS, "nobody@example.lv"):
        with CaptureQueriesContext(connection) as queries:
            asks(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_only_the_known_address_is_written_to_and_the_letter_says_nothing_about_anybody(
    home: Household,
) -> None:
    code = signed_with_code(home)
    asks("nobody@example.lv")
    asks(ADDRESS)

    (letter,) = worked()

    text = f"{letter.subject} {letter.body}"
    assert letter.to == [ADDRESS]
    assert "https://pumpurs.example.lv/f/" in letter.body
    secrets = ("Jān", "Ozol", "Ilze", "Liepa", "Priekuļ", code, code.replace(" ", ""), "example.lv/f/again")
    assert [word for word in secrets if word in text] == []


def test_a_letter_that_cannot_be_sent_leaves_no_link_behind(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_with_code(home)
    asks(ADDRESS)

    def broken(*_args: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(notices, "_write", broken)
        with pytest.raises(ConnectionError):
            worked()
    asks(ADDRESS)

    assert len(worked()) == 1


def test_the_token_of_a_return_leaves_the_address_at_once(home: Household) -> None:
    signed_with_code(home)
    asks(ADDRESS)
    (letter,) = worked()
    link = re.search(r"/f/([\w-]{43})/", letter.body)
    assert link
    phone = Client()

    answer = phone.get(link[0])

    assert answer["Location"] == "/f/"
    assert "Jānis" not in phone.get("/f/").content.decode()


def test_too_many_tries_from_one_place_are_stopped(home: Household) -> None:
    statuses = [asks("nobody@example.lv").status_code for _ in range(21)]

    assert statuses == [200] * 20 + [429]


@pytest.mark.parametrize("address", ["", "ilze", "a@b", "ilze@example.lv\nBcc: x@example.lv"])
def test_what_is_no_address_is_refused_with_a_sentence(home: Household, address: str) -> None:
    answer = asks(address)

    assert answer.status_code == 422
    assert 'href="#email"' in answer.content.decode()
    assert worked() == []


def test_the_last_page_and_the_own_page_offer_a_code(home: Household) -> None:
    phone = inside(sent(home))
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/confirm/", {"signer_name": "Ilze Ozola"})

    offered = ["/f/key/" in phone.get(path).content.decode() for path in ("/f/done/", "/family/")]

    assert offered == [True, True]
    assert ADDRESS in phone.get("/f/key/").content.decode()


@pytest.mark.parametrize(("language", "word"), [("lv", "kods"), ("en", "code"), ("ru", "Код"), ("uk", "Код")])
def test_the_code_is_given_in_the_familys_language(home: Household, language: str, word: str) -> None:
    phone = inside(sent(home))
    phone.post("/f/language/", {"language": language})

    assert word in phone.post("/f/key/", {"email": ADDRESS}).content.decode()
