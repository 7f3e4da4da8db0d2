"""All tables of the house, and rows for any of them made from nothing but their declarations."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from pumpurs.foundation.visibility import Reach, Seen, Viewer
from pumpurs.values.roles import Role

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2026, 12, 20)


def our_models() -> list[type[models.Model]]:
    """Every model of our own apps."""
    return sorted(
        (m for m in apps.get_models() if m.__module__.startswith("pumpurs.")), key=lambda m: m._meta.label
    )


def protected_models() -> list[type[models.Model]]:
    """Every model whose rows are seen by some and not by others."""
    return [m for m in our_models() if isinstance(getattr(m, "seen", None), Seen)]


def seen_of(model: type[models.Model]) -> Seen:
    """How a protected table hangs on reach."""
    seen: Seen = getattr(model, "seen")  # noqa: B009 - declared by each protected model
    return seen


def columns_of(seen: Seen) -> dict[str, str]:
    """Kind of reach -> column, for the columns that a table declares."""
    kinds = ("partner", "institution", "learner", "learners", "account", "link")
    return {kind: column for kind in kinds if (column := getattr(seen, kind))}


class Pool:
    """Few partners, institutions, learners, accounts and links, so that rows and reaches meet often."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.ids = {
            kind: [UUID(int=self.random.getrandbits(128), version=4) for _ in range(4)]
            for kind in ("partner", "institution", "learner", "account")
        }
        self.links = [f"{self.random.getrandbits(256):064x}" for _ in range(3)]

    def some(self, kind: str) -> frozenset[UUID]:
        """A random subset, often empty."""
        return frozenset(one for one in self.ids[kind] if self.random.random() < 0.3)

    def viewer(self) -> Viewer:
        """Somebody with a random reach."""
        reach = Reach(
            self.random.random() < 0.1,
            self.some("partner"),
            self.some("institution"),
            self.some("learner"),
            self.random.choice([None, self.some("institution")]),
        )
        link = self.random.choice(["", *self.links])
        return Viewer(self.random.choice(self.ids["account"]), Role.VISITOR, reach, link=link)


def _plain(field: Any, dice: random.Random) -> Any:
    if isinstance(field, models.UUIDField | models.ForeignKey):
        return UUID(int=dice.getrandbits(128), version=4)
    if isinstance(field, models.BooleanField):
        return dice.random() < 0.5
    if isinstance(field, models.DateTimeField):
        return NOW
    if isinstance(field, models.DateField):
        return LAST_DAY if field.name == "until" else FIRST_DAY
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.IntegerField):
        return dice.randrange(1, 30_000)
    if isinstance(field, models.DecimalField):
        return 1
    return f"{dice.getrandbits(64):x}"[: field.max_length]


SUMS = {
    "first_month": "2026-09",
    "last_month": "2026-10",
    "compensations_eur": 0,
    "coordination_eur": 0,
    "state_eur": 0,
}

FITTING: dict[str, dict[str, Any]] = {  # what a CHECK of the table asks for, beside its fields' types
    "alerts.JournalBatch": {"rows": 7, "accepted": 5, "rejected": 2},
    "compensations.Claim": {"documented_eur": 2},
    "compensations.LedgerLine": {"what": "grant", "paid_eur": 0},
    "learners.Care": {"school_class": None},
    "learners.Enrollment": {"until": FIRST_DAY},  # no day at all, so that rows of one learner never meet
    "plans.Measure": {"hours_planned": None},
    "work.Correction": {"paid_delta": 0},
    "outcomes.MeasureVerdict": {"verdict": "not_used"},
    "reporting.PaymentClaim": SUMS,
    "reporting.Sample": {"first_month": "2026-09", "last_month": "2026-10"},
    "reporting.Statement": SUMS,
    "work.Entry": {"ends_at": NOW + timedelta(hours=1), "attended": True, "paid_minutes": 0},
    "work.HoursAsked": {"answer": "", "answered_at": None},
    "work.Preparation": {"what": "prepare", "minutes": 45, "corrects": None, "reason": "", "by": None},
    "work.Session": {"ends_at": NOW + timedelta(hours=1)},
}


def row_of(model: type[models.Model], pool: Pool) -> models.Model:
    """A row of `model`, not yet saved, hanging on random ids of the pool."""
    columns = {column: kind for kind, column in columns_of(seen_of(model)).items()}
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.generated or isinstance(field, models.AutoField):
            continue
        kind = columns.get(field.attname)
        if kind == "learners":
            values[field.attname] = sorted(pool.some("learner"))
        elif kind == "link":
            values[field.attname] = pool.links.pop() if pool.links else f"{pool.random.getrandbits(256):064x}"
        elif kind and not field.primary_key:
            nothing = field.null and pool.random.random() < 0.3
            values[field.attname] = None if nothing else pool.random.choice(pool.ids[kind])
        elif field.name in FITTING.get(model._meta.label, {}):
            values[field.name] = FITTING[model._meta.label][field.name]
        elif kind and field.primary_key:
            values[field.attname] = pool.ids[kind][0]
        else:
            values[field.attname] = _plain(field, pool.random)
    if model._meta.label == "learners.Care" and values["learner_id"] is None:
        values["learner_id"] = pool.ids["learner"][0]
    return model(**values)


def one_row_each(model: type[models.Model]) -> dict[str, str]:
    """Kind of reach -> column, where a partner, an institution, a learner or an account has at most one row."""
    unique = {field.attname for field in model._meta.concrete_fields if field.unique}
    kinds = columns_of(seen_of(model)).items()
    return {kind: column for kind, column in kinds if column in unique and kind != "link"}


def plant(model: type[models.Model], pool: Pool, how_many: int = 8) -> int:
    """Write rows of a table, as owner and without checking that what they name exists. How many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        alone = {column: pool.ids[kind] for kind, column in one_row_each(model).items()}
        for turn in range(min([how_many, *map(len, alone.values())])):
            row = row_of(model, pool)
            for column, ids in alone.items():
                setattr(row, column, ids[turn])
            row.save(force_insert=True)
        cursor.execute("SET LOCAL session_replication_role = origin")
    return model._base_manager.count()
