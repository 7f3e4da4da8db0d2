"""The main job, from the roster to the paper: one learner's plan goes its whole way through real windows, in Latvian.

Coordinator, plan author, mother on a phone, head, municipality and agency each act in a window of their own.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from pumpurs.jobs import notices
from pumpurs.jobs.demo import cast
from pumpurs.programme.consents.models import FamilyLink
from pumpurs.programme.learners.models import Care, Learner
from pumpurs.programme.partners.models import Institution
from tests import database
from tests.programme.learners.rosters import Pupil, Roster
from tests.stories.people import PHONE, Hand, signed_in, small_country

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GIVEN, FAMILY = "Jēkabs", "Šķēlītis"
MOTHER = "Žanete Šķēlīte"
GOAL = "Gribu nokārtot matemātiku un vasarā strādāt autoservisā."
MENDED = "Nokārtoti visi trīs matemātikas parādi līdz semestra beigām."
NOTE = "Mamma lūdz konsultācijas otrdienās."
MOST_EFFORT = 40
ALL_GROUPS = ("learning", "social", "economic", "family")


@pytest.fixture
def site(live_server: LiveServer, settings: Settings, transactional_db: None) -> str:
    """The address of a server in front of the small demonstration country."""
    with small_country(settings):
        return str(live_server.url)


def roster_of(folder: Path) -> Path:
    """A delta from the school's own system: one new learner in a class of the plan author."""
    with database.as_owner():
        school = Institution.objects.get(name=cast.ILUKSTE)
        care = Care.objects.filter(
            account__email=cast.AUTHOR.email, institution_id=school.id, school_class__isnull=False, until=None
        ).select_related("school_class")
        found = care.order_by("school_class__name").first()
        assert found is not None
        assert found.school_class is not None
        title, code = found.school_class.name, school.source_code
    pupil = Pupil("N1", GIVEN, FAMILY, title, "320000-00009", "2013-04-11", school=code)
    files = Roster([pupil], schools={code: cast.ILUKSTE}, mode="delta").at(folder)
    return Path(shutil.make_archive(str(folder), "zip", files))


def bring_roster(page: Page, roster: Path) -> None:
    """The institution's coordinator brings the file, sees what would change, and confirms."""
    page.goto("/learners/rosters/")
    page.locator("input[name=file]").set_input_files(roster)
    page.locator("main form .button-primary").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text(f"{GIVEN} {FAMILY}")
    with database.as_owner():
        assert not Learner.objects.filter(family_name=FAMILY).exists()
    page.locator("button[name=do][value=confirm]").click()
    expect(page.locator("button[name=do][value=undo]")).to_be_visible()


def link_and_code(page: Page) -> tuple[str, str]:
    """The link from the mother's mail, and the code that the author reads out to her: the page shows no link."""
    code = re.sub(r"\D", "", page.locator(".handover-code").inner_text())
    expect(page.locator(".handover-link")).to_have_count(0)
    with database.as_owner():
        link_id = FamilyLink.objects.latest("made_at").id
    notices.family_link.func(str(link_id), "family_link")
    found = re.search(r"/f/[\w-]{43}/", str(mail.outbox[-1].body))
    assert found is not None
    return found[0], code


def send_link(page: Page) -> tuple[str, str]:
    """The author asks the mother, who is not known yet, by a link; link and code."""
    hand = Hand(page)
    hand.press("main a[href^='/consents/new/']")
    hand.press("a[href^='/consents/link/']")
    hand.write("[name=guardian_name]", MOTHER)
    page.locator("[name=guardian_relation]").select_option("mother")
    hand.write("[name=guardian_email]", "zanete@pasts.example")
    hand.press("main form .button-primary")
    return link_and_code(page)


def sign_on_phone(page: Page, link: str, code: str) -> None:
    """The mother opens the link, gives the code, reads, and signs consent and application."""
    onward = "main .button-primary"
    page.goto(link)
    page.fill("#code", code)
    page.click(onward)
    page.check("input[value=lv]")
    page.click(onward)
    expect(page.locator("h1")).to_contain_text(GIVEN)
    page.click(onward)
    page.click(onward)
    page.check("input[value=yes]")
    page.click(onward)
    page.check("input[value=teacher_consultation]")
    page.click(onward)
    page.check("input[value=distance]")
    page.click(onward)
    page.fill("#signer_name", MOTHER)
    page.click(onward)
    expect(page).to_have_url(re.compile("/f/done/"))
    expect(page.locator("h1")).to_contain_text("Paldies")


def saved(page: Page, form: str) -> None:
    """The section says that it saved itself."""
    expect(page.locator(form)).not_to_have_attribute("data-unsaved", "")
    expect(page.locator(f"{form} .autosave")).to_contain_text("Saglabāts plkst.")


def level(hand: Hand, risk: str, value: int, why: str) -> None:
    """Judge one risk, with the reason."""
    hand.press(f"#risk-{risk} input[type=radio][value='{value}']")
    hand.write(f"[name=why-{risk}]", why)


def measure(hand: Hand, kind: str, amount: tuple[str, str], result: str) -> None:
    """Add one measure from the suggested kinds."""
    hand.press("#measures a[href$='/measures/new/']")
    hand.press(f"main a[href='?kind={kind}']")
    hand.write(f"[name={amount[0]}]", amount[1])
    hand.write("[name=expected_result]", result)
    hand.press("form#measure .button-primary")
    expect(hand.page.locator("#measures tbody tr")).not_to_have_count(0)


