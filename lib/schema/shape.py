"""What a source table is made of: columns, their types, and the rules every row keeps."""

from dataclasses import dataclass

TEXT = "varchar"
DAY = "date"
MOMENT = "timestamp"
MONEY = "decimal(18, 4)"
NUMBER = "double"
WHOLE = "bigint"
FLAG = "boolean"


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    about: str
    required: bool = False


@dataclass(frozen=True)
class Rule:
    """A sentence about every row, and the SQL condition that makes it true."""

    sentence: str
    condition: str


@dataclass(frozen=True)
class Table:
    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def one_of(column: str, *words: str) -> Rule:
    listed = ", ".join(f"'{word}'" for word in words)
    return Rule(f"{column} is one of {', '.join(words)}", f"{column} in ({listed})")


def not_before(later: str, earlier: str) -> Rule:
    return Rule(f"{later} is not before {earlier}", f"{later} >= {earlier}")


def not_negative(column: str) -> Rule:
    return Rule(f"{column} is not negative", f"{column} >= 0")


def within_scale(column: str, low: str, high: str) -> Rule:
    return Rule(
        f"{column} lies within {low} and {high}",
        f"{column} between coalesce({low}, {column}) and coalesce({high}, {column})",
    )
