"""Invented people and numbers for the showcase: the four example screens."""

from decimal import Decimal
from typing import Any

D = Decimal

FRAME: dict[str, Any] = {
    "nav": [
        {"url": "/desk/", "label": "Darbagalds", "current": True, "count": 7},
        {"url": "/learners/", "label": "Izglītojamie"},
        {"url": "/plans/", "label": "Plāni", "count": 46},
        {"url": "/consents/", "label": "Piekrišanas", "count": 3},
        {"url": "/people/", "label": "Kolēģi"},
        {"url": "/learners/rosters/", "label": "Saraksti"},
        {"url": "/partners/", "label": "Partneri"},
    ],
    "viewer_card": {
        "name": "Ilze Vanaga",
        "role_label": "Iestādes vadītāja",
        "place": "Priežkalna pamatskola",
        "others": [
            {"id": "1", "label": "Plāna sagatavotāja", "place": "Priežkalna pamatskola"},
            {"id": "2", "label": "Māte", "place": ""},
        ],
    },
    "crumbs": [{"url": "/", "label": "Priežkalna pamatskola"}, {"label": "Paraugi"}],
    "demo": True,
    "version": "0.1.0",
}

DESK: dict[str, Any] = {
    "actions": [{"label": "Jauns plāns", "href": "#", "icon": "plus", "kind": "primary"}],
    "keys": [
        {"key": "j", "label": "uz leju"},
        {"key": "k", "label": "uz augšu"},
        {"key": "x", "label": "atzīmēt"},
        {"key": "Enter", "label": "atvērt"},
        {"key": "a", "label": "apstiprināt"},
    ],
    "bulk": [
        {
            "label": "Apstiprināt",
            "name": "do",
            "value": "approve",
            "kind": "primary",
            "icon": "check",
            "key": "a",
        },
        {"label": "Atgriezt", "name": "do", "value": "return", "icon": "undo"},
    ],
    "rows": [
        {
            "id": number,
            "learner": learner,
            "group": group,
            "author": author,
            "risks": risks,
            "cost": D(cost),
            "consent": consent,
            "clean": not check,
            "check": check,
            "days": days,
        }
        for number, (learner, group, author, risks, cost, consent, check, days) in enumerate(
            [
                ("Markuss Ozoliņš", "8.b", "Sanita Kalniņa", "mācības, ģimene", "412.50", "signed", "", 6),
                ("Elīza Ķirse", "6.a", "Sanita Kalniņa", "mācības", "168.00", "signed", "", 5),
                (
                    "Rūdolfs Žagars",
                    "9.a",
                    "Gints Lācis",
                    "kavējumi, vienaudži",
                    "538.20",
                    "signed",
                    "virs griestiem",
                    4,
                ),
                (
                    "Šarlote Ģērmane",
                    "7.c",
                    "Gints Lācis",
                    "kavējumi",
                    "96.00",
                    "opened",
                    "nav piekrišanas",
                    4,
                ),
                ("Nikola Čakste", "5.a", "Sanita Kalniņa", "mācības, skolas vide", "224.00", "signed", "", 2),
                ("Kārlis Ūdris", "9.b", "Gints Lācis", "ģimene, nauda", "301.75", "signed", "", 1),
                ("Emīls Pētersons-Šmits", "8.a", "Sanita Kalniņa", "vienaudži", "142.00", "signed", "", 0),
            ],
            start=1,
        )
    ],
    "events": [
        {
            "icon": "check",
            "tone": "ok",
            "what": "Apstiprināts Lauras Bites plāns",
            "at": "šodien 9:12",
            "who": "Valsts eksperts",
        },
        {"icon": "opened", "tone": "info", "what": "Šarlotes ģimene atvēra piekrišanu", "at": "vakar 19:40"},
        {
            "icon": "undo",
            "tone": "wait",
            "what": "Atgriezts Rūdolfa plāns",
            "text": "“Lūdzu, precizējiet braucienu skaitu.”",
            "at": "20.11.2026.",
            "who": "Novada koordinatore",
        },
        {
            "icon": "upload",
            "what": "Jauns skolēnu saraksts",
            "text": "4 pievienoti, 1 aizgājis",
            "at": "18.11.2026.",
        },
    ],
}

