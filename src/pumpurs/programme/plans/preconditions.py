"""What must be true before a step of a plan; each returns None or reasons, with the place where to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.consents.preconditions import takes_part
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.models import Decision, LineComment, Measure, Plan, RiskJudgement
from pumpurs.programme.plans.rules import (
    MeasureDraft,
    against_measure,
    family_heard,
    over_cap_together,
    plan_code,
    too_much_preparation,
    unjudged,
    unjustified,
)
from pumpurs.rulebook import calendar, evaluation, measures, risks, target_groups
from pumpurs.rulebook.vocabulary import refusal_reasons, suspension_reasons
from pumpurs.values.periods import Span
from pumpurs.values.reasons import Reason

NONE: tuple[Reason, ...] = ()


def span_of(record: Plan | Measure) -> Span:
    """The days of a plan or a measure, half-open."""
    return Span(record.since, record.until)


def draft_of(measure: Measure) -> MeasureDraft:
    """A stored measure as the rules read it."""
    return MeasureDraft(
        kind=measure.kind,
        risks=tuple(measure.risks),
        span=span_of(measure),
        hours_planned=measure.hours_planned,
        amount_eur=measure.amount_eur,
        subject=measure.subject,
        expected_result=measure.expected_result,
        provider_profession=measure.provider_profession,
    )


def learner_enrolled(plan: Plan) -> Reason | None:
    """The learner goes to some institution, in some grade: there a plan is written."""
    enrolled = plan.institution_id is not None and plan.grade is not None
    return None if enrolled else Reason("plan.start.not_enrolled")


def no_other_this_semester(plan: Plan) -> Reason | None:
    """One plan for a learner, semester and institution."""
    there = Plan.objects.filter(
        learner_id=plan.learner_id, institution_id=plan.institution_id, semester=plan.semester
    )
    return there_is_one(plan) if there.exclude(state="inactive").exists() else None


def there_is_one(plan: Plan) -> Reason:
    """The reason against a second plan; the database may find it in the very moment of saving."""
    return Reason("plan.start.there_is_one", {"semester": plan.semester})


def something_to_copy(earlier: Plan | None) -> Reason | None:
    """The learner had a plan in an earlier semester."""
    return None if earlier else Reason("plan.copy.nothing_to_copy")


def consent_in_force(plan: Plan) -> Reason | None:
    """The family's (or the adult learner's) consent is signed and was not withdrawn."""
    if Consent.objects.filter(learner_id=plan.learner_id, state="signed").exists():
        return None
    return Reason("plan.submit.no_consent", {"learner": str(plan.learner_id)}, place="consent")


def application_for_this_semester(plan: Plan) -> Reason | None:
    """The family applied for the plan's semester."""
    signed = Application.objects.filter(learner_id=plan.learner_id, semester=plan.semester, state="signed")
    if signed.exists():
        return None
    return Reason("plan.submit.no_application", {"semester": plan.semester}, place="consent")


def learner_still_here(plan: Plan) -> Reason | None:
    """The learner has not gone to another institution: support is planned where the learner learns."""
    if Learner.objects.filter(pk=plan.learner_id, institution_id=plan.institution_id).exists():
        return None
    return Reason("plan.submit.learner_elsewhere", place="learner")


def learner_in_target_group(plan: Plan) -> Reason | None:
    """The learner's grade or vocational year is in the target group on the plan's first day."""
    if target_groups.open_to(plan.grade, plan.vocational, plan.since):
        return None
    return Reason("plan.submit.not_in_target_group", {"grade": plan.grade}, place="learner")


def institution_takes_part(plan: Plan) -> Reason | None:
    """The institution takes part in the programme on the plan's first day."""
    if takes_part(plan.institution_id, plan.since):
        return None
    return Reason("plan.submit.institution_not_joined", place="learner")


def every_risk_judged(plan: Plan) -> tuple[Reason, ...]:
    """Every risk of the catalogue has a level, a level above none has its reason, and at least one risk is there."""
    judged = {row.factor: row for row in plan.riskjudgements.all()}
    levels = {factor: row.level for factor, row in judged.items()}
    found = unjudged(levels, plan.since) + unjustified(levels, {f: row.reason for f, row in judged.items()})
    if not found and not any(levels.values()):
        return (Reason("plan.submit.no_risk", place="risks"),)
    return found


