"""German sentences for generated plans: varied enough that compressing them is honest."""

from collections.abc import Callable
from random import Random

TOWNS = (
    "Altenstadt", "Bad Nauheim", "Büdingen", "Butzbach", "Echzell", "Florstadt", "Friedberg",
    "Gedern", "Hirzenhain", "Karben", "Limeshain", "Münzenberg", "Nidda", "Ortenberg", "Ranstadt",
    "Rosbach",
)  # fmt: skip
TOPICS = (
    "Sprachkurs", "Elterncafé", "Ausbildungsbörse", "Sprechstunde", "Lotsendienst", "Nachhilfe",
    "Fahrradwerkstatt", "Frauentreff", "Schwimmkurs", "Beratungsbus", "Bewerbungstraining",
    "Dolmetscherpool", "Ehrenamtstag", "Kinderbetreuung", "Willkommensmappe", "Gesprächskreis",
    "Wohnführerschein", "Ferienschule", "Jobtandem", "Theatergruppe", "Medienwerkstatt",
    "Familienpatenschaft", "Vereinskarte", "Erstorientierung", "Alphabetisierung",
)  # fmt: skip
WHO = (
    "der Arbeitskreis", "die Steuerungsgruppe", "das Jobcenter", "die Volkshochschule",
    "der Sportkreis", "die Kirchengemeinde", "das Gesundheitsamt", "der Jugendmigrationsdienst",
    "die Kreishandwerkerschaft", "das Freiwilligenzentrum", "der Ausländerbeirat",
    "die Schulsozialarbeit", "das Familienzentrum", "die Musikschule", "der Landfrauenverein",
    "die Agentur für Arbeit", "der Kreisjugendring", "das Mehrgenerationenhaus",
)  # fmt: skip
OPENINGS = (
    "Seit unserer letzten Meldung hat sich viel bewegt",
    "Im vergangenen Quartal lief die Arbeit ohne größere Störung",
    "Nach einer Pause von {few} Wochen geht es weiter",
    "Die Nachfrage liegt deutlich über dem, was wir im Frühjahr angenommen hatten",
    "Zum ersten Mal liegen uns verlässliche Zahlen vor",
    "Ein Wechsel in der Leitung hat uns {few} Monate gekostet",
    "Dank zweier neuer Ehrenamtlicher ist die Warteliste kürzer geworden",
    "Wir haben das Vorhaben mit allen Beteiligten noch einmal durchgesprochen",
    "Der Zuschuss des Landes ist bewilligt, wenn auch später als erhofft",
    "Für {town} ist endlich ein Raum gefunden, barrierefrei und nahe am Bahnhof",
    "Die Ferienzeit hat den Zeitplan um {few} Wochen verschoben",
    "Unser Träger hat die Stelle zum Monatsanfang neu besetzt",
    "Auf Bitte der Geschäftsstelle fassen wir den Stand kurz zusammen",
    "Die Rückmeldungen aus den Familien sind überwiegend gut",
    "An zwei Standorten mussten wir umplanen, weil Lehrkräfte fehlen",
    "Der Antrag liegt seit {few} Wochen bei der Bewilligungsstelle",
)
MIDDLES = (
    "{who} und wir haben {many} Plätze im Bereich {topic} vergeben, davon {few} in {town}",
    "beim Angebot „{topic}“ in {town} kamen zuletzt {many} Personen, ein Drittel zum ersten Mal",
    "{who} stellt dafür ab dem nächsten Monat {few} Stunden in der Woche bereit",
    "für {topic} und Begleitung haben sich {few} Vereine aus {town} und {other} gemeldet",
    "die Kosten von {many} Euro je Gruppe teilen sich {who} und die Stadt {town}",
    "in {town} steht der {topic} auf der Kippe, solange {who} keine Zusage gibt",
    "wir bieten {topic} jetzt auch abends in {other} an, weil viele in Schicht arbeiten",
    "{few} Teilnehmende wechselten in eine Ausbildung, {many} sind weiter in Beratung",
    "{who} hat ein Faltblatt zu {topic} in {few} Sprachen drucken lassen",
    "aus {town} erreichten uns {many} Anfragen, die wir nur zum Teil bedienen konnten",
    "die Zusammenarbeit mit dem Rathaus in {other} ist seit dem Austauschtreffen spürbar leichter",
    "eine Befragung unter {many} Eltern zeigt, dass der Weg nach {town} die größte Hürde ist",
    "{who} übernimmt die Koordination, wir bleiben für {topic} und Raumplanung zuständig",
    "das Material für {topic} liegt vor und wird in {town} und {other} erprobt",
    "von {many} Eingeladenen sagten {few} ab, meist wegen fehlender Kinderbetreuung",
    "der Vertrag mit {who} läuft bis zum Jahresende und soll um {few} Monate verlängert werden",
)
CLOSINGS = (
    "Als Nächstes klären wir die Finanzierung für das kommende Jahr.",
    "Den Zwischenbericht schicken wir der Geschäftsstelle nach der Sitzung am {day}.",
    "Bis {month} wollen wir zwei weitere Orte gewinnen.",
    "Offen ist, wer nach dem {day} die Miete trägt.",
    "Für {month} ist eine gemeinsame Auswertung verabredet.",
    "Wir halten am vereinbarten Termin fest.",
    "Ob der Termin zu halten ist, zeigt sich nach dem Treffen am {day}.",
    "Ansprechbar sind wir wie bisher über das Büro in {town}.",
    "Die Presse wurde am {day} eingeladen.",
    "Eine Fortsetzung über {month} hinaus ist beantragt.",
    "Wer mitmachen möchte, meldet sich bitte bis zum {day}.",
    "Im {month} legen wir dem Fachausschuss einen Vorschlag vor.",
)
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip


def note(random: Random) -> str:
    """Return about 300 characters of four sentences, as an organisation writes them."""
    pick = random.random
    first, second = _one(MIDDLES, pick), _one(MIDDLES, pick)
    text = f"{_one(OPENINGS, pick)}: {first}. {second[0].upper()}{second[1:]}. "
    text += _one(CLOSINGS, pick)
    return text.format(
        who=_one(WHO, pick),
        topic=_one(TOPICS, pick),
        town=_one(TOWNS, pick),
        other=_one(TOWNS, pick),
        month=_one(MONTHS, pick),
        few=2 + int(pick() * 17),
        many=20 + int(pick() * 700),
        day=f"{1 + int(pick() * 28)}. {_one(MONTHS, pick)}",
    )


def title(random: Random) -> str:
    """Return what a recommendation or milestone is called: five to ten words."""
    verb = random.choice(("ausbauen", "einführen", "verstetigen", "erproben", "auswerten"))
    kind = random.choice(("mit Kinderbetreuung", "für Beschäftigte", "am Abend", "im Ehrenamt"))
    return f"{random.choice(TOPICS)} {kind} in {random.choice(TOWNS)} {verb}"


def both(german: str) -> dict[str, str]:
    """Return a content text in the plan's two languages."""
    return {"de": german, "en": f"{german} (in English)"}


def _one(words: tuple[str, ...], pick: Callable[[], float]) -> str:
    return words[int(pick() * len(words))]
