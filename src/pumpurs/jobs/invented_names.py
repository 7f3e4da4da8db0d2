"""Names for invented people: common Latvian given and family names, drawn freely and belonging to nobody."""

from __future__ import annotations

from random import Random

_GIRLS = """
Adele Agate Alise Amēlija Anete Aurēlija Beāte Dārta Elza Emīlija Estere Grieta Ieva Katrīna Krista
Laima Līva Madara Marta Nikola Odrija Paula Rēzija Sofija Undīne Zīle
"""
_BOYS = """
Adrians Artūrs Bruno Daniels Eduards Emīls Ernests Gustavs Henriks Jēkabs Jānis Kārlis Krišs Ludvigs
Markuss Miķelis Niklāvs Oskars Pēteris Ralfs Roberts Teodors Toms Valters Žanis Ģirts
"""
_FAMILIES = """
Ābols/Ābola Apsītis/Apsīte Balodis/Balode Bērziņš/Bērziņa Birznieks/Birzniece Celmiņš/Celmiņa
Cīrulis/Cīrule Dūmiņš/Dūmiņa Eglītis/Eglīte Freimanis/Freimane Gailītis/Gailīte Grīniņš/Grīniņa
Irbe/Irbe Jansons/Jansone Kalniņš/Kalniņa Ķēniņš/Ķēniņa Krastiņš/Krastiņa Krūmiņš/Krūmiņa
Lapiņš/Lapiņa Lācis/Lāce Liepiņš/Liepiņa Lūsis/Lūse Mālnieks/Mālniece Melderis/Meldere Mežals/Mežale
Namnieks/Namniece Niedra/Niedra Ozoliņš/Ozoliņa Pīlādzis/Pīlādze Priedītis/Priedīte Pūpols/Pūpola
Rieksts/Rieksta Rudzītis/Rudzīte Saulītis/Saulīte Siliņš/Siliņa Skudra/Skudra Šķēle/Šķēle
Strazdiņš/Strazdiņa Tauriņš/Tauriņa Upītis/Upīte Vanags/Vanaga Vējiņš/Vējiņa Vītoliņš/Vītoliņa
Zaķis/Zaķe Zariņš/Zariņa Zeltiņš/Zeltiņa Žagars/Žagare
"""
GIRLS, BOYS = tuple(_GIRLS.split()), tuple(_BOYS.split())
FAMILIES = tuple(tuple(pair.split("/")) for pair in _FAMILIES.split())


def invented_name(draw: Random) -> tuple[str, str]:
    """(given name, family name) that fit each other."""
    is_boy = draw.random() < 0.5
    given_name = draw.choice(BOYS if is_boy else GIRLS)
    return given_name, draw.choice(FAMILIES)[0 if is_boy else 1]
