"""/alerts/trials/<trial_id>/ — what a trial of rules found, beside the rules in force."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pumpurs.programme.alerts.queries.trials import one_trial
from pumpurs.programme.alerts.rules.trials import Found, Outcome, share_of
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import page
from pumpurs.web.frame.templatetags.house import percent
from pumpurs.web.frame.templatetags.rules import named

NONE = "–"


def show(request: HouseRequest, trial_id: UUID) -> HttpResponse:
    """Progress first, then both sets of rules beside each other."""
    found = one_trial(viewer=request.viewer, trial_id=trial_id)
    outcome = found.outcome
    troubles = {
        "no_journals": _(
            "The store holds no journals of that semester, so there is nothing to try the rules on."
        ),
        "busy": _("Another scoring was going on. Ask for the trial once more."),
    }
    return page(
        request,
        "alerts/trial/page.html",
        found=found,
        trial=found.line,
        trouble=troubles.get(found.line.trouble, ""),
        rows=_rows(outcome) if outcome else [],
        rules=_rules(outcome) if outcome else [],
        outcome=outcome,
    )


def _rows(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Figure by figure: the tried rules, those in force."""
    lines: list[tuple[str, str, str]] = [
        (_("Learners with an alert"), str(outcome.tried.alerts), str(outcome.in_force.alerts)),
        (
            _("Share of all learners"),
            _share(outcome.tried.alerts, outcome.learners),
            _share(outcome.in_force.alerts, outcome.learners),
        ),
        (
            _("Of those who left later, found"),
            _caught(outcome.tried, outcome.left),
            _caught(outcome.in_force, outcome.left),
        ),
        (
            _("Of those with an alert, left later"),
            _share(outcome.tried.caught, outcome.tried.alerts),
            _share(outcome.in_force.caught, outcome.in_force.alerts),
        ),
        (_("Only by these rules"), str(outcome.only_tried), str(outcome.only_in_force)),
    ]
    return lines


def _rules(outcome: Outcome) -> list[tuple[str, str, str]]:
    tried, force = outcome.tried.by_rule, outcome.in_force.by_rule
    return [
        (named(rule, "early_warning_rule"), str(tried.get(rule, NONE)), str(force.get(rule, NONE)))
        for rule in dict.fromkeys([*force, *tried])
    ]


def _caught(found: Found, left: int) -> str:
    share = share_of(found.caught, left)
    return f"{found.caught} / {left}" + (f" ({percent(share)})" if share is not None else "")


def _share(part: int, whole: int) -> str:
    share = share_of(part, whole)
    return NONE if share is None else percent(share)
