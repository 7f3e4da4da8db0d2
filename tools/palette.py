"""PNG with a palette: a picture of a page needs few colours, and so a third of the bytes."""

from __future__ import annotations

import base64
import struct
import zlib
from collections import Counter

from playwright.sync_api import Browser

COLOURS = 256
UNLIKE = 100  # squared distance from which the eye tells two colours of a page apart
PIXELS = """async source => {
    const image = new Image(); image.src = source; await image.decode();
    const canvas = document.createElement("canvas"); canvas.width = image.width; canvas.height = image.height;
    const brush = canvas.getContext("2d"); brush.drawImage(image, 0, 0);
    const bytes = brush.getImageData(0, 0, image.width, image.height).data; let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return [image.width, image.height, btoa(text)];
}"""
Colour = tuple[int, int, int]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _colour(pixel: int) -> Colour:
    red, green, blue, _opaque = struct.pack("<I", pixel)
    return red, green, blue


def _away(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _places(pixels: Counter[int]) -> tuple[list[Colour], dict[int, int]]:
    """The palette, frequent colours first and none like another, and for every colour its nearest place in it."""
    palette: list[Colour] = []
    for pixel, _times in pixels.most_common():
        if len(palette) < COLOURS and all(_away(_colour(pixel), one) >= UNLIKE for one in palette):
            palette.append(_colour(pixel))
    nearest = {}
    for pixel in pixels:
        distances = [_away(_colour(pixel), one) for one in palette]
        nearest[pixel] = distances.index(min(distances))
    return palette, nearest


def encoded(width: int, height: int, rgba: bytes) -> bytes:
    """A PNG of these pixels with at most 256 colours."""
    pixels = memoryview(rgba).cast("I")
    palette, nearest = _places(Counter(pixels))
    places = bytes(nearest[pixel] for pixel in pixels)
    rows = b"".join(b"\0" + places[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"PLTE", bytes(part for one in palette for part in one))
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def as_palette(browser: Browser | None, png: bytes) -> bytes:
    """The same picture with a palette; the browser reads the pixels."""
    assert browser is not None
    page = browser.new_page()
    source = "data:image/png;base64," + base64.b64encode(png).decode()
    width, height, text = page.evaluate(PIXELS, source)
    page.close()
    return encoded(width, height, base64.b64decode(text))
