"""Verbs: whom a partner works with (stratēģiskie partneri): add and remove."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Partner, StrategicPartner
from pumpurs.programme.partners.permissions import manager_or_coordinator
from pumpurs.programme.partners.preconditions import (
    people_work_there,
    strategic_kind_known,
    strategic_not_listed_yet,
)
from pumpurs.values.reasons import Refused


@transaction.atomic
def add(
    *,
    partner_id: UUID,
    kind: str,
    name: str,
    contact_name: str,
    contact_email: str,
    today: date,
    viewer: Viewer,
) -> UUID:
    """Add a social service, orphans' court, education board or another that the partner works with."""
    partner = Partner.objects.visible_to(viewer).get(pk=partner_id)
    added = StrategicPartner(
        partner=partner,
        kind=kind,
        name=name.strip(),
        contact_name=contact_name.strip(),
        contact_email=contact_email.strip(),
    )
    refuse_if(not_yours("strategic.add", manager_or_coordinator, viewer, added))
    refuse_if(strategic_kind_known(kind, today), strategic_not_listed_yet(partner, kind, added.name))
    added.save(force_insert=True)
    audit.changed(viewer, "partners.strategic.add", added, details={"kind": kind}, purpose="cooperation")
    return added.id


@transaction.atomic
def remove(*, strategic_partner_id: UUID, viewer: Viewer) -> UUID:
    """Remove one that nobody was appointed for. The partner's id."""
    rows = StrategicPartner.objects.visible_to(viewer).select_for_update(of=("self",))
    row = rows.get(pk=strategic_partner_id)
    refuse_if(not_yours("strategic.remove", manager_or_coordinator, viewer, row))
    audit.changed(viewer, "partners.strategic.remove", row, details={"kind": row.kind}, purpose="cooperation")
    try:
        row.delete()
    except ProtectedError as fault:
        raise Refused(people_work_there(row)) from fault
    return row.partner_id
