"""Every page in a real window, once: no serious fault for axe in light and dark, nothing cut off on a narrow phone,
nothing that the content policy forbids, and every form can be sent without scripts.

Requests go straight into Django (tests/web/window.py), so that one demo country in one transaction serves all pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from pumpurs.jobs.demo.cast import FAMILY_LINK
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.plans.models import Decision, Measure, Plan
from pumpurs.programme.plans.preconditions import against_support
from pumpurs.values.roles import Role
from pumpurs.web.door_lists import DOORS
from pumpurs.web.doors import Door
from tests import database
from tests.web.country import NOW, Person, built, ids_of, learner_for, persons, signed_in
from tests.web.test_matrix import address, named_in
from tests.web.window import HERE, HOUSE, window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

NARROW = 320
WIDE = 1280
MOST_TABS = 200
FITTING = (
    Role.PLAN_AUTHOR, Role.HEAD, Role.INSTITUTION_COORDINATOR, Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_EXPERT,
    Role.PROGRAMME_MANAGER, Role.GUARDIAN,
)  # fmt: skip
FITS_BEST = {
    "plans/decide": Role.HEAD,
    "partners/home": Role.PROGRAMME_MANAGER,  # a coordinator is led on to the own partner
    "budgets/home": Role.PROGRAMME_MANAGER,
    "payments/sign": Role.ACCOUNTANT,  # who granted is not asked to sign
}
OF_PARTNER = {"payments", "packages", "budgets", "statements", "samples"}  # a school's head has none of these
AT_PARTNER = (Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT, Role.NATIONAL_EXPERT, Role.PROGRAMME_MANAGER)
NO_PAGE = {
    "health/live", "health/ready", "house/live", "house/ready",  # plain words for machines
    "plans/paper", "alerts/duty_paper", "consents/scan", "learners/roster_rejected", "compensations/proof",
    "payments/file", "samples/evidence", "work/sheet_paper",  # files
    "mfa_download_recovery_codes",
    "house/home",  # leads to the desk
    "openid_connect_login", "openid_connect_callback", "account_reset_password_from_key", "signin/invite",
    "signin/session",  # lead on, or answer a script
    "family/arrive",  # leads to the code
}  # fmt: skip
IN_OTHER_STORIES = {
    "account", "session", "signin", "invitation",  # stories/test_signin.py walks these with axe
}  # fmt: skip
LISTS = {
    "learners/roster_one": "Vārds;Uzvārds;Personas kods;Klase\nJēkabs;Šķēlītis;320000-00009;7.a\n",
    "learners/roster_columns": "A;B;C;D\nJēkabs;Šķēlītis;320000-00009;7.a\n",
}
ELSEWHERE = {
    "family/done",
    "house/showcase",
    "house/showcase_screen",
}  # family/test_phone.py, components/test_showcase.py


class Forms(HTMLParser):
    """Forms of a page, and whether each has a button that works without scripts."""

    VOID = {"input", "br", "img", "meta", "link", "hr", "use", "path", "source", "wbr"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, bool] = {}
        self._open: list[tuple[str, str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = "js-only" in (given.get("class") or "").split() or any(one[2] for one in self._open)
        name = ""
        if tag == "form":
            name = given.get("id") or given.get("action") or f"form {len(self.forms)}"
            self.forms.setdefault(name, False)
        inside = given.get("form") or next((one[1] for one in reversed(self._open) if one[0] == "form"), "")
        sends = tag == "button" and given.get("type", "submit") == "submit"
        if (sends or (tag == "input" and given.get("type") == "submit")) and not hidden and inside:
            self.forms[inside] = True
        if tag not in self.VOID:
            self._open.append((tag, name, hidden))

    def handle_endtag(self, tag: str) -> None:
        if any(one[0] == tag for one in self._open):
            while self._open.pop()[0] != tag:
                pass

    @property
    def without_button(self) -> list[str]:
        return [name for name, has_button in self.forms.items() if not has_button]


def pages() -> list[Door]:
    """The doors behind which a person sees a page; where several doors show the same page, the first."""
    found: dict[object, Door] = {}
    for door in DOORS:
        walked = door.thing in IN_OTHER_STORIES and door.name not in {"signin/account", "signin/demo"}
        if "GET" in door.methods and not door.machine and door.name not in NO_PAGE | ELSEWHERE and not walked:
            found.setdefault(door.page.show, door)
    return list(found.values())


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    """The demo's people; pages are then asked for as the web role."""
    with django_db_blocker.unblock(), built():
        yield persons()


