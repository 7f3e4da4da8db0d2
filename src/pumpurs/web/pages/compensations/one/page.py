"""/compensations/<claim_id>/ — one claim: proof, cap, account, history, and the decision of whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.compensations.actions import deciding, filing
from pumpurs.programme.compensations.permissions.claims import TELLERS
from pumpurs.programme.compensations.queries.one_claim import one_claim
from pumpurs.rulebook.vocabulary import claim_refusal_reasons
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.forms import checked, faults_by_place
from pumpurs.web.frame.pages import known_id, page
from pumpurs.web.frame.templatetags.house import eur
from pumpurs.web.pages.compensations.forms import Answer, scans_of
from pumpurs.web.words import in_words


def show(request: HouseRequest, claim_id: UUID) -> HttpResponse:
    """The whole claim."""
    claim = one_claim(viewer=request.viewer, claim_id=claim_id, today=today())
    answers = request.POST if request.POST.get("decision") == "answer" else None
    form = Answer(answers, initial={"documented_eur": number_format(claim.row.documented_eur, 2)})
    faults = faults_by_place(request, form)
    return page(
        request,
        "compensations/one/page.html",
        claim=claim,
        form=form,
        fault=faults.get("scan", ""),
        against=[in_words(reason) for reason in claim.against],
        own_money=list(dict.fromkeys(in_words(reason) for reason in claim.own_money)),
        reasons=[term.key for term in claim_refusal_reasons.on(today())],
        wrong_reason=request.POST.get("decision") == "refuse",
        chosen=request.POST.get("reason_code", ""),
        note="" if answers else request.POST.get("note", ""),
        may_tell=request.viewer.role in TELLERS,
        fits=claim.cap.grantable_eur == claim.row.documented_eur,
    )


def send(request: HouseRequest, claim_id: UUID) -> HttpResponse:
    """Take the step that was chosen."""
    take = DECISIONS.get(request.POST.get("decision", ""))
    if take is None:
        raise Refused(Reason("claim.decide.nothing_chosen"))
    messages.success(request, take(request, claim_id))
    return redirect("compensations/one", claim_id)


def _note(request: HouseRequest) -> str:
    return request.POST.get("note", "")[:500]


def _check(request: HouseRequest, claim_id: UUID) -> str:
    deciding.check(claim_id=claim_id, note=_note(request), viewer=request.viewer, now=now())
    return _("Checked. Now it waits to be granted.")


def _ask(request: HouseRequest, claim_id: UUID) -> str:
    deciding.ask(claim_id=claim_id, note=_note(request), viewer=request.viewer, now=now())
    return _("Sent back. Who filed it sees your words.")


def _grant(request: HouseRequest, claim_id: UUID) -> str:
    granted = deciding.grant(
        claim_id=claim_id,
        whole=request.POST.get("decision") == "grant_whole",
        payee_id=known_id(request.POST.get("payee")),
        note=_note(request),
        viewer=request.viewer,
        now=now(),
    )
    return _("Granted: %(sum)s.") % {"sum": eur(granted)}


def _refuse(request: HouseRequest, claim_id: UUID) -> str:
    reason = request.POST.get("reason_code", "")
    deciding.refuse(
        claim_id=claim_id, reason_code=reason, note=_note(request), viewer=request.viewer, now=now()
    )
    return _("Refused. Who filed it sees the reason.")


def _withdraw(request: HouseRequest, claim_id: UUID) -> str:
    filing.withdraw(claim_id=claim_id, viewer=request.viewer, now=now())
    return _("The claim is withdrawn.")


def _reverse(request: HouseRequest, claim_id: UUID) -> str:
    deciding.reverse(claim_id=claim_id, note=_note(request), viewer=request.viewer, now=now())
    return _("The grant is taken back; its euros are free again.")


def _answer(request: HouseRequest, claim_id: UUID) -> str:
    given = checked(Answer(request.POST)).cleaned_data
    filing.answer(
        claim_id=claim_id,
        documented_eur=given["documented_eur"],
        proofs=scans_of(request),
        note=given["note"],
        viewer=request.viewer,
        now=now(),
    )
    return _("Answered. The claim is checked anew.")


DECISIONS: dict[str, Callable[[HouseRequest, UUID], str]] = {
    "check": _check,
    "ask": _ask,
    "grant_whole": _grant,
    "grant_left": _grant,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "reverse": _reverse,
    "answer": _answer,
}
