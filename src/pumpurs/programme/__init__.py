"""The programme floor: rooms named by the programme's own nouns, in one fixed order (docs/house.md)."""
