"""Sealed text opens only where it was sealed, and never once it was touched."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from pumpurs.foundation import sealed

CODE = "140313-20003"


@given(st.text(max_size=200))
def test_what_was_sealed_comes_back(text: str) -> None:
    assert sealed.unseal(sealed.seal(text, about="learner"), about="learner") == text


def test_the_text_cannot_be_read_from_its_seal_and_no_two_seals_are_alike() -> None:
    one, two = sealed.seal(CODE, about="learner"), sealed.seal(CODE, about="learner")

    assert one != two
    assert CODE.encode() not in base64.b64decode(one)


def test_a_sealed_text_moved_elsewhere_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        sealed.unseal(sealed.seal(CODE, about="learner"), about="guardian")


@given(st.integers(min_value=1, max_value=40), st.integers(min_value=1, max_value=255))
def test_a_sealed_text_that_was_touched_does_not_open(place: int, change: int) -> None:
    content = bytearray(sealed.seal_bytes(CODE.encode(), about="learner"))
    content[place % len(content) or 1] ^= change

    with pytest.raises(InvalidTag):
        sealed.unseal_bytes(bytes(content), about="learner")


def test_an_unknown_key_is_named_as_such() -> None:
    content = b"9" + sealed.seal_bytes(CODE.encode(), about="learner")[1:]

    with pytest.raises(ValueError, match="unknown key"):
        sealed.unseal_bytes(content, about="learner")


def test_the_blind_index_finds_equal_texts_and_only_within_one_purpose() -> None:
    index = sealed.blind_index(CODE, about="learner")

    assert index == sealed.blind_index(CODE, about="learner")
    assert index != sealed.blind_index("140313-20004", about="learner")
    assert index != sealed.blind_index(CODE, about="guardian")
    assert CODE not in index
