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


def start_writer(folder, imports):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(imports)],
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


def test_readers_beside_imports_see_one_generation_each(tmp_path):
    writer = start_writer(tmp_path, 25)
    writer.stdout.readline()
    mixed, reads = [], []

    def read_until_done():
        while writer.poll() is None:
            stages, products = counts(tmp_path)
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
    assert len(reads) > 20
    assert counts(tmp_path) == (25, 25)


def test_random_damage_is_never_a_wrong_number(tmp_path):
    subprocess.run([sys.executable, "-c", WRITER, str(tmp_path), "2"], check=True, cwd=Path.cwd())
    live = tmp_path / "rapport-000002.duckdb"
    sound = live.read_bytes()
    places = random.Random(3)
    for _ in range(60):
        harmed = bytearray(sound)
        if places.random() < 0.3:
            harmed = harmed[: places.randrange(len(harmed))]
        else:
            harmed[places.randrange(len(harmed))] ^= places.randrange(1, 256)
        live.write_bytes(bytes(harmed))
        opened = store.open_store(tmp_path)
        assert (opened.generation, opened.instead_of) == (1, 2)
        assert opened.database.rows_of("stages") == 1
        opened.database.connection.close()


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


def test_a_full_disk_is_one_sentence_and_the_next_import_works(small_disk):
    def publish(rows):
        with store.new_generation(small_disk) as draft:
            draft.connection.execute(
                "insert into products (product_id, name) "
                "select range, md5(range::varchar) from range(?)",
                [rows],
            )

    publish(10)
    with pytest.raises(StoreError, match="disk full"):
        publish(2_000_000)
    assert store.current(small_disk) == 1
    publish(10)
    assert store.open_store(small_disk).database.rows_of("products") == 20


def test_too_little_memory_is_one_sentence_and_changes_nothing(tmp_path):
    with store.new_generation(tmp_path):
        pass
    with (
        pytest.raises(StoreError, match="more memory"),
        store.new_generation(tmp_path, memory_limit="20MB") as draft,
    ):
        draft.connection.execute("set max_temp_directory_size = '1MB'")
        draft.connection.execute(
            "select count(distinct md5(range::varchar)) from range(5000000)"
        ).fetchall()
    assert store.current(tmp_path) == 1
