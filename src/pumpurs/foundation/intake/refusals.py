"""The reasons for which intake turns a file away, each with the place it is about."""

from __future__ import annotations

from pumpurs.values.reasons import Reason, Refused

CODES = frozenset(
    {
        "intake.not_there",
        "intake.not_readable",
        "intake.empty",
        "intake.too_big",
        "intake.too_many_parts",
        "intake.inflates_too_much",
        "intake.broken_zip",
        "intake.encrypted",
        "intake.unknown_packing",
        "intake.overlapping_parts",
        "intake.unsafe_name",
        "intake.same_name_twice",
        "intake.link",
        "intake.unknown_kind",
        "intake.old_workbook",
        "intake.web_page",
        "intake.broken_workbook",
        "intake.document_type",
        "intake.macros",
        "intake.wrong_encoding",
        "intake.lost_letters",
        "intake.half_letter",
        "intake.not_text",
        "intake.no_header",
        "intake.header_twice",
        "intake.header_empty",
        "intake.too_many_columns",
        "intake.too_many_rows",
        "intake.line_too_long",
        "intake.cell_too_long",
        "intake.broken_quotes",
        "intake.ragged_row",
        "intake.half_written",
        "intake.formula",
        "intake.took_too_long",
    }
)


def refused(code: str, **values: object) -> Refused:
    """The refusal to raise: `code` without its room, the place among the values."""
    full_code = f"intake.{code}"
    if full_code not in CODES:
        raise LookupError(f"no such reason: {full_code}")
    return Refused(Reason(full_code, values))
