"""The style sheet is fresh, the templates are clean for a strict policy, every name that is used exists."""

import re
import subprocess
import sys
from pathlib import Path

from pumpurs.web.frame.templatetags.house import NAV_ICONS
from pumpurs.web.frame.templatetags.states import LOOKS

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "src" / "pumpurs" / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (WEB / "static" / "icons.svg").read_text()))
CSS = (WEB / "static" / "pumpurs.css").read_text()


def test_the_committed_style_sheet_is_built_from_its_sources() -> None:
    check = subprocess.run(
        [sys.executable, ROOT / "tools" / "styles.py", "--check"], capture_output=True, text=True
    )

    assert check.returncode == 0, check.stderr


def test_no_template_holds_inline_style_or_script() -> None:
    forbidden = re.compile(
        r"""\sstyle\s*=|\son\w+\s*=\s*["']|<style|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE
    )

    faults = [path.relative_to(WEB) for path in TEMPLATES if forbidden.search(path.read_text())]

    assert faults == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert re.findall(r"url\(\s*[\"']?(?:https?:|//|data:)", CSS) == []
    assert [p for p in TEMPLATES if re.search(r"""(?:src|href)=["'](?:https?:)?//""", p.read_text())] == []


def test_every_icon_that_is_named_is_drawn() -> None:
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"""{%\s*icon\s+["']([\w-]+)["']""", path.read_text())
    }
    named |= {look.icon for looks in LOOKS.values() for look in looks.values()} | set(NAV_ICONS.values())

    assert named - SPRITE == set()


def test_every_tone_of_a_state_has_a_badge() -> None:
    tones = {look.tone for looks in LOOKS.values() for look in looks.values()}

    assert {tone for tone in tones if f".badge-{tone}{{" not in CSS} == set()


def test_every_token_that_is_used_is_defined() -> None:
    used, defined = set(re.findall(r"var\((--[\w-]+)", CSS)), set(re.findall(r"(--[\w-]+):", CSS))

    assert used - defined == set()


def test_every_component_is_explained_to_page_builders() -> None:
    readme = (WEB / "components" / "README.md").read_text()
    folders = {path.parent.name for path in (WEB / "components").glob("*/*.html")} - {"brand"}

    assert {
        name for name in folders if f"`{name}/" not in readme and f"components/{name}/" not in readme
    } == set()
