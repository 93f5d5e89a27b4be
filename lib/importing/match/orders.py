"""A file of orders, whole or line by line: orders, and the products and customers in them."""

from dataclasses import replace

from lib.importing.match.draft import NAMED, Draft, Filled, certain, guess, picked
from lib.importing.match.kinds import has_point_zero
from lib.importing.match.names import meant_by
from lib.importing.match.sets import View
from lib.importing.match.sheets import Cell, Pick, Sheet
from lib.importing.match.statuses import status_of, unknown_status

CATEGORY = "No column names products; {column} stands for them."

MAY_BE_MERGED = (
    "{column} is empty in {empty:,} of {rows:,} rows, which then have no day and do not come in; "
    'if a cell stands for the rows below it, as merged cells do, write fill_down = ["{column}"] '
    "under [read]."
)
MERGED = 0.9  # of the rows, days fill less where cells were merged

PLAIN = ("promised_on", "delivered_on", "channel", "place", "salesperson")


def add_orders(draft: Draft, view: View) -> tuple[str, str]:
    """Orders from this file; what it lacks is looked up where it leads."""
    made = _Orders(draft, view)
    fields = made.fields()
    view.look_up(draft, made.used)
    path = draft.add("orders", view.sheet, fields, keys=made.keys)
    for sentence, values in made.remarks:
        draft.say(path, sentence, **values)
    return path


def customer_value(cell: Cell) -> Filled:
    """A customer's id; one that went through a spreadsheet as 17850.0 becomes 17850 again."""
    if has_point_zero(cell.column) and not cell.lookup:
        value = f"=regexp_replace({cell.sql}, '\\.0$', '')"
        sentence = "{column} went through a spreadsheet, so its .0 is cut off."
        return guess(value, sentence, column=cell.column.name)
    return picked(Pick(cell, 1.0))


def product_of(view: View) -> Pick | None:
    """What was ordered: a product's id, else its category, where that is all there is."""
    if pick := view.find("orders", "product_id"):
        return pick
    category = view.sheet.picks("products", False).get("category")
    return replace(category, why=CATEGORY) if category and category.column.filled else None


def row_of(sheet: Sheet) -> str:
    """The row's number as an expression, or its fingerprint where a column is called row."""
    names = {column.name for column in sheet.columns}
    return next((f"={name}" for name in ("row", "row_id") if name not in names), "='1'")


def fingerprint(sheet: Sheet) -> str:
    names = {column.name for column in sheet.columns}
    return next((f"={name}" for name in ("row_id", "row") if name not in names), "='1'")


