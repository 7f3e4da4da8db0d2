"""Samples as pages show them: the list, one draw with its records, one record with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from pumpurs.foundation.files import content_of
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.reporting.lifecycle import DRAWN_LIFE
from pumpurs.programme.reporting.models import Sample, SampleEvidence, SampleItem
from pumpurs.programme.reporting.queries.mending import Mended, mended
from pumpurs.values.reasons import Reason


@dataclass(frozen=True)
class SampleCard:
    """One draw: how it was made, so that it can be made again, and how far its checks are."""

    id: UUID
    first_month: str
    last_month: str
    way: str
    seed: str
    size: int
    population: int
    population_sha256: str
    drawn_by: str
    drawn_at: datetime
    drawn: int
    checked: int
    ineligible_eur: Decimal


@dataclass(frozen=True)
class DrawnCard:
    """One drawn record."""

    id: UUID
    sample_id: UUID
    place: int
    kind: str
    record_id: UUID
    partner: str
    institution: str
    month: str
    amount_eur: Decimal
    weight: int
    state: str
    ineligible_eur: Decimal


@dataclass(frozen=True)
class DrawnPage:
    """One drawn record with what was found."""

    card: DrawnCard
    finding: str
    checked_by: str
    checked_at: datetime | None
    followed_up: str
    followed_up_at: datetime | None
    evidence: tuple[tuple[UUID, datetime], ...]
    open_steps: frozenset[str]
    mended: tuple[Mended, ...]
    left_as_is: bool
    left_to_others: tuple[Reason, ...]  # why this viewer leaves the next step to somebody else


def samples(*, viewer: Viewer, number: int = 1) -> Page[SampleCard]:
    """Samples, newest first. One statement."""
    return paged(_samples(viewer).order_by("-drawn_at"), number, _sample)


def _samples(viewer: Viewer) -> Any:
    return (
        Sample.objects.visible_to(viewer)
        .select_related("drawn_by")
        .annotate(
            drawn_count=Count("items"),
            checked_count=Count("items", filter=~Q(items__state="drawn")),
            ineligible=Sum("items__ineligible_eur"),
        )
    )


def _sample(row: Any) -> SampleCard:
    return SampleCard(
        row.id, row.first_month, row.last_month, row.way, row.seed, row.size, row.population, row.population_sha256,
        row.drawn_by.name, row.drawn_at, row.drawn_count, row.checked_count, row.ineligible or Decimal("0.00"),
    )  # fmt: skip


def one_sample(*, viewer: Viewer, sample_id: UUID, number: int = 1) -> tuple[SampleCard, Page[DrawnCard]]:
    """A sample with a page of its records, in the order of the draw. Sample.DoesNotExist out of reach.

    Two statements.
    """
    card = _sample(_samples(viewer).get(pk=sample_id))
    rows = SampleItem.objects.visible_to(viewer).filter(sample_id=sample_id)
    rows = rows.select_related("partner", "institution").order_by("place")
    return card, paged(rows, number, _drawn)


def _drawn(row: SampleItem) -> DrawnCard:
    return DrawnCard(
        row.id, row.sample_id, row.place, row.kind, row.record_id, row.partner.name, row.institution.name, row.month,
        row.amount_eur, row.weight, row.state, row.ineligible_eur,
    )  # fmt: skip


def one_drawn(*, viewer: Viewer, item_id: UUID) -> DrawnPage:
    """One drawn record. SampleItem.DoesNotExist out of reach. At most four statements."""
    rows = SampleItem.objects.visible_to(viewer).select_related("partner", "institution", "checked_by")
    row = rows.get(pk=item_id)
    files = SampleEvidence.objects.visible_to(viewer).filter(item=row).order_by("added_at")
    return DrawnPage(
        _drawn(row),
        row.finding,
        row.checked_by.name if row.checked_by else "",
        row.checked_at,
        row.followed_up,
        row.followed_up_at,
        tuple(files.values_list("id", "added_at")),
        frozenset(DRAWN_LIFE.open_steps(row, viewer)),
        mended(viewer=viewer, item=row),
        row.left_as_is,
        DRAWN_LIFE.left_to_others(row, viewer),
    )


@dataclass(frozen=True)
class EvidenceFile:
    """A scan as it is handed out."""

    name: str
    content_type: str
    content: bytes


def evidence_file(*, viewer: Viewer, evidence_id: UUID) -> EvidenceFile:
    """One scan. SampleEvidence.DoesNotExist out of reach; ValueError if the disk does not hold it whole."""
    row = SampleEvidence.objects.visible_to(viewer).select_related("file").get(pk=evidence_id)
    return EvidenceFile(row.file.name, row.file.content_type, content_of(row.file))
