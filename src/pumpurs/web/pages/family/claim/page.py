"""/family/claims/one/<claim_id>/ — what became of one claim, in plain words; what is asked is answered here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions import filing
from pumpurs.programme.compensations.queries.one_claim import StepLine, one_claim
from pumpurs.values.roles import FAMILY_ROLES
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.pages.compensations.forms import Answer, scans_of
from pumpurs.web.pages.family.words import AWAITS_ACCOUNT, CLAIM_STATES, CLAIM_STEPS, GAVE_BACK, word


def show(request: HouseRequest, claim_id: UUID) -> HttpResponse:
    """The claim."""
    claim = one_claim(viewer=request.viewer, claim_id=claim_id, today=today())
    answers = request.POST if request.POST.get("decision") == "answer" else None
    form = Answer(answers, initial={"documented_eur": number_format(claim.row.documented_eur, 2)})
    faults = faults_by_place(request, form)
    steps = [{"said": word(CLAIM_STEPS, _said(step)), "step": step} for step in claim.steps]
    values = {
        "claim": claim,
        "form": form,
        "steps": steps,
        "gave_back": GAVE_BACK.get(claim.account.return_code if claim.account else "", ""),
        "said": AWAITS_ACCOUNT if claim.row.awaits_account else word(CLAIM_STATES, claim.row.state),
        "most": claim.cap.grantable_eur if claim.waits_above_its_cap else None,
        "fault": faults.get("scan", ""),
    }
    return render(request, "family/claim/page.html", values)


def _said(step: StepLine) -> str:
    return "file_by_family" if step.step == "file" and step.role in FAMILY_ROLES else step.step


def send(request: HouseRequest, claim_id: UUID) -> HttpResponse:
    """Answer what was asked, or take the claim back."""
    if request.POST.get("decision") == "withdraw":
        filing.withdraw(claim_id=claim_id, viewer=request.viewer, now=now())
        messages.success(request, _("You took it back. Nothing will be paid for it."))
        return redirect("family/claim", claim_id)
    given = checked(Answer(request.POST)).cleaned_data
    filing.answer(
        claim_id=claim_id,
        documented_eur=given["documented_eur"],
        proofs=scans_of(request),
        note=given["note"],
        viewer=request.viewer,
        now=now(),
    )
    messages.success(request, _("Thank you, the school looks at it again."))
    return redirect("family/claim", claim_id)
