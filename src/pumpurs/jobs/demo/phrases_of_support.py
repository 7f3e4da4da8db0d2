"""What invented sessions were about and how they went, as those who give support write it down."""

from __future__ import annotations

ANY_TOPIC = ("kopīgs darbs pēc plāna", "iepriekšējās nodarbības turpinājums", "nākamo soļu pārrunāšana")
TOPICS = {
    "teacher_consultation": (
        "kontroldarba kļūdu labojums",
        "neapgūtās tēmas atkārtošana",
        "gatavošanās pārbaudes darbam",
        "mājas darbu izpilde kopā",
        "nokavētās vielas apguve",
        "darbs ar tekstu",
        "uzdevumu risināšana pa soļiem",
    ),
    "psychologist_consultation": (
        "saruna par pašsajūtu skolā",
        "motivācija un mērķi",
        "spriedze pirms pārbaudes darbiem",
        "dusmu pārvaldīšana",
        "attiecības ar vienaudžiem",
        "uzmanības noturēšana",
    ),
    "social_pedagogue_consultation": (
        "kavējumu iemesli un vienošanās",
        "dienas režīms",
        "attiecības ar klasesbiedriem",
        "noteikumi skolā un mājās",
        "brīvā laika plānošana",
    ),
    "teacher_assistant_consultation": (
        "palīdzība mācību darbā",
        "pierakstu sakārtošana",
        "uzdevumu izpilde soli pa solim",
    ),
    "special_education_teacher_consultation": (
        "lasīšanas raitums",
        "burtu un skaņu šķiršana",
        "matemātikas pamatdarbības ar uzskati",
        "atmiņas un uzmanības vingrinājumi",
    ),
}
OUTCOMES = (
    "Uzdevumi izpildīti, temats saprasts.",
    "Izpildīta puse, turpināsim nākamreiz.",
    "Strādāja aktīvi, uzdeva jautājumus.",
    "Vajadzīgs vēl viens atkārtojums.",
    "Vienojāmies par nākamo soli.",
    "",
    "",
)
