"""The duty to tell the municipality: prepared by a night, signed by the head, received and answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.programme.alerts.actions import duty as acts
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertStep, DutyNotice
from pumpurs.programme.alerts.queries.duty import (
    counted_notices,
    notice_of_alert,
    notices_in_sight,
    one_notice,
    told_by_mail,
)
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Account
from pumpurs.rulebook import early_warning_rules
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NIGHT, NOW, School, alert_of, night, sign
from tests.programme.people_and_places import TODAY, appoint, make_partner, viewer_for

pytestmark = pytest.mark.django_db
LIMIT = int(early_warning_rules.rule("unexcused_duty").on(EVENING)[0].value)
CAUSE = "Zvanījām divas reizes, mājās neviena nebija."


class Town(School):
    """A school with the coordinator of its municipality."""

    def __init__(self, name: str = "Priekuļu vidusskola") -> None:
        super().__init__(name)
        place = appoint(Role.MUNICIPAL_COORDINATOR, self.institution.partner, name="Vita Kalna")
        self.coordinator = viewer_for(place)


@pytest.fixture
def town() -> Town:
    with as_owner():
        town = Town()
    night({town.first: [sign("unexcused_duty", LIMIT + 3, 1)]})
    return town


def notice() -> DutyNotice:
    with looking_as(NIGHT):
        return DutyNotice.objects.get()


def act(name: str, viewer: Viewer, **given: Any) -> None:
    with looking_as(viewer):
        getattr(acts, name)(viewer=viewer, now=NOW, notice_id=notice_id(), **given)


def notice_id() -> Any:
    with as_owner():
        return DutyNotice.objects.get().id


def refused(name: str, viewer: Viewer, **given: Any) -> list[str]:
    with pytest.raises(Refused) as told:
        act(name, viewer, **given)
    return [reason.code for reason in told.value.reasons]


def signed(town: Town, told_on: date = EVENING) -> None:
    act("send", town.head, family_told_on=told_on, cause=CAUSE, today=TODAY)


def test_the_night_prepares_one_notice_above_the_limit_and_none_at_it() -> None:
    with as_owner():
        town = Town()

    night({town.first: [sign("unexcused_duty", LIMIT + 1, 1)], town.learners[1]: [sign("many_notes", 9, 1)]})
    night({town.first: [sign("unexcused_duty", LIMIT + 1, 1)]})

    found = notice()
    assert (found.learner_id, found.state, found.lessons, found.limit) == (
        town.first.id, "prepared", LIMIT + 1, LIMIT,
    )  # fmt: skip
    assert (found.learner_name, found.class_name) == ("Jānis Ozols", "7.a")
    assert found.due_on == alert_of(town.first).due_on


def test_until_it_is_signed_the_count_grows_with_the_journal_and_is_frozen_then(town: Town) -> None:
    next_day = EVENING + timedelta(days=1)
    night({town.first: [_at(next_day, LIMIT + 5)]}, day=next_day)
    assert notice().lessons == LIMIT + 5

    signed(town)
    night({town.first: [_at(next_day + timedelta(days=1), LIMIT + 9)]}, day=next_day + timedelta(days=1))

    assert notice().lessons == LIMIT + 5


def _at(day: date, num: int) -> Any:
    found = sign("unexcused_duty", num, 1)
    return type(found)(**{**found.__dict__, "last_day": day})


def test_a_notice_lapses_when_the_journal_was_mended_but_not_when_nothing_is_known(town: Town) -> None:
    night({}, seen=[], day=EVENING + timedelta(days=1))
    assert notice().state == "prepared"

    night({}, seen=[town.first], day=EVENING + timedelta(days=1))
    assert notice().state == "not_needed"


def test_what_lapsed_is_prepared_again_if_the_limit_is_passed_anew(town: Town) -> None:
    night({}, seen=[town.first], day=EVENING + timedelta(days=1))
    day = EVENING + timedelta(days=2)

    night({town.first: [_at(day, LIMIT + 4)]}, day=day)

    assert (notice().state, notice().lessons, notice().ended_at) == ("prepared", LIMIT + 4, None)


def test_what_the_head_cleared_is_not_prepared_again(town: Town) -> None:
    act("clear", town.head, why="Bija slims, zīme atnesta vēlāk.")
    day = EVENING + timedelta(days=1)

    night({town.first: [_at(day, LIMIT + 4)]}, day=day)

    assert notice().state == "not_needed"


@pytest.fixture
def moved(town: Town) -> Town:
    """The learner went to another school, and the alert went along."""
    with as_owner():
        other = Town("Raunas pamatskola")
        Alert.objects.update(institution=other.institution)
        AlertFact.objects.update(institution_id=other.institution.id)
        Learner.objects.filter(pk=town.first.pk).update(institution=other.institution, school_class=None)
    return other


def test_the_school_a_learner_left_can_sign_without_the_alert(town: Town, moved: Town) -> None:
    signed(town)

    assert (notice().state, alert_of(town.first).state) == ("sent", "new")


def test_the_school_a_learner_left_can_say_that_no_notice_is_needed(town: Town, moved: Town) -> None:
    act("clear", town.head, why="Zīme atnesta.")

    assert (notice().state, alert_of(town.first).state) == ("not_needed", "new")


def test_the_duty_goes_along_with_the_learner_who_went_to_another_school(town: Town, moved: Town) -> None:
    night({town.first: [_at(EVENING, LIMIT + 3)]})

    with as_owner():
        found = dict(DutyNotice.objects.values_list("institution_id", "state"))
    assert found == {town.institution.id: "not_needed", moved.institution.id: "prepared"}


def test_the_notice_of_who_left_for_no_school_stays_with_the_head(town: Town) -> None:
    with as_owner():
        Learner.objects.filter(pk=town.first.pk).update(institution=None, school_class=None)

    night({})

    assert notice().state == "prepared"


def test_a_signed_notice_never_lapses(town: Town) -> None:
    signed(town)

    night({}, seen=[town.first], day=EVENING + timedelta(days=1))

    assert notice().state == "sent"


def test_the_head_signs_once_the_family_was_told_and_the_cause_was_looked_for(town: Town) -> None:
    assert refused("send", town.head, family_told_on=None, cause=" ", today=TODAY) == [
        "duty.send.family_not_told",
        "duty.send.no_cause",
    ]
    assert refused("send", town.head, family_told_on=TODAY + timedelta(days=1), cause=CAUSE, today=TODAY) == [
        "duty.send.day_ahead"
    ]

    signed(town, told_on=TODAY)

    assert (notice().state, notice().sent_by_id, notice().cause) == ("sent", town.head.account_id, CAUSE)
    assert notice().answer_due_on == date(2026, 10, 26)  # a week of autumn holidays between
    assert alert_of(town.first).state == "acted"


def test_the_teacher_writes_and_only_the_head_signs(town: Town) -> None:
    act("write", town.teacher, family_told_on=EVENING, cause=CAUSE)

    assert (notice().state, notice().cause) == ("prepared", CAUSE)
    for viewer in (town.teacher, town.coordinator):
        assert refused("send", viewer, family_told_on=EVENING, cause=CAUSE, today=TODAY) == [
            "duty.send.not_yours"
        ]
    assert refused("write", town.coordinator, family_told_on=EVENING, cause=CAUSE) == ["duty.write.not_yours"]


def test_no_notice_is_needed_when_the_cause_is_known_and_the_reason_is_kept(town: Town) -> None:
    assert refused("clear", town.head, why=" ") == ["duty.clear.no_reason"]
    act("clear", town.head, why="Slimnīca, izziņa ir.")

    assert (notice().state, notice().outcome) == ("not_needed", "Slimnīca, izziņa ir.")
    with looking_as(town.head):
        alert = Alert.objects.get(source="rules")
        assert alert.state == "acted"
        assert AlertStep.objects.get(alert=alert, step="clear").note == "Slimnīca, izziņa ir."
    assert refused("send", town.head, family_told_on=EVENING, cause=CAUSE, today=TODAY) == [
        "duty.send.wrong_state"
    ]


def test_the_municipality_receives_and_answers_and_the_school_does_not_answer_for_it(town: Town) -> None:
    signed(town)
    assert refused("receive", town.head) == ["duty.receive.not_yours"]
    act("receive", town.coordinator)
    assert notice().state == "received"
    assert refused("answer", town.coordinator, outcome="", brought_in=[]) == ["duty.answer.no_outcome"]

    act(
        "answer",
        town.coordinator,
        outcome="Sociālais dienests apmeklēja.",
        brought_in=["social_service", "x"],
    )

    found = notice()
    assert (found.state, found.social_service, found.police) == ("answered", True, False)
    assert found.ended_by_id == town.coordinator.account_id


def test_of_a_state_school_the_head_notes_what_came_by_paper() -> None:
    with as_owner():
        partner = make_partner("Priekuļu tehnikums", code="", kind="state_vocational_school")
        town = Town()
        town.institution.partner = partner
        town.institution.save()
    night({town.first: [sign("unexcused_duty", LIMIT + 1, 1)]})
    signed(town)

    act("receive", town.head)
    act("answer", town.head, outcome="Atbilde saņemta.", brought_in=[])

    assert notice().state == "answered"


def test_the_municipality_sees_nothing_before_it_is_signed(town: Town) -> None:
    with looking_as(town.coordinator):
        assert notices_in_sight(viewer=town.coordinator, tab="sent", today=TODAY).items == ()
        assert "prepared" not in counted_notices(viewer=town.coordinator)
        with pytest.raises(DutyNotice.DoesNotExist):
            one_notice(viewer=town.coordinator, notice_id=notice_id(), today=TODAY)

    signed(town)

    with looking_as(town.coordinator):
        (line,) = notices_in_sight(viewer=town.coordinator, tab="sent", today=TODAY).items
        assert (line.learner, line.state, line.is_late) == ("Jānis Ozols", "sent", False)
        assert one_notice(viewer=town.coordinator, notice_id=line.id, today=TODAY).alert_id is None


def test_late_is_the_day_after_the_last_day(town: Town) -> None:
    due = notice().due_on
    with looking_as(town.head):
        on_time = one_notice(viewer=town.head, notice_id=notice_id(), today=due)
        late = one_notice(viewer=town.head, notice_id=notice_id(), today=due + timedelta(days=1))
        assert (on_time.line.is_late, late.line.is_late) == (False, True)


def test_nobody_of_another_school_or_municipality_sees_it_through_either_wall(town: Town) -> None:
    with as_owner():
        stranger = Town("Cēsu pamatskola")
        far = viewer_for(
            appoint(
                Role.MUNICIPAL_COORDINATOR, make_partner("Smiltenes novads", code="LV-094"), name="Ilze Egle"
            )
        )
    signed(town)

    for viewer in (stranger.head, stranger.teacher, far):
        with looking_as(viewer):
            assert DutyNotice.objects.count() == DutyNotice.objects.visible_to(viewer).count() == 0
        with pytest.raises(DutyNotice.DoesNotExist):
            act("receive", viewer)


def test_the_alert_leads_to_its_notice(town: Town) -> None:
    with looking_as(town.teacher):
        assert notice_of_alert(viewer=town.teacher, alert_id=alert_of(town.first).id) == notice_id()


def test_no_notice_is_sent_without_a_signature_even_past_the_verbs(town: Town) -> None:
    with as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        DutyNotice.objects.update(state="sent")


def test_mail_goes_to_who_holds_the_role_today(town: Town) -> None:
    with as_owner():
        partner = town.institution.partner
        appoint(Role.MUNICIPAL_COORDINATOR, partner, name="Bijusī Kalna", until=TODAY)
        appoint(Role.NATIONAL_EXPERT, name="Cits Eksperts")
        address = Account.objects.get(pk=town.coordinator.account_id).email
    with looking_as(NIGHT):
        told = told_by_mail(viewer=NIGHT, role=Role.MUNICIPAL_COORDINATOR, place_id=partner.id, today=TODAY)

    assert [one for one, _language in told] == [address]


def test_a_closed_alert_does_not_keep_the_head_from_signing(town: Town) -> None:
    with as_owner():
        Alert.objects.update(state="closed")

    signed(town)

    assert (notice().state, alert_of(town.first).state) == ("sent", "closed")
