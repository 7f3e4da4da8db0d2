"""Verbs: record a partner; let the heir of a reform take over what an ended municipality had."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution, Partner, StrategicPartner
from pumpurs.programme.partners.permissions import programme_manager
from pumpurs.programme.partners.preconditions import (
    municipality_exists,
    municipality_is_over,
    named_and_of_a_kind,
    not_recorded_yet,
    recorded_before,
    registration_number_holds,
)
from pumpurs.programme.partners.rules import MUNICIPALITY
from pumpurs.rulebook import municipalities
from pumpurs.values.reasons import Refused


@transaction.atomic
def record_municipality(
    *, municipality_code: str, registration_number: str = "", since: date, viewer: Viewer
) -> UUID:
    """Record a municipality as a partner under the name it has on `since`. Refused with every reason."""
    refuse_if(not_yours("partner.record", programme_manager, viewer, None))
    number = "".join(registration_number.split())
    refuse_if(
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
    refuse_if(not_yours("partner.record", programme_manager, viewer, None))
    number = "".join(registration_number.split())
    refuse_if(
        named_and_of_a_kind(kind, name, since),
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
    refuse_if(not_recorded_yet(partner))
    try:
        with transaction.atomic():
            partner.save(force_insert=True)
    except IntegrityError as fault:  # somebody recorded it in the same moment
        raise Refused(recorded_before(partner)) from fault
    audit.changed(viewer, "partners.record", partner, details={"kind": partner.kind}, purpose="cooperation")
    return partner.id


@transaction.atomic
def take_over(*, partner_id: UUID, viewer: Viewer, today: date) -> UUID:
    """After a reform: institutions and strategic partners of an ended municipality go to its heir. The heir's id.

    The agreement and the participations stay as they were signed: they live on in the heir.
    """
    refuse_if(not_yours("partner.take_over", programme_manager, viewer, None))
    partner = Partner.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=partner_id)
    refuse_if(municipality_is_over(partner, today))
    heir = municipalities.successor(partner.municipality_code, today)
    successor = Partner.objects.filter(kind=MUNICIPALITY, municipality_code=heir.code).first()
    if successor is None:
        successor = Partner.objects.create(kind=MUNICIPALITY, name=heir.name, municipality_code=heir.code)
    moved = Institution.objects.filter(partner=partner).update(partner=successor)
    StrategicPartner.objects.filter(partner=partner).update(partner=successor)
    details = {"heir": str(successor.id), "institutions": moved, "since": str(heir.force.since)}
    audit.changed(viewer, "partners.take_over", partner, details=details, purpose="cooperation")
    return successor.id
