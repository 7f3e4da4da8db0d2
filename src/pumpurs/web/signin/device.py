"""From where and with what somebody comes: client address, masked place, device in two words."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip
NOWHERE = "0.0.0.0"


def address(request: HttpRequest) -> str:
    """The client's address: what the outermost of our own proxies saw, or the direct neighbour without one."""
    given = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(passed) >= settings.TRUSTED_PROXIES:
            given = passed[-settings.TRUSTED_PROXIES]
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        return NOWHERE


def masked(place: str) -> str:
    """An address without its last part: `203.0.113.9` -> `203.0.113.x`; of IPv6 the first three groups stay."""
    try:
        parsed = ipaddress.ip_address(place)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed).rpartition(".")[0] + ".x"
    return ":".join(parsed.exploded.split(":")[:3]) + ":x"


def named(user_agent: str) -> str:
    """`Chrome, Windows` from the long text a browser says of itself; empty if nothing is recognised."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system)))
