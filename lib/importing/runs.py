"""Rows of one thing that stand one below the other, as the lines of an order do in most files.

Where they do, only the first of each run needs to be compared with all others. Nothing hangs on
the order in which rows come: where they stand otherwise, it only stays open what holds of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lib.database import Connection

ROWS_AT_ONCE = 1_000_000
LONGEST = 1_000  # rows of a run

Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Runs:
    """Rows that belong together by the column `by`; `place` rises with them from 0 or 1 to `last`.

    `apart` are the columns by which those of one run have to differ, and `alike` those by which
    they must not. Of more rows than fit, one of so many `shares` is looked at.
    """

    relation: str
    place: str
    last: int
    by: str
    apart: Sequence[str]
    alike: Sequence[str] = ()
    shares: int = 1

    def surely_hold(self, db: Connection) -> bool:
        """Does everything stand in a single run whose rows are apart and alike as they should?

        Equal values have equal hashes, so a yes is certain; a no is none.
        """
        return all(self._hold(db, share) for share in range(self.shares))

    def _hold(self, db: Connection, share: int) -> bool:
        firsts: list[Hashes] = []
        rest = [np.empty(0, np.uint64)] * 3
        for found in self._hashes(db, share):
            rest = [np.concatenate(pair) for pair in zip(rest, found, strict=True)]
            by, apart, alike = rest
            same = by[1:] == by[:-1]
            if (same & (alike[1:] != alike[:-1])).any() or _repeat(same, apart):
                return False
            begun = np.flatnonzero(~same) + 1  # the last run may go on
            if len(begun):
                firsts.append(by[np.concatenate(([0], begun[:-1]))])
                rest = [hashes[begun[-1] :] for hashes in rest]
            if len(rest[0]) > LONGEST or (len(firsts) == 1 and _repeated(firsts[0])):
                return False  # most rows that stand otherwise tell so early
        return not _repeated(np.concatenate([*firsts, rest[0][:1]]))

    def _hashes(self, db: Connection, share: int) -> Iterator[list[Hashes]]:
        among = f"and hash({self.by}) % {self.shares} = {share}" if self.shares > 1 else ""
        hashes = f"""
            select
                hash({self.by}) as belonging,
                {_hash(self.apart)} as apart,
                {_hash(self.alike)} as alike
            from {self.relation}
            where {self.place} >= $first and {self.place} < $last {among}
        """
        step = ROWS_AT_ONCE * self.shares
        for first in range(0, self.last + 1, step):
            found = db.execute(hashes, {"first": first, "last": first + step}).fetchnumpy()
            yield [np.asarray(found[name]) for name in ("belonging", "apart", "alike")]


def _hash(columns: Sequence[str]) -> str:
    return f"hash({', '.join(columns)})" if columns else "0::ubigint"


def _repeat(same: NDArray[np.bool_], apart: Hashes) -> bool:
    """Do two rows of a run have the same `apart`? `same`: a row goes on the run above it."""
    at, step = np.flatnonzero(same), 1
    while len(at):
        if step > LONGEST or (apart[at] == apart[at + step]).any():
            return True
        at = at[at + step < len(same)]
        at = at[same[at + step]]
        step += 1
    return False


def _repeated(hashes: Hashes) -> bool:
    """Sorts in place: equal ones then stand side by side."""
    hashes.sort()
    return bool((hashes[1:] == hashes[:-1]).any())
