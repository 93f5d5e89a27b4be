"""What the documents say is what the code does."""

import re
from pathlib import Path

from lib.command_line.tables import describe_tables
from lib.importing.recipe.reading import KEYS
from lib.learn import QUESTIONS

ROOT = Path(__file__).parent.parent
SQL = ROOT / "lib" / "sql"


def test_the_data_page_describes_the_tables_as_the_schema_has_them():
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert page.endswith(describe_tables()), "put the output of 'python -m lib tables' there"


def test_the_data_page_says_what_each_key_of_reading_means():
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    described = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert [key for key in KEYS if not any(f"`{key}`" in cell for cell in described)] == []


def test_every_metric_has_its_sql_and_every_sql_its_metric():
    files = {file.stem for file in (SQL / "metrics").glob("*.sql")}
    owners = {file: _owner(file) for file in files}
    assert None not in owners.values(), owners
    assert set(QUESTIONS) <= files


def _owner(file):
    """The metric a file belongs to: its own name, or that name and a variant."""
    names = sorted(QUESTIONS, key=len, reverse=True)
    return next((name for name in names if file == name or file.startswith(f"{name}_")), None)


def test_every_metric_says_its_columns_and_its_source():
    for name, metric in QUESTIONS.items():
        said = metric.__doc__ or ""
        assert len(said.splitlines()) > 1, f"{name} needs a docstring with columns and source"
        assert "metrics.md" in said or re.search(r"\b(19|20)\d\d\b", said), f"{name}: which source?"


def test_every_metric_takes_keywords_only():
    for name, metric in QUESTIONS.items():
        assert metric.__code__.co_argcount == 1, f"{name} takes the database and keywords"


def test_the_map_names_every_folder_of_the_house():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = {path.name for path in (ROOT / "lib").iterdir() if (path / "__init__.py").exists()}
    assert all(f"{folder}/" in page for folder in folders), folders


def test_every_requirement_is_pinned_and_says_why():
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                assert re.fullmatch(r"[a-z0-9-]+==[\w.]+ +# \S.+", line), line
