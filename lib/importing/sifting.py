"""Which staged rows come into the store: not those set aside, and one for each key.

Temporary tables hold the numbers of rows: `refusedN`, for the N-th source, of those set aside,
which are so from every block, and `reasonsN` why; `keptN`, where keys repeat in the N-th block,
of the one that stands for each key. `incomingN` is the view of what comes in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lib.database import Connection
from lib.importing.problems import Check
from lib.importing.runs import Runs
from lib.importing.stage import Staged
from lib.schema import ORDERS

# Keys are sorted outside of what DuckDB may hold: 8 bytes each, twice while they are handed over.
KEYS_AT_ONCE = 12_000_000
KEYS_A_SHARE = 4_000_000  # of more: what is many rows fills the rest of the memory too

SAME_KEY = (
    'rows with the same {key} say the same; keep = "first" or keep = "last" under [{block}] '
    "chooses one"
)
UNNAMED_KEY = (
    "rows with the same {key} say the same; {unnamed} under [{block}] may tell them apart, or "
    'keep = "first" or keep = "last" chooses one'
)
TWO_BLOCKS = (
    'rows with the same {key} say the same under [{other}] and [{block}]; keep = "last" under '
    "[{block}] lets it have the last word"
)


@dataclass(frozen=True)
class Incoming:
    """A staged block and the names of what sifting makes of it.

    Unless it `meets_stored`, the store surely holds no row with the key of one of these. `alike`
    are columns that rows with the same first column of the key surely have in common: what holds of
    some rows also holds once fewer come in.
    """

    staged: Staged
    number: int
    refused: str
    reasons: str
    meets_stored: bool
    alike: set[str] = field(default_factory=set, compare=False)

    @property
    def name(self) -> str:
        return f"incoming{self.number}"

    @property
    def kept(self) -> str:
        return f"kept{self.number}"

    @property
    def key(self) -> list[str]:
        """The columns of the table's key that the block fills; others are empty in all its rows."""
        return [name for name in self.staged.table.key if name in self.staged.fields]

    def same_key(self, theirs: str, ours: str, other: "Incoming | None" = None) -> str:
        """The condition that rows called `theirs` and `ours` have the same key.

        NULL equals NULL. `theirs` is the stored table, or what `other` lets in.
        """
        return " and ".join(
            f"{self._value(theirs, name, other)} is not distinct from "
            f"{self._value(ours, name, self)}"
            for name in self.staged.table.key
        )

    def _value(self, relation: str, name: str, one: "Incoming | None") -> str:
        return f"{relation}.{name}" if one is None or name in one.key else "null"

    def meets(self, other: "Incoming", shared: set[str]) -> bool:
        """Do both fill the same table, with keys in common?"""
        table = self.staged.block.table
        return table == other.staged.block.table and table in shared

    @property
    def content(self) -> list[str]:
        return self.staged.fields + [target.name for target in self.staged.attributes]


def begin(db: Connection, blocks: Sequence[Staged]) -> list[Incoming]:
    """Nothing is left out yet."""
    sources: list[str] = list(dict.fromkeys(staged.source.name for staged in blocks))
    for number in range(len(sources)):
        db.execute(f"create or replace temp table refused{number} (source_row bigint)")
        columns = "source_row bigint, reason varchar"
        db.execute(f"create or replace temp table reasons{number} ({columns})")
    incoming = []
    for number, staged in enumerate(blocks):
        which = sources.index(staged.source.name)
        names = f"refused{which}", f"reasons{which}"
        incoming.append(Incoming(staged, number, *names, _meets_stored(db, staged)))
    for one in incoming:
        _let_in(db, one)
    return incoming


