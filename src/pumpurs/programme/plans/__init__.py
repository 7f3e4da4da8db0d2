"""Plans: the individual support plan (individuālais atbalsta plāns, IAP), one per learner and semester.

Latvian terms: risku izvērtējums (judged risks), atbalsta pasākums (measure), saskaņošana (approval), pārskatīšana
(revision), apturēšana (suspension). Source: programme description
"""
