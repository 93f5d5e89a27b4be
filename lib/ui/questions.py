"""Asking a metric with the reader's filters, and drawing its answer, each at most once.

An `Answer` knows its question in plain values: enough to say where a number comes from, to ask
again, and to cache its figure without ever hashing a frame.
"""

import inspect
from collections.abc import Callable, Container, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.caveats import caveats
from lib.charts import CHARTS
from lib.database import Database, Statement
from lib.findings import FINDINGS
from lib.languages import Language
from lib.learn import QUESTIONS
from lib.settings import Settings
from lib.ui import ahead, data
from lib.ui.filters import DAY, Filters, Plain, filters


@dataclass(frozen=True)
class Question:
    """What a metric was asked, of which generation: all that its answer depends on.

    `months` are the first and last day of the period, for a metric that answers month by month
    and takes no period itself.
    """

    source: data.Source
    metric: str
    parameters: tuple[tuple[str, Plain], ...]
    settings: Settings
    months: tuple[date, date] | None = None


@dataclass(frozen=True)
class Answer:
    """What came back, to whose filters, and the statements that ran to give it.

    `of_all_tiers`: the reader chose some, by which the metric cannot tell, or was not asked to.
    """

    question: Question
    frame: DataFrame
    filters: Filters
    statements: tuple[Statement, ...] = ()

    @property
    def of_all_tiers(self) -> bool:
        return bool(self.filters.tier) and not dict(self.question.parameters).get("tier")


def ask(metric: str, *, of: Filters | None = None, **parameters: Plain) -> Answer:
    """The metric's answer to the filter bar, or to `of`, and to `parameters`, which go before.

    Raises StoreError where it takes too long; BadQuestion where it makes no sense.
    """
    ahead.note(metric, of, parameters)
    return ask_under(data.settings(), metric, of or filters(), parameters)


def ask_under(
    settings: Settings, metric: str, chosen: Filters, parameters: Mapping[str, Plain] | None = None
) -> Answer:
    """The same under settings that need not be saved: what would it be if?"""
    question = _question(settings, metric, chosen, parameters or {})
    frame, statements = data.heal(lambda: _answer(question), question.source)
    return Answer(question, frame, chosen, statements)


def asking_ahead(page: str) -> AbstractContextManager[None]:
    """While the page is drawn, what it will ask is asked beside it (see `ahead`)."""

    def prepared(asked: ahead.Asked, of: Filters) -> Callable[[], object]:
        question = _question(data.settings(), asked.metric, of, dict(asked.parameters))
        return partial(_answer, question)

    return ahead.asking(page, filters(), prepared)


def _question(
    settings: Settings, metric: str, chosen: Filters, parameters: Mapping[str, Plain]
) -> Question:
    takes = inspect.signature(QUESTIONS[metric]).parameters
    asked = chosen.parameters | _as_things_stood(chosen, takes) | dict(parameters)
    return Question(
        source=data.source(),
        metric=metric,
        parameters=tuple(sorted((name, asked[name]) for name in asked if name in takes)),
        settings=settings,
        months=None if "since" in takes else chosen.months,
    )


def _as_things_stood(chosen: Filters, takes: Container[str]) -> dict[str, Plain]:
    """A metric about one day is asked about the end of the period, as far as the data reaches."""
    reached = chosen.as_of or data.facts().as_of
    if not chosen.until or not reached or "since" in takes:
        return {}
    end = min(chosen.until, reached)
    return {"as_of": end, "day": end + DAY}


def whole(question: Question) -> Callable[[], DataFrame]:
    """All rows of a list that was asked with a limit, when they are wanted: for a download, which
    is made outside the run."""
    db = replace(data.database(question.source), watch=nullcontext)
    parameters = tuple((name, value) for name, value in question.parameters if name != "limit")
    unlimited = replace(question, parameters=parameters)
    return lambda: _asked(db, unlimited)


# Streamlit takes a question apart to tell it from others, which takes longer than writing it out.
TOLD_APART: dict[str | type[Any], Callable[[Any], Any]] = {Question: repr}


@st.cache_data(max_entries=512, show_spinner=False, hash_funcs=TOLD_APART)
def _answer(question: Question) -> tuple[DataFrame, tuple[Statement, ...]]:
    heard: list[Statement] = []
    frame = _asked(replace(data.database(question.source), note=heard.append), question)
    if question.months and "month" in frame:
        first, last = question.months
        months = frame["month"].dt.date
        frame = frame[(months >= first) & (months <= last)]
    return frame.reset_index(drop=True), tuple(heard)


def _asked(db: Database, question: Question) -> DataFrame:
    function = QUESTIONS[question.metric]
    given = dict(question.parameters)
    if "settings" in inspect.signature(function).parameters:
        return function(db, settings=question.settings, **given)
    return function(db, **given)


@dataclass(frozen=True)
class Drawing:
    """A figure in plain dicts, what it shows in a sentence, and what to know to read it rightly.

    `grows`: it is as high as there is room.
    """

    figure: dict[str, Any]
    is_blank: bool
    grows: bool
    finding: str
    caveats: tuple[str, ...]


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=TOLD_APART)
def drawn(question: Question, chart: str, say: Language, beside: Question | None = None) -> Drawing:
    """The answer to a question as the chart of this name draws it, with the one `beside` it."""
    frame, _ = data.heal(lambda: _answer(question), question.source)
    others = [] if beside is None else [data.heal(lambda: _answer(beside), beside.source)[0]]
    figure = CHARTS[chart](frame, say, *others)
    return Drawing(
        figure.to_dict(),
        not any(len(trace.x) for trace in figure.data if trace.x is not None),
        bool(figure.layout.meta["grows"]),
        FINDINGS[chart](frame, say),
        tuple(caveats(chart, frame, say)),
    )
