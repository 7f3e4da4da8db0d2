"""One page: see page.py."""
