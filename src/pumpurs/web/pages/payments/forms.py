"""Small forms of payments: a day, a reason of the bank, an amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pumpurs.rulebook.calendar import working_day_from
from pumpurs.values.money import eur
from pumpurs.values.reasons import Refused
from pumpurs.web.frame.forms import DayInput
from pumpurs.web.words import in_words
from pumpurs.web.words.labels import RETURN_CODE


class Euro(forms.CharField):
    """An amount as people write it: 12,50."""

    def __init__(self, label: object) -> None:
        super().__init__(
            label=str(label), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )
        self.label = label  # type: ignore[assignment]

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: a sum with its comma, or what was typed."""
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def clean(self, value: object) -> Decimal:
        """The amount; a fault in words if it is none."""
        try:
            return eur(str(super().clean(value)))
        except Refused as refusal:
            raise forms.ValidationError(in_words(refusal.reasons[0])) from refusal


def later_bank_day(day: object) -> date | None:
    """The working day on which banks pay what is asked for a weekend or a public holiday; None where it is that day."""
    if not isinstance(day, date):
        return None
    working = working_day_from(day)
    return working if working != day else None


class PaidOn(forms.Form):
    """When the bank paid."""

    paid_on = forms.DateField(label=_("Day on which the bank paid"), widget=DayInput())


class Returned(forms.Form):
    """When and why the bank gave a payment back."""

    returned_on = forms.DateField(label=_("Day on which the bank gave it back"), widget=DayInput())
    return_code = forms.ChoiceField(
        label=_("The bank's reason"), choices=[("", _("Choose")), *RETURN_CODE.items()]
    )


class Demand(forms.Form):
    """How much is asked back, and why."""

    demanded_eur = Euro(_("How much to ask back"))
    reason = forms.CharField(
        label=_("Why, in a sentence"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput())


class LetGo(forms.Form):
    """Why the rest is asked for no more."""

    why = forms.CharField(
        label=_("Why it is asked for no more, in a sentence"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Receipt(forms.Form):
    """How much came back, and when."""

    received_eur = Euro(_("How much came back"))
    received_on = forms.DateField(label=_("Day on which it came"), widget=DayInput())
    form_key = forms.UUIDField(widget=forms.HiddenInput())


class OurAccount(forms.Form):
    """The account that a partner pays from."""

    holder_name = forms.CharField(label=_("Account holder, as the bank knows it"), max_length=70)
    iban = forms.CharField(label=_("Account number (IBAN)"), max_length=42)
