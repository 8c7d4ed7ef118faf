"""Words for the lists of a plan file, and what is told when a file is refused."""

from dataclasses import dataclass
from typing import Final

from tracker.errors import RuleError
from tracker.i18n import _, _l, _n
from tracker.planfile.entries import Entry

MOST_PROBLEMS: Final = 50
WORDS: Final = {
    "plan": _l("Plan"),
    "terms.organisation_categories": _l("Kategorie der Beteiligten"),
    "terms.funding_types": _l("Art der Förderung"),
    "terms.time_horizons": _l("Zeithorizont"),
    "terms.priorities": _l("Priorität"),
    "thresholds": _l("Schwellenwerte"),
    "municipalities": _l("Gemeinde"),
    "organisations": _l("Organisation"),
    "organisations.names": _l("Name"),
    "action_fields": _l("Handlungsfeld"),
    "action_fields.wordings": _l("Wortlaut"),
    "committees": _l("Gremium"),
    "committees.sittings": _l("Sitzung"),
    "recommendations": _l("Empfehlung"),
    "recommendations.wordings": _l("Wortlaut"),
    "recommendations.statuses": _l("Umsetzungsstand"),
    "recommendations.involvements": _l("Beteiligung"),
    "recommendations.milestones": _l("Meilenstein"),
    "recommendations.milestones.states": _l("Zustand"),
    "recommendations.milestones.deadlines": _l("Termin"),
    "recommendations.indicators": _l("Indikator"),
    "recommendations.indicators.values": _l("Wert"),
    "recommendations.notes": _l("Sachstand"),
    "recommendations.notes.reviews": _l("Prüfung"),
    "recommendations.obstacles": _l("Hemmnis"),
    "recommendations.obstacles.ends": _l("Ende des Hemmnisses"),
    "recommendations.decisions": _l("Beschluss"),
    "recommendations.predecessors": _l("Empfehlung der früheren Ausgabe"),
    "council_papers": _l("Drucksache"),
    "withdrawals": _l("Rücknahme"),
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands in the file, and a sentence that says what is expected."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


class PlanFileError(RuleError):
    """A plan file cannot be taken; problems names each place once, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        first = {problem.place: problem for problem in reversed(problems)}
        self.problems = [
            problem for problem in dict.fromkeys(problems) if problem is first[problem.place]
        ]
        lines = [str(problem) for problem in self.problems[:MOST_PROBLEMS]]
        left = len(self.problems) - MOST_PROBLEMS
        if left > 0:
            lines.append(_n("… und eine weitere Stelle.", "… und %(num)s weitere Stellen.", left))
        super().__init__("\n".join(lines))


def in_words(entry: Entry) -> str:
    """Return what an entry is: Empfehlung A-01, Meilenstein 3, Termin vom 2020-01-31."""
    parts: list[str] = []
    here: Entry | None = entry
    while here is not None and here.above is not None:
        word = str(WORDS[here.section.path])
        if here.section.is_fact:
            parts.append(_("%(word)s vom %(day)s", word=word, day=here.text("effective_on")))
        else:
            parts.append(f"{word} {here.values[here.section.identity[0]]}")
        here = here.above
    return ", ".join(reversed(parts)) or str(WORDS["plan"])
