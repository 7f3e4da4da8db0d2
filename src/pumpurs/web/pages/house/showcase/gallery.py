"""Invented examples for each component of the showcase."""

from decimal import Decimal
from typing import Any

from pumpurs.web.frame.templatetags import states

PIECES: dict[str, Any] = {
    "plan_states": list(states.PLAN),
    "consent_states": list(states.CONSENT),
    "agreement_states": list(states.AGREEMENT),
    "import_states": list(states.IMPORT),
    "themes": ["light", "dark"],
    "reasons": [
        {"text": "Nav derīgas piekrišanas šim semestrim", "href": "#notices"},
        {"text": "Riskam “Kavējumi” nav neviena pasākuma", "href": "#forms"},
    ],
    "steps": [
        {"role": "Sagatavotāja", "who": "Sanita Kalniņa", "state": "done", "at": "12.11.2026."},
        {"role": "Direktore", "who": "Ilze Vanaga", "state": "now", "age": "5 dienas"},
        {"role": "Pašvaldība", "state": "next"},
        {"role": "Valsts eksperts", "state": "next"},
    ],
    "events": [
        {
            "icon": "check",
            "tone": "ok",
            "what": "Plāns apstiprināts",
            "at": "17.11.2026. 10:20",
            "who": "Ilze Vanaga",
        },
        {
            "icon": "undo",
            "tone": "wait",
            "what": "Atgriezts labošanai",
            "text": "“Precizējiet stundu skaitu.”",
            "at": "14.11.2026. 16:02",
            "who": "Ilze Vanaga",
        },
        {
            "icon": "send",
            "tone": "info",
            "what": "Iesniegts saskaņošanai",
            "at": "12.11.2026. 14:05",
            "who": "Sanita Kalniņa",
        },
    ],
    "comments": [
        {
            "who": "Aija Zvirbule",
            "role": "pašvaldības koordinatore",
            "at": "20.11.2026.",
            "text": "Vai 20 stundas pietiks? Pērn plānoja 24.",
        },
        {
            "who": "Sanita Kalniņa",
            "role": "sagatavotāja",
            "at": "21.11.2026.",
            "text": "Jā, divas stundas nedēļā.",
            "settled": True,
        },
    ],
    "changes": [
        {"label": "Matemātikas konsultācijas", "old": "24 h, 288,00 €", "new": "20 h, 240,00 €"},
        {"label": "Skolēna mērķis", "new": "Gribu saprast matemātiku."},
    ],
    "versions": [
        {"label": "Mērķis", "old": "Uzlabot sekmes", "new": "Gribu saprast matemātiku.", "changed": True},
        {"label": "Riski", "old": "mācības, kavējumi", "new": "mācības, kavējumi"},
        {"label": "Kopā", "old": "460,50 €", "new": "412,50 €", "changed": True},
    ],
    "facts": [
        {"label": "Līgums", "value": "P6-13/134-2019"},
        {"label": "Spēkā no", "value": "03.12.2019."},
        {"label": "Koordinatore", "value": "Aija Zvirbule", "note": "aizvieto Jānis Bērzs līdz 05.12.2026."},
    ],
    "bars": [
        {"label": "Mācību riski", "value": 812, "text": "812"},
        {"label": "Sociālie un ekonomiskie", "value": 405, "text": "405", "tone": "warm"},
        {"label": "Ģimenes", "value": 377, "text": "377", "tone": "info"},
        {"label": "Vide un vienaudži", "value": 198, "text": "198", "tone": "plum"},
    ],
    "columns": [
        {
            "label": label,
            "x": 20 + 60 * n,
            "middle": 37 + 60 * n,
            "y": 120 - value,
            "height": value,
            "value": value * 10,
        }
        for n, (label, value) in enumerate(
            [("2021", 42), ("2022", 68), ("2023", 80), ("2024", 74), ("2025", 96), ("2026", 110)]
        )
    ],
    "tiles": [
        {"x": x, "y": y, "short": short, "name": name, "level": level, "text": text, "href": "#charts"}
        for x, y, short, name, level, text in [
            (1, 0, "VEN", "Ventspils novads", 3, "64 %"),
            (3, 0, "TUK", "Tukuma novads", 4, "82 %"),
            (5, 0, "LIM", "Limbažu novads", 2, "41 %"),
            (7, 0, "VLM", "Valmieras novads", 5, "96 %"),
            (8, 0, "VLK", "Valkas novads", 1, "18 %"),
            (0, 1, "LIE", "Liepāja", 4, "85 %"),
            (2, 1, "SLD", "Saldus novads", 3, "66 %"),
            (4, 1, "RĪG", "Rīga", 4, "78 %"),
            (6, 1, "CĒS", "Cēsu novads", 5, "91 %"),
            (8, 1, "ALŪ", "Alūksnes novads", 0, "nav datu"),
            (3, 2, "BAU", "Bauskas novads", 2, "44 %"),
            (5, 2, "OGR", "Ogres novads", 4, "80 %"),
            (7, 2, "MAD", "Madonas novads", 5, "100 %"),
            (8, 2, "BAL", "Balvu novads", 3, "63 %"),
            (6, 3, "JĒK", "Jēkabpils novads", 5, "93 %"),
            (8, 3, "DGP", "Daugavpils", 4, "84 %"),
        ]
    ],
    "legend": [
        {"level": 0, "label": "nav datu"},
        {"level": 1, "label": "līdz 20 %"},
        {"level": 3, "label": "līdz 70 %"},
        {"level": 5, "label": "virs 90 %"},
    ],
    "pages": [
        {"number": 1, "url": "#"},
        {"number": 2, "current": True},
        {"number": 3, "url": "#"},
        {"gap": True},
        {"number": 13, "url": "#"},
    ],
    "filters": [
        {
            "name": "state",
            "label": "Stāvoklis",
            "options": [
                {"value": "", "label": "visi"},
                {"value": "at_head", "label": "pie direktora", "selected": True},
            ],
        },
        {
            "name": "group",
            "label": "Klase",
            "options": [{"value": "", "label": "visas"}, {"value": "8b", "label": "8.b"}],
        },
        {"name": "q", "label": "Vārds", "value": ""},
    ],
    "planned": Decimal("42.00"),
    "cap": Decimal("30.00"),
    "inside": Decimal("18.40"),
    "over_by": Decimal("12.00"),
    "tabs": [
        {"label": "Pārskats", "url": "#", "current": True},
        {"label": "Plāni", "url": "#", "count": 3},
        {"label": "Žurnāls", "url": "#"},
    ],
    "parts": [
        {"url": "#", "label": "Mērķis", "state": "done"},
        {"url": "#", "label": "Riski", "state": "missing", "current": True},
        {"url": "#", "label": "Pasākumi", "state": "open"},
    ],
    "choices": [
        {"value": "paper", "label": "Uz papīra", "hint": "Pievienosiet skenētu lapu."},
        {"value": "link", "label": "Ar saiti tālrunī", "hint": "Ģimene saņems kodu.", "selected": True},
    ],
    "head_actions": [
        {"label": "Eksportēt", "href": "#", "icon": "download"},
        {"label": "Jauns plāns", "href": "#", "icon": "plus", "kind": "primary"},
    ],
}
