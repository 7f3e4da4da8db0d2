"""/payments/new/ — granted claims that wait for their payment: choose some or take all, and the day."""

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
from pumpurs.programme.compensations.actions.batches import draft
from pumpurs.programme.compensations.queries.batches import drafts, ready_claims, what_is_ready
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import DayInput, checked, faults_by_place
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.pages.payments.forms import later_bank_day


class NewBatch(forms.Form):
    """The day and the key that makes one form one batch."""

    pays_on = forms.DateField(label=gettext_lazy("Day on which the bank pays"), widget=DayInput())
    form_key = forms.UUIDField(widget=forms.HiddenInput())


def show(request: HouseRequest) -> HttpResponse:
    """What is ready, the longest waiting first."""
    form = NewBatch(request.POST or None, initial={"pays_on": today(), "form_key": uuid4()})
    return page(
        request,
        "payments/new/page.html",
        claims=ready_claims(viewer=request.viewer, page=page_number(request.GET.get("page")), today=today()),
        ready=what_is_ready(viewer=request.viewer, today=today()),
        drafts=drafts(request.viewer, today()),
        form=form,
        bank_day=later_bank_day(
            form.cleaned_data.get("pays_on") if form.is_bound and form.is_valid() else today()
        ),
        faults=faults_by_place(request, form),
        picked=frozenset(request.POST.getlist("pick")),
        key=request.POST.get("form_key") or uuid4(),
        take=[
            {
                "label": _("Put what is marked into a batch"),
                "name": "do",
                "value": "marked",
                "kind": "secondary",
            },
        ],
    )


def send(request: HouseRequest) -> HttpResponse:
    """Draft the batch: all that waits, or what was marked."""
    form = checked(NewBatch(request.POST))
    marked: list[UUID] | None = None
    if request.POST.get("do") == "marked":
        marked = [found for found in map(known_id, request.POST.getlist("pick")) if found]
    batch_id = draft(
        form_key=form.cleaned_data["form_key"],
        claim_ids=marked,
        pays_on=form.cleaned_data["pays_on"],
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("The batch is drafted. Another person signs it now."))
    return redirect("payments/one", batch_id)
