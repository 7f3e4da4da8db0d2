"""How consent and application of learners stand: for lists and plans of other rooms, two queries for any number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import LIVE, Application, Consent
from pumpurs.programme.consents.rules import in_force


@dataclass(frozen=True)
class Remark:
    """What somebody should know about a signature: another name than expected, a link that staff handed over, the
    colleague before whom a name was typed at school. `ending_handed_by`: a refusal or withdrawal came by such a link.
    """

    signed_as: str = ""
    expected: str = ""
    handed_by: str = ""
    witness: str = ""
    ending_handed_by: str = ""

    @property
    def wants_a_check(self) -> bool:
        """More than where it was signed: somebody should ask the family."""
        return bool(self.expected or self.handed_by or self.ending_handed_by)


def remark_on(paper: Consent | Application) -> Remark | None:
    """The remark on a paper that was answered; None if there is nothing to check."""
    ending = paper.ending_handed_by.name if paper.ending_handed_by else ""
    if paper.signed_on is None or not paper.asks_for_a_look:
        return Remark(ending_handed_by=ending) if ending else None
    handed_by = paper.handed_by.name if paper.handed_by else ""
    witness = paper.asked_by.name if paper.way == "in_person" else ""
    return Remark(
        paper.signer_name if paper.expected_name else "", paper.expected_name, handed_by, witness, ending
    )


@dataclass(frozen=True)
class Standing:
    """One learner's consent and application of one semester. State "none": never asked."""

    learner_id: UUID
    consent_id: UUID | None = None
    consent_state: str = "none"
    consent_valid: bool = False
    consent_remark: Remark | None = None
    application_id: UUID | None = None
    application_state: str = "none"
    application_valid: bool = False
    application_remark: Remark | None = None


def standing(
    *, viewer: Viewer, learner_ids: Iterable[UUID], semester: str, day: date
) -> dict[UUID, Standing]:
    """How each of these learners stands on `day`, for `semester`; learners out of reach have "none"."""
    ids = set(learner_ids)
    consents = Consent.objects.visible_to(viewer).filter(learner_id__in=ids)
    applications = Application.objects.visible_to(viewer).filter(learner_id__in=ids, semester=semester)
    asked = _latest(consents.select_related("asked_by", "handed_by", "ending_handed_by"))
    applied = _latest(applications.select_related("asked_by", "handed_by", "ending_handed_by"))
    return {one: _standing(one, asked.get(one), applied.get(one), day) for one in ids}


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
                f"{name}_id": row.id,
                f"{name}_state": row.state,
                f"{name}_valid": in_force(row.signed_on, row.ended_on, day),
                f"{name}_remark": remark_on(row),
            }
    return Standing(learner_id, **values)  # type: ignore[arg-type]
