"""Accounts and appointments of the demo: everybody who can sign in, each e-mail once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from pumpurs.jobs.demo.cast import WORD, Person
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.ledger import Ledger
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.values.roles import Role

PLAIN = str.maketrans("āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ ", "acegiklnorsuzACEGIKLNORSUZ.")


@dataclass(frozen=True)
class Worker:
    """Somebody who works: account and the appointment in which they do."""

    account: str
    appointment: str
    name: str
    role: Role
    profession: str = ""


class People:
    """Makes accounts; the shared password is hashed once."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self._ledger, self._now = ledger, now
        self._hash = make_password(WORD, salt="demonstrationcountry22")
        self._taken: dict[str, int] = {}
        self._cast: dict[str, str] = {}
        self._draws = Draws("accounts of the cast")

    def account(self, draws: Draws, name: str, place: str, language: str = "lv") -> str:
        """A new account; its e-mail is made from the name and the place."""
        plain = name.translate(PLAIN).lower()
        number = self._taken[plain] = self._taken.get(plain, 0) + 1
        tail = str(number) if number > 1 else ""
        return self._open(draws.key(), name, f"{plain}{tail}@{place.lower()}.example", language)

    def of_cast(self, person: Person) -> str:
        """The account of one of the cast, made when first asked for."""
        if person.email not in self._cast:
            self._cast[person.email] = self._open(
                self._draws.key(), person.name, person.email, person.language
            )
        return self._cast[person.email]

    def _open(self, key: str, name: str, email: str, language: str) -> str:
        self._ledger.add(
            Account, id=key, name=name, email=email, language=language, password=self._hash, is_demo=True
        )
        self._ledger.add(EmailAddress, user_id=key, email=email, verified=True, primary=True)
        return key

    def appoint(
        self,
        draws: Draws,
        account: str,
        name: str,
        role: Role,
        since: date,
        *,
        partner: str | None = None,
        institution: str | None = None,
        strategic_partner: str | None = None,
        profession: str = "",
        whole_institution: bool = False,
    ) -> Worker:
        """Appoint an account to a role at a place."""
        key = draws.key()
        self._ledger.add(
            Appointment,
            id=key,
            account_id=account,
            role=str(role),
            partner_id=partner,
            institution_id=institution,
            strategic_partner_id=strategic_partner,
            profession=profession,
            whole_institution=whole_institution,
            since=since,
        )
        return Worker(account, key, name, role, profession)
