"""`settings`: what each setting is, what it would be by default, and what it may be."""

import json as json_lines
from collections.abc import Sequence
from dataclasses import asdict

from lib.command_line.voice import aligned
from lib.settings import DEFAULTS, RANGES, Settings


def as_list(settings: Settings, only: Sequence[str] = (), *, json: bool) -> str:
    """One line a setting, of all or of `only` these; as JSON their values by name."""
    values = {name: v for name, v in asdict(settings).items() if not only or name in only}
    if json:
        return json_lines.dumps(values, ensure_ascii=False)
    lines: list[tuple[str, ...]] = [("setting", "value", "default", "allowed")]
    lines += [
        (name, _shown(value), _shown(getattr(DEFAULTS, name)), _allowed(name))
        for name, value in values.items()
    ]
    return "\n".join(aligned(lines))


def _shown(value: object) -> str:
    return "-" if value is None else str(value)


def _allowed(name: str) -> str:
    if name in RANGES:
        low, high = RANGES[name]
        return f"{low} to {high:,}"
    said = {
        "currency": "ISO 4217",
        "time_zone": "such as Europe/London",
        "inbox": "a full path",
        "sla_by_severity": "such as high=24, low=96",
        "service_days": "such as 12345",
        "recovery_steps": "such as apologise, solve",
    }
    return said[name]
