"""Verbs of an agreement's life: prepare, sign, amend, end."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import UNBORN, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.lifecycle import AGREEMENT_LIFE, AgreementState
from pumpurs.programme.partners.models import Agreement, Amendment, Participation, Partner
from pumpurs.programme.partners.preconditions import (
    amended_after_signing,
    amendment_number_is_free,
    number_taken,
)
from pumpurs.values.reasons import Refused


def _locked(agreement_id: UUID, viewer: Viewer) -> Agreement:
    rows = Agreement.objects.visible_to(viewer).select_related("partner").select_for_update(of=("self",))
    return rows.get(pk=agreement_id)


@transaction.atomic
def prepare(
    *,
    partner_id: UUID,
    number: str,
    since: date,
    until: date | None,
    partner_signatory: str,
    programme_signatory: str,
    viewer: Viewer,
) -> UUID:
    """Prepare an agreement; it is not in force before it is signed. `until` is its last day."""
    partner = Partner.objects.visible_to(viewer).get(pk=partner_id)
    agreement = Agreement(
        partner=partner,
        state=UNBORN,
        number=number.strip().upper(),
        since=since,
        until=until + timedelta(days=1) if until else None,
        partner_signatory=partner_signatory.strip(),
        programme_signatory=programme_signatory.strip(),
    )
    AGREEMENT_LIFE.take("prepare", agreement, viewer)
    try:
        with transaction.atomic():
            agreement.save(force_insert=True)
    except IntegrityError as fault:  # the number was taken in the same moment
        raise Refused(number_taken(agreement)) from fault
    audit.changed(viewer, "partners.agreement.prepare", agreement, purpose="cooperation")
    return agreement.id


@transaction.atomic
def sign(*, agreement_id: UUID, signed_on: date, viewer: Viewer) -> None:
    """Both have signed: the agreement is in force from its first day on."""
    agreement = _locked(agreement_id, viewer)
    agreement.signed_on = signed_on
    AGREEMENT_LIFE.take("sign", agreement, viewer)
    agreement.save(update_fields=["state", "signed_on"])
    details = {"signed_on": str(signed_on), "number": agreement.number}
    audit.changed(viewer, "partners.agreement.sign", agreement, details=details, purpose="cooperation")


@transaction.atomic
def amend(
    *,
    agreement_id: UUID,
    number: str,
    signed_on: date,
    subject: str,
    until: date | None,
    viewer: Viewer,
) -> None:
    """Add an amendment (grozījumi); with `until` it also moves the agreement's last day."""
    agreement = _locked(agreement_id, viewer)
    if until is not None:
        agreement.until = until + timedelta(days=1)
    AGREEMENT_LIFE.take("amend", agreement, viewer)
    refuse_if(
        amendment_number_is_free(agreement, number.strip()), amended_after_signing(agreement, signed_on)
    )
    agreement.save(update_fields=["state", "until"])
    amendment = Amendment.objects.create(
        agreement=agreement,
        partner_id=agreement.partner_id,
        number=number.strip(),
        signed_on=signed_on,
        subject=subject.strip(),
    )
    details = {"agreement": agreement.number, "amendment": amendment.number}
    audit.changed(viewer, "partners.agreement.amend", agreement, details=details, purpose="cooperation")


@transaction.atomic
def end(*, agreement_id: UUID, last_day: date, viewer: Viewer) -> None:
    """End an agreement; every institution that takes part under it leaves with it."""
    agreement = _locked(agreement_id, viewer)
    agreement.until = last_day + timedelta(days=1)
    AGREEMENT_LIFE.take("end", agreement, viewer)
    agreement.save(update_fields=["state", "until"])
    taking_part = Participation.objects.filter(agreement=agreement).exclude(until__lte=agreement.until)
    never_began = taking_part.filter(since__gte=agreement.until)
    never_began.delete()
    left = taking_part.update(until=agreement.until)
    details = {"last_day": str(last_day), "institutions": left, "to": str(AgreementState.ENDED)}
    audit.changed(viewer, "partners.agreement.end", agreement, details=details, purpose="cooperation")
