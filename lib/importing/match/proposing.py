"""A recipe for files nobody has described: each one's subject first, then what else it tells."""

from collections.abc import Callable, Sequence
from typing import Any

from lib.database import Database
from lib.importing.match.campaigns import add_campaign_days, add_touches
from lib.importing.match.content import suppose_orders
from lib.importing.match.customers import add_customers
from lib.importing.match.deals import add_event_log, add_opportunities
from lib.importing.match.draft import Draft
from lib.importing.match.known import columns_of
from lib.importing.match.model import Proposal
from lib.importing.match.orders import add_orders, add_products
from lib.importing.match.payments import add_payments
from lib.importing.match.plain import add_plain
from lib.importing.match.questions import lone_scores, survey_of
from lib.importing.match.reading import reading_of
from lib.importing.match.sets import View, links_of, patterns
from lib.importing.match.sheets import Sheet
from lib.importing.match.stored import recognise
from lib.importing.match.subjects import (
    MASTERS,
    NEEDS,
    OTHERS,
    evidence,
    missing,
    nearest,
    subject,
    tells,
)
from lib.importing.match.surveys import add_responses, add_survey, responses_of
from lib.importing.match.tickets import add_cases_of_tickets, add_complaints, speaks_of_tickets
from lib.importing.recipe import read_recipe
from lib.importing.recipe.writing import recipe_text
from lib.schema import TABLES


def _add_log(draft: Draft, view: View) -> tuple[str, str]:
    """Cases of sales, or of complaints."""
    return (add_cases_of_tickets if speaks_of_tickets(view) else add_event_log)(draft, view)


SPECIAL: dict[str, Callable[[Draft, View], Any]] = {
    "opportunities": add_opportunities,
    "stage_changes": _add_log,
    "complaints": add_complaints,
    "campaign_days": add_campaign_days,
    "touches": add_touches,
    "payments": add_payments,
}

# Files about these tell of customers beside their own subject.
NAMING_CUSTOMERS = (
    "orders",
    "opportunities",
    "complaints",
    "returns",
    "contracts",
    "costs_to_serve",
)


def _says_nothing(sheet: Sheet) -> bool:
    """Is no column called like a field of any table?"""
    return sheet.headerless or not any(sheet.picks(table, True) for table in NEEDS)


TELLS_MUCH = 1.5  # of a table that a file cannot feed, to be worth a word


def propose(sheets: Sequence[Sheet], stored: Database | None) -> Proposal:
    made = _Proposing(sheets, stored)
    made.fill()
    return made.proposal()


