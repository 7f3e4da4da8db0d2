"""Sentences for reasons of claims that families read, too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

HOLDER_SIGNS = _(
    "The bank writes names in Latin or Cyrillic letters, with digits, spaces and the signs ' - . , & / ( ) and nothing "
    "else. Write the holder's name as the bank knows it, at least two letters; leave out quotation marks, pictures and "
    "other signs. If you pasted it, type it by hand."
)
REASONS = {
    "money.not_an_amount": _("“%(given)s” is no sum. Write euros and cents in digits, for example 12,40."),
    "money.parts_of_a_cent": _("“%(given)s” has parts of a cent. Write at most two digits after the comma."),
    "money.too_large": _("This sum is too large: at most %(most_eur)s € can be written here. Mend it."),
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
    "form.sent_before": _("This form was sent already. Open the page anew to write down something else."),
    "claim.file.same_proof": _(
        "This photo stands at claim %(claim)s for the same time already. Add another one; if the receipt shows more, "
        "the sum is mended at that claim."
    ),
    "claim.file.same_proof_of_yours": _(
        "This photo stands with a request that you sent already: %(compensation)s, %(period)s, %(asked_eur)s €. Add "
        "another photo. If that sum is wrong, take that request back and send it anew; if it is granted already, call "
        "the school."
    ),
    "claim.answer.changes_nothing": _(
        "Nothing is new yet. Add a photo, mend the sum or write a few words about what the school asked."
    ),
    "claim.file.wrong_state": _("This claim was filed already: “%(state)s”."),
    "claim.file.not_yours": _("A claim is filed by the learner's family or school."),
    "claim.answer.wrong_state": _("Nobody asks anything about this claim now: “%(state)s”."),
    "claim.answer.not_yours": _("A claim is answered by the learner's family or school."),
    "claim.withdraw.wrong_state": _("This claim cannot be withdrawn any more: “%(state)s”."),
    "claim.withdraw.not_yours": _(
        "A claim is withdrawn by whoever filed it: the family takes back its own, the school its own."
    ),
    "claim.change_account.wrong_state": _("The account of this claim cannot be changed now: “%(state)s”."),
    "claim.change_account.not_yours": _("The account is told by the learner's family or school."),
    "claim.check_anew.wrong_state": _("The account of this claim cannot be changed now: “%(state)s”."),
    "claim.check_anew.not_yours": _("The account is told by the learner's family or school."),
    "claim.account.no_holder": _("Write the name of the account's holder, at most %(most)s letters."),
    "claim.account.holder_not_for_the_bank": HOLDER_SIGNS,
    "claim.account.not_an_iban": _(
        "This is no account number (IBAN): its check digits do not fit. Look it up once more."
    ),
    "claim.account.not_yours": _("The account is told by the learner's family or school."),
}
