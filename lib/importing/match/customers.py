"""Customers: of a file of their own, or those that another file names."""

from collections.abc import Iterable

from lib.importing.match.draft import Draft, Filled, certain, guess, picked
from lib.importing.match.kinds import has_point_zero
from lib.importing.match.meanings import in_our_words
from lib.importing.match.names import name_of
from lib.importing.match.orders import customer_value
from lib.importing.match.sets import View
from lib.importing.match.sheets import Cell, Pick, Sheet
from lib.importing.profile import ColumnProfile

FEWEST, MOST = 2, 30  # different values of a column worth filtering customers by
PLAIN = (
    *("industry", "occupation", "region", "city", "acquired_on", "acquired_through"),
    *("acquisition_cost", "left_on", "left_because", "birth_year"),
)

OF_BUSINESSES = {"industry"}
OF_PEOPLE = {"birth_year", "birth_date", "age"}
NAMED_AS_PEOPLE = {"first_name", "occupation"}


def add_customers(draft: Draft, view: View, *, main: str | None) -> bool:
    """Customers of this file; `main` is the table it is about, None where that is customers."""
    made = _Customers(draft, view, main)
    if made.key is None:
        return False
    fields = made.fields()
    attributes = made.attributes(fields)
    view.look_up(draft, made.used)
    path = draft.add("customers", view.sheet, fields, attributes=attributes, keys=made.keys)
    made.remark(path)
    return True


