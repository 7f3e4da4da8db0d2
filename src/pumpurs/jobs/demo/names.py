"""Names of invented people: common given and family names in the forms that Latvian writes, drawn freely."""

from __future__ import annotations

from dataclasses import dataclass

from pumpurs.jobs.demo.draws import Draws

_GIRLS = """
Adele Agate Agnese Alise Alma Amanda Amēlija Anete Anna Annija Aurēlija Beāte Dārta Dita Dominika Elīna Elīza Elza
Emīlija Estere Evelīna Gabriela Grieta Hanna Ieva Justīne Karlīna Katrīna Keita Krista Laima Laura Lauma Letīcija
Līga Līna Līva Loreta Luīze Madara Made Maija Marija Marta Melānija Meldra Melisa Monta Nikola Odrija Olīvija Paula
Patrīcija Rasa Rebeka Rēzija Rūta Sabīne Samanta Selīna Signe Sintija Sofija Terēze Tīna Undīne Una
Vanesa Viktorija Zīle
"""
_BOYS = """
Adrians Alekss Ansis Armands Artis Artūrs Bruno Dāvids Dāvis Daniels Eduards Edvards Elvis Emīls Endijs Eriks Ernests
Filips Fricis Gabriels Gustavs Haralds Henriks Hugo Jēkabs Jānis Jurģis Kārlis Kaspars Kristaps Kristers Krišs Leo
Linards Ludvigs Lūkass Marats Markuss Mārcis Martins Matīss Mikus Miķelis Miks Niklāvs Oskars Oto Pauls Pēteris Ralfs
Raivo Reinis Rihards Ričards Roberts Rodrigo Rūdolfs Sandis Teodors Tomass Toms Uldis Valters Viesturs Vilhelms
Žanis Ģirts
"""
_MOTHERS = """
Agnese Aija Anda Anita Antra Baiba Daiga Dace Diāna Egita Elita Evija Gita Guna Gunta Iluta Ilze Ineta Inese Inga
Inguna Ingrīda Irita Iveta Kristīne Laila Lāsma Liene Ligita Linda Maija Mairita Marika Natālija Rita Ruta Sandra
Sanita Santa Sarmīte Sigita Sintija Skaidrīte Solvita Vija Vineta Zane Zaiga
"""
_FATHERS = """
Agris Aigars Ainars Aivars Aldis Andis Andris Arnis Arvis Dainis Edgars Egils Gatis Gints Guntars Guntis Harijs Ilmārs
Imants Ivars Jānis Juris Kaspars Laimonis Mareks Māris Mārtiņš Modris Normunds Oļegs Raimonds Raivis Renārs Rolands
Sandis Sigvards Uldis Valdis Varis Vents Viesturs Vilnis Voldemārs Zigmārs
"""
_FAMILIES = """
Ābele/Ābele Ābols/Ābola Alksnis/Alksne Apinis/Apine Apsītis/Apsīte Āboliņš/Āboliņa Balodis/Balode Bērziņš/Bērziņa
Birznieks/Birzniece Blūms/Blūma Bite/Bite Briedis/Briede Brūvelis/Brūvele Bumbieris/Bumbiere Celmiņš/Celmiņa
Cielēns/Cielēna Cīrulis/Cīrule Daugaviņš/Daugaviņa Dimants/Dimanta Dūmiņš/Dūmiņa Dzenis/Dzene Dzērve/Dzērve
Egle/Egle Eglītis/Eglīte Ezers/Ezera Ezeriņš/Ezeriņa Feldmanis/Feldmane Freimanis/Freimane Gailītis/Gailīte
Gailis/Gaile Graudiņš/Graudiņa Grava/Grava Grīniņš/Grīniņa Grīnbergs/Grīnberga Gulbis/Gulbe Irbe/Irbe Irbītis/Irbīte
Jansons/Jansone Jaunzems/Jaunzeme Jaunkalns/Jaunkalne Kalniņš/Kalniņa Kalējs/Kalēja Kārkliņš/Kārkliņa Kauliņš/Kauliņa
Kļaviņš/Kļaviņa Krastiņš/Krastiņa Krauklis/Kraukle Krūmiņš/Krūmiņa Kukainis/Kukaine Ķēniņš/Ķēniņa Ķirsis/Ķirse
Lagzdiņš/Lagzdiņa Lapiņš/Lapiņa Lapsa/Lapsa Lācis/Lāce Liepa/Liepa Liepiņš/Liepiņa Līdaka/Līdaka Līcis/Līce Lūsis/Lūse
Mālnieks/Mālniece Mednis/Medne Melderis/Meldere Mežals/Mežale Mežs/Meža Miezis/Mieze Mucenieks/Muceniece
Namnieks/Namniece Niedra/Niedra Niedrītis/Niedrīte Osis/Ose Ozols/Ozola Ozoliņš/Ozoliņa Pauniņš/Pauniņa Pīlādzis/Pīlādze
Pētersons/Pētersone Plūme/Plūme Podnieks/Podniece Priede/Priede Priedītis/Priedīte Puķītis/Puķīte Pūce/Pūce
Pūpols/Pūpola Purviņš/Purviņa Putniņš/Putniņa Ratnieks/Ratniece Riekstiņš/Riekstiņa Roze/Roze Rozītis/Rozīte
Rubenis/Rubene Rudzītis/Rudzīte Saulītis/Saulīte Segliņš/Segliņa Siliņš/Siliņa Skudra/Skudra Skujiņš/Skujiņa
Smilga/Smilga Spārniņš/Spārniņa Sproģis/Sproģe Stārķis/Stārķe Strautiņš/Strautiņa Strautnieks/Strautniece
Strazdiņš/Strazdiņa Straume/Straume Stūrītis/Stūrīte Sūniņš/Sūniņa Šķērstiņš/Šķērstiņa Šmits/Šmite Tauriņš/Tauriņa
Timermanis/Timermane Tīrums/Tīruma Ūdris/Ūdre Upītis/Upīte Upmalis/Upmale Uzulnieks/Uzulniece Vanags/Vanaga
Vārpa/Vārpa Vējiņš/Vējiņa Veidemanis/Veidemane Vilks/Vilka Vilciņš/Vilciņa Vītols/Vītola Vītoliņš/Vītoliņa
Zaķis/Zaķe Zaļkalns/Zaļkalne Zariņš/Zariņa Zeltiņš/Zeltiņa Ziediņš/Ziediņa Zvaigzne/Zvaigzne Zvejnieks/Zvejniece
Zvirbulis/Zvirbule Žagars/Žagare Žubīte/Žubīte
"""
_EAST_GIRLS = """
Alina Aļona Anastasija Anna Arina Darja Diāna Dominika Jekaterina Jeļizaveta Karina Kira Ksenija Ļubova Marija Milana
Milena Nadežda Polina Sofija Tatjana Uļjana Valērija Varvara Vasilisa Veronika Viktorija
"""
_EAST_BOYS = """
Aleksandrs Aleksejs Andrejs Antons Arsenijs Artjoms Bogdans Daniils Deniss Dmitrijs Fjodors Gļebs Ignats Iļja Ivans
Jegors Kirils Ļevs Makars Maksims Marks Matvejs Mihails Ņikita Pāvels Romāns Sergejs Stepans Timofejs Timurs Vladislavs
"""
_EAST_ADULTS_F = """
Alla Anžela Irina Inna Jeļena Larisa Ludmila Marina Nataļja Oksana Olga Regīna Svetlana Tatjana Valentīna Žanna
"""
_EAST_ADULTS_M = """
Aleksandrs Anatolijs Andrejs Arkādijs Dmitrijs Genādijs Igors Jevgēņijs Jurijs Konstantīns Oļegs Ruslans Sergejs
Valērijs Viktors Vitālijs Vjačeslavs
"""
_EAST_FAMILIES = """
Aleksejevs/Aleksejeva Andrejevs/Andrejeva Baranovs/Baranova Beļajevs/Beļajeva Bogdanovs/Bogdanova Fjodorovs/Fjodorova
Frolovs/Frolova Gusevs/Guseva Ivanovs/Ivanova Jakovļevs/Jakovļeva Jegorovs/Jegorova Kisels/Kisele Kozlovs/Kozlova
Kuzņecovs/Kuzņecova Lebedevs/Lebedeva Makarovs/Makarova Mihailovs/Mihailova Morozovs/Morozova Nikitins/Ņikitina
Orlovs/Orlova Pavlovs/Pavlova Petrovs/Petrova Popovs/Popova Romanovs/Romanova Semjonovs/Semjonova Smirnovs/Smirnova
Sokolovs/Sokolova Stepanovs/Stepanova Timofejevs/Timofejeva Vasiļjevs/Vasiļjeva Vinogradovs/Vinogradova
Vorobjovs/Vorobjova Zaicevs/Zaiceva
"""
_UKRAINE_GIRLS = "Anhelina Darina Jeva Kateryna Marta Mija Oleksandra Solomija Sofija Varvara Zlata Zoja"
_UKRAINE_BOYS = (
    "Andrijs Artems Bohdans Danilo Dmitro Ivans Maksims Markijans Matvijs Nazars Oleksandrs Tarass Timofijs"
)
_UKRAINE_ADULTS_F = "Halina Irina Iryna Julija Larisa Nadija Natālija Oksana Oļena Svitlana Tetjana Viktorija"
_UKRAINE_ADULTS_M = "Andrijs Ihors Mikola Oleksijs Petro Serhijs Vasils Volodimirs"
_UKRAINE_FAMILIES = """
Bondarenko/Bondarenko Hončarenko/Hončarenko Kovaļčuks/Kovaļčuka Kovaļenko/Kovaļenko Kravčenko/Kravčenko
Lisenko/Lisenko Marčenko/Marčenko Melņičuks/Melņičuka Oliņiks/Oliņika Poliščuks/Poliščuka Rudenko/Rudenko
Savčenko/Savčenko Ševčuks/Ševčuka Tkačenko/Tkačenko Tkačuks/Tkačuka
"""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((man, woman) for man, _, woman in (pair.partition("/") for pair in text.split()))


