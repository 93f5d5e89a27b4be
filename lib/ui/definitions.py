"""What each number means, in words a reader can check, and where the definition comes from.

The words are English keys of the catalogue; a page says them in the reader's language.
"""

from dataclasses import dataclass

from lib.languages import N_, Language
from lib.settings import Settings


@dataclass(frozen=True)
class Definition:
    """How a number is worked out, whose idea it is, and the table it cannot do without."""

    formula: str  # may use the names that `said` fills in
    source: str
    table: str | None = None

    def said(self, settings: Settings, say: Language) -> str:
        """The formula with the thresholds it was worked out by."""
        return say(
            self.formula,
            days=settings.silent_days,
            window=settings.window_days,
            answer=settings.contact_answer_days,
            satisfied=say.percent(settings.satisfied_at, 0),
            a=settings.tier_a,
            b=settings.tier_b,
            c=settings.tier_c,
            sla=f"{settings.sla_by_severity}; {settings.sla_hours:g}".removeprefix("; "),
            level_2=say.number(settings.level_2_at, 1),
            level_3=say.number(settings.level_3_at, 1),
        )


OURS = N_("our own rule, where the sources give none")

DEFINITIONS = {
    "satisfaction_ratio": Definition(
        N_(
            "Satisfaction ratio = what was perceived ÷ what was expected, each answer weighted by "
            "importance and summed before dividing. 100% is exactly what was expected. Only "
            "answers that tell both count; the interval is drawn over customers."
        ),
        N_("Oliver 1980; intervals: Cochran 1977"),
        "ratings",
    ),
    "satisfaction_drivers": Definition(
        N_(
            "Share = what an aspect adds to the R² of the overall score, averaged over every order "
            "in which the aspects may come in, as a share of R². Intervals from 200 resamples of "
            "respondents. The fields are cut at the means of importance and performance; one that "
            "holds in fewer than 80% of the resamples is unsure."
        ),
        N_("Lindeman, Merenda & Gold 1980; Martilla & James 1977"),
        "ratings",
    ),
    "satisfaction_correction": Definition(
        N_(
            "Corrected = surveyed × complaint factor × return factor. Each factor is 1 − strength "
            "× (counted − usual) ÷ (usual + 10), within 0.8 and 1.1. Usual is the rate of the 12 "
            "months before, or the one set, for as many active customers and units sold. It says "
            "worse or better than the company's own past, never high or low."
        ),
        OURS,
        "ratings",
    ),
    "csat": Definition(
        N_(
            "Satisfied overall = answers in the top two boxes of a scale of up to 7 points, else "
            "in the top fifth of its range ÷ all overall answers."
        ),
        N_("interval: Wilson 1927"),
        "responses",
    ),
    "customer_search": Definition(
        N_(
            "Customers whose number or name holds the words looked for. Value and revenue are of "
            "the 12 months before the latest month's start; tiers as everywhere."
        ),
        OURS,
        "customers",
    ),
    "customer_standing": Definition(
        N_(
            "At each month start: what the customer brought in the 12 months before, their place "
            "among all who are ranked, and the tier that it makes."
        ),
        OURS,
        "orders",
    ),
    "customer_products": Definition(
        N_(
            "Revenue after refunds, and orders that count as trade, by product. Every … days = the "
            "mean time between days on which it was bought."
        ),
        OURS,
        "orders",
    ),
    "customer_timeline": Definition(
        N_(
            "Orders, returns, payments, complaints, survey answers, opportunities, campaigns, "
            "contacts and contracts of one customer by their day. Satisfaction of an answer = "
            "perceived ÷ expected; without expectations the share of full marks."
        ),
        OURS,
    ),
    "customer_peers": Definition(
        N_(
            "Customers like this one are of the same tier and kind. Usual is their median; the "
            "share tells how many of them have less."
        ),
        OURS,
        "orders",
    ),
    "survey_reach": Definition(
        N_(
            "Reach = customers with an answer in the period ÷ customers with trade in the 12 "
            "months before its end, or a contract."
        ),
        N_("interval: Wilson 1927"),
        "responses",
    ),
    "silent_customers": Definition(
        N_(
            "Dissatisfied = latest satisfaction ratio, at most 12 months old, below 80%. Silent = "
            "of those, without a complaint in 12 months. At stake is what they brought in the 12 "
            "months before."
        ),
        OURS,
        "ratings",
    ),
    "loyalty": Definition(
        N_(
            "Loyal = customers who kept at least 80% of their orders and 80% of their revenue in "
            "the latest 12 complete months, against the 12 before ÷ customers who bought in those; "
            "with less than 24 months of data, 6 months against the same 6 a year before. By "
            "chance = the share of perfectly steady customers, with as many orders, who would pass "
            "by luck alone."
        ),
        N_("the limits are our own; intervals: Wilson 1927"),
        "orders",
    ),
    "loyalty_kept": Definition(
        N_(
            "Kept = orders, or revenue, of the latest months ÷ those of the months before, each "
            "customer in a band a tenth wide; 200% holds twice as much and more. Loyal = 80% and "
            "more of both."
        ),
        OURS,
        "orders",
    ),
    "loyalty_levels": Definition(
        N_(
            "Each step needs those before it. Cognitive = prefers us, in the top two boxes. "
            "Affective = satisfied in both of the last two answers. Conative = would recommend "
            "with 9 or 10, or buy again, in the top two boxes. Action = loyal in what they do. Who "
            "was not asked whether they prefer us is on no step."
        ),
        N_("Oliver 1999"),
        "responses",
    ),
    "satisfaction_by_loyalty": Definition(
        N_(
            "Satisfied = latest satisfaction ratio, at most 12 months old, of {satisfied} or more. "
            "Loyal = kept 80% of orders and revenue. Apostles are both; hostages loyal, not "
            "satisfied; mercenaries satisfied, not loyal; defectors neither. Customers of whom "
            "either is not known are in no cell."
        ),
        N_("Jones & Sasser 1995"),
        "ratings",
    ),
    "satisfaction_chain": Definition(
        N_(
            "By the latest satisfaction ratio, at most 12 months old: the loyal of those who "
            "bought in the earlier months; who was active on the day of the answer and no longer "
            "90 days later, of those with 90 days of data after it; value of the 12 months before "
            "÷ customers. What comes with satisfaction need not come from it."
        ),
        OURS,
        "ratings",
    ),
    "nps": Definition(
        N_(
            "NPS = share of promoters (9 and 10) − share of detractors (0 to 6), of those who said "
            "in the period from 0 to 10 whether they would recommend us."
        ),
        N_("Reichheld 2003"),
        "responses",
    ),
    "tier_churn": Definition(
        N_(
            "Churn rate = customers active at the month's start and not active at its end ÷ "
            "customers active at its start. A customer is active who has bought within {days} days "
            "and has not left or let the last contract end, or whose contract runs. The tier is "
            "the one held at the start."
        ),
        N_("the silence limit is a setting; denominators at the month's start"),
        "orders",
    ),
    "churn_flows": Definition(
        N_(
            "New = customers who came for the first time. Won back = active again after a lapse. "
            "Lost = active at the start and not at the end, or come and gone in the same month. "
            "Moves are counted: who lapses twice in the period counts twice."
        ),
        OURS,
        "orders",
    ),
    "tiers": Definition(
        N_(
            "Customers ranked by what they brought in the twelve months before: the best {a}% are "
            "tier A, down to {b}% B, down to {c}% C, the rest D."
        ),
        N_("the 80/20 rule; the cuts are settings"),
        "orders",
    ),
    "pareto": Definition(
        N_(
            "Customers ranked by what they brought in the 12 months before, the best first; share "
            "= what those up to here brought together ÷ what all did. Beyond the peak customers "
            "take value away: their value is below 0."
        ),
        N_("the 80/20 rule; Kaplan & Narayanan 2001"),
        "orders",
    ),
    "pareto_summary": Definition(
        N_(
            "Value = what customers brought in the 12 months before: contribution, else marginal "
            "profit, else revenue, whichever is known for 95% of the revenue. Beyond the peak = "
            "customers whose value is below 0. Best fifth = what the best 20% brought ÷ what all "
            "did."
        ),
        N_("the 80/20 rule; Kaplan & Narayanan 2001"),
        "orders",
    ),
    "profit_bridge": Definition(
        N_(
            "Value of the latest 12 months less that of the 12 before, customer by customer. New "
            "= no customer in the earlier months, be it for the first time or again; lost = none "
            "in the later. The parts add up to the difference."
        ),
        OURS,
        "orders",
    ),
    "profit_by_month": Definition(
        N_(
            "Marginal = revenue − cost of goods. Contribution = marginal − cost to serve. Net = "
            "contribution − campaigns, whose cost is shared by the customers they touched first "
            "in the month. A level is told where it is known for 95% of the month's revenue."
        ),
        OURS,
        "orders",
    ),
    "customer_profit": Definition(
        N_(
            "Marginal = revenue − cost of goods. Contribution = marginal − cost to serve. Net = "
            "contribution − the share of campaign cost. Margin = net ÷ revenue. Empty where a "
            "cost is not known."
        ),
        OURS,
        "orders",
    ),
    "tier_moves": Definition(
        N_(
            "The tier held a year ago and now: the best {a}% are A, down to {b}% B, down to {c}% "
            "C, the rest D. New or back = no trade in the 12 months before then and no contract; "
            "no longer buying = the same of now."
        ),
        N_("the 80/20 rule; the cuts are settings"),
        "orders",
    ),
    "acquisition": Definition(
        N_(
            "Cost of winning = campaigns to win and acquisition costs ÷ customers with their first "
            "order. Paid back = that ÷ what a customer won in the 12 months before brings in a "
            "month. Cost of keeping = campaigns to keep ÷ customers active at a month's start and "
            "at its end, each month."
        ),
        N_("over what time it is paid back is our own rule"),
        "orders",
    ),
    "ltv_to_cac": Definition(
        N_(
            "What a customer won in these months will bring in the next 12 ÷ what winning one "
            "cost. What was earned already is not in it."
        ),
        N_("Fader, Hardie & Lee 2005; Fader & Hardie 2013"),
        "orders",
    ),
    "sales_funnel": Definition(
        N_(
            "Conversion = the probability of advancing from a stage, with lost opportunities "
            "competing and open ones counted until the day the data ends. Days are medians."
        ),
        N_("Aalen & Johansen 1978; Kaplan & Meier 1958"),
        "opportunities",
    ),
    "pipeline": Definition(
        N_(
            "Weighted = the money open in a stage × the share won of all decided opportunities "
            "that were ever in that stage."
        ),
        OURS,
        "opportunities",
    ),
    "win_rate": Definition(
        N_("Win rate = won ÷ (won + lost), of opportunities decided in the period."),
        N_("interval: Wilson 1927"),
        "opportunities",
    ),
    "campaign_roi": Definition(
        N_(
            "ROI = (profit of the orders due to the campaign − its cost) ÷ its cost. An order is "
            "due to the campaign it names, otherwise to the last touch in the {window} days before."
        ),
        N_("the attribution window is a setting"),
        "campaigns",
    ),
    "campaign_lift": Definition(
        N_(
            "Lift = value per customer treated − value per customer held back, over {window} days "
            "after the touch. An interval that holds zero shows no effect either way."
        ),
        N_("Welch 1947"),
        "campaigns",
    ),
    "rate_by_value": Definition(
        N_("Win rate by value = money won ÷ (money won + money lost), decided in the period."),
        OURS,
    ),
    "median_days": Definition(
        N_("Half of the opportunities won in the period were won within these days of creation."),
        OURS,
    ),
    "velocity": Definition(
        N_(
            "Velocity = open opportunities × win rate × mean amount won ÷ mean days to win: money "
            "that the funnel brings in a day."
        ),
        OURS,
    ),
    "campaign_profit": Definition(
        N_(
            "Profit of the orders due to campaigns (revenue, where the cost of goods is not "
            "known). An order is due to the campaign it names, otherwise to the last touch in the "
            "{window} days before."
        ),
        OURS,
    ),
    "campaign_cost": Definition(
        N_("What the campaigns cost, as far as their days lie in the period."), OURS
    ),
    "campaign_orders": Definition(
        N_(
            "Orders due to campaigns: those that name one, otherwise those within {window} days "
            "after its last touch. Shared orders count in parts."
        ),
        OURS,
    ),
    "expected": Definition(
        N_("What customers expected: the mean of their answers, weighted by importance."),
        N_("SERVQUAL: Parasuraman, Zeithaml & Berry 1988"),
    ),
    "perceived": Definition(
        N_("What customers perceived: the mean of their answers, weighted by importance."),
        N_("SERVQUAL: Parasuraman, Zeithaml & Berry 1988"),
    ),
    "respondents": Definition(
        N_("Customers who answered in the period, and answers of nobody known."), OURS
    ),
    "performance": Definition(
        N_(
            "Revenue of the period, refunds taken off, cancelled and returned lines left out; "
            "beside it that of the same days a year before. A target for revenue is counted by "
            "the days of the period. Margin = (revenue − cost of goods) ÷ revenue, of the lines "
            "whose cost is known."
        ),
        OURS,
        "orders",
    ),
    "targets": Definition(
        N_(
            "Pace = actual ÷ (target × share of its days that are over), so that 100% is exactly "
            "as planned; of a month that is over it is actual ÷ target. A region is that of the "
            "customer. Targets are for all customers, whatever is filtered."
        ),
        OURS,
        "targets",
    ),
    "receivables": Definition(
        N_(
            "Open = what was ordered, refunds taken off, less what was paid, by the days since "
            "the order. Payments that name no order pay the customer's oldest open orders first. "
            "Orders from before the first payment in the data are left out unless a payment "
            "names them."
        ),
        OURS,
        "payments",
    ),
    "contact_gaps": Definition(
        N_(
            "Customers with trade in the 12 months before the latest month start, or a contract, "
            "by the days since the last contact with them, in or out."
        ),
        OURS,
        "interactions",
    ),
    "contact_list": Definition(
        N_(
            "Customers of tier A whom nobody has spoken to for 90 days, or ever, in or out, the "
            "most valuable first. The salesperson is who sold what they ordered last."
        ),
        OURS,
        "interactions",
    ),
    "unanswered": Definition(
        N_(
            "A contact that came in is answered when one goes out to the same customer within "
            "{answer} days, by whichever channel. Contacts whose days are not over yet are not "
            "counted."
        ),
        OURS,
        "interactions",
    ),
    "product_pairs": Definition(
        N_(
            "Times as often as by chance = orders with both × all orders ÷ (orders with the one × "
            "orders with the other). Pairs found in at least 5 orders, those furthest beyond "
            "chance in number of orders first."
        ),
        N_("Agrawal, Imielinski & Swami 1993"),
        "orders",
    ),
    "lost_customers": Definition(
        N_(
            "Lost = active at a month's start and not at the next one's: silent for more than "
            "{days} days, left, or the contract ended. Large, medium and small are the customer's "
            "own, else tier A, B, and C or D. Value = of the 12 months before. Expected = losses "
            "of the 12 months before per active customer, times this month's; an alarm is above "
            "what chance explains in 97.5 of 100 months, and above what the months before spread."
        ),
        N_("Keaveney 1995; the limits are negative binomial and Student's"),
        "orders",
    ),
    "win_backs": Definition(
        N_(
            "Back = not active at a month's start, active at the next one's, and a customer "
            "before. What preceded it = the latest of a campaign's touch, a complaint put right, "
            "a contact of ours or an offer, within {window} days before and since the last order. "
            "It need not be the cause."
        ),
        OURS,
        "orders",
    ),
    "value_back": Definition(
        N_(
            "Value back = what customers lost in the period, and back by now, had brought ÷ what "
            "all customers lost in it had brought, each in the 12 months before."
        ),
        OURS,
        "orders",
    ),
    "silence": Definition(
        N_(
            "Judged a year (with less than 30 months of data half a year) before the as-of day: "
            "called = silent for longer than the limit; back = bought again afterwards; gone = did "
            "not. The suggested limit is the one within which four in five gaps between purchases "
            "end."
        ),
        N_("Kaplan & Meier 1958; the horizon is our own"),
        "orders",
    ),
    "retention_curve": Definition(
        N_(
            "Share of customers not yet lapsed so many days after the first purchase "
            "(Kaplan-Meier). Lapsed = silent for more than {days} days for the first time, left, "
            "or the last contract ended. Who has not lapsed counts for as long as they have been "
            "watched."
        ),
        N_("Kaplan & Meier 1958; intervals: Kalbfleisch & Prentice 1980"),
        "orders",
    ),
    "cohort_retention": Definition(
        N_(
            "Of the customers whose first purchase was in one month: the share who bought in each "
            "month after it. A month that is not complete is left blank."
        ),
        OURS,
        "orders",
    ),
    "persistency": Definition(
        N_(
            "Retention = customers active a year ago who are active now ÷ active a year ago. "
            "Tenure = median days since the first purchase of those active now. Active = bought "
            "within {days} days, or under contract."
        ),
        N_("interval: Wilson 1927"),
        "orders",
    ),
    "prospecting": Definition(
        N_("New = customers whose first purchase ever was in the month."),
        OURS,
        "orders",
    ),
    "profile": Definition(
        N_(
            "Index = share of the value among the best customers ÷ its share among all who bought "
            "in the 12 months before, or have a contract. The best are tier A, or the tiers "
            "chosen. The interval is that of the share of the value's customers who are among the "
            "best."
        ),
        N_("interval: Wilson 1927"),
        "orders",
    ),
    "rfm": Definition(
        N_(
            "Last order day, number of orders and revenue in the period are scored 1 to 5: 5 × "
            "average rank ÷ customers, rounded up. Each of the 125 scores belongs to one segment: "
            "champions bought lately and often; at risk used to, and not of late."
        ),
        N_("Hughes 1994; the segments are our own"),
        "orders",
    ),
    "lifetime_value": Definition(
        N_(
            "Purchase days expected in each of the next 12 months (BG/NBD), discounted by 1% a "
            "month, × what the customer spends on one (Gamma-Gamma) × what is left of revenue in "
            "the customer's tier. Under contract: the own monthly value for as long as contracts "
            "last. What was earned already is not in it."
        ),
        N_("Fader, Hardie & Lee 2005; Fader & Hardie 2013"),
        "orders",
    ),
    "holdout": Definition(
        N_(
            "The model of purchases (BG/NBD) is fitted to the first half of the data, at least to "
            "all but the last 52 weeks, and foretells the rest for the customers who had come by "
            "then."
        ),
        N_("Fader, Hardie & Lee 2005"),
        "orders",
    ),
    "holdout_classes": Definition(
        N_(
            "Purchase days in the part the model had not seen, by how many repeat purchases a "
            "customer had made before: as they were, and as expected of what each had done."
        ),
        N_("Fader, Hardie & Lee 2005"),
        "orders",
    ),
    "data_quality": Definition(
        N_(
            "Complete = cells filled ÷ cells that ought to be; where an empty cell is an answer, "
            "as in the day a customer left, none is asked. Valid = cells that keep the rules ÷ "
            "cells filled that a rule judges. Unique = keys and names that stand once ÷ all of "
            "them. Consistent = keys whose row is known ÷ keys. Fewer than 5 are not judged."
        ),
        OURS,
    ),
    "quality_complete": Definition(
        N_(
            "Complete = cells filled ÷ cells that ought to be. Columns nobody fills are not asked, "
            "nor those where an empty cell is an answer, as in the day a customer left."
        ),
        OURS,
    ),
    "quality_valid": Definition(
        N_(
            "Valid = cells that keep the rules of their table ÷ cells filled that a rule judges. "
            "What happened has a day from 1970 on and before it was imported."
        ),
        OURS,
    ),
    "quality_consistent": Definition(
        N_(
            "Consistent = keys that name a known customer, product, order, campaign or opportunity "
            "÷ keys filled. Where none was ever imported, nothing is judged."
        ),
        OURS,
    ),
    "data_freshness": Definition(
        N_(
            "Days behind = from a table's newest day to the as-of day. Usual gap = median days "
            "between its imports, from three on. Late = further behind than the usual gap."
        ),
        OURS,
    ),
    "complaints": Definition(
        N_(
            "Complaints a month of 1,000 active customers = valid complaints of complete months "
            "÷ the customers active at those months' starts. Valid = not proved unfounded. A group "
            "of customers is held against its own active ones, a kind of complaint against all."
        ),
        OURS,
        "complaints",
    ),
    "complaint_pareto": Definition(
        N_(
            "Complaints of the period that were not proved unfounded, by what they are about. "
            "Share = complaints of the kind ÷ all of them."
        ),
        N_("Pareto's rule: few kinds make up most"),
        "complaints",
    ),
    "widespread_complaints": Definition(
        N_(
            "Expected = valid complaints of the kind in the 12 months before (at least 6), for as "
            "many active customers. Alarm = more than the limit, which chance alone exceeds once "
            "in a thousand months: the higher of a count's chance limit and one that allows for "
            "months as uneven as those before."
        ),
        N_("our own rule: negative binomial and Student's t, as for lost customers"),
        "complaints",
    ),
    "promptness": Definition(
        N_(
            "On time = put right within the hours of its severity ({sla}) ÷ complaints put right "
            "or past due; one that is open and not due yet is left out. Median and 90th percentile "
            "of hours by Kaplan-Meier, open ones censored. Only the hours that count are counted; "
            "now is the end of the as-of day."
        ),
        N_("Kaplan & Meier 1958; interval: Wilson 1927"),
        "complaints",
    ),
    "escalation": Definition(
        N_(
            "Open complaints by how far they are past the hours of their severity ({sla}): level 1 "
            "past them, 2 and 3 past {level_2} and {level_3} times as many. The highest level "
            "first, in it tier A first, then what is nobody's. Next step = the first of your steps "
            "of recovery that is not done."
        ),
        N_("whoever hears a complaint owns it; the levels are our own"),
        "complaints",
    ),
    "handovers": Definition(
        N_(
            "Passed on = complaints with at least one hand-over ÷ complaints of which the number "
            "is known. Content = mean rating of how it was handled, 1 to 5, from five answers on."
        ),
        N_("whoever hears a complaint owns it; interval: Wilson 1927"),
        "complaints",
    ),
    "repeat_complaints": Definition(
        N_(
            "Again = complaints made at most 90 days after one of the same customer and kind ÷ "
            "complaints of a known customer and kind."
        ),
        N_("our own rule, where the sources give none; interval: Wilson 1927"),
        "complaints",
    ),
    "failure_causes": Definition(
        N_(
            "What went wrong: promised what cannot be given, too slow, wrong or incomplete, "
            "impolite, harmed another interest. Share of the valid complaints whose cause is told."
        ),
        N_("interval: Wilson 1927"),
        "complaints",
    ),
    "recovery": Definition(
        N_(
            "Share = valid complaints for which the step is done ÷ all of them; whatever is put "
            "right is solved. Hours are the median from the complaint to the step."
        ),
        N_("the seven steps of putting a complaint right"),
        "complaints",
    ),
    "recovery_effect": Definition(
        N_(
            "Trade again = trade on days 15 to 104 after the complaint, where these are over, less "
            "the same share of like customers without a complaint: same tier, month and days since "
            "the last order. Gain = that with the step done by day 14 less that without it. Who is "
            "talked to may be who would have stayed: an association, no proof."
        ),
        N_("our own rule: matched controls; significance after Bonferroni"),
        "recovery_steps",
    ),
    "best_remedy": Definition(
        N_(
            "Trade again after a remedy against the others pooled, in the same mix of severity and "
            "tier. A remedy works best with at least 30 complaints and a lower bound above the "
            "others, allowing for as many as are tried; else no difference is shown."
        ),
        N_("Mantel & Haenszel 1959; Bonferroni"),
        "complaints",
    ),
    "three_measures": Definition(
        N_(
            "Customers = satisfaction ratio of the month's answers. Employees = mean answer as a "
            "share of its scale's maximum, from five respondents on. Cash = payments received in "
            "the month less what was paid back."
        ),
        OURS,
        "payments",
    ),
    "overview": Definition(
        N_("Each figure is the one of its own page, for the months chosen above."),
        OURS,
    ),
}

