"""In what letters a text is written (kodējums): UTF-8, or Windows-1257 where it reads as Latvian.

A CSV saved by an older Excel in Latvia comes in Windows-1257. Guessing wrongly would spoil names for good, so
a text is taken for Windows-1257 only if its letters look like it; everything else is refused with advice.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from pumpurs.foundation.intake.refusals import refused

_LATVIAN = frozenset("āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_BYTES = 4 * 1024 * 1024
_TWICE_ENCODED = re.compile("[ÄÅ][\u0080-\u00bf]|Ã[\u0080-\u00bf]")
_BEGIN_TWICE_ENCODED = "ÄÅÃ"  # looked for first: the pattern costs ten times as much
_LOST = "\ufffd"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def encoding_of(chunks: Iterable[bytes], *, file: str) -> str:
    """`utf-8-sig` or `cp1257`. Reads all chunks once, keeps none. Refused where the text is neither."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    sample = bytearray()
    first = True
    for chunk in chunks:
        if first and chunk.startswith(_WIDE_MARKS):
            raise refused("wrong_encoding", file=file)
        first = False
        if b"\x00" in chunk:
            raise refused("not_text", file=file)
        if is_utf8:
            try:
                text = utf8.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
            else:
                _judge_letters(text, file=file)
        if len(sample) < _SAMPLE_BYTES and not chunk.isascii():
            sample += chunk
    if is_utf8 and _ends_whole(utf8):
        return "utf-8-sig"
    if _reads_as_latvian(bytes(sample)):
        return "cp1257"
    raise refused("half_written" if is_utf8 else "wrong_encoding", file=file)


def _ends_whole(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _judge_letters(text: str, *, file: str) -> None:
    if text.isascii():
        return
    if _LOST in text:
        raise refused("lost_letters", file=file)
    if any(sign in text for sign in _BEGIN_TWICE_ENCODED) and _TWICE_ENCODED.search(text):
        raise refused("wrong_encoding", file=file)


def _reads_as_latvian(sample: bytes) -> bool:
    """Most letters beyond ASCII are Latvian, and no words consist of them only (as Cyrillic would)."""
    try:
        text = sample.decode("cp1257")
    except UnicodeDecodeError:
        return False
    beyond = [letter for letter in text if ord(letter) > 127]
    letters = [letter for letter in beyond if letter.isalpha()]
    if not letters or len(letters) < len(beyond) * 0.8:
        return False
    latvian = sum(1 for letter in letters if letter in _LATVIAN)
    words = [word for word in _WORD.findall(text) if len(word) >= 3 and not word.isascii()]
    strange = sum(1 for word in words if all(ord(letter) > 127 for letter in word))
    return latvian >= len(letters) * 0.67 and strange <= len(words) * 0.05
