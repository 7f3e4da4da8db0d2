"""Pages, components, frame, sign-in: one folder a page; no models in sight (docs/house.md §8)."""
