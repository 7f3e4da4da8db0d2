"""Who sees which rows: one declaration per table, two walls from it (a queryset and a PostgreSQL policy)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q

from pumpurs.values.roles import Role

WEB_ROLE = "pumpurs_web"
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Reach:
    """What a viewer, in the role worn now, can see: the nation, or sets of partners, institutions, learners."""

    national: bool = False
    partners: frozenset[UUID] = frozenset()
    institutions: frozenset[UUID] = frozenset()
    learners: frozenset[UUID] = frozenset()
    within: frozenset[UUID] | None = None  # institutions whose `kept` rows on learners are reached; None: all

    def holds(self, institution_id: UUID, learner_id: UUID) -> bool:
        """Whether a row on this learner, kept by the institution that wrote it, is in reach."""
        by_care = learner_id in self.learners and (self.within is None or institution_id in self.within)
        return self.national or institution_id in self.institutions or by_care


@dataclass(frozen=True)
class Viewer:
    """Who looks or acts: an account in one role at one place; every read and every verb is given one."""

    account_id: UUID
    role: Role
    reach: Reach = field(default_factory=Reach)
    appointment_id: UUID | None = None
    request_id: str = ""
    name: str = ""
    link: str = ""


@dataclass(frozen=True)
class Seen:
    """How a table hangs on reach: the columns that name partner, institution, learner, own account or family link."""

    partner: str | None = None
    institution: str | None = None
    learner: str | None = None
    learners: str | None = None  # an array of learners, any of them
    account: str | None = None
    link: str | None = None
    kept: bool = False  # stays with the institution that wrote it: see `Reach.within`
    added_by_anyone: bool = False  # a line may be added that its writer cannot read back (audit)
    account_writes: bool = False  # the account named in a row may also write it; else it only reads it
    written_by: Self | None = (
        None  # whose reach adds and changes rows, where fewer do than see; empty: the nation
    )


@dataclass(frozen=True)
class Open:
    """A table without a wall for reading, and why. `written_by`: "nation", "anyone", or as `Seen` says."""

    why: str
    written_by: str | Seen = "anyone"


M = TypeVar("M", bound=models.Model)


class VisibleQuerySet(models.QuerySet[M]):
    """A queryset that can be narrowed to what a viewer may see."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Only rows in the viewer's reach: the first of the two walls."""
        seen: Seen | Open = getattr(self.model, "seen")  # noqa: B009 - declared by each protected model
        if isinstance(seen, Open) or viewer.reach.national:
            return self
        inside = Q(pk__in=[])
        if seen.partner:
            inside |= Q(**{f"{seen.partner}__in": viewer.reach.partners})
        if seen.institution:
            inside |= Q(**{f"{seen.institution}__in": viewer.reach.institutions})
        if seen.learner:
            known = Q(**{f"{seen.learner}__in": viewer.reach.learners})
            if seen.kept and viewer.reach.within is not None:
                known &= Q(**{f"{seen.institution}__in": viewer.reach.within})
            inside |= known
        if seen.learners:
            inside |= Q(**{f"{seen.learners}__overlap": list(viewer.reach.learners)})
        if seen.account:
            inside |= Q(**{seen.account: viewer.account_id})
        if seen.link and viewer.link:
            inside |= Q(**{seen.link: viewer.link})
        return self.filter(inside)


def _list(ids: frozenset[UUID]) -> str:
    return ",".join(sorted(map(str, ids)))


def settings_of(viewer: Viewer) -> dict[str, str]:
    """The transaction-local settings that the policies read."""
    return {
        "pumpurs.account": str(viewer.account_id),
        "pumpurs.link": viewer.link,
        "pumpurs.national": "yes" if viewer.reach.national else "",
        "pumpurs.partners": _list(viewer.reach.partners),
        "pumpurs.institutions": _list(viewer.reach.institutions),
        "pumpurs.learners": _list(viewer.reach.learners),
        "pumpurs.within": "all" if viewer.reach.within is None else _list(viewer.reach.within),
    }


