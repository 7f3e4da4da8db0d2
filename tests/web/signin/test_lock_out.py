"""Lock-out: five wrong tries by account and place; it cannot be turned against others and tells nobody anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from pumpurs.programme.people.models import Account
from tests.database import as_owner
from tests.web.signin.hands import ANNA, ELSEWHERE, HOME, lines, sign_in

WRONG = "nepareiza parole"


def guess(place: str, email: str = ANNA, times: int = 5) -> list[int]:
    client = Client()
    return [sign_in(client, email, WRONG, place).status_code for _turn in range(times)]


def test_the_fifth_wrong_try_from_one_place_meets_the_lock_page(teacher: Account) -> None:
    assert guess(HOME) == [200, 200, 200, 200, 429]

    answer = sign_in(Client(), place=HOME)

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert "viewer_card" not in answer.content.decode()


def test_an_attacker_elsewhere_cannot_lock_out_the_owner(teacher: Account) -> None:
    guess(ELSEWHERE, times=8)

    assert sign_in(Client(), place=HOME).status_code == 302


def test_a_colleague_at_the_same_place_is_not_locked_out(teacher: Account) -> None:
    guess(HOME, "cits.skolotajs@example.lv", times=8)

    assert sign_in(Client(), place=HOME).status_code == 302


def test_a_name_without_an_account_locks_in_the_same_way_and_words(teacher: Account) -> None:
    client = Client()

    known = [sign_in(client, ANNA, WRONG, HOME) for _turn in range(5)]
    unknown = [sign_in(client, "neviens@example.lv", WRONG, HOME) for _turn in range(5)]

    assert [a.status_code for a in known] == [a.status_code for a in unknown]
    assert known[0].context["form"].non_field_errors() == unknown[0].context["form"].non_field_errors()


def test_after_a_quarter_of_an_hour_the_owner_can_try_again(teacher: Account) -> None:
    guess(HOME)
    with as_owner():
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))

    assert sign_in(Client(), place=HOME).status_code == 302


def test_trying_on_does_not_lengthen_the_lock(teacher: Account) -> None:
    guess(HOME)
    with as_owner():
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    guess(HOME, times=3)

    assert int(sign_in(Client(), place=HOME)["Retry-After"]) <= 60


def test_no_address_of_a_person_stands_in_tables_trail_or_log(
    teacher: Account, caplog: pytest.LogCaptureFixture
) -> None:
    guess(HOME)

    with as_owner():
        kept = str(list(AccessAttempt.objects.values()))
    trail = str([(line.details, line.object_id) for line in lines("signin.failed")])
    assert lines("signin.failed")
    assert ANNA not in kept + trail + caplog.text
    assert WRONG not in kept + trail + caplog.text
    assert HOME not in trail + caplog.text
