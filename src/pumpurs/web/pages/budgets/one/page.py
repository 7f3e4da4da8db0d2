"""/budgets/<partner_id>/ — one partner's year: meter, institutions, kinds, rows of the agreement."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.reporting.actions.budgets import add_row
from pumpurs.programme.reporting.queries.budgets import partner_budget
from pumpurs.rulebook import accounting_terms
from pumpurs.values.money import eur
from pumpurs.values.roles import Role
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked, faults_by_place
from pumpurs.web.frame.pages import page
from pumpurs.web.pages.budgets.home.page import chosen_year
from pumpurs.web.words.accounting import ways


class Row(forms.Form):
    """A row of an agreement or amendment."""

    amount_eur = forms.CharField(
        label=gettext_lazy("Amount, EUR"),
        help_text=gettext_lazy("Less than nothing if an amendment takes money away: −1 000,00."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    in_force_on = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput())
    document = forms.CharField(label=gettext_lazy("Agreement or amendment, number"), max_length=120)
    form_key = forms.UUIDField(widget=forms.HiddenInput())


def show(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """The year of a partner."""
    year = chosen_year(request.GET.get("year"))
    found = partner_budget(
        viewer=request.viewer, partner_id=partner_id, year=year, today=today(),
        number=page_number(request.GET.get("page")),
    )  # fmt: skip
    marks = accounting_terms.warnings_on(today())
    form = Row(request.POST or None, initial={"form_key": uuid4()})
    faults_by_place(request, form)
    return page(
        request,
        "budgets/one/page.html",
        tabs=ways("budgets", request.viewer.role),
        found=found,
        whole=found.whole,
        year=year,
        marks=marks,
        marks_said=", ".join(f"{at}\N{NO-BREAK SPACE}%" for at in marks),
        before=year - 1,
        after=year + 1 if year <= today().year else 0,
        form=form if request.viewer.role is Role.PROGRAMME_MANAGER else None,
    )


def send(request: HouseRequest, partner_id: UUID) -> HttpResponse:
    """Write down a row."""
    year = chosen_year(request.GET.get("year"))
    given = checked(Row(request.POST)).cleaned_data
    amount = eur(given["amount_eur"].replace("−", "-"), place="id_amount_eur")
    add_row(
        partner_id=partner_id, year=year, amount_eur=amount, in_force_on=given["in_force_on"],
        document=given["document"], form_key=given["form_key"], viewer=request.viewer, now=now(),
    )  # fmt: skip
    messages.success(request, _("Written down. The budget counts it from its day on."))
    answer = redirect("budgets/one", partner_id)
    answer["Location"] += f"?year={year}"
    return answer
