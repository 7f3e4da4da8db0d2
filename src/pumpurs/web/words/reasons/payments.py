"""Sentences for reasons of payments: batches, the bank's statements, money asked back, the partner's account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pumpurs.web.words.reasons.family_claims import HOLDER_SIGNS

SAID_BY_ANOTHER = _(
    "You granted this money, so another person says what became of it: an accountant or another coordinator of your "
    "partner."
)
KEEPERS = _("Payments are kept by the accountant or the coordinator of the partner.")
DRAFTERS = _(
    "Batches are drafted by the accountant, and by the coordinator of a municipality or the head of a state school."
)
OWN_FAMILY = _(
    "This is money of your own family. Nobody decides about the own money; another accountant or coordinator of the "
    "partner does, or brings the bank's statement that tells it."
)
ASKERS = _(
    "Money is asked back by the accountant, and by the coordinator of a municipality or the head of a state school."
)
SIGNERS = _("At this partner your role does not sign payments.")
BROUGHT_BY_ANOTHER = _(
    "This statement moves money of your own family, or money whose account or claim you had a hand in. Another "
    "accountant or coordinator of the partner brings it, whole as it is; nothing of it was taken in."
)
OWN_HAND = _(
    "You told this account yourself, or made or handed over the family's link behind it. Another accountant or "
    "coordinator of the partner says what became of the money, or brings the bank's statement that tells it."
)
REASONS = {
    "iban.wrong": _("This is no account number (IBAN): a letter or digit is missing or wrong."),
    "payment_file.not_valid": _(
        "The bank would not take this file: name or account number of %(payments)s hold signs that no payment file can "
        "carry. Take these payments out of the batch and have their accounts told anew."
    ),
    "payment_file.payer_not_valid": _(
        "The bank would not take the file of batch %(number)s: name or number of the account that it is paid from do "
        "not hold. Dissolve the batch, write down the partner's account anew and let another person sign it."
    ),
    "batch.draft.nothing_ready": _(
        "No granted claim with a known account waits, or somebody else has just put them into a batch."
    ),
    "batch.draft.past_day": _("The bank can pay today (%(today)s) or later. Choose another day."),
    "batch.draft.too_far": _("The day of payment is %(last)s at the latest. Choose an earlier day."),
    "batch.draft.not_yours": DRAFTERS,
    "batch.take_out.wrong_state": _("Nothing is taken out of a batch any more: “%(state)s”."),
    "batch.take_out.not_yours": DRAFTERS,
    "batch.dissolve.wrong_state": _("Only a batch that nobody has signed is dissolved: “%(state)s”."),
    "batch.dissolve.not_yours": DRAFTERS,
    "batch.sign.wrong_state": _("This batch does not wait for a signature: “%(state)s”."),
    "batch.sign.not_yours": SIGNERS,
    "batch.sign.drafted_it": _(
        "You drafted this batch, so another person signs it: an accountant, or the coordinator of a municipality, who "
        "neither checked nor granted any of its claims. If nobody is left, dissolve it and let the coordinator (at a "
        "state school the head) draft it; then you sign."
    ),
    "batch.sign.checked_or_granted_one_of_them": _(
        "You checked or granted a claim of this batch. Somebody else signs it, so that three people look at each euro."
    ),
    "batch.sign.held": _(
        "The bank may still pay, or has paid, money of the same learner, kind and period: %(payments)s. Take these "
        "out; they wait until the bank's statement tells."
    ),
    "batch.sign.empty": _("All payments were taken out. Dissolve the batch."),
    "batch.sign.no_account": _(
        "The account that this batch is paid from is not in force: a second person has to sign it. If it was replaced, "
        "dissolve the batch and make it anew."
    ),
    "batch.sign.accounts_changed": _(
        "The account of these payments changed since the batch was made: %(payments)s. Take them out; the claims are "
        "checked anew."
    ),
    "batch.sign.sums_differ": _(
        "The sums of the batch are not what was granted. Dissolve it and make it anew; if it happens again, tell the "
        "support."
    ),
    "batch.sign.changed_meanwhile": _(
        "The batch changed while you looked at it. Look it over once more and sign."
    ),
    "batch.send.wrong_state": _("Only a signed batch is given to the bank: “%(state)s”."),
    "batch.send.not_yours": KEEPERS,
    "batch.send.not_as_signed": _(
        "What stands in batch %(number)s is not what was signed. Give nothing to the bank and tell the support."
    ),
    "batch.settle.wrong_state": _("This batch is settled already: “%(state)s”."),
    "batch.settle.not_yours": KEEPERS,
    "payment.draft.not_yours": DRAFTERS,
    "payment.drop.wrong_state": _("This payment does not wait any more: “%(state)s”."),
    "payment.drop.not_yours": DRAFTERS,
    "payment.confirm.wrong_state": _("This payment does not wait any more: “%(state)s”."),
    "payment.confirm.not_yours": KEEPERS,
    "payment.confirm.not_signed": _("The batch is not signed, so the bank cannot have paid it."),
    "payment.confirm.in_future": _("This day lies ahead; today is %(today)s."),
    "payment.confirm.before_signing": _(
        "The batch was signed on %(signed)s; the bank cannot have paid earlier. Look up the day in the bank's"
        " statement."
    ),
    "payment.confirm.not_sent": _(
        "The file with %(payments)s was not given to the bank yet. Send it first and mark the batch as sent."
    ),
    "payment.confirm.before_its_day": _(
        "The bank was asked to pay on %(first)s. If it paid earlier, read in its statement instead."
    ),
    "payment.confirm.granted_it": _(
        "You granted this money, so another person says that it was paid: the accountant or another coordinator."
    ),
    "payment.return.granted_it": SAID_BY_ANOTHER,
    "payment.stand.granted_it": SAID_BY_ANOTHER,
    "payment.stand.not_yours": KEEPERS,
    "payment.stand.wrong_state": _(
        "Only a payment that was noted as returned can stand after all: “%(state)s”."
    ),
    "payment.stand.bank_does_not_say_so": _(
        "No statement of the bank says that this payment left and stayed away. Read in the statement of that day first."
    ),
    "payment.stand.no_room": _(
        "The euros of claim %(claim)s do not fit any more: another claim has them, or it documents less now. Answer "
        "the bank's line; a second person settles it there and says who gives the money back."
    ),
    "claim.stand.wrong_state": _(
        "The claim goes on by another payment: “%(state)s”. Take it out of its batch first; where it is paid "
        "already, answer the bank's line and let a second person settle it."
    ),
    "claim.stand.not_yours": KEEPERS,
    "bank_line.settle.granted_it": SAID_BY_ANOTHER,
    "bank_line.settle.not_yours": KEEPERS,
    "bank_line.settle.not_answered": _(
        "Only a line that somebody has answered, and nobody has settled, is settled."
    ),
    "bank_line.settle.answered_it": _(
        "You answered this line yourself. Another accountant or coordinator of the partner settles it."
    ),
    "bank_line.settle.says_nothing": _("Write where the money is now."),
    "bank_line.settle.book_it": _(
        "This money is booked and not talked away: open payment %(payment)s and press “The bank paid it”."
    ),
    "bank_line.answer.granted_it": SAID_BY_ANOTHER,
    "bank_statement.take.granted_it": _(
        "You granted money that this statement says has left or come back, so another person brings the statement: an "
        "accountant or another coordinator of your partner."
    ),
    "bank_statement.take.of_the_own_family": BROUGHT_BY_ANOTHER,
    "bank_statement.take.told_the_account_herself": BROUGHT_BY_ANOTHER,
    "bank_statement.take.had_the_familys_link": BROUGHT_BY_ANOTHER,
    "payment.return.before_it_left": _(
        "The money left on %(first)s at the earliest; it cannot have come back before. Look up the day."
    ),
    "payment.return.bank_says_paid": _(
        "The bank's statement says that this money left on %(day)s. Only the bank's statement brings it back: read in "
        "the statement of the day on which it came. If the family gives it back, ask the money back instead."
    ),
    "payment.return.wrong_state": _("This payment was taken out of its batch: “%(state)s”."),
    "payment.return.not_yours": KEEPERS,
    "payment.return.no_reason": _("Choose the bank's reason."),
    "payment.return.came_back_already": _(
        "The family gave back some of this money already, so the return is not booked a second time. "
        "Ask for the rest as money back and note it as received."
    ),
    "recovery.receive.not_paid": _(
        "The claim does not stand as paid any more: the bank gave its money back. Nothing is owed."
    ),
    "bank_statement.read.no_file": _("Choose the statement first."),
    "bank_statement.read.empty": _("The file is empty."),
    "bank_statement.read.too_large": _(
        "The file is larger than %(limit_mb)s MB. Download the statement day by day."
    ),
    "bank_statement.read.not_xml": _(
        "This is no whole XML file. Download the statement again as ISO 20022 camt.053 (XML)."
    ),
    "bank_statement.read.declares_types": _(
        "The file carries definitions of its own (DTD), as no bank's statement does. It was not opened."
    ),
    "bank_statement.read.not_a_statement": _(
        "This is XML, but no bank statement. Wanted is ISO 20022: %(known)s."
    ),
    "bank_statement.read.unknown_version": _(
        "“%(version)s” cannot be read. Choose another format in the internet bank: %(known)s."
    ),
    "bank_statement.read.several_accounts": _(
        "The file holds more than one account. Download the statement of the account that compensations are paid from."
    ),
    "bank_statement.read.too_many_entries": _("More than %(most)s lines. Download the statement day by day."),
    "bank_statement.read.does_not_add_up": _(
        "The statement does not add up: with what it booked it ends at %(ended)s € and not at %(last)s €, as it says. "
        "Download it from the bank again."
    ),
    "bank_statement.read.no_balance": _("A balance or an amount of the statement cannot be read."),
    "bank_statement.read.no_day": _("Line %(entry)s has no day of booking."),
    "bank_statement.read.no_amount": _("The amount of line %(entry)s cannot be read."),
    "bank_statement.read.no_direction": _("Line %(entry)s does not say whether money came or went."),
    "bank_statement.read.other_currency": _(
        "Line %(entry)s is in %(currency)s; compensations are paid in euro."
    ),
    "bank_statement.take.not_yours": KEEPERS,
    "bank_statement.take.other_account": _(
        "This is the statement of another account, not the one your partner pays from."
    ),
    "bank_statement.take.gone": _(
        "The statement is no longer waiting: it was taken in or put aside already, or its day has passed."
    ),
    "bank_statement.take.in_future": _("The statement tells of %(day)s, which lies ahead."),
    "bank_line.answer.not_yours": KEEPERS,
    "bank_line.answer.not_unknown": _("Somebody has answered this line already."),
    "bank_line.answer.says_nothing": _("Write what the line was about."),
    "recovery.demand.not_yours": ASKERS,
    "recovery.demand.too_much": _(
        "At most %(left_eur)s € can be asked back: what was paid and is not asked back yet."
    ),
    "recovery.demand.says_nothing": _("Write why the money should come back, in at most %(most)s letters."),
    "recovery.receive.wrong_state": _("Nothing is owed here any more: “%(state)s”."),
    "recovery.receive.not_yours": KEEPERS,
    "recovery.receive.asked_it_back_or_granted_it": _(
        "You asked this money back or granted it, so another person notes that it came: another accountant or "
        "coordinator of the partner. If there is none, who granted the claim drops this demand and asks anew; then you "
        "note what comes."
    ),
    "recovery.receive.too_early": _(
        "The money was asked back on %(first)s; it cannot have come as an answer before."
    ),
    "recovery.receive.too_much": _("Only %(left_eur)s € is still owed."),
    "recovery.drop.wrong_state": _("Nothing is owed here any more: “%(state)s”."),
    "recovery.drop.not_yours": KEEPERS,
    "recovery.drop.asked_it_back": _(
        "You asked this money back, so another person decides that it is asked for no more: another accountant or "
        "coordinator of the partner."
    ),
    "recovery.drop.says_nothing": _("Write why it is asked for no more, in at most %(most)s letters."),
    "recovery.fall_away.wrong_state": _("Nothing is owed here any more: “%(state)s”."),
    "recovery.fall_away.not_yours": KEEPERS,
    "recovery.demand.of_the_own_family": OWN_FAMILY,
    "recovery.receive.of_the_own_family": OWN_FAMILY,
    "recovery.drop.of_the_own_family": OWN_FAMILY,
    "payment.confirm.of_the_own_family": OWN_FAMILY,
    "payment.return.of_the_own_family": OWN_FAMILY,
    "payment.stand.of_the_own_family": OWN_FAMILY,
    "bank_line.answer.of_the_own_family": OWN_FAMILY,
    "bank_line.settle.of_the_own_family": OWN_FAMILY,
    "payment.stand.told_the_account_herself": OWN_HAND,
    "bank_line.answer.told_the_account_herself": OWN_HAND,
    "bank_line.settle.told_the_account_herself": OWN_HAND,
    "payment.stand.had_the_familys_link": OWN_HAND,
    "bank_line.answer.had_the_familys_link": OWN_HAND,
    "bank_line.settle.had_the_familys_link": OWN_HAND,
    "payment.confirm.told_the_account_herself": OWN_HAND,
    "payment.return.told_the_account_herself": OWN_HAND,
    "payment.confirm.had_the_familys_link": OWN_HAND,
    "payment.return.had_the_familys_link": OWN_HAND,
    "partner_account.tell.not_yours": KEEPERS,
    "partner_account.tell.no_holder": _("Write whose account it is, in at most %(most)s letters."),
    "partner_account.tell.holder_not_for_the_bank": HOLDER_SIGNS,
    "partner_account.sign.not_yours": _(
        "The partner's account is signed by its accountant, its coordinator or the head of a state school."
    ),
    "partner_account.sign.told_it_herself": _("You told this account yourself. Another person signs it."),
    "partner_account.sign.not_waiting": _("This account does not wait for a signature any more."),
}
