"""What the columns of a brought table mean: each field with the columns to choose from, and what was chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.http import HttpRequest


def fields_to_choose(
    request: HttpRequest,
    fields: Iterable[StrEnum],
    *,
    labels: Mapping[str, object],
    known: Mapping[str, str],
    header: Sequence[str],
    hints: Mapping[Any, object] | None = None,
    optional: Collection[str] = (),
) -> list[dict[str, object]]:
    """Fields for components/columns: chosen is what was sent, else what is known."""
    return [
        {
            "name": field.value,
            "label": labels[field.value],
            "hint": (hints or {}).get(field, ""),
            "optional": field in optional,
            "options": [{"value": "", "label": "–"}]
            + [
                {
                    "value": column,
                    "label": column,
                    "selected": column == request.POST.get(field.value, known.get(field.value)),
                }
                for column in header
            ],
        }
        for field in fields
    ]


def chosen(request: HttpRequest, fields: Iterable[StrEnum]) -> dict[str, str]:
    """Field -> column, of those that were chosen."""
    return {field.value: request.POST[field.value] for field in fields if request.POST.get(field.value)}
