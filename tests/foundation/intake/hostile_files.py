"""Files as strangers send them: damaged, half-sent, wrongly encoded, built to harm; each with its reason."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

GOOD_CSV = "Vārds;Uzvārds;Klase\r\nLīva;Bērziņa;7.b\r\nJēkabs;Šķēle;7.a\r\n"
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

Make = Callable[[Path], Path]


def workbook_parts(rows: str = "", **other: str) -> dict[str, str | bytes]:
    """The parts of a small XLSX; `rows` is the XML inside sheetData."""
    rows = rows or cell_rows([["Vārds", "Uzvārds", "Klase"], ["Līva", "Bērziņa", 7]])
    relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{relationship}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NAMESPACE} xmlns:r="{relationship}"><sheets>'
        '<sheet name="Saraksts" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{relationship}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        SHEET: f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>",
    }
    parts.update(other)
    return parts


def cell_rows(table: list[list[str | int | float]]) -> str:
    """The XML of rows with inline texts and numbers."""
    lines = []
    for row_number, row in enumerate(table, start=1):
        cells = []
        for column, value in enumerate(row):
            at = f"{chr(65 + column)}{row_number}"
            if isinstance(value, str):
                cells.append(f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>')
            else:
                cells.append(f'<c r="{at}"><v>{value}</v></c>')
        lines.append(f'<row r="{row_number}">{"".join(cells)}</row>')
    return "".join(lines)


def zipped(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _file(name: str, content: bytes | str) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def _zip(parts: Mapping[str, str | bytes]) -> Make:
    return _file("saraksts.zip", zipped(parts))


def _xlsx(rows: str = "", **other: str) -> Make:
    return _file("saraksts.xlsx", zipped(workbook_parts(rows, **other)))


def _with_name(name: str, mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, GOOD_CSV)
    return out.getvalue()


def _flagged(flag: int) -> bytes:
    """A zip whose list of contents claims `flag` for its only part."""
    data = bytearray(zipped({"users.csv": GOOD_CSV}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = data.find(mark) + at
        data[where : where + 2] = struct.pack("<H", flag)
    return bytes(data)


def _packed_as(method: int) -> bytes:
    return zipped({"users.csv": GOOD_CSV}, packing=method)


def _bad_sum() -> bytes:
    data = bytearray(zipped({"users.csv": GOOD_CSV * 50}))
    data[60] ^= 0xFF
    return bytes(data)


def _overlapping() -> bytes:
    """Two entries of the list that point at the same bytes."""
    data = zipped({"users.csv": GOOD_CSV})
    start = data.find(b"PK\x01\x02")
    entry = data[start : data.find(b"PK\x05\x06")]
    second = entry.replace(b"users.csv", b"roles.csv")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entry) * 2, start, 0)
    return data[:start] + entry + second + end


def _many_parts() -> bytes:
    return zipped({f"{number}.csv": "a,b\r\n" for number in range(201)})


def _link(folder: Path) -> Path:
    (folder / "there.csv").write_text(GOOD_CSV)
    path = folder / "saraksts.csv"
    path.symlink_to(folder / "there.csv")
    return path


def _folder_with_link(folder: Path) -> Path:
    bundle = folder / "saraksts"
    bundle.mkdir()
    (bundle / "users.csv").symlink_to("/etc/hostname")
    return bundle


def _empty_folder(folder: Path) -> Path:
    bundle = folder / "saraksts"
    bundle.mkdir()
    return bundle


def _twice_encoded() -> bytes:
    return GOOD_CSV.encode().decode("latin-1").encode()


BOMB = b"a,b\r\n" + b"0" * (40 * 1024 * 1024)
FORMULA_ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>HYPERLINK("http://x")</f><v>1</v></c></row>'
FAR_CELL = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet/>'

HOSTILE: Mapping[str, tuple[Make, str]] = {
    "nothing there": (lambda folder: folder / "nav.csv", "not_there"),
    "an empty file": (_file("s.csv", ""), "empty"),
    "an empty zip": (_file("s.zip", zipped({})), "empty"),
    "an empty folder": (_empty_folder, "unknown_kind"),
    "an empty part": (_zip({"users.csv": ""}), "empty"),
    "only a byte order mark": (_file("s.csv", b"\xef\xbb\xbf"), "empty"),
    "only blank lines": (_file("s.csv", "\r\n\r\n\r\n"), "no_header"),
    "a link": (_link, "link"),
    "a folder with a link out": (_folder_with_link, "link"),
    "half a zip": (_file("s.zip", zipped({"users.csv": GOOD_CSV * 99})[:200]), "broken_zip"),
    "the first byte of a zip": (_file("s.zip", b"P"), "broken_zip"),
    "a zip without its end": (_file("s.zip", zipped({"users.csv": GOOD_CSV})[:-22]), "broken_zip"),
    "a zip with a wrong sum": (_file("s.zip", _bad_sum()), "broken_zip"),
    "text named zip": (_file("s.zip", GOOD_CSV), "broken_zip"),
    "a locked zip": (_file("s.zip", _flagged(0x1)), "encrypted"),
    "a zip packed with lzma": (_file("s.zip", _packed_as(zipfile.ZIP_LZMA)), "unknown_packing"),
    "a zip packed with bzip2": (_file("s.zip", _packed_as(zipfile.ZIP_BZIP2)), "unknown_packing"),
    "parts that share bytes": (_file("s.zip", _overlapping()), "overlapping_parts"),
    "two hundred and one parts": (_file("s.zip", _many_parts()), "too_many_parts"),
    "a bomb": (_zip({"users.csv": BOMB}), "inflates_too_much"),
    "a bomb in a workbook": (
        _xlsx(**{"xl/sharedStrings.xml": "<sst>" + "a" * 40_000_000}),
        "inflates_too_much",
    ),
    "a path upwards": (_file("s.zip", _with_name("../users.csv")), "unsafe_name"),
    "a path upwards inside": (_file("s.zip", _with_name("a/../../users.csv")), "unsafe_name"),
    "a path from the root": (_file("s.zip", _with_name("/etc/users.csv")), "unsafe_name"),
    "a path with a drive": (_file("s.zip", _with_name("C:users.csv")), "unsafe_name"),
    "a path with backslashes": (_file("s.zip", _with_name("..\\users.csv")), "unsafe_name"),
    "a name with a newline": (_file("s.zip", _with_name("us\ners.csv")), "unsafe_name"),
    "a name with a zero": (
        _file("s.zip", _with_name("usersXcsv").replace(b"usersX", b"users\x00")),
        "unsafe_name",
    ),
    "a very long name": (_file("s.zip", _with_name("a" * 300 + ".csv")), "unsafe_name"),
    "a link in a zip": (_file("s.zip", _with_name("users.csv", 0o120777)), "link"),
    "a device in a zip": (_file("s.zip", _with_name("users.csv", 0o060666)), "link"),
    "the same name in two folders": (
        _zip({"a/users.csv": GOOD_CSV, "b/users.csv": GOOD_CSV}),
        "same_name_twice",
    ),
    "the same name in other letters": (
        _zip({"users.csv": GOOD_CSV, "Users.csv": GOOD_CSV}),
        "same_name_twice",
    ),
    "a zip with no table": (_zip({"lasi.txt": "sveiki"}), "unknown_kind"),
    "a zip in a zip": (_zip({"users.zip": zipped({"users.csv": GOOD_CSV})}), "unknown_kind"),
    "an old workbook": (_file("s.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600), "old_workbook"),
    "a web page named xls": (
        _file("s.xls", "<html><table><tr><td>Klase</td></tr></table></html>"),
        "web_page",
    ),
    "a PDF": (_file("s.csv", b"%PDF-1.7\n" + b"\x00" * 100), "unknown_kind"),
    "JSON": (_file("s.csv", json.dumps({"users": []})), "unknown_kind"),
    "a picture": (_file("s.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100), "not_text"),
    "zeros": (_file("s.csv", GOOD_CSV + "\x00" * 10), "not_text"),
    "UTF-16": (_file("s.csv", GOOD_CSV.encode("utf-16")), "wrong_encoding"),
    "UTF-32": (_file("s.csv", GOOD_CSV.encode("utf-32")), "wrong_encoding"),
    "Cyrillic in Windows-1251": (
        _file("s.csv", "Имя;Фамилия\r\nПётр;Иванов\r\nОльга;Петрова\r\n".encode("cp1251")),
        "wrong_encoding",
    ),
    "Portuguese in Windows-1252": (
        _file("s.csv", "Nome;Sobrenome\r\nJoão;Leitão\r\nSebastião;Falcão\r\n".encode("cp1252")),
        "wrong_encoding",
    ),
    "the letters of DOS": (_file("s.csv", GOOD_CSV.encode("cp775")), "wrong_encoding"),
    "letters encoded twice": (_file("s.csv", _twice_encoded()), "wrong_encoding"),
    "lost letters": (_file("s.csv", GOOD_CSV.replace("ē", "\ufffd")), "lost_letters"),
    "a letter cut in two": (_file("s.csv", GOOD_CSV.encode()[:-4] + "ā".encode()[:1]), "half_written"),
    "a last row cut": (_file("s.csv", GOOD_CSV + "Anna;Kal"), "half_written"),
    "a quoted cell cut": (_file("s.csv", GOOD_CSV + 'Anna;"Kal'), "half_written"),
    "a row too long": (_file("s.csv", GOOD_CSV + "a;b;c;d\r\n" + "a;b;c\r\n"), "ragged_row"),
    "a row too short": (_file("s.csv", GOOD_CSV + "a;b\r\n" + "a;b;c\r\n"), "ragged_row"),
    "text after a quote": (_file("s.csv", GOOD_CSV + '"a"b;c;d\r\n'), "broken_quotes"),
    "no column names": (_file("s.csv", ";;\r\na;b;c\r\n"), "no_header"),
    "a nameless column": (_file("s.csv", "a;;c\r\n1;2;3\r\n"), "header_empty"),
    "a column twice": (_file("s.csv", "Klase;Vārds;klase\r\n1;2;3\r\n"), "header_twice"),
    "two hundred and one columns": (
        _file("s.csv", ",".join(f"k{n}" for n in range(201)) + "\r\n"),
        "too_many_columns",
    ),
    "an endless line": (_file("s.csv", "a;b\r\n" + "x" * 200_000 + ";y\r\n"), "line_too_long"),
    "a huge cell": (_file("s.csv", "a;b\r\n" + "x" * 9_000 + ";y\r\n"), "cell_too_long"),
    "a quote that never closes": (_file("s.csv", 'a;b\r\n"' + "x;y\r\n" * 60_000), "broken_quotes"),
    "a formula": (_file("s.csv", "a;b\r\n=1+1;x\r\n"), "formula"),
    "a formula after blanks": (_file("s.csv", "a;b\r\nx;  =HYPERLINK(1)\r\n"), "formula"),
    "a formula with a plus": (_file("s.csv", "a;b\r\n+SUM(1);x\r\n"), "formula"),
    "a formula with a minus": (_file("s.csv", "a;b\r\n-1+cmd|' /C calc'!A0;x\r\n"), "formula"),
    "a formula with an at": (_file("s.csv", "a;b\r\n@SUM(1);x\r\n"), "formula"),
    "a formula as a column name": (_file("s.csv", "=a;b\r\n1;2\r\n"), "formula"),
    "a formula in a workbook": (_xlsx(FORMULA_ROW), "formula"),
    "a formula as text in a workbook": (_xlsx(cell_rows([["a"], ["=1+1"]])), "formula"),
    "a far cell": (_xlsx(FAR_CELL), "too_many_columns"),
    "a far row": (_xlsx('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "too_many_rows"),
    "two million cells": (_xlsx("<row><c/><c/></row>" * 60_000), "too_many_rows"),
    "billion laughs": (_xlsx(**{SHEET: ENTITIES}), "document_type"),
    "a declaration behind a comment": (
        _xlsx(**{SHEET: "<!-- " + "x" * 70_000 + " -->" + ENTITIES}),
        "document_type",
    ),
    "a declaration over the edge of a chunk": (
        _xlsx(**{SHEET: f"<!--{'x' * (256 * 1024 - 11)}--><!DOCTYPE x><worksheet/>"}),
        "document_type",
    ),
    "an outside entity": (
        _xlsx(
            **{
                "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook>&x;</workbook>'
            }
        ),
        "document_type",
    ),
    "a sheet in UTF-16": (
        _file("s.xlsx", zipped({**workbook_parts(), SHEET: ENTITIES.encode("utf-16")})),
        "broken_workbook",
    ),
    "a sheet in UTF-7": (
        _xlsx(**{SHEET: '<?xml version="1.0" encoding="UTF-7"?><worksheet/>'}),
        "broken_workbook",
    ),
    "macros": (_file("s.xlsm", zipped({**workbook_parts(), "xl/vbaProject.bin": b"\x01"})), "macros"),
    "an embedded object": (
        _file("s.xlsx", zipped({**workbook_parts(), "xl/embeddings/o.bin": b"\x01"})),
        "macros",
    ),
    "a workbook without a workbook": (
        _file("s.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/a.xml": "<a/>"})),
        "broken_workbook",
    ),
    "a workbook with broken XML": (_xlsx(**{SHEET: "<worksheet><sheetData><row><c>"}), "broken_workbook"),
    "a workbook of nothing": (_xlsx("<row/>"), "empty"),
    "half a workbook": (_file("s.xlsx", zipped(workbook_parts())[:400]), "broken_zip"),
    "text named xlsx": (_file("s.xlsx", GOOD_CSV), "broken_workbook"),
    "a second column name in a workbook": (_xlsx(cell_rows([["Klase", "klase"]])), "header_twice"),
}
