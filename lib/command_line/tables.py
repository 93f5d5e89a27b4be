"""The source tables as a Markdown page: what `python -m lib tables` prints."""

from lib.schema import DAY, FLAG, MOMENT, MONEY, NUMBER, REFERENCES, TABLES, TEXT, WHOLE, Table

# A type in a word for those who make the files.
KINDS = {
    TEXT: "text",
    DAY: "date",
    MOMENT: "date and time",
    MONEY: "money",
    NUMBER: "number",
    WHOLE: "whole number",
    FLAG: "yes or no",
}


def describe_tables() -> str:
    """Every source table: what a row is, its key, its columns, and the rules each row keeps."""
    return "\n\n".join(map(_described, TABLES.values())) + "\n"


def _described(table: Table) -> str:
    columns = "\n".join(
        f"| `{column.name}` | {KINDS[column.type]} | {'yes' if column.required else ''} "
        f"| {_about(table, column.name, column.about)} |"
        for column in table.columns
    )
    rules = "".join(f"\n- {rule.sentence}" for rule in table.rules)
    return (
        f"## {table.name}\n\n{table.about}\n\nKey: {', '.join(table.key)}\n\n"
        f"| column | kind | required | what it holds |\n| --- | --- | --- | --- |\n{columns}"
        + (f"\n\nEvery row keeps:\n{rules}" if rules else "")
    )


def _about(table: Table, column: str, about: str) -> str:
    refers = REFERENCES.get(column)
    return f"{about} (→ {refers})" if refers and refers != table.name else about
