"""What must be true before a step of a consent or application; each returns None or a reason with its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from pumpurs.programme.consents.models import LIVE, Application, Consent, FamilyLink
from pumpurs.programme.consents.rules import (
    OPEN,
    SELF,
    SIGNER_RELATIONS,
    in_force,
    is_a_name,
    same_mailbox,
)
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Participation
from pumpurs.programme.people.models import Account
from pumpurs.rulebook import adulthood, calendar, measures, target_groups
from pumpurs.rulebook.reading import LANGUAGES
from pumpurs.rulebook.vocabulary import circumstances
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
    known = {one.key for one in circumstances.on(day)}
    if not known.issuperset(record.circumstances):
        return Reason("application.sign.unknown_circumstance", place="circumstances")
    return None


def learner_goes_to_school(learner: Learner) -> Reason | None:
    """The learner is enrolled somewhere: papers are that institution's."""
    if learner.institution_id is not None:
        return None
    return Reason("consents.ask.institution_not_joined", place="learner")


def something_asked(papers: Sequence[Answer]) -> Reason | None:
    """At least one of the two papers."""
    return None if papers else Reason("consents.ask.nothing_asked", place="papers")


def not_asked_already(papers: Sequence[Answer]) -> tuple[Reason, ...]:
    """What lies with the family is not sent a second time; it is resent."""
    waiting = [paper for paper in papers if paper.state in OPEN]
    return tuple(Reason(f"{paper._meta.model_name}.ask.there_is_one", place="papers") for paper in waiting)


def something_to_resend(papers: Sequence[Answer]) -> Reason | None:
    """Something still waits, or has expired."""
    return None if papers else Reason("consents.resend.nothing_waits")


def link_still_open(papers: Sequence[Answer], link: FamilyLink | None) -> Reason | None:
    """The family has a link that opens, and something to read behind it."""
    return None if papers and link is not None else Reason("consents.remind.no_open_link")


def may_be_reminded(papers: Sequence[Answer], link: FamilyLink, today: date) -> tuple[Reason, ...]:
    """There is an address to write to, and the family was not reminded today."""
    reasons = []
    if not link.sealed_address:
        reasons.append(Reason("consents.remind.no_address"))
    if any(paper.reminded_at and localdate(paper.reminded_at) == today for paper in papers):
        reasons.append(Reason("consents.remind.already_today"))
    return tuple(reasons)


def somebody_behind(person: object | None) -> Reason | None:
    """Somebody may use the link: a guardian in force, or the learner of age."""
    return None if person else Reason("consents.link.nobody_behind", place="guardian")


def newcomer_introduced(name: str, relation: str) -> Reason | None:
    """A guardian who is not known yet has a name and a relation to the learner."""
    if not is_a_name(name):
        return Reason("consents.ask.guardian_without_name", place="guardian_name")
    if relation not in SIGNER_RELATIONS:
        return Reason("consents.ask.guardian_without_relation", place="guardian_relation")
    return None


def address_of_the_family(address: str, sender_id: UUID, family: Collection[UUID | None]) -> Reason | None:
    """Letters to it come neither to the sender nor to somebody else who signs in here and is not of this family."""
    own = Account.objects.filter(pk=sender_id).values_list("email", flat=True).first()
    if same_mailbox(address, own or ""):
        return Reason("consents.ask.own_address", place="id_guardian_email")
    local, _at, place = address.strip().casefold().rpartition("@")
    if not local:
        return None
    alike = Account.objects.filter(email__istartswith=local.partition("+")[0], email__iendswith=f"@{place}")
    if any(same_mailbox(address, one.email) for one in alike if one.pk not in family):
        return Reason("consents.ask.address_of_staff", place="id_guardian_email")
    return None


def withdrawn_after_signing(consent: Consent, day: date, today: date) -> Reason | None:
    """Not before it was signed, and not ahead of time."""
    if day <= today and not (consent.signed_on and day < consent.signed_on):
        return None
    return Reason("consents.withdraw.wrong_day", {"day": day}, place="id_day")


def question_answered(papers: Sequence[Answer], text: str) -> Reason | None:
    """The family asked something, and there is an answer."""
    if not papers:
        return Reason("consents.reply.nobody_asked")
    return None if text else Reason("consents.reply.empty", place="id_reply")


def language_spoken_here(language: str) -> Reason | None:
    """One of the languages that the papers exist in."""
    return None if language in LANGUAGES else Reason("family.language.unknown", place="language")


def question_in_words(text: str) -> Reason | None:
    """Something is asked."""
    return None if text else Reason("family.ask.empty", place="id_question")


def something_to_answer(papers: Sequence[Answer]) -> Reason | None:
    """Not all papers were answered."""
    return None if papers else Reason("family.answer.nothing_waits")
