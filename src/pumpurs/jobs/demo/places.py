"""Where the demo country learns: real municipalities, institutions of real kinds.

The names in institutions.csv are public record, each with its source; the other names are invented in their shape.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pumpurs.jobs.demo.draws import Draws
from pumpurs.rulebook import municipalities

RECORD = Path(__file__).with_name("institutions.csv")
CITIES = {"LV-RIX": 96, "LV-DGV": 18, "LV-JEL": 16, "LV-JUR": 14, "LV-LPX": 17, "LV-REZ": 9, "LV-VEN": 9}
GENERAL, STATE_RUN, LEARNERS = 571, 40, 200_000
_WORDS = """
Saules Ozolu Liepu Kalna Ezera Upes Pīlādžu Kastaņu Bērzu Priežu Mežmalas Parka Dzintara Vītolu Ābeļu Zvaigžņu Rasas
Avotu Krasta Gundegu Kļavu Lielupes Pavasara Tauriņu Vēju Rīta
"""
CITY_SHAPES = ("{0} {1}. vidusskola", "{0} {1}. vidusskola", "{0} {1}. pamatskola", "{0} {2} pamatskola")
COUNTY_SHAPES = (
    "{0} vidusskola",
    "{0} pamatskola",
    "{0} sākumskola",
    "{0} {2} pamatskola",
    "{0} {1}. vidusskola",
)
STATE_SHAPES = {
    "{0} profesionālā vidusskola": "vocational_secondary_school",
    "{0} Amatu tehnikums": "technical_school",
    "{0} Mākslu un dizaina vidusskola": "art_school",
    "{0} Lietišķā koledža": "college",
}
KIND_OF_ENDING = {
    "vidusskola": "secondary_school",
    "pamatskola": "basic_school",
    "sākumskola": "primary_school",
}
GRADES = {
    "primary_school": (1, 6),
    "basic_school": (1, 9),
    "boarding_basic_school": (1, 9),
    "special_school": (1, 9),
    "secondary_school": (1, 12),
    "gymnasium": (7, 12),
    "state_gymnasium": (7, 12),
    "evening_school": (8, 12),
}
YEARS = {"vocational_secondary_school": 4, "technical_school": 4, "art_school": 4, "college": 3}


@dataclass(frozen=True)
class Course:
    """What a school teaches: grades (or vocational years) from first to last, learners in each."""

    vocational: bool
    first: int
    last: int
    learners: int


@dataclass(frozen=True)
class School:
    """One institution. `state_run`: it is a cooperation partner of its own."""

    code: str
    name: str
    kind: str
    municipality: str
    state_run: bool
    courses: tuple[Course, ...]
    cast: bool = False  # people with a story of their own work here

    @property
    def learners(self) -> int:
        """How many learn here."""
        return sum(course.learners * (course.last - course.first + 1) for course in self.courses)


SMALL = {
    "Ilūkstes Raiņa vidusskola": (Course(False, 1, 12, 9),),
    "Bebrenes vispārizglītojošā un profesionālā vidusskola": (Course(False, 5, 9, 8), Course(True, 1, 2, 8)),
    "Jēkabpils 2. vidusskola": (Course(False, 5, 12, 13),),
    "Jēkabpils 3. vidusskola": (Course(False, 5, 12, 11),),
    "Jēkabpils pamatskola": (Course(False, 1, 9, 8),),
    "Rēzeknes 3. vidusskola": (Course(False, 5, 12, 9),),
    "Rēzeknes 5. vidusskola": (Course(False, 5, 12, 8),),
    "Ogres tehnikums": (Course(True, 1, 4, 18),),
}


def small() -> tuple[School, ...]:
    """Eight institutions of three municipalities and one state vocational school."""
    recorded = {school.name: school for school in _recorded()}
    return tuple(replace(recorded[name], courses=courses, cast=True) for name, courses in SMALL.items())


def national(day: date) -> tuple[School, ...]:
    """All 611: those of the small country first, then the others on record, then invented ones."""
    draws = Draws("places")
    cast = small()
    known = {school.name for school in cast}
    others = [school for school in _recorded() if school.name not in known]
    others += _invented_state_run(day, [school for school in (*cast, *others) if school.state_run])
    others += _invented_general(day, draws, [school for school in (*cast, *others) if not school.state_run])
    sized = [replace(school, courses=_courses(school, draws)) for school in others]
    share = (LEARNERS - sum(school.learners for school in cast)) / sum(school.learners for school in sized)
    return cast + tuple(replace(school, courses=_scaled(school.courses, share)) for school in sized)


def _recorded() -> Iterator[School]:
    with RECORD.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            run = row["run_by"] == "state"
            yield School(f"IZ{number:04}", row["name"], row["kind"], row["municipality"], run, ())


def _stems(code: str, day: date) -> list[str]:
    """The places of a municipality in the genitive: its own name and those of its predecessors."""
    names = [municipalities.successor(code, day).name]
    names += [one.name for one in municipalities.predecessors(code, day)]
    return list(dict.fromkeys(_genitive(name) for name in names))


def _genitive(name: str) -> str:
    if name.endswith(" novads"):
        return name.removesuffix(" novads")
    return name if name.endswith("s") else f"{name}s"


def _invented_state_run(day: date, known: list[School]) -> list[School]:
    names = {school.name for school in known}
    counties = [one.code for one in municipalities.on(day) if one.code not in CITIES]
    wanted = [(shape, code) for shape in STATE_SHAPES for code in CITIES]
    wanted += [("{0} profesionālā vidusskola", code) for code in counties]
    found = [(shape.format(_stems(code, day)[0]), STATE_SHAPES[shape], code) for shape, code in wanted]
    fresh = [one for one in found if one[0] not in names][: STATE_RUN - len(known)]
    return [
        School(f"VP{number:04}", name, kind, code, True, ())
        for number, (name, kind, code) in enumerate(fresh, start=1)
    ]


def _invented_general(day: date, draws: Draws, known: list[School]) -> list[School]:
    codes = [one.code for one in municipalities.on(day)]
    weights = {code: CITIES.get(code) or 4 + 2.6 * len(_stems(code, day)) for code in codes}
    names = {school.name for school in known}
    wanted = GENERAL - len(known)
    share = GENERAL / sum(weights.values())
    found: list[School] = []
    for code in [*codes[1:], codes[0]]:
        have = sum(school.municipality == code for school in known)
        count = wanted - len(found) if code == codes[0] else max(round(weights[code] * share) - have, 0)
        shapes = CITY_SHAPES if code in CITIES else COUNTY_SHAPES
        for name in _names(shapes, _stems(code, day), names, count, draws):
            kind = KIND_OF_ENDING[name.rsplit(" ", 1)[1]]
            found.append(School(f"VI{len(found) + 1:04}", name, kind, code, False, ()))
    return found


def _names(
    shapes: tuple[str, ...], stems: list[str], taken: set[str], count: int, draws: Draws
) -> Iterator[str]:
    words = draws.shuffled(_WORDS.split())
    made = 0
    for turn in range(1_000):
        for stem in stems:
            name = shapes[turn % len(shapes)].format(stem, turn // 2 + 1, words[turn % len(words)])
            if made < count and name not in taken:
                taken.add(name)
                made += 1
                yield name


def _courses(school: School, draws: Draws) -> tuple[Course, ...]:
    """Sizes as they are: a few large schools in the cities, many small ones in the country."""
    city = school.municipality in CITIES
    if school.kind in YEARS:
        return (Course(True, 1, YEARS[school.kind], max(int(draws.skewed(120 if city else 70, 0.35)), 18)),)
    first, last = GRADES[school.kind]
    middle = {"primary_school": 0.7, "special_school": 0.3, "evening_school": 0.5}.get(school.kind, 1.0)
    middle *= (48 if last == 12 else 34) if city else (24 if last == 12 else 13)
    return (Course(False, first, last, max(int(draws.skewed(middle, 0.45)), 4)),)


def _scaled(courses: tuple[Course, ...], share: float) -> tuple[Course, ...]:
    return tuple(replace(course, learners=max(round(course.learners * share), 3)) for course in courses)
