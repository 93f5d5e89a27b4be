"""What a company sets for itself: ranges and kinds, and a file that is whole at every moment."""

import signal
import subprocess
import sys
import textwrap
import threading
from dataclasses import asdict, fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import StoreError
from lib.service_rules import hours_by_severity, steps_of, working_days
from lib.settings import (
    DEFAULTS,
    RANGES,
    READ_AS,
    Settings,
    kind_of,
    may_be_open,
    unlike_defaults,
    value_of,
    with_changes,
)
from lib.settings_file import change_settings, read_settings, save_settings

CUTS = {"tier_a", "tier_b", "tier_c"}
WHOLE = [name for name in RANGES if kind_of(name) is int]
FRACTIONS = [name for name in RANGES if kind_of(name) is float]


def room_for(name, value):
    """The other two tier cuts moved out of the way of one at its edge."""
    if name not in CUTS:
        return {name: value}
    return {"tier_a": 1, "tier_b": 2, "tier_c": 99} | (
        {"tier_b": value + 1, "tier_a": value}
        if name == "tier_a"
        else {"tier_b": value, "tier_a": value - 1}
        if name == "tier_b"
        else {"tier_c": value, "tier_b": value - 1}
    )


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_number_is_allowed_at_its_edges_and_not_beyond(name):
    low, high = RANGES[name]
    for value in (low, high):
        assert getattr(with_changes(DEFAULTS, room_for(name, value)), name) == value
    for value in (low - 1, high + 1):
        with pytest.raises(StoreError, match=rf"^{name} is {value}; it lies within {low} and "):
            with_changes(DEFAULTS, {name: value})


@pytest.mark.parametrize("name", FRACTIONS)
def test_a_number_is_allowed_at_its_edges_and_not_beyond(name):
    low, high = RANGES[name]
    step = 0.001 if high < 1000 else 1
    for value in (low, high, float(low)):
        assert getattr(with_changes(DEFAULTS, {name: value}), name) == value
    for value in (low - step, high + step, float("nan"), float("inf")):
        with pytest.raises(StoreError, match=f"^{name} is "):
            with_changes(DEFAULTS, {name: value})


def test_every_number_has_a_range():
    texts = {"currency", "time_zone", "inbox", *READ_AS}
    assert set(RANGES) == {f.name for f in fields(Settings)} - texts


@pytest.mark.parametrize("cuts", [(50, 50, 80), (20, 80, 80), (50, 20, 80), (20, 80, 50)])
def test_tier_cuts_rise(cuts):
    a, b, c = cuts
    with pytest.raises(StoreError, match=f"are {a}, {b} and {c}; they are percentages that rise"):
        with_changes(DEFAULTS, {"tier_a": a, "tier_b": b, "tier_c": c})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("silent_days", "long", 'silent_days is "long"; it is a whole number.'),
        ("silent_days", 90.0, "silent_days is 90.0; it is a whole number."),
        ("silent_days", True, "silent_days is True; it is a whole number."),
        ("silent_days", None, "silent_days is None; it is a whole number."),
        ("satisfied_at", "0.9", 'satisfied_at is "0.9"; it is a number.'),
        ("target_value", False, "target_value is False; it is a number."),
        ("large_deal", [1], "large_deal is [1]; it is a number."),
        ("currency", 1, "currency is 1; it is a text in quotes."),
        ("currency", "usd", 'currency is "usd"; it is a code of ISO 4217'),
        ("currency", "ZZZ", 'currency is "ZZZ"; it is a code of ISO 4217'),
        ("time_zone", "Mars", 'time_zone is "Mars"; it is a zone such as'),
        ("time_zone", "America", 'time_zone is "America"; it is a zone such as'),
        ("time_zone", "../../etc/passwd", "it is a zone such as"),
        ("time_zone", "", 'time_zone is ""; it is a zone such as'),
        ("time_zone", "x" * 5000, "it is a zone such as"),
        ("inbox", "inbox", 'inbox is "inbox"; it is the full path of a folder'),
        ("inbox", "/srv/in\nbox", "it is the full path of a folder"),
        ("inbox", "", 'inbox is ""; it is the full path of a folder'),
        ("sla_by_severity", "high", 'sla_by_severity is "high"; it gives hours'),
        ("sla_by_severity", "high=0", "it gives hours to at most six severities"),
        ("sla_by_severity", "high=1, High=2", "it gives hours to at most six severities"),
        ("sla_by_severity", "a=1,b=1,c=1,d=1,e=1,f=1,g=1", "at most six severities"),
        ("sla_by_severity", "high=nan", "it gives hours to at most six severities"),
        ("service_days", "54321", 'service_days is "54321"; it is the days that count'),
        ("service_days", "", "it is the days that count in their order"),
        ("recovery_steps", "solve, sing", 'recovery_steps is "solve, sing"; it names some of'),
        ("recovery_steps", "solve, solve", "it names some of apologise"),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_sentence_that_names_it(name, value, sentence):
    with pytest.raises(StoreError) as error:
        with_changes(DEFAULTS, {name: value})
    assert sentence in str(error.value)
    assert len(str(error.value)) < 200


