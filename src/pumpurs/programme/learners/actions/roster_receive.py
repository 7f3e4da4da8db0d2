"""Receiving a roster (saņemt sarakstu) and turning it away; remembering what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.lifecycle.roster import ROSTER_LIFE
from pumpurs.programme.learners.models import ColumnMapping, RosterImport
from pumpurs.programme.learners.permissions.roster import importer_of_this_place
from pumpurs.programme.learners.preconditions.roster import columns_of_a_list
from pumpurs.programme.learners.rules import plain_roster
from pumpurs.programme.learners.rules.columns import shape_of
from pumpurs.programme.partners.models import Institution
from pumpurs.values.reasons import Reason


@transaction.atomic
def receive(
    *,
    file_name: str,
    viewer: Viewer,
    now: datetime,
    institution_id: UUID | None = None,
    partner_id: UUID | None = None,
) -> UUID:
    """Open an import for an institution, a partner, or (neither) the nation; its id. Refused if it is not yours."""
    if institution_id is not None:
        partner_id = Institution.objects.values_list("partner_id", flat=True).get(pk=institution_id)
    roster = RosterImport(
        file_name=file_name[:200],
        institution_id=institution_id,
        partner_id=partner_id,
        received_at=now,
        received_by_id=viewer.account_id,
    )
    refuse_if(not_yours("roster.receive", importer_of_this_place, viewer, roster))
    roster.save()
    audit.changed(viewer, "roster.receive", roster)
    return roster.id


@transaction.atomic
def turn_away(*, roster_id: UUID, reasons: Sequence[Reason], viewer: Viewer, now: datetime) -> None:
    """Note why a roster was not taken, or that somebody chose not to. What was planned is forgotten."""
    roster = RosterImport.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=roster_id)
    ROSTER_LIFE.take("turn_away", roster, viewer)
    roster.reasons = [
        [reason.code, {key: str(value) for key, value in reason.values.items()}] for reason in reasons
    ]
    roster.ended_at, roster.ended_by_id = now, viewer.account_id
    roster.save(update_fields=["state", "reasons", "ended_at", "ended_by_id"])
    roster.changes.all().delete()
    audit.changed(
        viewer, "roster.turn_away", roster, details={"reasons": [reason.code for reason in reasons]}
    )


@transaction.atomic
def remember_columns(
    *,
    header: Sequence[str],
    columns: Mapping[str, str],
    viewer: Viewer,
    now: datetime,
    institution_id: UUID | None = None,
    partner_id: UUID | None = None,
) -> None:
    """Remember what the columns of a plain list mean at this place. Refused with every `roster.mapping.…` reason."""
    fields = {field.value for field in plain_roster.Field}
    unknown = [field for field in columns if field not in fields]
    known = {plain_roster.Field(field): column for field, column in columns.items() if field in fields}
    place = RosterImport(institution_id=institution_id, partner_id=partner_id)
    refuse_if(not_yours("roster.receive", importer_of_this_place, viewer, place))
    refuse_if(columns_of_a_list(unknown), plain_roster.reasons_against(known, list(header)))
    mapping, _ = ColumnMapping.objects.visible_to(viewer).update_or_create(
        institution_id=institution_id,
        partner_id=partner_id,
        shape=shape_of(header),
        defaults={"columns": {field.value: column for field, column in known.items()}, "remembered_at": now},
    )
    audit.changed(viewer, "roster.remember_columns", mapping)
