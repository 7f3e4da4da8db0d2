"""A family's way through its pages, for tests: arrive by the link, give the code, answer step by step."""

from __future__ import annotations

from django.test import Client

from pumpurs.programme.consents.actions.links import Handover


def arrived(handover: Handover) -> Client:
    """A phone on which the link was tapped."""
    phone = Client()
    phone.get(f"/f/{handover.token}/")
    return phone


def inside(handover: Handover) -> Client:
    """A phone on which the link was tapped and the right code typed."""
    phone = arrived(handover)
    phone.post("/f/", {"code": handover.code})
    return phone
