"""Sentences for reasons of the consents room that only staff read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "consent.ask.there_is_one": _(
        "This family was asked for consent already. Open that consent to remind it or to send a new link."
    ),
    "application.ask.there_is_one": _("There is an application for this semester already."),
    "consents.ask.nothing_asked": _("Mark what the family is asked for."),
    "consents.ask.guardian_without_name": _(
        "Write the given name and family name of the parent or guardian."
    ),
    "consents.ask.guardian_without_relation": _("Choose who this person is to the learner."),
    "consents.sign.ahead": _("The day of signature, %(day)s, has not come yet."),
    "consents.ask.own_address": _(
        "This is your own e-mail address. The link goes to the family; if it is your own child, ask a colleague."
    ),
    "consents.ask.address_of_staff": _(
        "This is the e-mail address of a colleague who signs in here. Write the family's own, or hand the link over."
    ),
    "consents.link.nobody_behind": _(
        "Nobody of this family may open a link today: the guardian is no longer in force. Ask the family anew."
    ),
    "consents.resend.nothing_waits": _(
        "Nothing waits for the family's answer, so there is nothing to send anew."
    ),
    "consents.remind.no_open_link": _("There is no open link. Send a new one."),
    "consents.remind.no_address": _("There is no e-mail address of this family. Call them instead."),
    "consents.remind.already_today": _("A reminder was sent today already. Try again tomorrow or call."),
    "consents.reply.nobody_asked": _("No question waits for an answer."),
    "consents.reply.empty": _("Write your answer to the family."),
    "consents.withdraw.wrong_day": _(
        "Consent cannot end on %(day)s: choose a day from its signature up to today."
    ),
    "consents.new.way": _("Choose how the family gives its answer."),
}
