"""Alerts (brīdinājumi): explained signs that a learner may be at risk; a person decides. Empty as yet."""
