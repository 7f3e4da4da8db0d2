"""Early warning in real windows, in Latvian: the class teacher sees an alert, understands it, opens a plan from it and
sets another aside; the head sees what was not looked at."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs.demo import cast
from pumpurs.programme.alerts.actions.raising import pass_deadlines
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.plans.models import Plan
from tests import database
from tests.stories.people import NOW, is_fine, signed_in, small_country

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LATER = NOW.replace(day=16)


@pytest.fixture
def site(live_server: LiveServer, settings: Settings, transactional_db: None) -> str:
    """The address of a server in front of the small demonstration country."""
    with small_country(settings):
        return str(live_server.url)


def without_plan() -> str:
    """The page of an alert of much unexcused absence whose learner has no plan this semester."""
    with database.as_owner():
        found = Alert.objects.filter(state="new", kind__in=("high", "duty"), owner__email=cast.AUTHOR.email)
        planned = Plan.objects.filter(semester="2026/1").exclude(state="inactive").values("learner_id")
        alert = found.exclude(learner_id__in=planned).order_by("due_on", "id").first()
    assert alert is not None
    return f"/alerts/{alert.id}/"


def test_a_teacher_acts_on_alerts_and_the_head_sees_what_nobody_looked_at(
    site: str, browser: Browser, settings: Settings
) -> None:
    teacher = signed_in(browser, site, cast.AUTHOR.email)
    teacher.goto("/alerts/")
    expect(teacher.locator("h1")).to_have_text("Brīdinājumi")
    is_fine(teacher)
    teacher.locator(f"a[href='{without_plan()}']").click()

    expect(teacher.locator("main")).to_contain_text("Neattaisnoti kavētas stundas:")
    expect(teacher.locator("main")).to_contain_text("Slieksnis: vismaz 10")
    expect(teacher.locator("main")).to_contain_text("Zema mācību motivācija")
    expect(teacher.locator("main")).to_contain_text("Kavējumi pa dienām")
    for width in (1360, 320):
        teacher.set_viewport_size({"width": width, "height": 900})
        teacher.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        is_fine(teacher)
    teacher.set_viewport_size({"width": 1360, "height": 900})
    teacher.get_by_role("button", name="Atvērt plānu").click()
    expect(teacher.locator("main")).to_contain_text("Agri pamanīts")
    expect(teacher.locator("main")).to_contain_text("Neattaisnoti kavētas stundas:")
    expect(teacher.locator("input[type=radio][name^='level-']:checked")).to_have_count(0)

    teacher.goto("/alerts/")
    teacher.get_by_role("row").filter(has_text="Augsta steidzamība").first.get_by_role("link").first.click()
    teacher.locator("summary").filter(has_text="Atlikt").click()
    teacher.fill("#id_set_aside_note", "Bija sacensībās, žurnāls vēl nav labots.")
    teacher.fill("#id_until", "2026-10-14")
    teacher.locator("form").filter(has=teacher.locator("#id_until")).get_by_role("button").click()
    expect(teacher.locator("main, .messages").first).to_be_visible()

    settings.FIXED_NOW = LATER
    with database.as_owner(), looking_as(job_viewer("scoring")) as job:
        pass_deadlines(viewer=job, day=LATER.date(), now=LATER)
    with database.as_owner():
        states = set(Alert.objects.exclude(source="asked").values_list("state", flat=True))
        late = Alert.objects.filter(escalated_at__isnull=False).count()
    assert {"acted", "new"} <= states
    assert late > 0
    head = signed_in(browser, site, cast.HEAD.email)
    head.goto("/alerts/")
    head.get_by_role("link", name="Parādīt").click()
    expect(head.locator("tbody tr").first).to_contain_text("nokavēts")
