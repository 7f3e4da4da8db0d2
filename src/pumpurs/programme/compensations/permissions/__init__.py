"""Relations between a viewer and a claim or a batch of payments; the function's name is the rule."""
