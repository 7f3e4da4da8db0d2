"""/work/orders/ — the head's orders that allow remote sessions or sessions in holidays, noted and ended."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.paging import page_number
from pumpurs.foundation.visibility import NOBODY
from pumpurs.programme.work.actions.orders import end, sign
from pumpurs.programme.work.queries.orders import orders_of
from pumpurs.programme.work.rules import HOLIDAYS, REMOTE
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked, faults_by_place
from pumpurs.web.frame.pages import known_id, page

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


class EndForm(forms.Form):
    """From which day on an order allows nothing more, and why."""

    from_day = forms.DateField(label=gettext_lazy("Ends from"), widget=DayInput())
    because = forms.CharField(label=gettext_lazy("Why"), max_length=500)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="%s")


def show(request: HouseRequest) -> HttpResponse:
    """Orders, the newest first, and a form for another."""
    ending = EndForm(request.POST) if "order" in request.POST else None
    form = OrderForm(None if ending else request.POST or None)
    faults = faults_by_place(request, ending or form)
    orders = orders_of(viewer=request.viewer, number=page_number(request.GET.get("page")))
    typed = {name: request.POST.get(name, "") for name in ("order", "from_day", "because")}
    return page(
        request, "work/orders/page.html", form=form, orders=orders, today=today(), typed=typed, faults=faults
    )


def send(request: HouseRequest) -> HttpResponse:
    """Note an order, or end one."""
    if "order" in request.POST:
        return _end(request)
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


def _end(request: HouseRequest) -> HttpResponse:
    values = checked(EndForm(request.POST)).cleaned_data
    end(
        order_id=known_id(request.POST.get("order")) or NOBODY,
        from_day=values["from_day"],
        because=values["because"],
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("The order is ended. Sessions recorded under it already stay."))
    return redirect("work/orders")
