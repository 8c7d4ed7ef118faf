"""Documents to set: as long as a report gets, in words like those of one."""

from tracker.reports.document import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Figure,
    FigureKind,
    Heading,
    Kind,
    Notice,
    Paragraph,
    Table,
)

FIELDS = (
    "Arbeit, Ausbildung und Wirtschaft",
    "Bildung und Sprache",
    "Ehrenamt und Zusammenleben",
    "Netzwerke",
    "Verwaltung und interkulturelle Öffnung",
)
STATUSES = (
    "Nicht begonnen",
    "In Vorbereitung",
    "In Umsetzung",
    "Abgeschlossen",
    "Daueraufgabe",
    "Zurückgestellt",
    "Entfallen",
)
PRECISIONS = ("day", "month", "year")
SENTENCE = (
    "Die Abstimmung mit den Städten und Gemeinden ist erfolgt; das Konzept liegt den Gremien zur "
    "Beratung vor. Der Zuwendungsbescheid des Landes wird im 1. Quartal 2027 erwartet."
)
NUMBER, DAY, SHARE, TEXT = Kind.NUMBER, Kind.DAY, Kind.SHARE, Kind.TEXT


def document(recommendations: int = 31, language: str = "de", **changes: object) -> Document:
    """Return a report about so many recommendations."""
    parts: dict[str, object] = {
        "language": language,
        "title": "Sachstandsbericht zum Masterplan Integration",
        "subtitle": "Stichtag 30.09.2026, verglichen mit dem 30.06.2026\nEntwurf, Fassung 1",
        "foot": "Sachstandsbericht zum Masterplan Integration, Stichtag 30.09.2026 · Beispieldaten",
        "cover": Facts(
            (
                ("Gremium", "Ausschuss für Soziales, Familie, Jugend und Integration"),
                ("Sitzung", "2026-11-12"),
                ("Vorlage", "DS-2026-0117"),
                ("Federführung", "Kreisausschuss, Stabsstelle Migration"),
            ),
            kinds=(TEXT, DAY, TEXT, TEXT),
        ),
        "essentials": essentials(recommendations),
        "data": (moves(recommendations),),
        "blocks": (*overview(recommendations), *changed(recommendations), *sheets(recommendations)),
    }
    return Document(**{**parts, **changes})  # type: ignore[arg-type]


def essentials(recommendations: int) -> tuple[Block, ...]:
    return (
        Notice("Beispieldaten, nicht der amtliche Masterplan"),
        Heading(1, "Das Wichtigste auf einer Seite", "essentials"),
        Paragraph(f"{recommendations} Empfehlungen, davon 17 mit erledigten Meilensteinen."),
        Table(
            "essentials.status",
            "Umsetzungsstand",
            (Column("Umsetzungsstand"), Column("Anzahl", NUMBER), Column("Anteil", SHARE)),
            tuple((name, place * 3, f"{place}/21") for place, name in enumerate(STATUSES)),
        ),
        Heading(2, "Bewertung", "assessment"),
        Paragraph(SENTENCE),
        Bullets((SENTENCE, "Drei Meilensteine sind überfällig.", "Zwei Hemmnisse sind gelöst.")),
    )


