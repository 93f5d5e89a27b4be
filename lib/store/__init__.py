"""Generations: every import makes a new file, and one pointer says which is live.

    data/rapport-000007.duckdb    the live data, opened read-only by everyone
    data/CURRENT                  which generation is live, the facts it must show, and those kept:
                                  before it, to step back to, and after it, once stepped back

A writer works on a private copy under a lock and publishes it by replacing CURRENT, so a reader
sees either the data before an import or all of it, and a writer killed at any moment leaves the
live data as it was.
"""

from lib.store.pointer import Facts, Generation, current, generations, stepped_back_from
from lib.store.reading import Opened, glance, is_prepared, open_store, prepared
from lib.store.writing import Draft, new_generation, redo, trial, undo

__all__ = [
    "Draft",
    "Facts",
    "Generation",
    "Opened",
    "current",
    "generations",
    "glance",
    "is_prepared",
    "new_generation",
    "open_store",
    "prepared",
    "redo",
    "stepped_back_from",
    "trial",
    "undo",
]
