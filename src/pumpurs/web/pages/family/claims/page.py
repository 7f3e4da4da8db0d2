"""/family/claims/<learner_id>/ — what the family asked back, what became of it, and where the money goes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from pumpurs.foundation.clock import today
from pumpurs.foundation.paging import page_number
from pumpurs.programme.compensations.queries.claimable import plan_of_learner
from pumpurs.programme.compensations.queries.claims import claims_of_learner
from pumpurs.web.doors import HouseRequest
from pumpurs.web.pages.family.words import AWAITS_ACCOUNT, CLAIM_STATES, word


def show(request: HouseRequest, learner_id: UUID) -> HttpResponse:
    """The claims of one child, newest first."""
    viewer = request.viewer
    found = claims_of_learner(
        viewer=viewer, learner_id=learner_id, number=page_number(request.GET.get("page"))
    )
    plan = plan_of_learner(viewer=viewer, learner_id=learner_id, today=today())
    claims = [
        {"row": row, "said": AWAITS_ACCOUNT if row.awaits_account else word(CLAIM_STATES, row.state)}
        for row in found.items
    ]
    values = {"claims": claims, "found": found, "plan": plan, "learner_id": learner_id}
    return render(request, "family/claims/page.html", values)