def plan_for(door: Door, learners: Any) -> Plan:
    """A plan in the state that this page is about."""
    plans = Plan.objects.filter(learner__in=learners, measures__isnull=False).order_by("-semester", "id")
    if door.name == "plans/decide":
        plans = plans.filter(state="at_head")
    elif door.name in ("plans/approved", "outcomes/one"):
        plans = plans.filter(state="approved")
    elif door.action == "write":
        plans = plans.filter(state="draft")
    elif door.action == "change":
        plans = plans.filter(state="approved")
    found = plans.first()
    assert found is not None, f"the demo has no plan for {door.name}"
    return found


def own_ids(door: Door, person: Person, asked: set[str]) -> dict[str, Any]:
    """Ids in the person's own reach, of things in the state that the page needs."""
    learner = learner_for(person, "own")
    assert learner is not None
    ids = ids_of(learner, asked, waits=door.name == "journals/columns")
    if "plan_id" in asked:
        home = person.appointment.institution_id if person.appointment else learner.institution_id
        plan = plan_for(door, Learner.objects.filter(institution_id=home, plans__author=_author(person)))
        ids["plan_id"] = plan.id
        if "measure_id" in asked:
            ids["measure_id"] = _first(Measure.objects.filter(plan=plan))
    if "alert_id" in asked:
        here = Alert.objects.filter(state="new", institution_id=learner.institution_id)
        ids["alert_id"] = _first(here)
    if "appointment_id" in asked:
        authors = Appointment.objects.filter(role=Role.PLAN_AUTHOR, until=None, whole_institution=False)
        ids["appointment_id"] = _first(authors.filter(institution_id=learner.institution_id))
    return ids


def _author(person: Person) -> Any:
    author = next(one for one in persons() if one.role is Role.PLAN_AUTHOR)
    return person.account if person.role is Role.PLAN_AUTHOR else author.account


def _first(rows: Any) -> UUID:
    found = rows.order_by("id").first()
    assert found is not None
    return found.pk  # type: ignore[no-any-return]


def client_for(door: Door, country: list[Person]) -> tuple[Client, str]:
    """A browser of one fitting person, and the address of the page for them."""
    if door.path.startswith("f/"):
        client = Client(raise_request_exception=False)
        database.become_web(connection)
        token, code = FAMILY_LINK
        client.get(f"/f/{token}/")
        if door.name != "family/code":
            assert client.post("/f/", {"code": code}).status_code == 302
        return client, address(door, {})
    if door.roles is None:
        return Client(raise_request_exception=False), address(door, {"screen": "plan"})
    fitting = FITTING if door.name.split("/")[0] not in OF_PARTNER else AT_PARTNER
    role = FITS_BEST.get(door.name) or next(one for one in fitting if one in door.roles)
    person = next(one for one in country if one.role is role)
    if "roster_id" in named_in(door):
        client = signed_in(person)
        database.become_web(connection)
        file = SimpleUploadedFile("saraksts.csv", LISTS[door.name].encode(), content_type="text/csv")
        return client, client.post("/learners/rosters/", {"file": file})["Location"]
    path = address(door, own_ids(door, person, named_in(door)))
    return signed_in(person), path


def faults(page: Page, **options: Any) -> list[str]:
    """What axe finds serious or critical."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"][:3]
    ]


def listened(page: Page) -> list[str]:
    """What the browser refuses or trips over."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


