"""What the verbs of a claim share: the claim locked, its basis read, a step written into its history."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.lifecycle.claim import CLAIM_LIFE
from pumpurs.programme.compensations.models import Claim, ClaimStep, Payee
from pumpurs.programme.compensations.preconditions.claims import LONGEST_NOTE, basis_of
from pumpurs.programme.compensations.rules.claims import Asked
from pumpurs.programme.consents.models import FamilyLink

PURPOSE = "compensations"
MAIL_JOB = "notices.family_money"
HELD = ("state", "waiting_since")


def locked(claim_id: UUID, viewer: Viewer) -> Claim:
    """The claim with its partner, locked. Claim.DoesNotExist out of reach."""
    return locked_all([claim_id], viewer)[0]


def locked_all(claim_ids: Collection[UUID], viewer: Viewer) -> list[Claim]:
    """The claims, locked in order of id. Claim.DoesNotExist if one is out of reach."""
    rows = (
        Claim.objects.visible_to(viewer)
        .select_related("partner", "payee")
        .filter(pk__in=claim_ids)
        .order_by("id")
    )
    with writing(viewer):
        claims = list(rows.select_for_update(of=("self",)))
    if len(claims) != len(set(claim_ids)) or not claims:
        raise Claim.DoesNotExist
    return claims


@contextmanager
def writing(viewer: Viewer) -> Iterator[None]:
    """The hand that locks and writes rows of claims: who reaches only learners reads them, and the act writes for them.

    Only around statements whose rows `visible_to` or the step has judged, never inside other open eyes.
    """
    if not viewer.reach.learners:
        yield
        return
    with open_eyes(viewer, "claim_written"):
        yield


def asked_by(now: datetime, *, note: str = "", reason_code: str = "") -> Asked:
    """What comes along with a step taken now."""
    return Asked(day=localdate(now), note=note.strip()[:LONGEST_NOTE], reason_code=reason_code)


def on_its_basis(claim: Claim, asked: Asked, viewer: Viewer) -> UUID | None:
    """Give the claim what it is judged by, as of its day of service; the measure it stands on.

    Read with the nation's eyes: consent and application go along with a learner to another school. Nobody tells of
    another payer meanwhile.
    """
    with open_eyes(viewer, "claim"):
        hold_payers(claim.learner_id, claim.kind, alone=False)
        basis, measure_id = basis_of(plan_id=claim.plan_id, kind=claim.kind, service_on=claim.service_on)
    claim.asked = replace(asked, basis=basis)
    return measure_id


def hold_payers(learner_id: UUID, kind: str, *, alone: bool) -> None:
    """Until the transaction ends: whoever tells of another payer is `alone`; claims that are judged are together."""
    call = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}(hashtextextended(%s, 0))", [f"payer:{learner_id}:{kind}"])


def hold_proofs(learner_id: UUID, kind: str) -> None:
    """Until the transaction ends nobody else adds a proof of this learner and kind: none is added twice at once."""
    with connection.cursor() as cursor:
        key = f"proof:{learner_id}:{kind}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def person_of(viewer: Viewer) -> UUID | None:
    """The viewer's account; None for a family that came by a link."""
    return None if viewer.link else viewer.account_id


def in_hand_of(viewer: Viewer) -> UUID | None:
    """Who of the staff had the link in hand by which a family came: handed it over, or made it and knows its code.

    A visit with the family's own key counts as the link by which that key was given. None for whoever came by none.
    """
    if not viewer.link:
        return None
    with open_eyes(viewer, "family_link"):
        link = FamilyLink.objects.filter(token_hash=viewer.link).first()
    return link.in_hand_of_id if link else None


def took(
    step: str,
    claim: Claim,
    viewer: Viewer,
    now: datetime,
    *,
    changed: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
    target: StrEnum | None = None,
) -> None:
    """Take the step, write it into history and audit trail, save what `changed` beside the state."""
    before = claim.state
    CLAIM_LIFE.take(step, claim, viewer, target=target)
    for field, value in (changed or {}).items():
        setattr(claim, field, value)
    claim.waiting_since = now
    line = ClaimStep(
        **keys_of(claim), step=step, by_id=person_of(viewer), role=str(viewer.role), at=now, from_state=before,
        to_state=claim.state, reason_code=claim.asked.reason_code, note=claim.asked.note,
    )  # fmt: skip
    with writing(viewer):
        if claim._state.adding:
            claim.save(force_insert=True)
        else:
            claim.save(update_fields=[*HELD, *(changed or {})])
        line.save(force_insert=True)
    audit.changed(
        viewer,
        f"claim.{step}",
        claim,
        purpose=PURPOSE,
        details={"from": before, "to": claim.state, **(details or {})},
    )


def account_now(claim: Claim, viewer: Viewer) -> dict[str, UUID]:
    """What a claim that goes back to the check is given: the account that its school knows now. The claim is locked."""
    there = Payee.objects.visible_to(viewer).filter(
        learner_id=claim.learner_id, institution_id=claim.institution_id, replaced_at=None
    )
    payee_id = there.values_list("id", flat=True).first()
    return {"payee_id": payee_id} if payee_id else {}


def family_is_written(notice: str, learner_id: UUID) -> None:
    """A letter without names goes to the learner's family, once all of this is kept."""
    later(MAIL_JOB, notice=notice, learner_id=str(learner_id))


def keys_of(claim: Claim) -> dict[str, Model | UUID]:
    """What every row of a claim carries."""
    return {
        "claim": claim,
        "learner_id": claim.learner_id,
        "institution_id": claim.institution_id,
        "partner_id": claim.partner_id,
    }
