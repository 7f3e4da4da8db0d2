"""/plans/<plan_id>/evaluation/ — did the plan help: written by its author, read and closed by the head."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.programme.outcomes.actions import asking, evaluating
from pumpurs.programme.outcomes.queries.evaluation import EvaluationPage, one_evaluation
from pumpurs.programme.outcomes.rules import Verdict, Written
from pumpurs.rulebook import risks
from pumpurs.rulebook.vocabulary import (
    Vocabulary,
    helped_answers,
    learner_outcomes,
    measure_verdicts,
    next_answers,
    recommendations,
    unused_reasons,
)
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.pages import known_id, page, whole_number
from pumpurs.web.frame.templatetags.rules import said

LONGEST = 4000


def _options(vocabulary: Vocabulary, chosen: str, *, empty: str = "") -> list[dict[str, object]]:
    first: list[dict[str, object]] = [{"value": "", "label": empty, "selected": not chosen}] if empty else []
    return first + [
        {"value": term.key, "label": said(term.name), "selected": term.key == chosen}
        for term in vocabulary.on(today())
    ]


def _lines(
    request: HouseRequest, found: EvaluationPage
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Risks and measures with what is typed, or else what is kept."""
    typed: QueryDict | None = request.POST if request.reasons and "revision" in request.POST else None
    levels = risks.levels_on(today())

    def of(name: str, kept: object) -> str:
        return typed.get(name, "") if typed is not None else "" if kept is None else str(kept)

    return [
        {
            "line": one,
            "options": [
                {
                    "value": str(level.level),
                    "label": said(level.name),
                    "selected": of(f"level-{one.factor}", one.after) == str(level.level),
                }
                for level in levels
            ],
        }
        for one in found.risks
    ], [
        {
            "line": one,
            "verdicts": _options(measure_verdicts, of(f"verdict-{one.id}", one.said.verdict)),
            "reasons": _options(
                unused_reasons,
                of(f"unused-{one.id}", one.said.unused_reason),
                empty=_("Choose if it was not used"),
            ),
            "note": of(f"note-{one.id}", one.said.note),
        }
        for one in found.measures
    ]


def show(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """The evaluation: to write, to decide about, or to read."""
    found = one_evaluation(viewer=request.viewer, plan_id=plan_id, today=today())
    risk_lines, measure_lines = _lines(request, found)
    typed = request.POST if request.reasons else {}
    return page(
        request,
        "outcomes/one/page.html",
        found=found,
        risks=risk_lines,
        measures=measure_lines,
        recommendations=_options(recommendations, typed.get("recommendation", found.recommendation)),
        outcomes=_options(learner_outcomes, typed.get("outcome", found.outcome)),
        comment=typed.get("comment", found.comment),
        revision=found.revision,
        helped=_options(helped_answers, typed.get("helped", "")),
        next_step=_options(next_answers, typed.get("next_step", "")),
        note=typed.get("note", ""),
        words=typed.get("words", ""),
        who=typed.get("who", ""),
    )


def _written(sent: QueryDict) -> Written:
    levels = {
        name.removeprefix("level-"): whole_number(str(value))
        for name, value in sent.items()
        if name.startswith("level-")
    }
    verdicts = {}
    for name, value in sent.items():
        measure = known_id(name.removeprefix("verdict-")) if name.startswith("verdict-") else None
        if measure is not None and value:
            why = sent.get(f"unused-{measure}", "") if value == "not_used" else ""
            verdicts[measure] = Verdict(str(value), why, sent.get(f"note-{measure}", "")[:500])
    return Written(
        risks={factor: level for factor, level in levels.items() if level is not None},
        verdicts=verdicts,
        recommendation=sent.get("recommendation", ""),
        outcome=sent.get("outcome", ""),
        comment=sent.get("comment", "")[: LONGEST + 1],
    )


def send(request: HouseRequest, plan_id: UUID) -> HttpResponse:
    """Save it, hand it in, note an opinion that was told; as the head return it or close the plan."""
    viewer, wanted, sent = request.viewer, request.POST.get("do"), request.POST
    if wanted in ("save", "submit"):
        evaluating.write(
            plan_id=plan_id, written=_written(sent), revision=whole_number(sent.get("revision")) or 0, viewer=viewer,
            now=now(),
        )  # fmt: skip
        if wanted == "save":
            messages.success(request, _("Saved. Nobody else decides about it until you hand it in."))
            return redirect("outcomes/one", plan_id)
        evaluating.submit(plan_id=plan_id, viewer=viewer, now=now())
        messages.success(request, _("Handed in. The head reads it and closes the plan."))
    elif wanted == "say":
        asking.say(
            plan_id=plan_id, who=sent.get("who", ""), helped=sent.get("helped", ""),
            next_step=sent.get("next_step", ""), words=sent.get("words", ""), viewer=viewer, now=now(),
        )  # fmt: skip
        messages.success(request, _("Noted, as it was told to you."))
    elif wanted == "close":
        evaluating.close(plan_id=plan_id, viewer=viewer, now=now())
        messages.success(
            request, _("The plan is closed. Later it is asked whether the learner still learns.")
        )
    elif wanted == "send_back":
        evaluating.send_back(plan_id=plan_id, note=sent.get("note", "")[:LONGEST], viewer=viewer, now=now())
        messages.success(request, _("Returned to the author, with your words."))
    else:
        raise Http404
    return redirect("outcomes/one", plan_id)
