"""Database functions for Latvian text: sorting keys and diacritics-insensitive search keys, as model expressions."""

from __future__ import annotations

from django.db import models

SORT_KEY_SQL = """
CREATE OR REPLACE FUNCTION lv_sort_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(
    replace(replace(replace(replace(replace(replace(replace(replace(
      lower(value COLLATE "pg_c_utf8"),
      'č', 'c~'), 'ģ', 'g~'), 'ķ', 'k~'), 'ļ', 'l~'), 'ņ', 'n~'), 'ŗ', 'r~'), 'š', 's~'), 'ž', 'z~'),
    'āēīōūy', 'aeioui') || chr(1) || lower(value COLLATE "pg_c_utf8")
$$;
CREATE OR REPLACE FUNCTION lv_search_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(lower(value COLLATE "pg_c_utf8"), 'āčēģīķļņōŗšūžäöüõéèêáàâóòôúùąęėįųôçñ',
    'acegiklnorsuzaouoeeeaaaooouuaeeiuocn')
$$;
"""


_CARONS = str.maketrans({letter: plain + "~" for letter, plain in zip("čģķļņŗšž", "cgklnrsz", strict=True)})
_LONG = str.maketrans("āēīōūy", "aeioui")


def sort_key(text: str) -> str:
    """The same key as `SortKey`, for what does not come from the database."""
    small = text.lower()
    return small.translate(_CARONS).translate(_LONG) + chr(1) + small


class SortKey(models.Func):
    """Sorts as a Latvian dictionary does, without ICU or a system locale."""

    function = "lv_sort_key"
    output_field = models.TextField(db_collation="C")


class SearchKey(models.Func):
    """Lower case without diacritics: `Šķēle` is found by `skele`."""

    function = "lv_search_key"
    output_field = models.TextField()
