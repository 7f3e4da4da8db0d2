"""Reads of the account that a partner pays from: the one in force, and the one that waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import PartnerAccount


@dataclass(frozen=True)
class AccountCard:
    """An account that a partner pays from, or would like to."""

    id: UUID
    holder: str
    masked_iban: str
    told_by: str
    told_at: datetime
    told_by_me: bool
    signed_by: str
    signed_at: datetime | None


@dataclass(frozen=True)
class Accounts:
    """The account in force and the one that waits for a signature."""

    in_force: AccountCard | None
    waiting: AccountCard | None


def partner_accounts(*, viewer: Viewer) -> Accounts:
    """The accounts of the viewer's own partner."""
    rows = PartnerAccount.objects.visible_to(viewer).filter(
        replaced_at=None, partner_id__in=viewer.reach.partners
    )
    found = [
        AccountCard(
            one.id, one.holder_name, one.masked_iban, one.told_by.name, one.told_at,
            one.told_by_id == viewer.account_id, one.signed_by.name if one.signed_by else "", one.signed_at,
        )
        for one in rows.select_related("told_by", "signed_by").order_by("-told_at")
    ]  # fmt: skip
    in_force = next((one for one in found if one.signed_at), None)
    return Accounts(in_force, next((one for one in found if not one.signed_at), None))
