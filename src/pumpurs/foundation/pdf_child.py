"""The child that opens one PDF with bounds on memory and time, and says what its pages hold, as one hash.

Run as `python -I pdf_child.py MEMORY_BYTES SECONDS MOST_PAGES`, the file on its standard input. It touches no network,
no database and nothing of the parent: whatever a broken file does to the reader happens here. The hash is of what the
pages draw (their streams, decoded, with pictures, fonts and notes), not of the bytes of the file: what stands behind
its end, when it was saved and by which program changes nothing.
"""

from __future__ import annotations

import hashlib
import resource
import sys
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

BROKEN, LOCKED, TOO_MANY = 3, 4, 5
OF_THE_FILE = frozenset(  # where an object stands, when and by what it was saved: no part of what is seen
    (
        "/Parent",
        "/P",
        "/Metadata",
        "/PieceInfo",
        "/LastModified",
        "/StructParents",
        "/StructParent",
        "/M",
        "/NM",
    )
)
OF_THE_CODING = frozenset(("/Length", "/Filter", "/DecodeParms", "/DL", "/F", "/FFilter", "/FDecodeParms"))
Hashes = dict[tuple[int, int], bytes]


def seen_in(thing: Any, known: Hashes) -> bytes:
    """A hash of an object with all that it points to; the same wherever in the file its parts stand."""
    if isinstance(thing, IndirectObject):
        place = (thing.idnum, thing.generation)
        if place not in known:
            known[place] = b"round"  # an object that holds itself
            known[place] = seen_in(thing.get_object(), known)
        return known[place]
    told = hashlib.sha256(type(thing).__name__.replace("Encoded", "").replace("Decoded", "").encode())
    if isinstance(thing, DictionaryObject):
        left_out = OF_THE_FILE | OF_THE_CODING if isinstance(thing, StreamObject) else OF_THE_FILE
        for name in sorted(set(thing) - left_out):
            told.update(name.encode() + b"=" + seen_in(thing.raw_get(name), known))
        if isinstance(thing, StreamObject):
            told.update(hashlib.sha256(_drawn(thing)).digest())
    elif isinstance(thing, ArrayObject):
        for one in list.__iter__(thing):
            told.update(seen_in(one, known))
    else:
        told.update(repr(thing).encode("utf-8", "surrogatepass"))
    return told.digest()


def _drawn(stream: StreamObject) -> bytes:
    """The content of a stream, decoded where that can be done: packed otherwise it is still the same."""
    try:
        return stream.get_data()
    except Exception:  # a picture in a coding that the library leaves alone
        return bytes(stream._data)


def judge(content: bytes, most_pages: int) -> int:
    """Write the hash of the pages; 0 if all went well."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):  # what opens for everybody asks for no password
        return LOCKED
    count = len(reader.pages)
    if count > most_pages:
        return TOO_MANY
    if not count:
        return BROKEN
    whole, known = hashlib.sha256(), Hashes()
    for page in reader.pages:
        whole.update(seen_in(page, known))
    sys.stdout.write(whole.hexdigest())
    return 0


def main(arguments: list[str]) -> int:
    """0 when the pages were told; else BROKEN, LOCKED or TOO_MANY."""
    memory_bytes, seconds, most_pages = map(int, arguments)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return judge(sys.stdin.buffer.read(), most_pages)
    except Exception:  # whatever a broken file did to the reader
        return BROKEN


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
