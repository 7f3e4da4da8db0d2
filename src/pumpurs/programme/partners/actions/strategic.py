"""Verbs: whom a partner works with (stratēģiskie partneri): add and remove."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Partner, StrategicPartner
from pumpurs.programme.partners.permissions import (
    coordinator_of_this_partner,
    manager_or_coordinator,
    programme_manager,
)
from pumpurs.rulebook import strategic_partner_kinds
from pumpurs.values.reasons import Reason, Refused


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
    if not (programme_manager(viewer, partner) or coordinator_of_this_partner(viewer, partner.id)):
        raise Refused(Reason("strategic.add.not_yours", {"rule": manager_or_coordinator.__name__}))
    if kind not in {one.key for one in strategic_partner_kinds.kinds_on(today)}:
        raise Refused(Reason("strategic.add.unknown_kind", place="id_kind"))
    if StrategicPartner.objects.filter(partner=partner, kind=kind, name__iexact=name.strip()).exists():
        raise Refused(Reason("strategic.add.already_there", {"name": name.strip()}, place="id_name"))
    added = StrategicPartner.objects.create(
        partner=partner,
        kind=kind,
        name=name.strip(),
        contact_name=contact_name.strip(),
        contact_email=contact_email.strip(),
    )
    audit.changed(viewer, "partners.strategic.add", added, details={"kind": kind}, purpose="cooperation")
    return added.id


@transaction.atomic
def remove(*, strategic_partner_id: UUID, viewer: Viewer) -> UUID:
    """Remove one that nobody was appointed for. The partner's id."""
    rows = StrategicPartner.objects.visible_to(viewer).select_for_update(of=("self",))
    row = rows.get(pk=strategic_partner_id)
    if not manager_or_coordinator(viewer, row):
        raise Refused(Reason("strategic.remove.not_yours", {"rule": manager_or_coordinator.__name__}))
    audit.changed(viewer, "partners.strategic.remove", row, details={"kind": row.kind}, purpose="cooperation")
    try:
        row.delete()
    except ProtectedError as fault:
        raise Refused(Reason("strategic.remove.people_work_there", {"name": row.name})) from fault
    return row.partner_id
