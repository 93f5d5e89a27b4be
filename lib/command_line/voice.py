"""How a command speaks: plainly to a person, as JSON lines to a page or a script."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lib.command_line.tongue import Tongue
from lib.errors import ImportRejected, Problem, RapportError
from lib.importing import Imported
from lib.importing.read import Undecided
from lib.progress import Progress

if TYPE_CHECKING:
    from lib.command_line.effects import Effect

LANGUAGE = "RAPPORT_LANGUAGE"


class Voice:
    """Standard output carries outcomes, standard error what a person reads meanwhile."""

    def __init__(self) -> None:
        self.json = False
        self.language = ""  # as asked for, else the environment says
        self._shown = False

    @cached_property
    def tongue(self) -> Tongue:
        """A page takes sentences apart from their values, whatever the environment says."""
        own = "" if self.json else os.environ.get(LANGUAGE, "")
        return Tongue(self.language or own)

    def part(self, begin: float, end: float) -> Progress:
        """Progress of one part of the work, from `begin` to `end` of the whole."""

        def progress(doing: str, done: float, /, **values: object) -> None:
            self._progress(doing, begin + (end - begin) * done, values)

        return progress

    def print(self, text: str) -> None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def warn(self, sentence: str, **values: object) -> None:
        self._clear()
        print(self.tongue.say(sentence, **values), file=sys.stderr)

    def done(self, sentence: str, **values: object) -> None:
        if self.json:
            return self.line({"done": {"sentence": sentence, "values": values}})
        self._clear()
        return self.print(self.tongue.say(sentence, **values))

    def imported(
        self, imported: Imported, generation: int, *, replaced_sample: bool, targets_gone: bool
    ) -> None:
        if self.json:
            beside = {"replaced_sample": replaced_sample, "targets_gone": targets_gone}
            return self.line({"imported": outcome(imported, generation) | beside})
        self._clear()
        if replaced_sample:
            self.warn("Note: the sample company gave way to your data; undo brings it back.")
        if targets_gone:
            self.warn("Note: the targets set for the sample company are gone; set your own.")
        for problem in imported.warnings:
            self.warn("Note: {problem}", problem=self.tongue.problem(problem))
        for problem in imported.set_aside:
            self.warn("Set aside: {problem}", problem=self.tongue.problem(problem))
        for aside in imported.aside:
            self.warn("Rows set aside: {rows:,}, in {path}", rows=aside.rows, path=aside.path)
        if imported.nothing_changed:
            self.warn("Nothing changed: all of it is here already.")
        return self.print(fates_as_text(imported))

    def checked(
        self, imported: Imported, effects: Sequence["Effect"], *, replaces_sample: bool
    ) -> None:
        if self.json:
            told = what_would_happen(imported, effects) | {"replaces_sample": replaces_sample}
            return self.line({"checked": told})
        self._clear()
        if replaces_sample:
            self.warn("Note: the sample company would give way to your data.")
        for problem in imported.warnings:
            self.warn("Note: {problem}", problem=self.tongue.problem(problem))
        for problem in imported.set_aside:
            self.warn("Problem: {problem}", problem=self.tongue.problem(problem))
        self.print(tables_as_text(imported))
        return self.print(effects_as_text(effects)) if effects else None

    def refuse(self, error: RapportError) -> None:
        if self.json:
            self.line(refusal(error))
        self._clear()
        print(self.tongue.error(error), file=sys.stderr)

    def _progress(self, doing: str, done: float, values: dict[str, object]) -> None:
        if self.json:
            return self.line({"progress": round(done, 4), "doing": doing, "values": values})
        if sys.stderr.isatty():
            self._shown = True
            sys.stderr.write(f"\r\033[K{done:4.0%}  {self.tongue.say(doing, **values)}")
            sys.stderr.flush()
        return None

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write("\r\033[K")
            self._shown = False

    def line(self, said: dict[str, Any]) -> None:
        """Something that only a program reads."""
        print(json.dumps(said, default=str, ensure_ascii=False), flush=True)


def outcome(imported: Imported, generation: int) -> dict[str, Any]:
    return {
        "generation": generation,
        "fates": [asdict(fate) for fate in imported.fates],
        "warnings": [problem_as_json(problem) for problem in imported.warnings],
        "set_aside": [problem_as_json(problem) for problem in imported.set_aside],
        "tables": [asdict(change) for change in imported.tables],
        "same_as": _same_as(imported),
        "nothing_changed": imported.nothing_changed,
        "aside": [asdict(one) for one in imported.aside],
    }


def what_would_happen(imported: Imported, effects: Sequence["Effect"]) -> dict[str, Any]:
    return {
        "problems": [problem_as_json(problem) for problem in imported.set_aside],
        "warnings": [problem_as_json(problem) for problem in imported.warnings],
        "fates": [asdict(fate) for fate in imported.fates],
        "tables": [asdict(change) for change in imported.tables],
        "effect": [asdict(effect) for effect in effects],
        "same_as": _same_as(imported),
        "nothing_changed": imported.nothing_changed,
        "aside": [asdict(one) for one in imported.aside],
    }


def _same_as(imported: Imported) -> dict[str, Any] | None:
    return asdict(imported.same_as) if imported.same_as else None


def refusal(error: RapportError) -> dict[str, Any]:
    if isinstance(error, ImportRejected):
        return {"rejected": {"problems": [problem_as_json(p) for p in error.problems]}}
    told = {"sentence": error.sentence, "values": error.values, "message": str(error)}
    return {"error": told | _choices(error)}


def _choices(error: RapportError) -> dict[str, Any]:
    """What a refused file can be read as, by keys of [read]."""
    if not isinstance(error, Undecided):
        return {}
    told = {key: [list(pair) for pair in pairs] for key, pairs in error.choices.items()}
    said: dict[str, Any] = {"choices": told}
    if "encoding" in error.choices:
        said["proposals"] = [
            {"encoding": encoding, "excerpt": excerpt}
            for encoding, excerpt in error.choices["encoding"]
        ]
    if "sheet" in error.choices:
        said["sheets"] = [sheet for sheet, _ in error.choices["sheet"]]
    return said


def problem_as_json(problem: Problem) -> dict[str, Any]:
    repairs = [{"kind": one.kind} | dict(one.parameters) for one in problem.repairs]
    return asdict(problem) | {"values": dict(problem.values), "repairs": repairs}


def fates_as_text(imported: Imported) -> str:
    """One line a block: where each row of the file went."""
    lines: list[tuple[str | int, ...]] = [
        ("file", "block", "rows", "loaded", "merged", "set aside", "skipped")
    ]
    lines += [
        (f.file, f.block, f.rows, f.loaded, f.merged, f.set_aside, f.skipped)
        for f in imported.fates
    ]
    return "\n".join(aligned([tuple(map(_shown, line)) for line in lines]))


def tables_as_text(imported: Imported) -> str:
    """One line a table: what happens to its rows."""
    lines: list[tuple[str | int, ...]] = [
        ("table", "new", "changed", "unchanged", "removed", "set aside")
    ]
    lines += [
        (t.table, t.new, t.changed, t.unchanged, t.removed, t.set_aside) for t in imported.tables
    ]
    return "\n".join(aligned([tuple(map(_shown, line)) for line in lines]))


def effects_as_text(effects: Sequence["Effect"]) -> str:
    """One line a figure and month, before and after."""
    lines: list[tuple[str, ...]] = [("figure", "month", "before", "after", "unit")]
    lines += [
        (
            effect.metric,
            f"{effect.month:%Y-%m}" if effect.month else "",
            *("" if value is None else f"{value:,.4g}" for value in (effect.before, effect.after)),
            effect.unit,
        )
        for effect in effects
    ]
    return "\n" + "\n".join(aligned(lines))


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def aligned(lines: list[tuple[str, ...]]) -> list[str]:
    """Columns side by side, text to the left and numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    right = [_is_number(column[1:]) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    ]


def _is_number(cells: tuple[str, ...]) -> bool:
    """Do all filled cells read as numbers?"""
    filled = [cell.replace(",", "") for cell in cells if cell]
    return bool(filled) and all(cell.lstrip("-").replace(".", "", 1).isdigit() for cell in filled)
