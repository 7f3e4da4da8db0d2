"""Tests (testi): the same tree as the code, plus examples, stories in a browser and the architecture."""
