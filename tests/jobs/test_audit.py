"""The sealer: seals what is finished, keeps every seal outside, and mends a file that was left behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from pumpurs.foundation import audit
from pumpurs.foundation.audit.seal import verify
from pumpurs.foundation.models import AuditSeal
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs import audit as job


def line_written() -> None:
    with looking_as(job_viewer("test")) as viewer:
        audit.noted(viewer, "test.line")


def numbers(path: Path) -> list[int]:
    return [json.loads(line)["number"] for line in path.read_text().splitlines()]


@pytest.mark.django_db(transaction=True)
def test_a_seal_is_kept_outside_and_both_agree(tmp_path: Path) -> None:
    path = tmp_path / "seals.jsonl"
    line_written()

    added = job.seal_and_keep(path)

    assert (added, numbers(path)) == (1, [1])
    with looking_as(job_viewer("test")):
        assert verify(outside=path).breaks == ()
    assert job.seal_and_keep(path) == 0


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_was_not_kept_before_a_crash_is_kept_at_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "seals.jsonl"
    line_written()
    with monkeypatch.context() as crash:
        crash.setattr(job, "reach", _killed)
        with pytest.raises(KeyboardInterrupt):
            job.seal_and_keep(path)
    with looking_as(job_viewer("test")):
        assert AuditSeal.objects.count() == 1
    assert not path.exists()

    line_written()
    added = job.seal_and_keep(path)

    assert (added, numbers(path)) == (2, [1, 2])


def _killed(place: str) -> None:
    assert place == "audit.sealed_not_kept"
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_cut_off_does_not_stop_the_sealer(tmp_path: Path) -> None:
    path = tmp_path / "seals.jsonl"
    line_written()
    job.seal_and_keep(path)
    path.write_text(path.read_text() + '{"number": 2, "chai')

    line_written()
    added = job.seal_and_keep(path)

    assert added == 1


def test_the_worker_finds_the_sealer_and_runs_it_every_five_seconds() -> None:
    app.perform_import_paths()

    assert "audit.seal" in app.tasks
    assert [
        one.cron for one in app.periodic_registry.periodic_tasks.values() if one.task.name == "audit.seal"
    ] == ["* * * * * */5"]
