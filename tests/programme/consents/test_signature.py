"""Whose name stands under a paper, and what somebody should check about it."""

from __future__ import annotations

from uuid import UUID

import pytest

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.consents.actions.answers import keep_answers, refuse, sign, withdraw
from pumpurs.programme.consents.actions.links import call_back, open_link, send_link
from pumpurs.programme.consents.actions.recording import record_in_person, record_refusal, record_withdrawal
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.consents.queries.staff import consent_to_see
from pumpurs.programme.consents.queries.standing import Remark, standing
from pumpurs.programme.consents.rules import hash_of, same_name
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.consents.household import (
    NOW,
    SEMESTER,
    TODAY,
    Household,
    behind,
    given,
    opened,
    stage,
    with_letter,
    without_mail,
)
from tests.programme.people_and_places import appoint, make_account


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Ilze Ozola", True),
        ("ilze ozola", True),
        ("Ozola, Ilze", True),
        ("ĪLZE  ÓZOLA", True),
        ("Ilze Ozola-Kalniņa", False),
        ("Ilze", False),
        ("Ieva Ozola", False),
    ],
)
def test_a_name_is_the_same_whatever_its_marks_case_and_order(typed: str, same: bool) -> None:
    assert same_name(typed, "Ilze Ozola") is same


def test_a_hyphen_makes_no_other_name() -> None:
    assert same_name("Ozola Kalnina Ilze", "Ilze Ozola-Kalniņa")


@pytest.fixture
def home(db: None) -> Household:
    return stage()


def signed_by_link(home: Household, name: str) -> None:
    """The mother's link is opened, and the papers are signed with that name."""
    mother = opened(home)
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=mother)
    sign(learner_id=home.janis.id, signer_name=name, viewer=mother, now=NOW)
    raise_wall(home.teacher)


def remarks(home: Household) -> tuple[Remark | None, Remark | None]:
    """What the head is told about consent and application of Jānis."""
    raise_wall(home.head)
    found = standing(viewer=home.head, learner_ids=[home.janis.id], semester=SEMESTER, day=TODAY)
    return found[home.janis.id].consent_remark, found[home.janis.id].application_remark


def test_another_name_is_taken_and_told_to_staff(home: Household) -> None:
    signed_by_link(home, "Ieva Bērziņa")

    assert (Consent.objects.get().state, Consent.objects.get().expected_name) == ("signed", "Ilze Ozola")
    assert remarks(home) == (Remark("Ieva Bērziņa", "Ilze Ozola"), Remark("Ieva Bērziņa", "Ilze Ozola"))


def test_the_guardians_own_name_is_no_remark(home: Household) -> None:
    signed_by_link(home, "OZOLA Ilze")

    assert remarks(home) == (None, None)


def test_another_name_on_paper_or_on_the_tablet_is_told_too(home: Household) -> None:
    record_in_person(
        learner_id=home.janis.id, given=given(home, name="Ieva Bērziņa"), viewer=home.teacher, now=NOW
    )

    assert Consent.objects.get().expected_name == "Ilze Ozola"
    assert remarks(home)[0] == Remark("Ieva Bērziņa", "Ilze Ozola", witness="Anna Liepa")


def test_a_name_typed_at_school_says_before_whom_and_is_read_on_its_own(home: Household) -> None:
    record_in_person(learner_id=home.janis.id, given=given(home), viewer=home.teacher, now=NOW)

    remark = remarks(home)[1]
    assert (remark, remark and remark.wants_a_check) == (Remark(witness="Anna Liepa"), False)
    assert Application.objects.get().asks_for_a_look


def with_a_link_handed_over(home: Household) -> Viewer:
    """The mother of Jānis has no mail; the teacher gave her both link and code."""
    without_mail(home)
    raise_wall(home.teacher)
    handover = send_link(
        learner_id=home.janis.id, who=home.ilze.id, language="lv", consent=True, semester=SEMESTER,
        viewer=home.teacher, now=NOW,
    )  # fmt: skip
    open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)
    mother = behind(handover)
    assert mother is not None
    return mother


