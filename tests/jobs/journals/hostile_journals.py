"""Journal files as strangers send them, with what must become of each: taken as said, or refused for a reason."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.foundation.intake.hostile_files import (
    BOMB,
    ENTITIES,
    FAR_CELL,
    SHEET,
    cell_rows,
    workbook_parts,
    zipped,
)

HEADER = "Skolēna numurs;Datums;Stunda;Priekšmets;Statuss"
FIRST = "L1;05.10.2026;1;Matemātika;n"
SECOND = "L2;05.10.2026;2;Sports;ns"
GOOD = f"{HEADER}\r\n{FIRST}\r\n{SECOND}\r\n"
BROKEN_HEADING = f'{HEADER};"Piezīmes\r\nskolotāja"\r\n{FIRST};x\r\n{SECOND};x\r\n'
TABLE: list[list[str | int | float]] = [
    ["Skolēna numurs", "Datums", "Stunda", "Priekšmets", "Statuss"], ["L1", "2026-10-05", 1, "Matemātika", "n"],
]  # fmt: skip
Make = Callable[[Path], Path]


@dataclass(frozen=True)
class Case:
    """A file; `accepted` rows with `rejections` (row, reason), or refused or held for `reason`."""

    make: Make
    accepted: int = 0
    rejections: Sequence[tuple[int, str]] = ()
    reason: str = ""
    state: str = "taken"
    what: str = "attendance"


def _file(content: bytes | str, name: str = "z.csv") -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def _taken(content: bytes | str, accepted: int, **more: str) -> Case:
    return Case(_file(content, more.pop("name", "z.csv")), accepted, **more)


def _no(content: bytes | str, reason: str, name: str = "z.csv") -> Case:
    return Case(_file(content, name), reason=reason, state="refused")


def _row(text: str, reason: str) -> Case:
    """Two good rows and a bad one between them: the good ones are taken, the bad one is told."""
    rows = [
        FIRST,
        text,
        SECOND,
        *(f"L3;0{day}.10.2026;{lesson};Vēsture;ir" for day in (5, 6) for lesson in range(1, 6)),
    ]
    content = "\r\n".join([HEADER, *rows]) + "\r\n"
    return Case(_file(content), 12, [(3, reason)])


def _held(content: str, accepted: int, reason: str) -> Case:
    return Case(_file(content), accepted, reason=reason, state="checked")


def _mark(text: str, *, accepted: int = 1, reason: str = "") -> Case:
    content = f"Skolēna numurs;Datums;Priekšmets;Vērtējums\r\nL1;05.10.2026;Matemātika;{text}\r\n"
    if accepted:
        return Case(_file(content), accepted, what="marks")
    return Case(_file(content), 0, [(2, reason)], "journal.confirm.nothing_to_take", "checked", "marks")


def _sheet(rows: list[list[str | int | float]], merged: str = "") -> bytes:
    parts = workbook_parts(cell_rows(rows))
    if merged:
        parts[SHEET] = str(parts[SHEET]).replace(
            "</worksheet>", f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells></worksheet>'
        )
    return zipped(parts)


def _parquet(columns: Mapping[str, Sequence[object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), out)
    return out.getvalue()


COLUMNS: dict[str, Sequence[object]] = {
    "learner id": ["L1", "L2"], "date": ["2026-10-05", "2026-10-06"], "lesson": [1, 2], "subject": ["Sports", "Sports"],
    "status": ["present", "sick"],
}  # fmt: skip
LINE = {"learner id": "L1", "date": "2026-10-05", "lesson": 1, "subject": "Sports", "status": "present"}
RESULTS = {
    "manifest.csv": "propertyName,value\noneroster.version,1.2\n",
    "lineItems.csv": "sourcedId,title,classSourcedId,categorySourcedId,resultValueMin,resultValueMax\n"
    "D,Darbs,C,K,1,10\n",
    "classes.csv": "sourcedId,title,subjects\nC,7.a mat,Matemātika\n",
    "categories.csv": "sourcedId,title\nK,Pārbaudes darbs\n",
    "results.csv": "sourcedId,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate\n"
    "R1,D,L1,fully graded,7,2026-10-05\nR2,D,L2,exempt,,2026-10-05\n",
}


def _declared_ten_gigabytes() -> bytes:
    """A zip whose list of contents says ten gigabytes, of a few packed bytes."""
    data = bytearray(zipped({"results.csv": "a,b\r\n" + "0" * 100_000}))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = (0xFFFFFFF0).to_bytes(4, "little")
    return bytes(data)


def _lines(*rows: object, half: bool = False) -> str:
    """`half`: half letters are written as JSON escapes, the only way they can come."""
    return "".join(json.dumps(row, ensure_ascii=half) + "\n" for row in rows)


def _broken_parquet() -> bytes:
    data = bytearray(_parquet(COLUMNS))
    data[8:120] = b"\xff" * 112
    return bytes(data)


CASES: Mapping[str, Case] = {
    # encodings
    "a byte order mark": _taken(b"\xef\xbb\xbf" + GOOD.encode(), 2),
    "Windows-1257": _taken(GOOD.encode("cp1257"), 2),
    "UTF-16": _no(GOOD.encode("utf-16"), "intake.wrong_encoding"),
    "Windows-1251": _no(
        "Ученик;Дата;Урок;Предмет;Статус\r\nИванов;05.10.2026;1;Физика;н\r\n".encode("cp1251"), "intake.wrong_encoding"
    ),
    "letters of DOS": _no(GOOD.encode("cp775"), "intake.wrong_encoding"),
    "letters encoded twice": _no(GOOD.encode().decode("latin-1").encode(), "intake.wrong_encoding"),
    "lost letters": _no(GOOD.replace("ē", "\ufffd"), "intake.lost_letters"),
    "NUL bytes": _no(GOOD.encode() + b"\x00\x00", "intake.not_text"),
    "a letter cut in two": _no(GOOD.encode() + "ā".encode()[:1], "intake.half_written"),
    # forms of text
    "commas": _taken(GOOD.replace(";", ","), 2),
    "tabs": _taken(GOOD.replace(";", "\t"), 2),
    "lines of Unix": _taken(GOOD.replace("\r\n", "\n"), 2),
    "no end of line at the end": _taken(GOOD.rstrip(), 2),
    "blank lines between": _taken(GOOD.replace(SECOND, f"\r\n\r\n{SECOND}"), 2),
    "quoted cells": _taken(GOOD.replace("Matemātika", '"Matemātika; ""augstākā"""'), 2),
    "a line break in a cell": Case(
        _file(GOOD.replace("Sports", '"Sports\r\nun veselība"')), 1,
        [(3, "roster.row.unprintable")], "journal.confirm.many_rejected", "checked",
    ),
    "nothing": _no("", "intake.empty"),
    "only a header": Case(_file(HEADER + "\r\n"), reason="journal.confirm.no_rows", state="checked"),
    "only blank lines": _no("\r\n\r\n", "intake.no_header"),
    "a heading twice": _no(GOOD.replace("Stunda", "Datums"), "intake.header_twice"),
    "a heading missing": _no(GOOD.replace("Stunda", ""), "intake.header_empty"),
    "headings nobody knows": _no("a;b;c\r\n1;2;3\r\n", "journal.mapping.nothing_to_know_by"),
    "no column of the day": _no(GOOD.replace("Datums", "Kaut kas"), "journal.mapping.no_day"),
    "a column too many in a row": _no(f"{GOOD}L1;06.10.2026;1;Sports;n;?\r\n{FIRST}\r\n", "intake.ragged_row"),
    "a quote that never closes": _no(GOOD + '"L1;06.10.2026;1;Sports;n\r\n', "intake.half_written"),
    "text after a quote": _no(GOOD + '"L1"x;06.10.2026;1;Sports;n\r\n', "intake.broken_quotes"),
    "half a file": _no(GOOD + "L1;06.10", "intake.half_written"),
    "an endless line": _no(GOOD + "x" * 200_000 + ";;;;\r\n", "intake.line_too_long"),
    "a huge cell": _no(GOOD + f"L1;06.10.2026;1;{'x' * 9_000};n\r\n", "intake.cell_too_long"),
    "a formula": _no(GOOD + "L1;06.10.2026;1;=HYPERLINK(1);n\r\n", "intake.formula"),
    "a formula with a minus": _no(GOOD + "L1;06.10.2026;1;-1+cmd|' /C calc'!A0;n\r\n", "intake.formula"),
    # kinds of file
    "a web page": _no("<html><table></table></html>", "intake.web_page"),
    "a PDF": _no(b"%PDF-1.7\n" + b"\x00" * 99, "intake.unknown_kind"),
    "an old workbook": _no(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "intake.old_workbook", "z.xls"),
    "a workbook": _taken(_sheet(TABLE), 1, name="z.xlsx"),
    "merged cells in a workbook": Case(
        _file(_sheet([*TABLE, ["", "2026-10-06", 2, "Matemātika", "n"]], "A2:A3"), "z.xlsx"), 1,
        [(3, "roster.row.nothing_to_know_by")], "journal.confirm.many_rejected", "checked",
    ),
    "a formula in a workbook": _no(
        zipped(workbook_parts('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')), "intake.formula", "z.xlsx"
    ),
    "a far cell": _no(zipped(workbook_parts(FAR_CELL)), "intake.too_many_columns", "z.xlsx"),
    "entities in a workbook": _no(zipped(workbook_parts(**{SHEET: ENTITIES})), "intake.document_type", "z.xlsx"),
    "half a workbook": _no(_sheet(TABLE)[:300], "intake.broken_zip", "z.xlsx"),
    "a bomb": _no(zipped({"results.csv": BOMB}), "intake.inflates_too_much", "z.zip"),
    "ten gigabytes declared": Case(
        _file(_declared_ten_gigabytes(), "z.zip"),
        reason="journal.oneroster.file_missing", state="refused", what="marks",
    ),
    "a path upwards in a zip": _no(zipped({"../results.csv": GOOD}), "intake.unsafe_name", "z.zip"),
    "a zip of attendance": _no(zipped({"attendance.csv": GOOD}), "journal.oneroster.only_marks", "z.zip"),
    "Parquet": _taken(_parquet(COLUMNS), 2, name="z.parquet"),
    "half a Parquet": _no(_parquet(COLUMNS)[:300], "journal.parquet.broken", "z.parquet"),
    "a broken Parquet": _no(_broken_parquet(), "journal.parquet.broken", "z.parquet"),
    "lists in a Parquet": _no(
        _parquet({**COLUMNS, "status": [["n"], ["n"]]}), "journal.parquet.nested", "z.parquet"
    ),
    "JSON lines": _taken(_lines(LINE, {**LINE, "lesson": 2}), 2, name="z.jsonl"),
    "JSON lines, one torn": _no(_lines(LINE) + '{"learner id": "L1", ', "journal.json.not_an_object", "z.jsonl"),
    "JSON lines, one nested": _no(_lines(LINE, {**LINE, "status": ["n"]}), "journal.json.nested", "z.jsonl"),
    "JSON lines, one with more": _no(_lines(LINE, {**LINE, "x": 1}), "journal.json.unknown_name", "z.jsonl"),
    "JSON too deep": _no(_lines(LINE) + '{"a":' * 9_000 + "\n", "journal.json.not_an_object", "z.jsonl"),
    # signs that no database holds, and names of columns that no fast reader expects
    "JSON with half a letter": _no(
        _lines({**LINE, "subject": "Spo\ud800rts"}, half=True), "intake.half_letter", "z.jsonl"
    ),
    "JSON with half a letter in a name": _no(
        _lines({**LINE, "x\ud800": "1"}, half=True), "intake.half_letter", "z.jsonl"
    ),
    "JSON with half a letter in a later name": _no(
        _lines(LINE, {**LINE, "x\ud800": "1"}, half=True), "journal.json.unknown_name", "z.jsonl"
    ),
    "JSON with NUL in a learner": Case(
        _file(_lines(*[LINE] * 20, {**LINE, "learner id": "L\0"}), "z.jsonl"), 1,
        [(21, "journal.row.no_such_learner")], "journal.confirm.many_rejected", "checked",
    ),
    "JSON with NUL in a name": _taken(_lines({**LINE, "x\0": "1"}), 1, name="z.jsonl"),
    "JSON with a line break in a name": _taken(_lines({**LINE, "re\nmarks": "1"}), 1, name="z.jsonl"),
    "Parquet with NUL in a learner": Case(
        _file(_parquet({**COLUMNS, "learner id": ["L\0", "L1"]}), "z.parquet"), 1,
        [(2, "journal.row.no_such_learner")], "journal.confirm.many_rejected", "checked",
    ),
    "Parquet with NUL in a subject and a name": _taken(
        _parquet({**COLUMNS, "subject": ["Spo\0rts", "Sports"], "x\0": ["\0", ""]}), 2, name="z.parquet"
    ),
    "Parquet with a line break in a name": _taken(
        _parquet({**COLUMNS, "re\nmarks": ["a", "b"]}), 2, name="z.parquet"
    ),
    "Parquet with a nameless column": _no(_parquet({**COLUMNS, "": ["1", "2"]}), "intake.header_empty", "z.parquet"),
    "Parquet with a name twice": _no(
        _parquet({**COLUMNS, "Date": ["1", "2"]}), "intake.header_twice", "z.parquet"
    ),
    "Parquet with three thousand columns": _no(
        _parquet({**COLUMNS, **{f"c{one}": ["1", "2"] for one in range(3_000)}}), "intake.too_many_columns", "z.parquet"
    ),
    "Parquet that becomes far more": _no(
        _parquet({**COLUMNS, **{name: ["A" * 4_000] * 2_000 for name in COLUMNS}}),
        "intake.inflates_too_much", "z.parquet",
    ),
    "a line break in a heading": _taken(BROKEN_HEADING, 2),
    "a line break in the first heading": _taken(GOOD.replace("Skolēna numurs", '"Skolēna\nnumurs"'), 2),
    "a line break in a heading of a workbook": _taken(
        _sheet([[*TABLE[0], "Piezīmes\nskolotāja"], [*TABLE[1], "x"]]), 1, name="z.xlsx"
    ),
    "NUL in a workbook": _taken(_sheet([TABLE[0], [*TABLE[1][:3], "Spo_x0000_rts", "n"]]), 1, name="z.xlsx"),
    # rows
    "a day that is none": _row("L1;31.02.2026;1;Sports;n", "roster.row.not_a_date"),
    "a day in American order": _row("L1;10/25/2026;1;Sports;n", "roster.row.not_a_date"),
    "a day to come": _row("L1;21.10.2026;1;Sports;n", "journal.row.in_the_future"),
    "a day of long ago": _row("L1;05.10.1926;1;Sports;n", "journal.row.too_old"),
    "a learner of another school": _row("M1;05.10.2026;3;Sports;n", "journal.row.no_such_learner"),
    "a personal code of another school": _row("320000-00002;05.10.2026;3;Sports;n", "journal.row.no_such_learner"),
    "a personal code that is none": _row("161175-19990;05.10.2026;3;Sports;n", "roster.row.personal_code_check_digit"),
    "nobody": _row(";05.10.2026;3;Sports;n", "roster.row.nothing_to_know_by"),
    "a lesson that is none": _row("L1;05.10.2026;trešā;Sports;n", "journal.row.not_a_number"),
    "a lesson too late in the day": _row("L1;05.10.2026;99;Sports;n", "journal.row.out_of_bounds"),
    "a word nobody knows": _row("L1;05.10.2026;3;Sports;varbūt", "journal.row.unknown_status"),
    "no subject": _row("L1;05.10.2026;3;;n", "roster.row.missing"),
    "invisible signs in a subject": _row("L1;05.10.2026;3;Spo\u200brts;n", "roster.row.unprintable"),
    "the same lesson twice": _row("L1;05.10.2026;1;Matemātika;ns", "roster.row.twice"),
    "mostly nonsense": _held(f"{GOOD}x;y;z;;\r\n" * 1 + "x;y;z;;\r\n" * 5, 2, "journal.confirm.many_rejected"),
    # marks
    "a mark with a decimal comma": _mark("7,0"),
    "a mark with a decimal point": _mark("10.0"),
    "half a mark": _mark("7,5", accepted=0, reason="journal.row.not_a_mark"),
    "eleven": _mark("11", accepted=0, reason="journal.row.not_a_mark"),
    "minus one": _mark("-1", accepted=0, reason="journal.row.not_a_mark"),
    "passed": _mark("ieskaitīts"),
    "OneRoster results": Case(_file(zipped(RESULTS), "z.zip"), 1, what="marks"),
    "OneRoster results on another scale": Case(
        _file(zipped({**RESULTS, "lineItems.csv": RESULTS["lineItems.csv"].replace(",1,10", ",0,100")}), "z.zip"), 0,
        [(2, "journal.row.not_a_mark")], "journal.confirm.nothing_to_take", "checked", "marks",
    ),
    "OneRoster results without line items": Case(
        _file(zipped({name: text for name, text in RESULTS.items() if name != "lineItems.csv"}), "z.zip"),
        reason="journal.oneroster.file_missing", state="refused", what="marks",
    ),
    "a zip locked": Case(
        _file(zipped({"results.csv": GOOD}, packing=zipfile.ZIP_LZMA), "z.zip"),
        reason="intake.unknown_packing", state="refused", what="marks",
    ),
}  # fmt: skip
