"""Where somebody may take in rosters, found by the e-mail they sign in with: for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation.visibility import NOBODY, Reach, Viewer
from pumpurs.programme.learners.queries.reach import viewer_at
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.people.queries.places import Place, places_of
from pumpurs.values.reasons import Reason, Refused
from pumpurs.values.roles import INSTITUTION_ROLES, Role


@dataclass(frozen=True)
class ImportPlace:
    """Who takes in a roster, and for which institution or partner; neither means the nation."""

    viewer: Viewer
    name: str
    institution_id: UUID | None = None
    partner_id: UUID | None = None


def operator() -> Viewer:
    """Whoever holds the keys of the installation, at its command line: takes in rosters for the programme."""
    return Viewer(
        NOBODY, Role.PROGRAMME_MANAGER, Reach(national=True), request_id="cli:import", name="operator"
    )


def import_place(*, email: str, place: str, today: date) -> ImportPlace:
    """The place for which `email` (empty: the operator) takes in a roster; `place` chooses one by code or name.

    Refused where nobody of that e-mail takes in rosters, or for several places and none is chosen. Ask it under
    national sight.
    """
    if not email:
        return _named(operator(), place) if place else ImportPlace(operator(), "")
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    own = [] if account is None else _places(account.id, today)
    if not own:
        raise Refused(Reason("roster.receive.no_such_person", {"value": email[:100]}))
    national = next((one for one in own if one.viewer.role is Role.PROGRAMME_MANAGER), None)
    if place and national is not None:
        return _named(national.viewer, place)
    fitting = [one for one in own if not place or place.casefold() in (one.name.casefold(), _code(one))]
    if not fitting:
        raise Refused(Reason("roster.receive.no_such_place", {"value": place[:100]}))
    if len({(one.institution_id, one.partner_id) for one in fitting}) > 1:
        names = ", ".join(sorted(one.name or "—" for one in fitting))
        raise Refused(Reason("roster.receive.several_places", {"value": email[:100], "places": names}))
    return fitting[0]


def _places(account_id: UUID, today: date) -> list[ImportPlace]:
    return [
        ImportPlace(
            viewer_at(account_id=account_id, place=one, today=today, request_id="cli:import"),
            one.place,
            one.institution_id if one.role in INSTITUTION_ROLES else None,
            one.partner_id if one.role is Role.MUNICIPAL_COORDINATOR else None,
        )
        for one in places_of(account_id=account_id, today=today)
        if _takes_in_rosters(one)
    ]


def _takes_in_rosters(place: Place) -> bool:
    return place.role in INSTITUTION_ROLES or place.role in (
        Role.MUNICIPAL_COORDINATOR,
        Role.PROGRAMME_MANAGER,
    )


def _code(place: ImportPlace) -> str:
    if place.institution_id is None:
        return ""
    return Institution.objects.values_list("source_code", flat=True).get(pk=place.institution_id).casefold()


def _named(viewer: Viewer, place: str) -> ImportPlace:
    institution = (
        Institution.objects.filter(source_code=place).first()
        or Institution.objects.filter(name__iexact=place).first()
    )
    if institution is not None:
        return ImportPlace(viewer, institution.name, institution.id)
    partner = Partner.objects.filter(name__iexact=place).first()
    if partner is None:
        raise Refused(Reason("roster.receive.no_such_place", {"value": place[:100]}))
    return ImportPlace(viewer, partner.name, None, partner.id)
