"""The people around one plan, at two schools and a vocational school: the stage for tests of plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Agreement, Institution, Participation
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.plans.actions import decide, draft, write
from pumpurs.programme.plans.actions.write import Judged
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.rules import MeasureDraft
from pumpurs.rulebook import calendar, risks
from pumpurs.values.periods import SchoolYear, Semester, Span
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import (
    LONG_AGO,
    appoint,
    care_for,
    make_institution,
    make_learner,
    make_partner,
    viewer_for,
)

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
AUTUMN = Semester(SchoolYear(2026), 1)
SPRING_BEFORE = AUTUMN.previous
RISKS = {"unexcused_absence": "Septembrī kavētas 23 no 120 stundām.", "special_needs": "Izvērtējums vēl top."}
GOAL = "Gribu pabeigt 9. klasi un kļūt par pavāru."


@dataclass(frozen=True)
class Stage:
    """Anna and Ieva both care for Jānis; `vocational` is a state school whose plans skip the municipality."""

    school: Institution
    janis: Learner
    anna: Viewer
    ieva: Viewer
    head: Viewer
    school_coordinator: Viewer
    coordinator: Viewer
    expert: Viewer
    manager: Viewer
    stranger: Viewer
    foreign_head: Viewer
    foreign_coordinator: Viewer
    vocational: Institution
    liga: Learner
    teacher_of_liga: Viewer
    head_of_liga: Viewer


def _person(role: Role, place: Any, name: str, *, of: Sequence[Learner] = ()) -> Viewer:
    appointment = appoint(role, place, name=name)
    for learner in of:
        care_for(appointment, learner)
    return viewer_for(appointment)


def stage() -> Stage:
    """Everybody in place, consents and applications signed."""
    with as_owner():
        cesis, elsewhere = make_partner(), make_partner("Talsu novads", code="LV-097")
        college_owner = make_partner("Vidzemes amatu skola", code="", kind="state_vocational_school")
        school = make_institution(partner=cesis)
        other = make_institution("Vandzenes pamatskola", partner=elsewhere)
        college = make_institution("Vidzemes amatu skola", partner=college_owner, kind="vocational_school")
        for place in (school, other, college):
            joined(place)
        janis, liga = make_learner(school), make_learner(college, "Līga", "Šķēle", grade=2)
        Learner.objects.filter(pk=liga.pk).update(vocational=True)
        for learner in (janis, liga):
            signed(learner)
        return Stage(
            school=school, janis=janis,
            anna=_person(Role.PLAN_AUTHOR, school, "Anna Liepa", of=[janis]),
            ieva=_person(Role.PLAN_AUTHOR, school, "Ieva Zariņa", of=[janis]),
            head=_person(Role.HEAD, school, "Pēteris Kļava"),
            school_coordinator=_person(Role.INSTITUTION_COORDINATOR, school, "Dace Egle"),
            coordinator=_person(Role.MUNICIPAL_COORDINATOR, cesis, "Māra Vītola"),
            expert=_person(Role.NATIONAL_EXPERT, None, "Juris Apsis"),
            manager=_person(Role.PROGRAMME_MANAGER, None, "Sandra Priede"),
            stranger=_person(Role.PLAN_AUTHOR, other, "Guna Kārkla", of=[make_learner(other, "Toms", "Lācis")]),
            foreign_head=_person(Role.HEAD, other, "Andris Ķirsis"),
            foreign_coordinator=_person(Role.MUNICIPAL_COORDINATOR, elsewhere, "Inese Pīlādze"),
            vocational=college, liga=liga,
            teacher_of_liga=_person(Role.PLAN_AUTHOR, college, "Rita Ābele", of=[liga]),
            head_of_liga=_person(Role.HEAD, college, "Oskars Osis"),
        )  # fmt: skip


def joined(place: Institution) -> None:
    """The institution takes part since long ago. As the owner."""
    agreement = Agreement.objects.create(
        partner=place.partner, number=f"P6-13/{place.source_code}", since=LONG_AGO, state="in_force"
    )
    Participation.objects.create(
        institution=place, agreement=agreement, partner=place.partner, since=LONG_AGO
    )


def signed(learner: Learner, *, semesters: Sequence[Semester] = (AUTUMN, SPRING_BEFORE)) -> None:
    """The family signed consent and applications on paper. As the owner."""
    asker = Account.objects.first() or appoint(Role.HEAD, learner.institution, name="Zinta Liepiņa").account
    paper = {
        "learner": learner, "institution_id": learner.institution_id, "state": "signed", "way": "paper",
        "text_version": "1", "signer_name": "Ilze Ozola", "signed_on": LONG_AGO, "asked_by": asker,
    }  # fmt: skip
    Consent.objects.create(**paper)
    for semester in semesters:
        Application.objects.create(semester=str(semester), **paper)


def by(viewer: Viewer, *, days: int = 0) -> dict[str, Any]:
    """The wall raised for the viewer, and what every verb is given: who and when."""
    raise_wall(viewer)
    return {"viewer": viewer, "now": NOW + timedelta(days=days)}


def asked(plan_id: UUID, viewer: Viewer, **more: Any) -> dict[str, Any]:
    """What a verb about a plan is given, whatever else it wants."""
    return {"plan_id": plan_id, **more, **by(viewer)}


def codes(refusal: Any) -> list[str]:
    """Codes of all reasons of a refusal, in order of the alphabet."""
    assert isinstance(refusal.value, Refused)
    return sorted(reason.code for reason in refusal.value.reasons)


def at_place(refusal: Any) -> dict[str, str]:
    """Place of each reason -> its code."""
    return {reason.place: reason.code for reason in refusal.value.reasons}


def span(first: date | None = None, last: date | None = None, semester: Semester = AUTUMN) -> Span:
    """Days in a semester; the whole of it if nothing is given."""
    whole = calendar.dates(semester)
    return Span.through(first or whole.first, last or whole.last)


def consultation(**more: Any) -> MeasureDraft:
    """Ten hours of mathematics against absence."""
    given = {
        "kind": "teacher_consultation", "risks": ("unexcused_absence",), "span": span(),
        "hours_planned": Decimal("10"), "subject": "Matemātika", "expected_result": "Nokārtoti divi parādi.",
    }  # fmt: skip
    return MeasureDraft(**{**given, **more})


def meals(amount: str, **more: Any) -> MeasureDraft:
    """Meals every month of the semester."""
    given = {
        "kind": "meals", "risks": ("unexcused_absence",), "span": span(), "amount_eur": Decimal(amount),
        "expected_result": "Nāk uz skolu katru dienu.",
    }  # fmt: skip
    return MeasureDraft(**{**given, **more})


def started(stage: Stage, *, semester: Semester = AUTUMN) -> UUID:
    """An empty plan of Anna for Jānis."""
    return draft.start(learner_id=stage.janis.id, semester=semester, **by(stage.anna))


def fill(plan_id: UUID, author: Viewer, *, semester: Semester = AUTUMN) -> None:
    """Write everything that a submission asks for."""
    given = by(author)
    write.write_goal(plan_id=plan_id, text=GOAL, revision=0, **given)
    write.write_consulted(
        plan_id=plan_id, consulted=["family", "class_teacher"], note="Mamma strādā maiņās.",
        preparation_hours=Decimal("6"), revision=0, **given,
    )  # fmt: skip
    judge_all(plan_id, author, semester=semester)
    write.put_measure(
        plan_id=plan_id,
        measure_id=None,
        draft=consultation(span=span(semester=semester)),
        revision=0,
        **given,
    )


def judge_all(plan_id: UUID, author: Viewer, *, semester: Semester = AUTUMN) -> None:
    """Judge the whole catalogue: the two risks of Jānis are there, the others are not."""
    day = calendar.dates(semester).first
    judged = [
        Judged(factor.key, 2 if factor.key in RISKS else 0, RISKS.get(factor.key, ""), 0)
        for factor in risks.factors_on(day)
    ]
    write.judge_risks(plan_id=plan_id, judged=judged, **by(author))


def written(stage: Stage, *, semester: Semester = AUTUMN) -> UUID:
    """A complete draft of Anna for Jānis."""
    plan_id = started(stage, semester=semester)
    fill(plan_id, stage.anna, semester=semester)
    return plan_id


def submitted(stage: Stage) -> UUID:
    """A plan that waits for the head."""
    plan_id = written(stage)
    decide.submit(plan_id=plan_id, **by(stage.anna))
    return plan_id


def approved(stage: Stage, *, semester: Semester = AUTUMN) -> UUID:
    """A plan that went its whole way."""
    plan_id = written(stage, semester=semester)
    decide.submit(plan_id=plan_id, **by(stage.anna))
    approve_by_all(stage, plan_id)
    return plan_id


def approve_by_all(stage: Stage, plan_id: UUID, *, days: int = 1) -> None:
    """Head, municipality and agency approve, a day after each other."""
    for turn, viewer in enumerate((stage.head, stage.coordinator, stage.expert)):
        decide.approve(plan_id=plan_id, **by(viewer, days=days + turn))


def now_of(plan_id: UUID) -> Plan:
    """The plan as it stands in the database, whoever looks."""
    with as_owner():
        return Plan.objects.get(pk=plan_id)


def second_hat(stage: Stage, viewer: Viewer, role: Role, place: Any = None) -> Viewer:
    """The same person in one more role."""
    with as_owner():
        account = Account.objects.get(pk=viewer.account_id)
        return viewer_for(appoint(role, place, account=account))


def appointment_of(viewer: Viewer) -> Appointment:
    """The appointment in which the viewer acts."""
    assert viewer.appointment_id is not None
    return Appointment.objects.get(pk=viewer.appointment_id)
