"""Sentences for reasons of claims that staff reads; those of the family stand in family_claims."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _("This claim waits for somebody else.")
OWN_FAMILY = _("It is a claim of your own family. A colleague decides about it.")
TOLD_IT = _(
    "You told this bank account yourself. A colleague does this step, or the family or a colleague tells the account "
    "once more."
)
LINK_IN_HAND = _(
    "The family's link through which the claim or the account came was made or handed over by you. A colleague does "
    "this step. If only the account came that way, it is enough that a colleague writes it down once more; where "
    "nobody else may do this step, the family takes the claim back and the plan's author files it."
)
SAME_PHOTO = _(
    "A photo of this claim stands at %(claims)s, too. Look at both; if both may be paid, write why beside your "
    "decision. If not, refuse one."
)
REASONS = {
    "claim.check.wrong_state": _("This claim does not wait for a check: “%(state)s”."),
    "claim.check.not_yours": NOT_YOURS,
    "claim.check.no_account": _(
        "Nobody told the bank account yet. Ask the family for it, or write it down here."
    ),
    "claim.check.account_replaced": _(
        "Another account was told since. Write down the account in force, so that the claim gets it."
    ),
    "claim.check.gave_it_back": _(
        "The bank gave money of this account back on %(day)s. "
        "Write down another account, or this one anew if it is right."
    ),
    "claim.ask.wrong_state": _("Nothing can be asked about this claim any more: “%(state)s”."),
    "claim.ask.not_yours": NOT_YOURS,
    "claim.ask.says_nothing": _("Write what should be mended."),
    "claim.grant.nothing_marked": _("Mark at least one claim."),
    "claim.grant.wrong_state": _("This claim does not wait to be granted: “%(state)s”."),
    "claim.grant.not_yours": NOT_YOURS,
    "claim.grant.checked_it_herself": _("Four eyes: you checked this claim, so somebody else grants it."),
    "claim.check.of_the_own_family": OWN_FAMILY,
    "claim.ask.of_the_own_family": OWN_FAMILY,
    "claim.grant.of_the_own_family": OWN_FAMILY,
    "claim.refuse.of_the_own_family": OWN_FAMILY,
    "claim.reverse.of_the_own_family": OWN_FAMILY,
    "claim.check.told_the_account_herself": TOLD_IT,
    "claim.grant.told_the_account_herself": TOLD_IT,
    "claim.check.same_photo": SAME_PHOTO,
    "claim.grant.same_photo": SAME_PHOTO,
    "claim.check.had_the_familys_link": LINK_IN_HAND,
    "claim.grant.had_the_familys_link": LINK_IN_HAND,
    "batch.sign.had_the_familys_link": _(
        "The family's link behind these payments was made or handed over by you: %(payments)s. "
        "Somebody else signs the batch, or take them out first."
    ),
    "batch.sign.of_the_own_family": _(
        "Payments of your own family stand here: %(payments)s. Somebody else signs the batch, or take them out first."
    ),
    "batch.sign.told_the_account_herself": _(
        "You told the accounts of these payments: %(payments)s. Somebody else signs the batch, or take them out first."
    ),
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
    "claim.reverse.wrong_state": _("Only a granted claim that is not in a batch is taken back: “%(state)s”."),
    "claim.reverse.not_yours": NOT_YOURS,
    "claim.reverse.says_nothing": _("Write why the grant is taken back."),
    "claim.put_in_batch.wrong_state": _("Only granted claims are paid: “%(state)s”."),
    "claim.put_in_batch.not_yours": NOT_YOURS,
    "claim.take_out_of_batch.wrong_state": _("This claim is in no batch: “%(state)s”."),
    "claim.take_out_of_batch.not_yours": NOT_YOURS,
    "claim.pay.wrong_state": _("This claim is in no batch: “%(state)s”."),
    "claim.pay.not_yours": NOT_YOURS,
    "claim.bounce.wrong_state": _("This claim was not paid: “%(state)s”."),
    "claim.bounce.not_yours": NOT_YOURS,
    "claim.recover.wrong_state": _("This claim was not paid: “%(state)s”."),
    "claim.recover.not_yours": NOT_YOURS,
    "claim.decide.nothing_chosen": _("Choose what to do with the claim."),
    "claim.other.not_yours": _("Other payers are noted by the learner's school or municipality."),
    "claim.other_ends.not_yours": _(
        "Whoever noted this payer says that it ended, or who grants claims: the municipality's coordinator, at a state "
        "school the head. Ask them."
    ),
    "claim.other_ends.says_nothing": _("Write why it ends: who checks and who grants read it."),
    "claim.check.filed_it_herself": _(
        "You filed this claim yourself, so a colleague looks at its proof. Is nobody else there who checks? Then "
        "withdraw it and let the plan's author file it."
    ),
    "claim.other.no_payer": _("Write who pays."),
    "claim.other.unknown_kind": _("Choose what is paid."),
    "claim.other.ends_before_it_begins": _("The last day lies before the first. Mend the days."),
    "claim.other.there_is_one": _("Somebody else is noted for these days already."),
    "claim.other.granted_already": _(
        "The programme granted this for the same period. Take the grant back or ask the money back first."
    ),
}
