"""Text that becomes part of a statement: quoted by SQLGlot, or never written at all."""

from collections.abc import Iterable, Mapping

from sqlglot import exp


def literal(text: str) -> str:
    """`text` as a literal of DuckDB, whatever is in it."""
    return exp.Literal.string(text).sql(dialect="duckdb")


def literals(texts: Iterable[str]) -> str:
    return ", ".join(map(literal, texts))


class Layers:
    """A SELECT built up in layers: what one layer adds, the next ones use without repeating it."""

    def __init__(self, sql: str) -> None:
        self.sql = sql

    def add(self, columns: Mapping[str, str]) -> None:
        """Put further columns, {name: SQL}, beside those there are."""
        if columns:
            added = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
            self.sql = f"select *, {added} from ({self.sql})"

    def join(self, relation: str, condition: str) -> None:
        self.sql = f"select * from ({self.sql}) left join {relation} on {condition}"

    def where(self, condition: str) -> None:
        self.sql = f"select * from ({self.sql}) where {condition}"

    def group(self, columns: Mapping[str, str], by: str) -> None:
        chosen = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
        self.sql = f"select {chosen} from ({self.sql}) group by {by}"

    def select(self, columns: Mapping[str, str]) -> str:
        """The finished SELECT, with just these columns."""
        chosen = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
        return f"select {chosen} from ({self.sql})"