class _Orders:
    def __init__(self, draft: Draft, view: View) -> None:
        self.draft, self.view, self.sheet = draft, view, view.sheet
        self.keys: dict[str, str] = {}
        self.remarks: list[tuple[str, dict[str, object]]] = []
        self.used: list[Cell] = []
        self.order = self.find("order_id")
        self.repeats = bool(self.order and not self.sheet.is_key(self.order.column))

    def find(self, name: str) -> Pick | None:
        pick = self.view.find("orders", name)
        if pick and pick.cell.lookup:
            self.used.append(pick.cell)
        return pick

    def fields(self) -> dict[str, Filled]:
        fields = self._ids()
        plain = {name: pick for name in PLAIN if (pick := self.find(name))}
        if "salesperson" in plain and not plain["salesperson"].exact:
            del plain["salesperson"]
        if "promised_on" in plain and self._is_due_for_payment(plain["promised_on"]):
            del plain["promised_on"]
        fields |= {name: picked(pick) for name, pick in plain.items()}
        fields |= self._day()
        fields |= self._money()
        if "keep" in self.keys:
            fields.pop("product_id", None)  # of its first line, but the money is the whole order's
        fields |= self._status()
        if campaign := self.sheet.picks("orders", False).get("campaign_id"):
            fields["campaign_id"] = picked(campaign)
        return fields

    def _is_due_for_payment(self, promised: Pick) -> bool:
        """An invoice is due when it is to be paid, and not when the goods were promised."""
        billed = self.order and {"invoice", "bill"} & set(meant_by(self.order.column.name).words)
        return bool(billed) and "due" in meant_by(promised.column.name).words

    def _ids(self) -> dict[str, Filled]:
        fields = {}
        if self.order and not self.order.cell.lookup:
            fields["order_id"] = picked(self.order)
        else:
            sentence = "No column numbers the orders: each row is taken for one order."
            fields["order_id"] = guess(fingerprint(self.sheet), sentence)
            self.repeats = False
        customer = self.find("customer_id")
        if customer:
            fields["customer_id"] = self._customer(customer)
        else:
            self.remarks.append(
                ("No column says who ordered: these orders count in company totals only.", {})
            )
        if product := product_of(self.view):
            self.used += [product.cell] if product.cell.lookup else []
            fields["product_id"] = picked(product)
        return fields

    def _customer(self, pick: Pick) -> Filled:
        if has_point_zero(pick.column):
            return customer_value(pick.cell)
        return picked(pick)

    def _day(self) -> dict[str, Filled]:
        pick = self.find("ordered_on")
        if pick and not pick.cell.lookup and pick.column.filled < MERGED * self.sheet.rows:
            empty = self.sheet.rows - pick.column.filled
            told = {"column": pick.column.name, "empty": empty, "rows": self.sheet.rows}
            self.remarks.append((MAY_BE_MERGED, told))
        return {"ordered_on": picked(pick)} if pick else {}

    def _money(self) -> dict[str, Filled]:
        revenue, price = self.find("revenue"), self.find("unit_price")
        quantity = self.find("quantity")
        fields = {"quantity": picked(quantity)} if quantity else {}
        if revenue and self._is_of_order(revenue):
            if price and quantity:
                sentence = (
                    "{column} is one sum for the whole order; lines are quantity times price."
                )
                self.remarks.append((sentence, {"column": revenue.column.name}))
                revenue = None
            else:
                return self._once_an_order(revenue)
        if revenue is None and price:
            fields |= self._price(price, quantity)
        elif revenue:
            fields["revenue"] = picked(revenue)
        if (refund := self.sheet.picks("orders", False).get("refund")) and revenue:
            sentence = "{refund} holds refunds: look whether {revenue} is already without them."
            of_both: dict[str, object] = {
                "refund": refund.column.name,
                "revenue": revenue.column.name,
            }
            self.remarks.append((sentence, of_both))
        fields |= self._line()
        fields |= self._cost(fields, revenue, quantity)
        return fields

    def _is_of_order(self, revenue: Pick) -> bool:
        """Do the lines of an order repeat one sum, which would be added several times?"""
        if not self.repeats or self.order is None or revenue.cell.lookup:
            return bool(revenue.cell.lookup and self.repeats)
        return self.sheet.repeats(self.order.column, revenue.column)

    def _once_an_order(self, revenue: Pick) -> dict[str, Filled]:
        self.keys["keep"] = "first"
        sentence = (
            "{column} repeats one sum on every line of an order; it is taken once, from the first."
        )
        return {"revenue": guess(revenue.cell.bare, sentence, column=revenue.column.name)}

    def _price(self, price: Pick, quantity: Pick | None) -> dict[str, Filled]:
        name = price.column.name
        if quantity is None:
            sentence = "{column} is taken for what a row brought, as no column says how many."
            return {"revenue": guess(price.cell.bare, sentence, column=name)}
        worth = f"{quantity.cell.sql} * {price.cell.sql}"
        self.draft.type(quantity.cell, "number")
        self.draft.type(price.cell, "number")
        discount = self.sheet.picks("orders", False).get("discount")
        if discount and _is_share(discount):
            self.draft.type(discount.cell, "number")
            value = f"={worth} * (1 - {discount.cell.sql})"
            sentence = "No column holds a line's money: {quantity} times {price}, less {discount}."
            told = {"discount": discount.column.name}
        else:
            value, told = f"={worth}", {}
            sentence = "No column holds a line's money: {quantity} times {price}."
        told |= {"quantity": quantity.column.name, "price": name}
        return {"revenue": guess(value, sentence, **told)}

    def _line(self) -> dict[str, Filled]:
        line = self.sheet.picks("orders", False).get("line")
        if not self.repeats or self.order is None:
            return {}
        if line and self.sheet.is_unique([self.order.column, line.column]):
            return {"line": picked(line)}
        sentence = "No column numbers an order's lines: the row's number in the file stands for it."
        return {"line": guess(row_of(self.sheet), sentence)}

    def _cost(
        self, fields: dict[str, Filled], revenue: Pick | None, quantity: Pick | None
    ) -> dict[str, Filled]:
        picks = self.sheet.picks("orders", False)
        if cost := picks.get("cost"):
            return {"cost": picked(cost)}
        unit = self.sheet.picks("products", False).get("unit_cost")
        if unit and quantity:
            self.draft.type(unit.cell, "number")
            self.draft.type(quantity.cell, "number")
            value = f"={quantity.cell.sql} * {unit.cell.sql}"
            sentence = "{column} is taken for the cost of one unit."
            return {"cost": guess(value, sentence, column=unit.column.name)}
        if (profit := picks.get("profit")) and revenue and not revenue.cell.lookup:
            self.draft.type(revenue.cell, "number")
            self.draft.type(profit.cell, "number")
            value = f"={revenue.cell.sql} - {profit.cell.sql}"
            sentence = "What is left of {revenue} without {profit} is taken for the cost of goods."
            told = {"revenue": revenue.column.name, "profit": profit.column.name}
            return {"cost": guess(value, sentence, **told)}
        return {}

    def _status(self) -> dict[str, Filled]:
        pick = self.find("status")
        if pick:
            fields = status_of(self.draft, pick, "orders")
            if not fields and pick.exact:
                self.remarks += unknown_status(pick)
            return fields
        flag = self.find("returned")
        if not flag:
            return {}
        yes = [value for value in flag.cell.sheet.values(flag.column) if _is_yes(value)]
        if not yes:
            return {}
        word = yes[0].replace("'", "''")
        value = f"=case when {flag.cell.sql} = '{word}' then 'returned' else 'completed' end"
        sentence = "An order counts as returned where {column} is {value}."
        return {"status": guess(value, sentence, column=flag.column.name, value=yes[0])}


