"""Reasons of accounting: packages, budgets, statements, payment claims, samples."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "package.no_such_step": _("This step does not exist. Use the buttons of the page."),
    "package.open.month_not_begun": _(
        "The month begins on %(first)s; its package can be opened from then on."
    ),
    "package.open.there_is_one": _("The package of this month is open already. Open it from the list."),
    "package.open.not_yours": _(
        "The package is opened by who sends it: the municipal coordinator, or the head of a state vocational school."
    ),
    "package.send.month_not_over": _("The month lasts until %(last)s. Send the package afterwards."),
    "package.send.earlier_not_sent": _(
        "The package of %(month)s is not sent yet. Send that one first: packages go one after another."
    ),
    "package.send.lacking": _(
        "%(count)s records lack. Remind those who owe them, or mark that you know and they go along with a later month."
    ),
    "package.send.comments_open": _(
        "%(count)s comments of the programme are open. Mark each as done, or answer it."
    ),
    "package.send.not_yours": _(
        "The package is sent by the municipal coordinator, or by the head of a state vocational school."
    ),
    "package.send.wrong_state": _("The package is with the programme already."),
    "package.nudge.not_yours": _("Who sends the package reminds the others."),
    "package.nudge.wrong_state": _("The package is sent; nobody owes it anything any more."),
    "package.settle.not_yours": _("Comments are settled by who sends the package."),
    "package.settle.wrong_state": _("Comments are settled when the package was returned."),
    "package.comment.no_words": _("Write what is to be mended."),
    "package.comment.no_such_line": _("Choose the line from the list."),
    "package.comment.not_yours": _("The national expert comments on packages."),
    "package.comment.wrong_state": _("Comments are written while the package is with the programme."),
    "package.check.not_yours": _("The national expert checks packages."),
    "package.check.wrong_state": _("Only a package that was sent is checked."),
    "package.accept.not_yours": _("The programme accepts packages."),
    "package.accept.wrong_state": _("Check the package first, then it can be accepted."),
    "package.accept.checked_it_herself": _(
        "You checked this package. Another person of the programme accepts it."
    ),
    **dict.fromkeys(
        (
            "package.check.had_a_hand_in_it",
            "package.accept.had_a_hand_in_it",
            "package.send_back.had_a_hand_in_it",
        ),
        _(
            "You sent this package, or approved or decided something that stands in it. Another person of the"
            " programme checks, accepts and returns it."
        ),
    ),
    "package.send_back.no_words": _("Write why, or comment on a line."),
    "package.send_back.not_yours": _("The national expert returns packages."),
    "package.send_back.wrong_state": _("The package is not with the programme, so it cannot be returned."),
    "statement.draft.ends_before_it_begins": _("The last month is before the first."),
    "statement.draft.no_packages": _("The partner has no package in these months. Choose other months."),
    "statement.draft.month_without_package": _(
        "Months without a package: %(months)s. A statement holds every month of its period: choose the months that"
        " have one."
    ),
    "statement.draft.not_accepted": _(
        "Packages that are not accepted yet: %(months)s. A statement adds accepted packages up."
    ),
    "statement.draft.in_another": _("These months stand in another statement already: %(months)s."),
    "statement.draft.not_yours": _("A statement is drafted by the partner's accountant or coordinator."),
    "statement.no_such_step": _("This step does not exist. Use the buttons of the page."),
    "statement.drop.not_yours": _("A draft is given up by the partner's accountant or coordinator."),
    "statement.drop.wrong_state": _("The statement was sent; only a draft is given up."),
    "statement.send.not_yours": _("A statement is sent by the partner's accountant or coordinator."),
    "statement.send.wrong_state": _("The statement was sent already."),
    "statement.accept.not_yours": _("The programme accepts statements."),
    "statement.accept.wrong_state": _("Only a statement that was sent is accepted."),
    "statement.accept.sent_it_herself": _("You sent this statement. Another person accepts it."),
    "statement.accept.drafted_or_sent_what_it_adds_up": _(
        "You drafted this statement or sent a package that it adds up. Another person of the programme accepts it."
    ),
    "statement.send_back.not_yours": _("The programme returns statements."),
    "statement.send_back.wrong_state": _("Only a statement that was sent is returned."),
    "statement.send_back.no_words": _("Write why."),
    "payment_claim.draft.no_statements": _(
        "No accepted statement lies in these months. Accept statements first, or choose other months."
    ),
    "payment_claim.draft.in_another": _(
        "Every accepted statement of these months already stands in a payment claim: No. %(numbers)s. What is accepted"
        " later can be claimed then, for the same months."
    ),
    "payment_claim.draft.not_yours": _(
        "Payment claims are drafted by the programme: its experts or the manager."
    ),
    "payment_claim.submit.not_yours": _("The programme manager submits payment claims."),
    "payment_claim.submit.drafted_it_herself": _(
        "You drafted this payment claim. Another manager submits it; or give it up, and an expert drafts it anew."
    ),
    "payment_claim.submit.wrong_state": _("The payment claim was submitted already."),
    "payment_claim.settle.not_yours": _("The programme manager notes that the Fund has paid."),
    "payment_claim.settle.wrong_state": _("Submit the payment claim first."),
    "payment_claim.drop.not_yours": _("The programme manager gives a payment claim up."),
    "payment_claim.drop.wrong_state": _("The payment claim is settled or given up already."),
    "budget.add.nothing": _("Write an amount other than nothing."),
    "budget.add.no_document": _("Write the number of the agreement or amendment."),
    "budget.add.less_than_nothing": _("The budget has %(left_eur)s €; no more can be taken away."),
    "budget.add.not_yours": _("The programme manager writes budgets down."),
    "sample.draw.unknown_way": _("Choose how the sample is drawn."),
    "sample.draw.size": _("Choose from 1 to %(most)s records."),
    "sample.draw.nothing_to_draw": _(
        "No accepted package lies in these months, so there is nothing to draw from."
    ),
    "sample.draw.not_yours": _("Samples are drawn by the programme."),
    "drawn_record.no_such_step": _("This step does not exist. Use the buttons of the page."),
    "drawn_record.add_evidence.not_yours": _("Evidence is attached by the programme."),
    "drawn_record.add_evidence.wrong_state": _("The record was followed up; nothing is attached any more."),
    "drawn_record.check.no_words": _("Write what was found, also when all is in order."),
    "drawn_record.check.more_than_it_is": _("At most %(most_eur)s € of this record can be ineligible."),
    "drawn_record.check.not_yours": _("The programme writes findings down."),
    **dict.fromkeys(
        ("drawn_record.check.had_a_hand_in_the_record", "drawn_record.follow_up.had_a_hand_in_the_record"),
        _(
            "You sent this record to the programme, or approved or decided it. Another person of the programme"
            " checks it."
        ),
    ),
    "drawn_record.check.wrong_state": _("A finding stands already."),
    "drawn_record.follow_up.no_words": _("Write which correction or recovery followed."),
    "drawn_record.follow_up.not_taken_back": _(
        "%(ineligible_eur)s € are ineligible, of which %(mended_eur)s € were corrected or asked back since the draw."
        " Have the rest corrected or asked back first, or mark that nothing more is to be taken back and write why."
    ),
    "drawn_record.follow_up.not_yours": _("The programme follows findings up."),
    "drawn_record.follow_up.wrong_state": _("Write the finding first."),
}
