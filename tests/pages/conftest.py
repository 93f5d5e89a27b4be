"""Stores for pages to open: a full one, others with a part of the tables, and none."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib import store
from tests.drawing import draw_into

APP = Path(__file__).parent.parent.parent / "app.py"


@pytest.fixture(scope="session")
def full(sample, tmp_path_factory):
    """The folder of a small sample company, this worker's own."""
    return shutil.copytree(sample, tmp_path_factory.mktemp("full"), dirs_exist_ok=True)


@pytest.fixture
def drawn_store(tmp_path):
    """Makes a store on disk that holds the tables drawn."""

    def make(**tables):
        with store.new_generation(tmp_path) as draft:
            draw_into(draft.connection, **tables)
        return tmp_path

    return make


def again(app, page):
    """Run the app once more on the same page.

    After a switch of pages AppTest would run the page's own file, without app.py around it.
    """
    app._finished_page_script_hash = ""
    app.session_state["asked_for"] = (page, {})
    return app.run()


@pytest.fixture
def open_app(monkeypatch):
    """Opens a page of the app as a reader would, over the store in a folder."""

    def open_(folder, page="overview", **address):
        monkeypatch.setenv("RAPPORT_DATA", str(folder))
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.session_state["asked_for"] = (page, address)
        return app.run()

    yield open_
    st.cache_data.clear()
    st.cache_resource.clear()
