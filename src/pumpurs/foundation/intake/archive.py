"""A zip from a stranger: judged by its list of contents first, then by what really comes out of it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import IO

from pumpurs.foundation.intake.limits import Limits
from pumpurs.foundation.intake.refusals import refused

_END_MARK = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_CHUNK = 256 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    OverflowError,
)


def open_archive(stream: IO[bytes], *, file: str, limits: Limits) -> zipfile.ZipFile:
    """The zip in `stream` after its list of contents was judged. Nothing has been inflated yet."""
    packed_bytes = stream.seek(0, 2)
    if packed_bytes > limits.packed_bytes:
        raise refused("too_big", file=file, limit_mb=limits.packed_bytes // (1024 * 1024))
    _judge_end_record(stream, packed_bytes, file=file, limits=limits)
    try:
        archive = zipfile.ZipFile(stream)
        parts = archive.infolist()
    except _BROKEN as fault:
        raise refused("broken_zip", file=file) from fault
    _judge_parts(parts, file=file, limits=limits)
    return archive


def inflated(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, file: str, limits: Limits
) -> Iterator[bytes]:
    """The really inflated bytes of one part, chunk by chunk; Refused once they are too many or broken."""
    name = part.filename
    came_out = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                came_out += len(chunk)
                if came_out > limits.inflated_bytes:
                    raise refused("inflates_too_much", file=f"{file}/{name}", ratio=limits.ratio)
                if came_out > limits.ratio_free_bytes and came_out > limits.ratio * max(
                    part.compress_size, 1
                ):
                    raise refused("inflates_too_much", file=f"{file}/{name}", ratio=limits.ratio)
                yield chunk
    except _BROKEN as fault:
        raise refused("broken_zip", file=f"{file}/{name}") from fault


def _judge_end_record(stream: IO[bytes], packed_bytes: int, *, file: str, limits: Limits) -> None:
    """Read the very end of the zip before the library builds a list from it: a hostile one is endless."""
    stream.seek(max(0, packed_bytes - _END_SIZE - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise refused("broken_zip", file=file)
    parts, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    if parts > limits.parts or directory_bytes > limits.directory_bytes:
        raise refused("too_many_parts", file=file, limit=limits.parts)


def _judge_parts(parts: list[zipfile.ZipInfo], *, file: str, limits: Limits) -> None:
    if not parts:
        raise refused("empty", file=file)
    if len(parts) > limits.parts:
        raise refused("too_many_parts", file=file, limit=limits.parts)
    seen: set[str] = set()
    for part in parts:
        name = part.orig_filename
        if not safe_name(name):
            raise refused("unsafe_name", file=file, name=printable(name))
        if part.flag_bits & 0x1:
            raise refused("encrypted", file=f"{file}/{name}")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refused("unknown_packing", file=f"{file}/{name}")
        mode = part.external_attr >> 16
        if S_ISLNK(mode) or (mode and not part.is_dir() and mode & 0o170000 and not S_ISREG(mode)):
            raise refused("link", file=f"{file}/{name}")
        if name.casefold() in seen:
            raise refused("same_name_twice", file=f"{file}/{name}")
        seen.add(name.casefold())
    _judge_overlaps(parts, file=file)


def _judge_overlaps(parts: list[zipfile.ZipInfo], *, file: str) -> None:
    """Parts that share bytes are the trick of the smallest zip bombs."""
    end_of_last = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        if part.header_offset < end_of_last:
            raise refused("overlapping_parts", file=f"{file}/{part.filename}")
        end_of_last = part.header_offset + 30 + part.compress_size


def safe_name(name: str) -> bool:
    """Whether a name in a zip or folder stays where it is put: relative, forward slashes, no steps up."""
    if not name or len(name) > 255 or "\\" in name or name.startswith("/") or ":" in name:
        return False
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in name):
        return False
    return all(step not in ("", ".", "..") for step in name.rstrip("/").split("/"))


def printable(name: str) -> str:
    """A hostile name made fit to be shown: no control characters, not long."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]


def is_zip(path: Path) -> bool:
    """Whether the file begins as a zip does."""
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
