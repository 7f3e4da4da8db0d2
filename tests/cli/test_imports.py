from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from pumpurs.cli import imports, prepare
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.learners.models import Learner, RosterImport
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.rosters import JEKABS, LIVA, NOW, Pupil, Roster

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_school(as_owner: AsOwner, monkeypatch: pytest.MonkeyPatch) -> None:
    """One school with its head and a municipal coordinator; the tables are up to date already."""
    monkeypatch.setattr(prepare, "migrate", lambda: None)
    monkeypatch.setattr(imports, "now", lambda: NOW)
    with as_owner():
        school = place.make_institution("Priekuļu vidusskola", source_code="S1")
        place.make_institution("Raunas pamatskola", source_code="S2", partner=school.partner)
        place.appoint(Role.HEAD, school, account=place.make_account(email="galva@example.lv"))
        place.appoint(
            Role.MUNICIPAL_COORDINATOR, school.partner, account=place.make_account(email="novads@example.lv")
        )
        place.appoint(Role.PLAN_AUTHOR, school, account=place.make_account(email="skolotaja@example.lv"))


def run(path: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    imports.add_arguments(parser)
    return imports.run(parser.parse_args(["roster", str(path), *more]))


def names() -> set[str]:
    raise_wall(job_viewer("roster"))
    return set(Learner.objects.values_list("given_name", flat=True))


def states() -> list[str]:
    raise_wall(job_viewer("roster"))
    return list(RosterImport.objects.order_by("received_at", "id").values_list("state", flat=True))


def refusal_of(path: Path, *more: str) -> str:
    with pytest.raises(Refused) as refusal:
        run(path, *more)
    return refusal.value.reasons[0].code


def test_the_operator_imports_for_every_institution(tmp_path: Path) -> None:
    status = run(Roster([LIVA, JEKABS]).at(tmp_path / "s"))

    assert (status, names(), states()) == (0, {"Līva", "Jēkabs"}, ["confirmed"])


def test_a_dry_run_tells_and_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(Roster([LIVA, JEKABS]).at(tmp_path / "s"), "--dry-run")

    assert (status, names(), states()) == (0, set(), [])
    assert "to add" in capsys.readouterr().out


def test_a_dry_run_with_rows_that_cannot_be_taken_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(Roster([LIVA, Pupil("L5", "")]).at(tmp_path / "s"), "--dry-run")

    assert status == 2
    assert "users.csv, row 3, column givenName" in capsys.readouterr().err


def test_a_roster_with_a_bad_row_is_refused_and_remembered_as_refused(tmp_path: Path) -> None:
    code = refusal_of(Roster([LIVA, Pupil("L5", "")]).at(tmp_path / "s"))

    assert (code, names(), states()) == ("roster.confirm.rows_rejected", set(), ["refused"])


def test_a_hostile_file_is_refused_and_remembered_as_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("Vārds;Uzvārds;Personas kods;Klase\nLīva;Bērziņa;320000-00001;=1+1\n", encoding="utf-8")

    assert (refusal_of(path), names(), states()) == ("intake.formula", set(), ["refused"])


def test_a_head_imports_for_the_own_institution(tmp_path: Path) -> None:
    status = run(Roster([LIVA]).at(tmp_path / "s"), "--as", "galva@example.lv")

    assert (status, names()) == (0, {"Līva"})


def test_a_head_cannot_import_another_institution(tmp_path: Path) -> None:
    theirs = Roster([Pupil("L9", "Anna", "Ozola", "5.a", school="S2")], {"S2": "Raunas pamatskola"})

    assert refusal_of(theirs.at(tmp_path / "s"), "--as", "galva@example.lv") == "roster.confirm.rows_rejected"
    assert names() == set()


def test_a_coordinator_imports_for_the_municipality(tmp_path: Path) -> None:
    theirs = Roster([Pupil("L9", "Anna", "Ozola", "5.a", school="S2")], {"S2": "Raunas pamatskola"})

    assert run(theirs.at(tmp_path / "s"), "--as", "novads@example.lv") == 0


@pytest.mark.parametrize("email", ["skolotaja@example.lv", "nav@example.lv"])
def test_who_takes_in_no_rosters_is_refused(email: str, tmp_path: Path) -> None:
    path = Roster([LIVA]).at(tmp_path / "s")

    assert refusal_of(path, "--as", email) == "roster.receive.no_such_person"


def test_a_plain_list_needs_to_know_its_institution(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("Vārds;Uzvārds;Personas kods;Klase\nLīva;Bērziņa;320000-00001;7.b\n", encoding="utf-8")

    assert run(path, "--place", "Priekuļu vidusskola") == 0
    assert names() == {"Līva"}


def test_an_unknown_place_is_refused(tmp_path: Path) -> None:
    path = Roster([LIVA]).at(tmp_path / "s")

    assert refusal_of(path, "--place", "Nekurienes skola") == "roster.receive.no_such_place"
