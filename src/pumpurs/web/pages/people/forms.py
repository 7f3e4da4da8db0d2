"""Forms of the people pages that more than one page uses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pumpurs.foundation.clock import today
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.queries import staff
from pumpurs.rulebook.vocabulary import positions
from pumpurs.values.roles import Role
from pumpurs.web.frame.forms import DayInput
from pumpurs.web.words import label


def uuid_or_none(text: str) -> UUID | None:
    """A UUID from a form; empty is none."""
    return UUID(text) if text else None


class Appointing(forms.Form):
    """Who, in which role, where, since when. Only the places that the viewer reaches are there to choose."""

    name = forms.CharField(label=_("Given name and family name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("If this person works elsewhere too: the same one.")
    )
    role = forms.ChoiceField(label=_("Role"))
    institution = forms.TypedChoiceField(
        label=_("Institution"),
        coerce=uuid_or_none,
        empty_value=None,
        required=False,
        help_text=_("For a head, an institution coordinator and a plan author."),
    )
    partner = forms.TypedChoiceField(
        label=_("Municipality"),
        coerce=uuid_or_none,
        empty_value=None,
        required=False,
        help_text=_("For a municipal coordinator."),
    )
    strategic_partner = forms.TypedChoiceField(
        label=_("Social service, orphans' court or other partner"),
        coerce=uuid_or_none,
        empty_value=None,
        required=False,
    )
    profession = forms.ChoiceField(
        label=_("Position"), required=False, help_text=_("Which consultations this person may give.")
    )
    whole_institution = forms.BooleanField(
        label=_("Sees all learners of the institution"),
        required=False,
        help_text=_(
            "For instance the only psychologist. Otherwise classes and learners are given one by one."
        ),
    )
    since = forms.DateField(label=_("From"), widget=DayInput())
    last_day = forms.DateField(label=_("Last day"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "lv"
        roles = [(str(one), label("role", one)) for one in staff.roles_to_give(viewer=viewer)]
        self._offer("role", roles if len(roles) == 1 else [("", "–"), *roles])
        known = positions.on(today())
        self._offer("profession", [("", "–"), *((one.key, one.name.in_language(language)) for one in known)])
        for field, choices in (
            ("institution", staff.institutions_to_choose(viewer=viewer)),
            ("partner", staff.partners_to_choose(viewer=viewer)),
            ("strategic_partner", staff.strategic_partners_to_choose(viewer=viewer)),
        ):
            if not choices:
                del self.fields[field]
            elif len(choices) == 1:
                self._offer(field, [(str(choices[0].id), choices[0].name)])
            else:
                self._offer(field, [("", "–"), *((str(one.id), _named(one)) for one in choices)])
        if Role.PLAN_AUTHOR not in staff.roles_to_give(viewer=viewer):
            del self.fields["whole_institution"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _named(choice: staff.Choice) -> str:
    return f"{choice.name} ({choice.where})" if choice.where else choice.name


class Deputing(forms.Form):
    """Who stands in, from when to when."""

    name = forms.CharField(label=_("Given name and family name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    since = forms.DateField(label=_("From"), widget=DayInput())
    last_day = forms.DateField(label=_("To"), widget=DayInput())


class Ending(forms.Form):
    """The last day in office."""

    last_day = forms.DateField(label=_("Last day in office"), widget=DayInput())
