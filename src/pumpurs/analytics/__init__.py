"""Figures by Ibis over Parquet; never imports Django, never imported by the Django side (docs/house.md §7)."""
