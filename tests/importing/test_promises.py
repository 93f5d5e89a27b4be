"""Whole imports, as a reader starts them: killed, starved, and accounted for row by row."""

import csv
import json
import random
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import store as stores
from lib.importing.aside import MARKS, restored
from tests.importing import test_load_properties as properties
from tests.importing.loading import Store
from tests.importing.test_load_properties import RECIPE, ROWS, as_file

CLI_RECIPE = """
name = "Orders"
[orders]
order_id = "no"
customer_id = "client"
ordered_on = "day"
revenue = "net"
"""


def write_orders(folder, rows):
    """A file of so many orders, of one unit of money each."""
    lines = (f"{n},c{n % 997},2024-{1 + n % 12:02}-{1 + n % 28:02},1\n" for n in range(rows))
    (folder / "orders.csv").write_text("no,client,day,net\n" + "".join(lines), encoding="utf-8")
    (folder / "orders.toml").write_text(CLI_RECIPE, encoding="utf-8")


def start(folder, verb, *options):
    command = [sys.executable, "-m", "lib", "--data", folder / "store", "--json", verb]
    command += [folder / "orders.csv", "--recipe", folder / "orders.toml", *options]
    return subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(folder, verb, *options):
    """The exit status, and the last thing said."""
    child = start(folder, verb, *options)
    out, _ = child.communicate()
    return child.returncode, json.loads(out.splitlines()[-1])


def stored(folder):
    """Orders and their money in the live data; both are as many as the file had rows."""
    opened = stores.open_store(folder / "store")
    assert opened.instead_of is None
    found = opened.database.run("select count(*) as n, sum(revenue) as money from orders")
    opened.database.connection.close()
    return int(found["n"][0]), int(found["money"][0])


def kill_imports(folder, kills, seed):
    """Kill imports and checks at random moments, each of a file longer than what is stored."""
    moments = random.Random(seed)
    rows = 1000
    write_orders(folder, rows)
    assert run(folder, "import")[0] == 0
    for turn in range(kills):
        write_orders(folder, rows + 1000)
        child = start(folder, "check" if turn % 4 == 3 else "import")
        time.sleep(moments.uniform(0, 3))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        count, money = stored(folder)
        assert count == money
        assert count in (rows, rows + 1000)
        rows = count
    write_orders(folder, rows + 1000)
    assert run(folder, "import")[0] == 0
    assert stored(folder) == (rows + 1000, rows + 1000)
    left = [path.name for path in (folder / "store").iterdir()]
    assert not [name for name in left if name.startswith(("building", "scratch", "trial"))]


def test_an_import_killed_at_any_moment_changes_all_or_nothing(tmp_path):
    kill_imports(tmp_path, kills=3, seed=1)


@pytest.mark.long
def test_a_hundred_killed_imports_change_all_or_nothing_each(tmp_path):
    kill_imports(tmp_path, kills=100, seed=2)


def test_a_terminated_import_changes_nothing_and_the_next_one_works(tmp_path):
    write_orders(tmp_path, 1000)
    assert run(tmp_path, "import")[0] == 0
    write_orders(tmp_path, 300_000)
    child = start(tmp_path, "import")
    child.stdout.readline()
    child.terminate()
    child.communicate()
    assert child.returncode == -signal.SIGTERM
    assert stored(tmp_path) == (1000, 1000)


def test_an_import_that_may_not_have_enough_memory_says_so_and_changes_nothing(tmp_path):
    write_orders(tmp_path, 1000)
    assert run(tmp_path, "import")[0] == 0
    write_orders(tmp_path, 300_000)
    status, said = run(tmp_path, "import", "--memory-limit", "10MB")
    assert status == 1
    assert "more memory" in said["error"]["message"]
    assert stored(tmp_path) == (1000, 1000)