# What to import where a table holds nothing.
MISSING = {
    "targets": N_(
        "Whether sales are on target is told by targets. Import what each month, region or person "
        "is to reach."
    ),
    "payments": N_(
        "What is owed is what was ordered less what was paid. Import the payments to see who owes "
        "what, and since when."
    ),
    "interactions": N_(
        "Who waits for a word is told by contacts. Import calls, e-mails and visits, in and out, "
        "to see whom nobody speaks to."
    ),
    "orders": N_(
        "Churn and loyalty are worked out from orders. Import a file of orders to see who leaves "
        "and who stays."
    ),
    "ratings": N_(
        "Satisfaction compares what customers expected with what they perceived. "
        "Import the answers to a survey to see it."
    ),
    "responses": N_(
        "How far loyalty reaches is what customers say of us. Import the answers to a survey that "
        "asks whether they prefer us, would recommend us or would buy again."
    ),
    "opportunities": N_(
        "The funnel is made of opportunities. Import them from your CRM to see where they stop."
    ),
    "complaints": N_(
        "This is worked out from complaints. Import them to see who is waiting and what to mend."
    ),
    "recovery_steps": N_(
        "What each step of putting right earns is worked out from when it was done. Import the "
        "steps of your complaints to see it."
    ),
    "campaigns": N_(
        "Returns are worked out from campaigns and what they cost. Import them to see which pay."
    ),
}
