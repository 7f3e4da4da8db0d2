from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest
from django.utils.translation import override

from pumpurs.foundation.intake.limits import Limits
from pumpurs.foundation.intake.opening import Kind, opened
from pumpurs.foundation.intake.refusals import CODES
from pumpurs.values.reasons import Refused
from pumpurs.web.words import REASONS, in_words
from tests.foundation.intake.hostile_files import GOOD_CSV, HOSTILE, cell_rows, workbook_parts, zipped


def swallow(path: Path, limits: Limits | None = None) -> list[tuple[int, list[str]]]:
    """Open and read everything, as an import does."""
    with opened(path, limits=limits or Limits()) as intake:
        return [row for table in intake.tables.values() for row in table.rows()]


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_its_reason_and_a_sentence(
    what: str, tmp_path: Path
) -> None:
    make, code = HOSTILE[what]
    path = make(tmp_path)
    started = time.monotonic()

    with pytest.raises(Refused) as refusal:
        swallow(path)

    reason = refusal.value.reasons[0]
    with override("en"):
        sentence = in_words(reason)
    assert reason.code == f"intake.{code}"
    assert "…" not in sentence, f"{reason.values} does not fill “{sentence}”"
    assert time.monotonic() - started < 10


def test_there_are_at_least_sixty_hostile_files() -> None:
    assert len(HOSTILE) >= 60


def test_every_reason_of_intake_has_words() -> None:
    assert {code for code in CODES if code not in REASONS} == set()


def test_refusing_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    path = HOSTILE["a bomb"][0](tmp_path)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(Refused):
        swallow(path)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 30 * 1024


def test_a_csv_gives_numbered_rows_and_passes_over_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text('Vārds;Klase\r\nLīva;7.b\r\n\r\n"Anna\nMarija";7.a', encoding="utf-8")

    assert swallow(path) == [(2, ["Līva", "7.b"]), (4, ["Anna\nMarija", "7.a"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257"])
def test_latvian_letters_survive_in_each_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(GOOD_CSV.encode(encoding))

    assert swallow(path)[0] == (2, ["Līva", "Bērziņa", "7.b"])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_in_the_header(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(f'"Vārds, uzvārds"{separator}Klase\nX{separator}Y\n', encoding="utf-8")

    assert swallow(path) == [(2, ["X", "Y"])]


@pytest.mark.parametrize("cell", ["-", "--", "+371 20000000", "-5", "a@example.org", "@liva", "’=1", "- nav"])
def test_cells_that_only_look_like_formulas_are_taken(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(f"a;b\n{cell};x\n", encoding="utf-8")

    assert swallow(path) == [(2, [cell, "x"])]


def test_a_workbook_gives_whole_numbers_dates_and_its_own_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(zipped(workbook_parts(cell_rows([["Vārds", "Klase"], ["Līva", 7], ["Anna", 7.5]]))))

    assert swallow(path) == [(2, ["Līva", "7"]), (3, ["Anna", "7.5"])]


def test_a_workbook_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(zipped(workbook_parts()))

    with pytest.raises(Refused) as refusal:
        swallow(path, Limits(workbook_seconds=0.01))

    assert refusal.value.reasons[0].code == "intake.took_too_long"


def test_a_workbook_that_asks_for_too_much_memory_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(zipped(workbook_parts()))

    with pytest.raises(Refused) as refusal:
        swallow(path, Limits(workbook_memory_bytes=8 * 1024 * 1024))

    assert refusal.value.reasons[0].code == "intake.broken_workbook"


def test_a_zip_and_a_folder_with_the_same_files_have_one_fingerprint(tmp_path: Path) -> None:
    folder, path = tmp_path / "saraksts", tmp_path / "s.zip"
    folder.mkdir()
    (folder / "users.csv").write_text(GOOD_CSV, encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\x00")
    path.write_bytes(zipped({"saraksts/users.csv": GOOD_CSV, "__MACOSX/users.csv": b"\x00"}))

    with opened(folder) as from_folder, opened(path) as from_zip:
        assert from_zip.kind is Kind.BUNDLE
        assert from_folder.fingerprint == from_zip.fingerprint


def test_one_changed_letter_changes_the_fingerprint(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text(GOOD_CSV, encoding="utf-8")
    other.write_text(GOOD_CSV.replace("7.b", "7.c"), encoding="utf-8")

    with opened(one) as first, opened(other) as second:
        assert first.fingerprint != second.fingerprint


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(GOOD_CSV, encoding="utf-8")

    with pytest.raises(Refused) as refusal:
        swallow(path, Limits(packed_bytes=10))

    assert refusal.value.reasons[0].code == "intake.too_big"


def test_more_rows_than_the_limit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("a;b\n" + "1;2\n" * 11, encoding="utf-8")

    assert len(swallow(path, Limits(rows=11))) == 11
    with pytest.raises(Refused) as refusal:
        swallow(path, Limits(rows=10))
    assert refusal.value.reasons[0].code == "intake.too_many_rows"
