"""The form of one measure: hours for a consultation, euros for a compensation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pumpurs.programme.plans.rules import MeasureDraft
from pumpurs.rulebook import compensation_kinds, measures, unit_rates
from pumpurs.values.periods import Span
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.frame.templatetags.rules import named, said


class DayInput(forms.DateInput):
    """A date field of the browser's own, in ISO form."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MeasureForm(forms.Form):
    """What one measure plans. Only the field that fits its kind is there: hours or euros."""

    hours_planned = forms.DecimalField(
        label=_("Planned hours"), max_digits=5, decimal_places=1, localize=True
    )
    amount_eur = forms.DecimalField(label=_("Amount"), max_digits=8, decimal_places=2, localize=True)
    provider_profession = forms.ChoiceField(label=_("Who gives the support"))
    subject = forms.CharField(label=_("Subject or content"), max_length=120, required=False)
    risks = forms.MultipleChoiceField(
        label=_("Which risks does it answer?"), widget=forms.CheckboxSelectMultiple
    )
    first = forms.DateField(label=_("From"), widget=DayInput())
    last = forms.DateField(label=_("To"), widget=DayInput())
    expected_result = forms.CharField(
        label=_("What should change?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, kind: str, present: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        consultation = kind in measures.table().rules and measures.measure(kind).is_consultation
        del self.fields["amount_eur" if consultation else "hours_planned"]
        if not consultation:
            del self.fields["subject"]
            self.fields["amount_eur"].widget.attrs["data-quantity"] = ""  # the meter beside it counts along
        if len(givers := given_by(kind)) > 1:
            profession = self.fields["provider_profession"]
            assert isinstance(profession, forms.ChoiceField)
            profession.choices = [(key, named(key, "position")) for key in givers]
        else:
            del self.fields["provider_profession"]
        choices = self.fields["risks"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = [(factor, named(factor, "risk")) for factor in present]


def given_by(kind: str) -> tuple[str, ...]:
    """The positions that may give this support; none for a compensation."""
    return measures.measure(kind).given_by if kind in measures.table().rules else ()


def draft_from(form: MeasureForm, kind: str) -> MeasureDraft:
    """The measure as the rules read it. Refused if it ends before it begins."""
    values = form.cleaned_data
    if values["last"] < values["first"]:
        raise Refused(Reason("plan.measure.ends_before_start", place="id_last"))
    return MeasureDraft(
        kind=kind,
        risks=tuple(values["risks"]),
        span=Span.through(values["first"], values["last"]),
        hours_planned=values.get("hours_planned"),
        amount_eur=values.get("amount_eur"),
        subject=values.get("subject", ""),
        expected_result=values["expected_result"],
        provider_profession=values.get("provider_profession", ""),
    )


def caps_of(kind: str, day: date) -> dict[str, object]:
    """What the page shows beside the field: rate of an hour, or cap and its period."""
    measure = measures.measure(kind)
    if measure.compensation_kind is None:
        return {"rate_eur": unit_rates.hourly_on(day).eur, "consultation": True, "given_by": given_by(kind)}
    compensation = compensation_kinds.kind(measure.compensation_kind)
    cap = compensation_kinds.cap_on(measure.compensation_kind, day)
    return {
        "cap_eur": cap.eur,
        "per": compensation.per,
        "condition": said(compensation.condition.name) if compensation.condition else "",
        "consultation": False,
    }
