"""How many plans there were: the published yearly numbers, split into semesters; later ones are assumed."""

from __future__ import annotations

from collections.abc import Sequence

from pumpurs.jobs.demo.country import Site
from pumpurs.jobs.demo.timing import Term

FIRST = "2017/1"
OPEN_PLANS = 11_500
PLANS = {
    "2017/1": 2_640, "2017/2": 4_194, "2018/1": 6_930, "2018/2": 8_199, "2019/1": 10_077, "2019/2": 11_655,
    "2020/1": 9_610, "2020/2": 10_147, "2021/1": 9_980, "2021/2": 10_520, "2022/1": 9_545, "2022/2": 10_060,
    "2023/1": 9_700, "2023/2": 10_300, "2024/1": 9_900, "2024/2": 10_600, "2025/1": 10_300, "2025/2": 10_900,
}  # fmt: skip
CAST_SHARES = (0.17, 0.13, 0.11, 0.08)  # of the learners, this semester and the ones before
KIND_WEIGHTS = {"state_gymnasium": 0.25, "gymnasium": 0.4, "primary_school": 0.5, "evening_school": 2.0}


class Volumes:
    """How many plans each school writes in each semester."""

    def __init__(self, sites: Sequence[Site], terms: Sequence[Term]) -> None:
        self._terms = list(terms)
        self._carry = 0.5
        self._weights = {site.key: _weight(site) for site in sites}
        self._totals = {
            str(term.semester): sum(self._weights[site.key] for site in sites if _takes_part(site, term))
            for term in terms
        }

    def plans(self, site: Site, term: Term) -> int:
        """Plans of a school in a semester; what is left of a plan goes to the next school."""
        if not _takes_part(site, term):
            return 0
        if site.school.cast:
            ago = len(self._terms) - 1 - self._terms.index(term)
            return round(site.school.learners * CAST_SHARES[ago]) if ago < len(CAST_SHARES) else 0
        semester = str(term.semester)
        wanted = (
            PLANS.get(semester, OPEN_PLANS) * self._weights[site.key] / self._totals[semester] + self._carry
        )
        self._carry = wanted - int(wanted)
        return int(wanted)


def _takes_part(site: Site, term: Term) -> bool:
    return site.joined is not None and site.joined <= term.semester


def _weight(site: Site) -> float:
    return float(site.school.learners**0.8) * KIND_WEIGHTS.get(site.school.kind, 1.0) * (not site.school.cast)
