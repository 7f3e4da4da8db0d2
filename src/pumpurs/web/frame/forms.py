"""Forms at the edge: a form that does not read is a refusal with a reason for every field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms

from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.words import in_words

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


def faults_by_place(request: Any, *forms_shown: forms.BaseForm) -> Mapping[str, str]:
    """Why a step was refused, by the place it is about; written beside the fields of the forms shown again, too."""
    faults = {reason.place: in_words(reason) for reason in getattr(request, "reasons", ()) if reason.place}
    for form in forms_shown:
        for name in form.fields if form.is_bound else ():
            text = faults.get(str(form[name].auto_id))
            if text and name not in form.errors:
                form.add_error(name, text)
    return faults
