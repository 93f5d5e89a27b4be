"""The filters every page is about: which months, as of when, against what, and which customers.

They live in the address (see `address`), so that a link shows what its sender saw. Here a code
becomes a `Filters` and back; `filter_bar` draws them. A code nobody could have made counts as none.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import unquote

from lib.database import EVERYONE, Customers
from lib.ui import address, data

PERIODS = {"3M": 3, "6M": 6, "12M": 12, "24M": 24}
USUAL = "12M"
CUSTOM = "custom"
YEAR, BEFORE, TARGET = "year", "before", "target"
COMPARISONS = (YEAR, BEFORE, TARGET)
TIERS = ("A", "B", "C", "D")
DAY = timedelta(days=1)

# What a metric may be asked with.
Plain = str | int | float | date | tuple[str, ...] | Customers | None


@dataclass(frozen=True)
class Filters:
    """A period of whole months, tiers (() is all) and customers, as of a day.

    `since` and `until` are inclusive days, None where the data carries no day. `as_of` is None
    unless the reader went back to an earlier day than the data's.
    """

    since: date | None
    until: date | None
    period: str = USUAL
    as_of: date | None = None
    comparison: str = YEAR
    tier: tuple[str, ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def months(self) -> tuple[date, date] | None:
        """The period's first and last day."""
        return (self.since, self.until) if self.since and self.until else None

    @property
    def customers(self) -> Customers:
        """Those with these values: of one name any, of several names all."""
        columns = tuple(
            (name, values) for name, values in self.only if not name.startswith(ATTRIBUTE)
        )
        attributes = tuple(
            (name.removeprefix(ATTRIBUTE), values)
            for name, values in self.only
            if name.startswith(ATTRIBUTE)
        )
        return Customers(columns, attributes) if self.only else EVERYONE

    @property
    def parameters(self) -> dict[str, Plain]:
        """What a metric can be asked for, by the names of its parameters."""
        asked: dict[str, Plain] = {"since": self.since, "until": self.until, "tier": self.tier}
        if self.as_of:
            asked["as_of"] = self.as_of
        if self.only:
            asked["customers"] = self.customers
        return asked

    @property
    def compared(self) -> "Filters | None":
        """The same of the period these months are compared with; None where that is a target."""
        if not self.since or not self.until or self.comparison == TARGET:
            return None
        first, last = self.since.replace(day=1), self.until.replace(day=1)
        back = 12 if self.comparison == YEAR else months_between(first, last) + 1
        since, until = later(first, -back), month_end(later(last, -back))
        return replace(self, since=since, until=until)


ATTRIBUTE = "attr-"  # before the name of an attribute, which may be called like a column


def filters() -> Filters:
    """As this reader has set them."""
    facts = data.facts()
    as_of = _day(address.kept("as_of"))
    if as_of and not (facts.as_of and (facts.first_day or as_of) <= as_of < facts.as_of):
        as_of = None
    period, first, last = _months(address.kept("period"), as_of or facts.as_of, facts.first_day)
    comparison = address.kept("vs")
    return Filters(
        since=first,
        until=last and month_end(last),
        period=period,
        as_of=as_of,
        comparison=comparison if comparison in COMPARISONS else YEAR,
        tier=tuple(letter for letter in TIERS if letter in address.kept("tier")),
        only=only_of(address.kept("only")),
    )


def _months(
    code: str, as_of: date | None, first_day: date | None
) -> tuple[str, date | None, date | None]:
    """The period's code, and the first days of its first and last month.

    Months of the reader's own are those of them that the data reaches. A period without months
    of its own ends with the latest complete one.
    """
    if as_of is None:
        return USUAL, None, None
    if named := _span(code):
        first = max(named[0], (first_day or as_of).replace(day=1))
        last = min(named[1], as_of.replace(day=1))
        if first <= last:
            return code, first, last
    code = code if code in PERIODS else USUAL
    last = later((as_of + DAY).replace(day=1), -1)
    return code, later(last, 1 - PERIODS[code]), last


def of_period(chosen: Filters, code: str) -> Filters:
    """The same of the months that one of PERIODS means."""
    facts = data.facts()
    _, first, last = _months(code, chosen.as_of or facts.as_of, facts.first_day)
    return replace(chosen, period=code, since=first, until=last and month_end(last))


def left_out(chosen: Filters) -> list[str]:
    """What the address asks for that no page can show: an unknown code, a day without data."""
    period, as_of, vs, only = (address.kept(name) for name in ("period", "as_of", "vs", "only"))
    reached = data.facts().as_of
    said = [letter for letter in address.kept("tier") if letter not in TIERS]
    if reached and chosen.months and period not in ("", *PERIODS, span_code(*chosen.months)):
        said.append(period)
    if reached and not chosen.as_of and as_of not in ("", reached.isoformat()):
        said.append(as_of)
    if vs not in ("", *COMPARISONS):
        said.append(vs)
    if only_code(only_of(only)) != only:
        said.append(only)
    return said


def span_code(first: date, last: date) -> str:
    """Months of the reader's own choice, as the address has them."""
    return f"{first:%Y-%m}..{last:%Y-%m}"


def _span(code: str) -> tuple[date, date] | None:
    first, _, last = code.partition("..")
    months = _day(f"{first}-01"), _day(f"{last}-01")
    return (months[0], months[1]) if months[0] and months[1] and months[0] <= months[1] else None


def _day(code: str) -> date | None:
    try:
        return date.fromisoformat(code)
    except ValueError:
        return None


def only_of(code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values asked for by name, from the address: `region*West*East.kind*company`."""
    values: dict[str, list[str]] = {}
    for part in filter(None, code.split(".")):
        name, *chosen = (unquote(word) for word in part.split("*"))
        if name in Customers.COLUMNS or name.startswith(ATTRIBUTE):
            values.setdefault(name, []).extend(chosen)
    return tuple((name, tuple(dict.fromkeys(chosen))) for name, chosen in values.items() if chosen)


def only_code(only: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The same, for the address."""
    return ".".join("*".join(map(_escaped, (name, *values))) for name, values in only)


def _escaped(word: str) -> str:
    """Without the marks between words; the browser does the rest."""
    return word.replace("%", "%25").replace("*", "%2A").replace(".", "%2E")


def with_only(
    only: tuple[tuple[str, tuple[str, ...]], ...], name: str, values: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """`only` with these values of one name, none taking the name out."""
    chosen = dict(only) | {name: values}
    return tuple((name, values) for name, values in chosen.items() if values)


def later(month: date, months: int) -> date:
    """The month start so many months after `month`."""
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)


def month_end(month: date) -> date:
    """The last day of the month."""
    return later(month, 1) - DAY


def months_between(first: date, last: date) -> int:
    return 12 * (last.year - first.year) + last.month - first.month
