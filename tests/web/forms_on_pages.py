"""Forms as they stand on a page, and bodies that a person could send with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

Body = dict[str, list[str]]
WORDS = {"email": "zane.kalnina@example.lv", "date": "2026-11-22", "number": "1", "tel": "20000000"}
TEXT = "Divi vārdi"
NAMED = {"number": "P6-13/134-2019", "hours_planned": "2"}
ONE_OF_MANY = {"radio", "checkbox"}


@dataclass
class Field:
    """One control: what it is called, of which type, what it can say, what it says now."""

    name: str
    kind: str
    required: bool
    choices: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    def said(self, *, everything: bool) -> list[str]:
        """What a person would say here: what is chosen, else the first choice or a plain word where one is needed."""
        if self.chosen or self.kind == "hidden":
            return self.chosen
        if self.choices:
            return self.choices[:1] if self.required or everything or self.kind == "radio" else []
        return [WORDS.get(self.kind) or NAMED.get(self.name, TEXT)] if self.required or everything else []


@dataclass
class Form:
    """One form that is sent by POST: where to, its controls, and what its buttons say."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def bodies(self) -> Iterator[Body]:
        """Bodies worth trying, the plainest first: every button, with what is needed, then with everything."""
        for everything in (False, True):
            plain = {
                one.name: said for one in self.fields.values() if (said := one.said(everything=everything))
            }
            for name, value in self.buttons or [("", "")]:
                yield {**plain, **({name: [value]} if name else {})}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        form, name = self._form, given.get("name", "")
        if form is None or (not name and tag != "option"):
            return
        value, kind = given.get("value", ""), given.get("type", "text" if tag == "input" else tag)
        if tag == "button" and kind in {"button", "submit"}:
            form.buttons.append((name, value))
        elif tag in {"input", "select", "textarea"} and name != "csrfmiddlewaretoken":
            one = form.fields.setdefault(name, Field(name, kind, "required" in given))
            if kind in ONE_OF_MANY:
                one.choices.append(value or "on")
                one.chosen += [value or "on"] if "checked" in given else []
            elif tag == "input" and (value or kind == "hidden"):
                one.chosen.append(value)
            self._select = one if tag == "select" else None
        elif tag == "option" and self._select is not None and value:
            self._select.choices.append(value)
            self._select.chosen += [value] if "selected" in given else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


def forms_of(html: str) -> list[Form]:
    """Every form of a page that is sent by POST."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
