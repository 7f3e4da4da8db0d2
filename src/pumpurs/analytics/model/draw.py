"""Drawings of a report (attēli), as SVG: the calibration curve, precision and recall at capacity, and groups.

Written by hand because two charts need no drawing library. No colour carries meaning alone: every mark has its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from pumpurs.analytics.model.groups import Spread
from pumpurs.analytics.model.report import CHOSEN, Report

SIDE, MARGIN, LINE, LABELS = 360, 50, 22, 290
DARK, SOFT, PALE = "#17324d", "#2a78b8", "#c9d3dc"


def draw(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write the drawings of one report; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    drawings = {"calibration": calibration(report), "capacity": capacity(report), "groups": groups(report)}
    written = []
    for name, svg in drawings.items():
        path = folder / f"{report.name}_{name}.svg"
        path.write_text(svg, encoding="utf-8")
        written.append(path)
    return tuple(written)


def calibration(report: Report) -> str:
    """What was said against what came, ten points, the diagonal being right."""
    side = SIDE - 2 * MARGIN
    points = report.of(CHOSEN).curve
    most = max([0.1, *(one.mean_chance for one in points), *(one.share_with_outcome for one in points)])
    spots = [
        (MARGIN + side * one.mean_chance / most, SIDE - MARGIN - side * one.share_with_outcome / most)
        for one in points
    ]
    body = [
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{side}" height="{side}" fill="none" stroke="{PALE}"/>',
        f'<line x1="{MARGIN}" y1="{SIDE - MARGIN}" x2="{SIDE - MARGIN}" y2="{MARGIN}" stroke="{PALE}"/>',
        f'<polyline fill="none" stroke="{SOFT}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in spots)}"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{DARK}"/>' for x, y in spots),
        _text(MARGIN, SIDE - MARGIN + 16, "0"),
        _text(SIDE - MARGIN, SIDE - MARGIN + 16, f"{most:.2f}", "middle"),
        _text(MARGIN - 6, MARGIN + 4, f"{most:.2f}", "end"),
        _text(SIDE / 2, SIDE - 12, "mean chance said", "middle"),
        _text(MARGIN, MARGIN - 10, f"share that came (ECE {report.of(CHOSEN).ece:.3f})"),
    ]
    return _svg(f"Calibration: {report.says}", SIDE, SIDE, body)


def capacity(report: Report) -> str:
    """Recall of each contender when 5, 10 or 20 % are flagged, with intervals."""
    rows: list[tuple[str, Spread]] = []
    for at in range(len(report.of(CHOSEN).capacity)):
        for one in report.figures:
            rows.append((f"{one.capacity[at].share:.0%} flagged, {one.name}", one.capacity[at].recall))
    return _bars(f"Recall at capacity: {report.says}", rows)


def groups(report: Report) -> str:
    """False alarms of each group at the working share, with intervals."""
    rows = [(f"{one.group}: {one.label}", one.false_alarms) for one in report.groups if one.false_alarms]
    return _bars(f"False alarms by group: {report.says}", rows)


def _bars(title: str, rows: Sequence[tuple[str, Spread]]) -> str:
    most = max([0.1, *(spread[2] for _, spread in rows)])
    height = 40 + LINE * len(rows)
    return _svg(title, LABELS + SIDE + MARGIN, height, list(_bar_marks(rows, most)))


def _bar_marks(rows: Sequence[tuple[str, Spread]], most: float) -> Iterator[str]:
    for nth, (label, (value, low, high)) in enumerate(rows):
        y = 40 + LINE * nth
        yield _text(LABELS - 8, y + 12, label, "end")
        yield f'<rect x="{LABELS}" y="{y + 3}" width="{SIDE * value / most:.1f}" height="12" fill="{PALE}"/>'
        x1, x2 = (LABELS + SIDE * end / most for end in (low, high))
        yield f'<line x1="{x1:.1f}" y1="{y + 9}" x2="{x2:.1f}" y2="{y + 9}" stroke="{DARK}" stroke-width="2"/>'
        yield _text(x2 + 6, y + 13, f"{value:.3f}")


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" fill="{DARK}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, width: float, height: float, body: Sequence[str]) -> str:
    inside = "\n".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'font-family="sans-serif">\n<title>{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{_text(8, 18, title)}\n{inside}\n</svg>\n'
    )
