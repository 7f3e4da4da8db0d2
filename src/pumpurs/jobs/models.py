"""Statistical models (statistiskie modeļi): loaded if table and card belong together; managers are told of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from pumpurs.analytics.model.card import FORMAT
from pumpurs.analytics.model.terms import Terms
from pumpurs.foundation.clock import now, today
from pumpurs.foundation.letters import Letter, post
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.alerts.actions.models import load as keep
from pumpurs.programme.alerts.queries.models import managers
from pumpurs.rulebook import notices

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


def tell_managers(notice: str) -> None:
    """Write to the programme's managers of a model: what became of it, and where to read more. Nothing about anybody.

    The letters go once the transaction around is committed.
    """
    words = notices.notice(notice)
    with looking_as(JOB):
        for address, language in managers(viewer=JOB, today=today()):
            text = (
                words.body.in_language(language).strip().format(link=f"{settings.PUBLIC_URL}/alerts/models/")
            )
            post(Letter(address, words.subject.in_language(language), text))
