"""Sentences for reason codes, one file per room; a test finds every code of the source here."""

from __future__ import annotations

from collections.abc import Mapping

from pumpurs.web.words.reasons import (
    alerts,
    claims,
    consents,
    family,
    family_claims,
    house,
    intake,
    journals,
    learners,
    money_back,
    outcomes,
    partners,
    payments,
    people,
    plans,
    reporting,
    rosters,
    signin,
    work,
)

REASONS: Mapping[str, object] = {
    **house.REASONS,
    **alerts.REASONS,
    **claims.REASONS,
    **consents.REASONS,
    **family.REASONS,
    **family_claims.REASONS,
    **intake.REASONS,
    **journals.REASONS,
    **learners.REASONS,
    **money_back.REASONS,
    **outcomes.REASONS,
    **partners.REASONS,
    **payments.REASONS,
    **people.REASONS,
    **plans.REASONS,
    **reporting.REASONS,
    **rosters.REASONS,
    **signin.REASONS,
    **work.REASONS,
}