def raise_wall(viewer: Viewer, *, patience: Mapping[str, str] | None = None) -> None:
    """Tell PostgreSQL what this transaction may see; ends with the transaction.

    `patience`: how long its statements may wait (lock_timeout, statement_timeout), told in the same breath.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("raise_wall works only inside a transaction: the settings are local to it")
    wanted = {**(patience or {}), **settings_of(viewer)}
    with connection.cursor() as cursor:
        calls = ", ".join("set_config(%s, %s, true)" for _ in wanted)
        cursor.execute(f"SELECT {calls}", [part for pair in wanted.items() for part in pair])


@contextmanager
def looking_as(viewer: Viewer, *, one_moment: bool = False) -> Iterator[Viewer]:
    """A transaction with the wall raised for `viewer`: for jobs and the command line.

    `one_moment`: all its statements see the database as it was at the first (for reading only); inside another
    transaction, whose moment cannot be changed any more, it has no effect.
    """
    inside = connection.in_atomic_block
    with transaction.atomic():
        if one_moment and not inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        raise_wall(viewer)
        yield viewer


def job_viewer(name: str) -> Viewer:
    """The viewer of a job: national reach, no person behind it."""
    return Viewer(NOBODY, Role.JOB, Reach(national=True), request_id=f"job:{name}", name=name)


@contextmanager
def open_eyes(viewer: Viewer, name: str) -> Iterator[Viewer]:
    """The whole nation in sight for what one question inside the viewer's transaction needs; then the wall again.

    Yields the viewer of that question (`job_viewer(name)`). What is read here is not shown but as the question says.
    """
    job = job_viewer(name)
    raise_wall(job)
    try:
        yield job
    except DatabaseError:
        with suppress(
            DatabaseError
        ):  # a transaction that failed reads nothing more; its end takes the wall with it
            raise_wall(viewer)
        raise
    except BaseException:
        raise_wall(viewer)
        raise
    raise_wall(viewer)


def with_learners(viewer: Viewer, learners: frozenset[UUID]) -> Viewer:
    """The same viewer reaching some more learners (a family link opened with its code)."""
    return replace(viewer, reach=replace(viewer.reach, learners=viewer.reach.learners | learners))


def with_institutions(viewer: Viewer, institutions: frozenset[UUID]) -> Viewer:
    """The same viewer reaching some more institutions: those whose records hang on a partner in the viewer's reach."""
    reach = replace(viewer.reach, institutions=viewer.reach.institutions | institutions)
    return replace(viewer, reach=reach)


def _ids(setting: str) -> str:
    return f"(SELECT string_to_array(nullif(current_setting('pumpurs.{setting}', true), ''), ',')::uuid[])::uuid[]"


def _within(table: str, seen: Seen) -> str:
    told = "(SELECT current_setting('pumpurs.within', true))"
    listed = f"(SELECT string_to_array(nullif(nullif({told}, 'all'), ''), ',')::uuid[])::uuid[]"
    return f'{told} = \'all\' OR "{table}"."{seen.institution}" = ANY ({listed})'


NATIONAL = "(SELECT current_setting('pumpurs.national', true)) = 'yes'"


def policy_of(table: str, seen: Seen | Open) -> str:
    """The condition of the policy on `table`; columns always qualified by the table (no name capture)."""
    if isinstance(seen, Open):
        return "true"
    parts = [NATIONAL]
    for column, setting in (
        (seen.partner, "partners"),
        (seen.institution, "institutions"),
        (seen.learner, "learners"),
    ):
        if column:
            part = f'"{table}"."{column}" = ANY ({_ids(setting)})'
            parts.append(
                f"{part} AND ({_within(table, seen)})" if seen.kept and setting == "learners" else part
            )
    if seen.learners:
        parts.append(f'"{table}"."{seen.learners}" && {_ids("learners")}')
    if seen.account:
        own = "(SELECT nullif(current_setting('pumpurs.account', true), '')::uuid)"
        parts.append(f'"{table}"."{seen.account}" = {own}')
    if seen.link:
        parts.append(
            f"\"{table}\".\"{seen.link}\" = (SELECT nullif(current_setting('pumpurs.link', true), ''))"
        )
    return " OR ".join(parts)


def _writes(table: str, seen: Seen | Open) -> str:
    if isinstance(seen, Open):
        if isinstance(seen.written_by, Seen):
            return policy_of(table, seen.written_by)
        return NATIONAL if seen.written_by == "nation" else "true"
    if seen.written_by:
        return policy_of(table, seen.written_by)
    return policy_of(table, seen if seen.account_writes else replace(seen, account=None))


def wall_sql(table: str, seen: Seen | Open) -> str:
    """SQL that (re)builds the wall on `table`."""
    reads = policy_of(table, seen)
    writes = _writes(table, seen)
    adds = "true" if isinstance(seen, Seen) and seen.added_by_anyone else writes
    return (
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;'
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;'
        f'DROP POLICY IF EXISTS reach_read ON "{table}"; DROP POLICY IF EXISTS reach_add ON "{table}";'
        f'DROP POLICY IF EXISTS reach_change ON "{table}"; DROP POLICY IF EXISTS reach_remove ON "{table}";'
        f'CREATE POLICY reach_read ON "{table}" FOR SELECT USING ({reads});'
        f'CREATE POLICY reach_add ON "{table}" FOR INSERT WITH CHECK ({adds});'
        f'CREATE POLICY reach_change ON "{table}" FOR UPDATE USING ({writes}) WITH CHECK ({writes});'
        f'CREATE POLICY reach_remove ON "{table}" FOR DELETE USING ({writes});'
    )
