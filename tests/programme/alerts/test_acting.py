"""What people do about alerts: look, talk, set aside, disagree, open a plan; a hunch; asking for help."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.programme.alerts.actions import alerts as acts
from pumpurs.programme.alerts.models import Alert, AlertStep
from pumpurs.programme.learners.queries.reach import family_reach
from pumpurs.programme.plans.actions.from_alert import open_plan
from pumpurs.programme.plans.models import Plan, RiskJudgement
from pumpurs.programme.plans.queries.lists import beginning_of
from pumpurs.values.periods import Semester
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School, alert_of, deadlines, night, sign
from tests.programme.people_and_places import (
    TODAY,
    appoint,
    care_for,
    make_account,
    make_guardian,
    viewer_for,
)

pytestmark = pytest.mark.django_db
SEMESTER = Semester.parse("2026/1")


@pytest.fixture
def school() -> School:
    with as_owner():
        school = School()
    night({school.first: [sign()]})
    return school


def act(name: str, viewer: Viewer, **given: Any) -> Any:
    """One verb in the viewer's own sight."""
    with looking_as(viewer):
        return getattr(acts, name)(viewer=viewer, now=NOW, **given)


def refused(name: str, viewer: Viewer, **given: Any) -> list[str]:
    with pytest.raises(Refused) as told:
        act(name, viewer, **given)
    return [reason.code for reason in told.value.reasons]


def test_looking_takes_it_off_the_list_of_what_nobody_has_looked_at(school: School) -> None:
    alert = alert_of(school.first)

    act("look", school.teacher, alert_id=alert.id)

    assert alert_of(school.first).state == "looked_at"
    assert refused("look", school.teacher, alert_id=alert.id) == ["alert.look.wrong_state"]


def test_a_talk_needs_a_sentence(school: School) -> None:
    alert = alert_of(school.first)

    assert refused("talk", school.teacher, alert_id=alert.id, note=" ") == ["alert.talk.no_note"]
    act("talk", school.teacher, alert_id=alert.id, note="Runājām ar mammu.")

    assert alert_of(school.first).state == "acted"


def test_setting_aside_needs_a_reason_and_a_day_not_far_off(school: School) -> None:
    alert, far = alert_of(school.first), TODAY + timedelta(days=61)
    given = {"alert_id": alert.id, "today": TODAY}

    assert refused("set_aside", school.teacher, until=TODAY, note="", **given) == [
        "alert.set_aside.no_reason",
        "alert.set_aside.no_day",
    ]
    assert refused("set_aside", school.teacher, until=far, note="Slimo", **given) == [
        "alert.set_aside.too_long"
    ]
    act("set_aside", school.teacher, until=far - timedelta(days=1), note="Slimo", **given)

    assert alert_of(school.first).state == "set_aside"


def test_what_was_set_aside_comes_back_on_its_day(school: School) -> None:
    until = date(2026, 10, 14)
    act(
        "set_aside",
        school.teacher,
        alert_id=alert_of(school.first).id,
        until=until,
        note="Slimo",
        today=TODAY,
    )

    deadlines(until - timedelta(days=1))
    assert alert_of(school.first).state == "set_aside"
    deadlines(until)
    assert alert_of(school.first).state == "new"


def test_the_duty_to_report_is_not_set_aside(school: School) -> None:
    night({school.learners[1]: [sign("unexcused_duty", 21, 1)]}, day=EVENING + timedelta(days=1))
    alert, until = alert_of(school.learners[1]), TODAY + timedelta(days=5)

    codes = refused("set_aside", school.teacher, alert_id=alert.id, until=until, note="Vēlāk", today=TODAY)

    assert codes == ["alert.set_aside.duty"]


def test_disagreement_is_kept_with_its_reason_and_the_alert_comes_back_only_when_it_gets_worse(
    school: School,
) -> None:
    act("disagree", school.teacher, alert_id=alert_of(school.first).id, note="Žurnālā kļūda.", today=TODAY)

    night({school.first: [sign(num=13)]}, day=EVENING + timedelta(days=1))
    deadlines(date(2026, 12, 1))
    assert (alert_of(school.first).state, alert_of(school.first).disagreed) == ("set_aside", True)
    with looking_as(school.head):
        assert AlertStep.objects.get(step="disagree").note == "Žurnālā kļūda."

    night({school.first: [sign(num=20)]}, day=EVENING + timedelta(days=2))
    assert alert_of(school.first).state == "new"


