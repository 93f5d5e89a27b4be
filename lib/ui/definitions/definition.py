"""How a definition is told: its formula, whose idea it is, and the table it rests on."""

from dataclasses import dataclass

from lib.languages import N_, Language
from lib.settings import Settings


@dataclass(frozen=True)
class Definition:
    """How a number is worked out, whose idea it is, and the table it cannot do without."""

    formula: str  # may use the names that `said` fills in
    source: str
    table: str | None = None

    def said(self, settings: Settings, say: Language) -> str:
        """The formula with the thresholds it was worked out by."""
        return say(
            self.formula,
            days=settings.silent_days,
            window=settings.window_days,
            answer=settings.contact_answer_days,
            satisfied=say.percent(settings.satisfied_at, 0),
            a=settings.tier_a,
            b=settings.tier_b,
            c=settings.tier_c,
            sla=f"{settings.sla_by_severity}; {settings.sla_hours:g}".removeprefix("; "),
            level_2=say.number(settings.level_2_at, 1),
            level_3=say.number(settings.level_3_at, 1),
        )


OURS = N_("our own rule, where the sources give none")
