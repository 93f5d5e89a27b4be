"""Checks over a relation of rows, and the Problems made of those that fail."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.database import Connection
from lib.errors import Problem
from lib.importing.cast import Conversion, Kind, Values
from lib.importing.cells import Cells
from lib.importing.sources import Source

LINES_SHOWN = 5
SAMPLES_SHOWN = 3
SAMPLES_READ = 50
SAMPLE_LENGTH = 60
VALUES_FOUND = 50
VALUE_LENGTH = 1000  # of a value that a repair may name


@dataclass(frozen=True)
class Check:
    """What should hold of every row of a relation, and the SQL condition of rows that fail it.

    `column` is the file's own where there is one; `sample` is SQL for the text shown. Where there
    are `kinds`, the first whose condition holds says what should. `flag` is the column of a
    staged row that is kept only for this check. Where a sample is not what the file says, as of a
    day, `reread` looks that up in the file.
    """

    fails: str
    sentence: str = ""
    values: Values = ()
    column: str | None = None
    sample: str | None = None
    kinds: tuple[Kind, ...] = ()
    flag: str | None = None
    reread: bool = False


def unread(flag: str, conversion: Conversion, field: str, column: str | None) -> Check:
    """The check that no text is left over in `flag`, where those go that cannot be read."""
    assert conversion.kinds, "only what can fail is checked"
    return Check(
        fails=f"{flag} is not null",
        values=(("field", field),),
        column=column,
        sample=flag,
        kinds=conversion.kinds(flag),
        flag=flag,
    )


def failing(db: Connection, relation: str, checks: list[Check]) -> list[Check]:
    """Those of the checks that some row fails, counted in one pass over the relation."""
    if not checks:
        return []
    counts = ", ".join(f"count(*) filter (where {check.fails})" for check in checks)
    found = db.execute(f"select {counts} from {relation}").fetchall()[0]
    return [check for check, count in zip(checks, found, strict=True) if count]


def problems(
    db: Connection, relation: str, check: Check, source: Source, *, reasons: str | None = None
) -> list[Problem]:
    """One problem for each file, and each kind of failure, of a check that rows fail.

    `relation` has a column `source_row`: the row's number in the source. What is wrong with each
    row goes into the table `reasons`.
    """
    kinds = check.kinds or (Kind("true", check.sentence, check.values),)
    cases = " ".join(f"when {kind.condition} then {index}" for index, kind in enumerate(kinds))
    files = " ".join(
        f"when source_row <= {last} then {index}" for index, (_, last) in enumerate(source.spans)
    )
    sample = f"cast({check.sample} as varchar)" if check.sample else "null"
    db.execute(f"""
        create or replace temp table failures as
        select source_row, {sample} as sample, case {files} end as file, case {cases} end as kind
        from {relation}
        where {check.fails}
    """)
    found = db.execute(
        """
        select
            file,
            kind,
            count(*),
            min(source_row, $lines),
            arg_min(sample, source_row, $samples)
        from failures
        group by file, kind
        order by file, kind
        """,
        {"lines": LINES_SHOWN, "samples": SAMPLES_READ},
    ).fetchall()
    if reasons:
        _note_reasons(db, check, kinds, reasons)
    if check.reread and check.column in source.columns:
        _reread(db, source, str(check.column))
    return [
        Problem(
            file=source.tables[file].name,
            expectation=kinds[kind].sentence,
            values=(*check.values, *kinds[kind].values),
            column=check.column,
            lines=source.lines(positions),
            samples=_shown(samples or []),
            count=count,
            found=_most_frequent(db, file, kind) if check.sample else (),
        )
        for file, kind, count, positions, samples in found
    ]


def _reread(db: Connection, source: Source, column: str) -> None:
    """Put what the file says in place of the samples."""
    cells = Cells(source, [column], {})
    text = cells.by_name[column].text
    for number in range(len(source.tables)):
        layers, parameters = cells.layers(number, numbered=True, identified=False)
        chosen = layers.select({"source_row": "source_row", "said": text})
        db.execute(
            f"""
            update failures set sample = written.said
            from ({chosen}) as written
            where failures.source_row = written.source_row
            """,
            parameters,
        )


def _note_reasons(db: Connection, check: Check, kinds: Sequence[Kind], reasons: str) -> None:
    """Say of each row that failed what should hold, and what it holds."""
    for number, kind in enumerate(kinds):
        sentence = kind.sentence.format(**dict((*check.values, *kind.values)))
        said = f"{check.column}: {sentence}" if check.column else sentence
        db.execute(
            f"""
            insert into {reasons}
            select source_row, concat($said, ' (' || left(sample, $longest) || ')')
            from failures
            where kind = $kind
            """,
            {"said": said, "kind": number, "longest": SAMPLE_LENGTH},
        )


def _most_frequent(db: Connection, file: int, kind: int) -> tuple[tuple[str, int], ...]:
    """Whole values, since a repair names them, with how many rows have each."""
    found = db.execute(
        """
        select sample, count(*) as rows
        from failures
        where file = $file and kind = $kind and length(sample) <= $longest
        group by sample
        order by rows desc, sample
        limit $most
        """,
        {"file": file, "kind": kind, "longest": VALUE_LENGTH, "most": VALUES_FOUND},
    ).fetchall()
    return tuple(found)


def _shown(samples: list[str | None]) -> tuple[str, ...]:
    """The first few different ones, none of them endless."""
    different = dict.fromkeys(sample for sample in samples if sample is not None)
    return tuple(_cut(sample) for sample in different)[:SAMPLES_SHOWN]


def _cut(sample: str) -> str:
    return sample if len(sample) <= SAMPLE_LENGTH else f"{sample[:SAMPLE_LENGTH]}…"
