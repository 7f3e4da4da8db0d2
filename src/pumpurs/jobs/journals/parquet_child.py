"""The child that reads one Parquet file with bounds on memory, time and what comes out of it, as a plain numbered CSV.

Run as `python -I parquet_child.py PATH CSV MEMORY_BYTES SECONDS CSV_BYTES LONGEST_CELL MOST_ROWS`. It touches no
database and nothing of the parent: whatever a broken file does to the reader happens here. It prints the names of the
columns and how many rows there are; the CSV names columns by their place.
"""

from __future__ import annotations

import csv
import errno
import json
import resource
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

FIRST_ROW = 2
BROKEN, NESTED, TOO_MUCH, INFLATES = 3, 4, 5, 6


def text_of(value: Any) -> str:
    """A cell as the text a person sees."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\x00", "?")


def speak(path: Path, target: Path, longest: int, most: int) -> int:
    """Write the rows; 0 if all went well."""
    with pq.ParquetFile(path) as file, target.open("w", encoding="utf-8", newline="") as out:
        schema = file.schema_arrow
        if any(pa.types.is_nested(one.type) or pa.types.is_binary(one.type) for one in schema):
            return NESTED
        if file.metadata.num_rows > most:
            return TOO_MUCH
        writer = csv.writer(out)
        writer.writerow(["row", *(f"c{place}" for place in range(len(schema.names)))])
        row = FIRST_ROW
        for batch in file.iter_batches(batch_size=20_000):
            columns = [[text_of(value) for value in column.to_pylist()] for column in batch.columns]
            for cells in zip(*columns, strict=True):
                if max(map(len, cells), default=0) > longest:
                    return TOO_MUCH
                writer.writerow([row, *cells])
                row += 1
    sys.stdout.write(json.dumps([schema.names, row - FIRST_ROW]))
    return 0


def main(arguments: list[str]) -> int:
    """0 when all rows were written, else why not."""
    path, target = Path(arguments[0]), Path(arguments[1])
    memory_bytes, seconds, csv_bytes, longest, most = map(int, arguments[2:])
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (csv_bytes, csv_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return speak(path, target, longest, most)
    except (pa.ArrowException, MemoryError, ValueError, OSError) as fault:
        return INFLATES if isinstance(fault, OSError) and fault.errno == errno.EFBIG else BROKEN


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
