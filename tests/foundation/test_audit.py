"""The audit trail: nothing is shown without a line, no line can be changed unnoticed."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.audit import seal
from pumpurs.foundation.models import AuditLine, AuditSeal
from pumpurs.foundation.visibility import Reach, Viewer, job_viewer, looking_as, raise_wall
from pumpurs.values.roles import Role
from tests import database

AsOwner = Callable[[], AbstractContextManager[None]]
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
SIX = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table}",
    "triggers off": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "drop": "DROP TABLE {table}",
    "replica": "SET session_replication_role = replica",
}
TABLES = {"foundation_auditline": "action", "foundation_auditseal": "block_hash"}


def anybody(*learners: UUID) -> Viewer:
    return Viewer(uuid4(), Role.HEAD, Reach(learners=frozenset(learners)), request_id="test")


def write_lines(how_many: int) -> None:
    """Lines about displays, each in a transaction of its own, as pages write them."""
    for _turn in range(how_many):
        with transaction.atomic():
            audit.shown(anybody(), "learners.list", learners=[uuid4(), uuid4()])


def sealed(path: Path | None = None) -> AuditSeal:
    with looking_as(job_viewer("seal")):
        made = seal.seal_now(now=NOW)
    assert made is not None
    if path:
        seal.keep_outside(made, path)
    return made


def verdict(path: Path | None = None) -> seal.Verdict:
    with looking_as(job_viewer("verify")):
        return seal.verify(outside=path)


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("attempt", SIX)
def test_the_web_role_cannot_change_the_trail(table: str, attempt: str) -> None:
    raise_wall(job_viewer("test"))
    statement = SIX[attempt].format(table=table, column=TABLES[table])

    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_line_says_who_in_which_role_saw_whom_and_what_for() -> None:
    children = (uuid4(), uuid4())
    viewer = Viewer(uuid4(), Role.PLAN_AUTHOR, Reach(learners=frozenset(children)), uuid4(), "request-1")
    raise_wall(viewer)

    audit.shown(viewer, "plans.one", learners=[*children, children[0]], purpose="approval")

    line = AuditLine.objects.get()
    assert (line.account_id, line.role, line.appointment_id) == (
        viewer.account_id, "plan_author", viewer.appointment_id,
    )  # fmt: skip
    assert (line.action, line.outcome, line.purpose, line.request_id) == (
        "plans.one", "shown", "approval", "request-1",
    )  # fmt: skip
    assert line.learners == sorted(children)


@pytest.mark.django_db
def test_a_page_without_children_leaves_no_line() -> None:
    raise_wall(job_viewer("test"))

    audit.shown(anybody(), "learners.list", learners=[])

    assert not AuditLine.objects.exists()


@pytest.mark.django_db
def test_a_stranger_cannot_read_the_line_that_a_guardian_can() -> None:
    child = uuid4()
    audit.shown(anybody(child), "plans.one", learners=[child])

    raise_wall(anybody(child))
    assert AuditLine.objects.count() == 1
    raise_wall(anybody(uuid4()))
    assert AuditLine.objects.count() == 0


@pytest.mark.django_db
def test_without_the_trail_the_writer_is_told_so(as_owner: AsOwner) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON foundation_auditline FROM pumpurs_web")

    with pytest.raises(audit.AuditDown), transaction.atomic():
        audit.shown(anybody(), "plans.one", learners=[uuid4()])


@pytest.mark.django_db(transaction=True)
def test_seals_follow_each_other_and_hold(tmp_path: Path) -> None:
    outside = tmp_path / "seals.jsonl"
    for _block in range(3):
        write_lines(4)
        sealed(outside)

    found = verdict(outside)

    assert (found.breaks, found.seals, found.lines, found.unsealed) == ((), 3, 12, 0)
    assert found.last_hash == json.loads(outside.read_text().splitlines()[-1])["chain_hash"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "forged",
    [{"upto_xid": 2**61}, {"number": 7}, {"from_xid": 0}, {"upto_xid": 1}],
    ids=["what has not happened", "out of turn", "from the beginning again", "backwards"],
)
def test_the_web_role_cannot_put_a_seal_out_of_order(forged: dict[str, int]) -> None:
    write_lines(2)
    last = sealed()
    honest = {"number": last.number + 1, "from_xid": last.upto_xid, "upto_xid": last.upto_xid}

    with pytest.raises(DatabaseError, match="must follow the last one"), transaction.atomic():
        AuditSeal.objects.create(
            **(honest | forged), sealed_at=NOW, lines=0, block_hash="", previous_hash="", chain_hash=""
        )


def test_the_web_role_has_no_say_in_migrations(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('pumpurs_web', 'django_migrations', 'INSERT, UPDATE, DELETE')"
        )
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db(transaction=True)
def test_nothing_new_makes_no_seal() -> None:
    write_lines(2)
    sealed()

    with looking_as(job_viewer("seal")):
        assert seal.seal_now(now=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_lines_not_yet_sealed_are_counted() -> None:
    write_lines(2)
    sealed()
    write_lines(3)

    assert verdict().unsealed == 3


def _tamper(dice: random.Random, lines: list[tuple[int, int]]) -> str:
    """One random forgery as SQL, as an owner could do it."""
    one, xid = dice.choice(lines)
    return dice.choice(
        [
            f"UPDATE foundation_auditline SET account_id = gen_random_uuid() WHERE id = {one}",
            f"UPDATE foundation_auditline SET role = 'job' WHERE id = {one}",
            f"UPDATE foundation_auditline SET action = 'x' WHERE id = {one}",
            f"UPDATE foundation_auditline SET outcome = 'done' WHERE id = {one}",
            f"UPDATE foundation_auditline SET purpose = 'other' WHERE id = {one}",
            f"UPDATE foundation_auditline SET request_id = 'other' WHERE id = {one}",
            f"UPDATE foundation_auditline SET learners = learners[1:1] WHERE id = {one}",
            f"UPDATE foundation_auditline SET details = '{{\"a\": 1}}' WHERE id = {one}",
            f"UPDATE foundation_auditline SET at = at + interval '1 microsecond' WHERE id = {one}",
            f"UPDATE foundation_auditline SET institution_id = gen_random_uuid() WHERE id = {one}",
            f"UPDATE foundation_auditline SET object_id = 'x', object_type = 'y' WHERE id = {one}",
            f"UPDATE foundation_auditline SET xid = 9000000000 WHERE id = {one}",
            f"UPDATE foundation_auditline SET id = id + 1000000 WHERE id = {one}",
            f"DELETE FROM foundation_auditline WHERE id = {one}",
            "INSERT INTO foundation_auditline (at, xid, role, request_id, action, outcome, object_type, object_id,"
            f" learners, purpose, details) VALUES (now(), {xid}, 'head', '', 'x', 'shown', '', '', '{{}}', '', '{{}}')",
            "UPDATE foundation_auditseal SET lines = lines + 1 WHERE number = 2",
            "UPDATE foundation_auditseal SET previous_hash = repeat('0', 64) WHERE number = 2",
            "UPDATE foundation_auditseal SET chain_hash = repeat('1', 64) WHERE number = 2",
            "UPDATE foundation_auditseal SET upto_xid = upto_xid + 1 WHERE number = 2",
            "DELETE FROM foundation_auditseal WHERE number = 2",
        ]
    )


@pytest.mark.django_db(transaction=True)
def test_a_hundred_forgeries_by_the_owner_are_all_found() -> None:
    for _block in range(3):
        write_lines(5)
        sealed()
    dice, overlooked = random.Random(2026), []

    with database.as_owner():
        lines = list(AuditLine.objects.values_list("id", "xid"))
        assert seal.verify().breaks == ()
        for _turn in range(100):
            forgery = _tamper(dice, lines)
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(forgery)
                    assert cursor.rowcount == 1
                if not seal.verify().breaks:
                    overlooked.append(forgery)
                transaction.set_rollback(True)

    assert overlooked == []


@pytest.mark.django_db(transaction=True)
def test_a_tail_cut_off_with_its_seal_is_found_only_from_outside(tmp_path: Path) -> None:
    outside = tmp_path / "seals.jsonl"
    for _block in range(3):
        write_lines(2)
        last = sealed(outside)

    with database.as_owner():
        AuditLine.objects.filter(xid__gte=last.from_xid).delete()
        AuditSeal.objects.filter(number=last.number).delete()

    assert verdict().breaks == ()
    assert len(verdict(outside).breaks) == 1
    assert "seal 3" in verdict(outside).breaks[0]


@pytest.mark.django_db(transaction=True)
def test_lost_seals_outside_are_a_break_too(tmp_path: Path) -> None:
    write_lines(1)
    sealed()

    assert verdict(tmp_path / "gone.jsonl").breaks != ()


@pytest.mark.django_db(transaction=True)
def test_a_line_that_commits_late_is_sealed_all_the_same() -> None:
    written, may_commit = threading.Event(), threading.Event()

    def slow_page() -> None:
        try:
            with transaction.atomic():
                audit.shown(anybody(), "plans.slow", learners=[uuid4()])
                written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    slow = threading.Thread(target=slow_page)
    slow.start()
    assert written.wait(10)
    write_lines(3)
    with looking_as(job_viewer("seal")):
        seal.seal_now(now=NOW)
    may_commit.set()
    slow.join()
    sealed()

    found = verdict()
    assert (found.breaks, found.lines, found.unsealed) == ((), 4, 0)
