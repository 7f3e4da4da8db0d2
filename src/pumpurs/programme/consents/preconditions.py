"""What must be true before a step of a consent or application; each returns None or a reason with its place."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from pumpurs.programme.consents.models import LIVE, Application, Consent
from pumpurs.programme.consents.rules import SELF, in_force, is_a_name
from pumpurs.programme.partners.models import Participation
from pumpurs.rulebook import adulthood, calendar, circumstances, measures, target_groups
from pumpurs.values.periods import Semester
from pumpurs.values.reasons import Reason

Answer = Consent | Application


def day_of(record: Answer) -> date:
    """The day a record is judged by: signed on, else asked on."""
    day = record.signed_on or record.asked_on
    if day is None:
        raise ValueError("a consent is asked or signed on a day")
    return day


def learner_in_target_group(record: Answer) -> Reason | None:
    """The learner's grade or vocational year is in the target group on that day."""
    learner = record.learner
    if learner.grade is not None and target_groups.open_to(learner.grade, learner.vocational, day_of(record)):
        return None
    return Reason("consents.ask.not_in_target_group", {"grade": learner.grade or "–"}, place="learner")


def institution_takes_part(record: Answer) -> Reason | None:
    """The learner's institution takes part in the programme on that day."""
    if takes_part(record.institution_id, day_of(record)):
        return None
    return Reason("consents.ask.institution_not_joined", place="learner")


def takes_part(institution_id: UUID, day: date) -> bool:
    """Whether an institution takes part in the programme on a day."""
    rows = Participation.objects.filter(institution_id=institution_id, since__lte=day)
    return any(row.until is None or day < row.until for row in rows)


def somebody_to_sign(record: Answer) -> Reason | None:
    """Somebody is known who can sign: the learner of age, else a guardian in force that day."""
    day = day_of(record)
    if adulthood.of_age(record.learner.birth_date, day):
        return (
            None if record.guardian_id is None else Reason("consents.ask.learner_is_of_age", place="guardian")
        )
    guardian = record.guardian
    if guardian is None or guardian.learner_id != record.learner_id:
        return Reason("consents.ask.guardian_unknown", place="guardian")
    if guardian.since > day or (guardian.until is not None and guardian.until <= day):
        return Reason("consents.ask.guardian_no_longer", {"name": guardian.name}, place="guardian")
    return None


def signed_by_name(record: Answer) -> Reason | None:
    """Given name and family name stand under it, with the relation to the learner."""
    if not is_a_name(record.signer_name):
        return Reason("consents.sign.no_name", place="signer_name")
    adult = adulthood.of_age(record.learner.birth_date, day_of(record))
    if (record.signer_relation == SELF) is not adult:
        return Reason("consents.sign.wrong_signer", place="signer_name")
    return None


def not_ahead(record: Answer) -> Reason | None:
    """Signed today or before, not ahead of time."""
    if record.signed_on and record.answered_at and record.signed_on > localdate(record.answered_at):
        return Reason("consents.sign.ahead", {"day": record.signed_on}, place="signed_on")
    return None


def nothing_else_alive(record: Answer) -> Reason | None:
    """The family is asked one thing at a time: no other one is waiting or signed."""
    alive = {"learner_id": record.learner_id, "state__in": LIVE}
    if isinstance(record, Application):
        others = Application.objects.filter(semester=record.semester, **alive).exclude(pk=record.pk).exists()
    else:
        others = Consent.objects.filter(**alive).exclude(pk=record.pk).exists()
    if others:
        return Reason(f"{record._meta.model_name}.ask.there_is_one", place="papers")
    return None


def semester_not_over(record: Application) -> Reason | None:
    """One applies for a semester that the calendar knows and that is not over."""
    semester = Semester.parse(record.semester)
    if semester in calendar.semesters() and day_of(record) < calendar.dates(semester).end:
        return None
    return Reason("application.ask.semester_over", {"semester": record.semester}, place="semester")


def consent_beside(record: Application) -> Reason | None:
    """A consent in force, or one that the family is being asked for along with this."""
    rows = Consent.objects.filter(learner_id=record.learner_id, state__in=LIVE)
    waiting = record.signed_on is None and any(row.state != "signed" for row in rows)
    if waiting or any(in_force(row.signed_on, row.ended_on, day_of(record)) for row in rows):
        return None
    return Reason("application.ask.no_consent", place="papers")


def support_chosen(record: Application) -> Reason | None:
    """At least one kind of support that this learner may get, and only circumstances of the list."""
    day = day_of(record)
    may_get = {
        one.key
        for one in measures.measures_on(day)
        if one.open_to_learner(vocational=record.learner.vocational)
    }
    if not record.wanted or not may_get.issuperset(record.wanted):
        return Reason("application.sign.no_support", place="wanted")
    known = {one.key for one in circumstances.circumstances_on(day)}
    if not known.issuperset(record.circumstances):
        return Reason("application.sign.unknown_circumstance", place="circumstances")
    return None
