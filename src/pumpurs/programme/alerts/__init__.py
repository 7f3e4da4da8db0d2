"""Alerts (brīdinājumi): explained signs that a learner may be at risk; a person decides. And the journals they rest on.

Latvian terms: brīdinājums (alert), žurnāls (journal), kavējums (absence), vērtējums (mark), piezīme (note).
Journal rows are kept in the store of figures, without identity; here stand the batches they came in, and the keys by
which a learner is known there. Source: programme description.
"""
