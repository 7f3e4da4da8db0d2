"""The command line says what is wrong in one sentence, with the fix and an honest exit status."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from pumpurs import cli
from pumpurs.cli.registry import COMMANDS, Command, offered
from pumpurs.cli.trouble import Trouble
from pumpurs.values.reasons import Reason, Refused

Problem = Exception | type[KeyboardInterrupt]


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PUMPURS_VAR", str(tmp_path))
    return tmp_path / "log" / "pumpurs.log"


def answer_when_it_raises(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> int:
    def run(args: object) -> int:
        raise problem

    module = SimpleNamespace(__doc__="", add_arguments=lambda parser: None, run=run)
    monkeypatch.setattr(cli, "offered", lambda: (Command("try", "", "…", database=False),))
    monkeypatch.setattr(cli, "import_module", lambda name: module)
    return cli.main(["try"])


@pytest.mark.parametrize(
    ("problem", "status", "said"),
    [
        (Trouble("Port 8000 is not free."), 2, "pumpurs: Port 8000 is not free.\n"),
        (KeyboardInterrupt, 130, "pumpurs: stopped.\n"),
        (
            PermissionError(13, "denied", "/var/x"),
            2,
            "/var/x. Start as its owner, or set PUMPURS_VAR to a folder of your own.\n",
        ),
        (OperationalError("connection refused\nmore"), 2, "connection refused. Check DATABASE_URL.\n"),
    ],
)
def test_a_problem_is_one_sentence_and_a_status(
    problem: Problem,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert answer_when_it_raises(problem, monkeypatch) == status

    told = capsys.readouterr().err
    assert told.endswith(said)
    assert "Traceback" not in told


def test_a_refusal_tells_every_reason_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Refused(Reason("one.two.three", place="row 4"), Reason("four.five.six"))

    assert answer_when_it_raises(refused, monkeypatch) == 2

    told = capsys.readouterr().err
    assert "row 4: This cannot be done (one.two.three)." in told
    assert "four.five.six" in told


def test_a_fault_of_ours_goes_to_the_log_and_not_to_the_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own_log: Path
) -> None:
    assert answer_when_it_raises(ZeroDivisionError("secret value"), monkeypatch) == 1

    told = capsys.readouterr().err
    assert "a fault of ours (ZeroDivisionError)" in told
    assert str(own_log) in told
    assert "secret value" not in told
    assert "Traceback" in own_log.read_text()


def test_help_lists_every_command_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(command.help in told for command in offered())


def test_serve_and_check_are_there() -> None:
    assert (
        {"serve", "check"}
        <= {command.name for command in offered()}
        <= {command.name for command in COMMANDS}
    )


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["serv"])

    assert ended.value.code == 2
    assert "invalid choice: 'serv'" in capsys.readouterr().err


def test_in_production_no_database_is_made_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("PUMPURS_ENV", "production")
    monkeypatch.setenv("PUMPURS_URL", "https://pumpurs.example")

    assert cli.main(["serve", "--port", "8470"]) == 2

    assert "DATABASE_URL is not set" in capsys.readouterr().err
