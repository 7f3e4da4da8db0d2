"""Reads JSON into frozen dataclasses, telling every fault with its place; writes the JSON schema of those classes."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

T = TypeVar("T")


class Wrong(Exception):
    """The document cannot be used; `faults` are sentences, each beginning with its place."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def read(shape: type[T], value: Any) -> T:
    """The document as `shape`. Wrong with every fault at once."""
    faults: list[str] = []
    found = _read(shape, value, "", faults)
    if faults:
        raise Wrong(*faults)
    return typing.cast(T, found)


def _read(shape: Any, value: Any, place: str, faults: list[str]) -> Any:
    origin, inner = typing.get_origin(shape), typing.get_args(shape)
    if origin in {types.UnionType, typing.Union}:
        return (
            None
            if value is None
            else _read(next(one for one in inner if one is not types.NoneType), value, place, faults)
        )
    if origin is typing.Literal:
        if value not in inner:
            faults.append(f"{place}: {_told(value)} is not one of {', '.join(map(str, inner))}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            return _fault(faults, place, "must be a list", value)
        return tuple(_read(inner[0], one, f"{place}[{number}]", faults) for number, one in enumerate(value))
    if dataclasses.is_dataclass(shape):
        return _read_record(shape, value, place, faults)
    return READERS[shape](value, place, faults)


def _read_record(shape: Any, value: Any, place: str, faults: list[str]) -> Any:
    if not isinstance(value, dict):
        return _fault(faults, place or "the document", "must be an object in braces", value)
    hints, known, given = typing.get_type_hints(shape), set[str](), {}
    for field in dataclasses.fields(shape):
        known.add(field.name)
        inside = f"{place}.{field.name}" if place else field.name
        if field.name in value:
            given[field.name] = _read(hints[field.name], value[field.name], inside, faults)
        elif _required(field):
            faults.append(f"{inside}: is missing")
    for name in value:
        if name not in known:
            fix = f"known here: {', '.join(sorted(known))}"
            faults.append(f"{f'{place}.{name}' if place else name}: is not a known key; {fix}")
    return None if faults else shape(**given)


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _fault(faults: list[str], place: str, sentence: str, value: Any) -> None:
    faults.append(f"{place}: {sentence}, not {_told(value)}")


def _told(value: Any) -> str:
    text = str(value)
    return f"{text[:40]!r}…" if len(text) > 40 else repr(text)


def _text(value: Any, place: str, faults: list[str]) -> Any:
    if isinstance(value, str) and "\0" not in value:
        return value
    return _fault(faults, place, "must be a text", value)


def _yes(value: Any, place: str, faults: list[str]) -> Any:
    return value if isinstance(value, bool) else _fault(faults, place, "must be true or false", value)


def _number(value: Any, place: str, faults: list[str]) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31:
        return value
    return _fault(faults, place, "must be a whole number", value)


def _decimal(value: Any, place: str, faults: list[str]) -> Any:
    try:
        if isinstance(value, str | int) and not isinstance(value, bool) and Decimal(value).is_finite():
            return Decimal(value)
    except InvalidOperation:
        pass
    return _fault(faults, place, 'must be a number in quotes, such as "12.50"', value)


def _parsed(parse: Callable[[str], Any], example: str) -> Callable[[Any, str, list[str]], Any]:
    def reader(value: Any, place: str, faults: list[str]) -> Any:
        try:
            return parse(value)
        except (TypeError, ValueError):
            return _fault(faults, place, f'must be written like "{example}"', value)

    return reader


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


READERS: dict[Any, Callable[[Any, str, list[str]], Any]] = {
    str: _text,
    bool: _yes,
    int: _number,
    Decimal: _decimal,
    date: _parsed(date.fromisoformat, "2026-09-01"),
    datetime: _parsed(_moment, "2026-09-01T10:00:00+03:00"),
}
SCHEMAS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": ["string", "integer"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def schema(shape: type[Any], title: str) -> dict[str, Any]:
    """The JSON schema (2020-12) of a dataclass and of all that it holds."""
    parts: dict[str, Any] = {}
    top = _schema(shape, parts)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **top, "$defs": parts}


def _schema(shape: Any, parts: dict[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(shape), typing.get_args(shape)
    if origin in {types.UnionType, typing.Union}:
        return {
            "anyOf": [
                _schema(next(one for one in inner if one is not types.NoneType), parts),
                {"type": "null"},
            ]
        }
    if origin is typing.Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0], parts)}
    if dataclasses.is_dataclass(shape):
        name = getattr(shape, "__name__", str(shape))
        if name not in parts:
            parts[name] = {}
            hints = typing.get_type_hints(shape)
            fields = dataclasses.fields(shape)
            parts[name] = {
                "description": (shape.__doc__ or "").strip(),
                "type": "object",
                "additionalProperties": False,
                "properties": {field.name: _schema(hints[field.name], parts) for field in fields},
                "required": [field.name for field in fields if _required(field)],
            }
        return {"$ref": f"#/$defs/{name}"}
    return dict(SCHEMAS[shape])
