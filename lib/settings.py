"""Thresholds a reader may change, kept in data/settings.toml; `metrics.md`'s defaults otherwise."""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from lib.errors import StoreError


@dataclass(frozen=True)
class Settings:
    """Every number here is one a company may judge differently; the defaults are the book's."""

    silent_days: int = 90  # a customer is churned after more days of silence than this (31-365)
    tier_a: int = 20  # best customers by value, in percent, that are tier A ...
    tier_b: int = 50  # ... down to here B ...
    tier_c: int = 80  # ... down to here C, the rest D
    tiers_from: int = 20  # fewer ranked customers than this have no tiers
    satisfied_at: float = 0.9  # satisfaction ratio from which a customer counts as satisfied
    window_days: int = 30  # days after a touch in which an order may be due to it
    large_deal: float | None = None  # amount of a large deal; None: 90th percentile of won ones
    generations_kept: int = 3  # imports that can be stepped back, plus one
    currency: str = "USD"  # of the store's money; never follows the reader's language
    time_zone: str = "UTC"

    def __post_init__(self) -> None:
        if not 31 <= self.silent_days <= 365:
            raise StoreError(
                "silent_days is {found}; it lies within 31 and 365.", found=self.silent_days
            )
        if not 0 < self.tier_a < self.tier_b < self.tier_c < 100:
            raise StoreError("The tier cuts are percentages that rise: tier_a, tier_b, tier_c.")
        if self.generations_kept < 1:
            raise StoreError("generations_kept is at least 1: the live data itself.")


DEFAULTS = Settings()


def read_settings(folder: Path) -> Settings:
    """The settings of the store in `folder`; the defaults where it says nothing.

    Raises StoreError where settings.toml is not readable or names an unknown setting.
    """
    file = folder / "settings.toml"
    if not file.exists():
        return DEFAULTS
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoreError("settings.toml cannot be read: {reason}.", reason=error) from error
    known = {field.name for field in fields(Settings)}
    for name in given:
        if name not in known:
            raise StoreError(
                "settings.toml names {name}, which is no setting; known are {known}.",
                name=name,
                known=", ".join(sorted(known)),
            )
    try:
        return replace(DEFAULTS, **given)
    except TypeError as error:
        raise StoreError("settings.toml holds a value of the wrong kind.") from error
