"""A school that takes part, a teacher, two children and their mothers: the stage for tests of consents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from pumpurs.foundation.sealed import unseal
from pumpurs.foundation.visibility import NOBODY, Reach, Viewer, job_viewer, raise_wall
from pumpurs.programme.consents.actions.links import Handover, open_link, send_link
from pumpurs.programme.consents.actions.recording import Given, record_in_person
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.programme.consents.queries.links import viewer_by_link
from pumpurs.programme.consents.rules import hash_of
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.programme.partners.models import Agreement, Institution, Participation
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import (
    appoint,
    care_for,
    make_guardian,
    make_institution,
    make_learner,
    viewer_for,
)

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
SEMESTER = "2026/1"
LONG_AGO = date(2019, 9, 1)


@dataclass(frozen=True)
class Household:
    """The stage. `teacher` has Jānis in care, and nobody else."""

    school: Institution
    teacher: Viewer
    head: Viewer
    janis: Learner
    ilze: Guardian
    marta: Learner
    zane: Guardian


def stage() -> Household:
    """Everything in place, as the owner; the wall is then raised for the teacher."""
    with as_owner():
        school = make_institution()
        takes_part(school)
        janis, marta = make_learner(school), make_learner(school, "Marta", "Kalniņa")
        ilze, zane = make_guardian(janis), make_guardian(marta, "Zane Kalniņa")
        author = appoint(Role.PLAN_AUTHOR, school, name="Anna Liepa")
        care_for(author, janis)
        head = appoint(Role.HEAD, school, name="Pēteris Kļava")
        teacher_viewer, head_viewer = viewer_for(author), viewer_for(head)
    raise_wall(teacher_viewer)
    return Household(school, teacher_viewer, head_viewer, janis, ilze, marta, zane)


def takes_part(school: Institution) -> None:
    """The school takes part since long ago."""
    agreement = Agreement.objects.create(
        partner=school.partner, number=f"P6-13/{school.source_code}", since=LONG_AGO, state="in_force"
    )
    Participation.objects.create(
        institution=school, agreement=agreement, partner=school.partner, since=LONG_AGO
    )


def born(learner: Learner, day: date) -> None:
    """Change the birth date."""
    with as_owner():
        Learner.objects.filter(pk=learner.pk).update(birth_date=day)


def sent(home: Household, *, consent: bool = True, semester: str | None = SEMESTER) -> Handover:
    """A link sent by the teacher to the mother of Jānis."""
    raise_wall(home.teacher)
    handover = send_link(
        learner_id=home.janis.id, who=home.ilze.id, language="uk", consent=consent, semester=semester,
        viewer=home.teacher, now=NOW,
    )  # fmt: skip
    return with_letter(handover)


def with_letter(handover: Handover) -> Handover:
    """What the family holds once it has read its mail: the link beside the code."""
    link = FamilyLink.objects.get(pk=handover.link_id)
    return replace(handover, token=unseal(link.sealed_token, about="family_link"))


def without_mail(home: Household) -> None:
    """The mother of Jānis has no mail address."""
    with as_owner():
        Guardian.objects.filter(pk=home.ilze.id).update(email="")


def behind(handover: Handover, *, now: datetime = NOW) -> Viewer | None:
    """Who the link makes of its holder, the wall raised for them (for nobody if the link is over)."""
    raise_wall(job_viewer("test"))
    viewer = viewer_by_link(token_hash=hash_of(handover.token), now=now, request_id="test")
    raise_wall(viewer or Viewer(NOBODY, Role.VISITOR, Reach()))
    return viewer


def opened(home: Household, *, consent: bool = True, semester: str | None = SEMESTER) -> Viewer:
    """The mother of Jānis, who has opened her link with the code."""
    handover = sent(home, consent=consent, semester=semester)
    open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="test", now=NOW)
    viewer = behind(handover)
    assert viewer is not None
    return viewer


def signed_in_person(home: Household, *, consent: bool = True, semester: str | None = SEMESTER) -> None:
    """The mother of Jānis signs on the teacher's tablet."""
    raise_wall(home.teacher)
    record_in_person(
        learner_id=home.janis.id,
        given=given(home, consent=consent, semester=semester),
        viewer=home.teacher,
        now=NOW,
    )


def given(
    home: Household, *, consent: bool = True, semester: str | None = SEMESTER, name: str = "Ilze Ozola"
) -> Given:
    """What the mother of Jānis gives."""
    return Given(home.ilze.id, name, "lv", consent, semester, ("teacher_consultation",), ("distance",))
