"""Privacy declarations: every field of every model says what it is, why it is kept, how long and what erasure does."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Privacy:
    """Fields by category. `retention` is a key of the rulebook's retention table; `on_erasure` is "erase" or "keep".

    technical: keys, states, times; identity: names, birth dates, codes; contact: mail, phone, address;
    education: school facts; special: health, family and social circumstances; money: sums and accounts;
    evidence: who decided what and when.
    """

    purpose: str
    retention: str
    on_erasure: str
    technical: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    def fields(self) -> tuple[str, ...]:
        """All declared field names, in order of category; a double is a mistake the tests find."""
        return (
            self.technical
            + self.identity
            + self.contact
            + self.education
            + self.special
            + self.money
            + self.evidence
        )

    def personal(self) -> bool:
        """True if the table holds anything about a person."""
        return bool(self.identity or self.contact or self.education or self.special or self.money)


def undeclared(model: type[models.Model]) -> tuple[set[str], set[str]]:
    """(fields without a category, categories without a field) of a model; both empty when all is declared."""
    privacy: Privacy | None = getattr(model, "privacy", None)
    fields = {f.name for f in model._meta.concrete_fields} | {f.name for f in model._meta.local_many_to_many}
    declared = set(privacy.fields()) if privacy else set()
    return fields - declared, declared - fields
