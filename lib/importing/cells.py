"""The cells of a file as expressions and fields see them: cleaned text, and typed values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.importing.cast import (
    ISO_ONLY,
    SEEN_AS,
    Conversion,
    DateForm,
    at_once,
    from_text,
    last_sign,
    put_right,
    quick,
    trimmed,
    without_missing,
)
from lib.importing.read import Reading, TextTable, source
from lib.importing.sources import Source
from lib.importing.sql import Layers
from lib.schema import DAY, MOMENT, TEXT

# How the dates of a column read, by source and column; a column not there is not yet looked at.
Forms = dict[tuple[str, str], DateForm]

UNIT_SEPARATOR = 31


@dataclass(frozen=True)
class Cell:
    """A visible column: what SQL calls its text, and the value of `type` an expression sees.

    Where that is not the text itself, `conversion` leads to it, and `unread` is the column for
    the text of cells that are no such value.
    """

    name: str
    text: str
    value: str
    type: str = TEXT
    reading: Reading = Reading()
    form: DateForm = ISO_ONLY
    unread: str = ""
    conversion: Conversion | None = None
    quick: str = ""  # a column of values found without cleaning; the text is then NULL
    stored: bool = False  # a value of our own tables, not text of a file


class Cells:
    """The columns `names` of a source; `prefix` keeps what SQL calls them apart from others.

    `hasty` are columns needed as values of one type only: {name: type}. Where their cells are
    plainly that, they are taken as they stand. Where all of them have to be, they are `plain`:
    what is not fails the statement.
    """

    def __init__(
        self,
        source: Source,
        names: Iterable[str],
        forms: Forms,
        *,
        prefix: str = "",
        hasty: Mapping[str, str] | None = None,
        plain: bool = False,
    ) -> None:
        self.source, self.prefix, self.plain = source, prefix, plain
        self.names = sorted(set(names))
        self.hasty = {
            name: type_
            for name, type_ in (hasty or {}).items()
            if name in self.names
            and name not in source.file.maps
            and quick(type_, "", source.file.reading, form_of(source, name, forms))
        }
        self.by_name = {name: self._cell(name, number, forms) for number, name in self._numbered()}

    def _numbered(self) -> list[tuple[int, str]]:
        return list(enumerate(self.names))

    def _cell(self, name: str, number: int, forms: Forms) -> Cell:
        file, mark = self.source.file, f"{self.prefix}{number}"
        form = form_of(self.source, name, forms)
        type_ = SEEN_AS[file.types.get(name, "text")]
        if name in self.hasty or type_ == TEXT:
            fast = f"q{mark}" if name in self.hasty else ""
            return Cell(name, f"t{mark}", f"t{mark}", TEXT, file.reading, form, quick=fast)
        conversion = from_text(f"e{mark}", type_, f"t{mark}", file.reading, form)
        return Cell(name, f"t{mark}", f"e{mark}", type_, file.reading, form, f"b{mark}", conversion)

    def layers(
        self, number: int, *, numbered: bool, identified: bool
    ) -> tuple[Layers, dict[str, object]]:
        """The rows of one of the source's files, and the statement's parameters.

        `numbered` adds source_row, the row's number through all files, and file_row, its number
        in this one; `identified` adds row_id.
        """
        table = self.source.tables[number]
        sql, parameters = source(table)
        raw = [f"c{index}" for index in range(len(table.columns))]
        layers = Layers(f"select * from {sql} as cells({', '.join(raw)})")
        if numbered or identified:
            before, _ = self.source.spans[number]
            layers.add({"source_row": f"{before} + row_number() over ()"})
            layers.add({"file_row": f"source_row - {before}"})
        if identified:
            _identify(layers, raw)
        self._clean(layers, table)
        return layers, parameters

    def _clean(self, layers: Layers, table: TextTable) -> None:
        file = self.source.file
        of = {f"{self.prefix}{number}": name for number, name in self._numbered()}
        raw = {mark: f"c{table.columns.index(name)}" for mark, name in of.items()}
        layers.add(
            {f"q{m}": self._quick(name, raw[m]) for m, name in of.items() if name in self.hasty}
        )
        if self.plain:
            of = {mark: name for mark, name in of.items() if name not in self.hasty}
        last = {m: name for m, name in of.items() if name not in self.hasty and not table.tight}
        layers.add({f"z{mark}": last_sign(raw[mark]) for mark in last})
        cut = raw if table.tight else {}
        cut = cut or {m: trimmed(raw[m], f"z{m}" if m in last else "") for m in of}
        layers.add({f"a{mark}": self._needed(name, mark, cut[mark]) for mark, name in of.items()})
        missing = file.reading.missing
        layers.add({f"u{mark}": without_missing(f"a{mark}", missing) for mark in of})
        layers.add(
            {
                f"t{mark}": put_right(f"u{mark}", file.maps.get(name, {}))
                for mark, name in of.items()
            }
        )

    def _quick(self, name: str, raw: str) -> str:
        reading = self.source.file.reading
        quickly = quick(self.hasty[name], raw, reading, ISO_ONLY) or "null"
        return at_once(quickly, raw, reading) if self.plain else quickly

    def _needed(self, name: str, mark: str, text: str) -> str:
        """NULL where the value is known without the text."""
        return f"case when q{mark} is null then {text} end" if name in self.hasty else text


def add_values(layers: Layers, cells: Iterable[Cell]) -> None:
    """Add what expressions see of cells that are not text, and of each what cannot be read."""
    convert(
        layers,
        {cell.value: (cell.conversion, cell.unread) for cell in cells if cell.conversion},
    )


def convert(layers: Layers, columns: Mapping[str, tuple[Conversion, str]]) -> None:
    """Add converted columns, and beside each, under the name given, what of it cannot be read."""
    conversions = [conversion for conversion, _ in columns.values()]
    for depth in range(max((len(one.steps) for one in conversions), default=0)):
        layer: dict[str, str] = {}
        for conversion in conversions:
            layer |= conversion.steps[depth] if depth < len(conversion.steps) else {}
        layers.add(layer)
    layers.add({name: conversion.value for name, (conversion, _) in columns.items()})
    layers.add(
        {
            unread: f"case when {name} is null then {conversion.text} end"
            for name, (conversion, unread) in columns.items()
            if unread
        }
    )


def form_of(source: Source, column: str, forms: Forms) -> DateForm:
    """As the recipe says the dates of a column are written, else as the column was found to be."""
    reading = source.file.reading
    if given := dict(reading.dates_of).get(column, reading.dates):
        return DateForm(given)
    return forms.get((source.name, column), ISO_ONLY)


def is_settled(source: Source, column: str, forms: Forms) -> bool:
    """Is it known how the dates of a column read?"""
    reading = source.file.reading
    given = dict(reading.dates_of).get(column, reading.dates)
    return bool(given) or (source.name, column) in forms


def is_date(type_: str) -> bool:
    return type_ in (DAY, MOMENT)


def _identify(layers: Layers, raw: list[str]) -> None:
    """row_id: the cells' fingerprint, and which of the equal rows this is."""
    joined = ", ".join(raw)
    layers.add({"fingerprint": f"md5(concat_ws(chr({UNIT_SEPARATOR}), {joined}))"})
    occurrence = "row_number() over (partition by fingerprint order by source_row)"
    layers.add({"row_id": f"fingerprint || '-' || {occurrence}"})