def test_texts_that_stand_for_more_are_read():
    assert hours_by_severity("Urgent = 4, very high=0.5") == {"urgent": 4, "very high": 0.5}
    assert hours_by_severity("") == {}
    assert working_days("12345") == "12345"
    assert steps_of("Solve, talk") == ("solve", "talk")


@pytest.mark.parametrize("code", ["USD", "CNY", "JPY", "BHD", "XAF"])
def test_currencies_of_the_world_are_known(code):
    assert with_changes(DEFAULTS, {"currency": code}).currency == code


def test_an_unknown_name_is_refused_with_the_nearest_known():
    with pytest.raises(StoreError, match=r"^silentdays is no setting \(silent_days\?\)"):
        with_changes(DEFAULTS, {"silentdays": 60})
    with pytest.raises(StoreError, match=r"^nothing_like_it is no setting; known are silent_days"):
        value_of("nothing_like_it", "1")


def test_nothing_saved_is_the_defaults(tmp_path):
    assert read_settings(tmp_path) == DEFAULTS
    assert read_settings(tmp_path / "nowhere") == DEFAULTS


def test_what_was_saved_is_read_again(tmp_path):
    chosen = Settings(
        silent_days=60, currency="CNY", time_zone="Asia/Shanghai", large_deal=1e-5 + 2
    )
    save_settings(tmp_path / "new", chosen)
    assert read_settings(tmp_path / "new") == chosen


def any_value(name):
    low, high = RANGES[name]
    numbers = (
        st.integers(low, high) if kind_of(name) is int else st.floats(low, high) | st.just(low)
    )
    return numbers | st.none() if may_be_open(name) else numbers


some = st.fixed_dictionaries(
    {},
    optional={name: any_value(name) for name in RANGES if name not in CUTS}
    | {"currency": st.sampled_from(["EUR", "CNY", "JPY"])}
    | {"time_zone": st.sampled_from(["UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires"])},
)


@given(changes=some)
@settings(max_examples=40, deadline=None)  # each is flushed to the disk
def test_any_settings_come_back_as_they_were(tmp_path_factory, changes):
    folder = tmp_path_factory.mktemp("any")
    chosen = with_changes(DEFAULTS, changes)
    save_settings(folder, chosen)
    assert read_settings(folder) == chosen


