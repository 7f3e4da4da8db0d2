"""`pumpurs audit`: what a request left behind, and a proof that fails when a line was changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from pumpurs.cli import main
from pumpurs.foundation import audit
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.audit import seal_and_keep

CHILD = UUID("6c8137d8-cd8b-57ff-9285-2caad1d41925")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A sealed trail of one line, and the file with its seal."""
    with looking_as(job_viewer("test")) as viewer:
        audit.shown(viewer, "learners.one", learners=[CHILD])
    seal_and_keep(tmp_path / "seals.jsonl")
    return tmp_path / "seals.jsonl"


def test_a_request_is_shown_with_the_learners_it_showed(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["audit", "show", "--request", "job:test", "--json"])

    (line,) = json.loads(capsys.readouterr().out)
    assert status == 0
    assert (line["action"], line["outcome"], line["learners"]) == ("learners.one", "shown", [str(CHILD)])


def test_an_unknown_request_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "show", "--request", "nothing"]) == 2
    assert "No audit line has the request id 'nothing'" in capsys.readouterr().err


def test_a_whole_trail_is_proven(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--seal", str(kept)]) == 0
    assert "1 seals over 1 lines, 0 not sealed yet" in capsys.readouterr().out


def test_a_changed_line_is_found(
    kept: Path, as_owner: Callable[[], AbstractContextManager[None]], capsys: pytest.CaptureFixture[str]
) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_auditline SET purpose = 'other'")

    assert main(["audit", "verify", "--seal", str(kept)]) == 2
    assert "BROKEN seal 1: the lines it covers were changed" in capsys.readouterr().out


def test_a_trail_cut_off_with_its_seal_is_found(
    kept: Path, as_owner: Callable[[], AbstractContextManager[None]], capsys: pytest.CaptureFixture[str]
) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM foundation_auditline")
        cursor.execute("DELETE FROM foundation_auditseal")

    assert main(["audit", "verify", "--seal", str(kept)]) == 2
    assert "kept outside is missing" in capsys.readouterr().out


def test_a_missing_file_of_seals_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["audit", "verify", "--seal", str(tmp_path / "none")]) == 2
    assert "There is no file of seals" in capsys.readouterr().err
