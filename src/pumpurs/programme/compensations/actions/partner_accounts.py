"""The account that a partner pays from: told by one person, signed by another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import PartnerAccount
from pumpurs.programme.compensations.permissions.payments import keeps_the_payments, signs_accounts
from pumpurs.programme.compensations.preconditions.payments import (
    holder_is_named,
    of_one_partner,
    signed_by_another,
    waits_for_a_signature,
)
from pumpurs.programme.compensations.rules.holders import holder_as_told
from pumpurs.programme.compensations.rules.payment_file import ABOUT_PARTNER, account_number, masked


@transaction.atomic
def tell(*, holder_name: str, iban: str, viewer: Viewer, now: datetime) -> UUID:
    """Tell the account that the viewer's partner pays from; its id. Money leaves it once another person signed it.

    Told twice it is one. Refused with every reason.
    """
    refuse_if(of_one_partner(viewer.reach.partners))
    (partner_id,) = viewer.reach.partners
    number = account_number(iban, place="iban")
    account = PartnerAccount(
        partner_id=partner_id,
        holder_name=holder_as_told(holder_name),
        sealed_iban=seal(number, about=ABOUT_PARTNER),
        masked_iban=masked(number),
        index=blind_index(number, about=ABOUT_PARTNER),
        told_by_id=viewer.account_id,
        told_at=now,
    )
    refuse_if(
        not_yours("partner_account.tell", keeps_the_payments, viewer, account),
        holder_is_named(account.holder_name),
    )
    same = PartnerAccount.objects.visible_to(viewer).filter(
        partner_id=partner_id, index=account.index, holder_name=account.holder_name, replaced_at=None
    )
    if there := same.first():
        return there.id
    account.save(force_insert=True)
    audit.changed(viewer, "partner_account.tell", account)
    return account.id


@transaction.atomic
def sign(*, account_id: UUID, viewer: Viewer, now: datetime) -> None:
    """A second person signs the account; it takes the place of the one before. DoesNotExist out of reach."""
    reached = PartnerAccount.objects.visible_to(viewer)
    partner_id = reached.values_list("partner_id", flat=True).get(pk=account_id)
    rows = (
        reached.filter(partner_id=partner_id, replaced_at=None).order_by("id").select_for_update(of=("self",))
    )
    others = {one.id: one for one in rows}
    account = others.pop(account_id, None) or reached.get(pk=account_id)
    refuse_if(
        not_yours("partner_account.sign", signs_accounts, viewer, account),
        waits_for_a_signature(account),
        signed_by_another(account, viewer.account_id),
    )
    reached.filter(pk__in=list(others)).update(replaced_at=now)
    account.signed_by_id, account.signed_at = viewer.account_id, now
    account.save(update_fields=["signed_by", "signed_at"])
    audit.changed(viewer, "partner_account.sign", account)
