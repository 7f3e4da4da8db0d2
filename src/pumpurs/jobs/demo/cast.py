"""The people with a story: one sign-in for each role, and those whose case is out of the ordinary. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pumpurs.values.roles import Role

WORD = "pumpurs-plaukst"  # what every demo account signs in with: the bud opens
ILUKSTE = "Ilūkstes Raiņa vidusskola"
JEKABPILS = "Jēkabpils 2. vidusskola"
SECOND_SCHOOL = "Jēkabpils 3. vidusskola"
OTHER_SCHOOL = "Jēkabpils pamatskola"
TECHNICAL = "Ogres tehnikums"
AUGSDAUGAVA = "LV-111"


"""The link that waits for the Ukrainian-speaking family, /f/<token>/, and the code that opens it."""
FAMILY_LINK = ("oksana-paraugs-paraugs-paraugs", "123456")


class SignIn(NamedTuple):
    """Who can be tried out: role, name, e-mail, password."""

    role: Role
    name: str
    email: str
    word: str


@dataclass(frozen=True)
class Person:
    """One of the cast."""

    name: str
    email: str
    language: str = "lv"


MANAGER = Person("Solvita Upmale", "vaditaja@demo.example")
EXPERT = Person("Guntis Strautnieks", "eksperts@demo.example")
COORDINATOR = Person("Mairita Jaunzeme", "novads@demo.example")
HEAD = Person("Ilmārs Tīrums", "direktors@demo.example")
SCHOOL_COORDINATOR = Person("Sanita Putniņa", "skola@demo.example")
AUTHOR = Person("Evija Smilga", "pedagogs@demo.example")
SOCIAL_WORKER = Person("Laila Straume", "dienests@demo.example")
GUARDIAN = Person("Lāsma Vārpa", "vecaks@demo.example")
ADULT = Person("Renārs Jaunkalns", "audzeknis@demo.example")
PROVIDER = Person("Baiba Rudzīte", "paligs@demo.example")
ACCOUNTANT = Person("Inta Skujiņa", "gramatvede@demo.example")
SUPPORT = Person("Mareks Stūrītis", "atbalsts@demo.example")
TWO_SCHOOLS = Person("Antra Niedrīte", "divas.skolas@demo.example")
UKRAINIAN = Person("Oksana Rudenko", "oksana@demo.example", "uk")
TECHNICAL_HEAD = Person("Arvis Segliņš", "tehnikums@demo.example")
PSYCHOLOGIST = Person("Diāna Ziediņa", "psihologs@demo.example")

SIGN_INS: tuple[SignIn, ...] = tuple(
    SignIn(role, person.name, person.email, WORD)
    for role, person in (
        (Role.PROGRAMME_MANAGER, MANAGER),
        (Role.NATIONAL_EXPERT, EXPERT),
        (Role.MUNICIPAL_COORDINATOR, COORDINATOR),
        (Role.HEAD, HEAD),
        (Role.INSTITUTION_COORDINATOR, SCHOOL_COORDINATOR),
        (Role.PLAN_AUTHOR, AUTHOR),
        (Role.PROVIDER, PROVIDER),
        (Role.ACCOUNTANT, ACCOUNTANT),
        (Role.STRATEGIC_PARTNER, SOCIAL_WORKER),
        (Role.GUARDIAN, GUARDIAN),
        (Role.ADULT_LEARNER, ADULT),
        (Role.SUPPORT, SUPPORT),
    )
)
MORE_SIGN_INS: tuple[SignIn, ...] = tuple(
    SignIn(role, person.name, person.email, WORD)
    for role, person in (
        (Role.PLAN_AUTHOR, PSYCHOLOGIST),  # a psychologist who sees the whole school
        (Role.PLAN_AUTHOR, TWO_SCHOOLS),  # a teacher in two schools who is also a parent
        (Role.HEAD, TECHNICAL_HEAD),  # a state vocational school: no municipality between head and agency
        (Role.GUARDIAN, UKRAINIAN),  # reads Ukrainian
    )
)
"""Slots of a school's staff, by school: "head", "coordinator", "author" and the number."""
STAFF: dict[tuple[str, str], Person] = {
    (ILUKSTE, "head"): HEAD,
    (ILUKSTE, "coordinator"): SCHOOL_COORDINATOR,
    (ILUKSTE, "provider"): PROVIDER,
    (ILUKSTE, "author0"): AUTHOR,
    (ILUKSTE, "author1"): PSYCHOLOGIST,
    (JEKABPILS, "author0"): TWO_SCHOOLS,
    (SECOND_SCHOOL, "author0"): TWO_SCHOOLS,
    (TECHNICAL, "head"): TECHNICAL_HEAD,
}
"""The child of a story: school, grade, what the story is, the family's name in both forms."""
CHILDREN: dict[str, tuple[int, str, tuple[str, str]]] = {
    ILUKSTE: (7, "parent", ("Vārpa", "Vārpa")),
    JEKABPILS: (6, "ukrainian", ("Rudenko", "Rudenko")),
    OTHER_SCHOOL: (5, "teachers_child", ("Niedrītis", "Niedrīte")),
}
GRADES = (6, 7, 8)
GUARDIANS = {"parent": GUARDIAN, "ukrainian": UKRAINIAN, "teachers_child": TWO_SCHOOLS}
