"""Who of a partner may note that money asked back came, and who may let it go: by name, also before it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.models import Claim
from pumpurs.programme.compensations.permissions.payments import KEEPERS
from pumpurs.programme.compensations.preconditions.own_money import relatives
from pumpurs.programme.people.models import Appointment
from pumpurs.rulebook import payment_duties


@dataclass(frozen=True)
class Receivers:
    """Names of who may note what comes back of a demand, and of who may let the rest go.

    `instead`: where nobody may note it, the one who granted the claim, if that person's demand could be noted.
    """

    receive: tuple[str, ...]
    drop: tuple[str, ...]
    instead: str


NOBODY_NAMED = Receivers((), (), "")


def receivers_of(claim: Claim, *, asked_by_id: UUID, viewer: Viewer, today: date) -> Receivers:
    """Of a demand that this person makes or made; the claim comes with its partner."""
    askers = payment_duties.roles("demand", claim.partner.kind, today)
    people = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=today),
        role__in=KEEPERS | askers,
        partner_id=claim.partner_id,
        since__lte=today,
        account__is_active=True,
    ).exclude(relatives("account_id", claim.learner_id))
    with open_eyes(viewer, "receivers"):
        found = list(people.values_list("account_id", "account__name", "role"))
    keepers = {account: name for account, name, role in found if role in KEEPERS}
    asking = {account: name for account, name, role in found if role in askers}
    granter = claim.granted_by_id
    drop = {account: name for account, name in keepers.items() if account != asked_by_id}
    receive = {account: name for account, name in drop.items() if account != granter}
    others = keepers.keys() - {granter}
    instead = asking.get(granter, "") if granter and granter != asked_by_id and others else ""
    return Receivers(_names(receive), _names(drop), "" if receive else instead)


def _names(people: dict[UUID, str]) -> tuple[str, ...]:
    return tuple(sorted(set(people.values())))
