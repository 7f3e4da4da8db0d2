"""Recording consents on paper and in person, and their list and ladder for staff."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.consents.actions.answers import ask, keep_answers, sign
from pumpurs.programme.consents.actions.guardians import Newcomer
from pumpurs.programme.consents.actions.recording import (
    Given,
    expire_unanswered,
    record_in_person,
    record_on_paper,
    record_refusal,
    record_withdrawal,
)
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.queries import standing
from pumpurs.programme.consents.queries.staff import (
    Filters,
    consent_to_see,
    consents_in_sight,
    learner_to_ask,
    scan_to_read,
)
from pumpurs.programme.consents.rules import LINK_LASTS
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.programme.partners.models import Participation
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.papers import pdf
from tests.programme.consents.household import (
    NOW,
    SEMESTER,
    TODAY,
    Household,
    born,
    given,
    opened,
    sent,
    signed_in_person,
    stage,
)

pytestmark = pytest.mark.django_db
PDF = pdf("signed by hand")


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Household:
    settings.VAR = tmp_path
    return stage()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def on_paper(
    home: Household, *, signed_on: date = TODAY, scan: bytes = PDF, what: Given | None = None
) -> None:
    record_on_paper(
        learner_id=home.janis.id,
        given=what or given(home),
        signed_on=signed_on,
        scan=scan,
        viewer=home.teacher,
        now=NOW,
    )


def test_a_paper_is_kept_with_scan_signer_relation_and_day(home: Household) -> None:
    on_paper(home, signed_on=date(2026, 9, 30))

    consent = Consent.objects.get()
    assert (consent.state, consent.way, consent.signed_on) == ("signed", "paper", date(2026, 9, 30))
    assert (consent.signer_name, consent.signer_relation) == ("Ilze Ozola", "mother")
    assert scan_to_read(viewer=home.teacher, file_id=consent.scan_id).content == PDF
    assert Application.objects.get().wanted == ["teacher_consultation"]


def test_a_paper_signed_tomorrow_is_refused(home: Household) -> None:
    with pytest.raises(Refused) as refused:
        on_paper(home, signed_on=TODAY + timedelta(days=1))

    assert set(codes(refused)) == {"consents.sign.ahead"}


def test_a_page_that_calls_itself_a_scan_is_refused_and_nothing_is_kept(home: Household) -> None:
    with pytest.raises(Refused) as refused:
        on_paper(home, scan=b"<html>")

    assert codes(refused) == ["file.unknown_kind"]
    assert Consent.objects.count() == 0


def test_a_guardian_the_school_does_not_know_yet_becomes_known(home: Household) -> None:
    aunt = Newcomer("Velta Ozola", "guardian", "velta@example.lv", "lv")

    on_paper(home, what=Given(aunt, "Velta Ozola", "lv", True, None))

    assert Guardian.objects.get(name="Velta Ozola").relation == "guardian"
    assert Consent.objects.get().signer_relation == "guardian"


def test_paper_that_comes_while_a_link_waits_answers_it_and_closes_the_link(home: Household) -> None:
    sent(home)

    on_paper(home)

    assert Consent.objects.get().state == "signed"
    assert FamilyLink.objects.get().closed_at is not None


def test_a_grade_outside_the_target_group_is_refused(home: Household) -> None:
    with as_owner():
        Learner.objects.filter(pk=home.janis.pk).update(grade=13)

    with pytest.raises(Refused) as refused:
        signed_in_person(home)

    assert codes(refused) == ["consents.ask.not_in_target_group"]


def test_a_school_that_does_not_take_part_cannot_ask(home: Household) -> None:
    with as_owner():
        Participation.objects.update(until=TODAY)

    with pytest.raises(Refused) as refused:
        signed_in_person(home)

    assert codes(refused) == ["consents.ask.institution_not_joined"]


def test_on_its_last_day_it_still_can(home: Household) -> None:
    with as_owner():
        Participation.objects.update(until=TODAY + timedelta(days=1))

    signed_in_person(home)

    assert Consent.objects.get().way == "in_person"


def test_a_learner_of_age_signs_alone_and_no_parent_can(home: Household) -> None:
    born(home.janis, date(2008, 1, 1))
    raise_wall(home.teacher)
    with pytest.raises(Refused) as refused:
        record_in_person(learner_id=home.janis.id, given=given(home), viewer=home.teacher, now=NOW)

    record_in_person(
        learner_id=home.janis.id,
        given=Given(None, "Jānis Ozols", "lv", True, None),
        viewer=home.teacher,
        now=NOW,
    )

    assert "consents.ask.learner_is_of_age" in codes(refused)
    assert Consent.objects.get().signer_relation == "self"


def test_a_refusal_in_person_is_recorded_without_a_name(home: Household) -> None:
    record_refusal(learner_id=home.janis.id, given=given(home, name=""), viewer=home.teacher, now=NOW)

    assert Consent.objects.get().state == "refused"


def test_a_withdrawal_on_paper_counts_from_its_day(home: Household) -> None:
    signed_in_person(home)
    consent = Consent.objects.get()
    day = TODAY + timedelta(days=3)
    later = NOW + timedelta(days=5)
    record_withdrawal(consent_id=consent.id, who=None, day=day, scan=PDF, viewer=home.teacher, now=later)

    before, after = (
        standing(viewer=home.teacher, learner_ids=[home.janis.id], semester=SEMESTER, day=one)[home.janis.id]
        for one in (day - timedelta(days=1), day)
    )

    assert (before.consent_valid, before.application_valid) == (True, True)
    assert (after.consent_valid, after.application_valid) == (False, False)
    assert after.consent_state == "withdrawn"


@pytest.mark.parametrize("shift", [-1, 6])
def test_a_withdrawal_before_the_signature_or_ahead_of_time_is_refused(home: Household, shift: int) -> None:
    signed_in_person(home)

    with pytest.raises(Refused) as refused:
        record_withdrawal(
            consent_id=Consent.objects.get().id, who=None, day=TODAY + timedelta(days=shift), scan=None,
            viewer=home.teacher, now=NOW + timedelta(days=5),
        )  # fmt: skip

    assert codes(refused) == ["consents.withdraw.wrong_day"]


def test_nothing_expires_while_its_link_is_open(home: Household) -> None:
    sent(home)
    job = job_viewer("test")
    raise_wall(job)

    assert expire_unanswered(viewer=job, now=NOW + LINK_LASTS - timedelta(seconds=1)) == 0
    assert expire_unanswered(viewer=job, now=NOW + LINK_LASTS) == 2
    assert Consent.objects.get().state == "expired"


def test_the_ladder_tells_sent_opened_asked_and_signed_apart(home: Household) -> None:
    def ladder() -> list[tuple[str, str]]:
        raise_wall(home.teacher)
        card = consent_to_see(viewer=home.teacher, consent_id=Consent.objects.get().id, now=NOW)
        return [(rung.name, rung.state) for rung in card.consent.ladder]

    mother = opened(home)
    was_opened = ladder()
    raise_wall(mother)
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=mother)
    ask(learner_id=home.janis.id, question="Kas to redz?", viewer=mother)
    was_asked = ladder()
    raise_wall(mother)
    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)
    was_signed = ladder()

    assert was_opened == [("sent", "done"), ("opened", "now"), ("answered", "next")]
    assert was_asked == [("sent", "done"), ("opened", "done"), ("asked", "now"), ("answered", "next")]
    assert was_signed == [("sent", "done"), ("opened", "done"), ("asked", "done"), ("signed", "done")]


def test_a_sent_one_is_not_opened(home: Household) -> None:
    sent(home)

    card = consent_to_see(viewer=home.teacher, consent_id=Consent.objects.get().id, now=NOW)

    assert [(rung.name, rung.state) for rung in card.consent.ladder] == [
        ("sent", "now"),
        ("opened", "next"),
        ("answered", "next"),
    ]


def test_staff_do_not_see_what_the_family_marked_before_it_signs(home: Household) -> None:
    mother = opened(home)
    keep_answers(learner_id=home.janis.id, circumstances=("low_income",), viewer=mother)
    raise_wall(home.teacher)

    card = consent_to_see(viewer=home.teacher, consent_id=Consent.objects.get().id, now=NOW)

    assert card.applications[0].circumstances == ()


def test_the_list_counts_by_state_and_finds_who_lacks_this_semesters_application(home: Household) -> None:
    signed_in_person(home, semester=None)

    found = consents_in_sight(viewer=home.teacher, filters=Filters(SEMESTER, "no_application"))

    assert [row.learner for row in found.page.items] == ["Jānis Ozols"]
    assert found.counts == {"all": 1, "asked": 0, "waiting": 0, "signed": 1, "no_application": 1, "ended": 0}


def test_with_the_application_signed_nobody_lacks_it(home: Household) -> None:
    signed_in_person(home)

    found = consents_in_sight(viewer=home.teacher, filters=Filters(SEMESTER))

    assert found.counts["no_application"] == 0
    assert found.page.items[0].application_state == "signed"


def test_a_consent_out_of_reach_is_not_there(home: Household) -> None:
    raise_wall(home.head)
    record_in_person(
        learner_id=home.marta.id,
        given=Given(home.zane.id, "Zane Kalniņa", "lv", True, None),
        viewer=home.head,
        now=NOW,
    )
    consent = Consent.objects.get()
    raise_wall(home.teacher)

    with pytest.raises(Consent.DoesNotExist):
        consent_to_see(viewer=home.teacher, consent_id=consent.id, now=NOW)
    assert consents_in_sight(viewer=home.teacher, filters=Filters(SEMESTER)).counts["all"] == 0


def test_before_asking_the_teacher_sees_what_stands_against_it(home: Household) -> None:
    with as_owner():
        Learner.objects.filter(pk=home.janis.pk).update(grade=None)
    raise_wall(home.teacher)

    found = learner_to_ask(viewer=home.teacher, learner_id=home.janis.id, now=NOW)

    assert [reason.code for reason in found.reasons] == ["consents.ask.not_in_target_group"]
    assert [(name, relation) for _id, name, relation, _mail in found.guardians] == [("Ilze Ozola", "mother")]


def test_a_learner_asked_again_after_a_refusal_stands_in_the_list_once_with_the_new_answer(
    home: Household,
) -> None:
    record_refusal(learner_id=home.janis.id, given=given(home, name=""), viewer=home.teacher, now=NOW)
    signed_in_person(home)

    found = consents_in_sight(viewer=home.teacher, filters=Filters(SEMESTER))

    assert [row.state for row in found.page.items] == ["signed"]
