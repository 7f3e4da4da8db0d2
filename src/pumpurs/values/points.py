"""Points of a score (punkti) as whole numbers, so that they add up exactly."""

UNIT = 10**12  # points are whole units of 10^-12
