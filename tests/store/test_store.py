"""Generations: what is published, what is kept, what damage and a second writer do."""

import json

import pytest

from lib import store
from lib.errors import NoStore, StoreError
from lib.importing.past import past_imports


def publish(folder, *stages, keep=3):
    """One import that leaves exactly these stages in the store."""
    with store.new_generation(folder, keep=keep) as draft:
        draft.connection.execute("delete from stages")
        for position, stage in enumerate(stages, 1):
            draft.connection.execute("insert into stages values (?, ?)", [stage, position])


def stages(folder):
    opened = store.open_store(folder)
    found = opened.database.run("select stage from stages order by position")
    opened.database.connection.close()
    return list(found.stage)


def spoil(file, at, byte=0xA5):
    content = bytearray(file.read_bytes())
    content[at] ^= byte
    file.write_bytes(bytes(content))


def test_an_empty_folder_has_no_store_and_says_what_to_do(tmp_path):
    with pytest.raises(NoStore, match="import a file, or run 'python -m lib demo'"):
        store.open_store(tmp_path)


def test_what_was_published_is_read_and_numbered(tmp_path):
    publish(tmp_path, "lead")
    publish(tmp_path, "lead", "offer")
    assert stages(tmp_path) == ["lead", "offer"]
    assert store.current(tmp_path) == 2


def test_an_error_in_the_middle_changes_nothing_and_leaves_nothing(tmp_path):
    publish(tmp_path, "lead")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(ZeroDivisionError), store.new_generation(tmp_path) as draft:
        draft.connection.execute("delete from stages")
        (draft.scratch / "left.csv").write_text("x")
        raise ZeroDivisionError
    assert stages(tmp_path) == ["lead"]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_three_generations_stay_and_older_files_go(tmp_path):
    for number in range(5):
        publish(tmp_path, f"stage {number}")
    kept = sorted(path.name for path in tmp_path.glob("*.duckdb"))
    assert kept == [f"rapport-00000{number}.duckdb" for number in (3, 4, 5)]


def test_undo_steps_back_as_far_as_generations_are_kept(tmp_path):
    for name in ("one", "two", "three"):
        publish(tmp_path, name)
    store.undo(tmp_path)
    assert stages(tmp_path) == ["two"]
    store.undo(tmp_path)
    assert stages(tmp_path) == ["one"]
    with pytest.raises(StoreError, match="no earlier import"):
        store.undo(tmp_path)


def test_redo_steps_forth_as_far_as_was_stepped_back(tmp_path):
    for name in ("one", "two", "three"):
        publish(tmp_path, name)
    store.undo(tmp_path)
    store.undo(tmp_path)
    assert [one.number for one in store.stepped_back_from(tmp_path)] == [2, 3]
    assert store.redo(tmp_path) == 2
    assert stages(tmp_path) == ["two"]
    assert store.redo(tmp_path) == 3
    assert stages(tmp_path) == ["three"]
    with pytest.raises(StoreError, match="no import to bring back"):
        store.redo(tmp_path)


def test_an_import_lets_go_of_what_was_stepped_back_from(tmp_path):
    for name in ("one", "two", "three"):
        publish(tmp_path, name)
    store.undo(tmp_path)
    publish(tmp_path, "four")
    assert store.stepped_back_from(tmp_path) == []
    assert store.current(tmp_path) == 4
    assert not (tmp_path / "rapport-000003.duckdb").exists()
    store.undo(tmp_path)
    assert stages(tmp_path) == ["two"]


def test_an_import_that_fails_or_is_dropped_lets_go_of_nothing(tmp_path):
    publish(tmp_path, "one")
    publish(tmp_path, "two")
    store.undo(tmp_path)
    with pytest.raises(ZeroDivisionError), store.new_generation(tmp_path):
        raise ZeroDivisionError
    with store.new_generation(tmp_path) as draft:
        draft.dropped = True
    with store.trial(tmp_path) as draft:
        draft.connection.execute("delete from stages")
    assert store.redo(tmp_path) == 2
    assert stages(tmp_path) == ["two"]


def test_what_was_stepped_back_from_and_is_damaged_is_not_brought_back(tmp_path):
    publish(tmp_path, "one")
    publish(tmp_path, "two")
    store.undo(tmp_path)
    spoil(tmp_path / "rapport-000002.duckdb", 5000)
    with pytest.raises(StoreError, match="is damaged; the live data stays"):
        store.redo(tmp_path)
    assert stages(tmp_path) == ["one"]


def test_a_pointer_of_an_earlier_version_knows_no_way_forth(tmp_path):
    publish(tmp_path, "one")
    publish(tmp_path, "two")
    pointer = tmp_path / "CURRENT"
    said = json.loads(pointer.read_text())
    del said["after"]
    pointer.write_text(json.dumps(said))
    assert stages(tmp_path) == ["two"]
    assert store.stepped_back_from(tmp_path) == []
    store.undo(tmp_path)
    assert store.redo(tmp_path) == 2


