"""From a company's files to the source tables: all of them, or nothing.

    sources      files read as text (read/), each known by what the recipe calls it
    cells        their cells as expressions (expressions/) and fields see them (cast/, forms)
    rows         what a block of the recipe (recipe/) takes of a file, with its lookups joined
    fields       the block's columns in the types of our table
    points       whether 1.234 is a bit more than one or a thousand, where the file leaves that open
    stage        the rows so made, in a temporary table
    check        what should hold of them; problems says what does not, line by line, and
                 remedies what would put it right (repairs does, in the recipe)
    sifting      which of them come in: none set aside, one for each key
    load         new rows inserted, known ones brought up to date, keys given, stubs made
    modes        what becomes of rows stored already, where they are not just updated
    telling      what is sound but worth knowing: references, oddities, twins, costs, suspects,
                 numbers of other customers' orders (reused), text garbled before (mojibake)
    history      every row's fate, and what the store keeps about the import (past: of all)
    setting_aside, aside    rows set aside as a file, and that file read again

A clean file is staged as if nothing could be wrong with a cell. Where something is, it is staged
again: what is wrong with a row is then computed beside it and stored with it, so that the checks
only look at what is staged.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lib.database import BadValue, Connection
from lib.errors import BadRecipe, ImportRejected
from lib.importing import costs, history, load, modes, sifting
from lib.importing.cells import Forms
from lib.importing.check import check_rows
from lib.importing.history import Change, Fate, SameAs
from lib.importing.lookups import Looked, prepare_lookups
from lib.importing.modes import ADD, MODES, REPLACE, UPDATE
from lib.importing.outcome import Imported, with_fates
from lib.importing.recipe import Block, Recipe
from lib.importing.reused import reused_numbers, shared_numbers
from lib.importing.setting_aside import Aside, write_aside
from lib.importing.sources import NamedFile, Source, read_sources
from lib.importing.stage import Staged, count_rows, stage
from lib.importing.telling import Given, put_right, told
from lib.importing.twins import twin_words
from lib.progress import Progress, silent
from lib.store import Draft

__all__ = ["MODES", "Aside", "Change", "Fate", "Imported", "NamedFile", "SameAs", "import_files"]

# The share of an import's time after which each part is done.
READ, STAGED, CHECKED = 0.2, 0.6, 0.7


def import_files(
    draft: Draft,
    files: Sequence[NamedFile],
    recipe: Recipe,
    *,
    mode: str = UPDATE,
    set_aside: bool = False,
    aside: Path | None = None,
    progress: Progress = silent,
) -> Imported:
    """Load files into the source tables as the recipe says, and write down what was done.

    Rows set aside are written to the file `aside` names, to be put right and imported again.

    Raises UnreadableFile; BadRecipe where the recipe does not fit the files; and ImportRejected
    listing everything wrong with their rows, unless these are to be `set_aside`. Nothing is
    changed then.
    """
    db = draft.connection

    def reading(doing: str, done: float, /, **values: object) -> None:
        progress(doing, READ * done, **values)

    sources = read_sources(files, recipe, draft.scratch, reading)
    modes.refuse_parts(sources.values(), mode)
    with _temporary(db):
        looked, blocks = _stage(db, sources, recipe, progress)
        progress("Checking every row", STAGED)
        incoming = sifting.begin(db, blocks)
        found, shared, reached = check_rows(db, incoming, recipe.complete_to)
        problems = put_right(found)
        if found and not set_aside:
            raise ImportRejected(list(problems))
        progress("Loading", CHECKED)
        given = Given(sources, recipe, looked, incoming, reached, costs.any_known(db))
        with _all_or_nothing(db):
            imported = _load(db, given, shared, mode, generation=draft.number)
        given_back = write_aside(db, incoming, aside) if aside and found else ()
    progress("Loading", 1.0)
    return replace(imported, set_aside=problems, aside=given_back)


def _load(
    db: Connection, given: Given, shared: set[str], mode: str, *, generation: int | None
) -> Imported:
    """Bring the rows into the store, and write down what was done."""
    sources, recipe, incoming = given.sources.values(), given.recipe, given.incoming
    same_as = history.same_as(db, sources)
    says_new_day = history.says_new_day(db, recipe)
    known = modes.leave_known(db, incoming) if mode == ADD else {}
    before = [*twin_words(db, incoming), *shared_numbers(db, incoming)]
    before += reused_numbers(db, incoming) if mode == UPDATE else []
    written = load.load(db, incoming, shared, recipe.stages)
    changes = {change.table: change for change in written}
    for table, rows in known.items():
        changes[table].unchanged += rows
    still_named = modes.remove_absent(db, incoming, changes) if mode == REPLACE else []
    warnings = (*told(db, given, changes, before), *still_named)
    fates = history.fates(db, incoming)
    with_fates(written, fates)
    history.record(db, recipe, sources, fates, written, mode=mode, generation=generation)
    return Imported(
        fates=fates,
        warnings=warnings,
        tables=tuple(written),
        same_as=same_as,
        nothing_changed=not says_new_day and all(change.is_nothing for change in written),
    )


@contextmanager
def _all_or_nothing(db: Connection) -> Iterator[None]:
    db.execute("begin transaction")
    try:
        yield
    except BaseException:
        db.execute("rollback")
        raise
    db.execute("commit")


@contextmanager
def _temporary(db: Connection) -> Iterator[None]:
    """Leave no temporary table or view behind."""
    before = set(_temporaries(db))
    try:
        yield
    finally:
        for kind, name in _temporaries(db):
            if (kind, name) not in before:
                db.execute(f'drop {kind} if exists "{name}"')


def _temporaries(db: Connection) -> list[tuple[str, str]]:
    views = "select 'view', view_name from duckdb_views() where temporary and not internal"
    tables = "select 'table', table_name from duckdb_tables() where temporary and not internal"
    return db.execute(f"{views} union all {tables}").fetchall()


# Staging


def _stage(
    db: Connection, sources: Mapping[str, Source], recipe: Recipe, progress: Progress
) -> tuple[list[Looked], list[Staged]]:
    """Every lookup and every block whose file was given, in temporary tables."""
    given = [block for block in recipe.blocks if block.source in sources]
    if not given:
        raise BadRecipe(
            "None of the files given feeds a table of {recipe}; it is for files called {known}.",
            recipe=recipe.name,
            known=", ".join(file.match or "*" for file in recipe.files),
        )
    try:
        return _stage_given(db, given, sources, recipe, progress)
    except BadValue:
        # Expressions that fail are told as such, so DuckDB reads a file otherwise than we did.
        for source in sources.values():
            for table in source.tables:
                count_rows(db, table)
        raise


def _stage_given(
    db: Connection,
    given: Sequence[Block],
    sources: Mapping[str, Source],
    recipe: Recipe,
    progress: Progress,
) -> tuple[list[Looked], list[Staged]]:
    forms: Forms = {}
    looked = prepare_lookups(db, given, sources, recipe, forms)
    staged = []
    for number, block in enumerate(given):
        share = READ + (STAGED - READ) * number / len(given)
        progress("Converting {block}", share, block=block.label)
        used = tuple(looked[lookup.name] for lookup in recipe.lookups_of(block))
        source = sources[block.source]
        staged.append(stage(db, number, block, source, recipe, used, forms))
    counted = {one.source.name for one in staged if not one.block.where}
    for name, source in sources.items():
        for table in source.tables if name not in counted else ():
            count_rows(db, table)
    return list(looked.values()), staged
