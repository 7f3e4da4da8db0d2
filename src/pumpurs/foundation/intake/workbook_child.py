"""The child that reads one XLSX with little memory and little time, and speaks its rows as JSON lines.

Run as `python -I workbook_child.py PATH MEMORY_BYTES SECONDS`. It touches no network, no database and
nothing of the parent: whatever a broken workbook does to the reader happens here.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

BATCH = 500


def text_of(value: Any) -> str:
    """A cell as the text a person sees: whole numbers without `.0`, dates as ISO."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value).replace("\x00", "?") if value is not None else ""


def speak(path: Path) -> None:
    """Write the rows of the first visible sheet that holds any, in batches of [row number, cells]."""
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    visible = [meta.name for meta in workbook.sheets_metadata if "visible" in str(meta.visible).lower()]
    for name in visible or workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height == 0 or sheet.start is None:
            continue
        first_row = sheet.start[0] + 1
        batch: list[tuple[int, list[str]]] = []
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first_row):
            batch.append((number, [text_of(cell) for cell in cells]))
            if len(batch) == BATCH:
                sys.stdout.write(json.dumps(batch, ensure_ascii=False) + "\n")
                batch = []
        sys.stdout.write(json.dumps(batch, ensure_ascii=False) + "\n")
        break
    sys.stdout.write("end\n")


def main(arguments: list[str]) -> int:
    """0 when all rows were spoken, 3 when the workbook cannot be read."""
    path, memory_bytes, seconds = Path(arguments[0]), int(arguments[1]), int(float(arguments[2]))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        speak(path)
    except (python_calamine.CalamineError, MemoryError, ValueError, OSError) as fault:
        sys.stderr.write(type(fault).__name__)
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