def against_support(plan: Plan, rows: Iterable[Measure]) -> tuple[Reason, ...]:
    """Every reason against the measures of a plan, each by itself and those of one kind together."""
    span = span_of(plan)
    drafts = {f"measure:{row.id}": draft_of(row) for row in rows}
    found: list[Reason] = []
    for place, draft in drafts.items():
        found += against_measure(draft, plan_span=span, vocational=plan.vocational, place=place)
    inside = {place: draft for place, draft in drafts.items() if span.covers(draft.span)}
    return (*found, *over_cap_together(inside))


def clean_now(plan: Plan) -> bool:
    """Nothing to read again: as approved before when it was frozen, and every measure is within caps and dates now.

    Consent and application are needs of the step itself.
    """
    return plan.is_clean and not against_support(plan, plan.measures.all())


def measures_stand(plan: Plan) -> tuple[Reason, ...]:
    """At least one measure; each within dates and caps and answering a risk that is there."""
    rows = list(plan.measures.order_by("position", "id"))
    if not rows:
        return (Reason("plan.submit.no_measure", place="measures"),)
    present = {row.factor for row in plan.riskjudgements.all() if row.level}
    found = list(against_support(plan, rows))
    for row in rows:
        place = f"measure:{row.id}"
        if row.risks and not present.intersection(row.risks):
            found.append(Reason("plan.measure.answers_absent_risk", place=place))
        if not row.expected_result.strip():
            found.append(Reason("plan.measure.no_expected_result", place=place))
    return tuple(found)


def learner_and_family_heard(plan: Plan) -> tuple[Reason, ...]:
    """The learner's own goal stands in the plan and the family was consulted (an adult learner speaks for herself)."""
    found = []
    if not plan.learner_goal.strip():
        found.append(Reason("plan.submit.no_goal", place="goal"))
    if not family_heard(plan.consulted):
        found.append(Reason("plan.submit.family_not_consulted", place="consulted"))
    return tuple(found)


def preparation_within_most(plan: Plan) -> Reason | None:
    """Preparing, following and evaluating take no more hours than one plan may have."""
    return too_much_preparation(plan.preparation_hours, plan.since)


def no_money_used(plan: Plan) -> Reason | None:
    """Nothing was spent on this plan, not even on preparing it after its approval."""
    return Reason("plan.remove.money_used") if plan.money_used else None


def every_comment_settled(plan: Plan) -> tuple[Reason, ...]:
    """Each comment of an approver was marked as done or answered."""
    rows = LineComment.objects.filter(plan=plan, settled_at=None).select_related("by").order_by("at", "id")
    return tuple(
        Reason("plan.submit.comment_open", {"by": row.by.name, "text": row.text}, place=f"comment-{row.id}")
        for row in rows
    )


def says_what_to_mend(plan: Plan) -> Reason | None:
    """A note, or an open comment on a line."""
    if plan.asked.note.strip() or LineComment.objects.filter(plan=plan, settled_at=None).exists():
        return None
    return Reason("plan.send_back.says_nothing", place="note")


def reason_to_refuse(plan: Plan) -> Reason | None:
    """A reason of the rulebook, in force that day."""
    day, code = plan.asked.day, plan.asked.reason_code
    if day and code in {term.key for term in refusal_reasons.on(day)}:
        return None
    return Reason("plan.refuse.no_reason", place="reason_code")


def reason_to_suspend(plan: Plan) -> Reason | None:
    """A reason of the rulebook, in force that day."""
    day, code = plan.asked.day, plan.asked.reason_code
    if day and code in {term.key for term in suspension_reasons.on(day)}:
        return None
    return Reason("plan.suspend.no_reason", place="reason_code")


def suspension_explained(plan: Plan) -> Reason | None:
    """A sentence beside the reason."""
    return None if plan.asked.note.strip() else Reason("plan.suspend.no_note", place="note")


def near_its_end(plan: Plan) -> Reason | None:
    """A plan is evaluated from some days before its last day on; sooner where it rests, or the learner has gone."""
    day = plan.asked.day
    if day is None or plan.state == "suspended" or learner_still_here(plan) is not None:
        return None
    opens = plan.until - timedelta(evaluation.terms_on(day).opens_days_before_end)
    return None if day >= opens else Reason("plan.evaluate.too_early", {"opens": opens})


def within_its_semester(plan: Plan) -> Reason | None:
    """The day lies in the plan's own semester."""
    day = plan.asked.day
    if day and str(calendar.current_semester(day)) == plan.semester:
        return None
    return Reason("plan.resume.other_semester", {"semester": plan.semester})


