"""What our tables and their columns are called, in a reader's words."""

from collections.abc import Mapping

from lib.languages import N_, Language

TABLES = {
    "customers": N_("customers"),
    "attributes": N_("customer attributes"),
    "contracts": N_("contracts"),
    "products": N_("products"),
    "campaigns": N_("campaigns"),
    "orders": N_("order lines"),
    "costs_to_serve": N_("costs to serve"),
    "ratings": N_("ratings by aspect"),
    "responses": N_("survey answers"),
    "stages": N_("sales stages"),
    "opportunities": N_("opportunities"),
    "stage_changes": N_("stage changes"),
    "touches": N_("campaign touches"),
    "campaign_days": N_("campaign days"),
    "complaints": N_("complaints"),
    "returns": N_("returns"),
    "events": N_("events"),
    "payments": N_("payments"),
    "targets": N_("targets"),
    "people": N_("people"),
    "interactions": N_("contacts with customers"),
    "recovery_steps": N_("steps of putting right"),
    "employee_surveys": N_("employee surveys"),
}

# Every column of the source tables. What a name means is the same in each table that has it.
COLUMNS = {
    "customer_id": N_("Customer no."),
    "name": N_("Name"),
    "kind": N_("Kind"),
    "industry": N_("Industry"),
    "occupation": N_("Occupation"),
    "birth_year": N_("Year of birth"),
    "region": N_("Region"),
    "city": N_("City"),
    "size": N_("Size"),
    "acquired_on": N_("Won on"),
    "acquired_through": N_("Won through"),
    "acquisition_cost": N_("Cost of winning"),
    "left_on": N_("Left on"),
    "left_because": N_("Why they left"),
    "attribute": N_("Attribute"),
    "value": N_("Value"),
    "starts_on": N_("Starts on"),
    "ends_on": N_("Ends on"),
    "product_id": N_("Product no."),
    "category": N_("Category"),
    "unit_cost": N_("Unit cost"),
    "campaign_id": N_("Campaign no."),
    "channel": N_("Channel"),
    "purpose": N_("Purpose"),
    "started_on": N_("Started on"),
    "ended_on": N_("Ended on"),
    "cost": N_("Cost"),
    "order_id": N_("Order no."),
    "line": N_("Line"),
    "ordered_on": N_("Ordered on"),
    "promised_on": N_("Promised for"),
    "delivered_on": N_("Delivered on"),
    "quantity": N_("Quantity"),
    "revenue": N_("Revenue"),
    "place": N_("Place of sale"),
    "salesperson": N_("Salesperson"),
    "status": N_("Status"),
    "spent_on": N_("Spent on"),
    "amount": N_("Amount"),
    "response_id": N_("Answer no."),
    "answered_on": N_("Answered on"),
    "aspect": N_("Aspect"),
    "layer": N_("Layer"),
    "expected": N_("Expected"),
    "perceived": N_("Perceived"),
    "importance": N_("Importance"),
    "scale_min": N_("Scale from"),
    "scale_max": N_("Scale up to"),
    "survey": N_("Survey"),
    "overall": N_("Overall satisfaction"),
    "overall_min": N_("Overall scale from"),
    "overall_max": N_("Overall scale up to"),
    "recommend": N_("Would recommend"),
    "prefers_us": N_("Prefers us"),
    "will_buy_again": N_("Will buy again"),
    "agree_max": N_("Agreement scale up to"),
    "stage": N_("Stage"),
    "position": N_("Position"),
    "opportunity_id": N_("Opportunity no."),
    "owner": N_("Owner"),
    "source": N_("Came from"),
    "created_on": N_("Created on"),
    "expected_close_on": N_("Expected to close"),
    "closed_on": N_("Closed on"),
    "outcome": N_("Outcome"),
    "lost_because": N_("Why it was lost"),
    "entered_at": N_("Entered"),
    "touched_on": N_("Touched on"),
    "in_control": N_("Held back to compare"),
    "day": N_("Day"),
    "impressions": N_("Impressions"),
    "clicks": N_("Clicks"),
    "leads": N_("Leads"),
    "orders": N_("Orders"),
    "complaint_id": N_("Complaint no."),
    "opened_at": N_("Opened"),
    "cause": N_("Cause"),
    "severity": N_("Severity"),
    "valid": N_("Found valid"),
    "handovers": N_("Hand-overs"),
    "first_reply_at": N_("First reply"),
    "resolved_at": N_("Resolved"),
    "remedy": N_("Remedy"),
    "rating_after": N_("Rating afterwards"),
    "return_id": N_("Return no."),
    "returned_on": N_("Returned on"),
    "reason": N_("Reason"),
    "happened_on": N_("Happened on"),
    "label": N_("Event"),
    "payment_id": N_("Payment no."),
    "paid_on": N_("Paid on"),
    "month": N_("Month"),
    "measure": N_("Measure"),
    "target": N_("Target"),
    "person": N_("Person"),
    "manager": N_("Reports to"),
    "office": N_("Office"),
    "happened_at": N_("Happened at"),
    "direction": N_("Direction"),
    "subject": N_("Subject"),
    "step": N_("Step"),
    "done_at": N_("Done at"),
    "respondent": N_("Respondent"),
    "unit": N_("Department"),
    "score": N_("Score"),
    "score_max": N_("Highest point"),
}

# Codes of ours that columns hold.
STEPS = {
    "apologise": N_("apologise"),
    "solve": N_("solve it"),
    "talk": N_("talk it over"),
    "delight": N_("go a step further"),
    "improve": N_("mend the cause"),
    "report": N_("say what was mended"),
    "keep_in_touch": N_("keep in touch"),
}
CAUSES = {
    "promised": N_("promised what cannot be given"),
    "slow": N_("too slow"),
    "wrong": N_("wrong or incomplete"),
    "impolite": N_("impolite"),
    "harmed": N_("harmed another interest"),
}
DAYS = {
    "1": N_("Mon"),
    "2": N_("Tue"),
    "3": N_("Wed"),
    "4": N_("Thu"),
    "5": N_("Fri"),
    "6": N_("Sat"),
    "7": N_("Sun"),
}

NAMING = ("table", "other")  # values of a problem that are tables of ours


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


def expectation(
    say: Language, sentence: str, values: Mapping[str, object], *, group: str = ""
) -> str:
    """What should hold of a file's rows, where a problem says it does not."""
    if group == "ambiguous_date" and "third" in values:
        return say(
            "{first}, {second} and {third} all fit every row; say which is meant.",
            **{name: date_label(str(values[name])) for name in ("first", "second", "third")},
        )
    if group == "ambiguous_date" and {"first", "second"} <= set(values):
        return say(
            "Both {first} and {second} fit every row; say which is meant.",
            first=date_label(str(values["first"])),
            second=date_label(str(values["second"])),
        )
    told = dict(values)
    if "field" in told:
        field = str(told["field"])
        told["field"] = say(COLUMNS[field]) if field in COLUMNS else field.replace("_", " ")
    if "table" in told:
        names = {key: str(told[key]) for key in NAMING if key in told}
        told |= {key: say(TABLES.get(name, name)) for key, name in names.items()}
    return say(sentence, **told)
