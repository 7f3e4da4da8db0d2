"""People (cilvēki): accounts and their appointments: who acts where in which role, from when to when.

Latvian terms: konts (account), norīkojums (appointment), vietnieks (deputy). Source: programme description.
"""
