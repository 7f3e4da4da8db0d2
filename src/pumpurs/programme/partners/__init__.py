"""Partners (sadarbības partneri): municipalities and state vocational schools that joined, their institutions.

Latvian terms: sadarbības līgums (agreement), pašvaldība (municipality), valsts profesionālās izglītības iestāde
(state vocational school), stratēģiskais partneris (strategic partner). Source: programme description
"""