def test_a_trial_is_seen_by_nobody_and_leaves_nothing(tmp_path):
    publish(tmp_path, "one")
    before = sorted(path.name for path in tmp_path.iterdir())
    with store.trial(tmp_path) as draft:
        draft.connection.execute("delete from stages")
        publish(tmp_path, "two")
        with store.trial(tmp_path) as other:
            assert other.connection.execute("select stage from stages").fetchall() == [("two",)]
    assert stages(tmp_path) == ["two"]
    after = sorted(path.name for path in tmp_path.iterdir())
    assert after == sorted([*before, "rapport-000002.duckdb"])


def test_what_a_killed_trial_left_is_swept(tmp_path):
    publish(tmp_path, "one")
    (tmp_path / "trial-1-abc").mkdir()
    (tmp_path / "trial-1-abc" / "trial.duckdb").write_bytes(b"half")
    (tmp_path / "trial-1-abc.lock").write_bytes(b"")
    with store.trial(tmp_path):
        pass
    assert not list(tmp_path.glob("trial-*"))


def test_a_store_of_an_earlier_version_gets_the_columns_it_lacks(tmp_path):
    with store.new_generation(tmp_path) as draft:
        for column in ("mode", "generation"):
            draft.connection.execute(f"alter table imports drop column {column}")
        draft.connection.execute("drop table import_tables")
        draft.connection.execute("insert into imports (import_id, recipe) values (1, 'old')")
    opened = store.open_store(tmp_path)
    (old,) = past_imports(opened.database)
    opened.database.connection.close()
    assert (old.recipe, old.mode, old.generation, old.tables) == ("old", None, None, ())
    with store.new_generation(tmp_path) as draft:
        draft.connection.execute("select mode, generation from imports")
        draft.connection.execute("from import_tables")


def test_an_import_after_undo_builds_on_what_is_live_and_takes_a_new_number(tmp_path):
    publish(tmp_path, "one")
    publish(tmp_path, "two")
    store.undo(tmp_path)
    with store.new_generation(tmp_path) as draft:
        assert draft.connection.execute("select stage from stages").fetchall() == [("one",)]
    assert store.current(tmp_path) == 3
    assert stages(tmp_path) == ["one"]


def test_a_second_writer_is_told_to_wait(tmp_path):
    with (
        store.new_generation(tmp_path),
        pytest.raises(StoreError, match="Another import is running"),
    ):
        publish(tmp_path, "lead")


def test_what_a_killed_writer_left_is_swept_by_the_next(tmp_path):
    publish(tmp_path, "lead")
    (tmp_path / "building-123.duckdb").write_bytes(b"half")
    (tmp_path / "building-123.duckdb.tmp").mkdir()
    (tmp_path / "scratch-123").mkdir()
    publish(tmp_path, "offer")
    assert not [*tmp_path.glob("building-*"), *tmp_path.glob("scratch-*")]


def test_a_damaged_generation_falls_back_to_the_one_before_and_says_so(tmp_path):
    publish(tmp_path, "one")
    publish(tmp_path, "two")
    spoil(tmp_path / "rapport-000002.duckdb", 5000)
    opened = store.open_store(tmp_path)
    assert (opened.generation, opened.instead_of) == (1, 2)


def test_a_glance_reads_the_live_data_and_where_that_is_damaged_what_would_be_opened(tmp_path):
    publish(tmp_path, "one")
    publish(tmp_path, "two")
    asked = "select stage from stages"
    assert store.glance(tmp_path, asked) == "two"
    (tmp_path / "rapport-000002.duckdb").write_bytes(b"damaged")
    assert store.glance(tmp_path, asked) == "one"


def test_when_no_generation_is_sound_one_sentence_says_so(tmp_path):
    publish(tmp_path, "one")
    (tmp_path / "rapport-000001.duckdb").unlink()
    with pytest.raises(StoreError, match="None of the data files"):
        store.open_store(tmp_path)


def test_a_damaged_pointer_is_named(tmp_path):
    publish(tmp_path, "one")
    (tmp_path / "CURRENT").write_text('{"generation": ')
    with pytest.raises(StoreError, match="CURRENT is damaged"):
        store.open_store(tmp_path)


def test_the_pointer_holds_the_facts_of_the_live_generation(tmp_path):
    publish(tmp_path, "one", "two")
    said = json.loads((tmp_path / "CURRENT").read_text())
    assert said["generation"] == 1
    assert said["facts"]["rows"]["stages"] == 2
    assert said["facts"]["bytes"] == (tmp_path / "rapport-000001.duckdb").stat().st_size


def test_a_reader_can_neither_write_nor_read_files_nor_open_the_doors_again(tmp_path):
    publish(tmp_path, "one")
    connection = store.open_store(tmp_path).database.connection
    for forbidden in (
        "insert into stages values ('x', 1)",
        f"select * from read_text('{tmp_path / 'CURRENT'}')",
        "set enable_external_access = true",
        "install httpfs",
        "attach ':memory:' as other",
    ):
        # DuckDB has a class of its own for each of these refusals.
        with pytest.raises(Exception, match=r"(?i)read-only|disabled|locked|cannot|permission"):
            connection.execute(forbidden)
