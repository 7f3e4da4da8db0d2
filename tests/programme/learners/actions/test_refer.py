"""A case is referred to a strategic partner for some days: its people see that learner on those days, nobody else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.paging import PAGE_SIZE
from pumpurs.foundation.visibility import Viewer, job_viewer, raise_wall
from pumpurs.programme.learners.actions.refer import end_referral, refer
from pumpurs.programme.learners.models import Learner, Referral
from pumpurs.programme.learners.queries.one import learner_page
from pumpurs.programme.learners.queries.referrals import refer_page, referrals_of
from pumpurs.programme.partners.models import StrategicPartner
from pumpurs.programme.people.models import Appointment
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme import people_and_places as place

pytestmark = pytest.mark.django_db
TODAY = place.TODAY
DAYS: dict[str, Any] = {"first_day": TODAY, "last_day": TODAY + timedelta(days=30), "today": TODAY}


@dataclass(frozen=True)
class Case:
    """Jānis and Anna learn at one school; a social worker works for its municipality, another for the next one."""

    janis: Learner
    anna: Learner
    head: Viewer
    coordinator: Viewer
    teacher: Viewer
    foreign_head: Viewer
    service: StrategicPartner
    foreign_service: StrategicPartner
    worker: Appointment

    def refer(self, viewer: Viewer | None = None, **more: Any) -> UUID:
        """The head refers the case of Jānis, unless said otherwise."""
        who = viewer or self.head
        raise_wall(who)
        given = {
            "learner_id": self.janis.id,
            "strategic_partner_id": self.service.id,
            "reason": "Palīdzība mājās.",
        }
        return refer(**{**given, **DAYS, **more}, viewer=who)

    def reach_of_worker(self, day: date = TODAY) -> frozenset[UUID]:
        """Whom the social worker sees on a day."""
        with as_owner():
            return place.viewer_for(self.worker, today=day).reach.learners


@pytest.fixture
def case() -> Case:
    with as_owner():
        cesis, talsi = place.make_partner(), place.make_partner("Talsu novads", code="LV-097")
        school, other = (
            place.make_institution(partner=cesis),
            place.make_institution("Vandzene", partner=talsi),
        )
        janis, anna = place.make_learner(school), place.make_learner(school, "Anna", "Liepa")
        service, foreign = (
            StrategicPartner.objects.create(
                partner=where, kind="social_service", name=f"Dienests {where.name}"
            )
            for where in (cesis, talsi)
        )
        author = place.appoint(Role.PLAN_AUTHOR, school)
        place.care_for(author, janis)
        worker = place.appoint(Role.STRATEGIC_PARTNER, cesis, name="Ilga Vītola", strategic_partner=service)
        return Case(
            janis,
            anna,
            place.viewer_for(place.appoint(Role.HEAD, school)),
            place.viewer_for(place.appoint(Role.MUNICIPAL_COORDINATOR, cesis)),
            place.viewer_for(author),
            place.viewer_for(place.appoint(Role.HEAD, other)),
            service,
            foreign,
            worker,
        )


def codes(refusal: Any) -> list[str]:
    return [reason.code.removeprefix("referral.") for reason in refusal.value.reasons]


@pytest.mark.parametrize("who", ["head", "coordinator"])
def test_head_and_municipal_coordinator_refer_a_case(case: Case, who: str) -> None:
    before = case.reach_of_worker()

    case.refer(getattr(case, who))

    assert before == frozenset()
    assert case.reach_of_worker() == {case.janis.id}


def test_the_sight_holds_from_the_first_to_the_last_day(case: Case) -> None:
    case.refer(first_day=TODAY + timedelta(days=1), last_day=TODAY + timedelta(days=2))

    seen = [bool(case.reach_of_worker(TODAY + timedelta(days=day))) for day in range(4)]

    assert seen == [False, True, True, False]


def test_somebody_else_of_the_same_service_sees_it_and_another_service_does_not(case: Case) -> None:
    case.refer()
    with as_owner():
        colleague = place.appoint(
            Role.STRATEGIC_PARTNER, case.service.partner, name="Ruta Egle", strategic_partner=case.service
        )
        stranger = place.appoint(
            Role.STRATEGIC_PARTNER, case.foreign_service.partner, strategic_partner=case.foreign_service
        )

        reaches = [place.viewer_for(one).reach.learners for one in (colleague, stranger)]

    assert reaches == [{case.janis.id}, frozenset()]


def test_the_sight_ends_with_a_transfer(case: Case) -> None:
    case.refer()
    with as_owner():
        Learner.objects.filter(pk=case.janis.pk).update(
            institution=place.make_institution("Raunas pamatskola")
        )

    assert case.reach_of_worker() == frozenset()


def test_ending_takes_the_sight_at_once_and_is_written_down(case: Case) -> None:
    referral_id = case.refer()

    end_referral(referral_id=referral_id, viewer=case.head, today=TODAY)

    assert case.reach_of_worker() == frozenset()
    raise_wall(job_viewer("test"))
    lines = AuditLine.objects.filter(learners__contains=[case.janis.id]).order_by("id")
    assert [line.action for line in lines] == ["learners.refer", "learners.refer.end"]
    assert "mājās" not in str([line.details for line in lines])


def test_what_is_over_cannot_be_ended(case: Case) -> None:
    referral_id = case.refer()
    end_referral(referral_id=referral_id, viewer=case.head, today=TODAY)

    with pytest.raises(Refused) as refusal:
        end_referral(referral_id=referral_id, viewer=case.head, today=TODAY)

    assert codes(refusal) == ["end.is_over"]


def test_everything_against_a_referral_is_told_at_once(case: Case) -> None:
    with pytest.raises(Refused) as refusal:
        case.refer(
            strategic_partner_id=case.foreign_service.id,
            reason="  ",
            first_day=TODAY - timedelta(days=1),
            last_day=TODAY - timedelta(days=2),
        )

    assert codes(refusal) == [
        "refer.unknown_partner", "refer.no_reason", "refer.in_the_past", "refer.ends_before_start",
    ]  # fmt: skip
    assert not Referral.objects.exists()


@pytest.mark.parametrize(("first", "refused"), [(30, True), (31, False)])
def test_a_case_is_referred_to_one_service_once_at_a_time(case: Case, first: int, refused: bool) -> None:
    case.refer()
    again = {"first_day": TODAY + timedelta(days=first), "last_day": TODAY + timedelta(days=first)}

    if refused:
        with pytest.raises(Refused) as refusal:
            case.refer(**again)
        assert codes(refusal) == ["refer.referred_already"]
    else:
        case.refer(**again)


def test_a_teacher_refers_nobody_and_a_foreign_head_finds_nobody(case: Case) -> None:
    with pytest.raises(Refused) as refusal:
        case.refer(case.teacher)
    with pytest.raises(Learner.DoesNotExist):
        case.refer(case.foreign_head)

    assert codes(refusal) == ["refer.not_yours"]


def test_the_worker_reads_who_referred_why_and_how_long_and_only_own_referrals(case: Case) -> None:
    case.refer()
    with as_owner():
        court = StrategicPartner.objects.create(
            partner=case.service.partner, kind="orphans_court", name="Cēsu bāriņtiesa"
        )
        worker = place.viewer_for(case.worker)
    case.refer(strategic_partner_id=court.id, reason="Aizbildnība.")
    raise_wall(worker)

    page = learner_page(viewer=worker, learner_id=case.janis.id, today=TODAY)
    found = referrals_of(viewer=worker, learner_id=case.janis.id, today=TODAY)

    assert page.why_seen == "referred"
    assert [(one.reason, one.by, one.first_day, one.last_day, one.standing) for one in found] == [
        ("Palīdzība mājās.", "Anna Liepa", TODAY, TODAY + timedelta(days=30), "now")
    ]


def test_a_role_that_need_not_know_reads_no_reason(case: Case) -> None:
    case.refer()
    coordinator = replace(case.head, role=Role.INSTITUTION_COORDINATOR)

    found = referrals_of(viewer=coordinator, learner_id=case.janis.id, today=TODAY)

    assert [one.reason for one in found] == [""]


def test_the_page_offers_those_of_the_own_municipality_to_those_who_may_refer(case: Case) -> None:
    raise_wall(case.head)
    page = refer_page(viewer=case.head, learner_id=case.janis.id, today=TODAY)

    assert [name for _id, name, _kind in page.choices] == ["Dienests Cēsu novads"]
    assert not StrategicPartner.objects.exists()  # the wall stands again
    raise_wall(case.teacher)
    with pytest.raises(Learner.DoesNotExist):
        refer_page(viewer=case.teacher, learner_id=case.janis.id, today=TODAY)


def test_what_is_over_stands_on_the_page_of_referrals_a_page_at_a_time(case: Case) -> None:
    school_id = case.janis.institution_id
    assert school_id is not None
    with as_owner():
        Referral.objects.bulk_create(
            Referral(
                learner=case.janis, institution_id=school_id, strategic_partner=case.service,
                reason="Palīdzība.", referred_by_id=case.head.account_id, since=TODAY, until=TODAY,
            )
            for _ in range(PAGE_SIZE + 1)
        )  # fmt: skip
    raise_wall(case.head)

    first, second = (
        refer_page(viewer=case.head, learner_id=case.janis.id, today=TODAY, number=one).referrals
        for one in (1, 2)
    )

    assert (len(first.items), first.more, len(second.items)) == (PAGE_SIZE, True, 1)
    assert referrals_of(viewer=case.head, learner_id=case.janis.id, today=TODAY) == ()


def test_the_wall_shows_a_referral_to_the_school_and_to_nobody_else(case: Case) -> None:
    case.refer()

    seen = {}
    for name, viewer in (("own", case.head), ("foreign", case.foreign_head)):
        raise_wall(viewer)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM learners_referral")
            seen[name] = cursor.fetchone()[0]

    assert seen == {"own": 1, "foreign": 0}
