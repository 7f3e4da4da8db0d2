"""Samples (pārbaudes izlase): draw, attach evidence, write down what was found, follow it up."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.files import keep_scan
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.queue import later
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Claim
from pumpurs.programme.reporting.lifecycle import DRAWN_LIFE, DrawnState
from pumpurs.programme.reporting.models import Sample, SampleEvidence, SampleItem
from pumpurs.programme.reporting.permissions import draws_samples, tells_of_findings
from pumpurs.programme.reporting.preconditions import drawable
from pumpurs.programme.reporting.preconditions.mending import mended_eur
from pumpurs.programme.reporting.preconditions.population import population
from pumpurs.programme.reporting.rules.asked import Asked
from pumpurs.programme.reporting.rules.sampling import CLAIM, drawn, population_sha256
from pumpurs.rulebook import whole
from pumpurs.values.periods import Month


@transaction.atomic
def draw(*, first: Month, last: Month, way: str, seed: str, size: int, viewer: Viewer, now: datetime) -> UUID:
    """Draw a sample out of what accepted packages of these months account for; its id.

    The seed comes from chance, never from who draws: nobody can try seeds until a record stays out.
    Seed, way, size and the population's hash are kept, so that the draw can be made again by anybody.
    """
    refuse_if(not_yours("sample.draw", draws_samples, viewer))
    known, day = population(viewer, str(first), str(last)), localdate(now)
    refuse_if(drawable(way=way, size=size, months=(str(first), str(last)), population=len(known)))
    records = [one.record for one in known.values()]
    sample = Sample(
        first_month=str(first), last_month=str(last), way=way, seed=seed, size=size, population=len(records),
        population_sha256=population_sha256(records, day), rulebook=whole.fingerprint(),
        drawn_by_id=viewer.account_id, drawn_at=now,
    )  # fmt: skip
    sample.save(force_insert=True)
    items = []
    for one in drawn(records, way=way, seed=seed, size=size, day=day):
        found = known[one.record.kind, one.record.id]
        items.append(
            SampleItem(
                sample=sample, place=one.place, kind=one.record.kind, record_id=one.record.id,
                partner_id=found.partner_id, institution_id=found.institution_id, month=found.month,
                amount_eur=one.record.amount_eur, weight=one.weight,
            )
        )  # fmt: skip
    SampleItem.objects.bulk_create(items)
    details = {"way": way, "drawn": len(items), "population": len(records)}
    audit.changed(viewer, "sample.draw", sample, details=details)
    return sample.id


def locked(item_id: UUID, viewer: Viewer, now: datetime) -> SampleItem:
    """The drawn record, locked. DoesNotExist out of reach."""
    item: SampleItem = SampleItem.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=item_id)
    item.asked = Asked(localdate(now))
    return item


def learner_of(item: SampleItem, viewer: Viewer) -> UUID | None:
    """The learner of a drawn claim; None of a sheet, which is about many."""
    if item.kind != CLAIM:
        return None
    of_claim = Claim.objects.visible_to(viewer).filter(pk=item.record_id)
    return of_claim.values_list("learner_id", flat=True).first()


@transaction.atomic
def add_evidence(*, item_id: UUID, content: bytes, viewer: Viewer, now: datetime) -> None:
    """Attach a scan (PDF, PNG, JPEG) to a drawn record. Refused `file.*` for anything else.

    It hangs on the claim's learner, for whom it is found, and on no institution: who is checked does not reach it.
    """
    item = locked(item_id, viewer, now)
    DRAWN_LIFE.take("add_evidence", item, viewer)
    learner_id = learner_of(item, viewer)
    file = keep_scan(
        content, about="evidence", viewer=viewer, now=now, learner_id=learner_id, institution_id=None
    )
    SampleEvidence(item=item, file=file, added_at=now).save(force_insert=True)
    audit.changed(viewer, "drawn_record.add_evidence", item, details={"sha256": file.sha256})


@transaction.atomic
def check(*, item_id: UUID, finding: str, ineligible_eur: Decimal, viewer: Viewer, now: datetime) -> None:
    """Write down what the check found and how many euros are ineligible (none: all is in order).

    A finding of ineligible euros is told to the record's partner, who sees it from now on; the night writes of it.
    """
    item = locked(item_id, viewer, now)
    item.asked = Asked(localdate(now), finding.strip(), ineligible_eur=ineligible_eur)
    DRAWN_LIFE.take("check", item, viewer)
    item.finding, item.ineligible_eur = item.asked.note[:2000], ineligible_eur
    item.checked_by_id, item.checked_at = viewer.account_id, now
    item.told_id = item.partner_id if ineligible_eur > 0 else None
    item.save(update_fields=["state", "finding", "ineligible_eur", "checked_by", "checked_at", "told"])
    audit.changed(viewer, "drawn_record.check", item, details={"ineligible_eur": str(ineligible_eur)})


@transaction.atomic
def follow_up(*, item_id: UUID, note: str, said_so: bool, viewer: Viewer, now: datetime) -> None:
    """Write down which correction or recovery followed.

    Refused while less was taken back than is ineligible, unless `said_so`: nothing more is to be taken back, the note
    says why.
    """
    item = locked(item_id, viewer, now)
    item.asked = Asked(
        localdate(now), note.strip(), said_so=said_so, mended_eur=mended_eur([item.id])[item.id]
    )
    less = item.asked.mended_eur < item.ineligible_eur
    DRAWN_LIFE.take("follow_up", item, viewer)
    item.followed_up, item.followed_up_at, item.left_as_is = item.asked.note[:500], now, less
    item.save(update_fields=["state", "followed_up", "followed_up_at", "left_as_is"])
    audit.changed(viewer, "drawn_record.follow_up", item, details={"left_as_is": less})


@transaction.atomic
def tell(*, viewer: Viewer, now: datetime) -> int:
    """Put off one letter to each partner with open findings that no letter told of yet; how many. For jobs."""
    refuse_if(not_yours("sample.tell", tells_of_findings, viewer))
    rows = SampleItem.objects.visible_to(viewer).filter(
        told__isnull=False, told_at=None, state=DrawnState.CHECKED
    )
    untold = list(rows.select_for_update(of=("self",)).order_by("id").values_list("id", "told_id"))
    SampleItem.objects.filter(pk__in=[item for item, _partner in untold]).update(told_at=now)
    partners = sorted({partner for _item, partner in untold})
    for partner_id in partners:
        later("reporting.findings", partner_id=str(partner_id))
    if untold:
        audit.noted(viewer, "sample.tell", object_type="sampleitem", details={"count": len(untold)})
    return len(partners)
