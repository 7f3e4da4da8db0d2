"""Words and figures of a model card (modeļa karte), read from what the evaluation wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pumpurs.web.frame.templatetags.house import percent
from pumpurs.web.words import label

MODEL, NONE, MINUS = "model", "–", "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Told:
    """One sample on which the model was judged, in words and rows of tables."""

    title: str
    lead: str
    verdict: str
    contenders: list[list[str]]
    recall: list[dict[str, Any]]
    recall_title: str
    capacity: list[list[str]]
    calibration: list[list[str]]
    against_flags: list[list[str]]
    groups: list[list[str]]
    sentences: list[str]


def ways(current: str) -> list[dict[str, object]]:
    """The tabs of early warning for the manager."""
    names = {"models": _("Model and runs"), "trials": _("Trying out rules")}
    return [
        {"label": text, "url": f"/alerts/{name}/", "current": name == current} for name, text in names.items()
    ]


def purpose() -> list[dict[str, str]]:
    """What every card says: what the model is for, on what it rests, its limits, how to contest it."""
    return [
        {
            "title": _("Purpose"),
            "text": _(
                "The model orders the list of learners to look at. It never opens, closes or hides an alert, and the "
                "rules always run beside it. It is off until a programme manager who has read this card switches it on."
            ),
        },
        {
            "title": _("Data"),
            "text": _(
                "It looks at indicators from journals and registers as they stood on the day of prediction. Sex, "
                "nationality, language, family form, disability and means are never looked at; where they are known "
                "they only serve to judge the model. Which school it is does not count either, only how many leave "
                "there, drawn towards the common share where learners are few."
            ),
        },
        {
            "title": _("How to contest"),
            "text": _(
                "A teacher may disagree with an alert or its facts and say why. A learner or a guardian tells the "
                "school: ask the class teacher or the head to show the alert and to write down what you say. The "
                "reason is kept beside the alert, facts are mended in the journal they come from, and a person at the "
                "school decides. Nobody is judged by a score."
            ),
        },
        {
            "title": _("Training again, and the alarm"),
            "text": _(
                "After every closed semester the model is trained again, and this card is made anew. In the week of "
                "the semester that the training looked at, each indicator is compared with the training every night; "
                "when one has moved too far, the model switches itself off and stays off."
            ),
        },
    ]


def limits() -> list[str]:
    """What the model cannot do."""
    return [
        _(
            "A chance is about learners like this one, not about this one: most of those on the list stay in school."
        ),
        _("Chances of a new school rest on no share of its own, so the order holds better than the chances."),
        _("Marks and absence say nothing of the reason; a person who knows the learner judges."),
        _("Differences between groups come from the data too. Read them before you switch the model on."),
    ]


def why(card: Mapping[str, Any]) -> str:
    """Why it may or may not be switched on."""
    own = next((one for one in card["reports"] if one["name"] == "own"), None)
    if own is None or not card["model"]:
        return _(
            "No semester of the programme's own has been closed and evaluated yet. Plain rules are used alone."
        )
    if card["may_be_switched_on"]:
        return _(
            "On the programme's own past semesters it found more of those who left than as many plain flags do."
        )
    return _(
        "On the programme's own past semesters it did not find more of those who left than plain flags do."
    )


def told(report: Mapping[str, Any]) -> Told:
    """One report of a card."""
    model = next((one for one in report["figures"] if one["name"] == MODEL), report["figures"][0])
    by_time = str(report["split"]).startswith("by time")
    half = len(model["capacity"]) // 2
    share = percent(model["capacity"][half]["share"]) if model["capacity"] else ""
    return Told(
        title=_("Learners of the programme") if report["name"] == "own" else str(report["name"]).replace("_", " "),
        lead=_("%(learners)s learners, %(share)s of whom left. %(how)s")
        % {
            "learners": report["learners"],
            "share": percent(report["share_with_outcome"]),
            "how": _("Judged on a later time than it was trained on.") if by_time else _("These data know no time."),
        },
        verdict=_("It beats plain flags.") if report["beats_flags"] else _("It does not beat plain flags."),
        contenders=[_contender(one) for one in sorted(report["figures"], key=lambda one: one is not model)],
        recall_title=_("Found among those who left, when %(share)s of learners are looked at") % {"share": share},
        recall=[
            {
                "label": _name(one["name"]), "value": round(one["capacity"][half]["recall"][0] * 100),
                "text": _between(one["capacity"][half]["recall"]), "tone": "" if one is model else "info",
            }
            for one in report["figures"]
            if one["capacity"]
        ],
        capacity=[_at(one) for one in model["capacity"]],
        calibration=[
            [percent(one["mean_chance"]), percent(one["share_with_outcome"]), str(one["learners"])]
            for one in model["curve"]
        ],
        against_flags=[
            [
                str(one["flags"]), percent(one["share"]), percent(one["flags_recall"]), percent(one["model_recall"]),
                percent(one["flags_precision"]), percent(one["model_precision"]),
            ]
            for one in report["against_flags"]
        ],
        groups=[_group(one) for one in report["groups"]],
        sentences=[*_lead_time(report.get("lead")), *_made_up(report.get("made_up", ()))],
    )  # fmt: skip


def _contender(one: Mapping[str, Any]) -> list[str]:
    return [
        _name(one["name"]), _interval(one["auc"]), _plain(one["average_precision"]), _plain(one["brier"]),
        _plain(one["slope"]), _plain(one["ece"]),
    ]  # fmt: skip


def _at(one: Mapping[str, Any]) -> list[str]:
    places = ("recall_by_place", "precision_by_place", "recall_by_area", "precision_by_area")
    figures = [percent(one["share"]), _between(one["recall"]), _between(one["precision"])]
    return figures + [percent(one.get(name)) for name in places]


def _group_name(group: str, said: str) -> str:
    if group != "grades":
        return f"{group}: {said}"
    return _("Vocational courses") if said == "vocational" else _("Grades %(grades)s") % {"grades": said}


def _group(one: Mapping[str, Any]) -> list[str]:
    name = _group_name(one["group"], one["label"])
    if one["share_with_outcome"] is None:
        return [name, str(one["learners"]), _("too few"), NONE, NONE]
    return [
        name, str(one["learners"]), _between(one["recall"]), _between(one["false_alarms"]), _interval(one["apart"]),
    ]  # fmt: skip


def _lead_time(lead: Mapping[str, Any] | None) -> list[str]:
    if not lead:
        return []
    text = _(
        "Half of those found were found at least %(weeks)s weeks before they left; %(share)s of all who left were "
        "found eight weeks before or earlier."
    )
    return [text % {"weeks": _plain(lead["median_weeks"], 0), "share": percent(lead["share_eight_weeks"])}]


def _made_up(semesters: Sequence[str]) -> list[str]:
    if not semesters:
        return []
    text = _(
        "The figures of semesters %(semesters)s were not kept in their own week but made later, from journals as "
        "corrected since. The results may be too good."
    )
    return [text % {"semesters": ", ".join(semesters)}]


def _name(contender: str) -> str:
    known = {
        "model": _("This model: the kind that did better, chosen anew each semester"),
        "flags": _("plain flags"),
        "place mean": _("share of the school"),
    }
    return known.get(contender) or label("model_kind", contender)


def _plain(value: float | None, places: int = 3) -> str:
    if value is None:
        return NONE
    return str(number_format(round(value, places), decimal_pos=places)).replace("-", MINUS)


def _interval(found: Sequence[float] | None) -> str:
    return NONE if found is None else f"{_plain(found[0])} [{_plain(found[1])}; {_plain(found[2])}]"


def _between(found: Sequence[float] | None) -> str:
    return NONE if found is None else f"{percent(found[0])} ({percent(found[1])}–{percent(found[2])})"
