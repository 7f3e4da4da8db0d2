"""The small demo country: everybody is there, every plan is lawful, and the house can go on working with it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.hashers import check_password
from django.db.models import Count, F, Q

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.sealed import unseal
from pumpurs.foundation.together import asked
from pumpurs.foundation.visibility import Reach, job_viewer, looking_as, raise_wall
from pumpurs.jobs import demo
from pumpurs.jobs.demo import cast
from pumpurs.programme.consents.lifecycle import AnswerState
from pumpurs.programme.consents.models import Consent, FamilyLink
from pumpurs.programme.consents.rules import hash_of
from pumpurs.programme.learners.models import Guardian, Learner, LearnerIdentifier, Referral
from pumpurs.programme.partners.models import Agreement, Institution
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.queries.places import demo_people
from pumpurs.programme.plans.actions.decide import approve
from pumpurs.programme.plans.actions.draft import copy_last
from pumpurs.programme.plans.lifecycle import READY, PlanState
from pumpurs.programme.plans.models import Decision, Plan, PlanVersion, content_of
from pumpurs.programme.plans.queries.desk import queue_of
from pumpurs.values.identifiers import PersonalCode
from pumpurs.values.periods import Semester
from pumpurs.values.roles import FAMILY_ROLES, MACHINES, Role
from tests.programme.people_and_places import viewer_for

CURRENT = "2026/1"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "national_sight")]


def appointment_of(person: cast.Person, role: Role) -> Appointment:
    return (
        Appointment.objects.filter(account__email=person.email, role=role)
        .select_related("account")
        .earliest("since")
    )


def test_there_is_a_sign_in_for_every_role_of_people() -> None:
    roles = [sign_in.role for sign_in in demo.SIGN_INS]

    assert sorted(roles) == sorted(set(Role) - {Role.VISITOR, *MACHINES})
    for sign_in in (*demo.SIGN_INS, *demo.MORE_SIGN_INS):
        account = Account.objects.get(email=sign_in.email)
        assert (account.name, account.is_demo) == (sign_in.name, True)
        assert check_password(sign_in.word, account.password)


def test_staff_sign_ins_are_appointed_and_families_are_tied() -> None:
    for role, _, email, _ in demo.SIGN_INS:
        if role is Role.GUARDIAN:
            assert Guardian.objects.filter(account__email=email).exists()
        elif role is Role.ADULT_LEARNER:
            assert Learner.objects.filter(account__email=email, birth_date__lte="2008-11-20").exists()
        else:
            assert Appointment.objects.filter(account__email=email, role=role, until=None).exists()


def test_the_page_of_people_to_try_shows_everybody_whose_sign_in_is_printed(country: datetime) -> None:
    shown = {str(person.account_id) for person in demo_people(today=country.date(), per_role=4)}
    staff = [one.email for one in demo.SIGN_INS if one.role not in FAMILY_ROLES | {Role.SUPPORT}]

    missing = Account.objects.filter(email__in=staff).exclude(pk__in=shown)

    assert [account.email for account in missing] == []


def test_the_country_has_the_size_that_was_asked_for() -> None:
    learners = Learner.objects.filter(institution__isnull=False).count()

    assert Institution.objects.count() == 8
    assert 550 <= learners <= 700
    assert Institution.objects.filter(partner__kind="state_vocational_school").count() == 1


def test_the_agreement_of_a_municipality_that_was_merged_lives_on() -> None:
    agreement = Agreement.objects.get(partner__municipality_code="LV-111")

    assert (agreement.signed_on.year, agreement.state) == (2019, "in_force")
    assert "Ilūkstes novads" in agreement.amendments.get().subject


def test_plans_are_in_every_state() -> None:
    states = set(Plan.objects.values_list("state", flat=True))

    assert states == {str(state) for state in PlanState}


def test_the_head_of_the_story_has_plans_of_most_states() -> None:
    states = set(
        Plan.objects.filter(institution__name=cast.ILUKSTE, semester=CURRENT).values_list("state", flat=True)
    )

    assert states >= {"draft", "at_head", "at_municipality", "at_agency", "approved"}


def test_consents_are_in_every_state() -> None:
    assert set(Consent.objects.values_list("state", flat=True)) == {str(state) for state in AnswerState}


def test_everything_that_waits_for_a_family_has_an_open_link(country: datetime) -> None:
    waiting = Consent.objects.filter(way="link", state__in=["sent", "opened", "asked"])
    linked = FamilyLink.objects.filter(closed_at=None, expires_at__gt=country).values("learner_id")

    assert waiting.exists()
    assert not waiting.exclude(learner_id__in=linked).exists()
    token, _ = cast.FAMILY_LINK
    assert FamilyLink.objects.get(token_hash=hash_of(token)).language == "uk"


def test_every_submitted_plan_of_this_semester_stands_before_the_law() -> None:
    submitted = Plan.objects.filter(semester=CURRENT).exclude(state__in=["draft", "inactive"])

    against = {str(plan.number): found for plan in submitted for need in READY if (found := need(plan))}

    assert submitted.count() > 50
    assert against == {}


def test_what_was_frozen_is_what_stands_in_the_plan() -> None:
    versions = PlanVersion.objects.filter(number=F("plan__version")).exclude(plan__state="under_revision")

    differing = [
        one.plan.number for one in versions.select_related("plan") if content_of(one.plan) != one.content
    ]

    assert versions.count() > 200
    assert differing == []


def test_a_revised_plan_differs_from_its_approved_version() -> None:
    plans = list(Plan.objects.filter(state="under_revision"))

    assert plans
    for plan in plans:
        assert content_of(plan) != PlanVersion.objects.get(plan=plan, number=1).content


def test_decisions_are_in_order_and_never_in_the_future(country: datetime) -> None:
    for plan in Plan.objects.prefetch_related("decisions"):
        moments = [plan.created_at, *(one.at for one in plan.decisions.order_by("at"))]
        states = [one.to_state for one in plan.decisions.order_by("at")]
        before = [one.from_state for one in plan.decisions.order_by("at")]

        assert moments == sorted(moments)
        assert moments[-1] < country
        assert before == ["draft", *states][: len(before)]


def test_nobody_approved_their_own_plan() -> None:
    assert not Decision.objects.filter(step="approve", by=F("plan__author")).exists()


def test_personal_codes_are_sealed_and_right_in_form() -> None:
    rows = list(LearnerIdentifier.objects.select_related("learner"))

    codes = [(PersonalCode.parse(unseal(row.sealed, about="personal_code")), row) for row in rows]

    assert {code.holds_birth_date for code, _ in codes} == {True, False}
    assert all(code.birth_date in {None, row.learner.birth_date} for code, row in codes)


def test_a_teacher_in_two_schools_is_also_a_parent() -> None:
    account = Account.objects.get(email=cast.TWO_SCHOOLS.email)

    schools = account.appointments.values_list("institution__name", flat=True)

    assert set(schools) == {cast.JEKABPILS, cast.SECOND_SCHOOL}
    assert account.guardianships.get().learner.plans.filter(semester=CURRENT, state="approved").exists()


def test_a_strategic_partner_has_referred_cases_only() -> None:
    appointment = appointment_of(cast.SOCIAL_WORKER, Role.STRATEGIC_PARTNER)

    reach = viewer_for(appointment).reach

    cases = Referral.objects.filter(strategic_partner_id=appointment.strategic_partner_id)
    referred = set(cases.values_list("learner_id", flat=True))
    assert reach == Reach(learners=frozenset(referred))
    assert 1 <= len(referred) <= 3


def test_a_family_sees_who_looked() -> None:
    child = Guardian.objects.get(account__email=cast.GUARDIAN.email).learner_id

    assert AuditLine.objects.filter(learners__contains=[child], outcome="shown").exists()


def test_the_head_can_approve_what_waits(country: datetime) -> None:
    plan = Plan.objects.filter(institution__name=cast.ILUKSTE, state="at_head", semester=CURRENT).earliest(
        "number"
    )
    viewer = viewer_for(appointment_of(cast.HEAD, Role.HEAD))

    with looking_as(viewer):
        approve(plan_id=plan.pk, viewer=viewer, now=country)

    raise_wall(job_viewer("test"))
    plan.refresh_from_db()
    assert plan.state == "at_municipality"


def test_the_head_finds_a_plan_to_approve_by_one_press() -> None:
    viewer = viewer_for(appointment_of(cast.HEAD, Role.HEAD))

    with looking_as(viewer):
        question = queue_of(viewer=viewer)
        assert question is not None
        queue = asked(question)

    assert queue.clean >= 1


def test_an_author_can_copy_last_semesters_plan(country: datetime) -> None:
    viewer = viewer_for(appointment_of(cast.AUTHOR, Role.PLAN_AUTHOR))
    last = Plan.objects.filter(
        institution__name=cast.ILUKSTE, semester="2025/2", learner_id__in=viewer.reach.learners
    )
    plan = last.exclude(learner__plans__semester=CURRENT).exclude(state="inactive").earliest("number")

    with looking_as(viewer):
        made = copy_last(
            learner_id=plan.learner_id, semester=Semester.parse(CURRENT), viewer=viewer, now=country
        )

    raise_wall(job_viewer("test"))
    assert Plan.objects.get(pk=made).measures.count() == plan.measures.count()


def test_a_new_plan_gets_the_next_number() -> None:
    most = Plan.objects.order_by("-number").values_list("number", flat=True)[0]

    assert Plan.objects.count() == most


def test_no_learner_has_two_plans_in_a_semester_or_two_open_enrolments() -> None:
    still = Count("enrollments", filter=Q(enrollments__until=None))
    doubled = Learner.objects.annotate(open=still).filter(open__gt=1)

    assert not doubled.exists()
    assert not demo.is_empty()
