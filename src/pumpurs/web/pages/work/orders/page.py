"""/work/orders/ — the head's orders that allow remote sessions or sessions in holidays."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.work.actions.orders import sign
from pumpurs.programme.work.queries.orders import orders_of
from pumpurs.programme.work.rules import HOLIDAYS, REMOTE
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked, faults_by_place
from pumpurs.web.frame.pages import page

ALLOWS = (
    (REMOTE, gettext_lazy("Remote sessions")),
    (HOLIDAYS, gettext_lazy("Sessions on public holidays and in school holidays")),
)


class OrderForm(forms.Form):
    """An order as it stands on paper."""

    number = forms.CharField(label=gettext_lazy("Number of the order"), max_length=40)
    allows = forms.ChoiceField(label=gettext_lazy("What it allows"), choices=ALLOWS, widget=forms.RadioSelect)
    signed_on = forms.DateField(label=gettext_lazy("Signed on"), widget=DayInput())
    since = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    until = forms.DateField(
        label=gettext_lazy("To"), widget=DayInput(), help_text=gettext_lazy("The last day")
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="%s", initial={"signed_on": today(), "since": today()})


def show(request: HouseRequest) -> HttpResponse:
    """Orders, the newest first, and a form for another."""
    form = OrderForm(request.POST or None)
    faults_by_place(request, form)
    orders = orders_of(viewer=request.viewer, number=page_number(request.GET.get("page")))
    return page(request, "work/orders/page.html", form=form, orders=orders, today=today())


def send(request: HouseRequest) -> HttpResponse:
    """Note an order."""
    values = checked(OrderForm(request.POST)).cleaned_data
    sign(
        allows=values["allows"],
        number=values["number"],
        signed_on=values["signed_on"],
        since=values["since"],
        last=values["until"],
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("The order is noted. Sessions on its days can be recorded."))
    return redirect("work/orders")
