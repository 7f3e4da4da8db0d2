"""What the database itself says of its walls: the catalogue, not the code."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, connection, models, transaction

from pumpurs.foundation.visibility import Open, Seen, wall_sql
from tests.foundation import house_tables

AsOwner = Callable[[], AbstractContextManager[None]]
MODELS = house_tables.our_models()
POLICIES = """
    SELECT policyname, cmd, permissive, roles::text, coalesce(qual, ''), coalesce(with_check, '')
    FROM pg_policies WHERE schemaname = 'public' AND tablename = %s ORDER BY policyname
"""


def asked(sql: str, values: list[str] | None = None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or [])
        return list(cursor.fetchall())


def unqualified(policy: str, table: str, columns: set[str]) -> set[str]:
    """Columns of the table that the policy names without the table before them."""
    bare = set(re.findall(r'(?<![\w."])"?([a-z_]+)"?(?![\w(.":])', re.sub(r"'[^']*'", "", policy)))
    return {column for column in columns if column in bare}


def test_every_table_says_who_sees_it() -> None:
    silent = [m._meta.label for m in MODELS if not isinstance(getattr(m, "seen", None), Seen | Open)]

    assert silent == []


def test_a_table_without_a_reading_wall_says_why() -> None:
    reasons = [m.seen.why for m in MODELS if isinstance(m.seen, Open)]  # type: ignore[attr-defined]

    assert all(len(why) > 20 for why in reasons)


def test_what_an_institution_wrote_about_a_learners_life_stays_with_it_when_the_learner_moves() -> None:
    told = [m for m in MODELS if m.privacy.special and isinstance(m.seen, Seen)]  # type: ignore[attr-defined]

    open_to_the_next = [
        m._meta.label
        for m in told
        if m.seen.institution and m.seen.learner and not m.seen.kept  # type: ignore[attr-defined]
    ]

    assert len(told) > 5
    assert open_to_the_next == []


@pytest.mark.django_db
def test_row_level_security_is_on_and_forced_on_every_table_of_the_house() -> None:
    rows = asked(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    )
    walls = {name: (on, forced) for name, on, forced in rows}

    bare = [m._meta.db_table for m in MODELS if walls[m._meta.db_table] != (True, True)]

    assert bare == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_the_policy_in_the_database_is_the_generated_one(
    model: type[models.Model], as_owner: AsOwner
) -> None:
    table = model._meta.db_table
    standing = asked(POLICIES, [table])

    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(wall_sql(table, model.seen))  # type: ignore[attr-defined]
        generated = asked(POLICIES, [table])
        transaction.set_rollback(True)

    assert len(standing) == 4
    assert standing == generated


@pytest.mark.django_db
@pytest.mark.parametrize("model", house_tables.protected_models(), ids=lambda m: m._meta.label)
def test_columns_in_policies_name_their_table(model: type[models.Model]) -> None:
    table, columns = model._meta.db_table, {str(f.column) for f in model._meta.concrete_fields}
    generated = wall_sql(table, model.seen)  # type: ignore[attr-defined]

    assert (
        unqualified(generated, table, columns - {"role", "action", "name", "at", "number", "state", "until"})
        == set()
    )


def test_an_unqualified_column_would_be_noticed() -> None:
    assert unqualified("institution_id = ANY (x)", "t", {"institution_id"}) == {"institution_id"}
    assert unqualified('"t"."institution_id" = ANY (x)', "t", {"institution_id"}) == set()


@pytest.mark.django_db
def test_the_web_role_is_neither_owner_nor_superuser_nor_above_the_walls() -> None:
    rights = asked(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication "
        "FROM pg_roles WHERE rolname = 'pumpurs_web'"
    )
    owned = asked("SELECT relname FROM pg_class WHERE relowner = 'pumpurs_web'::regrole")
    memberships = asked("SELECT 1 FROM pg_auth_members WHERE member = 'pumpurs_web'::regrole")

    assert rights == [(False,) * 5]
    assert owned == []
    assert memberships == []


@pytest.mark.django_db
def test_no_view_looks_over_the_wall() -> None:
    views = asked(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relkind = 'm' OR relkind = 'v' "
        "AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))"
    )

    assert views == []


@pytest.mark.django_db
def test_no_function_lends_its_owners_rights() -> None:
    lenders = asked(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace NOT IN "
        "('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
    )

    assert lenders == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE learners_learner DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE learners_learner NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY reach_read ON learners_learner",
        "CREATE POLICY mine ON learners_learner USING (true)",
        "TRUNCATE learners_learner CASCADE",
        "ALTER ROLE pumpurs_web BYPASSRLS",
        "CREATE TABLE stolen (x text)",
    ],
)
def test_the_web_role_cannot_take_the_wall_down(statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
        asked(statement)


def test_keys_of_our_tables_cannot_be_guessed() -> None:
    counted = {
        "foundation.AuditLine", "foundation.AuditSeal",  # known to nobody but the trail itself
        "signin.SignInSession",  # the hash of a long random key
        "alerts.LearnerKey", "alerts.InstitutionKey", "alerts.SubjectKey",  # in the store of figures, on no page
    }  # fmt: skip
    guessable = [
        m._meta.label
        for m in MODELS
        if m._meta.label not in counted
        and m._meta.pk.get_internal_type() not in {"UUIDField", "OneToOneField"}
    ]

    assert guessable == []
