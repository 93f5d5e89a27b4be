"""Thresholds and targets a company may set: their defaults, those of `metrics.md`, and what each
of them can be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import is_currency

from lib.errors import StoreError
from lib.service_rules import MOST_HOURS, STEPS, hours_by_severity, steps_of, working_days

# The least and the most of each number. Shares are fractions, so that 85 for 85 % is refused.
RANGES: dict[str, tuple[float, float]] = {
    "silent_days": (31, 365),
    "tier_a": (1, 97),
    "tier_b": (2, 98),
    "tier_c": (3, 99),
    "tiers_from": (1, 100_000),
    "satisfied_at": (0.8, 1.5),  # a customer below .8 is dissatisfied
    "window_days": (0, 365),
    "large_deal": (1, 10**15),
    "contact_answer_days": (0, 90),
    "correction_strength": (0, 1),
    "reference_complaints": (0, 1000),
    "reference_returns": (0, 1000),
    "sla_hours": (0.25, MOST_HOURS),
    "service_opens": (0, 12),
    "service_closes": (13, 24),
    "level_2_at": (1.1, 3),
    "level_3_at": (3, 20),
    "generations_kept": (1, 50),
    "target_satisfaction_ratio": (0, 2),
    "target_churn_rate": (0, 1),
    "target_churn_rate_a": (0, 1),
    "target_active_customers": (0, 10**12),
    "target_value": (0, 10**15),
    "target_win_rate": (0, 1),
    "target_weighted_pipeline": (0, 10**15),
    "target_campaign_roi": (-1, 100),
    "target_complaints_per_1000": (0, 1000),
    "target_cash_received": (0, 10**15),
}


@dataclass(frozen=True)
class Settings:
    """What one company may judge differently from another; the defaults are the book's.

    Raises StoreError for a value of the wrong kind, or outside what RANGES allows.
    """

    silent_days: int = 90  # a customer is churned after more days of silence than this
    tier_a: int = 20  # best customers by value, in percent, that are tier A ...
    tier_b: int = 50  # ... down to here B ...
    tier_c: int = 80  # ... down to here C, the rest D
    tiers_from: int = 20  # fewer ranked customers than this have no tiers
    satisfied_at: float = 0.9  # satisfaction ratio from which a customer counts as satisfied
    window_days: int = 30  # days after a touch in which an order may be due to it
    large_deal: float | None = None  # amount of a large deal; None: 90th percentile of won ones
    contact_answer_days: int = 3  # a customer who asks is answered within so many days
    correction_strength: float = 0.1  # how far complaints and returns correct satisfaction
    # What a month usually brings, per 1,000 active customers and per 1,000 units sold; None: what
    # the 12 months before it brought.
    reference_complaints: float | None = None
    reference_returns: float | None = None
    # Hours in which a complaint is to be put right: by its severity, in the company's own words ...
    sla_by_severity: str = "urgent=8, high=24, low=96"
    sla_hours: float = 48  # ... and of any other, or none
    # The hours that count: 0 to 24 on all seven days is round the clock. Holidays are not known.
    service_opens: int = 0
    service_closes: int = 24
    service_days: str = "1234567"  # Monday is 1
    level_2_at: float = 2  # times its hours after which an open complaint is at level 2 ...
    level_3_at: float = 4  # ... and at level 3; at 1 once they are over
    recovery_steps: str = ", ".join(STEPS)  # those the company takes, in its order
    generations_kept: int = 3  # imports that can be stepped back, plus one
    currency: str = "USD"  # of the store's money; never follows the reader's language
    # Whose days a moment with an offset falls on; None: the recipe has to say.
    time_zone: str | None = None
    # The folder whose files can be imported without an upload; None: there is none. The Settings
    # page does not change it: whoever may see the dashboard need not be let into the machine.
    inbox: str | None = None

    # What each measure of `overview` should reach, in its unit; None where nothing is aimed at.
    target_satisfaction_ratio: float | None = None
    target_churn_rate: float | None = None
    target_churn_rate_a: float | None = None
    target_active_customers: float | None = None
    target_value: float | None = None
    target_win_rate: float | None = None
    target_weighted_pipeline: float | None = None
    target_campaign_roi: float | None = None
    target_complaints_per_1000: float | None = None
    target_cash_received: float | None = None

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if value is not None or not may_be_open(name):
                _check(name, value)
        if not self.tier_a < self.tier_b < self.tier_c:
            raise StoreError(
                "tier_a, tier_b and tier_c are {a}, {b} and {c}; they are percentages that rise.",
                a=self.tier_a,
                b=self.tier_b,
                c=self.tier_c,
            )


TYPES = {field.name: field.type for field in fields(Settings)}


def may_be_open(name: str) -> bool:
    """May this setting be None: nothing said?"""
    return isinstance(TYPES[name], UnionType)


def kind_of(name: str) -> type:
    """int, float or str."""
    type_ = TYPES[name]
    return get_args(type_)[0] if isinstance(type_, UnionType) else type_  # type: ignore[return-value]


def _check_name(name: str) -> None:
    if name in TYPES:
        return
    close = get_close_matches(name, TYPES, n=1)
    raise StoreError(
        "{name} is no setting{hint}; known are {known}.",
        name=_shown(name).strip('"'),
        hint=f" ({close[0]}?)" if close else "",
        known=", ".join(TYPES),
    )


def _check(name: str, value: object) -> None:
    kind = kind_of(name)
    if isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else kind):
        raise StoreError(WRONG_KIND[kind], name=name, found=_shown(value))
    if name == "currency" and not is_currency(str(value)):
        raise StoreError(
            "currency is {found}; it is a code of ISO 4217, such as USD, EUR or CNY.",
            found=_shown(value),
        )
    if name == "time_zone" and not _is_time_zone(str(value)):
        raise StoreError(
            "time_zone is {found}; it is a zone such as Europe/London, Asia/Shanghai or UTC.",
            found=_shown(value),
        )
    if name == "inbox" and not _is_full_path(str(value)):
        raise StoreError(
            "inbox is {found}; it is the full path of a folder, such as /srv/rapport/inbox.",
            found=_shown(value),
        )
    if name in READ_AS and READ_AS[name][0](str(value)) is None:
        raise StoreError(READ_AS[name][1], found=_shown(value))
    if name in RANGES and not RANGES[name][0] <= value <= RANGES[name][1]:  # type: ignore[operator]
        low, high = RANGES[name]
        raise StoreError(
            "{name} is {found}; it lies within {low} and {high}.",
            name=name,
            found=_shown(value),
            low=f"{low:,}",
            high=f"{high:,}",
        )


# Texts that stand for more than themselves: how each is read, and what is said where it cannot be.
READ_AS: dict[str, tuple[Callable[[str], object | None], str]] = {
    "sla_by_severity": (
        hours_by_severity,
        "sla_by_severity is {found}; it gives hours to at most six severities, such as "
        "high=24, low=96.",
    ),
    "service_days": (
        working_days,
        "service_days is {found}; it is the days that count in their order, Monday being 1, such "
        "as 12345.",
    ),
    "recovery_steps": (
        steps_of,
        "recovery_steps is {found}; it names some of apologise, solve, talk, delight, improve, "
        "report and keep_in_touch, in their order.",
    ),
}

WRONG_KIND = {
    int: "{name} is {found}; it is a whole number.",
    float: "{name} is {found}; it is a number.",
    str: "{name} is {found}; it is a text in quotes.",
}


def _shown(value: object) -> str:
    """As the reader wrote it, texts in quotes, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_full_path(text: str) -> bool:
    return text.isprintable() and Path(text).is_absolute()


DEFAULTS = Settings()


def with_changes(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """The settings with these values in place of theirs.

    Raises StoreError for an unknown name or a value that the setting cannot have.
    """
    for name in changes:
        _check_name(name)
    return replace(settings, **changes)


def value_of(name: str, text: str) -> int | float | str | None:
    """What a setting is given by a word of the command line; nothing, or `default`, is its default.

    Raises StoreError for an unknown name, or text that is no number where one is needed.
    """
    _check_name(name)
    if text in ("", "default"):
        return getattr(DEFAULTS, name)
    kind = kind_of(name)
    try:
        return kind(text)
    except ValueError:
        raise StoreError(WRONG_KIND[kind], name=name, found=_shown(text)) from None


def unlike_defaults(settings: Settings) -> dict[str, int | float | str | None]:
    """The settings that a company chose for itself, by name."""
    usual = asdict(DEFAULTS)
    return {name: value for name, value in asdict(settings).items() if value != usual[name]}
