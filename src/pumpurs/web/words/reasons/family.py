"""Sentences that a family reads when something is missing: short, kind, in all its languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "family.language.unknown": _("Choose one of the four languages."),
    "family.consent.nothing_chosen": _("Mark one answer: yes, no or a question."),
    "family.support.nothing_chosen": _("Mark at least one kind of support, or go back and say no."),
    "family.ask.empty": _("Write your question."),
    "family.answer.nothing_waits": _("This has been answered already. Nothing was changed."),
    "family.mail.no_address": _("Write an e-mail address, such as name@example.com."),
    "consents.sign.no_name": _("Write your given name and your family name."),
    "consents.sign.wrong_signer": _("This has to be signed by somebody else. Please call the school."),
    "application.sign.no_support": _("Mark at least one kind of support."),
    "application.sign.unknown_circumstance": _("Mark only what is in the list."),
    "application.ask.semester_over": _("This semester is over. Please ask the school for a new application."),
    "application.ask.no_consent": _("First the consent to take part has to be signed."),
    "consents.ask.not_in_target_group": _("The programme is not open to this grade (%(grade)s)."),
    "consents.ask.institution_not_joined": _("The school does not take part in the programme on this day."),
    "consents.ask.guardian_unknown": _("Choose the parent or guardian who signs."),
    "consents.ask.guardian_no_longer": _("%(name)s is not the guardian on this day."),
    "consents.ask.learner_is_of_age": _("The learner is of age and signs alone."),
}
