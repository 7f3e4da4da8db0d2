"""Pictures of the main pages for the docs: starts a small demonstration country of its own and walks through it.

`make screenshots` writes docs/screenshots/*.png; `--address http://127.0.0.1:8000` takes a country that runs already.
The day is fixed, so that two runs show the same country.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from pumpurs.jobs.roster_sample import Sample, SampleSchool, write_sample
from tools.palette import as_palette

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "screenshots"
DAY = "2026-11-22T08:00:00+00:00"
PORT = 8790
START_SECONDS = 180
MOST_BYTES = 200_000
WIDTH, HEIGHT = 1360, 920
PHONE: ViewportSize = {"width": 390, "height": 800}
WORD = "pumpurs-plaukst"  # these three as in src/pumpurs/jobs/demo
FAMILY_LINK = ("oksana-paraugs-paraugs-paraugs", "123456")
SCHOOL = ("IZ0048", "Ilūkstes Raiņa vidusskola")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-lcd-text", "--hide-scrollbars")
MANY = 3
Walk = Callable[[Page], None]


def follow(page: Page, pattern: str) -> None:
    """Open the first link on the page whose address has this form."""
    links: list[str] = page.locator("main a[href]").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    found = next((href for href in links if re.search(pattern, href)), None)
    if found is None:
        raise SystemExit(f"screenshots: no link {pattern} on {page.url}")
    page.goto(found)


def desk(page: Page) -> None:
    """The first page of a role."""
    page.goto("/desk/")
    if page.locator("input[data-pick]").count() > 2:
        for number in (0, 1):
            page.locator("input[data-pick]").nth(number).check()


def learner(page: Page) -> None:
    """A learner with a history: several plans."""
    page.goto("/plans/?state=approved")
    rows = page.locator("main tbody a.row-link").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for plan in rows:
        page.goto(plan)
        follow(page, r"/learners/[0-9a-f-]{36}/$")
        if page.locator("main tbody tr").count() >= MANY:
            return


def plan_write(page: Page) -> None:
    """A draft being written."""
    page.goto("/desk/")
    follow(page, r"/plans/[0-9a-f-]{36}/write/")
    page.evaluate("document.querySelector('#consulted').scrollIntoView()")


def decide(page: Page) -> None:
    """A plan with the decision beside it."""
    page.goto("/desk/")
    follow(page, r"/plans/[0-9a-f-]{36}/decide/")


def plan_one(page: Page) -> None:
    """An approved plan."""
    page.goto("/plans/?state=approved")
    follow(page, r"/plans/[0-9a-f-]{36}/$")


def roster(page: Page) -> None:
    """What a roster would change, before anything is written."""
    sample = Sample([SampleSchool(*SCHOOL, grades=(6, 9))], learners=9, seed=4, mode="delta")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "e-klase-2026-11-22.zip"
        write_sample(file, sample)
        page.goto("/learners/rosters/")
        page.locator("input[name=file]").set_input_files(file)
        page.click("main form .button-primary")


def alert(page: Page) -> None:
    """An alert with its facts and what to do."""
    page.goto("/alerts/")
    follow(page, r"/alerts/[0-9a-f-]{36}/$")


def go(path: str) -> Walk:
    """Just one page."""

    def walk(page: Page) -> None:
        page.goto(path)

    return walk


PICTURES: dict[str, tuple[str, Walk]] = {
    "desk_head": ("direktors", desk),
    "desk_author": ("pedagogs", desk),
    "alerts": ("pedagogs", go("/alerts/")),
    "alert": ("pedagogs", alert),
    "alerts_head": ("direktors", go("/alerts/")),
    "learner": ("pedagogs", learner),
    "plan_write": ("pedagogs", plan_write),
    "decide": ("direktors", decide),
    "plan": ("direktors", plan_one),
    "consents": ("pedagogs", go("/consents/")),
    "partners": ("vaditaja", go("/partners/")),
    "roster": ("skola", roster),
    "rulebook": ("", go("/rulebook/#risk_factors")),
}


def sign_in(page: Page, who: str) -> None:
    """Sign in as somebody of the demonstration country."""
    page.goto("/signin/")
    page.fill("#id_login", f"{who}@demo.example")
    page.fill("#id_password", WORD)
    page.click("main form .button-primary")
    page.wait_for_load_state()


def shoot(page: Page, name: str) -> None:
    """One picture, as seen in the window."""
    path = TARGET / f"{name}.png"
    page.evaluate("document.fonts.ready")
    path.write_bytes(as_palette(page.context.browser, page.screenshot(animations="disabled")))
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size / 1000:.0f} KB")
    if size > MOST_BYTES:
        raise SystemExit(f"screenshots: {path.name} is larger than {MOST_BYTES // 1000} KB")


def staff(browser: Browser, address: str, only: set[str]) -> None:
    """The pages that people at schools, municipalities and the agency work with."""
    for name, (who, walk) in PICTURES.items():
        if only and name not in only:
            continue
        size: ViewportSize = {"width": WIDTH, "height": HEIGHT}
        context = browser.new_context(base_url=address, viewport=size, locale="lv-LV", color_scheme="light")
        page = context.new_page()
        if who:
            sign_in(page, who)
        walk(page)
        shoot(page, name)
        context.close()


def phones(browser: Browser, address: str) -> None:
    """Four steps of a family on its phone, beside each other."""
    context = browser.new_context(base_url=address, viewport=PHONE, locale="lv-LV", color_scheme="light")
    page = context.new_page()
    token, code = FAMILY_LINK
    page.goto(f"/f/{token}/")
    if page.locator("#code").count():
        page.fill("#code", code)
        page.click("main .button-primary")
    page.goto("/f/language/")
    page.check("input[value=lv]")
    seen = [page.screenshot()]
    page.click("main .button-primary")
    for path in ("/f/about/", "/f/consent/", "/f/support/"):
        page.goto(path)
        seen.append(page.screenshot())
    context.close()
    frames = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}">' for one in seen[1:]
    )
    board = browser.new_page(viewport={"width": WIDTH, "height": PHONE["height"] + 96})
    board.set_content(
        "<style>body{margin:0;display:flex;justify-content:center;gap:36px;padding:48px;background:#eef1ea}"
        "img{border-radius:28px;border:5px solid #22332a}</style>" + frames
    )
    shoot(board, "family")
    board.close()


@contextmanager
def own_country() -> Iterator[str]:
    """A small country in a folder that goes away; its address."""
    folder = Path(tempfile.mkdtemp(prefix="pumpurs-pictures-"))
    folder.chmod(0o711)
    env = {**os.environ, "PUMPURS_VAR": str(folder), "PUMPURS_NOW": DAY, "PUMPURS_ENV": "demo"}
    server = subprocess.Popen(
        [sys.executable, "-m", "pumpurs.cli", "serve", "--port", str(PORT)], env=env, cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{PORT}"
    try:
        wait_for(server, f"{address}/health/ready")
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    """Until the server answers; SystemExit if it ends or takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit("screenshots: the server did not start; try `make run` to see why")
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:  # nobody answers yet, or only slowly
            time.sleep(0.5)
    raise SystemExit(f"screenshots: no answer within {START_SECONDS} seconds")


def take(address: str, only: set[str]) -> None:
    """All pictures, or those named."""
    TARGET.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("PUMPURS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("screenshots: no Chromium found; set PUMPURS_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        staff(browser, address, only)
        if not only or "family" in only:
            phones(browser, address)
        browser.close()


def main(arguments: list[str]) -> int:
    """Read the arguments, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", help="a running demonstration country instead of one of its own")
    parser.add_argument("names", nargs="*", help="only these pictures")
    asked = parser.parse_args(arguments)
    if asked.address:
        take(asked.address, set(asked.names))
        return 0
    with own_country() as address:
        take(address, set(asked.names))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
