"""A scenario for `bench.kills`: a school of its own with a class of learners whose plans wait for the head."""

from __future__ import annotations

from datetime import date
from typing import Any

from pumpurs.rulebook import risks

PLANS = 12
SINCE = "2020-09-01"
DAY = date(2026, 11, 20)


def scenario(turn: int) -> dict[str, Any]:
    """The document; every key carries the turn, so that many of them stand side by side."""
    return {
        "partners": [
            {"key": f"p{turn}", "kind": "state_vocational_school", "name": f"Partneris {turn}",
             "municipality_code": "LV-022",
             "agreements": [{"number": f"P6-12/{turn}-2019", "since": "2019-12-03", "signed_on": "2019-12-03"}]}
        ],
        "institutions": [
            {"key": f"s{turn}", "partner": f"p{turn}", "kind": "secondary_school", "name": f"Skola {turn}",
             "takes_part_since": "2020-01-06", "classes": [{"key": f"c{turn}", "name": "7.a", "grade": 7}]}
        ],
        "people": [_person(f"author{turn}", "plan_author", turn), _person(f"head{turn}", "head", turn)],
        "learners": [_learner(turn, number) for number in range(PLANS)],
    }  # fmt: skip


def _person(key: str, role: str, turn: int) -> dict[str, Any]:
    place = {"role": role, "institution": f"s{turn}", "since": SINCE}
    return {"key": key, "name": "Anna Zvirbule", "email": f"{key}@skola.example", "appointments": [place]}


def _learner(turn: int, number: int) -> dict[str, Any]:
    signed = {"asked_by": f"author{turn}", "guardian": f"g{turn}/{number}", "signed_on": "2026-09-02"}
    factors = [factor.key for factor in risks.factors_on(DAY)]
    plan = {
        "key": f"{turn}/{number}", "author": f"author{turn}", "state": "at_head", "goal": "Mērķis",
        "consulted": ["family"], "preparation_hours": "4",
        "risks": [{"factor": key, "level": int(key == "low_motivation"), "reason": "Iemesls"} for key in factors],
        "measures": [{"key": f"m{turn}/{number}", "kind": "teacher_consultation", "risks": ["low_motivation"],
                      "hours": "6", "expected_result": "Rezultāts"}],
    }  # fmt: skip
    return {
        "key": f"{turn}/{number}", "given_name": "Marta", "family_name": f"Egle {turn}-{number}",
        "birth_date": "2013-04-05", "institution": f"s{turn}", "school_class": f"c{turn}", "grade": 7,
        "guardians": [{"key": f"g{turn}/{number}", "name": "Ieva Egle", "relation": "mother", "since": "2013-04-05"}],
        "consents": [signed], "applications": [signed], "plans": [plan],
    }  # fmt: skip