LEARNER: dict[str, Any] = {
    "tabs": [
        {"label": "Pārskats", "url": "#", "current": True},
        {"label": "Plāni", "url": "#", "count": 3},
        {"label": "Piekrišanas", "url": "#", "count": 2},
        {"label": "Kas ir skatījies", "url": "#", "count": 14},
    ],
    "steps": [
        {"role": "Sagatavotāja", "who": "Sanita Kalniņa", "state": "done", "at": "12.11.2026."},
        {"role": "Direktore", "who": "Ilze Vanaga", "state": "done", "at": "17.11.2026."},
        {"role": "Pašvaldība", "who": "Aija Zvirbule", "state": "now", "age": "5 dienas"},
        {"role": "Valsts eksperts", "state": "next"},
    ],
    "measures": [
        {
            "kind": "Matemātikas konsultācijas",
            "who": "Gints Lācis, pedagogs",
            "risk": "Zemas sekmes",
            "amount": "20 h",
            "cost": D("240.00"),
        },
        {
            "kind": "Psihologa konsultācijas",
            "who": "Inga Strautiņa, psiholoģe",
            "risk": "Trauksme",
            "amount": "8 h",
            "cost": D("112.00"),
        },
        {
            "kind": "Starppilsētu autobuss",
            "who": "kompensācija",
            "risk": "Tāls ceļš",
            "amount": "2 mēneši",
            "cost": D("48.50"),
        },
        {
            "kind": "Plāna sagatavošana un izvērtēšana",
            "who": "Sanita Kalniņa",
            "risk": "–",
            "amount": "1 h",
            "cost": D("12.00"),
        },
    ],
    "total": D("412.50"),
    "history": [
        {
            "icon": "target",
            "tone": "ok",
            "what": "2025./2026. 2. semestris: izvērtēts",
            "text": "Kavējumi samazinājās, matemātikā vēl vajag palīdzību.",
            "at": "02.06.2026.",
            "who": "Sanita Kalniņa",
        },
        {
            "icon": "pause",
            "tone": "wait",
            "what": "2025./2026. 1. semestris: uz laiku apturēts",
            "text": "Ilga slimība, atsākts pēc mēneša.",
            "at": "04.11.2025.",
        },
        {
            "icon": "sprout",
            "what": "Pirmā saruna ar ģimeni",
            "at": "10.09.2025.",
            "who": "klases audzinātāja",
        },
    ],
    "facts": [
        {"label": "Personas kods", "value": "••••••-••419", "note": "redzams tikai pilnvarotiem"},
        {"label": "Klase", "value": "8.b", "note": "kopš 01.09.2026."},
        {"label": "Audzinātāja", "value": "Līga Rozīte"},
        {"label": "Vecāki", "value": "Dace Ozoliņa", "note": "māte, pārstāv"},
        {"label": "Dzīvesvieta", "value": "14 km no skolas"},
        {"label": "Statuss", "value": "maznodrošināta ģimene", "note": "līdz 31.12.2026."},
    ],
}

PLAN: dict[str, Any] = {
    "actions": [
        {"label": "Kopēt iepriekšējo", "href": "#", "icon": "copy"},
        {"label": "Skatīt kā ģimene", "href": "#", "icon": "eye"},
    ],
    "parts": [
        {"id": "goal", "label": "Mērķis", "state": "done"},
        {"id": "risks", "label": "Riski", "state": "missing", "current": True},
        {"id": "measures", "label": "Pasākumi", "state": "missing"},
        {"id": "people", "label": "Sarunas", "state": "done"},
        {"id": "papers", "label": "Piekrišana", "state": "open"},
    ],
    "reasons": [
        {"text": "Riskam “Bieži kavējumi” nav pamatojuma", "href": "#r2"},
        {"text": "Starppilsētu autobuss: 12,00 € virs griestiem", "href": "#measures"},
    ],
    "levels": [
        {"value": "", "label": "nav"},
        {"value": "low", "label": "neliels"},
        {"value": "medium", "label": "vidējs"},
        {"value": "high", "label": "augsts"},
    ],
    "risks": [
        {
            "id": "r1",
            "name": "Zemas sekmes matemātikā",
            "group": "Mācību riski",
            "level": "high",
            "why": "Septembrī un oktobrī 4 no 6 pārbaudes darbiem zem 4 ballēm.",
        },
        {
            "id": "r2",
            "name": "Bieži kavējumi",
            "group": "Mācību riski",
            "level": "medium",
            "why": "",
            "error": True,
            "comments": [
                {
                    "who": "Ilze Vanaga",
                    "role": "direktore",
                    "at": "20.11.2026.",
                    "text": "Lūdzu, ierakstiet, cik stundu kavēts bez iemesla.",
                }
            ],
        },
        {
            "id": "r3",
            "name": "Ģimenes grūtības",
            "group": "Sociālie un ekonomiskie riski",
            "level": "",
            "why": "",
        },
    ],
    "lines": [
        {
            "kind": "Matemātikas konsultācijas",
            "who": "Gints Lācis, pedagogs",
            "risk": "Zemas sekmes",
            "period": "nov.–dec.",
            "quantity": "20",
            "rate": "12.00",
            "unit": "h",
            "cost": D("240.00"),
            "meter": "talks",
        },
        {
            "kind": "Psihologa konsultācijas",
            "who": "Inga Strautiņa, psiholoģe",
            "risk": "Kavējumi",
            "period": "nov.–dec.",
            "quantity": "8",
            "rate": "14.00",
            "unit": "h",
            "cost": D("112.00"),
            "meter": "talks",
        },
        {
            "kind": "Starppilsētu autobuss",
            "who": "kompensācija",
            "risk": "Kavējumi",
            "period": "decembris",
            "quantity": "42,00",
            "unit": "€",
            "cost": D("42.00"),
            "meter": "bus",
        },
        {
            "kind": "Plāna sagatavošana",
            "who": "Sanita Kalniņa",
            "risk": "–",
            "period": "semestris",
            "quantity": "4",
            "rate": "12.00",
            "unit": "h",
            "cost": D("48.00"),
            "meter": "prepare",
        },
    ],
    "meters": [
        {"name": "talks", "label": "Konsultācijas", "planned": D("352.00"), "cap": None},
        {"name": "bus", "label": "Autobuss mēnesī", "planned": D("42.00"), "cap": D("30.00"), "over": True},
        {"name": "prepare", "label": "Plāna sagatavošana", "planned": D("48.00"), "cap": D("72.00")},
    ],
    "total": D("442.00"),
}
