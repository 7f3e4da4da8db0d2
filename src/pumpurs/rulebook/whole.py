"""The whole rulebook as shown to everybody."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from pumpurs.rulebook import (
    accounting_terms,
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
    evaluation,
    funding_shares,
    indicators,
    institution_kinds,
    journal_intake,
    journal_words,
    measures,
    municipalities,
    note_kinds,
    notices,
    payment_duties,
    preparation,
    programme_targets,
    retention,
    risk_model,
    risks,
    sample_weights,
    separate_roles,
    sheet_chains,
    target_groups,
    unit_rates,
    work_limits,
)
from pumpurs.rulebook.reading import TABLES
from pumpurs.rulebook.vocabulary import (
    circumstances,
    claim_refusal_reasons,
    enrolment_answers,
    helped_answers,
    learner_outcomes,
    measure_verdicts,
    next_answers,
    partner_kinds,
    positions,
    recommendations,
    refusal_reasons,
    risk_outcomes,
    strategic_partner_kinds,
    suspension_reasons,
    unused_reasons,
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
        accounting_terms.shown(),
        funding_shares.shown(),
        sample_weights.shown(),
        approval_chains.shown(),
        sheet_chains.shown(),
        payment_duties.shown(),
        separate_roles.shown(),
        refusal_reasons.shown(),
        claim_refusal_reasons.shown(),
        suspension_reasons.shown(),
        evaluation.shown(),
        risk_outcomes.shown(),
        measure_verdicts.shown(),
        unused_reasons.shown(),
        recommendations.shown(),
        learner_outcomes.shown(),
        helped_answers.shown(),
        next_answers.shown(),
        enrolment_answers.shown(),
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


@lru_cache
def fingerprint() -> str:
    """Sixteen signs that change with any change of any table: by which rulebook something was worked out."""
    files = sorted(TABLES.glob("*.toml"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]