def ending(home: Household) -> tuple[str, str, Remark | None]:
    """Who of the family ended the consent, who of the staff noted it, and what is to be checked; as the head reads."""
    raise_wall(home.head)
    sheet = consent_to_see(viewer=home.head, consent_id=Consent.objects.get().id, now=NOW).consent
    return sheet.ender, sheet.noted_by, sheet.remark


def test_a_refusal_by_a_link_that_staff_handed_over_says_who_did(home: Household) -> None:
    mother = with_a_link_handed_over(home)

    refuse(learner_id=home.janis.id, viewer=mother, now=NOW)

    remark = Remark(ending_handed_by="Anna Liepa")
    assert remarks(home) == (remark, remark)
    assert remark.wants_a_check
    assert ending(home) == ("Ilze Ozola", "", remark)


def test_a_withdrawal_by_a_link_that_staff_handed_over_says_who_did(home: Household) -> None:
    mother = with_a_link_handed_over(home)
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=mother)
    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)

    withdraw(consent_id=Consent.objects.get().id, viewer=mother, now=NOW)

    remark = Remark(handed_by="Anna Liepa", ending_handed_by="Anna Liepa")
    assert remarks(home) == (remark, remark)


def test_who_withdrew_by_a_mailed_link_is_the_family_itself(home: Household) -> None:
    signed_by_link(home, "Ilze Ozola")
    consent_id = Consent.objects.get().id
    withdraw(consent_id=consent_id, viewer=opened_again(home, consent_id), now=NOW)

    assert ending(home) == ("Ilze Ozola", "", None)


def opened_again(home: Household, consent_id: UUID) -> Viewer:
    """The mother, let in by a new link."""
    handover = with_letter(call_back(consent_id=consent_id, viewer=home.teacher, now=NOW))
    open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)
    mother = behind(handover)
    assert mother is not None
    return mother


def test_a_refusal_and_a_withdrawal_that_staff_note_name_the_colleague(home: Household) -> None:
    record_refusal(learner_id=home.janis.id, given=given(home), viewer=home.teacher, now=NOW)
    assert ending(home) == ("Ilze Ozola", "Anna Liepa", None)
    with as_owner():
        Application.objects.all().delete()
        Consent.objects.all().delete()
    raise_wall(home.teacher)
    record_in_person(learner_id=home.janis.id, given=given(home), viewer=home.teacher, now=NOW)
    consent_id = Consent.objects.get().id

    record_withdrawal(consent_id=consent_id, who=None, day=TODAY, scan=None, viewer=home.teacher, now=NOW)

    assert ending(home)[:2] == ("Jānis Ozols", "Anna Liepa")
    assert Application.objects.get().ended_by_id == home.teacher.account_id


def test_a_signature_by_a_link_that_staff_handed_over_says_who_did(home: Household) -> None:
    mother = with_a_link_handed_over(home)
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=mother)

    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)

    assert remarks(home) == (Remark(handed_by="Anna Liepa"), Remark(handed_by="Anna Liepa"))


def test_a_signature_by_a_mailed_link_was_handed_over_by_nobody(home: Household) -> None:
    signed_by_link(home, "Ilze Ozola")

    assert Consent.objects.get().handed_by_id is None
    assert Application.objects.get().handed_by_id is None


def test_before_it_is_signed_there_is_no_remark(home: Household) -> None:
    opened(home)
    Consent.objects.update(expected_name="Ilze Ozola")

    assert remarks(home) == (None, None)


@pytest.mark.parametrize("spelt", ["psihologs@skola.example", "PSIHOLOGS+janis@skola.example"])
def test_a_colleague_is_not_sent_the_link(home: Household, spelt: str) -> None:
    with as_owner():
        colleague = make_account("Juris Krūms", email="psihologs@skola.example")
        appoint(Role.PLAN_AUTHOR, home.school, account=colleague)
    without_mail(home)
    raise_wall(home.teacher)

    with pytest.raises(Refused) as refused:
        send_link(
            learner_id=home.janis.id, who=home.ilze.id, language="lv", consent=True, semester=SEMESTER,
            address=spelt, viewer=home.teacher, now=NOW,
        )  # fmt: skip

    assert [reason.code for reason in refused.value.reasons] == ["consents.ask.address_of_staff"]
