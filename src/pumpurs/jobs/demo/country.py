"""Partners of the demo: municipalities and state schools with agreements, coordinators and strategic partners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.ledger import Ledger
from pumpurs.jobs.demo.names import pool_of
from pumpurs.jobs.demo.people import People, Worker
from pumpurs.jobs.demo.places import School
from pumpurs.programme.partners.models import (
    Agreement,
    Amendment,
    Institution,
    Participation,
    Partner,
    StrategicPartner,
)
from pumpurs.rulebook import calendar, institution_kinds, municipalities
from pumpurs.values.periods import Semester
from pumpurs.values.roles import Role

MUNICIPALITY, STATE_SCHOOL = "municipality", "state_vocational_school"
SIGNED = {cast.AUGSDAUGAVA: date(2019, 12, 3), "LV-042": date(2017, 9, 18), "LV-REZ": date(2017, 10, 9)}
NOT_YET = "LV-106"  # one municipality has not signed
YEARS = ((2017, 55), (2018, 26), (2019, 13), (2020, 4), (2021, 2))
NOT_JOINED = 0.02
FIRST_YEAR = 2017
REFORM, SECOND_REFORM = date(2021, 7, 1), date(2025, 7, 1)
WEIGHTS = (9, 1, 4, 8, 3, 10, 2, 5, 7, 6)
EXPERTS = 12


@dataclass(frozen=True)
class Place:
    """A partner as the schools need it."""

    key: str
    kind: str
    agreement: str
    signed_on: date | None
    coordinator: Worker | None
    social_service: str | None  # where somebody of the cast works


@dataclass(frozen=True)
class Site:
    """An institution as its people need it; `joined` is the first semester in which plans were written."""

    school: School
    key: str
    place: Place
    joined: Semester | None


class Country:
    """Writes partners and institutions, and remembers what the schools need of them."""

    def __init__(self, ledger: Ledger, people: People, now: datetime) -> None:
        self._ledger, self._people, self._today = ledger, people, now.date()
        self._numbers = 100
        self.experts = [self._national(Role.NATIONAL_EXPERT, cast.EXPERT)]
        self._national(Role.PROGRAMME_MANAGER, cast.MANAGER)
        self._national(Role.SUPPORT, cast.SUPPORT)

    def more_experts(self) -> None:
        """The nation's other experts."""
        draws = Draws("experts")
        for _ in range(EXPERTS - 1):
            name = pool_of("LV-022", draws).adult(draws, woman=draws.chance(0.8))
            account = self._people.account(draws, name, "dienests")
            since = date(2017, 9, 1)
            self.experts.append(self._people.appoint(draws, account, name, Role.NATIONAL_EXPERT, since))

    def _national(self, role: Role, person: cast.Person) -> Worker:
        draws = Draws("national", role)
        account = self._people.of_cast(person)
        return self._people.appoint(draws, account, person.name, role, date(2017, 3, 1))

    def sites(self, schools: tuple[School, ...]) -> list[Site]:
        """All institutions, with their partners, in the given order."""
        places: dict[str, Place] = {}
        found = []
        for school in schools:
            code = f"{school.municipality}/{school.code}" if school.state_run else school.municipality
            if code not in places:
                places[code] = self._partner(school)
            found.append(self._institution(school, places[code]))
        return found

    def _partner(self, school: School) -> Place:
        code, draws = (
            school.municipality,
            Draws("partner", school.municipality, school.code * school.state_run),
        )
        kind = STATE_SCHOOL if school.state_run else MUNICIPALITY
        name = school.name if school.state_run else municipalities.successor(code, self._today).name
        key = draws.key()
        self._ledger.add(
            Partner, id=key, kind=kind, name=name, municipality_code=code,
            registration_number=_registration_number(draws),
        )  # fmt: skip
        signed_on = self._signed_on(code, draws)
        agreement = self._agreement(draws, code, key, signed_on)
        coordinator, social_service = None, None
        if kind == MUNICIPALITY:
            since = signed_on or self._today - timedelta(days=60)
            coordinator = self._coordinator(draws, code, key, since)
            social_service = self._strategic(draws, code, name, key, since)
        return Place(key, kind, agreement, signed_on, coordinator, social_service)

    def _signed_on(self, code: str, draws: Draws) -> date | None:
        if code == NOT_YET:
            return None
        year = draws.of(YEARS)
        first = date(year, 9, 1) if year > FIRST_YEAR else date(year, 4, 3)  # the programme began in spring
        return SIGNED.get(code) or draws.day(first, date(year, 11, 10))

    def _agreement(self, draws: Draws, code: str, partner: str, signed_on: date | None) -> str:
        key, self._numbers = draws.key(), self._numbers + 1
        year = (signed_on or self._today).year
        pool = pool_of("LV-022", draws)
        self._ledger.add(
            Agreement, id=key, partner_id=partner, state="in_force" if signed_on else "prepared",
            number=f"P6-12/{self._numbers}-{year}", signed_on=signed_on, since=signed_on or self._today,
            partner_signatory=pool.adult(draws, woman=draws.chance(0.5)),
            programme_signatory=pool.adult(draws, woman=True),
        )  # fmt: skip
        before = [one.name for one in municipalities.predecessors(code, REFORM + timedelta(days=1))]
        if signed_on and signed_on < REFORM and before:
            names = ", ".join(before)
            self._amend(draws, key, partner, 1, REFORM, f"Saistības pārņem jaunais novads; iepriekš: {names}")
        if signed_on and code == "LV-059":
            subject = "Varakļānu novads pievienots Madonas novadam"
            self._amend(draws, key, partner, 2, SECOND_REFORM, subject)
        return key

    def _amend(self, draws: Draws, agreement: str, partner: str, number: int, on: date, subject: str) -> None:
        self._ledger.add(
            Amendment, id=draws.key(), agreement_id=agreement, partner_id=partner, number=str(number),
            signed_on=on + timedelta(days=draws.number(4, 40)), subject=subject[:300],
        )  # fmt: skip

    def _coordinator(self, draws: Draws, code: str, partner: str, since: date) -> Worker:
        if code == cast.AUGSDAUGAVA:
            name, account = cast.COORDINATOR.name, self._people.of_cast(cast.COORDINATOR)
            payer = self._people.of_cast(cast.ACCOUNTANT)
            self._people.appoint(
                Draws("accountant", code),
                payer,
                cast.ACCOUNTANT.name,
                Role.ACCOUNTANT,
                since,
                partner=partner,
            )
        else:
            name = pool_of("LV-022", draws).adult(draws, woman=draws.chance(0.85))
            account = self._people.account(draws, name, code)
        return self._people.appoint(draws, account, name, Role.MUNICIPAL_COORDINATOR, since, partner=partner)

    def _strategic(self, draws: Draws, code: str, name: str, partner: str, since: date) -> str | None:
        genitive = (
            name.replace("novads", "novada") if name.endswith("novads") else f"{name.removesuffix('s')}s"
        )
        of_cast = None
        for kind, called in (("social_service", "Sociālais dienests"), ("orphans_court", "bāriņtiesa")):
            key = draws.key()
            is_cast = code == cast.AUGSDAUGAVA and kind == "social_service"
            contact = cast.SOCIAL_WORKER.name if is_cast else pool_of(code, draws).adult(draws, woman=True)
            self._ledger.add(
                StrategicPartner, id=key, partner_id=partner, kind=kind, name=f"{genitive} {called}",
                contact_name=contact, contact_email=f"{kind.replace('_', '.')}@{code.lower()}.example",
            )  # fmt: skip
            if is_cast:
                account = self._people.of_cast(cast.SOCIAL_WORKER)
                of_cast = key
                self._people.appoint(
                    draws,
                    account,
                    contact,
                    Role.STRATEGIC_PARTNER,
                    since,
                    partner=partner,
                    strategic_partner=key,
                )
        return of_cast

    def _institution(self, school: School, place: Place) -> Site:
        draws = Draws("institution", school.code)
        key = draws.key()
        self._ledger.add(
            Institution, id=key, partner_id=place.key, kind=school.kind, name=school.name,
            source_code=school.code, vocational=institution_kinds.kind(school.kind).vocational,
        )  # fmt: skip
        if place.signed_on is None or (not school.cast and draws.chance(NOT_JOINED)):
            return Site(school, key, place, None)
        wait = 0 if school.cast or draws.chance(0.6) else draws.number(100, 1100)
        signed_on = place.signed_on + timedelta(days=wait)
        joined = calendar.current_semester(signed_on)
        if calendar.dates(joined).first < signed_on:
            joined = joined.next
        since = calendar.dates(joined).first
        if joined > calendar.current_semester(self._today):
            return Site(school, key, place, None)
        self._ledger.add(
            Participation, id=draws.key(), institution_id=key, agreement_id=place.agreement,
            partner_id=place.key, since=since,
        )  # fmt: skip
        return Site(school, key, place, joined)


def _registration_number(draws: Draws) -> str:
    """A number of an organisation, right in form, of a series that is not in use."""
    while True:
        digits = f"99{draws.number(10_000_000, 99_999_999)}"
        total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
        last = (3 - total) % 11
        if last < 10:
            return f"{digits}{last}"
