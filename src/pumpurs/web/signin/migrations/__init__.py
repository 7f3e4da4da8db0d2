"""Migrations of sign-in."""