class _Customers:
    def __init__(self, draft: Draft, view: View, main: str | None) -> None:
        self.draft, self.view, self.sheet, self.main = draft, view, view.sheet, main
        self.own = view.sheet.picks("customers", main is None)
        self.key = self._key()
        self.used: list[Cell] = []
        self.keys: dict[str, str] = {}
        if self.key:
            if self.key.column.filled < self.sheet.rows:
                self.keys["where"] = f"={self.key.cell.sql} is not null"
            if not self.sheet.is_key(self.key.column):
                self.keys["keep"] = "last"

    def _key(self) -> Pick | None:
        if self.main is None:
            return self.own.get("customer_id") or self.own.get("name")
        pick = self.sheet.picks(self.main, True).get("customer_id")
        return pick or self.own.get("customer_id")

    def fields(self) -> dict[str, Filled]:
        assert self.key is not None, "customers have a key"
        point_zero = has_point_zero(self.key.column)
        fields = {"customer_id": customer_value(self.key.cell) if point_zero else picked(self.key)}
        fields |= self._name()
        told = {name: pick for name in PLAIN if (pick := self._other(name))}
        steady = self._steady(pick.column for pick in told.values())
        fields |= {name: picked(pick) for name, pick in told.items() if pick.column.name in steady}
        fields |= self._kind(fields)
        fields |= self._words("size", "size")
        return fields

    def _name(self) -> dict[str, Filled]:
        assert self.key is not None, "customers have a key"
        first, last, name = (self.own.get(one) for one in ("first_name", "last_name", "name"))
        whole = name and {"customer", "full", "client"} & set(name_of(name.column.name).words)
        if first and last and not whole:
            value = f"=concat({first.cell.sql}, ' ', {last.cell.sql})"
            sentence = "The name is put together from {first} and {last}."
            told = {"first": first.column.name, "last": last.column.name}
            return {"name": guess(value, sentence, **told)}
        name = name or last
        if name and name.column.name != self.key.column.name:
            return {"name": picked(name)}
        if self.key.column.kind == "text" and any(
            " " in s or not s.isascii() for s in self.key.column.samples
        ):
            return {"name": picked(self.key)}
        return {}

    def _other(self, name: str) -> Pick | None:
        pick = self.own.get(name)
        if pick and self.key and pick.column.name != self.key.column.name:
            return pick
        return None

    def _steady(self, columns: Iterable[ColumnProfile]) -> set[str]:
        """Columns that say something of the customer, and not of the single row."""
        assert self.key is not None, "customers have a key"
        columns = list(columns)
        if self.sheet.is_key(self.key.column) or self.main is None:
            return {column.name for column in columns}
        return set(self.sheet.dependent(self.key.column, columns))

    def _kind(self, fields: dict[str, Filled]) -> dict[str, Filled]:
        """Business or person: by a column of such words, else by what else is known."""
        if said := self._words("kind", "kind"):
            return said
        if OF_BUSINESSES & set(self.own) and self.main is None:
            return {
                "kind": guess("='business'", "Customers with an industry are taken for businesses.")
            }
        own = set(self.own) if self.main is None else set()
        if OF_PEOPLE & own or _gender(self.sheet):
            sentence = "Customers with an age or a gender are taken for people."
            return {"kind": guess("='person'", sentence)}
        if NAMED_AS_PEOPLE & own:
            sentence = "Customers with a first name or an occupation are taken for people."
            return {"kind": guess("='person'", sentence)}
        return {}

    def _words(self, name: str, of: str) -> dict[str, Filled]:
        pick = self.own.get(name)
        if not pick or (self.key and pick.column.name == self.key.column.name):
            return {}
        values = self.sheet.values(pick.column)
        known = in_our_words(values, of)
        if not known or len(known) < len(values):
            return {}
        if pick.column.name not in self._steady([pick.column]):
            return {}
        self.draft.map(pick.cell, known)
        sentence = "{column} is mapped to {words}; look whether it is right."
        told = {"column": pick.column.name, "words": ", ".join(sorted(set(known.values())))}
        return {name: guess(pick.cell.bare, sentence, **told)}

    def attributes(self, fields: dict[str, Filled]) -> dict[str, Filled]:
        """Further columns with few values, each of them the customer's."""
        taken = {one.value for one in fields.values()} | self._used_elsewhere()
        free = [
            column
            for column in self.sheet.columns
            if column.name not in taken
            and column.kind in ("text", "flag", "whole")
            and FEWEST <= column.distinct <= MOST
            and column.distinct < max(column.filled, 2)
            and column.longest <= 60
            and not (column.kind == "whole" and column.distinct > 6)
            and not column.name.startswith("=")
            and not any("@" in sample for sample in column.samples)
        ]
        steady = self._steady(free)
        return {
            column.name: certain(
                column.name, "{column} has few values, to filter customers by.", column=column.name
            )
            for column in free
            if column.name in steady and column.name.strip()
        }

    def _used_elsewhere(self) -> set[str]:
        if self.main is None:
            return set()
        picks = self.sheet.picks(self.main, True) | self.sheet.picks("products", False)
        return {pick.column.name for pick in picks.values()}

    def remark(self, path: tuple[str, str]) -> None:
        assert self.key is not None, "customers have a key"
        if self.keys.get("where"):
            count = self.sheet.rows - self.key.column.filled
            sentence = "Rows without {column} are left out of the customers: {count:,}."
            self.draft.say((*path, "where"), sentence, count=count, column=self.key.column.name)
        if self.keys.get("keep"):
            sentence = "{column} stands in several rows: where they differ, the last one counts."
            self.draft.say((*path, "keep"), sentence, column=self.key.column.name)
        if (churned := self.own.get("churned")) and "left_on" not in self.own:
            sentence = "{column} says who left, but no column says on which day; left_on is a day."
            self.draft.say((*path, "left_on"), sentence, column=churned.column.name)
        if (tenure := self.own.get("tenure")) and "acquired_on" not in self.own:
            sentence = (
                "{column} says how long a customer has been one, but no column since which day; "
                "contracts need the day they start."
            )
            self.draft.say(("contracts", "starts_on"), sentence, column=tenure.column.name)


def _gender(sheet: Sheet) -> bool:
    return any(
        column.name.strip().casefold() in ("gender", "sex", "性别") for column in sheet.columns
    )
