"""The SQL that Ibis writes, in both dialects: an upgrade that changes it is seen and judged."""

from __future__ import annotations

import pytest

from pumpurs.analytics.engines import NAMES
from tests.analytics import golden


@pytest.mark.parametrize("dialect", NAMES)
def test_the_written_sql_is_the_one_that_was_judged(dialect: str) -> None:
    """If this fails: read the difference, raise folds.EDITION, `python -m tests.analytics.golden`."""
    assert golden.written(dialect) == (golden.FOLDER / f"{dialect}.sql").read_text(encoding="utf-8")
