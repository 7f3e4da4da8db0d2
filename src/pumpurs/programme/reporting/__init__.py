"""Reporting (pārskati): frozen reports of what the programme did. Empty as yet."""
