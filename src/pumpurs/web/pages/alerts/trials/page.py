"""/alerts/trials/ — versions of the rules, trials of them on past semesters, and a form that asks for one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.trials import ask
from pumpurs.programme.alerts.queries.disagreements import disagreements
from pumpurs.programme.alerts.queries.trials import semesters_held, trials_in_sight, versions
from pumpurs.rulebook import calendar, early_warning_rules
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import page
from pumpurs.web.frame.templatetags.house import lv_date
from pumpurs.web.words.card import ways
from pumpurs.web.words.semesters import semester_name

SEMESTERS = 4
PERCENT = Decimal(100)


class Asked(forms.Form):
    """Which rules are tried, on which semester, and what is different in them."""

    semester = forms.ChoiceField(label=gettext_lazy("On which semester"))
    rules_of = forms.ChoiceField(label=gettext_lazy("Which rules"))
    rule = forms.ChoiceField(label=gettext_lazy("One rule is different"), required=False)
    threshold = forms.CharField(
        label=gettext_lazy("Its threshold"),
        help_text=gettext_lazy("Shares in per cent. Empty: the rule is left out."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    def __init__(self, given: object, viewer: Viewer, day: date) -> None:
        super().__init__(given)  # type: ignore[arg-type]
        language = get_language() or "lv"
        begun = [one for one in calendar.semesters() if calendar.dates(one).first <= day]
        held = semesters_held(viewer=viewer, among=begun)
        past = [one for one in held if calendar.dates(one).end <= day] or held
        self.has_data = bool(past)
        rules = early_warning_rules.table().rules.values()
        fields: dict[str, list[tuple[str, str]]] = {
            "semester": [(str(one), semester_name(str(one))) for one in past[: -SEMESTERS - 1 : -1]],
            "rules_of": [(str(one.since), _since(one.since, day)) for one in versions(from_day=day)],
            "rule": [
                ("", _("none, as they stand")),
                *((one.key, one.name.in_language(language)) for one in rules),
            ],
        }
        for name, choices in fields.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].initial = choices[0][0] if choices else None


def _since(since: date, day: date) -> str:
    return _("in force today") if since == day else _("in force from %(day)s") % {"day": lv_date(since)}


def show(request: HouseRequest) -> HttpResponse:
    """Versions, the form, past trials."""
    form = Asked(request.POST or None, request.viewer, today())
    return page(
        request,
        "alerts/trials/page.html",
        tabs=ways("trials"),
        versions=versions(from_day=today()),
        trials=trials_in_sight(viewer=request.viewer),
        may_ask=request.viewer.role is Role.PROGRAMME_MANAGER,
        form=form,
        has_data=form.has_data,
        disagreements=disagreements(viewer=request.viewer, semester=calendar.current_semester(today())),
    )


def send(request: HouseRequest) -> HttpResponse:
    """Ask for a trial."""
    given = checked(Asked(request.POST, request.viewer, today())).cleaned_data
    rule = given["rule"]
    trial_id = ask(
        semester=given["semester"], rules_of=date.fromisoformat(given["rules_of"]), rule=rule,
        threshold=_threshold(rule, given["threshold"]) if rule else "", viewer=request.viewer, now=now(),
    )  # fmt: skip
    messages.success(request, _("The trial has begun. It troubles nobody: no alert is raised."))
    return redirect("alerts/trial", trial_id)


def _threshold(rule: str, text: str) -> str:
    """A threshold as it is kept: a share from 0 to 1. What is no number stays as it was typed, and is refused."""
    typed = text.strip().replace(",", ".")
    try:
        value = Decimal(typed)
    except InvalidOperation:
        return typed
    if early_warning_rules.rule(rule).indicator.unit.startswith("share"):
        value /= PERCENT
    return str(value.normalize()) if value.is_finite() else typed
