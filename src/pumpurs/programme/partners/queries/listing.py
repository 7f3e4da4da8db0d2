"""The list of partners: who has joined, since when, with how many institutions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.texts import SearchKey
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Agreement, Institution, Participation, Partner
from pumpurs.programme.partners.queries.goals import agreements_by_heir, covering
from pumpurs.programme.partners.rules import MUNICIPALITY
from pumpurs.rulebook import municipalities


@dataclass(frozen=True)
class PartnerRow:
    """One partner in the list. `through` names the predecessor whose agreement lives on; `heir` who took over."""

    id: UUID
    name: str
    kind: str
    state: str
    agreement: str
    since: date | None
    through: str
    heir: str
    joined: int
    institutions: int


def _counted(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("at").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def partners_in_sight(
    *, viewer: Viewer, today: date, search: str = "", joined: str = "", kind: str = "", page: int = 1
) -> Page[PartnerRow]:
    """Partners by name. `joined`: "yes", "no" or all; `search` ignores case and diacritics. Four queries at most."""
    heirs = agreements_by_heir(viewer=viewer, today=today)
    in_force = Agreement.objects.filter(covering(today), partner_id=OuterRef("pk"), state="in_force")
    latest = Agreement.objects.filter(partner_id=OuterRef("pk")).order_by("-since")
    taking_part = Participation.objects.filter(covering(today), institution__partner_id=OuterRef("pk"))
    here = Institution.objects.filter(partner_id=OuterRef("pk"))
    rows: QuerySet[Any] = Partner.objects.visible_to(viewer).annotate(
        force_number=Subquery(in_force.values("number")[:1]),
        force_since=Subquery(in_force.values("since")[:1]),
        latest_number=Subquery(latest.values("number")[:1]),
        latest_state=Subquery(latest.values("state")[:1]),
        taking_part=_counted(taking_part.annotate(at=F("institution__partner_id"))),
        here=_counted(here.annotate(at=F("partner_id"))),
    )
    if search.strip():
        rows = rows.annotate(key=SearchKey("name")).filter(key__contains=SearchKey(Value(search.strip())))
    if kind:
        rows = rows.filter(kind=kind)
    has_joined = Q(force_number__isnull=False) | Q(kind=MUNICIPALITY, municipality_code__in=list(heirs))
    if joined == "yes":
        rows = rows.filter(has_joined)
    elif joined == "no":
        still = [one.code for one in municipalities.on(today)]
        rows = rows.exclude(has_joined).filter(~Q(kind=MUNICIPALITY) | Q(municipality_code__in=still))
    ordered = rows.order_by("sort_key", "id")
    names = _names({partner_id for found in heirs.values() for partner_id, _number, _since in found})
    return paged(ordered, page, lambda row: _card(row, heirs, names, today))


def _names(partner_ids: set[UUID]) -> dict[UUID, str]:
    return dict(Partner.objects.filter(pk__in=partner_ids).values_list("id", "name"))


def _card(
    row: Any, heirs: dict[str, list[tuple[UUID, str, date]]], names: dict[UUID, str], today: date
) -> PartnerRow:
    state, agreement, since, through, heir = row.latest_state or "", row.latest_number or "", None, "", ""
    if row.force_number:
        state, agreement, since = "in_force", row.force_number, row.force_since
    elif row.kind == MUNICIPALITY and row.municipality_code in heirs:
        partner_id, agreement, since = heirs[row.municipality_code][0]
        state, through = "in_force", names.get(partner_id, "")
    if row.kind == MUNICIPALITY and municipalities.municipality(row.municipality_code, today) is None:
        heir = municipalities.successor(row.municipality_code, today).name
    return PartnerRow(
        row.id, row.name, row.kind, state, agreement, since, through, heir, row.taking_part, row.here
    )
