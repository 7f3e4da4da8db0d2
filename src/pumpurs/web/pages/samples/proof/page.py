"""/samples/proof/ — the newest nightly proof that every sum is the sum of its records."""

from __future__ import annotations

from django.http import HttpResponse

from pumpurs.programme.compensations.queries.proof_places import places_of
from pumpurs.programme.reporting.queries.proof import last_proof
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.words.accounting import ways
from pumpurs.web.words.proof import told


def show(request: HouseRequest) -> HttpResponse:
    """What was compared, and every difference."""
    viewer = request.viewer
    proof = last_proof(viewer=viewer)
    found = proof.differences if proof else ()
    places = places_of(viewer=viewer, found=[(one.what, one.place) for one in found])
    return page(
        request,
        "samples/proof/page.html",
        tabs=ways("proof", viewer.role),
        proof=proof,
        told=[told(one, places.get((one.what, one.place)), viewer.role) for one in found],
    )
