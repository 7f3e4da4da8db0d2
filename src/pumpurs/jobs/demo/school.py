"""The people of one institution: staff, classes, learners with their codes, and those who left after support."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.jobs.demo import cast, phrases
from pumpurs.jobs.demo.bodies import Body
from pumpurs.jobs.demo.country import Site
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.ledger import Ledger
from pumpurs.jobs.demo.names import LATVIAN, UKRAINIAN, Pool, pool_of
from pumpurs.jobs.demo.people import People, Worker
from pumpurs.jobs.demo.places import Course
from pumpurs.programme.learners.models import (
    Care,
    Enrollment,
    Learner,
    LearnerIdentifier,
    Referral,
    SchoolClass,
)
from pumpurs.rulebook import adulthood, calendar
from pumpurs.values.identifiers import PersonalCode
from pumpurs.values.periods import SchoolYear, Span
from pumpurs.values.roles import Role

CODE = "personal_code"
NEW_CODES_SINCE = date(2017, 7, 1)
CHECK_WEIGHTS = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
CLASS_SIZE = 26
LETTERS = "abcdefghijklmnoprstuvzāčēģīķļ"
REPEATERS = 0.015
PROFESSIONS = ("teacher", "psychologist", "social_pedagogue", "teacher", "special_education_teacher")
AGE_IN_GRADE_ONE, AGE_IN_YEAR_ONE = 7, 16


@dataclass(slots=True)
class Child:
    """A learner while the demo is made. `grade` is this school year's, also for those who have left."""

    key: str
    given_name: str
    forms: tuple[str, str]
    girl: bool
    pool: Pool
    birth: date
    vocational: bool
    grade: int
    last_grade: int
    class_name: str
    since: date
    here: bool
    author: int
    adult: bool = False
    story: str = ""
    guardian: str | None = None
    guardian_name: str = ""
    guardian_email: str = ""
    relation: str = ""
    consent: str | None = None
    asked: bool = False
    plan: str | None = None
    plan_term: int = -9
    body: Body | None = None
    approved: bool = False

    @property
    def family_name(self) -> str:
        """The family's name in this child's form."""
        return self.forms[1 if self.girl else 0]


def _class_name(grade: int, letter: str, *, vocational: bool) -> str:
    return f"{grade}. kurss {letter.upper()}" if vocational else f"{grade}.{letter}"


class Codes:
    """Personal codes that are right in form and never given twice."""

    def __init__(self) -> None:
        self._new = 0
        self._by_day: dict[date, int] = {}

    def new(self) -> str:
        """A code of the newer kind."""
        self._new += 1
        return f"32{(self._new * 618_033_989 + 271_828) % 10**9:09d}"

    def old(self, birth: date) -> str:
        """A code of the older kind, with the date and the check digit."""
        number = self._by_day[birth] = self._by_day.get(birth, 0) + 1
        digits = f"{birth:%d%m%y}2{(number * 389 + birth.toordinal()) % 1000:03d}"
        total = sum(weight * int(digit) for weight, digit in zip(CHECK_WEIGHTS, digits, strict=True))
        return f"{digits}{(1 + total) % 11 % 10}"


