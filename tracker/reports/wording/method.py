"""How each number of a report is made, in the words of the method page."""

from collections.abc import Iterator
from datetime import datetime

from tracker.i18n import _, moment_text
from tracker.plan.rules import Status
from tracker.reports.content import Content
from tracker.reports.content.members.figures import Thresholds
from tracker.reports.document import Block, Bullets, Facts, Heading, Paragraph
from tracker.standing.rules import Freshness, Schedule


def blocks(content: Content) -> Iterator[Block]:
    """Tell the definitions, with the plan's own thresholds."""
    days = content["thresholds"]
    yield Paragraph(
        _("Drei Angaben stehen nebeneinander und werden nie zu einer Ampel vermischt: was erklärt "
          "wurde, was die Termine sagen, und wie frisch die Meldungen sind.")
    )  # fmt: skip
    yield from _status()
    yield from _schedule(days)
    yield from _freshness(days)
    yield Heading(3, _("Fortschritt einer Empfehlung"), "methode-fortschritt")
    yield Bullets(tuple(_progress()))
    yield from _quotes()
    yield Heading(3, _("Stichtag"), "methode-stichtag")
    yield Paragraph(
        _("Der Bericht zeigt den Plan am Ende des Stichtags, nach allen Einträgen bis %(moment)s. "
          "Was später eingetragen wird, ändert ihn nicht mehr.",
          moment=moment_text(datetime.fromisoformat(content["known_at"])))
    )  # fmt: skip


def _status() -> Iterator[Block]:
    yield Heading(3, _("Umsetzungsstand"), "methode-umsetzungsstand")
    yield Paragraph(
        _("Ihn erklären Menschen; die Geschäftsstelle veröffentlicht ihn. Für „zurückgestellt“ und "
          "„entfallen“ ist eine Begründung nötig.")
    )  # fmt: skip
    yield Facts(tuple((str(one.label), str(one.definition)) for one in Status))


def _schedule(days: Thresholds) -> Iterator[Block]:
    yield Heading(3, _("Terminlage"), "methode-terminlage")
    yield Paragraph(
        _("Sie wird aus den Terminen der offenen Meilensteine berechnet. Am Tag des Termins ist "
          "noch nichts verspätet.")
    )  # fmt: skip
    yield Facts(tuple((str(one.label), text) for one, text in _schedules(days)))
    yield Paragraph(
        _("Der zuerst vereinbarte Termin bleibt immer sichtbar. Jede Verschiebung braucht eine "
          "Begründung und wird gezählt.")
    )  # fmt: skip


def _freshness(days: Thresholds) -> Iterator[Block]:
    yield Heading(3, _("Aktualität"), "methode-aktualitaet")
    yield Paragraph(
        _("Sie misst die Tage seit der neuesten veröffentlichten Meldung einer Organisation, die "
          "am Tag der Meldung beteiligt war. Auch „unverändert bestätigt“ ist eine Meldung. "
          "Speichern allein macht nichts aktuell.")
    )  # fmt: skip
    yield Facts(tuple((str(one.label), text) for one, text in _freshnesses(days)))


def _quotes() -> Iterator[Block]:
    yield Heading(3, _("Umsetzungsquote und mittlerer Fortschritt"), "methode-quoten")
    yield Facts(
        (
            (
                _("Umsetzungsquote"),
                _("Abgeschlossene und Daueraufgaben geteilt durch alle nicht entfallenen "
                  "Empfehlungen."),
            ),
            (
                _("Mittlerer Fortschritt"),
                _("Das Mittel des Fortschritts aller Empfehlungen, bei denen er sich beziffern "
                  "lässt, ohne Gewichte. Daneben steht immer, aus wie vielen."),
            ),
        )
    )  # fmt: skip
    yield Paragraph(
        _("Eine einzelne Quote wird abgerundet; über null und unter einem Prozent steht "
          "„unter 1 %“. Bei weniger als fünf Empfehlungen stehen nur Anzahlen.")
    )  # fmt: skip


def _schedules(days: Thresholds) -> Iterator[tuple[Schedule, str]]:
    late, soon = days["attention_days"], days["upcoming_days"]
    yield (
        Schedule.ON_TRACK,
        _("Kein offener Meilenstein ist überfällig, und keiner, der noch nicht begonnen ist, wird "
          "bald fällig."),
    )  # fmt: skip
    yield (
        Schedule.ATTENTION,
        _("Ein offener Meilenstein ist 1 bis %(late)s Tage überfällig, oder ein noch nicht "
          "begonnener ist am Stichtag oder in den %(soon)s Tagen danach fällig.",
          late=late, soon=soon),
    )  # fmt: skip
    yield (
        Schedule.DELAYED,
        _("Ein offener Meilenstein ist mehr als %(late)s Tage überfällig.", late=late),
    )
    yield (
        Schedule.NONE,
        _("Es gibt keinen offenen Meilenstein mit Termin, oder die Empfehlung ist abgeschlossen, "
          "zurückgestellt oder entfallen."),
    )  # fmt: skip


def _freshnesses(days: Thresholds) -> Iterator[tuple[Freshness, str]]:
    yield Freshness.CURRENT, _("höchstens %(days)s Tage", days=days["current_days"])
    yield Freshness.DUE, _("höchstens %(days)s Tage", days=days["due_days"])
    yield Freshness.STALE, _("länger")
    yield Freshness.NEVER, _("Es gibt keine veröffentlichte Meldung.")
    yield Freshness.EXEMPT, _("Die Empfehlung ist abgeschlossen oder entfallen.")


def _progress() -> Iterator[str]:
    yield _("Noch nicht begonnen oder in Vorbereitung: 0.")
    yield _("In Umsetzung oder zurückgestellt: erledigte Meilensteine geteilt durch alle nicht "
            "entfallenen, ohne Gewichte. Ohne solche Meilensteine ist der Fortschritt nicht "
            "bezifferbar; er ist dann nicht 0.")  # fmt: skip
    yield _("Abgeschlossen oder Daueraufgabe: 1. Dass etwas abgeschlossen ist, erklärt immer ein "
            "Mensch.")  # fmt: skip
    yield _("Entfallen: keine Zahl.")