@dataclass(frozen=True)
class Pool:
    """Names that go together: `language` is what the family reads at home."""

    language: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]
    families: tuple[tuple[str, str], ...]

    def child(self, draws: Draws, *, girl: bool) -> tuple[str, tuple[str, str]]:
        """(given name, the family's name in both forms)."""
        return draws.one(self.girls if girl else self.boys), draws.one(self.families)

    def adult(self, draws: Draws, *, woman: bool, family: tuple[str, str] | None = None) -> str:
        """Given and family name of a grown-up, of this family if one is given."""
        forms = family or draws.one(self.families)
        return f"{draws.one(self.mothers if woman else self.fathers)} {forms[1 if woman else 0]}"


def _pool(language: str, *texts: str) -> Pool:
    girls, boys, mothers, fathers, families = texts
    return Pool(
        language,
        tuple(girls.split()),
        tuple(boys.split()),
        tuple(mothers.split()),
        tuple(fathers.split()),
        _pairs(families),
    )


LATVIAN = _pool("lv", _GIRLS, _BOYS, _MOTHERS, _FATHERS, _FAMILIES)
RUSSIAN = _pool("ru", _EAST_GIRLS, _EAST_BOYS, _EAST_ADULTS_F, _EAST_ADULTS_M, _EAST_FAMILIES)
UKRAINIAN = _pool(
    "uk", _UKRAINE_GIRLS, _UKRAINE_BOYS, _UKRAINE_ADULTS_F, _UKRAINE_ADULTS_M, _UKRAINE_FAMILIES
)
EAST = frozenset({"LV-DGV", "LV-REZ", "LV-077", "LV-058", "LV-047", "LV-RIX", "LV-JUR", "LV-111"})


def pool_of(municipality_code: str, draws: Draws) -> Pool:
    """The names of one family, as likely as they are where it lives."""
    shares = (0.55, 0.41, 0.04) if municipality_code in EAST else (0.84, 0.13, 0.03)
    return draws.weighted((LATVIAN, RUSSIAN, UKRAINIAN), shares)
