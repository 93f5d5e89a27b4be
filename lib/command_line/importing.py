"""`import` and `check`: files into the store, or only into a copy that nobody sees."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lib import store
from lib.build import build as build_tables
from lib.command_line.basis import basis_before, with_basis
from lib.command_line.voice import Voice
from lib.database import Database
from lib.errors import ImportRejected, NoStore
from lib.importing import MODES, Imported, NamedFile, import_files
from lib.importing.recipe import Recipe, read_recipe
from lib.settings import Settings, unlike_defaults
from lib.settings_file import change_settings, read_settings

if TYPE_CHECKING:
    from lib.command_line.effects import Effect

# What DuckDB may hold of an import unless another limit is asked for; what does not fit goes to
# disk. DuckDB has taken up to a third more, and the process itself holds about 130 MB.
WORKING_MEMORY = "700MB"


@dataclass(frozen=True)
class Order:
    """What was asked to be imported, and how."""

    folder: Path
    files: tuple[NamedFile, ...]
    recipe: Recipe
    mode: str
    set_aside: bool
    aside: Path | None
    memory_limit: str | None
    settings: Settings

    @property
    def afresh(self) -> bool:
        """Own data never mixes with invented data: the sample company gives way."""
        return _holds_sample(self.folder)


def order(
    folder: Path,
    files: tuple[Path, ...],
    *,
    recipe: Path,
    names: tuple[str, ...],
    mode: str,
    set_aside: bool,
    aside: Path | None,
    memory_limit: str | None,
) -> Order:
    """Raises BadRecipe, and click.UsageError where names and files do not go together."""
    settings = read_settings(folder)
    if names and len(names) != len(files):
        raise click.UsageError("Give --as once for each file, or not at all.")
    shown = names or tuple(file.name for file in files)
    return Order(
        folder=folder,
        files=tuple(NamedFile(file, name) for file, name in zip(files, shown, strict=True)),
        recipe=read_recipe(recipe, name=recipe.name).in_zone(settings.time_zone),
        mode=mode,
        set_aside=set_aside or aside is not None,
        aside=aside,
        memory_limit=memory_limit or WORKING_MEMORY,
        settings=settings,
    )


def of_files(command: Callable) -> Callable:
    """The options of a command about files and the recipe they are imported by."""
    options = (
        click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.option(
            "--recipe", required=True, type=click.Path(path_type=Path), help="A TOML file."
        ),
        click.option(
            "--mode",
            type=click.Choice(MODES),
            default=MODES[0],
            show_default=True,
            help="Update what is there, replace the tables' rows, or add only what is not there.",
        ),
        click.option(
            "--set-aside", is_flag=True, help="Leave unsound rows out instead of refusing all."
        ),
        click.option(
            "--aside",
            type=click.Path(path_type=Path, dir_okay=False),
            help="Set unsound rows aside and write them to this file, to be put right.",
        ),
        click.option(
            "--as", "names", multiple=True, help="A file's shown name, one --as for each file."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def check(voice: Voice, asked: Order, *, with_effect: bool) -> bool:
    """Import into a copy, say what came of it, throw the copy away. Would an import succeed?"""
    afresh = asked.afresh
    with store.trial(asked.folder, afresh=afresh, memory_limit=asked.memory_limit) as draft:
        before = basis_before(draft.connection)
        try:
            imported = import_files(
                draft,
                asked.files,
                asked.recipe,
                mode=asked.mode,
                set_aside=True,
                aside=asked.aside,
                progress=voice.part(0, 0.7 if with_effect else 1),
            )
        except ImportRejected as error:
            # What is wrong with a lookup is wrong with the whole file.
            imported = Imported((), set_aside=tuple(error.problems), nothing_changed=True)
        told: tuple[Effect, ...] = ()
        if with_effect and not imported.nothing_changed:
            # Loaded here: an import needs no metric, and they take longer to load than its work.
            from lib.command_line.effects import effects

            build_tables(draft.connection, voice.part(0.7, 0.95))
            after = Database(draft.connection)
            told = effects(asked.folder, after, asked.settings, afresh=afresh)
            imported = with_basis(imported, before, after)
    voice.tongue.reword(imported)
    voice.checked(imported, told, replaces_sample=afresh)
    return asked.set_aside or not imported.set_aside


def import_(voice: Voice, asked: Order) -> None:
    """Import the files: all of them, or nothing. What changes nothing makes no generation."""
    afresh = asked.afresh
    is_first = afresh or not _has_store(asked.folder)
    with store.new_generation(
        asked.folder,
        keep=asked.settings.generations_kept,
        afresh=afresh,
        memory_limit=asked.memory_limit,
    ) as draft:
        before = basis_before(draft.connection)
        imported = import_files(
            draft,
            asked.files,
            asked.recipe,
            mode=asked.mode,
            set_aside=asked.set_aside,
            aside=asked.aside,
            progress=voice.part(0, 0.7),
        )
        draft.dropped = imported.nothing_changed and not is_first
        if not draft.dropped:
            build_tables(draft.connection, voice.part(0.7, 1))
            imported = with_basis(imported, before, Database(draft.connection))
    voice.tongue.reword(imported)
    voice.imported(
        imported,
        store.current(asked.folder),
        replaced_sample=afresh,
        targets_gone=afresh and _let_go_of_targets(asked.folder),
    )


def _let_go_of_targets(folder: Path) -> bool:
    """Targets set for the sample company are nobody's own; were there any?"""
    targets = [name for name in unlike_defaults(read_settings(folder)) if "target_" in name]
    if targets:
        change_settings(folder, dict.fromkeys(targets))
    return bool(targets)


def _has_store(folder: Path) -> bool:
    try:
        store.current(folder)
    except NoStore:
        return False
    return True


def _holds_sample(folder: Path) -> bool:
    try:
        return bool(store.glance(folder, "select bool_or(is_sample) from imports"))
    except NoStore:
        return False
