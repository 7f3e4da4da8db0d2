"""Compensations (kompensācijas): allowances under caps, claims, payments. Empty as yet."""
