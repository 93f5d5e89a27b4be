"""What tables, fields and kinds of columns are called on the Import page."""

from collections.abc import Callable, Iterable
from typing import Any

from lib.languages import N_
from lib.ui.languages import _, reader
from lib.ui.notices import told

# What the headline figures are called that no card of the overview shows.
FIGURES = {
    "revenue": N_("Revenue"),
    "churn_rate_b": N_("Tier B churn"),
    "churn_rate_c": N_("Tier C churn"),
    "churn_rate_d": N_("Tier D churn"),
}

# What our tables hold, in a reader's words.
NAMES = {
    "customers": N_("customers"),
    "attributes": N_("customer attributes"),
    "contracts": N_("contracts"),
    "products": N_("products"),
    "orders": N_("orders"),
    "costs_to_serve": N_("costs to serve"),
    "ratings": N_("ratings by aspect"),
    "responses": N_("survey answers"),
    "stages": N_("sales stages"),
    "opportunities": N_("opportunities"),
    "stage_changes": N_("stage changes"),
    "campaigns": N_("campaigns"),
    "touches": N_("campaign touches"),
    "campaign_days": N_("campaign days"),
    "complaints": N_("complaints"),
    "returns": N_("returns"),
    "events": N_("events"),
}

FIELDS = {
    "customer_id": N_("Customer ID"),
    "name": N_("Name"),
    "industry": N_("Industry"),
    "occupation": N_("Occupation"),
    "birth_year": N_("Year of birth"),
    "region": N_("Region"),
    "city": N_("City"),
    "size": N_("Size (large, medium, small)"),
    "acquired_on": N_("Won on"),
    "acquired_through": N_("Won through"),
    "acquisition_cost": N_("Cost of winning"),
    "left_on": N_("Left on"),
    "left_because": N_("Left because"),
    "attribute": N_("Attribute"),
    "value": N_("Its value"),
    "starts_on": N_("Starts on"),
    "ends_on": N_("Ends on"),
    "product_id": N_("Product ID"),
    "category": N_("Category"),
    "unit_cost": N_("Cost of one unit"),
    "campaign_id": N_("Campaign ID"),
    "channel": N_("Channel"),
    "purpose": N_("Purpose (win, keep)"),
    "started_on": N_("First day"),
    "ended_on": N_("Last day"),
    "cost": N_("Cost"),
    "order_id": N_("Order ID"),
    "line": N_("Order line"),
    "ordered_on": N_("Order day"),
    "promised_on": N_("Promised for"),
    "delivered_on": N_("Delivered on"),
    "quantity": N_("Quantity"),
    "revenue": N_("Revenue"),
    "place": N_("Place of sale"),
    "salesperson": N_("Salesperson"),
    "status": N_("Status (completed, cancelled, returned)"),
    "spent_on": N_("Spent on"),
    "amount": N_("Amount"),
    "response_id": N_("Response ID"),
    "answered_on": N_("Answered on"),
    "aspect": N_("Aspect"),
    "layer": N_("Layer"),
    "expected": N_("Expected"),
    "perceived": N_("Perceived"),
    "importance": N_("Importance"),
    "scale_min": N_("Scale from"),
    "scale_max": N_("Scale to"),
    "survey": N_("Survey"),
    "overall": N_("Overall satisfaction"),
    "overall_min": N_("Overall scale from"),
    "overall_max": N_("Overall scale to"),
    "recommend": N_("Would recommend (0 to 10)"),
    "prefers_us": N_("Prefers us"),
    "will_buy_again": N_("Will buy again"),
    "agree_max": N_("Agreement scale to"),
    "stage": N_("Stage"),
    "position": N_("Position"),
    "opportunity_id": N_("Opportunity ID"),
    "owner": N_("Owner"),
    "source": N_("Source"),
    "created_on": N_("Created on"),
    "expected_close_on": N_("Expected to close on"),
    "closed_on": N_("Closed on"),
    "outcome": N_("Outcome (open, won, lost)"),
    "lost_because": N_("Lost because"),
    "entered_at": N_("Entered at"),
    "touched_on": N_("Touched on"),
    "in_control": N_("Held back for comparison"),
    "day": N_("Day"),
    "impressions": N_("Impressions"),
    "clicks": N_("Clicks"),
    "leads": N_("Leads"),
    "orders": N_("Orders claimed"),
    "complaint_id": N_("Complaint ID"),
    "opened_at": N_("Opened at"),
    "cause": N_("Cause"),
    "severity": N_("Severity"),
    "valid": N_("Justified"),
    "handovers": N_("Handovers"),
    "first_reply_at": N_("First reply at"),
    "resolved_at": N_("Resolved at"),
    "remedy": N_("Remedy"),
    "rating_after": N_("Rating afterwards"),
    "return_id": N_("Return ID"),
    "returned_on": N_("Returned on"),
    "reason": N_("Reason"),
    "happened_on": N_("Happened on"),
    "label": N_("What happened"),
    "kind": N_("Kind"),
}

