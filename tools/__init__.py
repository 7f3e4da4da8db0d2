"""Tools of the house: they make, gather and check; the product does not need them at run time."""