def _is_yes(value: str) -> bool:
    return value.strip().casefold() in ("yes", "y", "true", "1", "returned", "是")


def _is_share(discount: Pick) -> bool:
    try:
        least, greatest = (
            float(discount.column.least or "x"),
            float(discount.column.greatest or "x"),
        )
    except ValueError:
        return False
    return least >= 0 and greatest <= 1


def add_products(draft: Draft, view: View, *, orders: bool) -> bool:
    """Products of a file of their own, or those that orders name; False where there are none."""
    sheet = view.sheet
    product = product_of(view) if orders else view.find("products", "product_id")
    own = sheet.picks("products", not orders)
    if product is None and not orders:
        product = own.get("name")
    if product is None or product.cell.lookup:
        return False
    fields = {"product_id": picked(product)}
    name = own.get("name")
    if name is None or name.column.name == product.column.name:
        fields |= _named_by_id(product)
    else:
        fields["name"] = picked(name)
    category = view.find("products", "category")
    if category and (category.column.name != product.column.name or product.why == CATEGORY):
        fields["category"] = picked(category)
        view.look_up(draft, [category.cell] if category.cell.lookup else [])
    if unit := own.get("unit_cost"):
        fields["unit_cost"] = picked(unit)
    keys = _known_rows(draft, product)
    if not sheet.is_key(product.column):
        keys["keep"] = "last"
    draft.add("products", sheet, fields, keys=keys)
    return True


def _named_by_id(product: Pick) -> dict[str, Filled]:
    if product.column.kind != "text" or not any(
        " " in s or not s.isascii() for s in product.column.samples
    ):
        return {}
    return {"name": certain(product.cell.bare, NAMED, column=product.column.name)}


def _known_rows(draft: Draft, pick: Pick) -> dict[str, str]:
    """Rows without the key are skipped; the doubt says how many."""
    return (
        {"where": f"={pick.cell.sql} is not null"}
        if pick.column.filled < pick.cell.sheet.rows
        else {}
    )