def _meets_stored(db: Connection, staged: Staged) -> bool:
    """Months that follow each other have no order in common: looking once spares joining them by
    whole keys with everything stored, several times."""
    keys = [name for name in staged.table.key if name in staged.fields]
    if not keys:
        return True
    found = f"""
        select 1 from {staged.block.table} as stored
        where exists (
            select 1 from {staged.name} as given
            where given.{keys[0]} is not distinct from stored.{keys[0]}
        )
        limit 1
    """
    return bool(_count(db, f"({found})"))


def refuse(db: Connection, one: Incoming, relation: str, checks: Sequence[Check]) -> None:
    """Set aside the rows of a relation that fail any of the checks."""
    failed = " or ".join(f"({check.fails})" for check in checks)
    db.execute(f"insert into {one.refused} select source_row from {relation} where {failed}")


def spread_refusal(db: Connection, incoming: Sequence[Incoming]) -> None:
    """Set aside whole groups: what is reckoned from part of a group's rows would be wrong."""
    grouped = [one for one in incoming if one.staged.group]
    counted = -1
    while counted != (counted := sum(_count(db, one.refused) for one in grouped)):
        for one in grouped:
            _refuse_groups(db, one)


def _refuse_groups(db: Connection, one: Incoming) -> None:
    group, members = ", ".join(one.staged.group), one.staged.members
    same = " and ".join(
        f"{members}.{name} is not distinct from failed.{name}" for name in one.staged.group
    )
    db.execute(f"""
        insert into {one.refused}
        select {members}.source_row
        from {members}
        join (
            select distinct {group}
            from {members}
            where source_row in (select source_row from {one.refused})
        ) as failed on {same}
        where {members}.source_row not in (select source_row from {one.refused})
    """)


def _count(db: Connection, relation: str) -> int:
    found: int = db.execute(f"select count(*) from {relation}").fetchall()[0][0]
    return found


def sift(
    db: Connection, incoming: Sequence[Incoming]
) -> tuple[list[tuple[Incoming, Check]], set[str]]:
    """Let in one row for each key, and none set aside.

    The checks given back fail in rows that differ from others of the same key; the names are of
    tables whose keys come from more than one block.
    """
    conflicts: list[tuple[Incoming, Check]] = []
    shared: set[str] = set()
    for one in incoming:
        _let_in(db, one)
    for table in dict.fromkeys(one.staged.block.table for one in incoming):
        blocks = [one for one in incoming if one.staged.block.table == table]
        if not _repeat_keys(db, blocks):
            continue
        for one in blocks:
            conflicts += _merge(db, one)
            _let_in(db, one, is_merged=True)
        if len(blocks) > 1 and _repeat_keys(db, blocks):
            shared.add(table)
            conflicts += _between(db, blocks)
    return conflicts, shared


def _let_in(db: Connection, one: Incoming, *, is_merged: bool = False) -> None:
    conditions = ["true"]
    if _count(db, one.refused):
        conditions.append(f"source_row not in (select source_row from {one.refused})")
    if is_merged:
        conditions.append(f"source_row in (select source_row from {one.kept})")
    db.execute(f"""
        create or replace temp view {one.name} as
        select * from {one.staged.name} where {" and ".join(conditions)}
    """)


def _repeat_keys(db: Connection, blocks: Sequence[Incoming]) -> bool:
    """Does any key stand in two rows? Equal keys have equal hashes, so a no is certain.

    Sorted, equal hashes stand side by side: that takes half the time and memory of counting
    different ones. Of very many rows a share at a time is looked at.
    """
    rows = sum(_count(db, one.name) for one in blocks)
    shares = 1 if rows <= KEYS_AT_ONCE else 1 + rows // KEYS_A_SHARE
    if len(blocks) == 1 and _stand_in_runs(db, blocks[0], shares):
        return False
    hashes = " union all ".join(
        f"select {_key_hash(one)} as hash from {one.name}" for one in blocks
    )
    for share in range(shares):
        among = f"where hash % {shares} = {share}" if shares > 1 else ""
        found = np.asarray(db.execute(f"select hash from ({hashes}) {among}").fetchnumpy()["hash"])
        found.sort()
        if (found[1:] == found[:-1]).any():
            return True
    return False


