"""Who gets a plan in which semester: most come back, some are new, some have left school since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from pumpurs.jobs.demo import bodies, cast, paths
from pumpurs.jobs.demo.bodies import Body, Pupil
from pumpurs.jobs.demo.country import Country
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.families import OPEN_STATES, WAITING, Families
from pumpurs.jobs.demo.given import Support
from pumpurs.jobs.demo.people import Worker
from pumpurs.jobs.demo.plans import Draft, PlanWriter
from pumpurs.jobs.demo.school import Child, SchoolPeople
from pumpurs.jobs.demo.timing import Term
from pumpurs.jobs.demo.volumes import Volumes
from pumpurs.rulebook import approval_chains, target_groups
from pumpurs.values.roles import Role

COME_BACK = 0.62
GRADE_WEIGHTS = {5: 16, 6: 18, 7: 20, 8: 19, 9: 16, 10: 5, 11: 4, 12: 3, 1: 4, 2: 5, 3: 6, 4: 8}
BOYS = 1.9  # as likely as girls
TRIES = 12
MOST_OF_SCHOOL = 0.6
REFERRED = (2, 4)


@lru_cache(maxsize=4096)
def _open_to(grade: int, vocational: bool, day: date) -> bool:
    return target_groups.open_to(grade, vocational, day)


class Planning:
    """Walks one school through the semesters."""

    def __init__(
        self,
        school: SchoolPeople,
        country: Country,
        families: Families,
        writer: PlanWriter,
        support: Support,
        terms: Sequence[Term],
        *,
        rounds: bool,
    ) -> None:
        self._school, self._country, self._families, self._writer = school, country, families, writer
        self._support, self._terms, self._rounds = support, terms, rounds
        self._draws, self._site = school.draws, school.site
        self._formers: list[Child] = []
        self._turn = len(school.site.school.name)
        self._by_grade: dict[tuple[bool, int], list[Child]] = {}
        for child in school.children:
            self._by_grade.setdefault((child.vocational, child.grade), []).append(child)
        self._used: set[str] = set()
        self._copy_shown = False

    def run(self, volumes: Volumes) -> None:
        """Write every plan of the school."""
        for number, term in enumerate(self._terms):
            count = volumes.plans(self._site, term)
            self._used.clear()
            children = self._children(number, term, count) if count else []
            for place, child in enumerate(children):
                self._plan(child, number, term, place)
        if self._site.joined is not None:
            self._asked_only()

    def _children(self, number: int, term: Term, count: int) -> list[Child]:
        count = min(count, int(self._site.school.learners * MOST_OF_SCHOOL))
        chosen = []
        if term.current:
            chosen = [child for child in self._school.children if child.story]
            self._used.update(child.key for child in chosen)
        known = [*self._school.children, *self._formers]
        back = [child for child in known if child.plan_term == number - 1 and child.key not in self._used]
        for child in self._draws.shuffled(back):
            if len(chosen) < count and self._draws.chance(COME_BACK) and self._fits(child, term):
                chosen.append(child)
                self._used.add(child.key)
        while len(chosen) < count:
            newcomer = self._newcomer(term)
            if newcomer is None:
                break
            chosen.append(newcomer)
            self._used.add(newcomer.key)
        return chosen

    def _grade_in(self, child: Child, term: Term) -> int:
        return child.grade - (self._terms[-1].school_year - term.school_year)

    def _fits(self, child: Child, term: Term) -> bool:
        grade = self._grade_in(child, term)
        open_to = _open_to(grade, child.vocational, term.span.first)
        return open_to and grade <= child.last_grade and child.since <= term.span.first

    def _newcomer(self, term: Term) -> Child | None:
        courses = self._site.school.courses
        years_ago = self._terms[-1].school_year - term.school_year
        for _ in range(TRIES):
            course = self._draws.one(courses)
            grades = [
                grade
                for grade in range(course.first, course.last + 1)
                if _open_to(grade, course.vocational, term.span.first)
            ]
            if not grades:
                continue
            weights = [1 if course.vocational else GRADE_WEIGHTS[grade] for grade in grades]
            grade = self._draws.weighted(grades, weights)
            if grade + years_ago > course.last:
                if self._formers and self._draws.chance(0.25):
                    again = self._draws.one(self._formers)
                    if again.key not in self._used and self._fits(again, term):
                        return again
                former = self._school.former(course.vocational, grade, term.school_year, course.last)
                self._formers.append(former)
                return former
            child = self._one_of(self._by_grade.get((course.vocational, grade + years_ago), []), term)
            if child is not None:
                return child
        return None

    def _one_of(self, children: list[Child], term: Term) -> Child | None:
        free = [child for child in children if child.key not in self._used and self._fits(child, term)]
        free = [child for child in free if not child.story or term.current]
        if not free:
            return None
        return self._draws.weighted(free, [1.0 if child.girl else BOYS for child in free])

    def _plan(self, child: Child, number: int, term: Term, place: int) -> None:
        draws, site = self._draws, self._site
        grade = self._grade_in(child, term)
        institution = site.key if child.here else None
        self._families.guardian(draws, child, institution, cast.GUARDIANS.get(child.story))
        chain = tuple(str(role) for role in approval_chains.chain(site.place.kind, term.span.first))
        goal = self._goal(child, number, term)
        path = paths.path_to("approved" if goal in {"closed", "evaluated"} else goal, chain, draws)
        as_before = self._shows_a_copy(child, goal, number, term)
        body, is_copy = self._body(child, grade, number, term, as_before=as_before)
        referred = site.place.social_service if term.current and place in REFERRED else None
        if referred and site.school.name == cast.ILUKSTE:
            body, is_copy = bodies.with_family_risk(draws, body), False
            self._school.refer(child, referred, term.span)
        if term.current and goal == "approved" and site.school.name == cast.ILUKSTE and place % 3 != 1:
            body, is_copy = bodies.with_fares(body, term.span), False
        if term.current and goal == "approved" and site.school.name == cast.ILUKSTE and grade in cast.GRADES:
            body, is_copy = bodies.with_an_assistant(body), False
        before = None
        if goal in {"again", "under_revision"}:
            before, is_copy = bodies.changed_a_little(draws, body), False
        workers = self._workers(child, chain)
        consent, application = self._answers(child, term, goal, body, workers["author"])
        state = goal if goal in {"closed", "evaluated"} else self._ended(path.state, goal, term)
        follows = child.plan_term == number - 1
        draft = Draft(
            child=child,
            grade=grade,
            term=term,
            institution=site.key,
            partner=site.place.key,
            workers=workers,
            body=body,
            before=before,
            path=path,
            state=state,
            class_name=self._class_then(child, grade, term),
            consent=consent,
            application=application,
            copied_from=child.plan if follows else None,
            is_copy=is_copy and bool(path.steps),
            whole_catalogue=number >= len(self._terms) - 2,
            audited=term.current or site.school.cast,
        )
        written = self._writer.write(draws, draft)
        if child.here and term.current:
            self._care(child, term.span.first)
            self._support.give(Draws("support", written.key), draft, written, self._school.staff)
        if state != "inactive":
            child.plan, child.plan_term, child.body = written.key, number, body
            child.approved = any(step.after == "approved" for step in path.steps)

    def _ended(self, state: str, goal: str, term: Term) -> str:
        return "closed" if goal == "again" and not term.current else state

    def _goal(self, child: Child, number: int, term: Term) -> str:
        if not term.current:
            return self._draws.of(paths.LAST if number == len(self._terms) - 2 else paths.PAST)
        if child.story:
            return "draft" if child.story == "ukrainian" else "approved"
        if self._rounds or self._site.school.cast:
            self._turn += 1
            return paths.ROUND[self._turn % len(paths.ROUND)]
        return self._draws.of(paths.CURRENT)

    def _shows_a_copy(self, child: Child, goal: str, number: int, term: Term) -> bool:
        """The first plan at a head of the cast that may be a copy is one: something to approve by one press."""
        may_be = child.approved and child.body is not None and child.plan_term == number - 1
        if not (term.current and goal == "at_head" and self._site.school.cast and may_be) or self._copy_shown:
            return False
        self._copy_shown = True
        return True

    def _body(
        self, child: Child, grade: int, number: int, term: Term, *, as_before: bool
    ) -> tuple[Body, bool]:
        fresh = child.body is None or child.plan_term != number - 1
        turn = self._draws.share()
        if not fresh and child.body is not None and (turn < 0.42 or as_before):
            return child.body, child.approved
        if not fresh and child.body is not None and turn < 0.8:
            return bodies.changed_a_little(self._draws, child.body), False
        pupil = Pupil(grade, child.vocational, child.adult, child.pool.language)
        return bodies.drawn(self._draws, pupil, term.span), False

    def _class_then(self, child: Child, grade: int, term: Term) -> str:
        if child.here and term.school_year == self._terms[-1].school_year:
            return child.class_name
        if child.vocational:
            return f"{grade}. kurss"
        return f"{grade}.{child.class_name[-1]}"

    def _workers(self, child: Child, chain: Sequence[str]) -> dict[str, Worker]:
        authors = self._school.authors
        workers = {"author": authors[child.author % len(authors)], str(Role.HEAD): self._school.head}
        if self._site.place.coordinator is not None:
            workers[str(Role.MUNICIPAL_COORDINATOR)] = self._site.place.coordinator
        experts = self._country.experts
        workers[str(Role.NATIONAL_EXPERT)] = experts[len(self._site.school.name) % len(experts)]
        return {name: worker for name, worker in workers.items() if name == "author" or name in chain}

    def _care(self, child: Child, since: date) -> None:
        author = self._school.authors[child.author % len(self._school.authors)]
        self._school.care_for(child, author, since)

    def _answers(
        self, child: Child, term: Term, goal: str, body: Body, author: Worker
    ) -> tuple[str | None, str | None]:
        """The consent (once) and the semester's application behind a plan."""
        draws, site = self._draws, self._site
        at = term.moments(0, [draws.share() * 0.8])[0] - timedelta(days=draws.number(1, 6))
        if goal == "draft" and child.consent is None and (child.story == "ukrainian" or draws.chance(0.45)):
            state = "sent" if child.story == "ukrainian" else draws.one(WAITING)
            self._waiting(child, state, author, term, body)
            return None, None
        if child.consent is None:
            self._families.consent(draws, child, site.key, author.account, at, "signed")
        application = self._families.application(
            draws, child, site.key, author.account, at, "signed", term, body
        )
        return child.consent, application

    def _waiting(self, child: Child, state: str, author: Worker, term: Term, body: Body | None) -> None:
        """The family was sent a link some days ago and has not signed yet."""
        draws, key = self._draws, self._site.key
        at = term.moments(max(len(term.workdays) - 7, 0), [draws.share() * 4])[0]
        consent = self._families.consent(draws, child, key, author.account, at, state)
        application = None
        if body is not None:
            application = self._families.application(draws, child, key, author.account, at, state, term, body)
        opened = state != "sent"
        self._families.link(draws, child, key, author.account, at, consent, application, opened=opened)

    def _asked_only(self) -> None:
        """Families that were asked and have not signed: every state of a consent."""
        term, draws = self._terms[-1], self._draws
        count = max(len(self._school.children) // 25, 2)
        free = [child for child in self._school.children if not child.asked and not child.adult]
        fitting = [child for child in free if self._fits(child, term)]
        for number, child in enumerate(draws.shuffled(fitting)[:count]):
            author = self._school.authors[child.author % len(self._school.authors)]
            state = OPEN_STATES[(self._turn + number) % len(OPEN_STATES)]
            self._families.guardian(draws, child, self._site.key)
            if state in WAITING:
                self._waiting(child, state, author, term, None)
                continue
            at = term.moments(draws.share() * len(term.workdays) * 0.5, [0.5])[0]
            self._families.consent(draws, child, self._site.key, author.account, at, state)
