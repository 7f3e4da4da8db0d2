"""Asking the family by a link with a code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from pumpurs.foundation.sealed import unseal
from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.actions.links import (
    Handover,
    Opening,
    call_back,
    open_link,
    remind,
    resend,
    send_link,
)
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.rules import CODE_DIGITS, LINK_LASTS, WRONG_CODES, hash_of
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.programme.people.models import Account
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.consents.household import (
    NOW,
    SEMESTER,
    Household,
    behind,
    born,
    opened,
    sent,
    signed_in_person,
    stage,
    with_letter,
    without_mail,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Household:
    return stage()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def ask(home: Household, **more: str) -> Handover:
    return send_link(
        learner_id=home.janis.id, who=home.ilze.id, language="lv", consent=True, semester=SEMESTER,
        viewer=home.teacher, now=NOW, **more,
    )  # fmt: skip


def jobs() -> list[tuple[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        return cursor.fetchall()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_one_link_asks_for_consent_and_for_the_semesters_application(home: Household) -> None:
    sent(home)

    link = FamilyLink.objects.get()
    assert (link.consent.state, link.application.state, link.application.semester) == (
        "sent",
        "sent",
        SEMESTER,
    )


def test_the_table_holds_neither_token_nor_code(home: Household) -> None:
    handover = sent(home)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM consents_familylink l")
        kept = cursor.fetchone()[0]
    assert handover.token not in kept
    assert handover.code not in kept.replace(handover.token, "")
    assert len(handover.token) >= 22  # 128 bits


def test_the_right_code_opens_and_reaches_this_child_only(home: Household) -> None:
    viewer = opened(home)

    assert viewer.role is Role.GUARDIAN
    assert viewer.reach.learners == {home.janis.id}
    assert list(Learner.objects.values_list("given_name", flat=True)) == ["Jānis"]
    assert Consent.objects.get().state == "opened"


def test_a_code_may_be_typed_with_blanks(home: Household) -> None:
    handover = sent(home)
    typed = f" {handover.code[:3]} {handover.code[3:]} "

    assert (
        open_link(token_hash=hash_of(handover.token), code=typed, request_id="t", now=NOW) is Opening.OPENED
    )


def test_a_link_that_was_sent_and_not_opened_stays_sent(home: Household) -> None:
    handover = sent(home)

    open_link(token_hash=hash_of(handover.token), code=wrong(handover.code), request_id="t", now=NOW)

    raise_wall(home.teacher)
    assert Consent.objects.get().state == "sent"


def test_five_wrong_codes_close_the_link_even_for_the_right_one(home: Household) -> None:
    handover = sent(home)
    tries = [
        open_link(token_hash=hash_of(handover.token), code=wrong(handover.code), request_id="t", now=NOW)
        for _ in range(WRONG_CODES)
    ]

    right = open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)

    assert tries == [Opening.WRONG_CODE] * (WRONG_CODES - 1) + [Opening.CLOSED]
    assert right is Opening.CLOSED
    raise_wall(home.teacher)
    link = FamilyLink.objects.get()
    assert (link.closed_at, link.sealed_token) == (NOW, "")
    assert behind(handover) is None


def test_four_wrong_codes_do_not(home: Household) -> None:
    handover = sent(home)
    for _ in range(WRONG_CODES - 1):
        open_link(token_hash=hash_of(handover.token), code=wrong(handover.code), request_id="t", now=NOW)

    assert (
        open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)
        is Opening.OPENED
    )


@pytest.mark.parametrize(
    ("later", "opens"), [(-timedelta(seconds=1), Opening.OPENED), (timedelta(0), Opening.CLOSED)]
)
def test_a_link_works_until_it_expires(home: Household, later: timedelta, opens: Opening) -> None:
    handover = sent(home)
    end = NOW + LINK_LASTS + later

    assert open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=end) is opens
    assert (behind(handover, now=end) is not None) is (opens is Opening.OPENED)


def test_a_link_nobody_made_looks_like_one_that_is_over(home: Household) -> None:
    tried = open_link(token_hash=hash_of("guess"), code="123456", request_id="t", now=NOW)

    assert tried is Opening.CLOSED


def test_from_the_18th_birthday_on_the_parents_link_opens_nothing(home: Household) -> None:
    handover = sent(home)
    born(home.janis, date(2008, 10, 5))

    tried = open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)

    assert tried is Opening.CLOSED
    assert behind(handover) is None


def test_the_day_before_it_still_does(home: Household) -> None:
    handover = sent(home)
    born(home.janis, date(2008, 10, 6))

    assert behind(handover) is not None


def test_a_learner_of_age_is_asked_in_person_not_through_parents(home: Household) -> None:
    born(home.janis, date(2008, 1, 1))
    raise_wall(home.teacher)

    with pytest.raises(Refused) as refused:
        sent(home)

    assert "consents.ask.learner_is_of_age" in codes(refused)


def test_an_adult_learners_own_link_opens_as_adult_learner(home: Household) -> None:
    born(home.janis, date(2008, 1, 1))
    raise_wall(home.teacher)
    handover = send_link(
        learner_id=home.janis.id, who=None, language="lv", consent=True, semester=SEMESTER,
        viewer=home.teacher, now=NOW,
    )  # fmt: skip

    viewer = behind(handover)

    assert viewer is not None
    assert viewer.role is Role.ADULT_LEARNER


def test_asking_twice_is_refused_and_says_so_for_both_papers(home: Household) -> None:
    sent(home)

    with pytest.raises(Refused) as refused:
        sent(home)

    assert codes(refused) == ["consent.ask.there_is_one", "application.ask.there_is_one"]


def test_an_application_alone_needs_a_consent(home: Household) -> None:
    with pytest.raises(Refused) as refused:
        sent(home, consent=False)

    assert codes(refused) == ["application.ask.no_consent"]


def test_next_semester_only_the_application_is_asked(home: Household) -> None:
    signed_in_person(home, semester=None)

    sent(home, consent=False)

    assert Application.objects.get().state == "sent"
    assert Consent.objects.count() == 1


def test_all_reasons_come_at_once(home: Household) -> None:
    with pytest.raises(Refused) as refused:
        send_link(
            learner_id=home.janis.id, who=None, language="lv", consent=True, semester="2020/1",
            viewer=home.teacher, now=NOW,
        )  # fmt: skip

    assert codes(refused) == ["consents.ask.guardian_unknown", "application.ask.semester_over"]


def test_a_teacher_cannot_ask_about_a_learner_out_of_reach(home: Household) -> None:
    with pytest.raises(Learner.DoesNotExist):
        send_link(
            learner_id=home.marta.id, who=home.zane.id, language="lv", consent=True, semester=None,
            viewer=home.teacher, now=NOW,
        )  # fmt: skip


def test_a_new_link_closes_the_old_one(home: Household) -> None:
    old = sent(home)
    raise_wall(home.teacher)
    new = with_letter(resend(learner_id=home.janis.id, viewer=home.teacher, now=NOW))

    first = open_link(token_hash=hash_of(old.token), code=old.code, request_id="t", now=NOW)
    second = open_link(token_hash=hash_of(new.token), code=new.code, request_id="t", now=NOW)

    assert (first, second) == (Opening.CLOSED, Opening.OPENED)


def test_a_reminder_goes_out_once_a_day(home: Household) -> None:
    sent(home)
    raise_wall(home.teacher)
    remind(learner_id=home.janis.id, viewer=home.teacher, now=NOW)

    with pytest.raises(Refused) as refused:
        remind(learner_id=home.janis.id, viewer=home.teacher, now=NOW + timedelta(hours=2))
    remind(learner_id=home.janis.id, viewer=home.teacher, now=NOW + timedelta(days=1))

    assert codes(refused) == ["consents.remind.already_today"]


def test_the_mail_job_is_told_the_link_and_nothing_else(home: Household) -> None:
    sent(home)

    ((name, args),) = jobs()
    assert name == "notices.family_link"
    assert str(FamilyLink.objects.get().id) in str(args)
    assert "Jānis" not in str(args)


def test_with_a_mail_address_staff_get_the_code_and_not_the_link(home: Household) -> None:
    raise_wall(home.teacher)
    handover = ask(home)

    link = FamilyLink.objects.get()
    assert (handover.mailed, handover.token, link.handed_by_id) == (True, "", None)
    assert unseal(link.sealed_address, about="family_address") == "ilze.ozola@example.lv"


def test_without_one_staff_hand_the_link_over_and_that_is_written_down(home: Household) -> None:
    without_mail(home)
    raise_wall(home.teacher)

    handover = ask(home)

    link = FamilyLink.objects.get()
    assert hash_of(handover.token) == link.token_hash
    assert link.handed_by_id == home.teacher.account_id
    assert link.sealed_token == ""
    assert jobs() == []


def test_an_address_given_with_the_question_is_known_from_then_on(home: Household) -> None:
    without_mail(home)
    raise_wall(home.teacher)

    handover = ask(home, address="ilze@example.lv")

    raise_wall(home.teacher)
    assert handover.mailed
    assert Guardian.objects.get(pk=home.ilze.id).email == "ilze@example.lv"


def test_an_address_that_is_known_is_not_changed_by_who_asks(home: Household) -> None:
    raise_wall(home.teacher)
    ask(home, address="someone.else@example.lv")

    link = FamilyLink.objects.get()
    assert unseal(link.sealed_address, about="family_address") == "ilze.ozola@example.lv"
    assert Guardian.objects.get(pk=home.ilze.id).email == "ilze.ozola@example.lv"


@pytest.mark.parametrize("spelt", ["{0}", "{0}".upper(), "{1}+janis@{2}"])
def test_nobody_sends_the_link_to_their_own_address(home: Household, spelt: str) -> None:
    without_mail(home)
    raise_wall(home.teacher)
    own = Account.objects.get(pk=home.teacher.account_id).email
    local, _at, place = own.partition("@")

    with pytest.raises(Refused) as refused:
        ask(home, address=spelt.format(own, local, place))

    assert codes(refused) == ["consents.ask.own_address"]


def test_an_adult_learners_address_is_remembered_for_the_next_link(home: Household) -> None:
    born(home.janis, date(2008, 1, 1))
    raise_wall(home.teacher)
    send_link(
        learner_id=home.janis.id, who=None, language="lv", consent=True, semester=SEMESTER,
        address="janis@example.lv", viewer=home.teacher, now=NOW,
    )  # fmt: skip

    again = resend(learner_id=home.janis.id, viewer=home.teacher, now=NOW)

    assert again.mailed


def test_a_link_without_an_address_cannot_be_reminded(home: Household) -> None:
    without_mail(home)
    raise_wall(home.teacher)
    ask(home)

    with pytest.raises(Refused) as refused:
        remind(learner_id=home.janis.id, viewer=home.teacher, now=NOW)

    assert codes(refused) == ["consents.remind.no_address"]


def test_a_family_that_has_answered_is_called_back_to_its_page(home: Household) -> None:
    signed_in_person(home)
    raise_wall(home.teacher)
    handover = with_letter(call_back(consent_id=Consent.objects.get().id, viewer=home.teacher, now=NOW))

    tried = open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)

    viewer = behind(handover)
    assert tried is Opening.OPENED
    assert viewer is not None
    assert viewer.reach.learners == {home.janis.id}


def test_a_family_that_still_has_to_answer_is_sent_its_papers_instead(home: Household) -> None:
    sent(home)
    raise_wall(home.teacher)

    with pytest.raises(Refused):
        call_back(consent_id=Consent.objects.get().id, viewer=home.teacher, now=NOW)


def test_a_guardian_no_longer_in_force_is_not_called_back(home: Household) -> None:
    signed_in_person(home)
    with as_owner():
        Guardian.objects.filter(pk=home.ilze.id).update(until=NOW.date())
    raise_wall(home.teacher)

    with pytest.raises(Refused) as refused:
        call_back(consent_id=Consent.objects.get().id, viewer=home.teacher, now=NOW)

    assert codes(refused) == ["consents.link.nobody_behind"]
