"""Who is meant in a journal file: a learner of the importing school, by the school's number or the personal code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from pumpurs.analytics.intake.meaning import Meaning, Part, Texts
from pumpurs.foundation.sealed import blind_index
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.programme.alerts.queries.journals import BatchCard
from pumpurs.programme.alerts.queries.keys import (
    Known,
    institutions_named,
    known_by_code,
    known_by_number,
)
from pumpurs.programme.alerts.rules.journals import Field
from pumpurs.programme.learners.rules import cells
from pumpurs.programme.learners.rules.cells import BadCell

CODE = "personal_code"
MOST = 3_000_000
LEFT_BEFORE = Meaning(column=Field.DAY, problem="journal.row.left_before")

Places = Mapping[tuple[UUID, str], list[Known]]


class _Told(NamedTuple):
    """What a row says of who is meant, made ready to be looked for."""

    institution: UUID | None
    number: str
    code: str
    bad: Meaning | None


class People:
    """Finds learners by the texts of a file. Numbers and codes of other schools mean nobody here.

    A number that went from one learner to another means each on the days until they left.
    """

    def __init__(self, columns: Mapping[Field, str], batch: BatchCard, viewer: Viewer, *, day: str) -> None:
        fields = (Field.INSTITUTION, Field.LEARNER_NUMBER, Field.PERSONAL_CODE)
        self._fields = [field for field in fields if field in columns]
        self._viewer, self._alone = viewer, batch.institution_id
        named = institutions_named(
            viewer=viewer, institution_id=batch.institution_id, partner_id=batch.partner_id
        )
        self._schools = {
            cells.plain_text(name, column="", longest=1000).casefold(): id_ for id_, _, name in named
        }
        self._schools |= {code.casefold(): id_ for id_, code, _ in named if code}
        self._keys = keys_of_institutions(viewer=viewer, institutions=[id_ for id_, _, _ in named])
        self.part = Part(
            "who", tuple(field.value for field in self._fields),
            {"institution": "int32", "learner": "int64"}, MOST, day,
        )  # fmt: skip

    def meanings(self, texts: Sequence[Texts]) -> Iterable[Meaning]:
        """The key of each learner, and until which day it is meant."""
        told = [self._told(dict(zip(self._fields, text, strict=True))) for text in texts]
        schools = {one.institution for one in told if one.institution}
        by_number = _places(
            known_by_number(
                viewer=self._viewer, institutions=schools, numbers={one.number for one in told if one.number}
            )
        )
        by_code = _places(
            known_by_code(
                viewer=self._viewer, institutions=schools, indexes={one.code for one in told if one.code}
            )
        )
        found = [self._found(one, by_number, by_code) for one in told]
        keys = keys_of_learners(
            viewer=self._viewer,
            learners={one.learner_id for some in found if not isinstance(some, Meaning) for one in some},
        )
        for some in found:
            yield some if isinstance(some, Meaning) else self._by_day(some, keys)

    def _by_day(self, stays: Sequence[Known], keys: Mapping[UUID, int]) -> Meaning:
        """Each of them until they left, then the next; after the last one nobody."""
        told, since = [], date.min
        for one in stays:
            until = one.until or date.max
            values = (self._keys[one.institution_id], keys[one.learner_id])
            told.append(Meaning(values, since=since, until=until))
            since = until
        if since < date.max:
            told.append(replace(LEFT_BEFORE, since=since))
        return replace(told[0], others=tuple(told[1:]))

    def _told(self, cell: Mapping[Field, str]) -> _Told:
        try:
            school = self._school(cell.get(Field.INSTITUTION, ""))
            if isinstance(school, Meaning):
                return _Told(None, "", "", school)
            number = cells.identifier(cell.get(Field.LEARNER_NUMBER, "").strip())
            code = cell.get(Field.PERSONAL_CODE, "").strip()
            if not code and cells.has_code_shape(number) and Field.PERSONAL_CODE not in self._fields:
                code, number = number, ""
            digits = cells.personal_code(code, column=Field.PERSONAL_CODE) if code else ""
        except BadCell as bad:
            return _Told(None, "", "", Meaning(column=self._fields[-1], problem=f"roster.row.{bad.reason}"))
        if not number and not digits:
            bad_one = Meaning(column=self._fields[-1], problem="roster.row.nothing_to_know_by")
            return _Told(None, "", "", bad_one)
        return _Told(school, number, blind_index(digits, about=CODE) if digits else "", None)

    def _school(self, text: str) -> UUID | Meaning:
        """The only school of the file, or the one the row names."""
        if not text.strip():
            missing = Meaning(column=Field.INSTITUTION, problem="roster.row.missing")
            return self._alone or missing
        named = self._schools.get(cells.plain_text(text, column="", longest=1000).casefold())
        if named is None:
            return Meaning(column=Field.INSTITUTION, problem="journal.row.not_this_institution")
        return named

    def _found(self, told: _Told, by_number: Places, by_code: Places) -> list[Known] | Meaning:
        if told.bad is not None or told.institution is None:
            return told.bad or Meaning(column=self._fields[-1], problem="roster.row.missing")
        numbered = by_number.get((told.institution, told.number), []) if told.number else []
        coded = by_code.get((told.institution, told.code), []) if told.code else []
        candidates = coded or numbered
        if coded and numbered:
            candidates = [one for one in coded if one.learner_id in {other.learner_id for other in numbered}]
            if not candidates:
                return Meaning(column=self._fields[-1], problem="roster.row.two_learners")
        if not candidates:
            return Meaning(column=self._fields[-1], problem="journal.row.no_such_learner")
        candidates = sorted(candidates, key=lambda one: one.since)
        if any(one.until is None or one.until > later.since for one, later in pairwise(candidates)):
            return Meaning(column=self._fields[-1], problem="roster.row.two_learners")
        return candidates


def _places(rows: Iterable[Known]) -> Places:
    found: dict[tuple[UUID, str], list[Known]] = {}
    for row in rows:
        found.setdefault((row.institution_id, row.text), []).append(row)
    return found
