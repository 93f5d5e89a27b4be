"""run.py: what it refuses, and that it installs only when a requirement changed."""

import builtins
import subprocess
import sys
import time
import types

import psutil
import pytest

import run


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """run.py with an environment folder of its own, and what it would have installed."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("one==1\n")
    installed = []
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(run, "TO_RUN", [requirements])
    monkeypatch.setattr(run, "make_environment", lambda: run.PYTHON.touch())
    monkeypatch.setattr(run, "install", installed.append)
    return types.SimpleNamespace(requirements=requirements, installed=installed)


def test_a_second_start_installs_nothing(environment):
    run.set_up([environment.requirements])
    run.set_up([environment.requirements])
    assert environment.installed == [[environment.requirements]]


def test_a_changed_requirement_is_installed(environment):
    run.set_up([environment.requirements])
    environment.requirements.write_text("one==2\n")
    run.set_up([environment.requirements])
    assert len(environment.installed) == 2


def test_starting_after_testing_installs_nothing_more(environment, tmp_path):
    development = tmp_path / "requirements-dev.txt"
    development.write_text("two==1\n")
    run.set_up([environment.requirements, development])
    run.set_up([environment.requirements])
    assert len(environment.installed) == 1


def test_an_older_python_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"Rapport needs Python 3\.11 or newer"):
        run.main([])


def test_a_missing_venv_module_is_one_sentence_with_the_way_out(monkeypatch):
    original = builtins.__import__

    def without_venv(name, *rest, **more):
        if name == "ensurepip":
            raise ImportError
        return original(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_venv)
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        run.make_environment()


def test_a_failed_download_is_one_sentence_with_the_way_out(monkeypatch, tmp_path):
    failed = subprocess.CompletedProcess([], returncode=1)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(SystemExit, match="check the connection"):
        run.install([tmp_path / "requirements.txt"])


def test_an_unknown_word_is_refused_with_those_that_are_known():
    with pytest.raises(SystemExit, match="knows 'test' and 'check'"):
        run.main(["tset"])


PRETENDED_DASHBOARD = """
import os, pathlib, signal, sys, time

if "--stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path("started").write_text(str(os.getpid()))
time.sleep(60)
"""
SERVE = """
import pathlib, sys
import run

run.ROOT, run.PYTHON = pathlib.Path(sys.argv[1]), pathlib.Path(sys.executable)
run.wait_for, run.SECONDS_TO_END = lambda *_: True, 1
sys.exit(run.serve(sys.argv[2:]))
"""


@pytest.mark.parametrize("asked", [[], ["--stubborn"]])
def test_ending_the_program_ends_the_dashboard(tmp_path, asked):
    (tmp_path / "streamlit.py").write_text(PRETENDED_DASHBOARD)
    words = [sys.executable, "-c", SERVE, str(tmp_path), *asked]
    program = subprocess.Popen(words, cwd=run.ROOT, stdout=subprocess.DEVNULL)
    started = tmp_path / "started"
    wait_until(lambda: started.exists() and started.read_text())
    dashboard = psutil.Process(int(started.read_text()))
    program.terminate()
    assert program.wait(timeout=30) == 0
    assert not dashboard.is_running()


def wait_until(is_so, seconds=30):
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)
