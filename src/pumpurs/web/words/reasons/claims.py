"""Sentences for reasons of claims."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _("This claim waits for somebody else.")
REASONS = {
    "claim.file.nothing_chosen": _("Choose what was paid for."),
    "claim.file.not_paid_then": _(
        "The programme did not pay this on that day. Choose another kind, or mend the day."
    ),
    "claim.file.in_future": _("This day has not come yet. A claim is filed after the service."),
    "claim.file.plan_not_running": _("The plan is not approved or was removed, so nothing is paid by it."),
    "claim.file.before_approval": _("The head had not approved the plan on this day, so it cannot be paid."),
    "claim.file.outside_plan": _(
        "The plan runs from %(first)s to %(last)s. The day of the service lies outside."
    ),
    "claim.file.not_planned": _("The approved plan does not pay this. Ask the teacher who writes the plan."),
    "claim.file.outside_measure": _("The plan pays this from %(first)s to %(last)s."),
    "claim.file.suspended": _("The plan was suspended on this day, so nothing is paid for it."),
    "claim.file.no_consent": _("The family's consent or application was not in force on this day."),
    "claim.file.learner_elsewhere": _(
        "On this day the learner was at another school. That school files the claim."
    ),
    "claim.file.vocational_only": _("Only learners of vocational education get this."),
    "claim.file.not_low_income": _(
        "This is for needy and low-income families; the application for the semester does not say so."
    ),
    "claim.file.not_special_needs": _(
        "This is for learners with special needs; the application for the semester does not say so."
    ),
    "claim.file.paid_by_others": _("%(payer)s pays this in the same period, and nothing is paid twice."),
    "claim.file.no_amount": _("Write the sum that the proof shows, more than 0,00 €."),
    "claim.file.no_proof": _("Add a photo or PDF of the ticket, receipt or invoice."),
    "claim.file.wrong_state": _("This claim was filed already: “%(state)s”."),
    "claim.file.not_yours": _("A claim is filed by the learner's family or school."),
    "claim.answer.wrong_state": _("Nobody asks anything about this claim now: “%(state)s”."),
    "claim.answer.not_yours": _("A claim is answered by the learner's family or school."),
    "claim.withdraw.wrong_state": _("This claim cannot be withdrawn any more: “%(state)s”."),
    "claim.withdraw.not_yours": _("A claim is withdrawn by the learner's family or school."),
    "claim.check.wrong_state": _("This claim does not wait for a check: “%(state)s”."),
    "claim.check.not_yours": NOT_YOURS,
    "claim.check.no_account": _(
        "Nobody told the bank account yet. Ask the family for it, or write it down here."
    ),
    "claim.ask.wrong_state": _("Nothing can be asked about this claim any more: “%(state)s”."),
    "claim.ask.not_yours": NOT_YOURS,
    "claim.ask.says_nothing": _("Write what should be mended."),
    "claim.grant.nothing_marked": _("Mark at least one claim."),
    "claim.grant.wrong_state": _("This claim does not wait to be granted: “%(state)s”."),
    "claim.grant.not_yours": NOT_YOURS,
    "claim.grant.checked_it_herself": _("Four eyes: you checked this claim, so somebody else grants it."),
    "claim.grant.over_cap": _(
        "%(asked_eur)s € do not fit: of %(cap_eur)s € only %(left_eur)s € are left. Grant what is left."
    ),
    "claim.grant.nothing_left": _(
        "Of %(cap_eur)s € nothing is left in this period. Refuse the claim with this reason."
    ),
    "claim.grant.other_account": _(
        "The bank account was changed after you opened the page. Look at it again."
    ),
    "claim.refuse.wrong_state": _("This claim cannot be refused any more: “%(state)s”."),
    "claim.refuse.not_yours": NOT_YOURS,
    "claim.refuse.no_reason": _("Choose the reason."),
    "claim.refuse.says_nothing": _("Explain the other reason in a sentence."),
    "claim.reverse.wrong_state": _(
        "Only a granted claim that is not in a payment list is taken back: “%(state)s”."
    ),
    "claim.reverse.not_yours": NOT_YOURS,
    "claim.reverse.says_nothing": _("Write why the grant is taken back."),
    "claim.change_account.wrong_state": _("The account of this claim cannot be changed now: “%(state)s”."),
    "claim.change_account.not_yours": _("The account is told by the learner's family or school."),
    "claim.check_anew.wrong_state": _("The account of this claim cannot be changed now: “%(state)s”."),
    "claim.check_anew.not_yours": _("The account is told by the learner's family or school."),
    "claim.put_in_batch.wrong_state": _("Only granted claims are paid: “%(state)s”."),
    "claim.put_in_batch.not_yours": NOT_YOURS,
    "claim.take_out_of_batch.wrong_state": _("This claim is in no payment list: “%(state)s”."),
    "claim.take_out_of_batch.not_yours": NOT_YOURS,
    "claim.pay.wrong_state": _("This claim is in no payment list: “%(state)s”."),
    "claim.pay.not_yours": NOT_YOURS,
    "claim.bounce.wrong_state": _("This claim was not paid: “%(state)s”."),
    "claim.bounce.not_yours": NOT_YOURS,
    "claim.recover.wrong_state": _("This claim was not paid: “%(state)s”."),
    "claim.recover.not_yours": NOT_YOURS,
    "claim.decide.nothing_chosen": _("Choose what to do with the claim."),
    "claim.account.no_holder": _("Write the name of the account's holder, at most %(most)s letters."),
    "claim.account.not_an_iban": _(
        "This is no account number (IBAN): its check digits do not fit. Look it up once more."
    ),
    "claim.account.not_yours": _("The account is told by the learner's family or school."),
    "claim.other.not_yours": _("Other payers are noted by the learner's school or municipality."),
    "claim.other.no_payer": _("Write who pays."),
    "claim.other.unknown_kind": _("Choose what is paid."),
    "claim.other.ends_before_it_begins": _("The last day lies before the first. Mend the days."),
    "claim.other.there_is_one": _("Somebody else is noted for these days already."),
    "claim.other.granted_already": _(
        "The programme granted this for the same period. Take the grant back or ask the money back first."
    ),
}
