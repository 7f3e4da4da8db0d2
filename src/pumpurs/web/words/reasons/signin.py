"""Sentences for reasons of sign-in and of the role switch."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "signin.role.not_held": _("You do not hold this role today. Choose one of those that your menu shows."),
}
