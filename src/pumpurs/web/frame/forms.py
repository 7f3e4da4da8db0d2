"""Forms at the edge: a form that does not read is a refusal with a reason for every field."""

from __future__ import annotations

from typing import TypeVar

from django import forms

from pumpurs.values.reasons import Reason, Refused

F = TypeVar("F", bound=forms.BaseForm)


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def checked(form: F) -> F:
    """The form, read and valid; Refused with one reason for each fault otherwise."""
    if form.is_valid():
        return form
    reasons = []
    for name, faults in form.errors.items():
        label = str(form.fields[name].label or name) if name in form.fields else ""
        place = form[name].auto_id if name in form.fields else ""
        reasons += [
            Reason(
                "form.invalid" if label else "form.fault",
                {"field": label, "fault": str(fault)},
                place=str(place),
            )
            for fault in faults
        ]
    raise Refused(*reasons)