class SchoolPeople:
    """Makes and remembers the people of one institution."""

    def __init__(self, ledger: Ledger, people: People, codes: Codes, site: Site, today: date) -> None:
        self._ledger, self._people, self._codes = ledger, people, codes
        self.site, self._today = site, today
        self.draws = Draws("school", site.school.code)
        self._school_year = calendar.school_year_of(today)
        self._year = self._school_year.start_year
        self._first_day = calendar.dates(self._school_year.semesters[0]).first
        self._past = Draws("last school year", site.school.code)
        self._first_day_before = calendar.dates(self._school_year.previous.semesters[0]).first
        self._classes_before: dict[str, str] = {}
        self._since = site.place.signed_on or today - timedelta(days=90)
        self._story_classes: list[str] = []
        self.head, self.coordinator = self._leader(Role.HEAD), self._leader(Role.INSTITUTION_COORDINATOR)
        self.authors = [self._author(number) for number in range(self._authors())]
        self.children: list[Child] = []
        self.others: list[Worker] = []  # give support and write no plans
        self._cared: set[tuple[str, str]] = set()
        for course in site.school.courses:
            self._course(course)
        if (site.school.name, "provider") in cast.STAFF:
            self._provider(cast.STAFF[site.school.name, "provider"])

    @property
    def staff(self) -> dict[str, Worker]:
        """Who gives support, by profession: the first of each."""
        return {worker.profession: worker for worker in (*self.others, *reversed(self.authors))}

    def _authors(self) -> int:
        return max(2, min(12, self.site.school.learners // 60)) + (2 if self.site.school.cast else 0)

    def _leader(self, role: Role) -> Worker:
        slot = "head" if role is Role.HEAD else "coordinator"
        return self._worker(slot, role, "", whole=False)

    def _author(self, number: int) -> Worker:
        profession = PROFESSIONS[number % len(PROFESSIONS)]
        whole = profession == "psychologist"
        return self._worker(f"author{number}", Role.PLAN_AUTHOR, profession, whole=whole)

    def _provider(self, person: cast.Person) -> None:
        """Somebody who gives support in the classes of the story; drawn apart, so that nobody else changes."""
        draws = Draws("provider", self.site.school.code)
        worker = self._people.appoint(
            draws, self._people.of_cast(person), person.name, Role.PROVIDER, self._since,
            institution=self.site.key, profession="teacher_assistant",
        )  # fmt: skip
        self.others.append(worker)
        for key in self._story_classes:
            self._care_for_class(draws.key(), key, worker, "appointed")

    def _worker(self, slot: str, role: Role, profession: str, *, whole: bool) -> Worker:
        school, draws = self.site.school, self.draws
        person = cast.STAFF.get((school.name, slot))
        if person:
            name, account = person.name, self._people.of_cast(person)
        else:
            name = pool_of(school.municipality, draws).adult(draws, woman=draws.chance(0.82))
            account = self._people.account(draws, name, school.code)
        return self._people.appoint(
            draws,
            account,
            name,
            role,
            self._since,
            institution=self.site.key,
            profession=profession,
            whole_institution=whole,
        )

    def _course(self, course: Course) -> None:
        for grade in range(course.first, course.last + 1):
            count = max(int(self.draws.around(course.learners, course.learners * 0.08)), 2)
            number = max(1, -(-count // CLASS_SIZE))
            classes = [self._class(course, grade, place) for place in range(number)]
            for place in range(count):
                key, name, author = classes[place % number]
                self.children.append(self._child(course, grade, key, name, author))

    def _class(self, course: Course, grade: int, place: int) -> tuple[str, str, int]:
        key, name = self.draws.key(), _class_name(grade, LETTERS[place], vocational=course.vocational)
        author = self._class_teacher(grade)
        self._ledger.add(
            SchoolClass, id=key, institution_id=self.site.key, school_year=str(self._school_year), name=name,
            grade=grade,
        )  # fmt: skip
        self._care_for_class(self.draws.key(), key, self.authors[author], "class_teacher")
        if grade in cast.GRADES:
            self._story_classes.append(key)
        return key, name, author

    def _care_for_class(self, key: str, school_class: str, worker: Worker, reason: str) -> None:
        self._ledger.add(
            Care, id=key, appointment_id=worker.appointment, account_id=worker.account,
            institution_id=self.site.key, school_class_id=school_class, since=self._first_day, reason=reason,
        )  # fmt: skip

    def _class_teacher(self, grade: int) -> int:
        """The classes in which most plans are written are those of the first author, where she has a story."""
        if grade in cast.GRADES and (self.site.school.name, "author0") in cast.STAFF:
            return 0
        return self.draws.number(0, len(self.authors) - 1)

    def _born(self, vocational: bool, grade: int) -> date:
        age = AGE_IN_YEAR_ONE if vocational else AGE_IN_GRADE_ONE
        older = self.draws.weighted((0, 1, 2), (78, 17, 5) if vocational else (92, 7, 1))
        first = date(self._year - age - grade + 1 - older, 1, 1)
        return self.draws.day(first, date(first.year + 1, 1, 1))

    def _child(self, course: Course, grade: int, class_key: str, class_name: str, author: int) -> Child:
        draws = self.draws
        girl, pool = draws.chance(0.49), pool_of(self.site.school.municipality, draws)
        given, forms = pool.child(draws, girl=girl)
        story_grade, story, family = cast.CHILDREN.get(self.site.school.name, (0, "", forms))
        if grade == story_grade and not any(other.story for other in self.children):
            pool = UKRAINIAN if story == "ukrainian" else LATVIAN
            given, forms = draws.one(pool.girls if girl else pool.boys), family
        else:
            story = ""
        years = grade - course.first if draws.chance(0.86) else draws.number(0, grade - course.first)
        since = date(self._year - years, 9, 1)
        child = Child(
            draws.key(), given, forms, girl, pool, self._born(course.vocational, grade), course.vocational,
            grade, course.last, class_name, since, True, author, story=story,
        )  # fmt: skip
        self._write(child, class_key)
        return child

    def former(self, vocational: bool, grade_then: int, year_then: int, last_grade: int) -> Child:
        """Somebody who was supported in that grade and has left since."""
        draws = self.draws
        girl, pool = draws.chance(0.36), pool_of(self.site.school.municipality, draws)
        given, forms = pool.child(draws, girl=girl)
        grade = grade_then + self._year - year_then
        since = date(year_then - draws.number(0, max(grade_then - 1, 0)), 9, 1)
        child = Child(
            draws.key(), given, forms, girl, pool, self._born(vocational, grade), vocational, grade, last_grade,
            f"{grade_then}.{draws.one('ab')}", since, False, draws.number(0, len(self.authors) - 1),
        )  # fmt: skip
        self._write(child, None)
        return child

    def _write(self, child: Child, class_key: str | None) -> None:
        child.adult = child.here and adulthood.of_age(child.birth, self._today)
        here = child.here
        first_adult = child.adult and not any(other.adult for other in self.children)
        is_star = first_adult and self.site.school.name == cast.TECHNICAL
        if is_star:
            given, family = cast.ADULT.name.split()
            child.given_name, child.forms, child.girl, child.story = given, (family, family), False, "adult"
        self._ledger.add(
            Learner, id=child.key, given_name=child.given_name, family_name=child.family_name,
            birth_date=child.birth, institution_id=self.site.key if here else None, school_class_id=class_key,
            grade=child.grade if here else None, vocational=child.vocational,
            account_id=self._people.of_cast(cast.ADULT) if is_star else None,
        )  # fmt: skip
        year, until = self._year, None
        if not here:
            year -= child.grade - child.last_grade
            until = date(year + 1, 6, 15)
        elif child.since < self._first_day:
            self._year_before(child)
        first = calendar.dates(SchoolYear(year).semesters[0]).first
        self._ledger.add(
            Enrollment, id=self.draws.key(), learner_id=child.key, institution_id=self.site.key,
            school_year=str(SchoolYear(year)), school_class_id=class_key,
            grade=child.grade if here else child.last_grade, vocational=child.vocational, since=first, until=until,
            kept_name="" if here else f"{child.given_name} {child.family_name}",
        )  # fmt: skip
        self._identify(child)

    def _year_before(self, child: Child) -> None:
        """Last school year: a grade lower, or this year's for the few who repeat it; in the class of that letter."""
        grade = child.grade - (not self._past.chance(REPEATERS))
        name = _class_name(grade, child.class_name[-1].lower(), vocational=child.vocational)
        key = self._classes_before.get(name)
        if key is None:
            key = self._classes_before[name] = self._past.key()
            self._ledger.add(
                SchoolClass, id=key, institution_id=self.site.key, school_year=str(self._school_year.previous),
                name=name, grade=grade,
            )  # fmt: skip
        self._ledger.add(
            Enrollment, id=self._past.key(), learner_id=child.key, institution_id=self.site.key,
            school_year=str(self._school_year.previous), school_class_id=key, grade=grade,
            vocational=child.vocational, since=self._first_day_before, until=self._first_day,
        )  # fmt: skip

    def _identify(self, child: Child) -> None:
        if child.pool is UKRAINIAN and self.draws.chance(0.3):
            return  # from abroad, without a Latvian code yet
        institution = self.site.key if child.here else None
        if child.birth >= NEW_CODES_SINCE:
            self._code(child, self._codes.new(), institution, child.birth, None)
            return
        changed_on = date(2019, 5, 20) if self.draws.chance(0.03) else None
        self._code(child, self._codes.old(child.birth), institution, child.birth, changed_on)
        if changed_on:
            self._code(child, self._codes.new(), institution, changed_on, None)

    def _code(
        self, child: Child, digits: str, institution: str | None, since: date, until: date | None
    ) -> None:
        self._ledger.add(
            LearnerIdentifier, id=self.draws.key(), learner_id=child.key, institution_id=institution, kind=CODE,
            sealed=seal(digits, about=CODE), index=blind_index(digits, about=CODE), masked=PersonalCode(digits).masked,
            since=since, until=until,
        )  # fmt: skip

    def refer(self, child: Child, strategic_partner: str, days: Span) -> None:
        """The head refers the child's case to a strategic partner."""
        self._ledger.add(
            Referral, id=self.draws.key(), learner_id=child.key, institution_id=self.site.key,
            strategic_partner_id=strategic_partner, referred_by_id=self.head.account,
            reason=phrases.REFERRAL_REASON, since=days.first, until=days.end,
        )  # fmt: skip

    def care_for(self, child: Child, worker: Worker, since: date) -> None:
        """Somebody is appointed for one learner; once."""
        if (child.key, worker.appointment) in self._cared:
            return
        self._cared.add((child.key, worker.appointment))
        self._ledger.add(
            Care, id=self.draws.key(), appointment_id=worker.appointment, account_id=worker.account,
            institution_id=self.site.key, learner_id=child.key, since=since,
        )  # fmt: skip