def test_one_click_opens_a_draft_plan_with_every_risk_unanswered(school: School) -> None:
    alert = alert_of(school.first)

    with looking_as(school.teacher):
        plan_id = open_plan(alert_id=alert.id, semester=SEMESTER, viewer=school.teacher, now=NOW)

    assert (alert_of(school.first).state, alert_of(school.first).plan_id) == ("acted", plan_id)
    with looking_as(NIGHT):
        assert Plan.objects.get(pk=plan_id).state == "draft"
        assert not RiskJudgement.objects.filter(plan_id=plan_id).exists()


def test_the_head_opens_no_plan_and_the_plan_is_not_begun(school: School) -> None:
    with looking_as(school.head), pytest.raises(Refused):
        open_plan(alert_id=alert_of(school.first).id, semester=SEMESTER, viewer=school.head, now=NOW)

    with looking_as(NIGHT):
        assert not Plan.objects.exists()


def test_a_teacher_of_another_school_does_nothing_to_it(school: School) -> None:
    with as_owner():
        stranger = School("Cēsu pamatskola").teacher

    with pytest.raises(Alert.DoesNotExist):
        act("look", stranger, alert_id=alert_of(school.first).id)


def test_what_people_write_belongs_to_whoever_cares_for_the_learner(school: School) -> None:
    with as_owner():
        make_guardian(school.first, account=(account := make_account("Ilze Ozola")))
        support = care_for(
            appoint(Role.PLAN_AUTHOR, school.institution, name="Ieva Krūma"), school.learners[1]
        )
    mother = Viewer(
        account.id, Role.GUARDIAN, family_reach(account_id=account.id, role=Role.GUARDIAN, today=TODAY)
    )

    act("ask_for_help", mother, learner_id=school.first.id, text="Negrib iet uz skolu.", today=TODAY)
    act("note_hunch", school.head, learner_id=school.learners[1].id, text="Kļuvis kluss.", today=TODAY)

    with as_owner():
        owners = dict(Alert.objects.exclude(source="rules").values_list("source", "owner_id"))
    assert owners == {"asked": school.teacher.account_id, "hunch": support.account_id}


def test_a_hunch_is_an_alert_at_once_and_one_at_a_time(school: School) -> None:
    given = {"learner_id": school.first.id, "today": TODAY}

    assert refused("note_hunch", school.teacher, text=" ", **given) == ["alert.hunch.no_text"]
    act("note_hunch", school.teacher, text="Kļuvis ļoti kluss.", **given)
    assert refused("note_hunch", school.teacher, text="Vēl.", **given) == ["alert.hunch.waits_already"]

    with looking_as(school.head):
        found = Alert.objects.get(source="hunch")
    assert (found.state, found.due_on) == ("new", date(2026, 10, 12))


def test_a_mother_asks_for_help_for_her_own_child_only(school: School) -> None:
    with as_owner():
        account = make_account("Ilze Ozola")
        make_guardian(school.first, account=account)
    reach = family_reach(account_id=account.id, role=Role.GUARDIAN, today=TODAY)
    mother = Viewer(account.id, Role.GUARDIAN, reach)

    act("ask_for_help", mother, learner_id=school.first.id, text="Negrib iet uz skolu.", today=TODAY)

    with looking_as(school.teacher):
        assert Alert.objects.get(source="asked").state == "new"
    assert refused("ask_for_help", school.teacher, learner_id=school.first.id, text="x", today=TODAY) == [
        "alert.ask.not_yours"
    ]
    with pytest.raises(Exception, match="does not exist"):
        act("ask_for_help", mother, learner_id=school.learners[1].id, text="x", today=TODAY)


def by_hand(school: School) -> Alert:
    act("note_hunch", school.teacher, learner_id=school.first.id, text="Kļuvis ļoti kluss.", today=TODAY)
    with looking_as(school.head):
        return Alert.objects.get(source="hunch")