# Of a field that means something else in one table.
FIELDS_OF = {
    ("customers", "kind"): N_("Kind (business, person)"),
    ("touches", "kind"): N_("Kind (sent, opened, clicked, responded)"),
    ("campaign_days", "revenue"): N_("Revenue claimed"),
}

KINDS = {
    "whole": N_("whole number"),
    "number": N_("number"),
    "date": N_("date"),
    "timestamp": N_("date and time"),
    "flag": N_("yes or no"),
    "text": N_("text"),
    "empty": N_("empty"),
}

ENCODINGS = {
    "utf-8": "UTF-8",
    "gb18030": N_("Chinese, simplified (GB18030, GBK)"),
    "big5": N_("Chinese, traditional (Big5)"),
    "shift_jis": N_("Japanese (Shift-JIS)"),
    "euc_jp": N_("Japanese (EUC)"),
    "euc_kr": N_("Korean (EUC)"),
    "cp1252": N_("Western Europe (Windows-1252)"),
    "cp1250": N_("Central Europe (Windows-1250)"),
    "cp850": N_("Western Europe (DOS 850)"),
    "mac-roman": N_("Western Europe (Mac)"),
    "cp1251": N_("Cyrillic (Windows-1251)"),
    "koi8-r": N_("Cyrillic (KOI8-R)"),
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}

DELIMITERS = {
    ",": N_("comma ,"),
    ";": N_("semicolon ;"),
    "\t": N_("tab"),
    "|": N_("bar |"),
    "whitespace": N_("blanks between padded columns"),
}


def labels(options: Iterable[Any], said: Callable[[Any], str]) -> Callable[[Any], str]:
    """What a widget calls its options, said in this run's language."""
    words = {option: said(option) for option in options}
    return words.__getitem__


def table_label(table: str) -> str:
    """What a table of ours holds, with a capital."""
    said = _(NAMES.get(table, table.replace("_", " ")))
    return said[:1].upper() + said[1:]


def field_label(table: str, field: str) -> str:
    words = FIELDS_OF.get((table, field)) or FIELDS.get(field)
    return _(words) if words else field.replace("_", " ")


def kind_label(kind: str) -> str:
    return _(KINDS[kind]) if kind in KINDS else kind


def encoding_label(encoding: str) -> str:
    return _(ENCODINGS[encoding]) if encoding in ENCODINGS else encoding


def delimiter_label(delimiter: str) -> str:
    return _(DELIMITERS[delimiter]) if delimiter in DELIMITERS else delimiter


def date_label(form: str) -> str:
    """A strptime form in letters that people know: %d/%m/%Y is DD/MM/YYYY."""
    letters = {
        "%Y": "YYYY",
        "%y": "YY",
        "%m": "MM",
        "%d": "DD",
        "%H": "hh",
        "%M": "mm",
        "%S": "ss",
        "%b": "Mon",
        "%B": "Month",
        "%p": "am/pm",
    }
    for mark, shown in letters.items():
        form = form.replace(mark, shown)
    return form


def note_text(note: dict[str, Any]) -> str:
    """A note or a doubt of the importer's in this reader's language, days in plain letters."""
    values = {
        name: date_label(value) if isinstance(value, str) and "%" in value else value
        for name, value in note["values"].items()
    }
    return told(note["sentence"], values)


def size_text(size: int) -> str:
    if size < 1_000_000:
        return _("{n} KB", n=reader().number(max(1, round(size / 1_000))))
    if size < 1_000_000_000:
        return _("{n} MB", n=reader().number(size / 1_000_000, size < 100_000_000))
    return _("{n} GB", n=reader().number(size / 1_000_000_000, 2))
