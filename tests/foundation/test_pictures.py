"""Pictures keep what shows them, bit for bit, and lose what they tell beside it; whatever stands in them."""

from __future__ import annotations

import contextlib
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.foundation.files import content_of, keep_scan
from pumpurs.foundation.pictures import without_metadata
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.values.reasons import Refused

PLACE = b"57.3131N 25.2737E"
SECRETS = st.binary(max_size=40).map(lambda more: PLACE + more)


def segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + (len(body) + 2).to_bytes(2, "big") + body


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def exif(turned: int, *, order: str = "big") -> bytes:
    """What a camera writes: a place, which way up, a small copy."""
    start = b"MM\0*" if order == "big" else b"II*\0"

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, order)  # type: ignore[arg-type]

    entries = [
        number(0x010F, 2) + number(2, 2) + number(4, 4) + PLACE[:4],
        number(0x0112, 2) + number(3, 2) + number(1, 4) + number(turned, 2) + b"\0\0",
    ]
    return b"Exif\0\0" + start + number(8, 4) + number(2, 2) + b"".join(entries) + b"\0\0\0\0" + PLACE


JFIF = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\0\0")
ICC = segment(0xE2, b"ICC_PROFILE\0\1\1colours")
ADOBE = segment(0xEE, b"Adobe\0d\0\0\0\0\1")
NEEDED = st.sampled_from([ICC, ADOBE, segment(0xDB, b"\0" + bytes(64)), segment(0xC4, b"\0" + bytes(16))])
BESIDE = st.one_of(
    st.builds(segment, st.sampled_from([0xE1, 0xE2, 0xE3, 0xEC, 0xED, 0xEF, 0xFE]), SECRETS),
    st.builds(lambda more: segment(0xE1, b"Exif\0\0" + more), SECRETS),
)
FRAME = segment(0xC0, b"\x08\0\x08\0\x08\x01\x01\x11\0")
COLOURS = st.lists(  # what may stand in the picture's own data: any byte, a stuffed one, a restart
    st.one_of(st.integers(0, 254).map(lambda one: bytes((one,))), st.sampled_from([b"\xff\0", b"\xff\xd3"])),
    max_size=30,
).map(b"".join)
SCANS = st.lists(
    st.builds(lambda data: segment(0xDA, b"\1\1\0\0\x3f\0") + data, COLOURS), min_size=1, max_size=3
)


@given(st.lists(st.tuples(st.booleans(), NEEDED, BESIDE), max_size=6), SCANS, st.booleans(), SECRETS)
def test_a_photo_keeps_each_part_that_shows_it_and_nothing_else(
    parts: list[tuple[bool, bytes, bytes]], scans: list[bytes], jfif: bool, behind: bytes
) -> None:
    first = JFIF if jfif else b""
    shown = b"\xff\xd8" + first + b"".join(one for wanted, one, _ in parts if wanted)
    taken = b"\xff\xd8" + first + b"".join(one if wanted else beside for wanted, one, beside in parts)
    picture = FRAME + b"".join(scans) + b"\xff\xd9"

    kept = without_metadata(taken + picture + behind)

    assert kept == shown + picture
    assert PLACE not in kept


@pytest.mark.parametrize("order", ["big", "little"])
@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photo_stays_the_right_way_up(turned: int, order: str) -> None:
    picture = FRAME + segment(0xDA, b"\1\1\0\0\x3f\0") + b"data\xff\xd9"

    kept = without_metadata(b"\xff\xd8" + JFIF + segment(0xE1, exif(turned, order=order)) + picture)

    noted = segment(
        0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\3\0\0\0\1\0" + bytes((turned,)) + bytes(6)
    )
    assert kept == b"\xff\xd8" + JFIF + (noted if turned != 1 else b"") + picture


def test_a_small_copy_of_the_picture_in_its_head_goes() -> None:
    picture = FRAME + segment(0xDA, b"\1\1\0\0\x3f\0") + b"data\xff\xd9"
    head = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\1\1" + PLACE[:3])

    assert without_metadata(b"\xff\xd8" + head + picture) == b"\xff\xd8" + JFIF + picture


PNG = b"\x89PNG\r\n\x1a\n"
SHOWN = [
    chunk(b"IHDR", bytes(13)),
    chunk(b"gAMA", bytes(4)),
    chunk(b"IDAT", b"colours"),
    chunk(b"IDAT", b"more"),
]


KINDS = st.sampled_from([b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"])


@given(st.lists(st.tuples(KINDS, SECRETS), max_size=4), st.integers(1, 4), SECRETS)
def test_a_png_keeps_each_part_that_shows_it_and_nothing_else(
    beside: list[tuple[bytes, bytes]], at: int, behind: bytes
) -> None:
    told = [chunk(kind, body) for kind, body in beside]
    end = chunk(b"IEND", b"")

    kept = without_metadata(PNG + b"".join([*SHOWN[:at], *told, *SHOWN[at:]]) + end + behind)

    assert kept == PNG + b"".join(SHOWN) + end


@given(st.sampled_from([PNG, b"\xff\xd8", b"\xff\xd8\xff\xe1", PNG + SHOWN[0]]), st.binary(max_size=200))
def test_whatever_pretends_to_be_a_picture_is_taken_or_refused_with_a_sentence(
    start: bytes, rest: bytes
) -> None:
    with contextlib.suppress(Refused):  # anything else would break the page
        assert without_metadata(start + rest).startswith(start[:2])


def test_a_long_run_of_one_byte_is_read_in_one_go() -> None:
    with pytest.raises(Refused):
        without_metadata(b"\xff\xd8" + b"\xff" * 5_000_000 + b"\0")
    head = b"\xff\xd8" + segment(0xDA, b"")

    assert without_metadata(head + b"\xff" * 5_000_000 + b"\0")


def test_a_pdf_stays_as_it_is() -> None:
    assert without_metadata(b"%PDF-1.7 /Author") == b"%PDF-1.7 /Author"


@pytest.mark.django_db
def test_what_is_stored_no_longer_tells_the_place() -> None:
    viewer = job_viewer("test")
    raise_wall(viewer)
    photo = b"\xff\xd8" + segment(0xE1, exif(6)) + FRAME + segment(0xDA, b"\1\1\0\0\x3f\0") + b"data\xff\xd9"

    file = keep_scan(
        photo, about="consent", viewer=viewer, now=datetime(2026, 11, 22, tzinfo=UTC), learner_id=None,
        institution_id=None,
    )  # fmt: skip

    assert PLACE not in content_of(file)
    assert file.size_bytes == len(content_of(file)) < len(photo)
