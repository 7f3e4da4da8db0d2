"""The learning libraries (apmācības bibliotēkas): an extra of the installation, needed to train and evaluate alone."""

from __future__ import annotations

import importlib.util

LIBRARIES = ("interpret", "sklearn")
NOT_INSTALLED = (
    "The learning libraries are not installed. They are the extra `model`: pip install 'pumpurs[model]'."
)


def is_installed() -> bool:
    """Whether a model can be trained here."""
    return all(importlib.util.find_spec(name) is not None for name in LIBRARIES)
