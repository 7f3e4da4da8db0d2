"""Small hands of the tests of plan pages: browsers, what stands in the database, what a page shows."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Decision, LineComment, Measure, Plan, PlanVersion, RiskJudgement
from tests.database import as_owner

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PART = {"HX-Request": "true"}
GENERAL = "unexcused_absence"  # a risk that every approver may read
HEALTH = "special_needs"  # a risk whose text only author and head read


def browser_of(viewer: Viewer) -> Client:
    """A browser in Latvian, signed in."""
    client = Client(headers={"accept-language": "lv"})
    with as_owner():
        client.force_login(Account.objects.get(pk=viewer.account_id), backend=BACKEND)
    return client


def all_of(plan_id: UUID) -> list[Any]:
    """Everything the database holds of a plan, to see that a refusal changed nothing."""
    tables = (RiskJudgement, Measure, Decision, LineComment, PlanVersion)
    with as_owner():
        found: list[Any] = [Plan.objects.filter(pk=plan_id).values().get()]
        for table in tables:
            found += table.objects.filter(plan_id=plan_id).order_by("id").values()
    return found


def text_of(answer: Any) -> str:
    """The page as text with its tags, letters unescaped."""
    return unescape(answer.content.decode())


def reasons_on(answer: Any) -> list[str]:
    """Codes of the reasons that the page shows."""
    return sorted(reason["code"] for reason in answer.context["refusals"])


def dead_links(answer: Any) -> set[str]:
    """Links into the page itself that lead nowhere."""
    html = answer.content.decode()
    ids = set(re.findall(r'\sid="([^"]*)"', html))
    return {link for link in re.findall(r'href="#([^"]*)"', html) if link not in ids}


def value_of(answer: Any, element_id: str) -> str:
    """The value of an input by its id."""
    tag = re.search(rf'<input[^>]*\bid="{element_id}"[^>]*>', answer.content.decode())
    assert tag is not None, element_id
    found = re.search(r'value="([^"]*)"', tag[0])
    return unescape(found[1]) if found else ""
