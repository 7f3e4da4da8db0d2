"""Latvian order: the same from the database and from Python."""

from __future__ import annotations

import pytest
from django.db import connection

from pumpurs.foundation.texts import sort_key
from pumpurs.rulebook import municipalities

NAMES = [versions[0].name for versions in municipalities.table().rules.values()] + [
    "Čakste",
    "Ģirts",
    "Yoko",
    "Ļuba",
]


@pytest.mark.django_db
def test_python_sorts_as_the_database_does() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, lv_sort_key(name) FROM unnest(%s::text[]) AS name", [NAMES])
        keys = dict(cursor.fetchall())

    assert {name: sort_key(name) for name in NAMES} == keys


def test_letters_with_signs_follow_their_plain_ones_and_length_does_not_count() -> None:
    wanted = ["Ādaži", "Aizkraukle", "Cēsis", "Čakste", "Gulbene", "Ģibuļi", "Ķekava", "Zilupe", "Žīguri"]

    assert sorted(set(wanted), key=sort_key) == wanted
