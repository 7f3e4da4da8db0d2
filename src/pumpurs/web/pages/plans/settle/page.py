"""/plans/<plan_id>/comments/<comment_id>/settle/ — the author marks a comment as done, or answers it in words."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pumpurs.foundation.clock import now
from pumpurs.programme.plans.actions import write
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.plans.write import page as whole


def show(request: HouseRequest, plan_id: UUID, comment_id: UUID) -> HttpResponse:
    """The whole plan, with what was typed here."""
    return whole.show(request, plan_id)


def send(request: HouseRequest, plan_id: UUID, comment_id: UUID) -> HttpResponse:
    """Settle it and go back to the comment."""
    answer = request.POST.get("answer", "")[:2000]
    write.settle_comment(
        plan_id=plan_id, comment_id=comment_id, answer=answer, viewer=request.viewer, now=now()
    )
    return redirect(reverse("plans/write", args=[plan_id]) + f"#comment-{comment_id}")