def _stand_in_runs(db: Connection, one: Incoming, shares: int) -> bool:
    """Do rows with the same first column of the key surely stand together, each with a key of its
    own? Whether the lines of an order are of one customer is then seen as well."""
    by, *apart = one.key or [""]
    if not apart:
        return False
    alike = {"customer_id"} & set(one.staged.fields) if one.staged.table is ORDERS else set()
    place = one.staged.place
    ((last,),) = db.execute(f"select coalesce(max({place}), 0) from {one.name}").fetchall()
    found = Runs(one.name, place, last, by, apart, sorted(alike), shares).surely_hold(db)
    one.alike.update(alike if found else ())
    return found


def _key_hash(one: Incoming) -> str:
    key = one.staged.table.key
    return f"hash({', '.join(name if name in one.key else 'null' for name in key)})"


def _merge(db: Connection, one: Incoming) -> list[tuple[Incoming, Check]]:
    """Fill `kept_N` with one row for each key."""
    key, keep = ", ".join(one.key), one.staged.block.keep
    chosen = "max" if keep == "last" else "min"
    db.execute(f"""
        create or replace temp table {one.kept} as
        select
            {key},
            {chosen}(source_row) as source_row,
            min(said) <> max(said) as differ
        from (select {key}, source_row, hash({", ".join(one.content)}) as said from {one.name})
        group by {key}
    """)
    if keep != "error":
        return []
    same = one.same_key("kept", "incoming", one)
    db.execute(f"""
        create or replace temp table differing{one.number} as
        select incoming.source_row
        from {one.name} as incoming
        join (select * from {one.kept} where differ) as kept on {same}
    """)
    return [(one, _differing(one))]


def _differing(one: Incoming) -> Check:
    table = one.staged.table
    unnamed = [name for name in table.key if name not in one.key]
    values: tuple[tuple[str, object], ...] = (
        ("key", " and ".join(one.key)),
        ("block", one.staged.block.label),
    )
    return Check(
        fails=f"source_row in (select source_row from differing{one.number})",
        sentence=UNNAMED_KEY if unnamed else SAME_KEY,
        values=(*values, ("unnamed", ", ".join(unnamed))) if unnamed else values,
        column=_columns(one),
        sample=_shown_key(one),
    )


def _between(db: Connection, blocks: Sequence[Incoming]) -> list[tuple[Incoming, Check]]:
    """Where blocks share a key, what both say of it is the same, unless the later is to win."""
    checks = []
    for index, later in enumerate(blocks):
        for earlier in blocks[:index]:
            if later.staged.block.keep != "last" and (check := _contradicting(later, earlier)):
                checks.append((later, check))
    return checks


def _contradicting(later: Incoming, earlier: Incoming) -> Check | None:
    names = set(later.key) | set(earlier.key)
    both = [name for name in later.content if name in earlier.content and name not in names]
    same = later.same_key(earlier.name, later.name, earlier)
    differ = " or ".join(
        f"{earlier.name}.{name} is distinct from {later.name}.{name}" for name in both
    )
    if not both:
        return None
    return Check(
        fails=f"""source_row in (
            select {later.name}.source_row
            from {later.name} join {earlier.name} on {same}
            where {differ}
        )""",
        sentence=TWO_BLOCKS,
        values=(
            ("key", " and ".join(later.key)),
            ("other", earlier.staged.block.label),
            ("block", later.staged.block.label),
        ),
        column=_columns(later),
        sample=_shown_key(later),
    )


def _columns(one: Incoming) -> str | None:
    """The file's columns that the key comes from."""
    columns = [one.staged.column(name) for name in one.key]
    return ", ".join(column for column in columns if column) or None


def _shown_key(one: Incoming) -> str:
    return f"concat_ws(', ', {', '.join(one.key)})"
