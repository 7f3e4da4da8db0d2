"""Loading statistical models (modeļu ielāde): the table and the card must belong together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pumpurs.analytics.model.card import FORMAT
from pumpurs.analytics.model.terms import Terms
from pumpurs.foundation.clock import now
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.alerts.actions.models import load as keep

JOB = job_viewer("models")
NEEDED = ("model", "kind", "made_on", "may_be_switched_on", "reports")


class NotACard(ValueError):
    """The JSON is no card of ours, or of another model."""


def load(terms: str, card: Mapping[str, Any]) -> str:
    """Keep a model, off; its hash. NotATable or NotACard, and nothing is kept, if the files are no whole pair."""
    table = Terms.from_json(terms)
    lacking = [name for name in NEEDED if name not in card]
    if card.get("format") != FORMAT or lacking:
        raise NotACard(
            f"This is no model card of format {FORMAT}; it lacks {', '.join(lacking) or 'its format'}."
        )
    if card["model"] != table.hash:
        raise NotACard("The card is of another model: its hash is not that of the table.")
    with looking_as(JOB):
        keep(
            version=table.hash, kind=table.kind, made_on=date.fromisoformat(card["made_on"]), terms=terms, card=card,
            viewer=JOB, now=now(),
        )  # fmt: skip
    return table.hash
