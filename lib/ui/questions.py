"""Asking a metric with the reader's filters, and drawing its answer, each at most once.

An `Answer` knows its question in plain values: enough to say where a number comes from, to ask
again, and to cache its figure without ever hashing a frame.
"""

import inspect
from dataclasses import dataclass
from datetime import date

import streamlit as st
from pandas import DataFrame
from plotly.graph_objects import Figure

from lib.caveats import caveats
from lib.charts import CHARTS
from lib.findings import FINDINGS
from lib.languages import Language
from lib.metrics import METRICS
from lib.settings import Settings
from lib.ui import data
from lib.ui.filters import Plain, filters


@dataclass(frozen=True)
class Question:
    """What a metric was asked, of which generation.

    `months` are the first and last day of the period, for a metric that answers month by month
    and takes no period itself. `of_all_tiers`: the reader chose some, which the metric cannot.
    """

    source: data.Source
    metric: str
    parameters: tuple[tuple[str, Plain], ...]
    settings: Settings
    months: tuple[date, date] | None = None
    of_all_tiers: bool = False


@dataclass(frozen=True)
class Answer:
    question: Question
    frame: DataFrame


def ask(metric: str, **parameters: Plain) -> Answer:
    """The metric's answer to the filter bar and `parameters`, which go before it."""
    takes = inspect.signature(METRICS[metric]).parameters
    chosen = filters()
    given = {name: value for name, value in chosen.parameters.items() if name in takes}
    question = Question(
        source=data.source(),
        metric=metric,
        parameters=tuple(sorted((given | parameters).items())),
        settings=data.settings(),
        months=None if "since" in takes else chosen.months,
        of_all_tiers=bool(chosen.tier) and "tier" not in takes,
    )
    return Answer(question, data.heal(lambda: _answer(question), question.source))


@st.cache_data(max_entries=512, show_spinner=False)
def _answer(question: Question) -> DataFrame:
    function = METRICS[question.metric]
    db = data.database(question.source)
    frame = function(db, settings=question.settings, **dict(question.parameters))
    if question.months and "month" in frame:
        first, last = question.months
        months = frame["month"].dt.date
        frame = frame[(months >= first) & (months <= last)]
    return frame.reset_index(drop=True)


@dataclass(frozen=True)
class Drawing:
    """A figure, what it shows in a sentence, and what to know to read it rightly."""

    figure: Figure
    finding: str
    caveats: tuple[str, ...]


@st.cache_data(max_entries=256, show_spinner=False)
def drawn(question: Question, chart: str, say: Language) -> Drawing:
    """The answer to a question as the chart of this name draws it."""
    frame = data.heal(lambda: _answer(question), question.source)
    return Drawing(
        CHARTS[chart](frame, say), FINDINGS[chart](frame, say), tuple(caveats(chart, frame, say))
    )
