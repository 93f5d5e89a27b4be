"""Files drawn at random: an import against a plainer one in loops, shuffled, repeated, split."""

import csv
import io
import random
from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.importing.loading import Store, fates

RECIPE = """
    name = "Flat"
    [read]
    footer = false
    header = 1
    delimiter = ","
    missing = ["", "-"]
    complete_to = 2024-12-31
    [customers]
    customer_id = "who"
    name = "called"
    where = "=who is not null"
    keep = "{keep}"
    [orders]
    order_id = "no"
    line = "line"
    customer_id = "who"
    ordered_on = "day"
    revenue = "net"
    where = "=no <> 'Total'"
"""
COLUMNS = ("no", "line", "who", "called", "day", "net")

CELLS = {
    "no": st.sampled_from(["1", "2", "3", " 3", "Total", "", "-"]),
    "line": st.sampled_from(["1", "2", "", "1 "]),
    "who": st.sampled_from(["A", "B", "王", "", "-"]),
    "called": st.sampled_from(["Ann", "a\nb", '"', "x,y", ""]),
    "day": st.sampled_from(
        ["2024-01-05", "2024-01-05", "2024-02-05", "2024-02-30", "", "1969-12-31", "2999-01-01"]
    ),
    "net": st.sampled_from(["1", "1", "1.0", "2.5", "-3", "x", ""]),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), max_size=12)


def as_file(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([[row[name] for name in COLUMNS] for row in rows])
    return text.getvalue()


class Plain:
    """The same import in loops."""

    def __init__(self, rows, keep):
        self.rows = [self.clean(row) for row in rows]
        self.refused = {number for number, row in enumerate(self.rows) if self.is_unsound(row)}
        # Blocks are judged side by side, so that their order in the recipe does not matter.
        conflicting = self.conflicting(self.by_key("orders"))
        if keep == "error":
            conflicting |= self.conflicting(self.by_key("customers"))
        self.refused |= conflicting
        self.last = -1 if keep == "last" else 0

    @staticmethod
    def clean(row):
        return {
            name: None if cell.strip() in ("", "-") else cell.strip() for name, cell in row.items()
        }

    @staticmethod
    def is_taken(row, block):
        return row["who"] is not None if block == "customers" else row["no"] not in (None, "Total")

    def is_unsound(self, row):
        sound = row["day"] in ("2024-01-05", "2024-02-05") and row["net"] not in (None, "x")
        return self.is_taken(row, "orders") and not sound

    def said(self, row, block):
        if block == "customers":
            return (row["who"], row["called"])
        return (
            row["no"],
            row["line"],
            row["who"],
            date.fromisoformat(row["day"]),
            Decimal(row["net"]),
        )

    def by_key(self, block):
        """{key: {row number: what it says}} of the rows that are sound."""
        keys = defaultdict(dict)
        for number, row in enumerate(self.rows):
            if number not in self.refused and self.is_taken(row, block):
                said = self.said(row, block)
                keys[said[: 1 if block == "customers" else 2]][number] = said
        return keys

    @staticmethod
    def conflicting(keys):
        return {n for rows in keys.values() if len(set(rows.values())) > 1 for n in rows}

    def table(self, block):
        keys = self.by_key(block).values()
        end = self.last if block == "customers" else 0
        return sorted((list(rows.values())[end] for rows in keys), key=repr)

    def fate(self, block):
        taken = [number for number, row in enumerate(self.rows) if self.is_taken(row, block)]
        aside = len(self.refused & set(taken))
        loaded = len(self.table(block))
        merged = len(taken) - aside - loaded
        return (len(self.rows), loaded, merged, aside, len(self.rows) - len(taken))


def tables(store):
    found = {
        "customers": store.rows("select customer_id, name from customers where not is_stub"),
        "orders": store.rows("select order_id, line, customer_id, ordered_on, revenue from orders"),
    }
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def sound_row(**cells):
    return {
        "no": "1",
        "line": "1",
        "who": "A",
        "called": "Ann",
        "day": "2024-01-05",
        "net": "1",
    } | (cells)


# The last row contradicts only rows that are set aside for another reason.
TWICE_IN_CONFLICT = [sound_row(), sound_row(net="2.5"), sound_row(line="2", called="a\nb")]


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["first", "last", "error"]))
@example(TWICE_IN_CONFLICT, "error")
def test_an_import_does_what_loops_would_do(tmp_path_factory, rows, keep):
    store = Store(tmp_path_factory.mktemp("plain"))
    imported = store.load(RECIPE.format(keep=keep), set_aside=True, flat=as_file(rows))
    plain = Plain(rows, keep)
    assert tables(store) == {block: plain.table(block) for block in ("customers", "orders")}
    assert fates(imported) == {block: plain.fate(block) for block in ("customers", "orders")}
    assert bool(imported.set_aside) == bool(plain.refused)


