"""Files with the same columns, seen as one."""

from collections.abc import Sequence
from dataclasses import replace

from lib.importing.profile import ColumnProfile, FileProfile


def together(files: Sequence[FileProfile]) -> tuple[ColumnProfile, ...]:
    """The columns all files have, as if they were one file."""
    first, *others = files
    found = []
    for column in first.columns:
        also = [one for file in others for one in file.columns if one.name == column.name]
        if len(also) == len(others):
            found.append(_merged([column, *also]))
    return tuple(found)


def _merged(columns: list[ColumnProfile]) -> ColumnProfile:
    first, *others = [one for one in columns if one.kind != "empty"] or columns
    if not others:
        return first
    same = {one.kind for one in (first, *others)}
    kind = first.kind if len(same) == 1 else "text"
    for widest, narrower in (("number", "whole"), ("timestamp", "date"), ("whole", "flag")):
        kind = widest if same == {widest, narrower} else kind
    forms = [set(one.dates) for one in (first, *others) if one.dates]
    shared = set.intersection(*forms) if forms else set()
    dates = tuple(form for form in first.dates if form in shared)
    if not dates:  # each file is written in its own way: nothing reads them all
        dates = tuple(dict.fromkeys(form for one in (first, *others) for form in one.dates))
    least = [one.least for one in (first, *others) if one.least is not None]
    return replace(
        first,
        kind=kind,
        filled=sum(one.filled for one in columns),
        distinct=max(one.distinct for one in columns),
        missing=tuple(dict.fromkeys(word for one in columns for word in one.missing)),
        dates=dates,
        least=min(least, default=None, key=_as_number),
        greatest=max(
            (one.greatest for one in (first, *others) if one.greatest), default=None, key=_as_number
        ),
    )


def _as_number(text: str) -> tuple[float, str]:
    try:
        return float(text), text
    except ValueError:
        return 0.0, text
