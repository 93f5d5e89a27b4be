"""`history`, `undo`, `redo`: imports in words."""

import json
from dataclasses import asdict
from typing import Any

from lib.command_line.voice import aligned
from lib.importing.past import PastImport, Step

HEADINGS = (
    *("import", "generation", "imported at (UTC)", "recipe", "mode", "file", "bytes", "block"),
    *("rows", "loaded", "merged", "set aside", "skipped"),
)


def as_text(imports: tuple[PastImport, ...]) -> str:
    """One line for each import, file and block, the newest import first."""
    lines = [tuple(map(_shown, line)) for one in imports for line in _lines(one)]
    return "\n".join(aligned([HEADINGS, *lines]))


def _lines(one: PastImport) -> list[tuple[object, ...]]:
    sizes = {file.name: file.bytes for file in one.files}
    shared = (one.import_id, one.generation, f"{one.imported_at:%Y-%m-%d %H:%M}")
    return [
        (
            *(*shared, one.recipe, one.mode, fate.file, sizes.get(fate.file), fate.block),
            *(fate.rows, fate.loaded, fate.merged, fate.set_aside, fate.skipped),
        )
        for fate in one.fates
    ] or [(*shared, one.recipe, one.mode, *[None] * 8)]


def _shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)


def as_json(imports: tuple[PastImport, ...]) -> str:
    return json.dumps([record(one) for one in imports], default=str, ensure_ascii=False)


def record(one: PastImport) -> dict[str, Any]:
    return asdict(one) | {"loaded": one.loaded}


def step_as_text(step: Step) -> str:
    """What was taken back and what was brought, import by import."""
    lines = [f"Took back: {named(one)}" for one in step.taken_back]
    lines += [f"Brought: {named(one)}" for one in step.brought]
    lines = lines or ["No import differs: derived tables only were worked out anew."]
    return "\n".join([*lines, f"Generation {step.generation} is live."])


def step_as_json(step: Step) -> dict[str, Any]:
    return {
        "generation": step.generation,
        "taken_back": [record(one) for one in step.taken_back],
        "brought": [record(one) for one in step.brought],
    }


def named(one: PastImport) -> str:
    """sales_2025-11.csv (8,800 opportunities), imported 2026-11-20 10:14"""
    files = ", ".join(dict.fromkeys(file.name for file in one.files)) or one.recipe
    rows = ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in one.loaded.items())
    told = f" ({rows})" if rows and not one.is_sample else ""
    return f"{files}{told}, imported {one.imported_at:%Y-%m-%d %H:%M} UTC"
