"""/plans/<plan_id>/consulted/ — saves who was consulted and the hours for preparing and following."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pumpurs.foundation.clock import now
from pumpurs.programme.plans.actions import write
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked
from pumpurs.web.frame.pages import is_part, whole_number
from pumpurs.web.pages.plans.goal.page import saved
from pumpurs.web.pages.plans.write import page as whole
from pumpurs.web.words.labels import CONSULTED

show = whole.show


class Talks(forms.Form):
    """Who was consulted, what was said, how many hours preparing takes."""

    consulted = forms.MultipleChoiceField(choices=CONSULTED.items(), required=False)
    note = forms.CharField(max_length=4000, required=False)
    preparation_hours = forms.DecimalField(
        label=_("Hours for preparing, following and evaluating"),
        min_value=Decimal(0),
        max_digits=4,
        decimal_places=1,
        localize=True,
    )


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Save; answer with the new revision (part) or go back to the section."""
    form = checked(Talks(request.POST))
    revision = write.write_consulted(
        plan_id=plan_id,
        revision=whole_number(request.POST.get("revision")),
        viewer=request.viewer,
        now=now(),
        **form.cleaned_data,
    )
    if is_part(request):
        return saved(request, {"consulted-revision": revision}, {"consulted-revision": "revision"})
    return redirect(reverse("plans/write", args=[plan_id]) + "#consulted")
