"""/partners/new/ — the programme manager records a municipality or a state vocational school."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.texts import sort_key
from pumpurs.programme.partners.actions import partner
from pumpurs.rulebook import municipalities
from pumpurs.rulebook.vocabulary import partner_kinds
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked
from pumpurs.web.frame.pages import page

MUNICIPALITY = "municipality"


class NewPartner(forms.Form):
    """Kind, municipality, and for a school its name and registration number."""

    kind = forms.ChoiceField(label=gettext_lazy("Who joins?"), widget=forms.RadioSelect)
    municipality_code = forms.ChoiceField(
        label=gettext_lazy("Municipality"),
        help_text=gettext_lazy("For a state vocational school: where it stands."),
    )
    since = forms.DateField(
        label=gettext_lazy("Partner since"),
        widget=DayInput(),
        help_text=gettext_lazy("A municipality must exist on this day."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the school"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave empty for a municipality: its name is known."),
    )
    registration_number = forms.CharField(
        label=gettext_lazy("Registration number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Eleven digits; a state vocational school must have one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "lv"
        kind, code = self.fields["kind"], self.fields["municipality_code"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(code, forms.ChoiceField)
        kind.choices = [(one.key, one.name.in_language(language)) for one in partner_kinds.on(today())]
        rules = municipalities.table().rules
        now_there = sorted(municipalities.on(today()), key=lambda one: sort_key(one.name))
        here = {one.code for one in now_there}
        ended = [
            (key, f"{versions[-1].name} (–{_end(versions)})")
            for key, versions in rules.items()
            if key not in here
        ]
        code.choices = [
            ("", "–"),
            (_("Today"), [(one.code, one.name) for one in now_there]),
            (_("Before the reforms"), sorted(ended, key=lambda one: sort_key(one[1]))),
        ]


def _end(versions: tuple[municipalities.Municipality, ...]) -> str:
    until = versions[-1].force.until
    return str(until.year) if until else ""


def show(request: HouseRequest) -> HttpResponse:
    """The form; from the list of municipalities one comes already chosen."""
    chosen = {
        "kind": MUNICIPALITY,
        "municipality_code": request.GET.get("municipality", "")[:10],
        "since": today(),
    }
    return page(request, "partners/new/page.html", form=NewPartner(request.POST or None, initial=chosen))


def send(request: HouseRequest) -> HttpResponse:
    """Record it and show its card."""
    given = checked(NewPartner(request.POST)).cleaned_data
    if given["kind"] == MUNICIPALITY:
        made = partner.record_municipality(
            municipality_code=given["municipality_code"],
            registration_number=given["registration_number"],
            since=given["since"],
            viewer=request.viewer,
        )
    elif not given["registration_number"]:
        raise Refused(
            Reason("identifier.registration_number.not_eleven_digits", place="id_registration_number")
        )
    else:
        made = partner.record_school(
            kind=given["kind"],
            name=given["name"],
            registration_number=given["registration_number"],
            municipality_code=given["municipality_code"],
            since=given["since"],
            viewer=request.viewer,
        )
    messages.success(request, _("The partner is recorded. Next: its agreement."))
    return redirect("partners/one", made)
