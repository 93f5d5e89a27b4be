"""`ask`: words of the command line in, a metric's answer out as text."""

import inspect
import json
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from io import StringIO

from pandas import DataFrame, isna

from lib.command_line.voice import aligned
from lib.database import Customers, Database
from lib.errors import BadQuestion
from lib.learn import QUESTIONS
from lib.metrics.customers import VALUES_AT_MOST, customer_values
from lib.settings import Settings

MOST_NAMED = 8  # values that are there, where the one asked for is not

# What a word of the command line may be, where the metric does not ask for text.
FLAGS = {"yes": True, "true": True, "no": False, "false": False}
EXPECTED = {date: "a day such as 2024-01-31", bool: "yes or no"}

# Parameters of a metric that the command line fills itself.
OURS = ("db", "customers", "settings")


def answer(db: Database, metric: str, words: Iterable[str], settings: Settings, form: str) -> str:
    """The metric's answer as a text table, CSV or JSON.

    Raises BadQuestion where the metric, a parameter or its value is unknown.
    """
    function = find_metric(metric)
    given, customers = _sort_out(function, words)
    takes = inspect.signature(function).parameters
    ours = {"customers": customers, "settings": settings}
    given |= {name: value for name, value in ours.items() if name in takes}
    if customers and "customers" not in takes:
        raise BadQuestion("{metric} cannot be asked for some customers only.", metric=metric)
    if lacking := [name for name in takes if _is_needed(takes[name]) and name not in given]:
        raise BadQuestion(
            "{metric} does not say of what: add {lacking}.",
            metric=metric,
            lacking=" ".join(f"{name}=…" for name in lacking),
        )
    return RENDERERS[form](function(db, **given))


def held_by_nobody(db: Database, metric: str, words: Iterable[str]) -> Iterator[dict[str, str]]:
    """What customers were chosen by and none of them has, with what they have instead: an answer
    of nobody looks like one of nothing sold."""
    _, customers = _sort_out(find_metric(metric), words)
    if not customers:
        return
    there = customer_values(db, most=VALUES_AT_MOST)
    chosen = [(False, *each) for each in customers.columns]
    for is_attribute, name, values in chosen + [(True, *each) for each in customers.attributes]:
        of_it = (there["name"] == name) & (there["is_attribute"] == is_attribute)
        held = list(there["value"][of_it])  # none: nobody has any, or too many to list
        for value in values if held else ():
            if value not in held:
                yield {"name": name, "value": value, "held": ", ".join(held[:MOST_NAMED])}


def _is_needed(parameter: inspect.Parameter) -> bool:
    """Must the question say it?"""
    return parameter.name not in OURS and parameter.default is inspect.Parameter.empty


def find_metric(name: str) -> Callable[..., DataFrame]:
    if name in QUESTIONS:
        return QUESTIONS[name]
    raise BadQuestion(
        "There is no metric called {name}{hint}; 'python -m lib metrics' lists them.",
        name=name,
        hint=_did_you_mean(name, QUESTIONS),
    )


def _sort_out(function: Callable, words: Iterable[str]) -> tuple[dict[str, object], Customers]:
    """Which words are the metric's parameters and which choose customers."""
    hints = typing.get_type_hints(function)
    own = {spelt(name): hint for name, hint in hints.items() if name not in (*OURS, "return")}
    names = {spelt(name): name for name in hints}
    given: dict[str, object] = {}
    columns: dict[str, list[str]] = {}
    attributes: dict[str, list[str]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise BadQuestion("{word} should read name=value.", word=word)
        if name in own:
            given[names[name]] = _read(name, value, own[name])
        elif name.startswith("attr."):
            attributes.setdefault(name.removeprefix("attr."), []).append(value)
        elif name in Customers.COLUMNS:
            columns.setdefault(name, []).append(value)
        else:
            raise BadQuestion(
                "{metric} has no parameter {name}{hint}; it takes {known}, and chooses customers "
                "by {columns} or attr.NAME.",
                metric=function.__name__,
                name=name,
                hint=_did_you_mean(name, (*own, *Customers.COLUMNS)),
                known=", ".join(own) or "none",
                columns=", ".join(Customers.COLUMNS),
            )
    return given, Customers(_frozen(columns), _frozen(attributes))


def spelt(parameter: str) -> str:
    """A word of the command line; one that Python keeps to itself, as `from`, ends in _ there."""
    return parameter.removesuffix("_")


def _frozen(chosen: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in chosen.items())


def _read(name: str, value: str, hint: typing.Any) -> object:
    """The value as the type the metric's signature asks for."""
    kinds = [kind for kind in _alternatives(hint) if kind is not type(None)]
    kind = kinds[0]
    try:
        if kind is date:
            return date.fromisoformat(value)
        if kind is bool:
            return FLAGS[value.lower()]
        if kind in (int, float):
            return kind(value)
    except (KeyError, ValueError):
        expected = EXPECTED.get(kind, "a number")
        raise BadQuestion(
            "{name} is {expected}, not {value}.", name=name, expected=expected, value=value
        ) from None
    if typing.get_origin(kind) is tuple:
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _alternatives(hint: typing.Any) -> tuple[typing.Any, ...]:
    union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if union else (hint,)


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def describe_metrics() -> str:
    """Every metric with its parameters and the first sentence of what it says."""
    lines = []
    for name, function in sorted(QUESTIONS.items()):
        takes = [p for p in inspect.signature(function).parameters if p not in OURS]
        lines += [" ".join([name, *(f"[{spelt(parameter)}=]" for parameter in takes)])]
        lines += [f"    {_first_sentence(inspect.getdoc(function) or '')}"]
    return "\n".join(lines)


def _first_sentence(document: str) -> str:
    """Of its first paragraph, however many lines that takes."""
    paragraph = " ".join(document.split("\n\n")[0].split())
    return re.split(r"(?<=[.]) (?=[A-Z])", paragraph)[0]


def as_table(frame: DataFrame) -> str:
    lines = [tuple(map(str, frame.columns))]
    lines += [tuple(map(_readable, row)) for row in frame.itertuples(index=False)]
    return "\n".join(aligned(lines))


def as_csv(frame: DataFrame) -> str:
    """Plain numbers, ISO days, NULL empty: made for the next program, not for a spreadsheet."""
    plain = DataFrame({name: [_plain(v) for v in frame[name]] for name in frame.columns})
    out = StringIO()
    plain.to_csv(out, index=False, lineterminator="\n")
    return out.getvalue()


def as_json(frame: DataFrame) -> str:
    records = [
        dict(zip(frame.columns, map(_for_json, row), strict=True))
        for row in frame.itertuples(index=False)
    ]
    return json.dumps(records, ensure_ascii=False, indent=1)


RENDERERS = {"table": as_table, "csv": as_csv, "json": as_json}


def _plain(value: typing.Any) -> str:
    """A number with every digit and no exponent; a day without its midnight; NULL as nothing."""
    if isna(value):
        return ""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if not _has_time(value) else value.isoformat(" ")
    return str(value)


def _has_time(value: datetime) -> bool:
    return bool(value.hour or value.minute or value.second or value.microsecond)


def _readable(value: typing.Any) -> str:
    text = _plain(value)
    if isinstance(value, float) and "." in text:
        return f"{value:.4f}"
    return text


def _for_json(value: typing.Any) -> object:
    if isna(value):
        return None
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float) else _plain(value)
