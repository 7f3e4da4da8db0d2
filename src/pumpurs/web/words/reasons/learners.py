"""Sentences for learners: why a case cannot be referred to a strategic partner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _("Cases are referred by the head of the institution or the coordinator of the municipality.")

REASONS = {
    "referral.refer.not_yours": NOT_YOURS,
    "referral.refer.unknown_partner": _("Choose from the list of those your municipality works with."),
    "referral.refer.no_reason": _("Write why the case is referred: who opens it reads this first."),
    "referral.refer.in_the_past": _("The first day is today or later."),
    "referral.refer.ends_before_start": _("The last day is not before the first day."),
    "referral.refer.referred_already": _("The case is referred there already on these days."),
    "referral.end.not_yours": NOT_YOURS,
    "referral.end.is_over": _("This referral is over already."),
}
