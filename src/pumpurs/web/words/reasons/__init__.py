"""Sentences for reason codes, one file per room; a test finds every code of the source here."""

from __future__ import annotations

from collections.abc import Mapping

from pumpurs.web.words.reasons import common, intake, plans, signin

REASONS: Mapping[str, object] = {**common.REASONS, **intake.REASONS, **plans.REASONS, **signin.REASONS}
