"""Where opportunities get stuck, and what is open."""

from pandas import DataFrame

from lib.charts.sales import weakest_stage
from lib.frames import known, rows_of
from lib.languages import Language


def where_to_help(sales_funnel: DataFrame, pipeline: DataFrame, say: Language) -> str:
    """The stage from which fewest advance, and what lies open there: where help earns most."""
    weakest = weakest_stage(sorted(rows_of(sales_funnel), key=lambda row: row.position))
    if weakest is None:
        return ""
    share = say.percent(weakest.conversion, 0)
    here = next((row for row in rows_of(pipeline) if row.stage == weakest.stage), None)
    if here is None or not here.amount:
        return say(
            "Help opportunities past “{stage}” first: only {share} advance from it.",
            stage=weakest.stage,
            share=share,
        )
    return say(
        "Help opportunities past “{stage}” first: only {share} advance from it, and {amount} in "
        "{n} of them lies open there.",
        stage=weakest.stage,
        share=share,
        amount=say.money(here.amount),
        n=say.number(here.count),
    )


def funnel_stages(sales_funnel: DataFrame, say: Language) -> str:
    """How many of those that came in were won, and the stage where most is lost."""
    rows = sorted(rows_of(sales_funnel), key=lambda row: row.position)
    if not rows or not rows[0].entered:
        return ""
    won, entered = rows[-1].advanced, rows[0].entered
    sentence = say(
        "{won} of {entered} new opportunities were won so far ({share})",
        won=say.number(won),
        entered=say.number(entered),
        share=say.percent(won / entered, 0),
    )
    weakest = weakest_stage(rows)
    if weakest is None:
        return sentence
    share = say.percent(weakest.conversion, 0)
    return sentence + say(
        "; fewest advance from “{stage}”, {share}", stage=weakest.stage, share=share
    )


def open_pipeline(pipeline: DataFrame, say: Language) -> str:
    """What is open, and what past wins make of it."""
    rows = known(rows_of(pipeline), "amount")
    if not rows:
        return ""
    weighted = known(rows, "weighted")
    return say(
        "{amount} open in {n} opportunities; past wins make it worth {weighted}",
        amount=say.money(sum(row.amount for row in rows)),
        n=say.number(sum(row.count for row in rows)),
        weighted=say.money(sum(row.weighted for row in weighted) if weighted else None),
    )
