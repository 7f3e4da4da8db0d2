"""Work (darba uzskaite): sessions given against approved plans, and the monthly sheets that account for them.

Latvian terms: nodarbība (session), darba uzskaites ieraksts (entry), darba laika uzskaites veidlapa, DLUV (sheet),
rīkojums (order). Source: programme FAQ on the work log; what is assumed is marked in the rulebook's work limits.
"""
