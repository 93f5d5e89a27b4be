"""Which file is which of a recipe's set, and where in the user's files a row stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import accumulate
from pathlib import Path

from lib.errors import BadRecipe
from lib.importing.aside import is_aside, read_aside
from lib.importing.read import TextTable, lines_of, read
from lib.importing.read.groups import ON_TWO_LINES
from lib.importing.recipe import FileOfSet, Recipe
from lib.progress import Progress


@dataclass(frozen=True)
class NamedFile:
    """A file on disk and what the user calls it, which is only ever shown."""

    path: Path
    name: str


@dataclass(frozen=True)
class Source:
    """One file of a recipe's set; several where several are given for it, as days of a month.

    Their rows are numbered through, in the order they were given: a row's *position* is that
    number, from 1.
    """

    file: FileOfSet
    tables: tuple[TextTable, ...]
    parts: frozenset[int] = frozenset()  # those of the tables that are rows set aside before

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that every file has."""
        first, *others = self.tables
        return tuple(
            column for column in first.columns if all(column in table.columns for table in others)
        )

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """For each file, the positions before its first row and of its last."""
        ends = list(accumulate(table.rows for table in self.tables))
        return list(zip([0, *ends], ends, strict=False))

    def whole(self) -> str:
        """The condition that a row is not of a file that holds but a part of its origin."""
        within = (
            f"source_row > {before} and source_row <= {last}"
            for number, (before, last) in enumerate(self.spans)
            if number in self.parts
        )
        return f"not ({' or '.join(within)})" if self.parts else "true"

    def lines(self, positions: Sequence[int]) -> tuple[int, ...]:
        """The lines of the user's files where these rows begin."""
        return tuple(self._line(position) for position in positions)

    def _line(self, position: int) -> int:
        table, (before, _) = next(
            (table, span)
            for table, span in zip(self.tables, self.spans, strict=True)
            if position <= span[1]
        )
        return lines_of(table, [position - before])[position - before]

    def refuse_unknown(
        self, column: str, place: str, *, named: Collection[str] = (), is_one_of_many: bool = False
    ) -> None:
        """Raise BadRecipe where a file lacks `column`.

        `named` are all columns that the recipe names: one it takes already is not what was meant.
        A block that `is_one_of_many` of its table may be left out, as of a question asked no more.
        """
        for table in self.tables:
            if column in table.columns:
                continue
            told = {"place": place, "column": column, "file": table.name}
            free = [name for name in table.columns if name not in named]
            close = get_close_matches(column, free, n=1)
            if joined := [name for name in free if ON_TWO_LINES in _said_of(table) and " " in name]:
                raise BadRecipe(JOINED_NOW, **told, example=(close or joined)[0])
            if close:
                raise BadRecipe(
                    "{place} names the column {column}, which {file} does not have; did you mean "
                    "{suggestion}?",
                    **told,
                    suggestion=close[0],
                )
            if is_one_of_many:
                raise BadRecipe(GONE, **told)
            raise BadRecipe(
                "{place} names the column {column}, which {file} does not have; it has {known}.",
                **told,
                known=", ".join(table.columns),
            )


GONE = (
    "{place} names the column {column}, which {file} does not have; if it is gone for good, take "
    "this block out of the recipe, or match the file anew."
)
JOINED_NOW = (
    "{place} names the column {column}, which {file} does not have: its header stands on two "
    "lines, and its columns are called by both, such as {example}; match the file anew, or take "
    "out of the recipe what is asked no more."
)


def _said_of(table: TextTable) -> set[str]:
    return {one.sentence for one in table.notes}


def read_sources(
    files: Sequence[NamedFile], recipe: Recipe, scratch: Path, progress: Progress
) -> dict[str, Source]:
    """Every file read, under the name its recipe has for it; what was not given is left out.

    Raises UnreadableFile, and BadRecipe where a file is none of those the recipe describes.
    """
    given: dict[str, list[TextTable]] = {}
    parts: dict[str, set[int]] = {}
    size = sum(file.path.stat().st_size for file in files if file.path.exists()) or 1
    done = 0
    for file in files:
        progress("Reading {file}", done / size, file=file.name)
        which = _file_of_set(file, recipe)
        is_part = is_aside(file.path)
        reader = read_aside if is_part else read
        table = reader(file.path, which.reading, name=file.name, scratch=scratch)
        if is_part:
            parts.setdefault(which.name, set()).add(len(given.get(which.name, [])))
        given.setdefault(which.name, []).append(table)
        done += table.bytes
    return {
        name: _known(
            Source(recipe.file(name), tuple(tables), frozenset(parts.get(name, ()))), recipe
        )
        for name, tables in given.items()
    }


def _file_of_set(file: NamedFile, recipe: Recipe) -> FileOfSet:
    fitting = [one for one in recipe.files if one.matches(file.name)]
    if not fitting:
        raise BadRecipe(
            "{file} is none of the files that {recipe} is for; it is for files called {known}.",
            file=file.name,
            recipe=recipe.name,
            known=", ".join(one.match or "*" for one in recipe.files),
        )
    if len(fitting) > 1:
        raise BadRecipe(
            "{file} could be more than one file of {recipe}: {names}; make their match narrower, "
            "or call the file so that it fits one.",
            file=file.name,
            recipe=recipe.name,
            names=", ".join(one.name for one in fitting),
        )
    return fitting[0]


def _known(source: Source, recipe: Recipe) -> Source:
    """The source, once it has every column that its part of the recipe names."""
    named: dict[str, Iterable[str]] = {
        "types": source.file.types,
        "map": source.file.maps,
        "dates": dict(source.file.reading.dates_of),
    }
    for key, columns in named.items():
        for column in columns:
            source.refuse_unknown(column, f"{recipe.name}, {key}")
    return source