class _Proposing:
    def __init__(self, sheets: Sequence[Sheet], stored: Database | None) -> None:
        self.sheets, self.draft = sheets, Draft()
        links = links_of(sheets) if len(sheets) > 1 else {}
        self.views = [View(sheet, links) for sheet in sheets]
        if stored:
            recognise(sheets, stored)
        self.subjects: dict[int, str] = {}

    def fill(self) -> None:
        for view in self.views:
            self._survey(view)
        self._subjects()
        sole = self.views[0].sheet
        nameless = len(self.views) == 1 and not self.subjects and _says_nothing(sole)
        if nameless and suppose_orders(sole):
            self.subjects[id(sole)] = "orders"
        self._find_customers()
        orders = self._base_of_orders()
        masters = {self.subjects.get(id(view.sheet)) for view in self.views}
        deals = self._base_of_deals()
        for view in self.views:
            about = self.subjects.get(id(view.sheet))
            is_told = about == "opportunities" and view is not deals
            if view is orders or about in (None, "survey") or is_told:
                continue
            self._feed(view, about)
        if orders:
            self._orders(orders, masters)
        if "customers" not in masters:
            self._customers_elsewhere()
        self._say_what_is_missing()

    def _survey(self, view: View) -> None:
        if survey := survey_of(view.sheet):
            add_survey(self.draft, view, survey)
            self.subjects[id(view.sheet)] = "survey"

    def _subjects(self) -> None:
        for view in self.views:
            if id(view.sheet) in self.subjects:
                continue
            about = subject(view.sheet)
            if about is None and len(self.views) == 1 and OTHERS not in view.sheet.hints:
                view.sheet.forget_hints()
                about = subject(view.sheet)
            if about:
                self.subjects[id(view.sheet)] = about
        for table in MASTERS:
            of_it = [
                view.sheet for view in self.views if self.subjects.get(id(view.sheet)) == table
            ]
            best = max(of_it, key=lambda sheet: evidence(sheet, table), default=None)
            for sheet in of_it:
                if sheet is not best:
                    del self.subjects[id(sheet)]

    def _find_customers(self) -> None:
        """Other files may know a customer by another id than the customers' file does."""
        for view in self.views:
            if self.subjects.get(id(view.sheet)) == "customers":
                key = view.sheet.picks("customers", True).get("customer_id")
                for other in self.views if key else ():
                    other.customers = (view.sheet, key.column.name) if key else None

    def _base_of_orders(self) -> View | None:
        """The file with the finest grain of orders, once what it leads to is counted in."""
        fitting = []
        for view in self.views:
            if self.subjects.get(id(view.sheet)) not in ("orders", None, "products"):
                continue
            said = self.subjects.get(id(view.sheet))
            found = {
                name for group in NEEDS["orders"] for name in group if view.find("orders", name)
            }
            own = view.sheet.picks("orders", True)
            if missing(found, "orders") or not {"revenue", "unit_price"} & set(own):
                continue
            if "order_id" not in own and said != "orders":
                continue
            grain = sum(name in own for name in ("line", "product_id", "quantity", "unit_price"))
            fitting.append((grain + ("order_id" in own), view))
        return max(fitting, key=lambda one: one[0])[1] if fitting else None

    def _base_of_deals(self) -> View | None:
        """Of several files of deals, the one that leads to the others: leads, and what became."""
        of_deals = [v for v in self.views if self.subjects.get(id(v.sheet)) == "opportunities"]
        return max(of_deals, key=lambda view: view.sheet.rows, default=None)

    def _feed(self, view: View, about: str) -> None:
        if about == "customers":
            add_customers(self.draft, view, main=None)
        elif about == "products":
            add_products(self.draft, view, orders=False)
        elif about == "responses":
            add_responses(self.draft, view, *responses_of(self.draft, view))
        elif about == "orders":
            return
        elif about in SPECIAL:
            SPECIAL[about](self.draft, view)
        else:
            add_plain(self.draft, view, about)

    def _orders(self, view: View, masters: set[str | None]) -> None:
        add_orders(self.draft, view)
        self.subjects[id(view.sheet)] = "orders"
        if "products" not in masters:
            add_products(self.draft, view, orders=True)
        if "customers" not in masters:
            add_customers(self.draft, view, main="orders")

    def _customers_elsewhere(self) -> None:
        """Customers that only other files name, where they say more than an id."""
        if "customers" in self.draft.blocks:
            return
        for view in self.views:
            about = self.subjects.get(id(view.sheet), "")
            named = about in NAMING_CUSTOMERS and about != "orders"
            if named and add_customers(self.draft, view, main=about):
                return

    def _say_what_is_missing(self) -> None:
        for view in self.views:
            sheet = view.sheet
            if self.draft.feeds(sheet):
                self._say_what_else(sheet)
                continue
            if (lone := lone_scores(sheet)) and not self.draft.blocks:
                _, fields = responses_of(self.draft, view)
                add_responses(self.draft, view, {"recommend": lone}, fields)
                continue
            self._say_missing(sheet)

    def _say_what_else(self, sheet: Sheet) -> None:
        """A file of customers may hold all of an order but its day."""
        if self.subjects.get(id(sheet)) not in MASTERS:
            return
        for table in ("orders", "complaints", "opportunities", "returns", "touches"):
            group = missing(sheet.picks(table, False), table) if table in TABLES else None
            if group and tells(sheet, table) >= TELLS_MUCH:
                told = {"file": sheet.name, "table": table, "field": group[0]}
                sentence = "{file} would feed {table} too, if a column of it said {field}."
                self.draft.say((table, group[0]), sentence, **told)

    def _say_missing(self, sheet: Sheet) -> None:
        table = nearest(sheet)
        group = missing(sheet.picks(table, True), table)
        path = ("file", sheet.key) if sheet.key else (table, group[0] if group else "")
        if len(sheet.columns) == 1:
            sentence = (
                "{file} feeds no table: each of its lines is one cell, as no delimiter parts them; "
                "where columns stand at fixed places, export the file with a delimiter."
            )
            self.draft.say(path, sentence, file=sheet.name)
            return
        if group is None:
            sentence = (
                "{file} feeds no table: it comes nearest to {table}, but too few of its columns "
                "are called like anything we keep of them."
            )
            self.draft.say(path, sentence, file=sheet.name, table=table)
            return
        told = {"file": sheet.name, "table": table, "field": group[0]}
        if called := sheet.called_like(table, group):
            sentence = (
                "{file} feeds no table: it comes nearest to {table}, which need {field}; {column} "
                "is called like it, but what it holds, such as {examples}, does not read as it."
            )
            examples = ", ".join(f"“{sample[:40]}”" for sample in called.samples[:2])
            self.draft.say(path, sentence, **told, column=called.name, examples=examples)
            return
        sentence = (
            "{file} feeds no table: it comes nearest to {table}, which need {field}, and no column "
            "looks like it."
        )
        self.draft.say(path, sentence, **told)

    def proposal(self) -> Proposal:
        recipe = self._read()
        body, _ = self.draft.finish()
        whole = {"name": self._name(), **recipe, **body}
        if any(table in whole for table in TABLES):
            read_recipe(recipe_text(whole), name=whole["name"])
        return Proposal(whole, self.draft.finish()[1])

    def _read(self) -> dict[str, Any]:
        """What stands before the tables: how to read each file, types, maps."""
        if len(self.sheets) == 1:
            return self._of_file(self.sheets[0], ())
        names = patterns(self.sheets)
        return {
            "file": {
                sheet.key: {"match": names[sheet.key], **self._of_file(sheet, ("file", sheet.key))}
                for sheet in self.sheets
            }
        }

    def _of_file(self, sheet: Sheet, path: tuple[str, ...]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        read = reading_of(self.draft, sheet, self._used(sheet), (*path, "read"))
        if read | sheet.said:
            said["read"] = read | sheet.said
        if types := self.draft.types.get(sheet.key):
            said["types"] = types
        if maps := self.draft.maps.get(sheet.key):
            said["map"] = maps
        return said

    def _used(self, sheet: Sheet) -> set[str]:
        """Columns of the file that blocks and lookups take."""
        body, _ = self.draft.finish()
        if not any(table in body for table in TABLES):
            return set()
        files = {"file": {one.key: {"match": "*"} for one in self.sheets}} if sheet.key else {}
        return columns_of(read_recipe(recipe_text(files | body), name=self._name()), sheet.key)

    def _name(self) -> str:
        stems = [sheet.name.rsplit(".", 1)[0] for sheet in self.sheets]
        return ", ".join(stems)[:100] or "recipe"
