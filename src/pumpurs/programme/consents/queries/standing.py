"""How consent and application of learners stand: for lists and plans of other rooms, two queries for any number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import LIVE, Application, Consent
from pumpurs.programme.consents.rules import in_force


@dataclass(frozen=True)
class Standing:
    """One learner's consent and application of one semester. State "none": never asked."""

    learner_id: UUID
    consent_id: UUID | None = None
    consent_state: str = "none"
    consent_asked_on: date | None = None
    consent_signed_on: date | None = None
    consent_signed_by: str = ""
    consent_valid: bool = False
    application_id: UUID | None = None
    application_state: str = "none"
    application_asked_on: date | None = None
    application_signed_on: date | None = None
    application_signed_by: str = ""
    application_valid: bool = False

    @property
    def both_valid(self) -> bool:
        """A plan may be submitted, as far as the family goes."""
        return self.consent_valid and self.application_valid


def standing(
    *, viewer: Viewer, learner_ids: Iterable[UUID], semester: str, day: date
) -> dict[UUID, Standing]:
    """How each of these learners stands on `day`, for `semester`; learners out of reach have "none"."""
    ids = set(learner_ids)
    consents = _latest(Consent.objects.visible_to(viewer).filter(learner_id__in=ids))
    applications = _latest(
        Application.objects.visible_to(viewer).filter(learner_id__in=ids, semester=semester)
    )
    return {one: _standing(one, consents.get(one), applications.get(one), day) for one in ids}


def latest_of(rows: Iterable[Consent] | Iterable[Application]) -> Consent | Application | None:
    """The one that counts: the live one, else the one asked last."""
    return max(
        rows,
        key=lambda row: (row.state in LIVE, row.asked_on or date.min, row.signed_on or date.min),
        default=None,
    )


def _latest(rows: Iterable[Consent] | Iterable[Application]) -> dict[UUID, Consent | Application]:
    found: dict[UUID, list[Consent | Application]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(row)
    return {one: latest for one, of_one in found.items() if (latest := latest_of(of_one))}  # type: ignore[arg-type]


def _standing(
    learner_id: UUID,
    consent: Consent | Application | None,
    application: Consent | Application | None,
    day: date,
) -> Standing:
    values: dict[str, object] = {}
    for name, row in (("consent", consent), ("application", application)):
        if row is not None:
            values |= {
                f"{name}_id": row.id, f"{name}_state": row.state, f"{name}_asked_on": row.asked_on,
                f"{name}_signed_on": row.signed_on, f"{name}_signed_by": row.signer_name,
                f"{name}_valid": in_force(row.signed_on, row.ended_on, day),
            }  # fmt: skip
    return Standing(learner_id, **values)  # type: ignore[arg-type]


def _in_force_on(day: date) -> Q:
    return Q(signed_on__lte=day, state__in=("signed", "withdrawn")) & (Q(ended_on=None) | Q(ended_on__gt=day))


def valid_consent_id(*, viewer: Viewer, learner_id: UUID, day: date) -> UUID | None:
    """The consent in force on `day`: signed by then and not withdrawn by then."""
    rows = Consent.objects.visible_to(viewer).filter(_in_force_on(day), learner_id=learner_id)
    return rows.order_by("-signed_on").values_list("id", flat=True).first()


def valid_application_id(*, viewer: Viewer, learner_id: UUID, semester: str) -> UUID | None:
    """The signed application for `semester`, not withdrawn."""
    rows = Application.objects.visible_to(viewer).filter(
        learner_id=learner_id, semester=semester, state="signed"
    )
    return rows.values_list("id", flat=True).first()