OVERFLOW = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(-4).map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)"""


@pytest.mark.parametrize("door", pages(), ids=lambda door: door.name)
def test_a_page_is_open_to_everybody_who_may_see_it(
    door: Door, country: list[Person], browser: Browser
) -> None:
    cache.clear()
    database.become_owner(connection)
    client, path = client_for(door, country)
    database.become_web(connection)
    found: dict[str, list[str]] = {}

    with window(browser, client, width=WIDE, scripts=True) as page:
        said = listened(page)
        page.emulate_media(reduced_motion="reduce")
        answer = page.goto(HOUSE + path)
        assert answer is not None
        assert answer.status == 200, path
        assert answer.headers[HERE] == path.partition("?")[0]
        html = answer.text()
        found["axe"] = faults(page)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        page.reload()  # dark from the start: nothing is on its way from one colour to another
        found["dark"] = faults(page, runOnly=["color-contrast"])
        page.set_viewport_size({"width": NARROW, "height": 640})
        found["narrow"] = page.evaluate(OVERFLOW)
        found["console"] = said
    found["no button without scripts"] = Forms(html).without_button
    database.become_owner(connection)

    assert {name: what for name, what in found.items() if what} == {}


def test_a_form_without_a_button_is_noticed() -> None:
    html = '<form id="a"><input></form><form id="b"><p class="js-only"><button>Saglabāt</button></p></form>'

    assert Forms(html + '<form id="c"><button>Sūtīt</button></form>').without_button == ["a", "b"]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on such an element, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key never reaches {selector}")


def waits_clean(head: Person) -> Plan:
    """A plan in the head's queue that can be marked: approved in this country before, so that all of it stands."""
    assert head.appointment is not None
    rows = Plan.objects.filter(
        institution=head.appointment.institution, state="approved", semester="2026/1", measures__isnull=False,
        learner__consents__state="signed", learner__applications__state="signed",
    ).distinct()  # fmt: skip
    plan = next(one for one in rows.order_by("number") if not against_support(one, one.measures.all()))
    Plan.objects.filter(pk=plan.pk).update(state="at_head", is_clean=True, waiting_since=NOW)
    Decision.objects.filter(plan=plan, by=head.account).update(by=plan.author)  # the head has not decided yet
    plan.refresh_from_db()
    return plan


def test_the_head_approves_from_the_queue_by_keys_alone(country: list[Person], browser: Browser) -> None:
    head = next(one for one in country if one.role is Role.HEAD)
    database.become_owner(connection)
    plan = waits_clean(head)
    waiting = Plan.objects.filter(institution=plan.institution, state="at_head").count()
    client = signed_in(head)
    database.become_web(connection)

    with window(browser, client, width=WIDE, scripts=True) as page:
        page.goto(f"{HOUSE}/desk/")
        for _ in range(waiting + 2):
            page.keyboard.press("j")
        for _ in range(waiting + 2):
            page.keyboard.press("k")
        marks = page.locator("[data-queue] tbody tr").evaluate_all(
            "rows => rows.findIndex(row => row.querySelector('input[data-pick]'))"
        )
        for _ in range(marks):  # down to the first that can be marked
            page.keyboard.press("j")
        page.keyboard.press("x")
        expect(page.locator("[data-bulk-count]")).to_have_text("1")
        page.keyboard.press("a")
        expect(page.locator(".messages")).to_be_visible()

    database.become_owner(connection)
    left = Plan.objects.filter(institution=plan.institution, state="at_head").count()
    assert left == waiting - 1


def test_a_section_of_a_plan_is_written_by_tab_and_space_alone(
    country: list[Person], browser: Browser
) -> None:
    author = next(one for one in country if one.role is Role.PLAN_AUTHOR)
    plan = Plan.objects.filter(author=author.account, state="draft").order_by("id").first()
    assert plan is not None
    client = signed_in(author)
    database.become_web(connection)

    with window(browser, client, width=WIDE, scripts=True) as page:
        page.goto(f"{HOUSE}/plans/{plan.id}/write/")
        tab_to(page, "#consulted input[value=family]")
        was = page.locator("#consulted input[value=family]").is_checked()
        page.keyboard.press("Space")
        tab_to(page, "#consulted-note")
        page.keyboard.press("Control+A")
        page.keyboard.type("Runāts arī ar vecmāmiņu.")
        page.keyboard.press("Tab")
        expect(page.locator("#consulted .autosave")).to_contain_text("Saglabāts plkst.")
        tab_to(page, "#risks-learning input[type=radio]")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#risks-learning .autosave")).to_contain_text("Saglabāts plkst.")

    database.become_owner(connection)
    plan.refresh_from_db()
    assert plan.consulted_note == "Runāts arī ar vecmāmiņu."
    assert ("family" in plan.consulted) is not was