def test_what_a_person_saw_stays_on_the_list_after_a_draft_is_opened_until_a_talk_is_noted(
    school: School,
) -> None:
    alert = by_hand(school)

    with looking_as(school.teacher):
        plan_id = open_plan(alert_id=alert.id, semester=SEMESTER, viewer=school.teacher, now=NOW)

    with looking_as(school.head):
        kept = Alert.objects.get(pk=alert.id)
    assert (kept.state, kept.plan_id) == ("looked_at", plan_id)
    act("talk", school.teacher, alert_id=alert.id, note="Runājām.")
    with looking_as(school.head):
        assert Alert.objects.get(pk=alert.id).state == "acted"


def test_a_plan_past_its_draft_ends_no_alert(school: School) -> None:
    of_rules = alert_of(school.first)
    alert = by_hand(school)
    with looking_as(school.teacher):
        plan_id = open_plan(alert_id=of_rules.id, semester=SEMESTER, viewer=school.teacher, now=NOW)
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(state="approved")

    with looking_as(school.teacher), pytest.raises(Refused) as told:
        open_plan(alert_id=alert.id, semester=SEMESTER, viewer=school.teacher, now=NOW)

    assert [reason.code for reason in told.value.reasons] == ["alert.plan.there_already"]
    with looking_as(school.head):
        assert Alert.objects.get(pk=alert.id).state == "new"


def test_setting_aside_can_be_taken_back_and_the_deadline_is_the_old_one(school: School) -> None:
    alert = alert_of(school.first)
    until = TODAY + timedelta(days=5)
    act("set_aside", school.teacher, alert_id=alert.id, until=until, note="Slimo", today=TODAY)

    act("take_back", school.teacher, alert_id=alert.id)

    found = alert_of(school.first)
    assert (found.state, found.set_aside_until, found.due_on) == ("looked_at", None, alert.due_on)
    assert refused("take_back", school.teacher, alert_id=alert.id) == ["alert.take_back.wrong_state"]


def test_a_disagreement_that_is_taken_back_is_none_any_more(school: School) -> None:
    alert = alert_of(school.first)
    act("disagree", school.teacher, alert_id=alert.id, note="Kļūda.", today=TODAY)

    act("take_back", school.teacher, alert_id=alert.id)

    assert alert_of(school.first).disagreed is False


def test_one_talk_is_no_dead_end_another_follows_and_it_may_wait_after_it(school: School) -> None:
    alert = alert_of(school.first)
    for note in ("Runājām ar mammu.", "Runājām vēlreiz, arī ar tēti."):
        act("talk", school.teacher, alert_id=alert.id, note=note)
    with looking_as(school.head):
        assert AlertStep.objects.filter(alert=alert, step="talk").count() == 2

    until = TODAY + timedelta(days=7)
    act("set_aside", school.teacher, alert_id=alert.id, until=until, note="Vienojāmies.", today=TODAY)
    deadlines(until)

    assert alert_of(school.first).state == "new"


def test_a_suspended_plan_may_be_resumed_by_its_author_and_not_by_a_coordinator(
    school: School,
) -> None:
    with as_owner():
        coordinator = viewer_for(appoint(Role.INSTITUTION_COORDINATOR, school.institution, name="Ilze Kalna"))
    with looking_as(school.teacher):
        plan_id = open_plan(
            alert_id=alert_of(school.first).id, semester=SEMESTER, viewer=school.teacher, now=NOW
        )

    assert not may_resume(school.teacher, school)
    with as_owner():
        Plan.objects.filter(pk=plan_id).update(state="suspended")

    assert [may_resume(one, school) for one in (school.teacher, school.head, coordinator)] == [
        True,
        True,
        False,
    ]


def may_resume(viewer: Viewer, school: School) -> bool:
    with looking_as(viewer):
        found = beginning_of(viewer=viewer, learner_id=school.first.id, semester=str(SEMESTER))
        return found.may_resume


def test_a_call_for_help_is_answered_and_not_disagreed_with(school: School) -> None:
    alert = by_hand(school)

    assert refused("disagree", school.teacher, alert_id=alert.id, note="Nav tiesa.", today=TODAY) == [
        "alert.disagree.people_said_it"
    ]
