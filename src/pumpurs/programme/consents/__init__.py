"""Consents (piekrišanas) and semester applications (iesniegumi), on paper, in person or by a link with a code.

Latvian terms: vecāku piekrišana (parental consent), iesniegums (application, one per semester).
Source: programme description
"""
