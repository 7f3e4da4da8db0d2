"""Forms of claims: what is asked back, the bank account, another payer; what files came along."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pumpurs.foundation.files import SCAN_LIMIT_BYTES
from pumpurs.programme.compensations.queries.claimable import PlanToClaim
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.money import eur
from pumpurs.values.reasons import Refused
from pumpurs.web.frame.forms import DayInput
from pumpurs.web.words import in_words

MOST_FILES = 5


class Euros(forms.CharField):
    """A sum as people write it: 12,40 or 12.40, with or without a sign."""

    def clean(self, value: str | None) -> Decimal:
        """The sum with two places; a fault in words."""
        text = super().clean(value)
        try:
            return eur(text)
        except Refused as refusal:
            raise forms.ValidationError(in_words(refusal.reasons[0])) from refusal


class Expense(forms.Form):
    """What is asked back."""

    kind = forms.ChoiceField(label=_("What was paid for"), widget=forms.RadioSelect)
    service_on = forms.DateField(
        label=_("Day of the service"),
        help_text=_(
            "The day on the ticket or receipt; of several, the latest. It decides for which month it counts."
        ),
        widget=DayInput,
    )
    documented_eur = Euros(
        label=_("Sum on the proof"),
        help_text=_("All that was paid. How much of it is paid back is worked out by the rules."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("A word to whoever checks it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, plan: PlanToClaim, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"form_key": uuid4(), "kind": _only(plan)})
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.kind, name_of(one.kind)) for one in plan.offers]


class Answer(forms.Form):
    """What is told when something was asked about a claim."""

    documented_eur = Euros(
        label=_("Sum on the proof"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Your answer"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class BankAccount(forms.Form):
    """Where the money goes."""

    holder_name = forms.CharField(
        label=_("Holder of the account"),
        max_length=70,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    iban = forms.CharField(
        label=_("Account number (IBAN)"),
        help_text=_("As your bank writes it, for example LV80 BANK 0000 4351 9500 1."),
        max_length=42,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class Payer(forms.Form):
    """Somebody else who pays the same."""

    kind = forms.ChoiceField(label=_("What is paid"))
    payer = forms.CharField(
        label=_("Who pays"),
        help_text=_("The municipality, or the name of the other programme."),
        max_length=120,
    )
    since = forms.DateField(label=_("First day"), widget=DayInput)
    last = forms.DateField(
        label=_("Last day"), help_text=_("Leave it empty while it goes on."), widget=DayInput, required=False
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, name_of(key)) for key in compensation_kinds.table().rules]


def name_of(kind: str) -> str:
    """The name of a kind in the reader's language."""
    return compensation_kinds.kind(kind).name.in_language(get_language() or "lv")


def _only(plan: PlanToClaim) -> str:
    return plan.offers[0].kind if len(plan.offers) == 1 else ""


def scans_of(request: HttpRequest) -> Sequence[bytes]:
    """The files that came along, none of them read further than is kept."""
    return [file.read(SCAN_LIMIT_BYTES + 1) for file in request.FILES.getlist("scan")[:MOST_FILES] if file]
