"""Rulebook (noteikumu grāmata): the law as dated tables with sources, and one typed reader for each.

`rulebook.everything()` shows all of it; to ask one question, import its table:
`from pumpurs.rulebook import calendar`.
"""

from pumpurs.rulebook.reading import Names, RulebookError
from pumpurs.rulebook.whole import everything

__all__ = ["Names", "RulebookError", "everything"]
