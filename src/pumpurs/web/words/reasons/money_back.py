"""Sentences for reasons of money asked back: what is more than nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "recovery.demand.nothing": _("Ask for more than 0 €."),
    "recovery.receive.nothing": _("Write a sum of more than 0 €: what came back."),
}
