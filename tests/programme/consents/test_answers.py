"""The family answers by a link: asks, marks, signs, refuses, withdraws."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.visibility import Reach, Viewer, raise_wall
from pumpurs.programme.consents.actions.answers import (
    ask,
    choose_language,
    keep_answers,
    refuse,
    sign,
    withdraw,
)
from pumpurs.programme.consents.actions.recording import reply
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.consents.queries import standing
from pumpurs.programme.consents.queries.family import consent_to_end, family_home, paper_to_answer
from pumpurs.programme.consents.queries.looks import who_looked
from pumpurs.programme.consents.queries.staff import consent_to_see
from pumpurs.programme.learners.models import Learner
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.consents.household import (
    NOW,
    SEMESTER,
    TODAY,
    Household,
    behind,
    opened,
    sent,
    signed_in_person,
    stage,
)
from tests.programme.people_and_places import appoint, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Household:
    return stage()


@pytest.fixture
def mother(home: Household) -> Viewer:
    return opened(home)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def marked(home: Household, mother: Viewer) -> None:
    keep_answers(learner_id=home.janis.id, wanted=("meals",), circumstances=("distance",), viewer=mother)


def test_signing_signs_both_papers_with_name_relation_day_language_and_version(
    home: Household, mother: Viewer
) -> None:
    marked(home, mother)

    sign(learner_id=home.janis.id, signer_name=" Ilze  Ozola ", viewer=mother, now=NOW)

    for paper in (Consent.objects.get(), Application.objects.get()):
        assert (paper.state, paper.signer_name, paper.signer_relation) == ("signed", "Ilze Ozola", "mother")
        assert (paper.signed_on, paper.language, paper.text_version) == (TODAY, "uk", "1")


def test_nothing_can_be_signed_twice(home: Household, mother: Viewer) -> None:
    marked(home, mother)
    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)

    with pytest.raises(Refused) as refused:
        sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)

    assert codes(refused) == ["family.answer.nothing_waits"]


def test_signing_without_a_name_or_any_support_tells_both(home: Household, mother: Viewer) -> None:
    with pytest.raises(Refused) as refused:
        sign(learner_id=home.janis.id, signer_name="Ilze", viewer=mother, now=NOW)

    assert codes(refused) == ["consents.sign.no_name", "application.sign.no_support"]
    assert Consent.objects.get().state == "opened"


@pytest.mark.parametrize("wanted", ["learning_aids", "a_pony"])
def test_support_that_this_learner_cannot_get_is_refused(
    home: Household, mother: Viewer, wanted: str
) -> None:
    keep_answers(learner_id=home.janis.id, wanted=(wanted,), viewer=mother)

    with pytest.raises(Refused) as refused:
        sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)

    assert codes(refused) == ["application.sign.no_support"]


def test_refusing_takes_one_step_and_no_reason(home: Household, mother: Viewer) -> None:
    refuse(learner_id=home.janis.id, viewer=mother, now=NOW)

    assert {Consent.objects.get().state, Application.objects.get().state} == {"refused"}


def test_after_a_refusal_the_family_may_be_asked_again(home: Household, mother: Viewer) -> None:
    refuse(learner_id=home.janis.id, viewer=mother, now=NOW)

    sent(home)

    assert sorted(Consent.objects.values_list("state", flat=True)) == ["refused", "sent"]


def test_a_question_is_told_apart_and_its_answer_comes_back(home: Household, mother: Viewer) -> None:
    ask(learner_id=home.janis.id, question="Cik tas maksā?", viewer=mother)
    raise_wall(home.teacher)
    asked = Consent.objects.get().state
    reply(learner_id=home.janis.id, text="Jums nekas nav jāmaksā.", viewer=home.teacher)
    raise_wall(mother)

    paper = paper_to_answer(viewer=mother, learner_id=home.janis.id, now=NOW)

    assert asked == "asked"
    assert (paper.question, paper.reply, paper.waits) == ("Cik tas maksā?", "Jums nekas nav jāmaksā.", True)


@pytest.mark.parametrize("role", [Role.INSTITUTION_COORDINATOR, Role.MUNICIPAL_COORDINATOR])
def test_what_a_family_asks_is_read_by_author_and_head_only(
    home: Household, mother: Viewer, role: Role
) -> None:
    ask(learner_id=home.janis.id, question="Tēvs ir slimnīcā, ko darīt?", viewer=mother)
    with as_owner():
        place = home.school if role is Role.INSTITUTION_COORDINATOR else home.school.partner
        other = viewer_for(appoint(role, place, name="Inta Liepiņa"))
    cards = {}
    for name, viewer in {"head": home.head, "other": other}.items():
        raise_wall(viewer)
        cards[name] = consent_to_see(viewer=viewer, consent_id=Consent.objects.get().id, now=NOW)

    assert cards["head"].consent.question == "Tēvs ir slimnīcā, ko darīt?"
    assert "reply" in cards["head"].steps
    assert (cards["other"].consent.asks, cards["other"].consent.question) == (True, "")
    assert "reply" not in cards["other"].steps


def test_a_question_is_no_answer_and_can_still_be_signed(home: Household, mother: Viewer) -> None:
    marked(home, mother)
    ask(learner_id=home.janis.id, question="Cik tas maksā?", viewer=mother)

    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)

    assert Consent.objects.get().state == "signed"


def test_what_was_marked_is_kept_when_going_back(home: Household, mother: Viewer) -> None:
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=mother)
    keep_answers(learner_id=home.janis.id, circumstances=("distance",), viewer=mother)

    paper = paper_to_answer(viewer=mother, learner_id=home.janis.id, now=NOW)

    assert [one.key for one in paper.supports if one.marked] == ["meals"]
    assert [one.key for one in paper.circumstances if one.marked] == ["distance"]


def test_the_language_is_kept_with_the_papers(home: Household, mother: Viewer) -> None:
    choose_language(learner_id=home.janis.id, language="ru", viewer=mother)

    assert {Consent.objects.get().language, Application.objects.get().language} == {"ru"}


def test_a_withdrawn_consent_holds_no_longer_from_that_day_and_takes_its_application_along(
    home: Household,
) -> None:
    signed_in_person(home)
    consent = Consent.objects.get()
    later = NOW + timedelta(days=30)
    mother = Viewer(home.ilze.id, Role.GUARDIAN, Reach(learners=frozenset({home.janis.id})))
    raise_wall(mother)

    withdraw(consent_id=consent.id, viewer=mother, now=later)

    gone = TODAY + timedelta(days=30)

    def stands(day: date) -> tuple[bool, bool]:
        found = standing(viewer=mother, learner_ids=[home.janis.id], semester=SEMESTER, day=day)[
            home.janis.id
        ]
        return found.consent_valid, found.application_valid

    assert stands(gone - timedelta(days=1)) == (True, True)
    assert stands(gone) == (False, False)
    assert stands(gone + timedelta(days=1)) == (False, False)


def test_before_it_is_signed_there_is_nothing_to_withdraw(home: Household, mother: Viewer) -> None:
    consent = Consent.objects.get()

    with pytest.raises(Consent.DoesNotExist):
        consent_to_end(viewer=mother, consent_id=consent.id)
    with pytest.raises(Refused) as refused:
        withdraw(consent_id=consent.id, viewer=mother, now=NOW)

    assert codes(refused) == ["consent.withdraw.wrong_state"]


def test_a_teacher_cannot_sign_in_the_familys_place(home: Household, mother: Viewer) -> None:
    marked(home, mother)
    raise_wall(home.teacher)

    with pytest.raises(Refused) as refused:
        sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=home.teacher, now=NOW)

    assert codes(refused) == ["consent.sign.not_yours", "application.sign.not_yours"]


def test_the_link_of_one_child_reaches_nothing_of_another(home: Household, mother: Viewer) -> None:
    with pytest.raises(Learner.DoesNotExist):
        paper_to_answer(viewer=mother, learner_id=home.marta.id, now=NOW)
    with pytest.raises(Learner.DoesNotExist):
        who_looked(viewer=mother, learner_id=home.marta.id)
    with pytest.raises(Learner.DoesNotExist):
        refuse(learner_id=home.marta.id, viewer=mother, now=NOW)
    assert [child.name for child in family_home(viewer=mother).items] == ["Jānis Ozols"]


def test_the_family_reads_who_looked_by_role_and_place_without_names(home: Household, mother: Viewer) -> None:
    looks = who_looked(viewer=mother, learner_id=home.janis.id).page.items

    assert {(look.role, look.place) for look in looks if not look.own} == {
        ("plan_author", "Priekuļu vidusskola")
    }
    assert "Liepa" not in str(looks)


def test_reading_a_place_does_not_leave_the_eyes_open(home: Household, mother: Viewer) -> None:
    who_looked(viewer=mother, learner_id=home.janis.id)

    assert Learner.objects.count() == 1


def test_what_the_family_sees_is_written_down_too(home: Household, mother: Viewer) -> None:
    paper_to_answer(viewer=mother, learner_id=home.janis.id, now=NOW)

    line = AuditLine.objects.order_by("-id").first()
    assert line is not None
    assert (line.role, line.action, line.learners) == ("guardian", "consents.answer", [home.janis.id])


def test_a_guardian_no_longer_in_force_is_cut_off_at_once(home: Household) -> None:
    handover = sent(home)
    before = behind(handover)
    raise_wall(home.teacher)
    home.ilze.until = date(2026, 10, 5)
    home.ilze.save(update_fields=["until"])

    assert before is not None
    assert behind(handover) is None
