"""Verbs: record a partner; let the heir of a reform take over what an ended municipality had."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution, Partner, StrategicPartner
from pumpurs.programme.partners.permissions import programme_manager
from pumpurs.programme.partners.preconditions import (
    municipality_exists,
    not_recorded_yet,
    registration_number_holds,
)
from pumpurs.programme.partners.rules import MUNICIPALITY
from pumpurs.rulebook import municipalities, partner_kinds
from pumpurs.values.reasons import Reason, Refused


def _refuse(*found: Reason | None) -> None:
    if reasons := [reason for reason in found if reason is not None]:
        raise Refused(*reasons)


def _only_manager(viewer: Viewer, code: str) -> None:
    if not programme_manager(viewer, None):
        raise Refused(Reason(code, {"rule": programme_manager.__name__}))


@transaction.atomic
def record_municipality(
    *, municipality_code: str, registration_number: str = "", since: date, viewer: Viewer
) -> UUID:
    """Record a municipality as a partner under the name it has on `since`. Refused with every reason."""
    _only_manager(viewer, "partner.record.not_yours")
    number = "".join(registration_number.split())
    _refuse(
        municipality_exists(municipality_code, since), registration_number_holds(number) if number else None
    )
    municipality = municipalities.municipality(municipality_code, since)
    assert municipality is not None
    return _recorded(
        Partner(
            kind=MUNICIPALITY,
            name=municipality.name,
            municipality_code=municipality_code,
            registration_number=number or None,
        ),
        viewer,
    )


@transaction.atomic
def record_school(
    *, kind: str, name: str, registration_number: str, municipality_code: str, since: date, viewer: Viewer
) -> UUID:
    """Record a state vocational school as a partner of its own. Refused with every reason."""
    _only_manager(viewer, "partner.record.not_yours")
    number = "".join(registration_number.split())
    kinds = {one.key for one in partner_kinds.kinds_on(since)} - {MUNICIPALITY}
    _refuse(
        None if kind in kinds else Reason("partner.record.unknown_kind", place="id_kind"),
        None if name.strip() else Reason("partner.record.no_name", place="id_name"),
        registration_number_holds(number),
        municipality_exists(municipality_code, since),
    )
    return _recorded(
        Partner(
            kind=kind, name=name.strip(), registration_number=number, municipality_code=municipality_code
        ),
        viewer,
    )


def _recorded(partner: Partner, viewer: Viewer) -> UUID:
    _refuse(not_recorded_yet(partner))
    try:
        with transaction.atomic():
            partner.save(force_insert=True)
    except IntegrityError as fault:  # somebody recorded it in the same moment
        raise Refused(Reason("partner.record.already_there", {"name": partner.name})) from fault
    audit.changed(viewer, "partners.record", partner, details={"kind": partner.kind}, purpose="cooperation")
    return partner.id


@transaction.atomic
def take_over(*, partner_id: UUID, viewer: Viewer, today: date) -> UUID:
    """After a reform: institutions and strategic partners of an ended municipality go to its heir. The heir's id.

    The agreement and the participations stay as they were signed: they live on in the heir.
    """
    _only_manager(viewer, "partner.take_over.not_yours")
    partner = Partner.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=partner_id)
    if partner.kind != MUNICIPALITY or municipality_exists(partner.municipality_code, today) is None:
        raise Refused(Reason("partner.take_over.still_there", {"name": partner.name}))
    heir = municipalities.successor(partner.municipality_code, today)
    successor = Partner.objects.filter(kind=MUNICIPALITY, municipality_code=heir.code).first()
    if successor is None:
        successor = Partner.objects.create(kind=MUNICIPALITY, name=heir.name, municipality_code=heir.code)
    moved = Institution.objects.filter(partner=partner).update(partner=successor)
    StrategicPartner.objects.filter(partner=partner).update(partner=successor)
    details = {"heir": str(successor.id), "institutions": moved, "since": str(heir.force.since)}
    audit.changed(viewer, "partners.take_over", partner, details=details, purpose="cooperation")
    return successor.id
