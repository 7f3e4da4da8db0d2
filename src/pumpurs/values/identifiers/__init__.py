"""Identifiers (identifikatori): the Latvian personal code and the registration number of an organisation."""

from pumpurs.values.identifiers.personal_code import PersonalCode
from pumpurs.values.identifiers.registration_number import RegistrationNumber

__all__ = ["PersonalCode", "RegistrationNumber"]
