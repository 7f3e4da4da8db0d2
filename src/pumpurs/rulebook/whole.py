"""The whole rulebook as shown to everybody."""

from __future__ import annotations

from functools import lru_cache

from pumpurs.rulebook import (
    adulthood,
    alert_handling,
    approval_chains,
    attendance_codes,
    calendar,
    compartments,
    compensation_kinds,
    consent_texts,
    display,
    early_warning_rules,
    indicators,
    institution_kinds,
    journal_intake,
    journal_words,
    measures,
    municipalities,
    note_kinds,
    notices,
    preparation,
    programme_targets,
    retention,
    risk_model,
    risks,
    sheet_chains,
    target_groups,
    unit_rates,
    work_limits,
)
from pumpurs.rulebook.vocabulary import (
    circumstances,
    partner_kinds,
    positions,
    refusal_reasons,
    strategic_partner_kinds,
    suspension_reasons,
)


@lru_cache
def everything() -> tuple[display.Table, ...]:
    """Every table, in the order people look for them. Reading it reads and checks every file."""
    return (
        target_groups.shown(),
        adulthood.shown(),
        consent_texts.shown(),
        circumstances.shown(),
        *risks.shown(),
        early_warning_rules.shown(),
        alert_handling.shown(),
        risk_model.shown(),
        indicators.shown(),
        attendance_codes.shown(),
        note_kinds.shown(),
        journal_intake.shown(),
        journal_words.shown(),
        measures.shown(),
        positions.shown(),
        compensation_kinds.shown(),
        preparation.shown(),
        unit_rates.shown(),
        work_limits.shown(),
        approval_chains.shown(),
        sheet_chains.shown(),
        refusal_reasons.shown(),
        suspension_reasons.shown(),
        compartments.shown(),
        retention.shown(),
        programme_targets.shown(),
        partner_kinds.shown(),
        strategic_partner_kinds.shown(),
        institution_kinds.shown(),
        notices.shown(),
        calendar.shown(),
        municipalities.shown(),
    )
