"""One receipt is paid once: claims anywhere in the nation that one of a claim's photos proves, too."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from pumpurs.programme.compensations.models import Claim, ClaimProof
from pumpurs.programme.compensations.rules.claims import claim_code
from pumpurs.values.reasons import Reason

OVER = ("refused", "withdrawn")


def claims_with_its_photos(claim: Claim) -> QuerySet[Claim]:
    """Other claims of whichever learner, kind and month that hold one of the photos and are not given up.

    Read it with the nation's eyes.
    """
    held = ClaimProof.objects.filter(claim_id=claim.id).values("sha256")
    others = ClaimProof.objects.filter(sha256__in=held).exclude(claim_id=claim.id)
    return Claim.objects.filter(pk__in=others.values("claim_id")).exclude(state__in=OVER)


def sharing_photos(claim_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these claims at which a photo of another claim stands. Read it with the nation's eyes."""
    others = ClaimProof.objects.filter(sha256=OuterRef("sha256")).exclude(claim_id=OuterRef("claim_id"))
    others = others.exclude(claim__state__in=OVER)
    rows = ClaimProof.objects.filter(Exists(others), claim_id__in=claim_ids)
    return frozenset(rows.values_list("claim_id", flat=True))


def says_why_both(claim: Claim, step: str) -> Reason | None:
    """Whoever checks or grants a claim whose photo proves another one writes why. Read it with the nation's eyes."""
    if claim.asked.note.strip():
        return None
    numbers = claims_with_its_photos(claim).order_by("number").values_list("number", flat=True)
    found = ", ".join(claim_code(number) for number in numbers)
    return Reason(f"claim.{step}.same_photo", {"claims": found}, place="note") if found else None
