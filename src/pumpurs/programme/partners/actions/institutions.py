"""Verbs: record an institution; institutions join gradually and leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner
from pumpurs.programme.partners.permissions import programme_manager
from pumpurs.programme.partners.preconditions import (
    agreement_holds_on,
    code_is_free,
    code_taken,
    institution_kind_known,
    leaves_while_taking_part,
    somebody_joins,
    takes_no_part_yet,
)
from pumpurs.rulebook import institution_kinds
from pumpurs.values.reasons import Refused


@transaction.atomic
def record(*, partner_id: UUID, name: str, kind: str, source_code: str, today: date, viewer: Viewer) -> UUID:
    """Record an institution of a partner; `source_code` is its code in rosters."""
    refuse_if(not_yours("institution.record", programme_manager, viewer, None))
    partner = Partner.objects.visible_to(viewer).get(pk=partner_id)
    refuse_if(institution_kind_known(kind, today), code_is_free(source_code.strip()))
    institution = Institution(
        partner=partner,
        kind=kind,
        name=name.strip(),
        source_code=source_code.strip(),
        vocational=institution_kinds.kind(kind).vocational,
    )
    try:
        with transaction.atomic():
            institution.save(force_insert=True)
    except IntegrityError as fault:  # the code was taken in the same moment
        raise Refused(code_taken(institution.source_code, institution.name)) from fault
    audit.changed(viewer, "partners.institution.record", institution, purpose="cooperation")
    return institution.id


@transaction.atomic
def join(*, agreement_id: UUID, institution_ids: Sequence[UUID], since: date, viewer: Viewer) -> int:
    """These institutions take part from `since` on. All or none; how many joined."""
    refuse_if(not_yours("participation.join", programme_manager, viewer, None))
    agreement = Agreement.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=agreement_id)
    chosen = Institution.objects.filter(pk__in=institution_ids, partner_id=agreement.partner_id)
    institutions = list(chosen.order_by("id").select_for_update(of=("self",)))
    if len(institutions) < len(set(institution_ids)):
        raise Institution.DoesNotExist
    refuse_if(
        agreement_holds_on(agreement, since),
        somebody_joins(institutions),
        *(takes_no_part_yet(one, since) for one in institutions),
    )
    for one in institutions:
        row = Participation.objects.create(
            institution=one,
            agreement=agreement,
            partner_id=agreement.partner_id,
            since=since,
            until=agreement.until,
        )
        audit.changed(viewer, "partners.join", row, details={"since": str(since)}, purpose="cooperation")
    return len(institutions)


@transaction.atomic
def leave(*, participation_id: UUID, last_day: date, viewer: Viewer) -> UUID:
    """An institution takes part for the last time on `last_day`. The partner's id."""
    refuse_if(not_yours("participation.leave", programme_manager, viewer, None))
    row = Participation.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=participation_id)
    refuse_if(leaves_while_taking_part(row, last_day))
    row.until = last_day + timedelta(days=1)
    row.save(update_fields=["until"])
    details = {"last_day": str(last_day)}
    audit.changed(viewer, "partners.leave", row, details=details, purpose="cooperation")
    return row.partner_id
