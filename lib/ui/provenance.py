"""Where a number comes from, in words: for its receipt, and for the first sheet of an export."""

import inspect
from datetime import date
from typing import Any

from lib.database import Statement
from lib.learn import QUESTIONS
from lib.ui import columns, data, export, filter_bar
from lib.ui.definitions import DEFINITIONS
from lib.ui.languages import _, reader
from lib.ui.questions import Answer, Question

About = tuple[tuple[str, str], ...]  # labels and words


# The metric a list stands behind, whose definition is its own.
STANDS_BEHIND = {
    "answer_list": "satisfaction_ratio",
    "bridge_list": "profit_bridge",
    "campaign_list": "campaign_roi",
    "churn_list": "tier_churn",
    "cohort_list": "cohort_retention",
    "contact_mix": "unanswered",
    "lost_customers_list": "lost_customers",
    "holdout_list": "holdout_classes",
    "lifetime_value_list": "lifetime_value",
    "loyalty_list": "loyalty",
    "new_customers": "acquisition",
    "opportunity_list": "sales_funnel",
    "pareto_list": "pareto",
    "performance_list": "performance",
    "peer_list": "customer_peers",
    "profile_list": "profile",
    "quality_rows": "data_quality",
    "receivables_list": "receivables",
    "response_list": "csat",
    "retention_list": "retention_curve",
    "rfm_list": "rfm",
    "tier_list": "tiers",
    "tier_move_list": "tier_moves",
    "unanswered_list": "unanswered",
}

# What the filter bar says to a metric: one that takes none of it is about all that is stored.
FILTERED = {"since", "until", "day", "month", "as_of", "tier", "customers"}


def sheet(
    title: str, answer: Answer, metric: str = "", parts: About = (), statement: str = ""
) -> export.Sheet:
    """The answer as one sheet of a workbook, with all that is known about it."""
    sql = [
        (_("The SQL that ran: {name}", name=ran.metric), written(ran))
        for ran in statements_of(answer, statement, metric)
    ]
    heads = {name: _(label) for name, label in columns.heads(answer.frame).items()}
    codes = reader().listing([f"{word} = {name}" for name, word in heads.items()])
    told = about(answer, metric=metric, parts=parts)
    coded = ((_("Columns in CSV and on the command line"), codes),) if codes else ()
    return export.Sheet(title, answer.frame, (*told, *coded, *sql), heads=heads)


def statements_of(answer: Answer, *metrics: str) -> tuple[Statement, ...]:
    """Each statement once; of an answer made of several metrics those of the first of these."""
    once = {(s.sql, str(s.parameters)): s for s in answer.statements}
    for name in (*metrics, answer.question.metric):
        if own := [statement for statement in once.values() if statement.metric == name]:
            return tuple(own)
    return tuple(once.values())


def about(answer: Answer, *, metric: str = "", parts: About = ()) -> About:
    """What a number means, what was divided by what, of whom and when it is told."""
    question, chosen = answer.question, answer.filters
    definition = DEFINITIONS.get(metric or _defining(question))
    told: list[tuple[str, str]] = []
    if definition:
        told.append((_("Definition"), definition.said(question.settings, reader())))
    told += parts
    if definition:
        told.append((_("Source"), _(definition.source)))
    if _is_filtered(question):
        if months := _months(answer):
            told.append((_("Months"), months))
        told.append((_("Customers"), _customers(answer)))
    if reached := chosen.as_of or data.facts().as_of:
        told.append((_("Data to"), reader().day(reached)))
    told.append((_("Generation"), reader().number(question.source.generation)))
    return tuple(told)


def _is_filtered(question: Question) -> bool:
    """Does the filter bar say anything to it? What is stored is all that data quality is about."""
    return bool(FILTERED & set(inspect.signature(QUESTIONS[question.metric]).parameters))


def _defining(question: Question) -> str:
    """The metric whose definition holds for the answer."""
    behind = dict(question.parameters).get("behind")
    return str(behind or STANDS_BEHIND.get(question.metric, question.metric))


def _months(answer: Answer) -> str:
    """Those of the period, or the one month that was asked about."""
    month = dict(answer.question.parameters).get("month")
    if isinstance(month, date):
        return reader().month(month)
    return filter_bar.months_in_words(answer.filters)


def _customers(answer: Answer) -> str:
    """Of which tiers and with which values, as it was asked."""
    chosen = answer.filters
    tier = dict(answer.question.parameters).get("tier", ())
    words = [filter_bar.tiers_in_words(tier if isinstance(tier, tuple) else ())]
    for name, values in chosen.only:
        listed = reader().listing(list(values))
        words.append(_("{name}: {values}", name=filter_bar.called(name), values=listed))
    return " · ".join(words)


def written(statement: Statement) -> str:
    """The statement as it ran, and above it what filled its $names."""
    filled = "\n".join(
        f"-- ${name} = {_literal(value)}" for name, value in sorted(statement.parameters.items())
    )
    return f"{filled}\n\n{statement.sql}\n"


def _literal(value: Any) -> str:
    """A parameter's value on one line; text with its line breaks spelt out."""
    if value is None:
        return "null"
    if isinstance(value, date):
        return f"date '{value.isoformat()[:10]}'"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_literal(each) for each in value) + "]"
    return repr(value)