def everything(store):
    """Every source table, without the numbers that follow the order of imports."""
    known = ("customers", "products", "orders")
    found = {}
    for table in known:
        columns = [
            name
            for name, *_ in store.rows(f"describe {table}")
            if not name.endswith("_key") and name != "is_stub"
        ]
        found[table] = sorted(store.rows(f"select {', '.join(columns)} from {table}"), key=repr)
    return found


@settings(max_examples=15, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tmp_path_factory, rows, chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    one, other = (Store(tmp_path_factory.mktemp("order")) for _ in range(2))
    first = one.load(RECIPE.format(keep="error"), set_aside=True, flat=as_file(rows))
    second = other.load(RECIPE.format(keep="error"), set_aside=True, flat=as_file(shuffled))
    assert everything(one) == everything(other)
    assert fates(first) == fates(second)
    keys = "select customer_id, customer_key, is_stub from customers order by all"
    assert one.rows(keys) == other.rows(keys)


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_importing_twice_is_importing_once(tmp_path_factory, rows):
    store = Store(tmp_path_factory.mktemp("twice"))
    first = store.load(RECIPE.format(keep="first"), set_aside=True, flat=as_file(rows))
    before = everything(store)
    store.db.execute("delete from changes")
    second = store.load(RECIPE.format(keep="first"), set_aside=True, flat=as_file(rows))
    assert everything(store) == before
    assert fates(first) == fates(second)
    assert store.rows("select * from changes") == []


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_one_file_or_two_is_no_matter(tmp_path_factory, rows):
    whole, parts = (Store(tmp_path_factory.mktemp("parts")) for _ in range(2))
    cut = len(rows) // 2
    one = whole.load(RECIPE.format(keep="first"), set_aside=True, flat=as_file(rows))
    two = parts.load(
        RECIPE.format(keep="first"), set_aside=True, a=as_file(rows[:cut]), b=as_file(rows[cut:])
    )
    assert everything(whole) == everything(parts)
    for block, fate in fates(one).items():
        halves = [each for each in two.fates if each.block == block]
        added = [
            sum(getattr(half, name) for half in halves)
            for name in ("rows", "loaded", "merged", "set_aside", "skipped")
        ]
        assert tuple(added) == fate


def test_rows_are_numbered_as_the_file_has_them_however_many_threads_read_it(tmp_path):
    store = Store(tmp_path)
    chance = random.Random(1)
    bad = sorted(chance.sample(range(400_000), 5))
    lines = [f"{number},{'x' if number in bad else '1'}" for number in range(400_000)]
    recipe = 'name="x"\n[orders]\norder_id="no"\nordered_on=2024-01-01\nrevenue="net"\n'
    assert store.problems(recipe, orders="no,net\n" + "\n".join(lines) + "\n") == [
        f"orders.csv, line {', '.join(str(number + 2) for number in bad)}, column net: revenue is "
        "an amount of money: a plain number (found 'x')"
    ]
