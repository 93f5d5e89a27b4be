"""What must never happen: kills, readers beside imports, a full disk, damage."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from lib import store
from lib.errors import StoreError

# Every import adds one stage and one product, so a mixed or half-done store shows itself.
WRITER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from lib import store

    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    for _ in range(count):
        with store.new_generation(folder) as draft:
            db = draft.connection
            number = db.execute("select count(*) from stages").fetchall()[0][0] + 1
            db.execute("insert into stages values (?, ?)", [str(number), number])
            db.execute("insert into products (product_id) values (?)", [str(number)])
        print(number, flush=True)
""")


# Imports, and steps back and forth between them.
STEPPER = WRITER.replace(
    "for _ in range(count):\n",
    """for turn in range(count):
    if turn % 5 in (2, 4):
        store.undo(folder)
        continue
    if turn % 5 == 3:
        store.redo(folder)
        continue
""",
)


def start_writer(folder, imports, program=WRITER):
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder), str(imports)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def counts(folder):
    opened = store.open_store(folder)
    assert opened.instead_of is None
    db = opened.database
    found = db.rows_of("stages"), db.rows_of("products")
    db.connection.close()
    return found


def kill_at_random_moments(folder, kills, seed):
    moments = random.Random(seed)
    promised = 0
    for _ in range(kills):
        writer = start_writer(folder, 1000)
        promised = max(promised, int(writer.stdout.readline()))
        time.sleep(moments.uniform(0, 0.25))
        os.killpg(writer.pid, signal.SIGKILL)
        told, _ = writer.communicate()
        promised = max([promised, *map(int, told.split())])
        stages, products = counts(folder)
        assert stages == products
        assert stages >= promised


def test_a_writer_killed_at_any_moment_harms_nothing(tmp_path):
    kill_at_random_moments(tmp_path, kills=20, seed=1)


@pytest.mark.long
def test_two_hundred_kills_harm_nothing(tmp_path):
    kill_at_random_moments(tmp_path, kills=200, seed=2)


def kill_between_steps(folder, kills, seed):
    moments = random.Random(seed)
    for _ in range(kills):
        writer = start_writer(folder, 1000, STEPPER)
        writer.stdout.readline()
        time.sleep(moments.uniform(0, 0.4))
        os.killpg(writer.pid, signal.SIGKILL)
        writer.communicate()
        stages, products = counts(folder)
        assert stages == products
        kept = [*store.generations(folder), *store.stepped_back_from(folder)]
        assert len(kept) == len({one.number for one in kept}) <= 3
        assert all(one.path(folder).exists() for one in kept)


def test_a_step_back_or_forth_killed_at_any_moment_harms_nothing(tmp_path):
    kill_between_steps(tmp_path, kills=10, seed=4)


@pytest.mark.long
def test_three_hundred_kills_between_steps_harm_nothing(tmp_path):
    kill_between_steps(tmp_path, kills=300, seed=5)


def read_beside(folder, imports):
    writer = start_writer(folder, imports)
    writer.stdout.readline()
    mixed, reads = [], []

    def read_until_done():
        while writer.poll() is None:
            stages, products = counts(folder)
            reads.append(stages)
            if stages != products:
                mixed.append((stages, products))

    readers = [threading.Thread(target=read_until_done) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    writer.communicate()
    assert not mixed
    assert len(reads) > imports // 2
    assert counts(folder) == (imports, imports)


def test_readers_beside_imports_see_one_generation_each(tmp_path):
    read_beside(tmp_path, imports=25)


@pytest.mark.long
def test_readers_beside_a_hundred_imports_see_one_generation_each(tmp_path):
    read_beside(tmp_path, imports=100)


def damage(folder, times, seed):
    subprocess.run([sys.executable, "-c", WRITER, str(folder), "2"], check=True, cwd=Path.cwd())
    live = folder / "rapport-000002.duckdb"
    sound = live.read_bytes()
    places = random.Random(seed)
    for _ in range(times):
        harmed = bytearray(sound)
        if places.random() < 0.3:
            harmed = harmed[: places.randrange(len(harmed))]
        else:
            harmed[places.randrange(len(harmed))] ^= places.randrange(1, 256)
        live.write_bytes(bytes(harmed))
        opened = store.open_store(folder)
        assert (opened.generation, opened.instead_of) == (1, 2)
        assert opened.database.rows_of("stages") == 1
        opened.database.connection.close()


def test_random_damage_is_never_a_wrong_number(tmp_path):
    damage(tmp_path, times=60, seed=3)


@pytest.mark.long
def test_damage_six_hundred_times_is_never_a_wrong_number(tmp_path):
    damage(tmp_path, times=600, seed=6)


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of 12 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def publish_products(folder, rows):
    with store.new_generation(folder) as draft:
        draft.connection.execute(
            "insert into products (product_id, name) "
            "select range, md5(range::varchar) from range(?)",
            [rows],
        )


def fill_the_disk(folder, times, seed):
    """Imports of random size on a disk too small for most of them."""
    sizes = random.Random(seed)
    publish_products(folder, 10)
    held, refused = 10, 0
    for _ in range(times):
        rows = sizes.choice([10, 20, 1_500_000, 2_000_000])
        before = store.current(folder)
        if rows < 1000:
            publish_products(folder, rows)
            held += rows
        else:
            with pytest.raises(StoreError, match="disk full"):
                publish_products(folder, rows)
            assert store.current(folder) == before
            refused += 1
        opened = store.open_store(folder)
        assert (opened.database.rows_of("products"), opened.instead_of) == (held, None)
        opened.database.connection.close()
    assert refused


def test_a_full_disk_is_one_sentence_and_the_next_import_works(small_disk):
    fill_the_disk(small_disk, times=4, seed=8)


@pytest.mark.long
def test_fifty_full_disks_are_one_sentence_each(small_disk):
    fill_the_disk(small_disk, times=100, seed=7)


def starve(folder, times, seed):
    """A query that needs more memory and disk than it may have, between imports that do not."""
    limits = random.Random(seed)
    publish_products(folder, 10)
    for turn in range(times):
        with (
            pytest.raises(StoreError, match="more memory"),
            store.new_generation(folder, memory_limit=f"{limits.randint(16, 40)}MB") as draft,
        ):
            draft.connection.execute("set max_temp_directory_size = '1MB'")
            draft.connection.execute(
                "select count(distinct md5(range::varchar)) from range(5000000)"
            ).fetchall()
        assert store.current(folder) == 1 + turn
        publish_products(folder, 10)
        opened = store.open_store(folder)
        assert opened.database.rows_of("products") == 20 + 10 * turn
        opened.database.connection.close()


def test_too_little_memory_is_one_sentence_and_the_next_import_works(tmp_path):
    starve(tmp_path, times=1, seed=9)


@pytest.mark.long
def test_fifty_times_too_little_memory_is_one_sentence_each(tmp_path):
    starve(tmp_path, times=50, seed=10)
