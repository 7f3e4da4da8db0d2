"""Sentences for reason codes, one file per room; a test finds every code of the source here."""

from __future__ import annotations

from collections.abc import Mapping

from pumpurs.web.words.reasons import house, consents, family, intake, plans, signin

REASONS: Mapping[str, object] = {
    **house.REASONS,
    **consents.REASONS,
    **family.REASONS,
    **intake.REASONS,
    **plans.REASONS,
    **signin.REASONS,
}
