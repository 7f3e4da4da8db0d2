"""Sentences for reason codes, one file per room; a test finds every code of the source here."""

from __future__ import annotations

from collections.abc import Mapping

from pumpurs.web.words.reasons import (
    alerts,
    consents,
    family,
    house,
    intake,
    journals,
    learners,
    partners,
    people,
    plans,
    rosters,
    signin,
    work,
)

REASONS: Mapping[str, object] = {
    **house.REASONS,
    **alerts.REASONS,
    **consents.REASONS,
    **family.REASONS,
    **intake.REASONS,
    **journals.REASONS,
    **learners.REASONS,
    **partners.REASONS,
    **people.REASONS,
    **plans.REASONS,
    **rosters.REASONS,
    **signin.REASONS,
    **work.REASONS,
}