def write_plan(page: Page) -> Hand:
    """The author writes the whole plan; what she pressed and typed."""
    hand = Hand(page)
    hand.press("main a[href^='/plans/new/']")
    hand.press("button[name=how][value=empty]")
    hand.write("#goal-text", GOAL)
    saved(page, "#goal")
    for who in ("family", "class_teacher"):
        hand.press(f"#consulted input[value={who}]")
    hand.write("#consulted-note", NOTE)
    hand.write("#preparation", "4")
    saved(page, "#consulted")
    level(hand, "unexcused_absence", 2, "Septembrī neattaisnoti kavētas 23 no 120 stundām.")
    saved(page, "#risks-learning")
    level(hand, "difficult_journey", 3, "Autobuss kursē divas reizes dienā, ceļā pusotra stunda.")
    saved(page, "#risks-economic")
    for group in ALL_GROUPS:
        hand.press(f"#risks-{group} button[name=rest]")
        expect(page.locator(f"#risks-{group} button[name=rest]")).to_have_count(0)
    measure(hand, "teacher_consultation", ("hours_planned", "16"), "Nokārtoti parādi.")
    measure(hand, "intercity_transport", ("amount_eur", "24"), "Katru dienu ir skolā uz pirmo stundu.")
    hand.press("form[action$='/submit/'] button")
    return hand


def open_from_desk(page: Page) -> None:
    """An approver opens the learner's plan from the desk."""
    page.goto("/desk/")
    row = page.locator("table[data-queue] tbody tr", has_text=FAMILY)
    row.locator("a.row-link").click()
    if not page.url.endswith("/decide/"):
        page.locator("main a[href$='/decide/']").first.click()


def approve(browser: Browser, site: str, person: cast.Person) -> None:
    """One level approves in a window of its own."""
    page = signed_in(browser, site, person.email)
    open_from_desk(page)
    page.locator("button[name=decision][value=approve]").click()
    expect(page.locator(".messages, [role=status]").first).to_be_visible()
    page.context.close()


def test_a_plan_goes_its_whole_way_from_roster_to_paper(
    browser: Browser, site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_roster(signed_in(browser, site, cast.SCHOOL_COORDINATOR.email), roster_of(tmp_path / "roster"))

    author = signed_in(browser, site, cast.AUTHOR.email)
    author.locator("#frame-search").fill("jekabs skel")
    author.keyboard.press("Enter")
    author.locator("main a[href^='/learners/']", has_text=FAMILY).click()
    learner = author.url
    link, code = send_link(author)

    phone = browser.new_context(locale="lv-LV", viewport=PHONE, is_mobile=True, has_touch=True).new_page()
    sign_on_phone(phone, site + link, code)

    author.goto(learner)
    hand = write_plan(author)
    plan = re.sub(r"write/.*|submit/.*", "", author.url)
    expect(author.locator("h1")).to_contain_text("Pie vadītāja")

    head = signed_in(browser, site, cast.HEAD.email)
    open_from_desk(head)
    line = head.locator("article[id^=measure-]").first
    line.locator("summary").click()
    line.locator("textarea").fill("Lūdzu, ierakstiet, ko tieši jānokārto.")
    line.locator("form button").click()
    head.locator("button[name=decision][value=send_back]").click()

    author.goto("/desk/")
    author.locator("a.row-link", has_text=FAMILY).first.click()
    expect(author.locator(".comment").first).to_contain_text("ko tieši jānokārto")
    Hand(author).press("#measures a.row-link")
    Hand(author).write("[name=expected_result]", MENDED)
    Hand(author).press("form#measure .button-primary")
    Hand(author).press("form[action$='/submit/'] button")
    expect(author.locator(".errors")).to_contain_text("ko tieši jānokārto")
    Hand(author).press("#measures button[form^='settle-']")
    Hand(author).press("form[action$='/submit/'] button")
    expect(author.locator("h1")).to_contain_text("Pie vadītāja")

    for person in (cast.HEAD, cast.COORDINATOR, cast.EXPERT):
        approve(browser, site, person)

    author.goto(plan)
    expect(author.locator("h1")).to_contain_text("Apstiprināts")
    with author.expect_download() as downloading:
        author.locator("a[href$='/paper/']").click()
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(downloading.value.path()).pages)
    words = re.sub(r"\s+", " ", text)
    for said in (
        f"{GIVEN} {FAMILY}",
        GOAL,
        MENDED,
        "Pedagoga konsultācijas",
        cast.HEAD.name,
        cast.EXPERT.name,
    ):
        assert said in words, said
    assert NOTE not in words

    phone.goto(f"{site}/family/")
    expect(phone.locator("main")).to_contain_text(GOAL)
    expect(phone.locator("main")).to_contain_text("Pedagoga konsultācijas")
    expect(phone.locator("main")).to_contain_text("24,00")
    with capsys.disabled():
        sys.stdout.write(f"\nThe plan took {hand.presses} presses and {hand.fields} fields.\n")
    assert hand.effort <= MOST_EFFORT
