"""From where somebody comes: our own proxies are believed, nobody else; places are shown masked."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from pumpurs.web.signin import device

NEIGHBOUR, CLAIMED, SEEN = "192.0.2.1", "198.51.100.66", "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, f"{CLAIMED}", NEIGHBOUR),
        (1, f"{CLAIMED}, {SEEN}", SEEN),
        (2, f"{CLAIMED}, {SEEN}, 10.0.0.1", SEEN),
        (2, SEEN, NEIGHBOUR),
        (1, "not an address", device.NOWHERE),
        (1, "", device.NOWHERE),
    ],
)
def test_only_what_our_own_proxies_saw_counts(
    proxies: int, forwarded: str, address: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=NEIGHBOUR, headers={"X-Forwarded-For": forwarded})

    assert device.address(request) == address


@pytest.mark.parametrize(
    ("place", "shown"),
    [(SEEN, "203.0.113.x"), ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:x"), ("", ""), ("x", "")],
)
def test_a_place_is_shown_without_its_last_part(place: str, shown: str) -> None:
    assert device.masked(place) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_device_is_two_words_and_never_what_a_stranger_wrote(said: str, shown: str) -> None:
    assert device.named(said) == shown