def overview(recommendations: int) -> tuple[Block, ...]:
    share = recommendations // len(FIELDS)
    return (
        Heading(1, "Überblick je Handlungsfeld", "overview"),
        Table(
            "overview.status",
            "Umsetzungsstand je Handlungsfeld",
            (Column("Handlungsfeld"), *(Column(name, NUMBER) for name in STATUSES)),
            tuple(
                (field, *((place * at + share) % 5 for at in range(1, 8)))
                for place, field in enumerate(FIELDS)
            ),
        ),
        Figure(
            "overview.status",
            FigureKind.STACKED,
            "Umsetzungsstand je Handlungsfeld, gezeichnet",
            "In der Verwaltung ist am meisten in Umsetzung, in den Netzwerken am wenigsten.",
            "overview.status",
        ),
        Table(
            "overview.milestones",
            "Meilensteine je Handlungsfeld",
            (
                Column("Handlungsfeld"),
                Column("erledigt", NUMBER),
                Column("Quote", SHARE),
                Column("nächster Termin", DAY),
            ),
            tuple(
                (field, 1000 + place, f"{place}/7" if place else None, f"2026-1{place % 3}-01")
                for place, field in enumerate(FIELDS)
            ),
        ),
        Heading(2, "Verlauf", "trend"),
        Table(
            "overview.trend",
            "Erledigte Meilensteine zum Ende des Quartals",
            (
                Column("Quartal", Kind.PERIOD),
                Column("erledigt", NUMBER),
                Column("überfällig", NUMBER),
                Column("Jahr", Kind.YEAR),
            ),
            tuple(
                (f"2025-{q * 3:02}-30 quarter", q * 4, 5 - q, 2000 + q if q > 1 else None)
                for q in range(1, 5)
            ),
        ),
        Figure(
            "overview.trend",
            FigureKind.LINES,
            "Verlauf",
            "Die erledigten Meilensteine nehmen stetig zu.",
            "overview.trend",
        ),
        Figure("overview.bars", FigureKind.BARS, "Erledigt", "Zunahme", "overview.trend"),
    )


def moves(recommendations: int) -> Table:
    """What sentences tell, for programs."""
    return Table(
        "data.moves",
        "Verschobene Termine",
        (Column("Nr."), Column("am", DAY), Column("jetzt", Kind.PERIOD), Column("Grund")),
        tuple(
            (f"{FIELDS[at % 5][0]}{at}", "2026-08-01", "2026-12-31 quarter", SENTENCE)
            for at in range(recommendations)
        ),
    )


def changed(recommendations: int) -> tuple[Block, ...]:
    rows = tuple(
        (f"{FIELDS[at % 5][0]}{at}", "verschoben", "2026-09-30", "2026-12-31", SENTENCE)
        for at in range(recommendations)
    )
    return (
        Heading(1, "Was sich bewegt hat", "changes"),
        Table(
            "changes",
            "Verschobene Termine",
            (
                Column("Nr."),
                Column("Art"),
                Column("bisher", DAY),
                Column("neu", DAY),
                Column("Grund"),
            ),
            rows,
        ),
        Table("changes.none", "Gelöste Hemmnisse", (Column("Nr."), Column("Tag", DAY)), ()),
    )


def sheets(recommendations: int) -> tuple[Block, ...]:
    found: list[Block] = [Heading(1, "Einzelblätter", "sheets")]
    for at in range(recommendations):
        code = f"{FIELDS[at % 5][0]}{at}"
        found += [
            Heading(2, f"{code} Beratung zugewanderter Fachkräfte vor Ort ausbauen", f"sheet-{at}"),
            Facts(
                (
                    ("Umsetzungsstand", STATUSES[at % 7]),
                    ("Terminlage", "Im Plan"),
                    ("Federführung", "Fachbereich Arbeit und Soziales; Volkshochschule"),
                )
            ),
            Heading(3, "Sachstand", f"sheet-{at}-state"),
            Paragraph(f"{SENTENCE}\n{SENTENCE}"),
            Table(
                f"milestones/{code}",
                f"Meilensteine von {code}",
                (
                    Column("Nr.", NUMBER),
                    Column("Meilenstein"),
                    Column("Stand"),
                    Column("Termin", Kind.PERIOD),
                ),
                tuple(
                    (
                        n,
                        f"Konzept Teil {n} abgestimmt",
                        "erledigt",
                        f"2026-0{n + 1}-28 {PRECISIONS[n - 1]}" if n < 4 else None,
                    )
                    for n in range(1, 5)
                ),
            ),
            Bullets((SENTENCE, "Nächster Schritt: Kooperationsvereinbarung zeichnen.")),
        ]
    return tuple(found)
