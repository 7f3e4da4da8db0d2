"""Sentences for reasons of the plans room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "plan.start.not_yours": _("Only a plan author can start a plan. Switch to that role."),
    "plan.start.not_enrolled": _(
        "This learner is not enrolled anywhere now, so there is no institution for the plan."
    ),
    "plan.start.there_is_one": _("This learner already has a plan for %(semester)s. Open that one."),
    "plan.copy.nothing_to_copy": _("There is no earlier plan in your reach to copy. Start an empty one."),
    "plan.write.not_yours": _("Only a plan author who is appointed for this learner can write here."),
    "plan.write.wrong_state": _(
        "The plan cannot be written now: “%(state)s”. Take it back or open it for revision first."
    ),
    "plan.write.no_level": _("“%(risk)s”: choose a level too, so that your text can be saved."),
    "plan.write.unknown_risk": _("The rulebook has no such risk on this day: %(risk)s."),
    "plan.write.changed_meanwhile": _(
        "Somebody else saved this meanwhile. Their text: “%(theirs)s”. Yours is still in the form: "
        "put together what should stay and save once more."
    ),
    "plan.measure.unknown_kind": _("Choose a kind of support from the list."),
    "plan.measure.vocational_only": _("This support is only for learners of vocational education."),
    "plan.measure.outside_plan": _("The support must lie within the plan: %(first)s to %(last)s."),
    "plan.measure.no_hours": _("Write how many hours are planned."),
    "plan.measure.no_amount": _("Write the amount in euros."),
    "plan.measure.answers_no_risk": _("Mark at least one risk that this support answers."),
    "plan.measure.answers_absent_risk": _(
        "This support answers only risks that the learner does not have. Choose again."
    ),
    "plan.measure.no_expected_result": _("Write what this support should change."),
    "plan.measure.over_cap": _(
        "%(asked_eur)s € is more than allowed: at most %(cap_eur)s € for each period."
    ),
    "plan.measure.over_cap_together": _(
        "Together with other support of this kind it makes %(asked_eur)s €: at most %(cap_eur)s € for each period."
    ),
    "plan.preparation.over_most": _(
        "For preparing, following and evaluating at most %(most)s hours can be planned."
    ),
    "plan.submit.no_consent": _("The family's consent is not signed yet."),
    "plan.submit.no_application": _("There is no signed application for this semester yet."),
    "plan.submit.not_in_target_group": _(
        "Grade %(grade)s is not in the programme's target group on this day."
    ),
    "plan.submit.learner_elsewhere": _(
        "The learner now learns at another institution, which plans the support."
    ),
    "plan.submit.institution_not_joined": _(
        "The institution does not take part in the programme on the plan's first day."
    ),
    "plan.submit.risks_not_judged": _("“%(group)s”: risks that are not judged yet: %(count)s."),
    "plan.submit.comment_open": _("The comment of %(by)s is not answered yet: “%(text)s”. Mark it as done."),
    "plan.comment.settled": _("This comment was settled already."),
    "plan.discard.submitted": _(
        "The revision was submitted already, so it cannot be discarded. Submit it again when it is ready."
    ),
    "plan.measure.changed_meanwhile": _(
        "Somebody changed this support meanwhile. Look at it once more before you take it out."
    ),
    "plan.approve.changed_since": _(
        "Plan %(number)s was submitted anew since you opened the desk. Open it and read it first."
    ),
    "plan.submit.risk_not_justified": _("“%(risk)s” has a level but no reason: write what you see."),
    "plan.submit.no_risk": _(
        "No risk is marked. A plan needs at least one real risk of leaving school early."
    ),
    "plan.submit.no_measure": _("There is no support in the plan yet. Add at least one measure."),
    "plan.submit.no_goal": _("The learner's own goal is missing: write it in the learner's words."),
    "plan.submit.family_not_consulted": _(
        "Mark that you talked with the family (or with the adult learner)."
    ),
    "plan.approve.wrote_it_herself": _(
        "Four eyes: you wrote or submitted this plan, so somebody else must decide."
    ),
    "plan.approve.decided_this_version_before": _(
        "Four eyes: you already approved this version at another level."
    ),
    "plan.approve.not_clean": _(
        "Plan %(number)s must be read on its own: something in it is new or no longer fits."
    ),
    "plan.refuse.wrote_it_herself": _(
        "Four eyes: you wrote or submitted this plan, so somebody else must decide."
    ),
    "plan.refuse.approved_before": _(
        "A version of this plan was approved before. Return it to the author instead."
    ),
    "plan.refuse.no_reason": _("Choose why the plan is refused."),
    "plan.approve.other_version": _(
        "The author submitted version %(version)s meanwhile. It is shown now: please read it first."
    ),
    "plan.approve.nothing_marked": _("Mark at least one plan first."),
    "plan.decide.nothing_chosen": _("Choose: approve, return or refuse."),
    "plan.measure.ends_before_start": _("The last day lies before the first."),
    "plan.comment.not_yours": _("Only the person the plan waits for can comment on its lines."),
    "plan.comment.wrong_state": _("Only the person the plan waits for can comment on its lines."),
    "plan.comment.no_such_line": _("This line is not in the plan any more. Open the plan again."),
    "plan.comment.empty": _("Write the comment first."),
    "plan.send_back.says_nothing": _("Write what to mend: a note, or a comment on a line."),
    "plan.suspend.no_reason": _("Choose why the plan is suspended."),
    "plan.suspend.no_note": _("Write in a sentence why the plan is suspended."),
    "plan.resume.other_semester": _(
        "A plan can be resumed only within its own semester (%(semester)s). Start a new one."
    ),
    "plan.remove.money_used": _(
        "Money was already used on this plan, so it cannot be removed. Suspend it instead."
    ),
}
