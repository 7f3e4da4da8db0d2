"""Photographed papers: what a picture tells beside itself is left out (where and when it was taken, by which device).

The picture stays bit for bit. Kept are only those parts that a reader needs to show it; of a photo also which way up.
"""

from __future__ import annotations

import re

from pumpurs.values.reasons import Reason, Refused

PNG_START, JPEG_START = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
PNG_PARTS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP".split())
TABLES_AND_FRAMES = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
APP0, APP1, SCAN, END, TURNED = 0xE0, 0xE1, 0xDA, 0xD9, 0x0112
NAMED = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # of the rest, colours only
MARKER = re.compile(rb"\xff++([^\x00])")
AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # neither a stuffed byte nor a restart


def without_metadata(content: bytes) -> bytes:
    """The same PNG or JPEG picture and nothing beside it; anything else as it is. Refused if the file is broken."""
    if content.startswith(PNG_START):
        return _png(content)
    return _jpeg(content) if content.startswith(JPEG_START) else content


def _broken() -> Refused:
    return Refused(Reason("file.broken_picture", place="scan"))


def _png(content: bytes) -> bytes:
    kept, at = [PNG_START], len(PNG_START)
    while at < len(content):
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4], "big")
        if end > len(content):
            break
        kept += [content[at:end]] if kind in PNG_PARTS else []
        at = end
        if kind == b"IEND":
            return b"".join(kept)  # what stands behind the end is no part of the picture
    raise _broken()


def _jpeg(content: bytes) -> bytes:
    head, kept, at, turned = b"", [], 2, 1
    while (marker := MARKER.match(content, at)) and (code := marker[1][0]) != END:
        start, end = (
            marker.end(),
            marker.end() + int.from_bytes(content[marker.end() : marker.end() + 2], "big"),
        )
        body = content[start + 2 : end]
        if end < start + 2 or end > len(content):
            raise _broken()
        if code == APP1 and body.startswith(b"Exif\0"):
            turned = _which_way_up(body[6:])
        elif code == APP0 and body.startswith(b"JFIF\0"):
            head = _segment(
                APP0, body[:12].ljust(12, b"\0") + b"\0\0"
            )  # without its small copy of the picture
        elif code in TABLES_AND_FRAMES or (code in NAMED and body.startswith(NAMED[code])):
            kept.append(_segment(code, body))
        at = end
        if code == SCAN:
            following = AFTER_SCAN.search(content, at)
            at = following.start() if following else len(content)
            kept.append(content[end:at])
    if not any(part.startswith(b"\xff\xda") for part in kept) or (marker is None and at < len(content)):
        raise _broken()
    if turned != 1:
        entry = b"\x01\x12\0\x03\0\0\0\x01" + bytes((0, turned)) + b"\0\0"
        head += _segment(APP1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0")
    return b"".join((JPEG_START, head, *kept, bytes((0xFF, END))))


def _segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + (len(body) + 2).to_bytes(2, "big") + body


def _which_way_up(tiff: bytes) -> int:
    """1 to 8 as the camera noted it; 1 (as it is) if it did not."""
    little = tiff.startswith(b"II")

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if little else "big")

    first = number(4, 4)
    for entry in range(first + 2, min(first + 2 + 12 * number(first, 2), len(tiff)), 12):
        if number(entry, 2) == TURNED and 1 <= number(entry + 8, 2) <= 8:
            return number(entry + 8, 2)
    return 1
