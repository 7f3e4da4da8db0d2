"""One partner's card: agreements, institutions by the day they joined, strategic partners, the reforms behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.lifecycle import AGREEMENT_LIFE
from pumpurs.programme.partners.models import (
    Agreement,
    Amendment,
    Institution,
    Participation,
    Partner,
    StrategicPartner,
)
from pumpurs.programme.partners.permissions import coordinator_of_this_partner, programme_manager
from pumpurs.programme.partners.rules import MUNICIPALITY, covers
from pumpurs.rulebook import municipalities


@dataclass(frozen=True)
class AmendmentLine:
    """One amendment of an agreement."""

    number: str
    signed_on: date
    subject: str


@dataclass(frozen=True)
class AgreementCard:
    """An agreement; `last_day` None if open; `inherited` if a predecessor signed it and it lives on here."""

    id: UUID
    partner_id: UUID
    partner: str
    number: str
    state: str
    since: date
    last_day: date | None
    signed_on: date | None
    partner_signatory: str
    programme_signatory: str
    amendments: tuple[AmendmentLine, ...]
    inherited: bool
    steps: tuple[str, ...]


@dataclass(frozen=True)
class InstitutionLine:
    """An institution of the partner; `since` None if it never joined."""

    id: UUID
    name: str
    kind: str
    source_code: str
    participation_id: UUID | None
    since: date | None
    last_day: date | None
    agreement: str
    takes_part: bool


@dataclass(frozen=True)
class StrategicLine:
    """One strategic partner with whom to speak there."""

    id: UUID
    kind: str
    name: str
    contact_name: str
    contact_email: str


@dataclass(frozen=True)
class Forebear:
    """A municipality of before a reform for which this one now stands; `partner_id` if it was a partner."""

    code: str
    name: str
    last_day: date | None
    partner_id: UUID | None


@dataclass(frozen=True)
class PartnerCard:
    """All that is told about one partner."""

    id: UUID
    name: str
    kind: str
    registration_number: str
    municipality: str
    municipality_kind: str
    since: date | None
    ended_on: date | None
    heir: str
    heir_id: UUID | None
    forebears: tuple[Forebear, ...]
    agreements: tuple[AgreementCard, ...]
    institutions: tuple[InstitutionLine, ...]
    strategic_partners: tuple[StrategicLine, ...]
    may_manage: bool
    may_keep_contacts: bool

    @property
    def joined(self) -> int:
        """How many of its institutions take part today."""
        return sum(one.takes_part for one in self.institutions)

    @property
    def in_force(self) -> AgreementCard | None:
        """The agreement that holds, if any."""
        return next((one for one in self.agreements if one.state == "in_force"), None)


def partner_in_sight(*, viewer: Viewer, partner_id: UUID) -> Partner:
    """The partner; DoesNotExist unless the viewer is national or of this partner."""
    if not (viewer.reach.national or partner_id in viewer.reach.partners):
        raise Partner.DoesNotExist
    return Partner.objects.visible_to(viewer).get(pk=partner_id)


def last_day(until: date | None) -> date | None:
    """The last day of a period whose end is exclusive."""
    return until - timedelta(days=1) if until else None


def partner_card(*, viewer: Viewer, partner_id: UUID, today: date) -> PartnerCard:
    """The card of one partner, in as many queries as it has kinds of lines."""
    partner = partner_in_sight(viewer=viewer, partner_id=partner_id)
    forebears = _forebears(partner, today)
    known = {one.partner_id for one in forebears if one.partner_id}
    versions = municipalities.table().rules[partner.municipality_code]
    version = municipalities.municipality(partner.municipality_code, today)
    over = partner.kind == MUNICIPALITY and version is None
    heir = municipalities.successor(partner.municipality_code, today) if over else None
    heir_id = (
        Partner.objects.filter(kind=MUNICIPALITY, municipality_code=heir.code)
        .values_list("id", flat=True)
        .first()
        if heir
        else None
    )
    return PartnerCard(
        id=partner.id,
        name=partner.name,
        kind=partner.kind,
        registration_number=partner.registration_number or "",
        municipality=(version or versions[-1]).name,
        municipality_kind=(version or versions[-1]).kind,
        since=versions[0].force.since,
        ended_on=versions[-1].force.until if over else None,
        heir=heir.name if heir else "",
        heir_id=heir_id,
        forebears=forebears,
        agreements=_agreements(viewer, partner, known),
        institutions=_institutions(viewer, partner, today),
        strategic_partners=_strategic(viewer, partner),
        may_manage=programme_manager(viewer, partner),
        may_keep_contacts=programme_manager(viewer, partner)
        or coordinator_of_this_partner(viewer, partner.id),
    )


def _forebears(partner: Partner, today: date) -> tuple[Forebear, ...]:
    if partner.kind != MUNICIPALITY:
        return ()
    earlier = municipalities.predecessors(partner.municipality_code, today)
    codes = [one.code for one in earlier]
    there = dict(
        Partner.objects.filter(kind=MUNICIPALITY, municipality_code__in=codes).values_list(
            "municipality_code", "id"
        )
    )
    return tuple(Forebear(one.code, one.name, one.force.until, there.get(one.code)) for one in earlier)


def agreement_card(row: Agreement, viewer: Viewer, *, inherited: bool = False) -> AgreementCard:
    """An agreement with its amendments (prefetched as `lines`) and the steps this viewer may take."""
    lines: list[Amendment] = getattr(row, "lines", [])
    return AgreementCard(
        id=row.id,
        partner_id=row.partner_id,
        partner=row.partner.name,
        number=row.number,
        state=row.state,
        since=row.since,
        last_day=last_day(row.until),
        signed_on=row.signed_on,
        partner_signatory=row.partner_signatory,
        programme_signatory=row.programme_signatory,
        amendments=tuple(AmendmentLine(one.number, one.signed_on, one.subject) for one in lines),
        inherited=inherited,
        steps=() if inherited else AGREEMENT_LIFE.open_steps(row, viewer),
    )


def with_amendments() -> Prefetch[str]:
    """Amendments of agreements, oldest first, as the list `lines`."""
    return Prefetch("amendments", queryset=Amendment.objects.order_by("signed_on", "number"), to_attr="lines")


def _agreements(viewer: Viewer, partner: Partner, forebears: set[UUID]) -> tuple[AgreementCard, ...]:
    mine = Q(partner=partner) | Q(partner_id__in=forebears)
    rows = Agreement.objects.visible_to(viewer).filter(mine).select_related("partner")
    return tuple(
        agreement_card(row, viewer, inherited=row.partner_id != partner.id)
        for row in rows.prefetch_related(with_amendments()).order_by("-since", "number")
    )


def _institutions(viewer: Viewer, partner: Partner, today: date) -> tuple[InstitutionLine, ...]:
    newest = Participation.objects.visible_to(viewer).select_related("agreement").order_by("since")
    rows = Institution.objects.visible_to(viewer).filter(partner=partner).order_by("sort_key", "id")
    lines = []
    for row in rows.prefetch_related(Prefetch("participations", queryset=newest, to_attr="parts")):
        parts: list[Participation] = getattr(row, "parts")  # noqa: B009 - made by the prefetch above
        last = parts[-1] if parts else None
        lines.append(
            InstitutionLine(
                id=row.id,
                name=row.name,
                kind=row.kind,
                source_code=row.source_code,
                participation_id=last.id if last else None,
                since=last.since if last else None,
                last_day=last_day(last.until) if last else None,
                agreement=last.agreement.number if last else "",
                takes_part=any(covers(one.since, one.until, today) for one in parts),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.since is None, line.since or today)))


def _strategic(viewer: Viewer, partner: Partner) -> tuple[StrategicLine, ...]:
    rows = StrategicPartner.objects.visible_to(viewer).filter(partner=partner).order_by("kind", "name")
    return tuple(
        StrategicLine(row.id, row.kind, row.name, row.contact_name, row.contact_email) for row in rows
    )


def agreement_in_sight(*, viewer: Viewer, partner_id: UUID, agreement_id: UUID) -> AgreementCard:
    """One agreement of a partner. DoesNotExist out of reach."""
    rows = Agreement.objects.visible_to(viewer).filter(partner_id=partner_id).select_related("partner")
    return agreement_card(rows.prefetch_related(with_amendments()).get(pk=agreement_id), viewer)


@dataclass(frozen=True)
class LeaveCard:
    """A participation that is to end."""

    id: UUID
    partner_id: UUID
    institution: str
    agreement: str
    since: date


def participation_in_sight(*, viewer: Viewer, participation_id: UUID) -> LeaveCard:
    """One participation, for the page that ends it."""
    rows = Participation.objects.visible_to(viewer).select_related("institution", "agreement")
    row = rows.get(pk=participation_id)
    return LeaveCard(
        row.id, row.institution.partner_id, row.institution.name, row.agreement.number, row.since
    )
