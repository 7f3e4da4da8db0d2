"""The statistical model (statistiskais modelis): orders the list of alerts, never acts, off until switched on.

Training and evaluation need the learning libraries (extra `model`); scoring, drift and the card do not.
"""
