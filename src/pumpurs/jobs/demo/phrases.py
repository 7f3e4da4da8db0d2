"""What invented authors wrote: short Latvian texts as a school would put them, none about a real child."""

from __future__ import annotations

REASONS: dict[str, tuple[str, ...]] = {
    "unexcused_absence": (
        "Septembrī neattaisnoti kavētas {n} stundas, visbiežāk pirmās divas stundas pirmdienās.",
        "Pēdējā mēneša laikā neattaisnoti kavētas {n} stundas; klases audzinātāja ar ģimeni sazinājusies trīs reizes.",
        "Regulāri iztrūkst no pēdējām stundām, kopā {n} neattaisnoti kavētas stundas semestrī.",
    ),
    "learning_difficulties": (
        "Grūti sekot mācību tempam, patstāvīgos darbus bez palīdzības nepabeidz.",
        "Zināšanu robi no iepriekšējās klases; jaunā tēma balstās uz neapgūto.",
        "Lasa lēni, uzdevuma nosacījumus saprot tikai pēc atkārtota skaidrojuma.",
    ),
    "conflicts_with_classmates": (
        "Biežas nesaskaņas ar klasesbiedriem starpbrīžos, pēc tām uz stundām neierodas.",
        "Klasē jūtas atstumts, grupu darbos nepiedalās.",
    ),
    "conflicts_with_teachers": (
        "Atsakās strādāt divu pedagogu stundās, pēc piezīmes pamet klasi.",
        "Saspīlētas attiecības ar pedagogu; stundas apmeklē nelabprāt.",
    ),
    "violence_at_school": (
        "Iesaistīts fiziskā konfliktā izglītības iestādē, notiek darbs ar atbalsta komandu.",
    ),
    "low_motivation": (
        "Neredz jēgu mācīties, mājasdarbus neiesniedz jau otro mēnesi.",
        "Interese par mācībām mazinājusies kopš pavasara, stundās pasīvs.",
        "Strādā tikai ar tieši adresētu pamudinājumu, savam darbam mērķi nenosaka.",
    ),
    "insufficient_marks": (
        "Pirmajos mēnešos {k} nepietiekami vērtējumi, pārbaudes darbi nav uzlaboti.",
        "Nepietiekams vērtējums {k} mācību priekšmetos; pastāv risks palikt uz otru gadu.",
    ),
    "behaviour_difficulties": (
        "Grūti ievērot kārtību stundā, ātri iekaist, darbu pārtrauc.",
        "Uzvedības dēļ vairākkārt runāts ar ģimeni, uzlabojumi īslaicīgi.",
    ),
    "language_of_instruction": (
        "Latviešu valodu apgūst otro gadu, mācību tekstus saprot daļēji.",
        "Sarunā saprotas, bet priekšmetu jēdzieni latviešu valodā vēl sveši.",
    ),
    "change_of_school": (
        "Šajā izglītības iestādē kopš septembra; vēl neiejūtas, draugu klasē nav.",
        "Otrā izglītības iestādes maiņa divu gadu laikā, atšķiras apgūtās tēmas.",
    ),
    "repeated_grade": ("Mācās klasē otro gadu, jūtas vecāks par pārējiem un izvairās no stundām.",),
    "special_needs": (
        "Pedagoģiski medicīniskās komisijas atzinums; nepieciešams individuāls temps un paskaidrojumi.",
        "Kustību traucējumi, vajadzīga palīdzība nokļūšanai uz nodarbībām.",
    ),
    "long_illness": ("Slimības dēļ ilgstoši neapmeklēja izglītības iestādi, jāapgūst iekavētais.",),
    "pregnancy_or_small_children": ("Mācības jāsavieno ar maza bērna aprūpi.",),
    "marriage_or_relationship": ("Dzīvo kopā ar partneri citā vietā, mācībām atliek maz laika.",),
    "addiction": ("Atkarības risks, sadarbībā ar ģimeni uzsākts darbs ar speciālistu.",),
    "ill_relatives": ("Mājās jāpalīdz slimam tuviniekam, tādēļ kavē stundas.",),
    "emotional_difficulties": (
        "Trauksme pirms pārbaudes darbiem, dažkārt tādēļ neierodas.",
        "Pēc pārmaiņām ģimenē noslēdzies, stundās nerunā.",
    ),
    "offences": ("Pusaudžu likumpārkāpumu dēļ nodibināta profilakses lieta, vajadzīgs regulārs atbalsts.",),
    "difficult_journey": (
        "Līdz izglītības iestādei {km} km, autobuss divas reizes dienā; vakarā nodarbības jāpamet agrāk.",
        "Ceļš vienā virzienā aizņem vairāk nekā stundu, ar pārsēšanos.",
        "Dzīvo {km} km attālumā, ziemā ceļš bieži nav izbraucams.",
    ),
    "material_conditions": (
        "Ģimenei piešķirts trūcīgas ģimenes statuss, nav piemērotu apavu un mācību piederumu.",
        "Maznodrošināta ģimene ar vairākiem bērniem; pusdienas izglītības iestādē bieži izlaiž.",
    ),
    "home_duties": ("Pēc stundām pieskata jaunākos bērnus, mācībām laiks paliek vēlu vakarā.",),
    "paid_work": ("Strādā vakaros un nedēļas nogalēs, no rīta stundas nokavē.",),
    "low_parental_involvement": (
        "Vecāki uz sarunām neierodas, ziņas e-žurnālā neizlasa.",
        "Ģimene mācības uzskata par izglītības iestādes lietu, mājās atbalsta maz.",
    ),
    "parents_abroad": ("Māte strādā ārzemēs, ikdienā dzīvo pie vecvecākiem.",),
    "family_conflicts": ("Pēc vecāku šķiršanās dzīvo pārmaiņus divās vietās, mācību lietas nav sakārtotas.",),
    "out_of_family_care": ("Dzīvo audžuģimenē kopš šī gada, mainījusies arī izglītības iestāde.",),
    "violence_in_family": ("Ģimenē noticis vardarbības gadījums, iesaistīta bāriņtiesa.",),
}
EXPECTED: dict[str, tuple[str, ...]] = {
    "teacher_consultation": (
        "Semestra beigās vērtējums priekšmetā vismaz pietiekams, parādi nokārtoti.",
        "Patstāvīgi izpilda pamata uzdevumus un uzdrīkstas jautāt.",
        "Apgūtas iekavētās tēmas, pārbaudes darbi uzrakstīti.",
    ),
    "psychologist_consultation": (
        "Mācās pamanīt un pateikt, kas traucē; izvairīšanās no stundām mazinās.",
        "Prot nomierināties pirms pārbaudes darba un ierodas uz to.",
    ),
    "social_pedagogue_consultation": (
        "Neattaisnoto kavējumu skaits mazinās vismaz uz pusi.",
        "Ģimene un izglītības iestāde vienojas par dienas kārtību un to ievēro.",
    ),
    "teacher_assistant_consultation": ("Stundā seko darba gaitai, uzdevumus pabeidz.",),
    "special_education_teacher_consultation": (
        "Lieto palīgpaņēmienus lasīšanā un rēķināšanā, strādā drošāk.",
    ),
    "sign_language_interpreter_consultation": ("Saprot mācību saturu un piedalās sarunā stundā.",),
    "assistant_consultation": ("Nokļūst uz visām nodarbībām un pagūst sagatavoties.",),
    "occupational_therapist_consultation": ("Uzlabojas rakstīšanas un darba paņēmieni.",),
    "intercity_transport": ("Ierodas uz pirmo stundu un var palikt uz konsultācijām.",),
    "overnight": ("Mācību nedēļā dzīvo dienesta viesnīcā, stundas nekavē.",),
    "meals": ("Katru dienu ēd siltas pusdienas un paliek līdz stundu beigām.",),
    "special_transport": ("Nokļūst uz izglītības iestādi katru mācību dienu.",),
    "personal_items": ("Ir sezonai piemēroti apavi un apģērbs, stundas nekavē.",),
    "learning_aids": ("Ir darba apģērbs un instrumenti, piedalās visās praktiskajās nodarbībās.",),
}
GOALS = (
    "Gribu pabeigt 9. klasi kopā ar saviem draugiem.",
    "Vēlos izlabot matemātiku un vairs nebaidīties no kontroldarba.",
    "Gribu stāties tehnikumā par automehāniķi.",
    "Gribu nākt uz visām stundām un nenokavēt autobusu.",
    "Vēlos labāk saprast latviešu valodu un runāt klasē.",
    "Gribu, lai mani ieskaita nākamajā klasē bez pēcpārbaudījumiem.",
    "Vēlos iemācīties sākt darbu laikus, nevis pēdējā vakarā.",
    "Gribu pabeigt kursu un iziet praksi pie laba meistara.",
    "Gribu, lai mamma par mani priecājas.",
    "Vēlos tikt galā ar trauksmi un uzrakstīt eksāmenus.",
    "Gribu atrast draugus jaunajā klasē.",
    "Gribu kļūt par pavāru, tāpēc man jāpabeidz skola.",
)
GOALS_YOUNG = (
    "Gribu labi lasīt un nebaidīties lasīt skaļi.",
    "Gribu, lai man izdodas matemātika.",
    "Gribu, lai klasē ir draugi.",
    "Gribu nākt uz skolu ar prieku.",
)
TALKS = (
    "Tikšanās izglītības iestādē, piedalījās ģimene un klases audzinātāja.",
    "Saruna pa tālruni ar ģimeni; vienojāmies par konsultāciju laikiem.",
    "Pārrunāts ar priekšmetu pedagogiem un ģimeni, iebildumu nav.",
    "Ģimene lūdz konsultācijas plānot uzreiz pēc stundām autobusa dēļ.",
)
SUBJECTS = (
    ("matemātika", 34),
    ("latviešu valoda", 22),
    ("angļu valoda", 14),
    ("fizika", 7),
    ("ķīmija", 6),
    ("vēsture", 5),
    ("dabaszinības", 6),
    ("bioloģija", 4),
    ("ģeogrāfija", 2),
)
SUBJECTS_YOUNG = (("latviešu valoda", 45), ("matemātika", 45), ("dabaszinības", 10))
SUBJECTS_VOCATIONAL = (("matemātika", 40), ("profesionālie mācību priekšmeti", 35), ("angļu valoda", 25))
COMMENTS_RISK = (
    "Lūdzu, papildiniet pamatojumu: no kura laika un cik stundu?",
    "Vai šis risks novērots arī citos priekšmetos?",
    "Pamatojums ir vispārīgs. Lūdzu, nosauciet faktus.",
)
COMMENTS_MEASURE = (
    "Stundu skaits šķiet liels; lūdzu, pamatojiet vai samaziniet.",
    "Kā šis pasākums mazinās norādīto risku?",
    "Lūdzu, norādiet mācību priekšmetu un sagaidāmo rezultātu precīzāk.",
)
COMMENT_GOAL = "Lūdzu, pierakstiet mērķi bērna paša vārdiem."
RETURN_NOTES = (
    "Lūdzu, precizējiet atzīmētās rindas un iesniedziet vēlreiz.",
    "Plāns kopumā labs; jāprecizē pamatojums.",
)
SUSPEND_NOTES = {
    "long_absence": "Ilgstoši ārstējas, atgriešanās laiks vēl nav zināms.",
    "no_provider": "Pedagogs līdz mēneša beigām ir prombūtnē, aizvietotāja nav.",
    "changes_institution": "Ģimene pārceļas, dokumenti tiek kārtoti.",
    "leaves_programme": "Ģimene vairs nevēlas piedalīties.",
}
REFUSE_NOTE = "Aprakstītās grūtības ir ikdienišķas; mācību pārtraukšanas draudi nav saskatāmi."
REMOVE_NOTE = "Plāns izveidots kļūdas pēc; atbalsts nav sniegts."
QUESTIONS = (
    "Vai konsultācijas būs pēc stundām? Mums ir tikai viens autobuss.",
    "Kas redzēs šo plānu?",
    "Vai bērnam būs jāmaina klase?",
)
REFERRAL_REASON = "Ģimenei vajadzīga palīdzība mājās; skola viena to nevar sniegt."
REFERRAL_GOAL = "Vēlos, lai mājās ir mierīgāk un es varu mācīties."
