"""/compensations/<claim_id>/proof/<proof_id>/ — a proof, always as an attachment under a name of ours."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from pumpurs.programme.compensations.queries.one_claim import proof_to_read
from pumpurs.web.doors import HouseRequest


def show(request: HouseRequest, claim_id: UUID, proof_id: UUID) -> HttpResponse:
    """The photo or PDF."""
    proof = proof_to_read(viewer=request.viewer, claim_id=claim_id, proof_id=proof_id)
    response = HttpResponse(proof.content, content_type=proof.content_type)
    response["Content-Disposition"] = f'attachment; filename="{proof.name}"'
    return response
