"""The sentence on top of a page: what moved, and what to do about it first."""

from collections.abc import Sequence

from lib.findings.campaigns import what_to_repeat as repeat
from lib.findings.churn import how_churn_stands as stand
from lib.findings.sales import where_to_help as help_first
from lib.ui import notices
from lib.ui.filters import TARGET, filters
from lib.ui.kpis.number import Kpi
from lib.ui.languages import _, reader
from lib.ui.questions import ask


def what_moved(cards: Sequence[Kpi]) -> None:
    """Which of the numbers got worse, in the order of their cards; or that none did."""
    moved = [card for card in cards if card.improved is not None]
    worse = [card for card in moved if not card.improved]
    if not moved:
        return
    say = reader()
    told = {
        "n": say.number(len(worse)),
        "all": say.number(len(moved)),
        "which": say.listing([f"{card.label} {card.change}" for card in worse]),
    }
    if not worse:
        notices.notice("note", "flag", _("None of {all} numbers got worse.", **told))
    elif filters().comparison == TARGET:
        words = _("{n} of {all} numbers miss their target, look there first: {which}.", **told)
        notices.notice("warning", "flag", words)
    else:
        words = _("{n} of {all} numbers got worse, look there first: {which}.", **told)
        notices.notice("warning", "flag", words)


def how_churn_stands() -> None:
    """How many were lost in the newest month, and whom to call first."""
    flows = ask("churn_flows")
    everyone = flows.frame.iloc[:0] if flows.filters.tier else flows.frame  # knows no tiers
    _lead("note", stand(ask("tier_churn").frame, reader(), everyone))


def where_to_help() -> None:
    """The stage to help opportunities past."""
    _lead("note", help_first(ask("sales_funnel").frame, ask("pipeline").frame, reader()))


def what_to_repeat() -> None:
    """Which campaigns to change, and which to repeat."""
    _lead("note", repeat(ask("campaign_roi").frame, reader()))


def _lead(kind: str, sentence: str) -> None:
    if sentence:
        notices.notice(kind, "flag", sentence)