def nothing_but_opened(plan: Plan) -> Reason | None:
    """The last thing that happened is that the approved plan was opened for revision: nothing was submitted since."""
    last = Decision.objects.filter(plan=plan).order_by("-at", "-id").first()
    return None if last and last.step == "revise" else Reason("plan.discard.submitted")


def never_approved(plan: Plan) -> Reason | None:
    """No version was approved by all levels before; else it is sent back, not refused."""
    return Reason("plan.refuse.approved_before") if plan.approved_at else None


def version_that_was_read(plan: Plan) -> Reason | None:
    """Nobody submitted another version since this one was opened."""
    if plan.asked.version in (None, plan.version):
        return None
    return Reason("plan.approve.other_version", {"version": plan.version})


def as_seen_on_the_desk(plan: Plan, version: int) -> Reason | None:
    """Among the clean ones: the version that stood there, and still nothing to read again."""
    named = {"number": plan_code(plan.semester, plan.number)}
    if plan.version != version:
        return Reason("plan.approve.changed_since", named)
    return None if clean_now(plan) else Reason("plan.approve.not_clean", named)


def comment_on_a_line(plan: Plan) -> Reason | None:
    """Some words, on a line that the plan has."""
    kind, _colon, key = plan.asked.line.partition(":")
    if kind == "risk":
        there = key in {factor.key for factor in risks.factors_on(plan.since)}
    elif kind == "measure":
        there = key in {str(measure_id) for measure_id in plan.measures.values_list("id", flat=True)}
    else:
        there = plan.asked.line in ("goal", "consulted")
    if not there:
        return Reason("plan.comment.no_such_line")
    return None if plan.asked.note else Reason("plan.comment.empty", place=plan.asked.line)


def comment_not_settled(comment: LineComment) -> Reason | None:
    """Nobody marked the comment as done before."""
    return Reason("plan.comment.settled") if comment.settled_at else None


def section_as_read(plan: Plan, section: str, revision: int, theirs: str) -> Reason | None:
    """Nobody saved the section meanwhile; else `theirs`, the text that stands there now, comes with the refusal."""
    now = plan.revisions.get(section, 0)
    if now == revision:
        return None
    values = {"section": section, "theirs": theirs, "revision": now}
    return Reason("plan.write.changed_meanwhile", values, place=section)


def risk_of_the_catalogue(plan: Plan, factor: str) -> Reason | None:
    """A risk that the rulebook names on the plan's first day."""
    known = factor in {one.key for one in risks.factors_on(plan.since)}
    return None if known else Reason("plan.write.unknown_risk", {"risk": factor})


def risk_as_read(row: RiskJudgement, revision: int) -> Reason | None:
    """Nobody judged this risk otherwise meanwhile; else what stands there now comes with the refusal."""
    if row.revision == revision:
        return None
    values = {"risk": row.factor, "theirs": row.reason, "their_level": row.level, "revision": row.revision}
    return Reason("plan.write.changed_meanwhile", values, place=f"risk:{row.factor}")


def measure_as_read(row: Measure, revision: int) -> Reason | None:
    """Nobody changed this measure meanwhile; else what stands there now comes with the refusal."""
    if row.revision == revision:
        return None
    values = {"theirs": row.expected_result, "revision": row.revision}
    return Reason("plan.write.changed_meanwhile", values, place="measure")


def measure_dropped_as_seen(row: Measure, revision: int) -> Reason | None:
    """What is taken out is what was seen."""
    if row.revision == revision:
        return None
    return Reason("plan.measure.changed_meanwhile", {"revision": row.revision})


def kind_in_force(plan: Plan, kind: str) -> Reason | None:
    """A kind of support that the rulebook knows on the plan's first day."""
    known = kind in {measure.key for measure in measures.measures_on(plan.since)}
    return None if known else Reason("plan.measure.unknown_kind", place="kind")


def fits_with_the_others(plan: Plan, draft: MeasureDraft, measure_id: object) -> tuple[Reason, ...]:
    """With the other measures of its kind the draft stays within their cap."""
    beside = {str(row.id): draft_of(row) for row in plan.measures.all() if row.id != measure_id}
    inside = {place: one for place, one in beside.items() if span_of(plan).covers(one.span)}
    return tuple(one for one in over_cap_together(inside | {"measure": draft}) if one.place == "measure")


def still_being_written(plan: Plan) -> Reason | None:
    """A plan past its draft answers no new alert: the alert would end though nobody acted."""
    return None if plan.state in ("draft", "under_revision") else Reason("alert.plan.there_already")