def test_only_what_differs_from_the_defaults_is_kept(tmp_path):
    save_settings(tmp_path, Settings(silent_days=60, tier_a=20))
    lines = (tmp_path / "settings.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["silent_days = 60"]
    change_settings(tmp_path, {"silent_days": 90})
    assert unlike_defaults(read_settings(tmp_path)) == {}


def test_nothing_is_left_beside_the_file(tmp_path):
    save_settings(tmp_path, Settings(silent_days=60))
    assert {file.name for file in tmp_path.iterdir()} == {"settings.toml", "settings.lock"}


def test_a_change_leaves_what_somebody_else_saved_meanwhile(tmp_path):
    mine = read_settings(tmp_path)
    change_settings(tmp_path, {"currency": "EUR"})
    now = change_settings(tmp_path, {"silent_days": mine.silent_days + 1})
    assert (now.currency, now.silent_days) == ("EUR", 91)


def test_many_writers_at_once_all_have_their_way(tmp_path):
    names = [name for name in RANGES if name.startswith("target_")]
    writers = [
        threading.Thread(target=change_settings, args=(tmp_path, {name: 0.5})) for name in names
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert unlike_defaults(read_settings(tmp_path)) == dict.fromkeys(names, 0.5)


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from lib.settings import Settings
    from lib.settings_file import save_settings

    Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    save_settings(Path(sys.argv[1]), Settings(silent_days=200))
""")


def test_a_writer_killed_before_the_step_leaves_the_old_settings(tmp_path):
    save_settings(tmp_path, Settings(silent_days=60))
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], timeout=120)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "settings.toml.new").exists()
    assert read_settings(tmp_path) == Settings(silent_days=60)
    change_settings(tmp_path, {"window_days": 7})
    assert read_settings(tmp_path) == Settings(silent_days=60, window_days=7)
    assert not (tmp_path / "settings.toml.new").exists()


FULL = textwrap.dedent("""
    import resource, signal, sys
    from pathlib import Path
    from lib.errors import StoreError
    from lib.settings_file import change_settings

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
    try:
        change_settings(Path(sys.argv[1]), {"silent_days": 200})
    except StoreError as error:
        print(error)
""")


def test_no_room_for_the_file_is_one_sentence_and_leaves_the_old_settings(tmp_path):
    save_settings(tmp_path, Settings(silent_days=60))
    words = [sys.executable, "-c", FULL, str(tmp_path)]
    said = subprocess.check_output(words, text=True, timeout=120)
    assert said.startswith("The settings could not be saved (")
    assert len(said.splitlines()) == 1
    assert read_settings(tmp_path) == Settings(silent_days=60)
    assert not (tmp_path / "settings.toml.new").exists()


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError, match="could not be saved"):
        save_settings(tmp_path / "store", DEFAULTS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("silent_days = 'long'", 'silent_days is "long"; it is a whole number.'),
        ("silent_days = 20", "silent_days is 20; it lies within 31 and 365."),
        ("silent_days = 90.5", "silent_days is 90.5; it is a whole number."),
        ("currency = '美元'", 'currency is "美元"; it is a code of ISO 4217'),
        ("tier_a = 60", "tier_a, tier_b and tier_c are 60, 50 and 80"),
        ("silentdays = 60", "silentdays is no setting (silent_days?)"),
        ("[silent_days]\nn = 1", "silent_days is {'n': 1}; it is a whole number."),
    ],
)
def test_a_file_edited_by_hand_names_the_setting_the_value_and_itself(tmp_path, text, sentence):
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError) as error:
        read_settings(tmp_path)
    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(f" It stands in {tmp_path / 'settings.toml'}.")


@pytest.mark.parametrize("damage", [b"silent_days = ", b"\xff\xfe\x00", b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_one_sentence(tmp_path, damage):
    (tmp_path / "settings.toml").write_bytes(damage)
    with pytest.raises(StoreError, match=r"^settings.toml cannot be read"):
        read_settings(tmp_path)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    (tmp_path / "settings.toml").write_bytes(b"\xef\xbb\xbfsilent_days = 60\r\n")
    assert read_settings(tmp_path).silent_days == 60


def test_what_cannot_be_saved_changes_nothing(tmp_path):
    save_settings(tmp_path, Settings(silent_days=60))
    with pytest.raises(StoreError):
        change_settings(tmp_path, {"window_days": 10, "silent_days": 5})
    assert read_settings(tmp_path) == Settings(silent_days=60)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("silent_days", "60", 60),
        ("target_win_rate", "0.3", 0.3),
        ("currency", "EUR", "EUR"),
        ("silent_days", "", 90),
        ("silent_days", "default", 90),
        ("large_deal", "default", None),
        ("time_zone", "", None),
    ],
)
def test_a_word_is_read_as_what_the_setting_is(name, text, value):
    assert value_of(name, text) == value


def test_a_word_that_is_no_number_is_refused():
    with pytest.raises(StoreError, match='silent_days is "9.5"; it is a whole number'):
        value_of("silent_days", "9.5")


def test_settings_are_plain_values_that_a_cached_question_may_hold():
    assert hash(Settings(target_value=1.0)) != hash(DEFAULTS)
    assert all(isinstance(v, int | float | str | None) for v in asdict(DEFAULTS).values())
