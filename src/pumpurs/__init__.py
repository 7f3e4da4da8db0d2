"""PuMPuRS: the open information system of a national programme against early school leaving."""
