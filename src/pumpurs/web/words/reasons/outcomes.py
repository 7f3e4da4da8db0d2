"""Sentences for reasons of evaluations, opinions and follow-ups."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

HEAD = _("The head of the school where the plan was written reads the evaluation and closes the plan.")
REASONS = {
    "outcome.write.not_yours": _("The evaluation is written by who is appointed for this learner."),
    "outcome.write.wrong_state": _(
        "A plan is evaluated after its support was approved and before it is closed: “%(state)s”."
    ),
    "outcome.write.changed_meanwhile": _(
        "Somebody else saved this evaluation since you opened it. Look at it; if you save again, yours stands."
    ),
    "outcome.write.unknown": _("Choose one of what is listed."),
    "outcome.write.reason_without_need": _("A reason is given only for what was not used."),
    "outcome.write.too_long": _("Write at most %(most)s letters."),
    "outcome.submit.risk": _("Say how strong this risk is now."),
    "outcome.submit.measure": _("Say whether this support was useful."),
    "outcome.submit.why_not_used": _("Say why it was not used."),
    "outcome.submit.recommendation": _("Say what you recommend."),
    "outcome.submit.outcome": _("Say where the learner stands after the semester."),
    "outcome.submit.comment": _("Write what helped and what did not."),
    "outcome.close.nothing_written": _(
        "Nothing is written in this evaluation. Return it to the author, who writes it first."
    ),
    "outcome.opinion.not_yours": _(
        "Learner and family answer themselves, or tell it to who writes the evaluation."
    ),
    "outcome.opinion.nothing_given": _("There was no approved support yet to have an opinion of."),
    "outcome.opinion.who": _("Say who it was: the learner or the family."),
    "outcome.opinion.helped": _("Choose whether it helped."),
    "outcome.opinion.next_step": _("Choose what should come next."),
    "outcome.opinion.too_long": _("Write at most %(most)s letters."),
    "outcome.follow_up.not_yours": _(
        "The school that wrote the plan, or its municipality, finds out whether the learner still learns."
    ),
    "outcome.follow_up.unknown": _("Choose what was found out."),
    "outcome.follow_up.too_early": _("It is asked on %(due)s or later."),
    "plan.evaluate.too_early": _(
        "The plan still goes on. It is handed in from %(opens)s on; until then it is kept."
    ),
    "plan.evaluate.not_yours": _("The evaluation is written by who is appointed for this learner."),
    "plan.evaluate.wrong_state": _("Only a plan whose support was approved is evaluated: “%(state)s”."),
    "plan.reopen.not_yours": HEAD,
    "plan.reopen.wrong_state": _("This evaluation does not wait for the head any more: “%(state)s”."),
    "plan.close.not_yours": HEAD,
    "plan.close.wrong_state": _("This evaluation does not wait for the head any more: “%(state)s”."),
    "plan.close.wrote_it_herself": _(
        "Four eyes: you wrote some of this plan, so somebody else who stands in for the head closes it."
    ),
}
