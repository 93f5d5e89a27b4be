"""The commands of `python -m lib`, their options, and how an error becomes one sentence.

What one command alone needs is loaded by it: metrics, pandas and SciPy take 1.4 s of processor
time, more than the import of a small file.
"""

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lib import store
from lib.build import build as build_tables
from lib.command_line import history as history_of
from lib.command_line import importing
from lib.command_line.reading import of_reading, read_files
from lib.command_line.settings import as_list
from lib.command_line.tables import describe_tables
from lib.command_line.tongue import CODES
from lib.command_line.voice import Voice
from lib.errors import BadQuestion, RapportError
from lib.importing import past
from lib.importing.read import Reading
from lib.settings import value_of
from lib.settings_file import change_settings, read_settings

SAMPLE_CUSTOMERS = 5000
FORMATS = ("table", "csv", "json")  # of an answer


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Exit status 0, or 1 with one sentence on standard error."""
    voice = Voice()
    try:
        status = commands.main(
            arguments, obj=voice, standalone_mode=False, prog_name="python -m lib"
        )
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        voice.refuse(RapportError("{message}", message=error.format_message()))
        return 1
    except RapportError as error:
        voice.refuse(error)
        return 1
    return status or 0


def with_store(command: Callable) -> Callable:
    """Options that every command takes: where the store is, and how to speak."""
    command = click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder of the store; otherwise RAPPORT_DATA, otherwise data/.",
        expose_value=False,
        callback=lambda context, _, value: _remember(context, folder=value),
    )(command)
    command = click.option(
        "--language",
        type=click.Choice(CODES),
        help="Of sentences and of reasons in files; otherwise RAPPORT_LANGUAGE, otherwise en.",
        expose_value=False,
        callback=lambda context, _, value: _remember(context, language=value),
    )(command)
    return click.option(
        "--json",
        is_flag=True,
        help="Progress and outcome as JSON lines.",
        expose_value=False,
        callback=lambda context, _, value: _remember(context, json=value or None),
    )(command)


def _remember(context: click.Context, **said: Any) -> None:
    """The same option may stand before or after the command; what is not given changes nothing."""
    voice: Voice = context.obj
    if said.get("json"):
        voice.json = True
    if said.get("language"):
        voice.language = said["language"]
    if said.get("folder"):
        context.find_root().meta["folder"] = said["folder"]


def _folder() -> Path:
    given = click.get_current_context().find_root().meta.get("folder")
    default = Path(__file__).parent.parent.parent / "data"
    return given or Path(os.environ.get("RAPPORT_DATA") or default)


memory_limit = click.option(
    "--memory-limit",
    help="Memory the work may use, such as 4GB; an import takes 700MB unless told, the rest more.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@with_store
def commands() -> None:
    """Rapport without a browser: import files, ask for numbers, step back."""


@commands.command()
@click.option("--customers", default=SAMPLE_CUSTOMERS, show_default=True, type=click.IntRange(20))
@click.option("--seed", default=1, show_default=True)
@memory_limit
@with_store
@click.pass_obj
def demo(voice: Voice, customers: int, seed: int, memory_limit: str | None) -> None:
    """Put the sample company in the store; earlier data stays one `undo` away."""
    from lib.demo import fill

    folder, settings = _folder(), read_settings(_folder())
    with store.new_generation(
        folder, keep=settings.generations_kept, afresh=True, memory_limit=memory_limit
    ) as draft:
        fill(draft.connection, customers=customers, seed=seed, progress=voice.part(0, 0.5))
        build_tables(draft.connection, voice.part(0.5, 1))
    voice.done("The sample company is ready: {customers:,} customers.", customers=customers)


@commands.command("import")
@importing.of_files
@memory_limit
@with_store
@click.pass_obj
def import_(voice: Voice, files: tuple[Path, ...], **options: Any) -> None:
    """Import FILES as the recipe says: all of them, or nothing.

    Where the store holds the sample company, they take its place.
    """
    importing.import_(voice, importing.order(_folder(), files, **options))


@commands.command()
@importing.of_files
@click.option(
    "--effect/--no-effect", default=True, help="Work out what last month's figures would be."
)
@memory_limit
@with_store
@click.pass_obj
def check(voice: Voice, files: tuple[Path, ...], effect: bool, **options: Any) -> None:
    """Say what importing FILES would do and what is wrong with them; nothing is imported.

    Exit status 1 where an import would refuse them.
    """
    asked = importing.order(_folder(), files, **options)
    if not importing.check(voice, asked, with_effect=effect):
        click.get_current_context().exit(1)


@commands.command()
@memory_limit
@click.option("--if-needed", is_flag=True, help="Only where another version worked them out.")
@with_store
@click.pass_obj
def build(voice: Voice, memory_limit: str | None, if_needed: bool) -> None:
    """Work out every derived table anew, as after a change of definitions."""
    folder, settings = _folder(), read_settings(_folder())
    store.current(folder)
    if if_needed and _is_prepared(folder):
        return
    with store.new_generation(
        folder, keep=settings.generations_kept, memory_limit=memory_limit
    ) as draft:
        draft.connection.execute("insert into changes values (null, null)")
        build_tables(draft.connection, voice.part(0, 1))
    voice.done("Every derived table was worked out anew.")


def _is_prepared(folder: Path) -> bool:
    opened = store.open_store(folder)
    with opened.database.connection:
        return store.is_prepared(opened)


@commands.command()
@with_store
@click.pass_obj
def metrics(voice: Voice) -> None:
    """List the metrics `ask` knows, with their columns and parameters."""
    from lib.command_line.answers import describe_metrics

    voice.print(describe_metrics())


@commands.command()
@with_store
@click.pass_obj
def tables(voice: Voice) -> None:
    """Describe the tables a recipe can fill, column by column."""
    voice.print(describe_tables())


@commands.command()
@click.argument("metric")
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@with_store
@click.pass_obj
def ask(
    voice: Voice, metric: str, parameters: tuple[str, ...], form: str, out: Path | None
) -> None:
    """Ask for a METRIC, such as: ask tier_churn silent_days=60 region=Singapore."""
    from lib.command_line import answers

    folder = _folder()
    settings = read_settings(folder)
    opened = store.prepared(store.open_store(folder))
    if opened.instead_of:
        voice.warn(
            "Generation {damaged} is damaged; these numbers come from {generation} before it.",
            damaged=opened.instead_of,
            generation=opened.generation,
        )
    text = answers.answer(opened.database, metric, parameters, settings, form)
    for told in answers.held_by_nobody(opened.database, metric, parameters):
        voice.warn("No customer has {name} {value}; the most frequent are {held}.", **told)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        voice.print(text)


@commands.command()
@with_store
@click.pass_obj
def history(voice: Voice) -> None:
    """What was imported when, and what became of its rows."""
    imports = past.past_imports(store.open_store(_folder()).database)
    voice.print(history_of.as_json(imports) if voice.json else history_of.as_text(imports))


@commands.command()
@with_store
@click.pass_obj
def undo(voice: Voice) -> None:
    """Take the last import back."""
    _tell(voice, past.undo(_folder()))


@commands.command()
@with_store
@click.pass_obj
def redo(voice: Voice) -> None:
    """Bring back what was last taken back; it is kept until the next import."""
    _tell(voice, past.redo(_folder()))


def _tell(voice: Voice, step: past.Step) -> None:
    if voice.json:
        voice.line({"done": history_of.step_as_json(step)})
    else:
        voice.print(history_of.step_as_text(step))


@commands.command("read")
@of_reading
@memory_limit
@with_store
@click.pass_obj
def read_(
    voice: Voice,
    files: tuple[Path, ...],
    table: int | None,
    memory_limit: str | None,
    **keys: Any,
) -> None:
    """Say what stands in FILES: columns and their types, rows, and what looks odd.

    Exit status 1 where a file cannot be read, or only once it is said how.
    """
    if not read_files(voice, files, Reading(**keys), table, memory_limit):
        click.get_current_context().exit(1)


@commands.command("match")
@of_reading
@click.option("--as", "names", multiple=True, help="A file's shown name, one --as for each file.")
@click.option(
    "--reading",
    "readings",
    multiple=True,
    type=click.Path(path_type=Path),
    help="TOML with a [read] table, one --reading for each file.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@memory_limit
@with_store
@click.pass_obj
def match_(
    voice: Voice,
    files: tuple[Path, ...],
    names: tuple[str, ...],
    readings: tuple[Path, ...],
    out: Path | None,
    memory_limit: str | None,
    **keys: Any,
) -> None:
    """Propose a recipe for FILES, taken as one set; what to look at stands in it as comments.

    Exit status 1, naming what is missing, where they feed no table.
    """
    from lib.command_line.matching import Given, as_json, as_text, match_files

    for given in (names, readings):
        if given and len(given) != len(files):
            raise click.UsageError("Give --as and --reading once for each file, or not at all.")
    said = {key: value for key, value in keys.items() if value}
    if keys.get("header") == 0:
        said["header"] = 0
    read = [_read_table(path) for path in readings] or [{} for _ in files]
    shown = names or tuple(file.name for file in files)
    each = [
        Given(file, name, said | own) for file, name, own in zip(files, shown, read, strict=True)
    ]
    proposal = match_files(_folder(), each, memory_limit=memory_limit)
    if out:
        out.write_text(as_text(proposal, voice.tongue), encoding="utf-8")
    if voice.json:
        voice.line({"matched": as_json(proposal)})
    elif not out:
        voice.print(as_text(proposal, voice.tongue))


def _read_table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")).get("read", {})


@commands.command(hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "name", help="The file's shown name.")
@click.option("--reading", type=click.Path(path_type=Path), help="TOML with a [read] table.")
@memory_limit
@with_store
@click.pass_obj
def look(
    voice: Voice, file: Path, name: str | None, reading: Path | None, memory_limit: str | None
) -> None:
    """For the Import page: what FILE holds, rows of it, or what would read it, as JSON."""
    from lib.command_line.looking import look as look_into

    read = _read_table(reading) if reading else {}
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    shown = name or file.name
    voice.line(look_into(file, shown, read, folder, memory_limit=memory_limit))


@commands.command("settings")
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...")
@with_store
@click.pass_obj
def settings_(voice: Voice, changes: tuple[str, ...]) -> None:
    """Show the settings, or change some: settings silent_days=60 currency=EUR.

    NAME=default takes one back to its default.
    """
    folder = _folder()
    given = dict(_name_and_word(change) for change in changes)
    now = change_settings(folder, given) if given else read_settings(folder)
    voice.print(as_list(now, list(given), json=voice.json))


def _name_and_word(change: str) -> tuple[str, int | float | str | None]:
    name, equals, word = change.partition("=")
    if not equals:
        raise BadQuestion("{word} should read name=value.", word=change)
    return name, value_of(name, word.strip())
