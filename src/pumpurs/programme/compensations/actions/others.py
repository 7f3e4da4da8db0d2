"""Others who pay the same (cits finansējums): told by the school or the municipality, so that nothing is paid twice."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import NOBODY, Viewer, open_eyes
from pumpurs.programme.compensations.actions.steps import PURPOSE, hold_payers, writing
from pumpurs.programme.compensations.models import Claim, OtherFunding
from pumpurs.programme.compensations.permissions.claims import (
    tells_of_other_payers,
    told_it_or_grants_there,
)
from pumpurs.programme.compensations.preconditions.claims import (
    nothing_granted_then,
    overlaps_another,
    says_why_it_ends,
    someone_pays,
)
from pumpurs.programme.learners.models import Learner
from pumpurs.values.reasons import Refused

LONGEST_PAYER = 120
LONGEST_WHY = 300


def tell_other_payer(
    *,
    learner_id: UUID,
    kind: str,
    payer: str,
    since: date,
    until: date | None,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Note that somebody else pays this kind since a day, until a day (exclusive) or still; the note's id.

    Refused if this programme granted it for a period that shares a day: the grant is reversed first.
    """
    try:
        return _tell(learner_id, kind, " ".join(payer.split())[:LONGEST_PAYER], since, until, viewer, now)
    except IntegrityError as fault:
        there = overlaps_another(str(fault))
        if there is None:
            raise
        raise Refused(there) from fault


def end_other_payer(
    *, learner_id: UUID, note_id: UUID, until: date, why: str, viewer: Viewer, now: datetime
) -> None:
    """Note until which day (exclusive) somebody else pays, sooner or later than was told. DoesNotExist out of reach.

    Sooner, which lets the programme pay these days, only by who told it or who grants there, and with a reason.
    Refused if this programme granted it for a period that shares a day with the days noted.
    """
    try:
        _end(learner_id, note_id, until, " ".join(why.split())[:LONGEST_WHY], viewer, now)
    except IntegrityError as fault:
        there = overlaps_another(str(fault), place=f"last-{note_id}")
        if there is None:
            raise
        raise Refused(there) from fault


@transaction.atomic
def _end(learner_id: UUID, note_id: UUID, until: date, why: str, viewer: Viewer, now: datetime) -> None:
    rows = OtherFunding.objects.visible_to(viewer).filter(learner_id=learner_id)
    with writing(viewer):
        row = rows.select_for_update(of=("self",)).get(pk=note_id)
    frees_days = row.until is None or until < row.until
    refuse_if(
        not_yours("claim.other", tells_of_other_payers, viewer, row.institution_id, learner_id),
        someone_pays(row.payer, row.kind, row.since, until),
        not_yours("claim.other_ends", told_it_or_grants_there, viewer, row, localdate(now))
        if frees_days
        else None,
        says_why_it_ends(why, f"why-{note_id}") if frees_days else None,
    )
    before, row.until = row.until, until
    if frees_days:
        row.ended_by_id, row.ended_why = viewer.account_id, why
    hold_payers(learner_id, row.kind, alone=True)
    with open_eyes(viewer, "claims_granted"):
        granted = Claim.objects.filter(learner_id=learner_id, kind=row.kind, granted_eur__gt=0)
        refuse_if(nothing_granted_then(granted.order_by("period"), row.since, until))
        row.save(update_fields=["until", "ended_by", "ended_why"])
    details = {"kind": row.kind, "from": before, "to": until}
    audit.changed(viewer, "claim.other", row, purpose=PURPOSE, details=details)


@transaction.atomic
def _tell(
    learner_id: UUID, kind: str, payer: str, since: date, until: date | None, viewer: Viewer, now: datetime
) -> UUID:
    learner = Learner.objects.visible_to(viewer).get(pk=learner_id)
    place = learner.institution_id or NOBODY
    refuse_if(
        not_yours("claim.other", tells_of_other_payers, viewer, place, learner.id),
        someone_pays(payer, kind, since, until),
    )
    hold_payers(learner_id, kind, alone=True)
    row = OtherFunding(
        learner=learner,
        institution_id=place,
        kind=kind,
        payer=payer,
        since=since,
        until=until,
        told_by_id=viewer.account_id,
        told_at=now,
    )
    with open_eyes(viewer, "claims_granted"):
        granted = Claim.objects.filter(learner_id=learner_id, kind=kind, granted_eur__gt=0)
        refuse_if(nothing_granted_then(granted.order_by("period"), since, until))
        row.save(force_insert=True)
    audit.changed(viewer, "claim.other", row, purpose=PURPOSE, details={"kind": kind})
    return row.id
