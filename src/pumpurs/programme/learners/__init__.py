"""Learners (izglītojamie): who they are, where they learn, who cares for them, and the rosters they come from.

Latvian terms: izglītojamais (learner), klase (class), likumiskais pārstāvis (guardian), saraksts (roster).
Source: programme description.
"""
