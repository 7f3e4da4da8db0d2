"""Lists of learners in reach, sorted as a Latvian dictionary does, found without diacritics."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Value

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.sealed import blind_index
from pumpurs.foundation.texts import SearchKey
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Learner, LearnerIdentifier, SchoolClass
from pumpurs.programme.learners.queries.one import LearnerCard, card_of
from pumpurs.rulebook import calendar
from pumpurs.values.identifiers.personal_code import PersonalCode
from pumpurs.values.reasons import Refused

SHORTEST_SEARCH = 2


def _by_code(viewer: Viewer, text: str) -> list[UUID]:
    try:
        code = PersonalCode.parse(text)
    except Refused:
        return []
    found = LearnerIdentifier.objects.visible_to(viewer).filter(
        index=blind_index(code.digits, about="personal_code")
    )
    return list(found.values_list("learner_id", flat=True))


def learners_in_sight(
    *,
    viewer: Viewer,
    search: str = "",
    code: str = "",
    class_name: str = "",
    institution_id: UUID | None = None,
    number: int = 1,
) -> Page[LearnerCard]:
    """Learners in reach, 50 to a page; `search` is a part of a name, `code` a whole personal code (never in a URL)."""
    rows = Learner.objects.visible_to(viewer).select_related("institution", "school_class")
    text = " ".join(search.split())
    if code:
        rows = rows.filter(pk__in=_by_code(viewer, code))
    elif len(text) >= SHORTEST_SEARCH:
        for word in text.split()[:4]:
            rows = rows.filter(search_key__contains=SearchKey(Value(word)))
    if class_name:
        rows = rows.filter(school_class__name=class_name)
    if institution_id:
        rows = rows.filter(institution_id=institution_id)
    page = paged(rows.order_by("sort_key", "id"), number, card_of)
    audit.shown(
        viewer,
        "learner.search" if text or code else "learner.list",
        learners=[card.id for card in page.items],
    )
    return page


def classes_in_sight(*, viewer: Viewer, today: date) -> tuple[str, ...]:
    """Names of this school year's classes in one institution, for the filter; none where there are several."""
    if len(viewer.reach.institutions) != 1:
        return ()
    year = str(calendar.school_year_of(today))
    rows = SchoolClass.objects.filter(institution_id__in=viewer.reach.institutions, school_year=year)
    return tuple(rows.order_by("grade", "name").values_list("name", flat=True))
