"""Sentences for alerts and for the duty to report: why something was not done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "alert.talk.no_note": _("Write in a sentence what was talked about."),
    "alert.set_aside.no_reason": _("Say why it can wait."),
    "alert.set_aside.no_day": _("Choose a day after today on which the alert comes back."),
    "alert.set_aside.too_long": _("Set it aside until %(last)s at the latest."),
    "alert.set_aside.duty": _(
        "The duty to report cannot be set aside: find out the cause, prepare the notice, or say what is wrong."
    ),
    "alert.disagree.people_said_it": _("A person wrote this: talk, and note the talk."),
    "alert.disagree.no_reason": _("Say what is wrong, so that it can be mended."),
    "alert.hunch.not_yours": _("A hunch is noted by the people of the learner's institution."),
    "alert.hunch.not_enrolled": _("The learner is not enrolled anywhere now, so nobody would see the alert."),
    "alert.hunch.no_text": _("Write in a sentence what it is about."),
    "alert.hunch.waits_already": _("You have written already and it waits to be looked at."),
    "alert.ask.not_yours": _("Help is asked for by the learner or the family."),
    "alert.plan.there_already": _(
        "There is a plan past its draft for this semester. Read it, talk, and note the talk here."
    ),
    "alert.draft.of_rules": _("A plan answers what the rules found."),
    "alert.no_such_step": _("Choose what to do with the alert."),
    "duty.no_such_step": _("Choose what to do with the notice."),
    "duty.send.family_not_told": _("Say when the family, or who stands in its place, was told."),
    "duty.send.day_ahead": _("The day on which the family was told cannot lie ahead."),
    "duty.send.no_cause": _("Write what was done to find the cause."),
    "duty.send.journal_changed": _(
        "The journal changed after this figure was counted (%(month)s). Sign tomorrow: this night counts anew, and the "
        "notice goes away by itself if it is not needed any more."
    ),
    "duty.send.journal_came": _(
        "A newer journal came by itself after this figure was counted (%(month)s). Sign after the next night, or count "
        "in the journal and say that the lessons are still above the limit."
    ),
    "duty.clear.no_reason": _("Write what the cause was, or what was wrong in the journal."),
    "duty.prepare_again.cleared": _("The head found that no notice is needed this semester."),
    "duty.answer.no_outcome": _("Write what came of it."),
    "model.no_such_step": _("Choose what to do with the model."),
    "model.switch_on.not_allowed": _(
        "The card says that this model may not be switched on: it was not shown to find more than plain flags do."
    ),
    "model.switch_on.stopped_by_drift": _(
        "This model stopped itself because the data had moved. It stays off until one trained on newer "
        "semesters is here."
    ),
    "model.switch_on.not_read": _("Say that you have read the card."),
    "model.switch_on.another_is_on": _("Another model is on. Switch it off first."),
    "model.switch_off.no_reason": _("Write why the model goes off."),
    "run.begin.not_yet": _(
        "The evening of %(day)s has not come yet: today is %(today)s. Name a day up to today; nothing was written."
    ),
    "trial.ask.rule_not_in_force": _("This rule is not in force on the day whose rules are tried."),
    "trial.ask.no_number": _(
        "The threshold is a number, such as 15 or 12.5; an empty field leaves the rule out."
    ),
}
