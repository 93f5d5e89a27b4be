"""What a reader is told. Anything that is not a RapportError is a bug and may crash loudly.

RapportError
├── StoreError           the store cannot be opened, written or stepped back
│   └── NoStore          there is nothing imported yet
├── UnreadableFile       a file is not the text table it should be
├── BadRecipe            a recipe does not say what it must
├── ImportRejected       rows break what the schema promises; `problems` lists them
└── BadQuestion          a metric was asked for something it does not know

Every error keeps its English sentence apart from the values in it, so that a page can say it in
the reader's language: `translate(error.sentence).format(**error.values)`.
"""

from dataclasses import dataclass


class RapportError(Exception):
    """The message is one sentence a reader can act on; pages and scripts show it as it is."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


class StoreError(RapportError):
    """The store cannot be opened, written or stepped back."""


class NoStore(StoreError):
    """Nothing has been imported into this folder yet."""


class UnreadableFile(RapportError):
    """A file is not the text table it should be."""


class BadRecipe(RapportError):
    """A recipe does not say what it must."""


class BadQuestion(RapportError):
    """A metric was asked for something it does not know."""


@dataclass(frozen=True)
class Repair:
    """One way to put a problem right: an edit of the recipe that `lib.importing.repairs` makes."""

    kind: str
    parameters: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Problem:
    """Rows of a file that break one promise, grouped: where they stand and what should hold.

    `expectation` is an English sentence with {names}, filled from `values`; `lines` holds at most
    the first few line numbers of the file, `count` how many rows there are in all. `found` holds
    the most frequent values with how many rows have each, as the file says them where that is
    known. `group` says what kind of thing would put it right, and `repairs` how.
    """

    file: str
    expectation: str
    values: tuple[tuple[str, object], ...] = ()
    column: str | None = None
    lines: tuple[int, ...] = ()
    samples: tuple[str, ...] = ()
    count: int = 1
    found: tuple[tuple[str, int], ...] = ()
    group: str = ""
    repairs: tuple[Repair, ...] = ()

    def __str__(self) -> str:
        where = f", column {self.column}" if self.column else ""
        found = f" (found {', '.join(map(repr, self.samples))})" if self.samples else ""
        return f"{self.file}{self._lines()}{where}: {self.expected()}{found}"

    def expected(self) -> str:
        return self.expectation.format(**dict(self.values))

    def _lines(self) -> str:
        if not self.lines:
            return ""
        more = self.count - len(self.lines)
        rest = f" and {more:,} more" if more > 0 else ""
        return f", line {', '.join(map(str, self.lines))}{rest}"


class ImportRejected(RapportError):
    """Rows break what the schema promises; nothing was imported. `problems` lists every kind."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("{problems}", problems="\n".join(map(str, problems)))
        self.problems = problems
