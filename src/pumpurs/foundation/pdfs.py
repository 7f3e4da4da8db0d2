"""PDFs that people send: opened for once before they are kept, by a child process with bounds on memory and time."""

from __future__ import annotations

import subprocess
import sys

from pumpurs.foundation import pdf_child
from pumpurs.values.reasons import Reason, Refused

PDF_START = b"%PDF-"
MOST_PAGES = 200
MEMORY_BYTES = 1024**3  # address space of the child
SECONDS = 10
ANSWERS_BY_SECONDS = 3 * SECONDS  # where many are at work at once
FAULTS = {
    pdf_child.BROKEN: "file.broken_pdf",
    pdf_child.LOCKED: "file.locked_pdf",
    pdf_child.TOO_MANY: "file.too_many_pages",
}


def pages_hash(content: bytes) -> str:
    """A hash of what the pages of a PDF hold, however the file was packed or saved.

    Refused with place `scan` where it has no page, more than MOST_PAGES, asks for a password or takes too long.
    """
    bounds = map(str, (MEMORY_BYTES, SECONDS, MOST_PAGES))
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(pdf_child.__file__), *bounds],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONHASHSEED": "0"},
            timeout=ANSWERS_BY_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise Refused(Reason("file.heavy_pdf", place="scan")) from fault
    if child.returncode:
        code = FAULTS.get(child.returncode, "file.heavy_pdf")  # ended by its bounds
        raise Refused(Reason(code, {"most": MOST_PAGES}, place="scan"))
    return child.stdout.decode()
