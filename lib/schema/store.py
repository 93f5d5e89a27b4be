"""How a store holds the source tables, and what it keeps about itself."""

from collections.abc import Container

from lib.schema.shape import FLAG, Table
from lib.schema.tables import STUBBED, TABLES


def store_columns(table: Table) -> dict[str, str]:
    """Every stored column of `table` and its DuckDB type: its own first, then the store's."""
    columns = {column.name: column.type for column in table.columns}
    if "customer_id" in columns:
        columns["customer_key"] = "integer"
    if "product_id" in columns:
        columns["product_key"] = "integer"
    if table.name in STUBBED:
        columns["is_stub"] = FLAG
    return columns


def create_table(table: Table) -> str:
    """The statement that makes an empty source table."""
    columns = ", ".join(f"{name} {type_}" for name, type_ in store_columns(table).items())
    return f"create table {table.name} ({columns})"


def create_tables(held: Container[str] = ()) -> list[str]:
    """The statements that make an empty store: source tables, then what is kept about imports.

    Of a store that an earlier version made, `held` names the tables it has already.
    """
    made = {name: create_table(table) for name, table in TABLES.items()} | BOOKKEEPING
    return [statement for name, statement in made.items() if name not in held]


# What the store keeps about itself. `changes` says which months an import touched, for the build
# that follows it: a NULL month means every month.
BOOKKEEPING = {
    "imports": """create table imports (
        import_id integer, imported_at timestamp, recipe varchar, recipe_text varchar,
        complete_to date, newest_order_day date, is_sample boolean, mode varchar,
        generation integer)""",
    "import_files": """create table import_files (
        import_id integer, name varchar, bytes bigint, hash varchar)""",
    "import_fates": """create table import_fates (
        import_id integer, file varchar, block varchar, table_name varchar,
        file_rows bigint, loaded bigint, merged bigint, set_aside bigint, skipped bigint)""",
    "import_tables": """create table import_tables (
        import_id integer, table_name varchar, added bigint, changed bigint, unchanged bigint,
        removed bigint, set_aside bigint)""",
    "changes": "create table changes (table_name varchar, month date)",
}

# What stores of an earlier version lack in tables they have.
ADDED_COLUMNS = (
    "alter table imports add column if not exists mode varchar",
    "alter table imports add column if not exists generation integer",
)
