"""When a part can begin, end and be handed over. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from tracker.errors import RuleError
from tracker.i18n import _, day_text
from tracker.lists import folded
from tracker.stakeholders.rules import HandoverOutcome


def check_end(day: date, begin: date, *, is_involved: bool) -> None:
    """Raise RuleError unless a part can end on a day.

    Args:
        begin: the day from which on it is held, or no longer held.
        is_involved: whether it is held.
    """
    if not is_involved:
        raise RuleError(
            _("Diese Beteiligung ist bereits beendet (ab %(day)s).", day=day_text(begin))
        )
    if day <= begin:
        raise RuleError(
            _("Geben Sie einen Tag nach dem %(begin)s an: An diesem Tag hat die Beteiligung "
              "begonnen. Hat es sie nie gegeben, nehmen Sie ihren Beginn im Verlauf zurück.",
              begin=day_text(begin))
        )  # fmt: skip


def check_request(day: date, today: date, reason: str) -> None:
    """Raise RuleError unless somebody can be asked to take over a part from a day on."""
    if day < today:
        raise RuleError(
            _("Geben Sie heute, den %(today)s, oder einen späteren Tag an: Übergeben lässt sich "
              "nichts im Nachhinein.", today=day_text(today)),
            "effective_on",
        )  # fmt: skip
    if not reason.strip():
        raise RuleError(
            _("Geben Sie an, warum die Zuständigkeit übergehen soll. Die andere Organisation "
              "entscheidet danach."),
            "reason",
        )  # fmt: skip


def check_answer(outcome: HandoverOutcome, text: str, day: date, today: date) -> None:
    """Raise RuleError unless a request can be answered so today.

    Args:
        day: from when on the part is to go over; a fact never holds from a day after today.
    """
    if outcome is HandoverOutcome.ACCEPTED and day > today:
        raise RuleError(
            _("Annehmen lässt sich die Anfrage ab dem %(day)s: Von da an soll die Zuständigkeit "
              "übergehen. Ablehnen oder zurückziehen geht schon heute.", day=day_text(day)),
            "outcome",
        )  # fmt: skip
    if outcome is HandoverOutcome.DECLINED and not text.strip():
        raise RuleError(
            _("Schreiben Sie der anderen Organisation in einem Satz, warum Sie ablehnen."), "answer"
        )


def check_living(since: date, *, has_ended: bool) -> None:
    """Raise RuleError if an organisation has ended, from some day on."""
    if has_ended:
        raise RuleError(
            _("Diese Organisation besteht seit dem %(day)s nicht mehr. Ist das falsch, nehmen Sie "
              "den Eintrag im Verlauf zurück.", day=day_text(since))
        )  # fmt: skip


def check_since(day: date, since: date) -> None:
    """Raise RuleError if an organisation is to end, or to be merged, before what is known of it.

    Args:
        since: the day of the newest fact that the change follows on.
    """
    if day < since:
        raise RuleError(
            _("Geben Sie einen Tag ab dem %(day)s an: Was bis dahin eingetragen ist, gilt erst "
              "seitdem.", day=day_text(since)),
            "effective_on",
        )  # fmt: skip


def check_rename(name: Mapping[str, str], held: Iterable[Mapping[str, str]]) -> None:
    """Raise RuleError if an organisation is called so already."""
    if any(dict(name) == dict(one) for one in held):
        raise RuleError(_("Ändern Sie den Namen: So heißt die Organisation schon."))


def check_new_name(name: Mapping[str, str], others: Iterable[Mapping[str, str]]) -> None:
    """Raise RuleError if another organisation is called so in any language."""
    taken = {folded(words) for one in others for words in one.values()}
    for words in name.values():
        if words and folded(words) in taken:
            raise RuleError(
                _("Wählen Sie einen anderen Namen: „%(name)s“ gibt es in diesem Plan schon.",
                  name=words)
            )  # fmt: skip
