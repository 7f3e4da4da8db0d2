"""Build static/pumpurs.css from the tokens, the base, the frame and every component.

`python tools/styles.py` writes the file, `python tools/styles.py --check` fails when it is out of date.
Plain Python: no package, no node.
"""

import re
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parents[1] / "src" / "pumpurs" / "web"
SOURCES = WEB / "static" / "src"
TARGET = WEB / "static" / "pumpurs.css"
FIRST = ("fonts.css", "tokens.css", "dark.css", "base.css", "layout.css")
LAST = ("print.css",)


def source_files() -> list[Path]:
    """Every style file in the order of the cascade: base, components and frame by name, print last."""
    parts = sorted((WEB / "components").glob("*/*.css")) + sorted((WEB / "frame").glob("*.css"))
    return [SOURCES / name for name in FIRST] + parts + [SOURCES / name for name in LAST]


def squeezed(css: str) -> str:
    """Without comments and needless white space; the meaning is untouched."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    return css.replace(";}", "}").strip()


def for_dark(css: str) -> str:
    """The dark tokens twice: when the system asks for them, and when the person chose them."""
    block = re.search(r"\{(.*)\}", squeezed(css), flags=re.DOTALL)
    if block is None:
        raise SystemExit("styles: dark.css must hold one block of tokens, `:root { … }`")
    body = block.group(1)
    return (
        "@media screen and (prefers-color-scheme: dark){:root:not([data-theme=light]){" + body + "}}\n"
        "@media screen{[data-theme=dark]{" + body + "}}"
    )


def built() -> str:
    """The whole style sheet, one line for each source file."""
    lines = ["/* Built by tools/styles.py from static/src, components and frame. Do not edit. */"]
    for path in source_files():
        text = path.read_text(encoding="utf-8").replace('url("../', 'url("')
        lines.append(for_dark(text) if path.name == "dark.css" else squeezed(text))
    return "\n".join(line for line in lines if line) + "\n"


def main(arguments: list[str]) -> int:
    """Write the style sheet, or with --check say whether it is fresh."""
    css = built()
    if "--check" not in arguments:
        TARGET.write_text(css, encoding="utf-8")
        print(f"styles: wrote {TARGET.name}, {len(css.encode()) / 1024:.0f} KB")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == css:
        return 0
    print(
        "styles: static/pumpurs.css is out of date; run `python tools/styles.py` and commit it",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