# Every row is accounted for


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def judge_every_row(folder, rows, keep):
    """Rows are loaded, merged, set aside or skipped; those set aside come back as they stood."""
    store, out = Store(folder), folder / "aside.csv"
    text = as_file(rows)
    imported = store.load(RECIPE.format(keep=keep), aside=out, flat=text)
    for fate in imported.fates:
        assert fate.rows == fate.loaded + fate.merged + fate.set_aside + fate.skipped
        assert min(fate.loaded, fate.merged, fate.set_aside, fate.skipped) >= 0
    given_back = rows_of(out) if out.exists() else []
    assert len(given_back[1:]) == sum(one.rows for one in imported.aside)
    if given_back:
        assert tuple(given_back[0][-2:]) == MARKS
    original = list(csv.reader(text.splitlines(keepends=True)))
    aside = [list(map(restored, row[:-2])) for row in given_back[1:]]
    for row in aside:
        assert row in original
    assert all(row[-1] for row in given_back[1:])
    assert max((fate.set_aside for fate in imported.fates), default=0) <= len(aside)
    if aside:
        again = store.load(RECIPE.format(keep=keep), set_aside=True, flat=out.read_bytes())
        assert sum(one.new + one.changed + one.removed for one in again.tables) == 0


@settings(max_examples=20, deadline=None)
@given(ROWS, st.sampled_from(["first", "last", "error"]))
def test_every_row_is_accounted_for(tmp_path_factory, rows, keep):
    judge_every_row(tmp_path_factory.mktemp("fates"), rows, keep)


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(ROWS, st.sampled_from(["first", "last", "error"]))
def test_every_row_of_a_thousand_files_is_accounted_for(tmp_path_factory, rows, keep):
    judge_every_row(tmp_path_factory.mktemp("fates"), rows, keep)


# What is said to change is what changes


def keyed(store):
    """Orders, and customers that were introduced, by key."""
    orders = store.rows("select order_id, line, customer_id, ordered_on, revenue from orders")
    customers = store.rows("select customer_id, name, is_stub from customers")
    return (
        {row[:2]: row for row in orders},
        {row[0]: row for row in customers if not row[2]},
        {row[0] for row in customers if row[2]},
    )


def compare_changes(folder, first, second, mode):
    store = Store(folder)
    recipe = RECIPE.format(keep="last")
    store.load(recipe, set_aside=True, one=as_file(first))
    orders, customers, stubs = keyed(store)
    imported = store.load(recipe, set_aside=True, mode=mode, two=as_file(second))
    now_orders, now_customers, _ = keyed(store)
    told = {one.table: one for one in imported.tables}
    assert told["orders"].new == len(now_orders.keys() - orders.keys())
    assert told["orders"].removed == len(orders.keys() - now_orders.keys())
    assert told["orders"].changed == differing(orders, now_orders)
    assert told["customers"].new == len(now_customers.keys() - customers.keys() - stubs)
    assert told["customers"].removed == len(customers.keys() - now_customers.keys())
    introduced = len(now_customers.keys() & stubs)
    assert told["customers"].changed == differing(customers, now_customers) + introduced
    nothing = orders == now_orders and customers == now_customers
    assert imported.nothing_changed == nothing


def differing(before, now):
    return sum(before[key] != now[key] for key in before.keys() & now.keys())


@settings(max_examples=25, deadline=None)
@given(ROWS, ROWS, st.sampled_from(["update", "replace", "add"]))
def test_what_is_said_to_change_is_what_changes(tmp_path_factory, first, second, mode):
    compare_changes(tmp_path_factory.mktemp("changes"), first, second, mode)


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(ROWS, ROWS, st.sampled_from(["update", "replace", "add"]))
def test_what_is_said_to_change_in_five_hundred_stores_is_what_changes(
    tmp_path_factory, first, second, mode
):
    compare_changes(tmp_path_factory.mktemp("changes"), first, second, mode)


# Shuffled, imported twice, in two files: the short forms are in test_load_properties


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_in_a_thousand_files(tmp_path_factory, rows, chance):
    same = properties.test_the_order_of_rows_does_not_matter.hypothesis.inner_test
    same(tmp_path_factory, rows, chance)


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(ROWS)
def test_importing_a_thousand_files_twice_is_importing_them_once(tmp_path_factory, rows):
    properties.test_importing_twice_is_importing_once.hypothesis.inner_test(tmp_path_factory, rows)


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(ROWS)
def test_a_thousand_files_may_as_well_be_two_each(tmp_path_factory, rows):
    properties.test_one_file_or_two_is_no_matter.hypothesis.inner_test(tmp_path_factory, rows)
