"""The two walls are one: what `visible_to` gives and what PostgreSQL lets through are the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connection, models, transaction

from pumpurs.foundation.visibility import (
    Reach,
    Viewer,
    job_viewer,
    looking_as,
    open_eyes,
    raise_wall,
    settings_of,
)
from pumpurs.programme.partners.models import Agreement, Institution
from pumpurs.programme.people.models import Appointment
from pumpurs.values.roles import Role
from tests.foundation import house_tables
from tests.foundation.house_tables import Pool
from tests.programme import people_and_places as house

AsOwner = Callable[[], AbstractContextManager[None]]
PROTECTED = house_tables.protected_models()
REACHES_EACH = 40


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ids(rows: models.QuerySet[models.Model]) -> set[object]:
    return set(rows.values_list("pk", flat=True))


def behind_the_wall(model: type[models.Model], viewer: Viewer) -> set[object]:
    """What a query without any filter finds, as the web role."""
    raise_wall(viewer)
    return ids(model._base_manager.all())


def test_there_are_tables_to_protect() -> None:
    assert len(PROTECTED) >= 20


@pytest.mark.django_db
@pytest.mark.parametrize("model", PROTECTED, ids=lambda m: m._meta.label)
def test_both_walls_let_the_same_rows_through(model: type[models.Model], as_owner: AsOwner) -> None:
    pool = Pool(seed=len(model._meta.label))
    links = list(pool.links)
    sizes: set[int] = set()

    with undone():
        with as_owner():
            planted = house_tables.plant(model, pool)
        pool.links = links
        for _turn in range(REACHES_EACH):
            viewer = pool.viewer()
            found = behind_the_wall(model, viewer)
            with as_owner():
                wanted = ids(model.objects.visible_to(viewer))  # type: ignore[attr-defined]

            assert found == wanted, f"{model._meta.label}: the walls differ for {viewer}"
            sizes.add(len(found))

    levels = (
        2 if house_tables.columns_of(house_tables.seen_of(model)) else 1
    )  # of the nation alone: all or nothing
    assert len(sizes) > levels, "the reaches were all alike: nothing was tried"
    assert max(sizes) == planted, "nobody national came along"


@pytest.mark.django_db
@pytest.mark.parametrize("model", PROTECTED, ids=lambda m: m._meta.label)
def test_without_a_viewer_there_are_no_rows(model: type[models.Model], as_owner: AsOwner) -> None:
    with undone():
        with as_owner():
            assert house_tables.plant(model, Pool(seed=7)) > 0

        assert not model._base_manager.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("model", PROTECTED, ids=lambda m: m._meta.label)
def test_nobody_in_particular_sees_nothing(model: type[models.Model], as_owner: AsOwner) -> None:
    nobody = Viewer(UUID(int=0), Role.VISITOR, Reach())
    with undone():
        with as_owner():
            house_tables.plant(model, Pool(seed=8))

        assert behind_the_wall(model, nobody) == set()


@pytest.mark.django_db(transaction=True)
def test_the_wall_goes_with_the_transaction() -> None:
    with looking_as(job_viewer("test")), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pumpurs.national', true)")
        assert cursor.fetchone() == ("yes",)

    with transaction.atomic(), connection.cursor() as cursor:
        for setting in settings_of(job_viewer("test")):
            cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [setting])
            assert cursor.fetchone() == ("",)


@pytest.mark.django_db(transaction=True)
def test_the_wall_cannot_be_raised_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        raise_wall(job_viewer("test"))


@pytest.fixture
def head_and_stranger(as_owner: AsOwner) -> tuple[Viewer, Appointment, Institution]:
    """The head of one school, somebody of another school, and that school."""
    with as_owner():
        partner = house.make_partner()
        own, other = (
            house.make_institution(name, partner=partner) for name in ("Rubenes skola", "Līgatnes skola")
        )
        head = house.viewer_for(house.appoint(Role.HEAD, own, name="Dace Kalna"))
        stranger = house.appoint(Role.PLAN_AUTHOR, other, name="Juris Krūms")
    raise_wall(head)
    return head, stranger, other


@pytest.mark.django_db
def test_a_careless_query_stops_at_the_second_wall(
    head_and_stranger: tuple[Viewer, Appointment, Institution],
) -> None:
    head, stranger, _other = head_and_stranger

    found = list(Appointment._base_manager.values_list("account_id", flat=True))

    assert found == [head.account_id]
    assert stranger.account_id not in found


@pytest.mark.django_db
def test_a_row_cannot_be_added_out_of_reach(
    head_and_stranger: tuple[Viewer, Appointment, Institution],
) -> None:
    _head, _stranger, other = head_and_stranger

    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        house.make_class(other)


@pytest.mark.django_db
def test_nobody_writes_a_row_only_because_it_is_about_them(
    head_and_stranger: tuple[Viewer, Appointment, Institution], as_owner: AsOwner
) -> None:
    head, _stranger, other = head_and_stranger
    with as_owner():
        learner = house.make_learner(other)
        mine = Appointment.objects.get(account_id=head.account_id)

    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        house.appoint(Role.HEAD, other, account=mine.account)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        house.care_for(mine, learner)


@pytest.mark.django_db
def test_a_row_cannot_be_moved_out_of_reach(
    head_and_stranger: tuple[Viewer, Appointment, Institution], as_owner: AsOwner
) -> None:
    head, _stranger, other = head_and_stranger
    with as_owner():
        own = Institution.objects.get(appointments__account_id=head.account_id)
        school_class = house.make_class(own)
    raise_wall(head)

    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        type(school_class).objects.filter(pk=school_class.pk).update(institution=other)


@pytest.mark.django_db
def test_foreign_rows_can_be_neither_changed_nor_removed(
    head_and_stranger: tuple[Viewer, Appointment, Institution],
) -> None:
    _head, stranger, _other = head_and_stranger

    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_appointment SET role = 'head' WHERE id = %s", [stranger.pk])
        changed = cursor.rowcount
        cursor.execute("DELETE FROM people_appointment WHERE id = %s", [stranger.pk])
        removed = cursor.rowcount

    assert (changed, removed) == (0, 0)


@pytest.mark.django_db
def test_bulk_loading_past_the_wall_is_refused(
    head_and_stranger: tuple[Viewer, Appointment, Institution],
) -> None:
    with (
        pytest.raises(psycopg.Error, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy("COPY learners_learner (given_name) FROM STDIN") as copy,
    ):
        copy.write(b"Zane\n")


@pytest.mark.django_db
def test_a_dump_as_the_web_role_is_refused() -> None:
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL row_security = off; SELECT * FROM learners_learner")


@pytest.mark.django_db
def test_only_national_roles_write_what_everybody_reads(
    head_and_stranger: tuple[Viewer, Appointment, Institution],
) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        house.make_partner("Siguldas novads", code="LV-091")

    with looking_as(job_viewer("test")):
        assert house.make_partner("Siguldas novads", code="LV-091").pk


@pytest.mark.django_db
def test_an_agreement_is_seen_by_its_own_partner_only(as_owner: AsOwner) -> None:
    with as_owner():
        ours, theirs = house.make_partner(), house.make_partner("Siguldas novads", code="LV-091")
        for number, partner in (("P6-13/1-2019", ours), ("P6-13/2-2019", theirs)):
            Agreement.objects.create(partner=partner, number=number, since=house.LONG_AGO)
        coordinator = house.viewer_for(house.appoint(Role.MUNICIPAL_COORDINATOR, ours))

    raise_wall(coordinator)

    assert list(Agreement._base_manager.values_list("number", flat=True)) == ["P6-13/1-2019"]


def account_in_force() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('pumpurs.account', true) || current_setting('pumpurs.national', true)"
        )
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [None, KeyError, DatabaseError])
def test_open_eyes_see_the_nation_and_close_again_whatever_happens(fault: type[Exception] | None) -> None:
    viewer = Viewer(UUID(int=7), Role.HEAD, Reach())
    raise_wall(viewer)

    with suppress(*([fault] if fault else [])), open_eyes(viewer, "question") as everybody:
        seen = account_in_force()
        if fault:
            raise fault("in the middle")

    assert (everybody.role, everybody.name) == (Role.JOB, "question")
    assert seen == f"{everybody.account_id}yes"
    assert account_in_force() == str(viewer.account_id)


@pytest.mark.django_db
def test_a_question_that_fails_in_the_database_is_told_as_it_failed_and_leaves_no_eyes_open() -> None:
    viewer = Viewer(UUID(int=7), Role.HEAD, Reach())
    raise_wall(viewer)

    with (
        pytest.raises(ProgrammingError, match="no_such_table"),
        transaction.atomic(),
        open_eyes(viewer, "question"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT FROM no_such_table")

    assert account_in_force() == str(viewer.account_id)
