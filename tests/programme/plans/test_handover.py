"""A leaver's cases, plans and role go to a colleague in one go, or to a deputy for some days."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.paging import PAGE_SIZE
from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.learners.actions import care
from pumpurs.programme.learners.models import Care, Learner, SchoolClass
from pumpurs.programme.learners.queries.cares import cares_page
from pumpurs.programme.partners.models import Institution, StrategicPartner
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.people.queries import places_of
from pumpurs.programme.plans.actions.handover import hand_over
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.queries.handover import handover_page
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as house

AsOwner = Callable[[], AbstractContextManager[None]]
TODAY = house.TODAY
MONDAY, FRIDAY = date(2026, 10, 12), date(2026, 10, 16)


@dataclass
class School:
    """A head, a plan author with a class, a learner and two plans, and a colleague."""

    institution: Institution
    head: Viewer
    author: Appointment
    colleague: Appointment
    jānis: Learner
    zane: Learner
    seventh: SchoolClass


def plan_of(learner: Learner, author: Appointment, number: int, state: str, semester: str = "2026/1") -> Plan:
    assert learner.institution is not None
    return Plan.objects.create(
        number=number, learner=learner, institution=learner.institution, partner=learner.institution.partner,
        semester=semester, state=state, grade=7, author=author.account, author_appointment_id=author.id,
        since=date(2026, 9, 1), until=date(2026, 12, 23), created_at=datetime(2026, 9, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def school(as_owner: AsOwner) -> School:
    with as_owner():
        institution = house.make_institution("Rubenes skola")
        seventh = house.make_class(institution)
        jānis = house.make_learner(institution, "Jānis", "Ozols")
        zane = house.make_learner(institution, "Zane", "Ozola", school_class=seventh)
        author = house.appoint(Role.PLAN_AUTHOR, institution, name="Anna Liepa")
        colleague = house.appoint(Role.PLAN_AUTHOR, institution, name="Ieva Kļava")
        house.care_for(author, jānis)
        house.care_for(author, seventh)
        plan_of(jānis, author, 1, "draft")
        plan_of(zane, author, 2, "closed", "2025/2")
        head = house.viewer_for(house.appoint(Role.HEAD, institution, name="Dace Kalna"))
    raise_wall(head)
    return School(institution, head, author, colleague, jānis, zane, seventh)


def sees(appointment: Appointment, day: date, as_owner: AsOwner) -> set[str]:
    """Given names of the learners that the holder reaches on a day."""
    with as_owner():
        reach = house.viewer_for(appointment, today=day).reach
        return set(Learner.objects.filter(pk__in=reach.learners).values_list("given_name", flat=True))


def over(
    school: School, *, first_day: date = MONDAY, last_day: date | None = None, viewer: Viewer | None = None
) -> object:
    return hand_over(
        appointment_id=school.author.id, colleague_id=school.colleague.id, first_day=first_day, last_day=last_day,
        viewer=viewer or school.head, today=TODAY,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_preview_shows_what_would_go_and_logs_the_learners(school: School, as_owner: AsOwner) -> None:
    with as_owner():
        plan_of(school.zane, school.author, 4, "approved")
    raise_wall(school.head)

    found = handover_page(viewer=school.head, appointment_id=school.author.id, today=TODAY)

    assert {one.name for one in found.cares.items} == {"7.a", "Jānis Ozols"}
    assert [one.learner for one in found.plans.items] == ["Jānis Ozols", "Zane Ozola"]
    assert [one.name for one in found.colleagues] == ["Dace Kalna", "Ieva Kļava"]
    shown = {learner for line in AuditLine.objects.filter(outcome="shown") for learner in line.learners}
    assert shown == {school.jānis.id, school.zane.id}


@pytest.mark.django_db
def test_of_a_long_list_the_first_are_shown_and_all_are_counted(school: School, as_owner: AsOwner) -> None:
    with as_owner():
        for _ in range(PAGE_SIZE):
            house.care_for(school.author, house.make_learner(school.institution))
    raise_wall(school.head)

    found = handover_page(viewer=school.head, appointment_id=school.author.id, today=TODAY)
    second = cares_page(viewer=school.head, appointment_id=school.author.id, today=TODAY, number=2)

    assert (len(found.cares.items), found.cares.more, found.cares_count) == (PAGE_SIZE, True, PAGE_SIZE + 2)
    assert (len(second.cares.items), second.cares.more, second.count) == (2, False, PAGE_SIZE + 2)


@pytest.mark.django_db
def test_for_good_cares_and_open_plans_move_and_the_leaver_sees_nothing(
    school: School, as_owner: AsOwner
) -> None:
    over(school)

    assert sees(school.colleague, MONDAY, as_owner) == {"Jānis", "Zane"}
    assert sees(school.author, date(2026, 10, 11), as_owner) == {"Jānis", "Zane"}
    raise_wall(school.head)
    assert places_of(account_id=school.author.account_id, today=MONDAY) == ()
    authors = dict(Plan.objects.values_list("number", "author__name"))
    assert authors == {1: "Ieva Kļava", 2: "Anna Liepa"}


@pytest.mark.django_db
def test_for_an_absence_the_deputy_sees_the_same_on_these_days_only(
    school: School, as_owner: AsOwner
) -> None:
    over(school, last_day=FRIDAY)

    with as_owner():
        deputy = Appointment.objects.get(deputy_for=school.author)
    assert sees(deputy, FRIDAY, as_owner) == {"Jānis", "Zane"}
    assert sees(school.author, FRIDAY, as_owner) == {"Jānis", "Zane"}
    assert (deputy.since, deputy.until) == (MONDAY, date(2026, 10, 17))
    raise_wall(school.head)
    assert places_of(account_id=school.colleague.account_id, today=date(2026, 10, 17))[0].appointment_id == (
        school.colleague.id
    )
    assert set(Care.objects.filter(appointment=deputy).values_list("until", flat=True)) == {
        date(2026, 10, 17)
    }
    assert Plan.objects.get(number=1).author_id == school.author.account_id


@pytest.mark.django_db
def test_a_colleague_of_another_school_cannot_take_it(school: School, as_owner: AsOwner) -> None:
    with as_owner():
        elsewhere = house.make_institution("Līgatnes skola", partner=school.institution.partner)
        school.colleague = house.appoint(Role.PLAN_AUTHOR, elsewhere)
        coordinator = house.viewer_for(house.appoint(Role.MUNICIPAL_COORDINATOR, school.institution.partner))
    raise_wall(coordinator)

    with pytest.raises(Refused) as refusal:
        over(school, viewer=coordinator)

    assert refusal.value.reasons[0].code == "people.handover.not_a_colleague"


@pytest.mark.django_db
def test_of_two_strategic_partners_of_one_municipality_neither_takes_over_from_the_other(
    school: School, as_owner: AsOwner
) -> None:
    partner = school.institution.partner
    with as_owner():
        service, court = (
            StrategicPartner.objects.create(partner=partner, kind=kind, name=name)
            for kind, name in (("social_service", "Sociālais dienests"), ("orphans_court", "Bāriņtiesa"))
        )
        leaver, beside, elsewhere = (
            house.appoint(Role.STRATEGIC_PARTNER, partner, name=name)
            for name in ("Aija Egle", "Baiba Osa", "Vija Priede")
        )
        for one, place in ((leaver, service), (beside, service), (elsewhere, court)):
            one.strategic_partner = place
            one.save()
        coordinator = house.viewer_for(
            house.appoint(Role.MUNICIPAL_COORDINATOR, partner, name="Zigrīda Vītola")
        )
    raise_wall(coordinator)

    found = handover_page(viewer=coordinator, appointment_id=leaver.id, today=TODAY)
    with pytest.raises(Refused) as refusal:
        hand_over(
            appointment_id=leaver.id, colleague_id=elsewhere.id, first_day=MONDAY, last_day=None,
            viewer=coordinator, today=TODAY,
        )  # fmt: skip
    moved = hand_over(
        appointment_id=leaver.id, colleague_id=beside.id, first_day=MONDAY, last_day=None,
        viewer=coordinator, today=TODAY,
    )  # fmt: skip

    assert [one.name for one in found.colleagues] == ["Baiba Osa"]
    assert refusal.value.reasons[0].code == "people.handover.not_a_colleague"
    assert moved.appointment_id == beside.id


@pytest.mark.django_db
def test_nobody_hands_over_backwards_in_time(school: School) -> None:
    with pytest.raises(Refused) as refusal:
        over(school, first_day=date(2026, 10, 4))

    assert refusal.value.reasons[0].code == "people.handover.in_the_past"


@pytest.mark.django_db
def test_a_plan_author_cannot_hand_over_by_herself(school: School, as_owner: AsOwner) -> None:
    with as_owner():
        author = house.viewer_for(school.author)
    raise_wall(author)

    with pytest.raises((Refused, Appointment.DoesNotExist)):
        over(school, viewer=author)


@pytest.mark.django_db
def test_a_coordinator_takes_the_role_of_head_over_from_the_leaver(school: School, as_owner: AsOwner) -> None:
    with as_owner():
        leaver = Appointment.objects.get(role="head")
        coordinator = house.viewer_for(house.appoint(Role.MUNICIPAL_COORDINATOR, school.institution.partner))
        plan_of(school.zane, school.author, 3, "at_head")
    raise_wall(coordinator)
    assert handover_page(viewer=coordinator, appointment_id=leaver.id, today=TODAY).approvals == 1

    hand_over(
        appointment_id=leaver.id, colleague_id=school.colleague.id, first_day=MONDAY, last_day=None,
        viewer=coordinator, today=TODAY,
    )  # fmt: skip

    roles = {one.role for one in places_of(account_id=school.colleague.account_id, today=MONDAY)}
    assert roles == {Role.PLAN_AUTHOR, Role.HEAD}
    assert places_of(account_id=leaver.account_id, today=MONDAY) == ()


@pytest.mark.django_db
def test_a_head_gives_a_class_into_care_and_takes_it_back(school: School, as_owner: AsOwner) -> None:
    added = care.assign(
        appointment_id=school.colleague.id, class_ids=[school.seventh.id], today=TODAY, viewer=school.head
    )
    assert added == 1
    assert sees(school.colleague, TODAY, as_owner) == {"Zane"}
    raise_wall(school.head)
    page = cares_page(viewer=school.head, appointment_id=school.colleague.id, today=TODAY)
    assert [(one.name, one.learners) for one in page.cares.items] == [("7.a", 1)]

    care.release(care_id=page.cares.items[0].care_id, today=date(2026, 10, 8), viewer=school.head)

    assert sees(school.colleague, date(2026, 10, 8), as_owner) == set()


@pytest.mark.django_db
def test_a_learner_of_another_school_does_not_exist_for_the_head(school: School, as_owner: AsOwner) -> None:
    with as_owner():
        other = house.make_institution("Līgatnes skola", partner=school.institution.partner)
        foreign = house.make_learner(other, "Svešs", "Bērns")
    raise_wall(school.head)

    with pytest.raises(Learner.DoesNotExist):
        care.assign(
            appointment_id=school.colleague.id, learner_ids=[foreign.id], today=TODAY, viewer=school.head
        )


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MUNICIPAL_COORDINATOR, Role.PROGRAMME_MANAGER, Role.NATIONAL_EXPERT])
def test_only_the_school_itself_says_who_cares_for_whom(
    school: School, role: Role, as_owner: AsOwner
) -> None:
    with as_owner():
        place = school.institution.partner if role is Role.MUNICIPAL_COORDINATOR else None
        viewer = house.viewer_for(house.appoint(role, place))
    raise_wall(viewer)

    with pytest.raises(Refused) as refusal:
        care.assign(
            appointment_id=school.colleague.id, learner_ids=[school.jānis.id], today=TODAY, viewer=viewer
        )

    assert refusal.value.reasons[0].code == "care.assign.not_yours"
