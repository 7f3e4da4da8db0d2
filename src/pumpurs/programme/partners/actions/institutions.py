"""Verbs: record an institution; institutions join gradually and leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner
from pumpurs.programme.partners.permissions import programme_manager
from pumpurs.programme.partners.preconditions import agreement_holds_on, takes_no_part_yet
from pumpurs.rulebook import institution_kinds
from pumpurs.values.reasons import Reason, Refused


def _only_manager(viewer: Viewer, code: str) -> None:
    if not programme_manager(viewer, None):
        raise Refused(Reason(code, {"rule": programme_manager.__name__}))


@transaction.atomic
def record(*, partner_id: UUID, name: str, kind: str, source_code: str, today: date, viewer: Viewer) -> UUID:
    """Record an institution of a partner; `source_code` is its code in rosters."""
    _only_manager(viewer, "institution.record.not_yours")
    partner = Partner.objects.visible_to(viewer).get(pk=partner_id)
    reasons = []
    kinds = {one.key: one for one in institution_kinds.kinds_on(today)}
    if kind not in kinds:
        reasons.append(Reason("institution.record.unknown_kind", place="id_kind"))
    if there := Institution.objects.filter(source_code=source_code.strip()).first():
        values = {"code": source_code, "name": there.name}
        reasons.append(Reason("institution.record.code_taken", values, place="id_source_code"))
    if reasons:
        raise Refused(*reasons)
    institution = Institution(
        partner=partner,
        kind=kind,
        name=name.strip(),
        source_code=source_code.strip(),
        vocational=kinds[kind].vocational,
    )
    try:
        with transaction.atomic():
            institution.save(force_insert=True)
    except IntegrityError as fault:  # the code was taken in the same moment
        values = {"code": source_code, "name": name}
        raise Refused(Reason("institution.record.code_taken", values, place="id_source_code")) from fault
    audit.changed(viewer, "partners.institution.record", institution, purpose="cooperation")
    return institution.id


@transaction.atomic
def join(*, agreement_id: UUID, institution_ids: Sequence[UUID], since: date, viewer: Viewer) -> int:
    """These institutions take part from `since` on. All or none; how many joined."""
    _only_manager(viewer, "participation.join.not_yours")
    agreement = Agreement.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=agreement_id)
    chosen = Institution.objects.filter(pk__in=institution_ids, partner_id=agreement.partner_id)
    institutions = list(chosen.order_by("id").select_for_update(of=("self",)))
    found = [agreement_holds_on(agreement, since)]
    if len(institutions) < len(set(institution_ids)):
        raise Institution.DoesNotExist
    if not institutions:
        found.append(Reason("participation.join.nobody", place="id_institutions"))
    found += [takes_no_part_yet(one, since) for one in institutions]
    if reasons := [reason for reason in found if reason is not None]:
        raise Refused(*reasons)
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
    _only_manager(viewer, "participation.leave.not_yours")
    row = Participation.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=participation_id)
    if last_day < row.since:
        raise Refused(Reason("participation.leave.before_joining", {"since": row.since}, place="id_last_day"))
    if row.until is not None and last_day >= row.until:
        raise Refused(Reason("participation.leave.after_end", {"until": row.until}, place="id_last_day"))
    row.until = last_day + timedelta(days=1)
    row.save(update_fields=["until"])
    details = {"last_day": str(last_day)}
    audit.changed(viewer, "partners.leave", row, details=details, purpose="cooperation")
    return row.partner_id
