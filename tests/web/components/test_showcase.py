"""Every component and every example screen in a browser: accessible, narrow, by night, and alive."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import RequestFactory
from playwright.sync_api import Page, expect

from pumpurs.web.pages.house.showcase import page as showcase

pytestmark = pytest.mark.browser
STATIC = Path(__file__).resolve().parents[3] / "src" / "pumpurs" / "web" / "static"
SCREENS = ["", *showcase.SCREENS]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
HOUSE = "http://house.test"
Open = Callable[[str], Page]


@pytest.fixture
def open_screen(page: Page) -> Open:
    """Opens a screen of the showcase under the policy of the house; no server, no database."""
    faults: list[str] = []
    page.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.route(
        f"{HOUSE}/static/**",
        lambda route: route.fulfill(
            path=STATIC / route.request.url.removeprefix(f"{HOUSE}/static/").split("?")[0],
            content_type=TYPES["." + route.request.url.rsplit(".", 1)[1]],
        ),
    )

    def opened(screen: str) -> Page:
        answer = showcase.show(RequestFactory().get("/house/showcase/"), screen)
        html = re.sub(r"/static/([\w./-]+?)\.[0-9a-f]{12}\.(\w+)", r"/static/\1.\2", answer.content.decode())
        page.route(
            f"{HOUSE}/page",
            lambda route: route.fulfill(
                body=html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY},
            ),
        )
        page.goto(f"{HOUSE}/page")
        expect(page.locator("html")).to_have_class("js")
        assert faults == []
        return page

    return opened


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_a_screen_has_no_serious_fault(
    open_screen: Open, page: Page, screen: str, theme: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})

    shown = open_screen(screen)

    found = Axe().run(shown).response["violations"]
    assert [(f["id"], f["nodes"][0]["target"]) for f in found if f["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_fits_a_narrow_phone(open_screen: Open, page: Page, screen: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})

    shown = open_screen(screen)

    assert shown.evaluate("document.documentElement.scrollWidth") == 320


def test_the_menu_of_a_phone_opens_without_a_script(browser_page_without_scripts: Page) -> None:
    phone = browser_page_without_scripts
    entry = phone.get_by_role("link", name="Izglītojamie")
    expect(entry).to_be_hidden()

    phone.locator(".rail-menu summary").click()

    expect(entry).to_be_visible()


@pytest.fixture
def browser_page_without_scripts(page: Page) -> Page:
    """The desk on a phone, styled, with no script at all."""
    html = showcase.show(RequestFactory().get("/"), "desk").content.decode()
    page.set_viewport_size({"width": 360, "height": 700})
    page.set_content(re.sub(r"<(?:script|link)[^>]*>(?:</script>)?", "", html))
    page.add_style_tag(path=STATIC / "pumpurs.css")
    return page


def test_sums_and_caps_follow_the_typing(open_screen: Open) -> None:
    plan = open_screen("plan")
    bus = plan.locator('[data-meter="bus"]')
    expect(bus).to_contain_text("42,00")

    plan.get_by_label("Apjoms: Starppilsētu autobuss").fill("30,00")

    expect(plan.locator("[data-total]")).to_have_text("430,00\N{NO-BREAK SPACE}€")
    expect(bus.locator("[data-meter-over]")).to_be_hidden()

    plan.get_by_label("Apjoms: Starppilsētu autobuss").fill("30,01")

    expect(bus.locator("[data-meter-over]")).to_be_visible()


def test_the_bar_counts_marked_rows_and_marks_all(open_screen: Open) -> None:
    desk = open_screen("desk")
    expect(desk.locator(".bulk")).to_be_hidden()

    desk.locator("input[data-pick]").first.check()
    expect(desk.locator("[data-bulk-count]")).to_have_text("1")

    desk.locator("input[data-pick-all]").check()
    expect(desk.locator("[data-bulk-count]")).to_have_text("7")


def test_keys_move_and_mark_in_the_queue_but_not_while_typing(open_screen: Open) -> None:
    desk = open_screen("desk")

    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(desk.locator("tr.is-current")).to_contain_text("Elīza Ķirse")
    expect(desk.locator("tr.is-current input[data-pick]")).to_be_checked()

    desk.keyboard.press("/")
    desk.keyboard.type("jx")
    expect(desk.locator("#frame-search")).to_have_value("jx")
    expect(desk.locator("tr.is-current")).to_contain_text("Elīza Ķirse")


def test_the_chosen_theme_is_remembered_for_the_server(open_screen: Open) -> None:
    desk = open_screen("desk")

    desk.locator("[data-theme-toggle]").click()

    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    assert [c["value"] for c in desk.context.cookies(HOUSE) if c["name"] == "theme"] == ["dark"]


def test_a_faulty_field_is_tied_to_its_error_and_the_summary_leads_to_it(open_screen: Open) -> None:
    gallery = open_screen("")
    field = gallery.get_by_label("Stundas")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Jāievada skaitlis.")
    expect(gallery.locator(".errors")).to_be_focused()

    gallery.locator('.errors a[href="#id_hours"]').click()

    expect(field).to_be_focused()
